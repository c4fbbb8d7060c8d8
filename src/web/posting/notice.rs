//! The form for every notice after the first: state, template, and what the template asks for. Updates,
//! recovery, reports, recurrence and withdrawal are this one form, and an incident that is entered
//! afterwards begins with it; what differs is in [`Plan`].

use uuid::Uuid;

use super::{
    asked, course, impact,
    maker::Maker,
    manner,
    reader::{Faults, Reader},
    scene::{Composed, Outline, Scene},
    typed::Typed,
};
use crate::{
    domain::{
        incident::{Incident, IncidentRecord, IncidentState, UpdateKind},
        notice::{NoticeValues, Template},
    },
    i18n::{
        labels::{self, Label},
        notice::{placeholder::Placeholder, prefill},
    },
    views::console::sheet::{Part, Section},
};

/// What a notice does: decided by the state that is chosen and the one that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The state that stands; nothing does before the first notice.
    pub standing: Option<IncidentState>,
    /// The state that is chosen.
    pub state: IncidentState,
    /// The template.
    pub template: Template,
}

const TEMPLATES: [Template; 11] = [
    Template::I2,
    Template::I3,
    Template::I4,
    Template::I5,
    Template::I6,
    Template::I7,
    Template::I8,
    Template::I10,
    Template::I11,
    Template::I12,
    Template::I13,
];

impl Plan {
    /// The plan of a form; what it does not say is proposed. `record` is without updates before the
    /// first notice.
    pub fn of(record: &IncidentRecord, reader: &mut Reader<'_>) -> Self {
        let standing = (!record.updates.is_empty()).then_some(record.incident.state);
        let proposed = standing.unwrap_or(IncidentState::Investigating);
        let mut plan = Self { standing, state: proposed, template: Template::I1 };
        let words: Vec<_> = plan.states().map(|state| (state.word(), state)).collect();
        plan.state = reader.choice("state", &words).unwrap_or(proposed);
        let templates = plan.templates();
        let named = Template::from_name(reader.typed().get("template"));
        let named = named.filter(|named| templates.contains(named));
        plan.template = named.or_else(|| templates.first().copied()).unwrap_or(Template::I2);
        plan
    }

    /// The plan of a form as it was sent, with what is wrong with its state and its template: the form shows
    /// the proposed ones in their place. The template of another state is replaced without a word, because
    /// the state was changed in the form.
    pub fn sent(scene: &Scene<'_>, record: &IncidentRecord, typed: &Typed) -> (Self, Faults) {
        let mut reader = Reader::new(typed, scene.now, scene.zone);
        let plan = Self::of(record, &mut reader);
        plan.check(&mut reader);
        (plan, reader.faults)
    }

    fn check(self, reader: &mut Reader<'_>) {
        let words: Vec<_> = self.states().map(|state| (state.word(), state)).collect();
        reader.choice("state", &words);
        let known = TEMPLATES.into_iter().chain([Template::I1]);
        reader.choice("template", &known.map(|it| (it.name(), ())).collect::<Vec<_>>());
    }

    /// The kind of notice.
    pub const fn kind(self) -> UpdateKind {
        if self.standing.is_none() {
            return UpdateKind::FirstNotice;
        }
        match self.template {
            Template::I7 => UpdateKind::RecoveryNotice,
            Template::I8 => UpdateKind::Recurrence,
            Template::I10 => UpdateKind::Withdrawal,
            Template::I11 => UpdateKind::InterimReport,
            Template::I12 => UpdateKind::FinalReport,
            _ => UpdateKind::Update,
        }
    }

    /// Whether the incident recovers with it.
    pub fn recovers(self) -> bool {
        self.state == IncidentState::Recovered && self.standing != Some(IncidentState::Recovered)
    }

    /// Whether it came back with it.
    pub fn recurs(self) -> bool {
        self.template == Template::I8
    }

    /// The states that the notice may bring about, the standing one first.
    pub fn states(self) -> impl Iterator<Item = IncidentState> {
        let states: &[IncidentState] = match self.standing {
            Some(standing) => standing.next(),
            None => &IncidentState::FIRST,
        };
        states.iter().copied()
    }

    /// The templates that are offered for the state, the proposed one first.
    pub fn templates(self) -> Vec<Template> {
        use Template::{I1, I2, I3, I4, I6, I7, I8, I11, I12};
        let Some(standing) = self.standing else {
            // What is entered afterwards begins where it has come to.
            return vec![match self.state {
                IncidentState::Responding => I3,
                IncidentState::Monitoring => I6,
                IncidentState::Recovered => I7,
                _ => I1,
            }];
        };
        let recurs = standing == IncidentState::Recovered && self.state.is_open();
        let mut offered: Vec<Template> = TEMPLATES
            .into_iter()
            .filter(|template| template.offered_in().contains(&self.state))
            .filter(|template| (*template == I8) == recurs)
            .filter(|template| self.is_possible(*template))
            .collect();
        // What is proposed claims nothing that nobody said: that the scope is known is news of its own.
        offered.sort_by_key(|template| *template == I2);
        // "No change" is what is most often said while nothing changes, and wrong where the state does.
        if self.state != standing {
            offered.sort_by_key(|template| *template == I4);
        } else if standing == IncidentState::Investigating {
            offered.sort_by_key(|template| *template != I4);
        }
        // A report of a state is not what announces it.
        offered.sort_by_key(|template| matches!(template, I11 | I12));
        offered
    }

    /// Recovery is announced once, and a report changes no state.
    fn is_possible(self, template: Template) -> bool {
        match template {
            Template::I7 => self.recovers(),
            Template::I11 | Template::I12 => self.standing == Some(self.state),
            _ => true,
        }
    }

    /// What the notice asks for, in the order of its text. A first notice is posted in a hurry: it asks
    /// for the facts and for the next update (domain rules 4.1).
    pub fn asked(self) -> Vec<Placeholder> {
        let mut asked = asked::of(self.template);
        if self.template == Template::I1 {
            asked.retain(|placeholder| *placeholder == Placeholder::NextUpdate);
        }
        asked
    }

    /// The form with what follows from the record, where nothing was typed yet.
    pub fn proposed(self, scene: &Scene<'_>, record: &IncidentRecord, typed: &Typed) -> Typed {
        let mut typed = typed.clone();
        typed.set("state", self.state.word());
        typed.set("template", self.template.name());
        manner::show(&mut typed, &record.incident);
        course::show(scene, &mut typed, self, &record.incident);
        let mut incident = record.incident.clone();
        let read = typed.clone();
        let mut reader = Reader::new(&read, scene.now, scene.zone);
        manner::rhythm(&mut reader, self.template, &mut incident);
        let values = self.propose(scene, record, &incident);
        asked::show(scene, &mut typed, &record.incident, &values);
        typed
    }

    /// What follows from the record.
    pub fn propose(
        self,
        scene: &Scene<'_>,
        record: &IncidentRecord,
        incident: &Incident,
    ) -> NoticeValues {
        let setting = scene.setting();
        prefill::incident(&setting, self.template, record, incident, self.state)
    }
}

/// The form when it is shown for the first time.
pub fn blank(record: &IncidentRecord, submission: Uuid) -> Typed {
    let mut typed = Typed::default();
    typed.set("submission", submission.to_string());
    typed.set("version", record.incident.version.to_string());
    if let Some(last) = record.incident.main_periods().last() {
        impact::show(&mut typed, last);
    }
    typed
}

/// What a form becomes.
pub fn compose(scene: &Scene<'_>, record: &IncidentRecord, typed: &Typed) -> (Plan, Composed) {
    let (plan, faults) = Plan::sent(scene, record, typed);
    let typed = plan.proposed(scene, record, typed);
    let reader = Reader::new(&typed, scene.now, scene.zone).for_writer(scene.by).knowing(faults);
    (plan, written(scene, record, plan, reader))
}

/// What the fields of a form become, once everything is proposed that can be.
pub fn written(
    scene: &Scene<'_>,
    record: &IncidentRecord,
    plan: Plan,
    mut reader: Reader<'_>,
) -> Composed {
    let mut incident = record.incident.clone();
    let judgement = course::read(scene, &mut reader, plan, &mut incident);
    let begins = manner::rhythm(&mut reader, plan.template, &mut incident);
    let mut values = plan.propose(scene, record, &incident);
    asked::read(&mut reader, &plan.asked(), &mut incident, &mut values);
    let outline = Outline { kind: plan.kind(), template: plan.template, state: plan.state, values };
    let mut update = scene.blank_update(record, outline);
    update.judgement = judgement;
    update.report_published = update.kind == UpdateKind::FinalReport;
    let reasons = manner::read(&mut reader, &mut update, begins);
    scene.compose(reader, record, (incident, update, reasons))
}

/// The sections of the form.
pub fn sections(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    incident: &Incident,
    plan: Plan,
) -> Vec<Section> {
    let t = maker.t();
    let cause = incident.cause.state;
    let offered: Vec<_> = plan
        .states()
        .map(|state| (state.word(), labels::incident_state(t, state, cause)))
        .collect();
    let names: Vec<_> =
        plan.templates().into_iter().map(|template| (template.name(), template.label(t))).collect();
    let mut parts = vec![
        Part::One(maker.states("state", t.msg_post_state(), &offered)),
        Part::One(maker.select("template", t.msg_template(), &names)),
        Part::Text(t.msg_post_state_hint()),
    ];
    parts.extend(asked::parts(maker, &plan.asked()));
    let mut sections = vec![Section { id: "notice".to_owned(), title: t.msg_post_notice(), parts }];
    sections.extend(further_sections(scene, maker, incident, plan));
    sections
}

/// What the notice asks of the record, and how it is posted.
pub fn further_sections(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    incident: &Incident,
    plan: Plan,
) -> Vec<Section> {
    let t = maker.t();
    let section = |id: &str, title, parts| Section { id: id.to_owned(), title, parts };
    let mut sections = Vec::new();
    let facts = course::parts(scene, maker, incident, plan);
    if !facts.is_empty() {
        sections.push(section("facts", t.msg_post_facts_of_state(), facts));
    }
    let manner = manner::parts(maker, plan.template);
    sections.push(section("manner", t.msg_post_manner(), manner));
    sections
}
