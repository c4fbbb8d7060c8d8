//! One period: when, for whom, what failed. What was published of it is changed by a correction; what
//! was open or not stated is added here.

use super::{Lines, kept, moments, not_used, periods, symptom, write_both, write_word};
use crate::{
    domain::{
        incident::{DataState, Incident, Period, PeriodKind, When},
        key::Key,
        moment::Moment,
        span::{Span, SpanEnd},
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        asked::DATA,
        impact,
        maker::Maker,
        reader::{Fault, PARAGRAPH, Reader},
        scene::Scene,
        typed::Typed,
    },
};

const KINDS: [(&str, PeriodKind); 3] = [
    ("main", PeriodKind::Main),
    ("fringe_before", PeriodKind::FringeBefore),
    ("fringe_after", PeriodKind::FringeAfter),
];
/// The field for a period at whose end this one begins.
const BOUNDARY: &str = "starts_with_end_of";
const ENDS: [(&str, u8); 3] = [("at", 0), ("ongoing", 1), ("unstated", 2)];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident, key: Option<&Key>) {
    let Some(period) = key.and_then(|key| incident.period(key)) else {
        typed.set("kind", "main");
        typed.set("scope", "all");
        typed.set("end", "ongoing");
        return;
    };
    impact::show(typed, period);
    symptom::show(typed, period);
    write_word(typed, "kind", &KINDS, &period.kind);
    let key = |key: &Option<Key>| key.as_ref().map_or("", Key::as_str).to_owned();
    typed.set("continues", key(&period.continues));
    typed.set("recurrence_of", key(&period.recurrence_of));
    typed.set("of", period.of.as_ref().map_or("", Key::as_str));
    let span = incident.span(&period.span);
    let moment =
        |moment: Option<&Moment>| moment.map_or_else(String::new, |it| scene.typed_moment(it));
    typed.set("started", moment(span.start.as_ref()));
    typed.set("ended", moment(span.ended()));
    moments::show_note(typed, "started", span.start.as_ref());
    moments::show_note(typed, "ended", span.ended());
    typed.set(
        "end",
        match &span.end {
            SpanEnd::At(_) => "at",
            SpanEnd::Ongoing => "ongoing",
            SpanEnd::Unstated => "unstated",
        },
    );
    write_word(typed, "period_data", &DATA, &period.data);
    write_both(typed, "account", period.narrative.as_ref());
    write_both(typed, "note", period.note.as_ref());
}

pub(super) fn read(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    incident: &mut Incident,
    key: Option<&Key>,
) {
    let services = incident.affected.clone();
    let known = key.and_then(|key| incident.period(key)).cloned();
    let kind = reader.chosen("kind", &KINDS).unwrap_or(PeriodKind::Main);
    let of = reader.key("of", |key| incident.period(key).is_some());
    if kind != PeriodKind::Main && of.is_none() {
        reader.fault("of", Fault::MISSING);
    }
    let old = known.as_ref().map(|period| &period.span);
    let stood = old.map(|span| incident.span(span));
    let mut start = start(reader, incident, old.and_then(|span| span.start.as_ref()));
    let base = start.as_ref().and_then(|when| incident.moment(when)).map(|moment| moment.at);
    let mut end = end(reader, incident, old.map(|span| &span.end), base);
    notes(reader, incident, stood.as_ref(), (start.as_mut(), &mut end));
    let (mut narrative, mut note) = known
        .as_ref()
        .map(|period| (period.narrative.clone(), period.note.clone()))
        .unwrap_or_default();
    reader.rewrite(&mut narrative, "account", PARAGRAPH);
    reader.rewrite(&mut note, "note", PARAGRAPH);
    let read = Period {
        key: known.as_ref().map_or_else(
            || Key::next('p', incident.periods.iter().map(|period| &period.key)),
            |period| period.key.clone(),
        ),
        kind,
        of: of.filter(|_| kind != PeriodKind::Main),
        span: Span { start, end },
        scope: impact::changed_scope(reader, known.as_ref().map(|period| &period.scope)),
        continuity: impact::continuity(reader),
        symptoms: symptom::read(scene, reader, &services, known.as_ref()),
        data: reader.choice("period_data", &DATA).unwrap_or(DataState::Unstated),
        narrative,
        note,
        recurrence_of: earlier(reader, "recurrence_of", incident),
        continues: earlier(reader, "continues", incident),
    };
    match incident.periods.iter_mut().find(|period| period.key == read.key) {
        Some(period) => *period = read,
        None => incident.periods.push(read),
    }
}

/// The period that this one continues, or in which this one came back.
fn earlier(reader: &mut Reader<'_>, name: &str, incident: &Incident) -> Option<Key> {
    reader.key(name, |key| incident.period(key).is_some())
}

/// What is to be said of the start and of the end. A boundary that is taken from another period brings its
/// own note.
fn notes(
    reader: &mut Reader<'_>,
    incident: &mut Incident,
    stood: Option<&Span>,
    (start, end): (Option<&mut When>, &mut SpanEnd<When>),
) {
    let known = stood.and_then(|span| span.start.as_ref());
    if reader.typed().get(BOUNDARY).is_empty() {
        moments::read_note_of(reader, "started", known, incident, start);
    } else {
        moments::note_not_used(reader, "started", known);
    }
    let known = stood.and_then(Span::ended);
    if reader.typed().get("end") == "at" {
        let end = match end {
            SpanEnd::At(when) => Some(when),
            SpanEnd::Ongoing | SpanEnd::Unstated => None,
        };
        moments::read_note_of(reader, "ended", known, incident, end);
    } else {
        moments::note_not_used(reader, "ended", known);
    }
}

/// The start: a moment, or the one at which another period ended, which both then share (rule D13).
fn start(reader: &mut Reader<'_>, incident: &mut Incident, known: Option<&When>) -> Option<When> {
    let shared = reader.key(BOUNDARY, |key| incident.period(key).is_some());
    if let Some(key) = shared {
        let boundary = share_end(incident, &key);
        if boundary.is_none() {
            reader.fault(BOUNDARY, Fault::NOT_OFFERED);
        }
        return boundary;
    }
    let typed = reader.moment("started", Prefer::Past, None)?;
    Some(kept(incident, known, typed))
}

/// The end of a period as a moment with a name.
fn share_end(incident: &mut Incident, key: &Key) -> Option<When> {
    let period = incident.periods.iter_mut().find(|period| period.key == *key)?;
    let SpanEnd::At(end) = &period.span.end else { return None };
    let When::Own(moment) = end.clone() else { return Some(end.clone()) };
    let name = Key::next('b', incident.moments.keys());
    incident.moments.insert(name.clone(), moment);
    period.span.end = SpanEnd::At(When::Shared(name.clone()));
    Some(When::Shared(name))
}

fn end(
    reader: &mut Reader<'_>,
    incident: &Incident,
    known: Option<&SpanEnd<When>>,
    base: Option<crate::domain::time::Timestamp>,
) -> SpanEnd<When> {
    match reader.chosen("end", &ENDS) {
        Some(0) => match reader.required_moment("ended", Prefer::Past, base) {
            Some(typed) => {
                let known = match known {
                    Some(SpanEnd::At(when)) => Some(when),
                    _ => None,
                };
                SpanEnd::At(kept(incident, known, typed))
            }
            None => SpanEnd::Unstated,
        },
        other => {
            let known = match known {
                Some(SpanEnd::At(when)) => Some(when),
                _ => None,
            };
            not_used(reader, incident, "ended", known);
            if other == Some(1) { SpanEnd::Ongoing } else { SpanEnd::Unstated }
        }
    }
}

pub(super) fn parts(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    incident: &Incident,
    key: Option<&Key>,
) -> Lines {
    let t = maker.t();
    let kinds = [
        ("main", t.msg_period()),
        ("fringe_before", PeriodKind::FringeBefore.label(t)),
        ("fringe_after", PeriodKind::FringeAfter.label(t)),
    ];
    let others = periods(maker, incident, key);
    let ends = [
        ("at", t.msg_edit_ended()),
        ("ongoing", t.msg_span_ongoing()),
        ("unstated", t.msg_edit_end_unstated()),
    ];
    let mut data = vec![("", DataState::Unstated.label(t))];
    data.extend(DATA.map(|(word, state)| (word, state.label(t))));
    let mut parts = vec![
        Part::One(maker.radios("kind", t.msg_edit_kind(), &kinds)),
        Part::One(maker.select("of", t.msg_edit_of(), &others)),
        Part::One(maker.moment("started", t.msg_started())),
        moments::note_part(maker, "started", &t.msg_started()),
        Part::One(maker.select(BOUNDARY, t.msg_edit_boundary(), &others)),
        Part::One(maker.radios("end", t.msg_edit_end(), &ends)),
        Maker::only(
            "end",
            &["at"],
            vec![
                Part::One(maker.moment("ended", t.msg_recovered_at())),
                moments::note_part(maker, "ended", &t.msg_recovered_at()),
            ],
        ),
        impact::degrees_part(maker, scene.catalogue, Some(&incident.affected), &impact::DEGREES),
    ];
    let period = key.and_then(|key| incident.period(key));
    parts.extend(symptom::parts(scene, maker, &incident.affected, period));
    parts.extend(impact::scope_parts(maker));
    parts.push(impact::continuity_part(maker));
    parts.push(Part::One(maker.select("continues", t.msg_edit_continues(), &others)));
    parts.push(Part::One(maker.select("recurrence_of", t.msg_edit_recurrence_of(), &others)));
    parts.push(Part::One(maker.select("period_data", t.msg_data_impact(), &data)));
    parts.push(maker.pair("account", &t.msg_edit_account(), PARAGRAPH));
    parts.push(maker.pair("note", &t.msg_inc_edit_notes(), PARAGRAPH));
    parts
}
