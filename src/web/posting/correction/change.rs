//! Reading what is right: it changes the record as a correction does, and keeps what stood there.

use super::field::Field;
use crate::{
    domain::{
        incident::{Incident, Period, Symptom, When},
        key::Key,
        language::Language,
        moment::Moment,
        span::SpanEnd,
        text::LocalizedText,
    },
    i18n::dates::parse::Prefer,
    web::posting::{
        asked::DATA,
        edit::{data, symptom},
        impact,
        reader::{Fault, LINE, PARAGRAPH, Reader, Rule, in_language},
        scene::Scene,
    },
};

/// Reads what is right, changes the record, and gives what stood there and what stands there now.
pub(super) fn change(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    field: &Field,
    incident: &mut Incident,
) -> (Option<LocalizedText>, Option<LocalizedText>) {
    if *field == Field::Text {
        return (reader.required("old", PARAGRAPH), reader.required("new", PARAGRAPH));
    }
    let old = field.value(scene, incident);
    let name = match field {
        Field::Start(_) | Field::End(_) | Field::Detected => {
            let start = match field {
                Field::End(key) => Field::Start(key.clone()).moment(incident),
                _ => None,
            };
            let base = start.map(|start| start.at);
            if let Some(moment) = reader.required_moment("new_moment", Prefer::Past, base) {
                // What is said of it stays: it is corrected by itself.
                let note = field.moment(incident).and_then(|known| known.note);
                set_moment(incident, field, Moment { note, ..moment });
                if !is_in_order(scene, incident) {
                    reader.fault("new_moment", Fault::Rule(Rule::Order));
                }
            }
            "new_moment"
        }
        Field::StartNote(_) | Field::EndNote(_) | Field::DetectedNote => {
            if let Some(mut moment) = field.moment(incident) {
                reader.rewrite(&mut moment.note, &field.own_input(), LINE);
                set_moment(incident, field, moment);
            }
            &in_language(&field.own_input(), Language::Ja)
        }
        Field::Symptoms(key) => {
            for (index, symptom) in period_mut(incident, key).into_iter().flat_map(stated) {
                let degree = reader.chosen(&field.row(index), &symptom::degrees());
                symptom.degree = degree.unwrap_or(symptom.degree);
            }
            &field.row(0)
        }
        Field::Scope(key) => {
            let known = incident.period(key).map(|period| period.scope.clone());
            let scope = impact::changed_scope(reader, known.as_ref());
            if let Some(period) = period_mut(incident, key) {
                period.scope = scope;
            }
            "scope"
        }
        Field::Services => {
            incident.affected = impact::services(reader, scene.catalogue);
            if let Some(first) = incident.affected.first()
                && !incident.affected.contains(&incident.title_service)
            {
                incident.title_service = first.clone();
            }
            "service"
        }
        Field::Data | Field::Text => {
            data::statement(reader, incident);
            "data_statement"
        }
        Field::PeriodData(key) => {
            let state = reader.chosen("data_statement", &DATA);
            if let (Some(state), Some(period)) = (state, period_mut(incident, key)) {
                period.data = state;
            }
            "data_statement"
        }
        Field::Period(key) => {
            incident.forget_periods(|gone| gone == key);
            "field"
        }
        Field::Count => {
            data::count(reader, incident, scene.by);
            "count"
        }
    };
    let new = field.value(scene, incident);
    let differs = |language: &Language| old.written(*language) != new.written(*language);
    let Some(wrong) = Language::ALL.into_iter().find(differs) else {
        reader.fault(name, Fault::Unchanged);
        return (Some(old), Some(new));
    };
    // A language in which nothing was wrong quotes the one in which it was.
    let quoted = |value: &LocalizedText| {
        let [ja, en] = Language::ALL
            .map(|language| if differs(&language) { language } else { wrong })
            .map(|language| value.written(language).unwrap_or_default());
        LocalizedText::both(ja, en)
    };
    (Some(quoted(&old)), Some(quoted(&new)))
}

/// The symptoms of a period, each with its place.
fn stated(period: &mut Period) -> impl Iterator<Item = (usize, &mut Symptom)> {
    period.symptoms.iter_mut().enumerate()
}

/// Whether every period ends after it began.
fn is_in_order(scene: &Scene<'_>, incident: &Incident) -> bool {
    let mut periods = incident.periods.iter();
    periods.all(|period| incident.span(&period.span).check_order(scene.zone).is_ok())
}

fn period_mut<'a>(incident: &'a mut Incident, key: &Key) -> Option<&'a mut Period> {
    incident.periods.iter_mut().find(|period| period.key == *key)
}

/// Corrects a moment; a boundary that is shared is corrected for every span that uses it (rule D13).
fn set_moment(incident: &mut Incident, field: &Field, moment: Moment) {
    let (key, ends) = match field {
        Field::Start(key) | Field::StartNote(key) => (key, false),
        Field::End(key) | Field::EndNote(key) => (key, true),
        _ => {
            incident.detected = Some(moment);
            return;
        }
    };
    let Some(period) = period_mut(incident, key) else { return };
    let shared = match (&period.span.end, &period.span.start) {
        (SpanEnd::At(When::Shared(name)), _) if ends => Some(name.clone()),
        (_, Some(When::Shared(name))) if !ends => Some(name.clone()),
        _ => None,
    };
    match shared {
        Some(name) => {
            incident.moments.insert(name, moment);
        }
        None if ends => period.span.end = SpanEnd::At(When::Own(moment)),
        None => period.span.start = Some(When::Own(moment)),
    }
}
