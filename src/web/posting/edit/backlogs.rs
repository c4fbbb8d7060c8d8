//! What piled up, and whether it is worked off: a phase of its own, not recovery (rule D06).

use super::{
    Block, incomplete, kept,
    list::Summaries,
    moments, not_used,
    rows::{self, Rows},
    said, write_word,
};
use crate::{
    domain::{
        incident::{Backlog, BacklogState, Incident, When},
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

/// The fields that stand empty in a new entry, besides what piled up.
const DETAILS: [&str; 5] = ["opened", "opened_note", "state", "closed", "closed_note"];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    for (row, backlog) in known(incident).iter().zip(&incident.backlogs) {
        let name = |what: &str| format!("{what}-{row}");
        typed.set(&name("backlog"), backlog.kind.as_str());
        write_word(typed, &name("state"), &STATES, &backlog.state);
        typed.set(&name("opened"), said(scene, incident, Some(&backlog.opened)));
        typed.set(&name("closed"), said(scene, incident, backlog.closed.as_ref()));
        moments::show_note(typed, &name("opened"), incident.moment(&backlog.opened));
        let closed = backlog.closed.as_ref().and_then(|when| incident.moment(when));
        moments::show_note(typed, &name("closed"), closed);
    }
}

/// A backlog is the one of its kind that opened then.
fn known(incident: &Incident) -> Vec<String> {
    rows::said(incident.backlogs.iter().map(|it| format!("{} {:?}", it.kind, it.opened)))
}

fn rows(typed: &Typed, incident: &Incident) -> Rows {
    Rows::of(typed, &["backlog"], known(incident))
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    let rows = rows(reader.typed(), incident);
    let stood = incident.clone();
    let backlogs = std::mem::take(&mut incident.backlogs);
    for (row, at) in rows.iter() {
        let name = |what: &str| format!("{what}-{row}");
        let known = at.and_then(|at| backlogs.get(at));
        let offered = |key: &Key| {
            BACKLOG_KINDS.contains(&key.as_str()) || known.is_some_and(|it| it.kind == *key)
        };
        let Some(kind) = reader.key(&name("backlog"), offered) else {
            incomplete(reader, row, &name("backlog"), &DETAILS);
            continue;
        };
        let opened = reader.required_moment(&name("opened"), Prefer::Past, None);
        let base = opened.as_ref().map(|opened| opened.at);
        let state = reader.chosen(&name("state"), &STATES);
        let known = (known.map(|it| &it.opened), known.and_then(|it| it.closed.as_ref()));
        let moment = |when: Option<&When>| when.and_then(|when| stood.moment(when)).cloned();
        let earlier = (moment(known.0), moment(known.1));
        let mut opened = opened.map(|typed| kept(&stood, known.0, typed));
        let note = (&name("opened"), earlier.0.as_ref());
        moments::read_note_of(reader, note.0, note.1, incident, opened.as_mut());
        let note = (&name("closed"), earlier.1.as_ref());
        let closed = if state == Some(BacklogState::Delivered) {
            let closed = reader.required_moment(note.0, Prefer::Past, base);
            let mut closed = closed.map(|typed| kept(&stood, known.1, typed));
            moments::read_note_of(reader, note.0, note.1, incident, closed.as_mut());
            closed
        } else {
            not_used(reader, &stood, note.0, known.1);
            moments::note_not_used(reader, note.0, note.1);
            None
        };
        let (Some(opened), Some(state)) = (opened, state) else { continue };
        incident.backlogs.push(Backlog { kind, opened, state, closed });
    }
}

pub(super) fn sections(
    maker: &Maker<'_>,
    incident: &Incident,
    summaries: &Summaries<'_>,
) -> Vec<Block> {
    let t = maker.t();
    let states = STATES.map(|(word, state)| (word, state.label(t)));
    let one = |(row, at): (&str, Option<usize>)| {
        let name = |what: &str| format!("{what}-{row}");
        let mut kinds = vec![(String::new(), t.msg_edit_none())];
        kinds
            .extend(backlog_kinds(maker).into_iter().map(|(kind, label)| (kind.to_owned(), label)));
        let own = at.and_then(|at| incident.backlogs.get(at)).map(|it| it.kind.to_string());
        if let Some(own) = own.filter(|own| !BACKLOG_KINDS.contains(&own.as_str())) {
            kinds.push((own.clone(), own));
        }
        vec![
            Part::One(maker.select(&name("backlog"), t.msg_edit_backlog(), &kinds)),
            Part::One(maker.moment(&name("opened"), t.msg_edit_backlog_opened())),
            Part::One(maker.radios(&name("state"), t.msg_edit_status(), &states)),
            Part::One(maker.moment(&name("closed"), t.msg_post_backlog_closed())),
            moments::notes_part(
                maker,
                [
                    (name("opened"), t.msg_edit_backlog_opened()),
                    (name("closed"), t.msg_post_backlog_closed()),
                ],
            ),
        ]
    };
    let rows = rows(maker.typed, incident);
    summaries.blocks(maker, None, (&rows, &["backlog", "state"]), one)
}
