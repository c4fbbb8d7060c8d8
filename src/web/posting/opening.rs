//! The first notice: the few facts that it asks for, and the incident that they open.

use uuid::Uuid;

use super::{
    impact,
    maker::Maker,
    reader::{LINE, Reader, in_language, localized},
    scene::{Composed, Outline, Scene},
    texts::{is_proposed, propose},
    typed::Typed,
};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{
            IncidentRecord, IncidentState, Severity, Symptom, UpdateKind, When,
            opening::{Opening, proposed_severity},
        },
        language::Language,
        moment::Moment,
        notice::Template,
        text::LocalizedText,
    },
    i18n::{dates::parse::Prefer, labels::Label, notice::prefill, symptoms::Grammar},
    views::console::sheet::{Part, Section},
};

/// The names of the severities in the form.
pub const SEVERITIES: [(&str, Severity); 4] = [
    ("critical", Severity::Critical),
    ("major", Severity::Major),
    ("minor", Severity::Minor),
    ("none", Severity::None),
];

/// The form when it is shown for the first time.
pub fn blank(scene: &Scene<'_>, submission: Uuid) -> Typed {
    let mut typed = Typed::default();
    let next = scene.now.plus_minutes(i64::from(scene.policy.update_minutes));
    typed.set("submission", submission.to_string());
    typed.set("scope", "some");
    typed.set("continuity", "continuous");
    typed.set("detected", scene.typed_moment(&Moment::minute(scene.now)));
    typed.set("next_update", scene.typed_moment(&Moment::minute(next)));
    typed.set("notify", "yes");
    typed
}

/// The facts of a form.
pub fn read(scene: &Scene<'_>, reader: &mut Reader<'_>) -> Opening {
    let services = impact::services(reader, scene.catalogue);
    let symptoms = impact::symptoms(reader, scene.catalogue, &services);
    let scope = impact::scope(reader);
    let severity = reader
        .choice("severity", &SEVERITIES)
        .unwrap_or_else(|| proposed_severity(&services, &symptoms, &scope, scene.catalogue));
    Opening {
        start: reader.moment("started", Prefer::Past, None),
        detected: reader.moment("detected", Prefer::Past, None),
        continuity: impact::continuity(reader),
        symptom_short: symptom_short(scene, reader, &symptoms),
        exercise: reader.typed().ticked("exercise"),
        services,
        symptoms,
        scope,
        severity,
    }
}

/// The problem in a noun phrase: as typed, or from the worst symptom.
fn symptom_short(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    symptoms: &[Symptom],
) -> LocalizedText {
    let house = HouseStyle::default();
    let [ja, en] = Language::ALL.map(|language| {
        let name = in_language("symptom_short", language);
        let typed = reader.line(&name, LINE);
        let grammar = Grammar { catalogue: scene.catalogue, house: &house, language };
        let proposed = grammar.short(symptoms).unwrap_or_default();
        let unedited = typed.is_empty() || is_proposed(reader.typed(), &name, &typed);
        if unedited { proposed } else { typed }
    });
    localized(ja, en).unwrap_or_else(|| {
        let field = in_language("symptom_short", scene.frame.language);
        reader.fault(&field, super::reader::Fault::Missing);
        LocalizedText::only(scene.frame.language, "-")
    })
}

/// The incident with its first notice. `number` is the next free one of its day.
pub fn compose(
    scene: &Scene<'_>,
    mut reader: Reader<'_>,
    opening: Opening,
    number: u16,
) -> Composed {
    let mut typed = reader.typed().clone();
    for language in Language::ALL {
        let name = in_language("symptom_short", language);
        let short = opening.symptom_short.written(language).unwrap_or_default();
        if short != "-" {
            propose(&mut typed, &name, short);
        }
    }
    let next_update = reader.moment("next_update", Prefer::Future, None);
    let Some(incident) = opening.incident(Uuid::nil(), number, scene.by, scene.now, scene.zone)
    else {
        let (faults, assumed) = (reader.faults, reader.assumed);
        return Composed { typed, faults, assumed, incident: None, update: None, titles: vec![] };
    };
    let record = IncidentRecord { incident: incident.clone(), updates: vec![] };
    let (state, template) = (IncidentState::Investigating, Template::I1);
    let mut values = prefill::incident(&scene.setting(), template, &record, &incident, state);
    values.next_update = next_update.map(When::Own);
    let outline = Outline { kind: UpdateKind::FirstNotice, template, state, values };
    let update = scene.blank_update(&record, outline);
    scene.compose(reader, typed, &record, (incident, update))
}

/// The sections of the form.
pub fn sections(scene: &Scene<'_>, maker: &Maker<'_>) -> Vec<Section> {
    let t = maker.t();
    let mut severities = vec![("", t.msg_post_severity_proposed())];
    severities.extend(SEVERITIES.map(|(word, severity)| (word, severity.label(t))));
    let mut what = vec![
        impact::services_part(maker, scene.catalogue),
        impact::degrees_part(maker, scene.catalogue, None),
        Part::One(maker.moment("started", t.msg_started())),
        Part::One(maker.moment("detected", t.msg_detected())),
    ];
    what.extend(impact::scope_parts(maker));
    what.push(Part::One(maker.select("severity", t.msg_severity(), &severities)));
    what.push(Part::One(maker.moment("next_update", t.msg_next_update())));
    what.push(Part::One(maker.tick("exercise", t.msg_exercise(), t.msg_post_exercise())));
    vec![
        Section { id: "what".to_owned(), title: t.msg_post_what(), parts: what },
        Section {
            id: "title".to_owned(),
            title: t.msg_post_title(),
            parts: vec![
                maker.pair("symptom_short", &t.msg_post_symptom_short(), 1),
                Part::Text(t.msg_post_symptom_short_hint()),
            ],
        },
    ]
}
