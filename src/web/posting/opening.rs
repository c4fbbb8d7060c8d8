//! The first notice: the few facts that it asks for, and the incident that they open. What is entered
//! afterwards begins in the state that it has come to, with what that state asks for.

use uuid::Uuid;

use super::{
    asked, impact,
    maker::Maker,
    notice::{self, Plan},
    reader::{Fault, LINE, Reader, Rule, in_language, localized},
    scene::{Composed, Scene},
    texts::{is_proposed, propose},
    typed::Typed,
};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{
            CauseState, Incident, IncidentRecord, IncidentState, Severity, Symptom,
            opening::{Opening, proposed_severity},
        },
        language::Language,
        moment::Moment,
        notice::Template,
        text::LocalizedText,
    },
    i18n::{
        dates::parse::Prefer,
        labels::{self, Label},
        symptoms::Grammar,
    },
    views::console::sheet::{Part, Section},
};

/// The field of the number under which the text was written.
pub const REFERENCE: &str = "reference";
/// Stands for a title that is missing.
const NO_SHORT: &str = "-";

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
    typed.set("next_update", scene.typed_moment(&Moment::minute(next)));
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
    let start = reader.moment("started", Prefer::Past, None);
    let detected = reader.moment("detected", Prefer::Past, None);
    if let (Some(start), Some(detected)) = (&start, &detected)
        && detected.surely_before(start, scene.zone)
    {
        reader.fault("detected", Fault::Rule(Rule::NoticedBeforeStart));
    }
    Opening {
        start,
        detected,
        continuity: impact::continuity(reader),
        symptom_short: symptom_short(scene, reader, &symptoms),
        exercise: reader.ticked("exercise"),
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
        let typed = reader.text(&name, LINE);
        let grammar = Grammar { catalogue: scene.catalogue, house: &house, language };
        let proposed = grammar.short(symptoms).unwrap_or_default();
        let unedited = typed.is_empty() || is_proposed(reader.typed(), &name, &typed);
        if unedited { proposed } else { typed }
    });
    localized(ja, en).unwrap_or_else(|| {
        // Without a service and a symptom there is nothing to make it from: they are asked for instead.
        let asked = |name: &str| name == "service" || name.starts_with(impact::DEGREE);
        if !reader.faults.iter().any(|(name, _)| asked(name)) {
            let field = in_language("symptom_short", scene.frame.language);
            reader.fault(&field, Fault::MISSING);
        }
        LocalizedText::only(scene.frame.language, NO_SHORT)
    })
}

/// The incident with its first notice, and what kind of notice that is. `number` is the next free one of
/// its day.
pub fn compose(scene: &Scene<'_>, typed: &Typed, number: u16) -> (Option<Begun>, Composed) {
    let mut reader = Reader::new(typed, scene.now, scene.zone);
    let mut opening = read(scene, &mut reader);
    let short = opening.symptom_short.clone();
    if opening.services.is_empty() {
        // The rest of the form is read all the same: every mistake is said at once.
        opening.services.extend(scene.catalogue.services.first().map(|it| it.key.clone()));
    }
    let Some(incident) = opening.incident(Uuid::nil(), number, scene.by, scene.now, scene.zone)
    else {
        return (None, Composed::nothing(reader));
    };
    let record = IncidentRecord { incident, updates: vec![] };
    let (plan, faults) = Plan::sent(scene, &record, typed);
    let mut typed = plan.proposed(scene, &record, typed);
    number_text(&mut typed, &record.incident);
    for language in Language::ALL {
        let short = short.written(language).unwrap_or_default();
        if short != NO_SHORT {
            propose(&mut typed, &in_language("symptom_short", language), short);
        }
    }
    let mut reader =
        Reader::new(&typed, scene.now, scene.zone).for_writer(scene.by).knowing(faults);
    read(scene, &mut reader);
    let composed = notice::written(scene, &record, plan, reader);
    (Some(Begun { plan, incident: record.incident }), composed)
}

/// Has a text that nobody changed written again where it names another number, which was taken meanwhile.
fn number_text(typed: &mut Typed, incident: &Incident) {
    let reference = incident.reference.to_string();
    if typed.get(REFERENCE) != reference {
        for language in Language::ALL {
            for name in ["subject", "body"].map(|name| in_language(name, language)) {
                if is_proposed(typed, &name, typed.get(&name)) {
                    typed.set(&name, "");
                }
            }
        }
    }
    typed.set(REFERENCE, reference);
}

/// An incident that a form opens, before its notice.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What its notice does.
    pub plan: Plan,
    /// Its facts.
    pub incident: Incident,
}

/// The sections of the form. `begun` is the incident as far as the form tells.
pub fn sections(scene: &Scene<'_>, maker: &Maker<'_>, begun: Option<&Begun>) -> Vec<Section> {
    let t = maker.t();
    let section = |id: &str, title, parts| Section { id: id.to_owned(), title, parts };
    let mut severities = vec![("", t.msg_post_severity_proposed())];
    severities.extend(SEVERITIES.map(|(word, severity)| (word, severity.label(t))));
    let mut what = vec![
        impact::services_part(maker, scene.catalogue),
        impact::degrees_part(maker, scene.catalogue, None, &impact::DEGREES),
        Part::One(maker.moment("started", t.msg_started())),
    ];
    what.extend(impact::scope_parts(maker));
    let afterwards = begun.filter(|begun| begun.plan.template != Template::I1);
    match afterwards {
        Some(begun) => what.extend(asked::parts(maker, &begun.plan.asked())),
        None => what.push(Part::One(maker.moment_ahead("next_update", t.msg_next_update()))),
    }
    let states = IncidentState::FIRST
        .map(|state| (state.word(), labels::incident_state(t, state, CauseState::Unknown)));
    let more = vec![
        Part::One(maker.states("state", t.msg_post_state(), &states)),
        Part::Text(t.msg_post_first_state_hint()),
        Part::One(maker.moment("detected", t.msg_detected())),
        impact::continuity_part(maker),
        Part::One(maker.select("severity", t.msg_severity(), &severities)),
        maker.pair("symptom_short", &t.msg_post_symptom_short(), LINE),
        Part::Text(t.msg_post_symptom_short_hint()),
        Part::One(maker.tick("exercise", t.msg_exercise(), t.msg_post_exercise())),
    ];
    what.push(maker.more(t.msg_post_more_first(), more));
    let mut sections = vec![section("what", t.msg_post_what(), what)];
    if let Some(Begun { plan, incident }) = afterwards {
        sections.extend(notice::further_sections(scene, maker, incident, *plan));
    }
    sections
}
