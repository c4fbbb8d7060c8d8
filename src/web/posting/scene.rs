//! What every form depends on: whose portal it is, who writes, and when.

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{
    addresses,
    maker::Maker,
    reader::{Assumed, Faults, Reader},
    refused,
    texts::{self, Texts},
    typed::Typed,
};
use crate::{
    domain::{
        audit::Reason,
        incident::{
            CauseState, FactsAtPosting, Incident, IncidentRecord, IncidentState, Update, UpdateKind,
        },
        key::Key,
        language::Language,
        moment::Moment,
        notice::{NoticeValues, Template},
        policy::NoticePolicy,
        provider::Provider,
        public::Route,
        service::Catalogue,
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::{
        self,
        dates::{DateStyle, Profile},
        notice::{About, Notice, prefill::Setting},
    },
    views::console::Frame,
};

/// What an incident is called: the service and the problem.
pub fn incident_title(language: Language, catalogue: &Catalogue, incident: &Incident) -> String {
    let service = catalogue.service_name(&incident.title_service, language);
    let short = incident.symptom_short.read(language).map_or("", |reading| reading.text);
    i18n::t(language).msg_incident_title(service, short)
}

/// Whose portal it is, who writes, and when.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The provider.
    pub provider: &'a Provider,
    /// Its services.
    pub catalogue: &'a Catalogue,
    /// Its rules for notices.
    pub policy: &'a NoticePolicy,
    /// Its zone.
    pub zone: &'a TimeZone,
    /// When.
    pub now: Timestamp,
    /// What stands around the page.
    pub frame: &'a Frame,
    /// The login name of who writes.
    pub by: &'a str,
}

/// What a form became.
#[derive(Clone, Debug)]
pub struct Composed {
    /// The form with what was proposed.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Faults,
    /// How moments were understood.
    pub assumed: Assumed,
    /// The facts with the operator's changes.
    pub incident: Option<Incident>,
    /// What is to be posted, if it can be.
    pub update: Option<Update>,
    /// Why it is out of the ordinary, if it is.
    pub reasons: Vec<Reason>,
    /// The record as it stands once it is posted.
    pub after: Option<IncidentRecord>,
}

impl Composed {
    /// A form that became nothing, because it is incomplete.
    pub fn nothing(reader: Reader<'_>) -> Self {
        Self {
            typed: reader.typed().clone(),
            faults: reader.faults,
            assumed: reader.assumed,
            incident: None,
            update: None,
            reasons: vec![],
            after: None,
        }
    }

    /// The form before anybody has checked it: with proposals and without blame.
    #[must_use]
    pub fn unchecked(self) -> Self {
        Self { faults: vec![], update: None, after: None, ..self }
    }

    /// What is posted, if nothing is wrong with it.
    pub fn ready(&self) -> Option<(Incident, Update)> {
        let incident = self.incident.clone().filter(|_| self.faults.is_empty())?;
        Some((incident, self.update.clone()?))
    }

    /// What makes the inputs of the form.
    pub const fn maker<'a>(&'a self, frame: &'a Frame) -> Maker<'a> {
        Maker { frame, typed: &self.typed, faults: &self.faults, assumed: &self.assumed }
    }
}

/// A notice before it has words.
#[derive(Clone, Debug)]
pub struct Outline {
    /// What kind of notice it is.
    pub kind: UpdateKind,
    /// The template.
    pub template: Template,
    /// The state that it brings about.
    pub state: IncidentState,
    /// The values.
    pub values: NoticeValues,
}

impl<'a> Scene<'a> {
    /// What proposals depend on.
    pub const fn setting(&self) -> Setting<'a> {
        Setting { catalogue: self.catalogue, policy: self.policy, zone: self.zone, now: self.now }
    }

    /// What an incident is called.
    pub fn title(&self, incident: &Incident) -> String {
        incident_title(self.frame.language, self.catalogue, incident)
    }

    /// A moment as the operator would type it.
    pub fn typed_moment(&self, moment: &Moment) -> String {
        let profile = match self.frame.language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        };
        DateStyle { zone: self.zone, house: &self.frame.house }.moment(profile, moment)
    }

    /// Writes every moment that was read from a form into it in full, with its date: checked, kept and
    /// posted, it means the same one, whenever it is read again. What nobody typed and what cannot be
    /// taken stays as it is.
    pub fn settle(&self, typed: &mut Typed, faults: &Faults, assumed: &Assumed) {
        for (name, moment, _) in assumed {
            let text = typed.get(name);
            let is_typed = !text.trim().is_empty() && !texts::is_proposed(typed, name, text);
            if is_typed && !faults.iter().any(|(known, _)| known == name) {
                typed.set(name, self.typed_moment(moment));
            }
        }
    }

    /// A form that was kept at another time, with its moments as they were meant then.
    pub fn resume(
        &self,
        mut typed: Typed,
        kept_at: Timestamp,
        read: impl FnOnce(&Scene<'_>, &Typed) -> (Faults, Assumed),
    ) -> Typed {
        let (faults, assumed) = read(&Scene { now: kept_at, ..*self }, &typed);
        self.settle(&mut typed, &faults, &assumed);
        typed
    }

    /// The address of an incident's own page in each language: the report, as long as there is no other.
    pub fn own_page(&self, incident: &Incident) -> LocalizedText {
        let host = self.provider.urls.primary.trim_end_matches('/');
        let [ja, en] = Language::ALL.map(|language| {
            format!("{host}{}", Route::Incident(incident.reference).path(language))
        });
        LocalizedText::both(ja, en)
    }

    /// An update without words. What posting gives it (key, sequence, number) is left empty.
    pub fn blank_update(&self, record: &IncidentRecord, outline: Outline) -> Update {
        Update {
            id: Uuid::nil(),
            key: record.next_key(outline.kind),
            sequence: 0,
            number: outline.kind.is_numbered().then(|| record.last_number() + 1),
            kind: outline.kind,
            template: Some(outline.template),
            values: outline.values,
            subject: LocalizedText::only(Language::Ja, ""),
            body: LocalizedText::only(Language::Ja, ""),
            posted: self.now,
            occurred: None,
            state: outline.state,
            cause_state: CauseState::Unknown,
            reopened: false,
            report_published: false,
            report: None,
            services_known: vec![],
            facts: FactsAtPosting::default(),
            moments: [].into(),
            changes: vec![],
            judgement: None,
            corrects: Vec::<Key>::new(),
            correction: None,
            long_incident: None,
            author: Some(self.by.to_owned()),
            approver: None,
            notify: false,
        }
    }

    /// Puts an update into words, as it would be posted on these facts.
    pub fn in_words(
        &self,
        reader: &mut Reader<'_>,
        record: &IncidentRecord,
        update: &Update,
    ) -> Option<Texts> {
        let notice = Notice {
            provider: self.provider,
            catalogue: self.catalogue,
            template: update.template?,
            about: About::Incident { record, update },
            incidents: &[],
            maintenances: &[],
        };
        texts::compose(&notice, reader, self.frame.language, (self.by, self.now))
    }

    /// What a form became, with the text of its notice, if nothing is wrong with its facts and no rule
    /// refuses it.
    pub fn compose(
        &self,
        mut reader: Reader<'_>,
        record: &IncidentRecord,
        (incident, mut update, mut reasons): (Incident, Update, Vec<Reason>),
    ) -> Composed {
        let mut typed = reader.typed().clone();
        texts::check(&mut reader);
        update.notify = !incident.exercise;
        update.cause_state = incident.cause.state;
        let edited = IncidentRecord { incident: incident.clone(), updates: record.updates.clone() };
        if reader.faults.is_empty() {
            self.rules(&mut reader, record, (&incident, &update));
        }
        let texts = reader
            .faults
            .is_empty()
            .then(|| self.in_words(&mut reader, &edited, &update))
            .flatten();
        let update = texts.map(|words| {
            texts::show(&mut typed, &words);
            Update { subject: words.subject, body: words.body, ..update }
        });
        self.settle(&mut typed, &reader.faults, &reader.assumed);
        let found = addresses::found(&typed, &Typed::default(), self.provider);
        let publishes = typed.get("step") == "post";
        reasons.extend(addresses::reason(&mut reader, &found, publishes));
        let after = update.as_ref().and_then(|update| {
            let (incident, update) =
                record.post(incident.clone(), update.clone(), self.catalogue).ok()?;
            let updates = record.updates.iter().cloned().chain([update]).collect();
            Some(IncidentRecord { incident, updates })
        });
        Composed {
            typed,
            faults: reader.faults,
            assumed: reader.assumed,
            incident: Some(incident),
            update,
            reasons,
            after,
        }
    }

    /// Notes what the rules would refuse, before there is a text.
    fn rules(
        &self,
        reader: &mut Reader<'_>,
        record: &IncidentRecord,
        (incident, update): (&Incident, &Update),
    ) {
        let update = Update { body: LocalizedText::only(Language::Ja, "-"), ..update.clone() };
        if let Err(refusals) = record.post(incident.clone(), update, self.catalogue) {
            for refusal in &refusals {
                refused::note(reader, refusal);
            }
        }
    }
}
