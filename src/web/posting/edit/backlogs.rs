//! What piled up, and whether it is worked off: a phase of its own, not recovery (rule D06).

use super::{Lines, kept, said, write_word};
use crate::{
    domain::{
        incident::{Backlog, BacklogState, Incident},
        key::Key,
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        course::{BACKLOG_KINDS, backlog_kinds},
        maker::Maker,
        reader::Reader,
        scene::Scene,
        typed::Typed,
    },
};

const STATES: [(&str, BacklogState); 3] = [
    (BacklogState::Open.word(), BacklogState::Open),
    (BacklogState::Delivered.word(), BacklogState::Delivered),
    (BacklogState::None.word(), BacklogState::None),
];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    for (index, backlog) in incident.backlogs.iter().enumerate() {
        let name = |what: &str| format!("{what}-{index}");
        typed.set(&name("backlog"), backlog.kind.as_str());
        write_word(typed, &name("state"), &STATES, &backlog.state);
        typed.set(&name("opened"), said(scene, incident, Some(&backlog.opened)));
        typed.set(&name("closed"), said(scene, incident, backlog.closed.as_ref()));
    }
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    let backlogs = std::mem::take(&mut incident.backlogs);
    for index in 0..=backlogs.len() {
        let name = |what: &str| format!("{what}-{index}");
        let known = backlogs.get(index);
        let offered = |key: &Key| {
            BACKLOG_KINDS.contains(&key.as_str()) || known.is_some_and(|it| it.kind == *key)
        };
        let Some(kind) = reader.keys(&name("backlog"), offered).into_iter().next() else {
            continue;
        };
        let opened = reader.required_moment(&name("opened"), Prefer::Past, None);
        let base = opened.as_ref().map(|opened| opened.at);
        let state = reader.chosen(&name("state"), &STATES);
        let closed = match state {
            Some(BacklogState::Delivered) => {
                reader.required_moment(&name("closed"), Prefer::Past, base)
            }
            _ => None,
        };
        let (Some(opened), Some(state)) = (opened, state) else { continue };
        let opened = kept(incident, known.map(|it| &it.opened), opened);
        let closed = closed.map(|it| kept(incident, known.and_then(|it| it.closed.as_ref()), it));
        incident.backlogs.push(Backlog { kind, opened, state, closed });
    }
}

pub(super) fn sections(maker: &Maker<'_>, incident: &Incident) -> Vec<Lines> {
    let t = maker.t();
    let states = STATES.map(|(word, state)| (word, state.label(t)));
    let one = |index: usize| {
        let name = |what: &str| format!("{what}-{index}");
        let mut kinds = vec![(String::new(), t.msg_edit_none())];
        kinds
            .extend(backlog_kinds(maker).into_iter().map(|(kind, label)| (kind.to_owned(), label)));
        let own = incident.backlogs.get(index).map(|backlog| backlog.kind.to_string());
        if let Some(own) = own.filter(|own| !BACKLOG_KINDS.contains(&own.as_str())) {
            kinds.push((own.clone(), own));
        }
        vec![
            Part::One(maker.select(&name("backlog"), t.msg_edit_backlog(), &kinds)),
            Part::One(maker.moment(&name("opened"), t.msg_edit_backlog_opened())),
            Part::One(maker.radios(&name("state"), t.msg_edit_status(), &states)),
            Part::One(maker.moment(&name("closed"), t.msg_post_backlog_closed())),
        ]
    };
    (0..=incident.backlogs.len()).map(one).collect()
}
