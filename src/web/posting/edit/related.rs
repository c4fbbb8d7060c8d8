//! Other records to read beside an incident: the maintenance that triggered it, those that carry out its
//! planned measures, and any other (capability K09, rule D22).

use super::Lines;
use crate::{
    domain::{
        incident::Incident,
        reference::{Reference, ReferenceKind},
    },
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        reader::{LIST, Reader},
        typed::Typed,
    },
};

pub(super) fn show(typed: &mut Typed, incident: &Incident) {
    let lines = |references: &[Reference]| {
        references.iter().map(Reference::to_string).collect::<Vec<_>>().join("\n")
    };
    typed.set("triggered_by", lines(incident.triggered_by.as_slice()));
    typed.set("followed_by", lines(&incident.followed_by));
    typed.set("related", lines(&incident.related));
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    use ReferenceKind::{Incident as Inc, Maintenance};
    incident.triggered_by = reader.reference("triggered_by", Maintenance);
    incident.followed_by = reader.references("followed_by", &[Maintenance]);
    incident.related = reader.references("related", &[Inc, Maintenance]);
}

pub(super) fn parts(maker: &Maker<'_>) -> Lines {
    let t = maker.t();
    vec![
        Part::One(maker.reference("triggered_by", t.msg_edit_triggered_by())),
        Part::One(maker.text("followed_by", t.msg_edit_followed_by(), LIST)),
        Part::One(maker.text("related", t.msg_edit_related(), LIST)),
    ]
}
