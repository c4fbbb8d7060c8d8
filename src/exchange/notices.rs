//! Notices that a file gives as a template with its values: their texts are written once the whole file
//! is read. A text that the file gives is kept as it is, because it was posted so.

use super::{Document, mistake::What, node::Node, reading::Reading, update::UNWRITTEN};
use crate::{
    domain::{
        incident::{Incident, IncidentRecord},
        maintenance::Maintenance,
        notice::Template,
        provider::Provider,
        service::Catalogue,
        text::LocalizedText,
    },
    i18n::notice::{About, Composed, Gap, Notice},
};

/// The places of the records in the file, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Places<'n> {
    pub(super) maintenances: Vec<&'n Node>,
    pub(super) incidents: Vec<&'n Node>,
}

/// Writes the texts that the file leaves to their templates.
pub(super) fn write(
    document: &mut Document,
    (provider, catalogue): (&Provider, &Catalogue),
    places: &Places<'_>,
    cx: &mut Reading,
) {
    let given = document.clone();
    let writer = Writer {
        provider,
        catalogue,
        incidents: given.incidents.iter().map(|record| &record.incident).collect(),
        maintenances: given.maintenances.iter().collect(),
    };
    for ((record, given), place) in
        document.incidents.iter_mut().zip(&given.incidents).zip(&places.incidents)
    {
        writer.of_incident(record, given, place, cx);
    }
    for ((maintenance, given), place) in
        document.maintenances.iter_mut().zip(&given.maintenances).zip(&places.maintenances)
    {
        writer.of_maintenance(maintenance, given, place, cx);
    }
}

/// Everything that a notice may speak of.
struct Writer<'a> {
    provider: &'a Provider,
    catalogue: &'a Catalogue,
    incidents: Vec<&'a Incident>,
    maintenances: Vec<&'a Maintenance>,
}

impl Writer<'_> {
    fn notice<'n>(&'n self, template: Template, about: About<'n>) -> Notice<'n> {
        Notice {
            provider: self.provider,
            catalogue: self.catalogue,
            template,
            about,
            incidents: &self.incidents,
            maintenances: &self.maintenances,
        }
    }

    fn of_incident(
        &self,
        record: &mut IncidentRecord,
        given: &IncidentRecord,
        place: &Node,
        cx: &mut Reading,
    ) {
        for (index, update) in given.updates.iter().enumerate() {
            let Some(template) = update.template.filter(|_| update.body == UNWRITTEN) else {
                continue;
            };
            let before = IncidentRecord {
                incident: given.incident.clone(),
                updates: given.updates[..index].to_vec(),
            };
            let about = About::Incident { record: &before, update };
            let written = texts(&self.notice(template, about), update_place(place, index), cx);
            let stored = record.updates.get_mut(index).zip(written);
            if let Some((stored, written)) = stored {
                (stored.subject, stored.body) = written;
            }
        }
    }

    fn of_maintenance(
        &self,
        maintenance: &mut Maintenance,
        given: &Maintenance,
        place: &Node,
        cx: &mut Reading,
    ) {
        for (index, update) in given.updates.iter().enumerate() {
            if update.body != UNWRITTEN {
                continue;
            }
            let about = About::Maintenance { maintenance: given, update };
            let notice = self.notice(update.template, about);
            let written = texts(&notice, update_place(place, index), cx);
            let stored = maintenance.updates.get_mut(index).zip(written);
            if let Some((stored, written)) = stored {
                (stored.subject, stored.body) = written;
            }
        }
    }
}

fn update_place(record: &Node, index: usize) -> &Node {
    record.get("updates").and_then(|updates| updates.items().get(index)).unwrap_or(record)
}

/// Subject and body in both languages.
fn texts(
    notice: &Notice<'_>,
    place: &Node,
    cx: &mut Reading,
) -> Option<(LocalizedText, LocalizedText)> {
    match notice.composed() {
        Ok(Composed { subject, body }) => Some((subject, body)),
        Err(gaps) => {
            report(&gaps, place, cx);
            None
        }
    }
}

fn report(gaps: &[Gap], place: &Node, cx: &mut Reading) {
    for gap in gaps {
        let id = place.get("id").and_then(Node::as_text).unwrap_or_default();
        let step = format!("updates[{id}].values");
        let what = What::MissingValue(gap.placeholder.name().to_owned());
        cx.inside(&step, |cx| cx.report(place.line, what));
    }
}
