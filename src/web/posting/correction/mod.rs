//! The form of a correction (rule D11): what was posted wrongly, what is right, and why. A contract fact
//! changes here and nowhere else; what stood there before is said beside it.
//!
//! `field.rs` says what can be corrected, `change.rs` reads what is right, `inputs.rs` asks for it.

mod change;
mod field;
mod inputs;

use uuid::Uuid;

use self::{change::change, field::Field};
pub use self::{field::TEXT, inputs::sections};
use super::{
    edit::{data, symptom, write_both, write_word},
    reader::{Fault, LINE, PARAGRAPH, Reader},
    scene::{Composed, Outline, Scene},
    typed::Typed,
};
use crate::{
    domain::{
        incident::{Correction, IncidentRecord, UpdateKind},
        key::Key,
        language::Language,
        notice::{CorrectionValues, Template, posted_moment},
        text::LocalizedText,
    },
    i18n::notice::prefill,
};

/// The form when it is shown for the first time.
pub fn blank(record: &IncidentRecord, submission: Uuid) -> Typed {
    let mut typed = Typed::default();
    typed.set("submission", submission.to_string());
    typed.set("version", record.incident.version.to_string());
    typed.set("field", "text");
    data::show_count(&mut typed, &record.incident);
    // What readers go by now is what is most often wrong.
    let mut notices = record.newest_first().into_iter();
    if let Some(last) = notices.find(|update| update.kind != UpdateKind::Correction) {
        typed.set("corrects", last.key.as_str());
    }
    for field in Field::all(&record.incident) {
        if let Field::Symptoms(key) = &field {
            let symptoms = record.incident.period(key).map(|period| period.symptoms.as_slice());
            for (index, symptom) in symptoms.unwrap_or_default().iter().enumerate() {
                write_word(&mut typed, &field.row(index), &symptom::degrees(), &symptom.degree);
            }
        }
    }
    for field in Field::all(&record.incident).into_iter().filter(Field::is_note) {
        let note = field.moment(&record.incident).and_then(|moment| moment.note);
        write_both(&mut typed, &field.own_input(), note.as_ref());
    }
    for service in &record.incident.affected {
        typed.add("service", service.as_str());
    }
    typed
}

/// What the form becomes.
pub fn compose(scene: &Scene<'_>, record: &IncidentRecord, form: &Typed) -> Composed {
    let mut reader = Reader::new(form, scene.now, scene.zone).for_writer(scene.by);
    let mut incident = record.incident.clone();
    let fields = Field::all(&record.incident);
    let words: Vec<_> = fields.iter().map(|field| (field.word(), field.clone())).collect();
    let offered: Vec<_> =
        words.iter().map(|(word, field)| (word.as_str(), field.clone())).collect();
    let field = reader.chosen("field", &offered).unwrap_or(Field::Text);
    let corrected = reader.key("corrects", |key| record.update(key).is_some());
    let corrected: Vec<Key> = corrected.into_iter().collect();
    if corrected.is_empty() {
        reader.fault("corrects", Fault::MISSING);
    }
    let (old, new) = change(scene, &mut reader, &field, &mut incident);
    let reason = reader.required("reason", PARAGRAPH);
    let approved_by = Some(reader.text("approved_by", LINE)).filter(|name| !name.is_empty());
    let editorial = reader.ticked("editorial") && field == Field::Text;
    let (state, template) = (record.incident.state, Template::I9);
    let mut values = prefill::incident(&scene.setting(), template, record, &incident, state);
    let first = corrected.first().and_then(|key| record.update(key));
    values.posted = first.map(|update| posted_moment(update.posted));
    let [ja, en] = Language::ALL.map(|language| field.label(language, &record.incident));
    values.correction = Some(CorrectionValues {
        item: Some(LocalizedText::both(ja, en)),
        old_value: old.clone(),
        new_value: new.clone(),
    });
    let outline = Outline { kind: UpdateKind::Correction, template, state, values };
    let mut update = scene.blank_update(record, outline);
    update.corrects = corrected;
    update.correction = old.zip(new).zip(field.stored()).map(|((old, new), word)| {
        let services = (record.incident.affected.clone(), incident.affected.clone());
        Correction {
            field: word,
            old,
            new,
            reason,
            by: scene.by.to_owned(),
            approved_by,
            editorial,
            services: (field == Field::Services).then_some(services),
        }
    });
    let mut composed = scene.compose(reader, record, (incident, update, vec![]));
    // What only touches the wording is listed, and not mailed.
    if let Some(update) = composed.update.as_mut().filter(|_| editorial) {
        update.notify = false;
    }
    composed
}
