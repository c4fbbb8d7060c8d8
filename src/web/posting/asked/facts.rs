//! The facts of the record for which notices ask: how well the cause is known, the answer about data, and when
//! recovery is expected. The forms of the record ask for them by the same inputs.

use crate::{
    domain::{
        incident::{CauseState, DataState, Eta, Incident, cause::CauseChange},
        language::Language,
        notice::{CauseStatement, NoticeValues},
    },
    i18n::labels::Label,
    views::console::sheet::Part,
    web::posting::{
        edit::moments::kept,
        maker::Maker,
        reader::{Fault, LINE, Reader, in_language},
    },
};

/// The names of the states of the cause.
pub const CAUSES: [(&str, CauseState); 3] = [
    ("unknown", CauseState::Unknown),
    ("suspected", CauseState::Suspected),
    ("confirmed", CauseState::Confirmed),
];

/// The names of the answers to the data question.
pub const DATA: [(&str, DataState); 6] = [
    ("none", DataState::None),
    ("queued_delivered", DataState::QueuedDelivered),
    ("queued_in_progress", DataState::QueuedInProgress),
    ("bounced", DataState::Bounced),
    ("lost", DataState::Lost),
    ("checking", DataState::Checking),
];

/// How well the cause is known is a fact of the record (rule D16).
pub fn cause(reader: &mut Reader<'_>, incident: &mut Incident, values: &mut NoticeValues) {
    let now = reader.now();
    if let Some(state) = reader.chosen("cause_state", &CAUSES)
        && state != incident.cause.state
    {
        incident.cause.state = state;
        incident.cause.log.push(CauseChange { state, at: now });
    }
    let summary = reader.localized("cause", LINE);
    let supplier = reader.localized("supplier", LINE);
    let cause = &mut incident.cause;
    if cause.state != CauseState::Unknown {
        cause.summary = reader.retyped(cause.summary.take(), summary.clone());
    }
    cause.third_party = reader.retyped(cause.third_party.take(), supplier.clone());
    values.cause_statement = Some(CauseStatement {
        state: incident.cause.state,
        cause: summary.filter(|_| incident.cause.state != CauseState::Unknown),
        supplier,
    });
}

/// The answer to the data question is a fact of the record (capability K07).
pub fn data(reader: &mut Reader<'_>, incident: &mut Incident) {
    if let Some(state) = reader.choice("data_statement", &DATA) {
        incident.data_statement = state;
    }
    incident.data_bounced |= reader.ticked("bounced");
    let what = reader.localized("what", LINE);
    if incident.data_statement == DataState::Lost {
        if what.is_none() {
            reader.fault("what_ja", Fault::MISSING);
        }
        incident.data_lost = reader.retyped(incident.data_lost.take(), what);
    }
}

/// Where an answer to the data question is incomplete: the answer, or what it says was lost.
pub fn data_gap(reader: &mut Reader<'_>, language: Language) -> String {
    match reader.choice("data_statement", &DATA) {
        Some(DataState::Lost) => in_language("what", language),
        _ => "data_statement".to_owned(),
    }
}

pub(super) fn answered(incident: &Incident) -> Option<DataState> {
    Some(incident.data_statement).filter(|state| *state != DataState::Unstated)
}

/// Reads when recovery is expected: a fact of the record.
pub fn eta(reader: &mut Reader<'_>, incident: &mut Incident, values: &mut NoticeValues) {
    let target = reader.ticked("eta_target");
    let known = match &incident.eta {
        Eta::At { moment, .. } => Some(moment),
        Eta::Unknown => None,
    };
    let moment = reader.coming("eta").map(|typed| kept(incident, known, typed));
    incident.eta = moment.map_or(Eta::Unknown, |moment| Eta::At { moment, target });
    values.eta = Some(incident.eta.clone());
}

/// The inputs for when recovery is expected.
pub fn eta_parts(maker: &Maker<'_>) -> [Part; 2] {
    let t = maker.t();
    let target = maker.tick("eta_target", t.msg_eta_target(), t.msg_post_eta_target());
    [Part::One(maker.moment_ahead("eta", t.msg_eta())), Part::One(target)]
}

/// The inputs for how well the cause is known.
pub fn cause_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    let states = CAUSES.map(|(word, state)| (word, state.label(t)));
    vec![
        Part::One(maker.radios("cause_state", t.msg_cause(), &states)),
        Maker::only(
            "cause_state",
            &["suspected", "confirmed"],
            vec![maker.pair("cause", &t.msg_post_cause(), LINE)],
        ),
        maker.pair("supplier", &t.msg_post_supplier(), LINE),
    ]
}

/// The inputs for the data question.
pub fn data_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    let mut answers = vec![("", DataState::Unstated.label(t))];
    answers.extend(DATA.map(|(word, state)| (word, state.label(t))));
    vec![
        Part::One(maker.select("data_statement", t.msg_data_impact(), &answers)),
        Part::One(maker.tick("bounced", t.msg_data_bounced(), t.msg_post_bounced())),
        Maker::only(
            "data_statement",
            &["lost"],
            vec![maker.pair("what", &t.msg_post_lost(), LINE)],
        ),
    ]
}
