//! Narrative text with its references said in a language: `{{moment:b0|since}}`, `{{callout:f1.4,f1.5}}`,
//! `{{maint:MNT-20161009-01}}` (domain rules 3.12).
//!
//! [`domain::narrative`](crate::domain::narrative) takes the text apart; here every reference gets its
//! label or date. The result keeps links to other records as links, for pages; mails take it plain.
//! To add a kind of reference: its variant in the domain, and its arm in [`Narrator::reference`].

use super::{
    dates::{Preposition, Profile},
    house, labels, lists,
    voice::Voice,
};
use crate::domain::{
    incident::{Incident, IncidentState, Update, When},
    key::Key,
    maintenance::{Maintenance, Window, WindowState},
    moment::Moment,
    narrative::{self, Mode, Piece, ReferenceTarget},
    public::Model,
    reference::Reference,
    text::LocalizedText,
};

/// The records that a text may refer to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// The incident that the text belongs to.
    pub incident: Option<&'a Incident>,
    /// The update it stands in, whose own moments come first.
    pub update: Option<&'a Update>,
    /// The maintenance that the text belongs to.
    pub maintenance: Option<&'a Maintenance>,
    /// Other incidents that the text may name.
    pub incidents: &'a [&'a Incident],
    /// Other maintenances that the text may name.
    pub maintenances: &'a [&'a Maintenance],
    /// Every public record, for titles and windows of those that are not given whole.
    pub model: Option<&'a Model>,
    /// The sections of the report in their order; empty outside reports.
    pub sections: &'a [Key],
}

impl<'a> Sources<'a> {
    /// A moment of the update or the incident.
    pub fn moment(&self, when: &'a When) -> Option<&'a Moment> {
        match (self.update, self.incident, when) {
            (_, _, When::Own(moment)) => Some(moment),
            (Some(update), Some(incident), when) => update.moment(incident, when),
            (None, Some(incident), when) => incident.moment(when),
            (_, None, _) => None,
        }
    }

    /// The title and the windows of a maintenance.
    fn maintenance(&self, reference: Reference) -> Option<(&'a LocalizedText, &'a [Window])> {
        let mut known = self.maintenance.into_iter().chain(self.maintenances.iter().copied());
        let whole = known.find(|maintenance| maintenance.reference == reference);
        whole.map(|whole| (&whole.title, whole.windows.as_slice())).or_else(|| {
            let summary = self.model?.maintenance(reference)?;
            Some((&summary.title, summary.windows.as_slice()))
        })
    }

    /// The service in the title of an incident, and the problem.
    fn incident(&self, reference: Reference) -> Option<(&'a Key, &'a LocalizedText)> {
        let mut known = self.incident.into_iter().chain(self.incidents.iter().copied());
        let whole = known.find(|incident| incident.reference == reference);
        whole.map(|whole| (&whole.title_service, &whole.symptom_short)).or_else(|| {
            let summary = self.model?.incident(reference)?;
            Some((&summary.title_service, &summary.symptom_short))
        })
    }
}

/// A piece of a text as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// Text.
    Text(String),
    /// The title of another record, to be linked to its page.
    Link {
        /// The record.
        reference: Reference,
        /// Its title.
        text: String,
    },
}

impl Fragment {
    /// What is read of it.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Link { text, .. } => text,
        }
    }
}

/// A reference that cannot be read, or names what is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` refers to nothing")]
pub struct Unresolved(pub String);

/// Says texts of one record in one language.
#[derive(Clone, Debug)]
pub struct Narrator<'a> {
    /// Who speaks.
    pub voice: &'a Voice<'a>,
    /// What the texts may refer to.
    pub sources: Sources<'a>,
    /// The form of moments: that of the place where the text stands.
    pub profile: Profile,
}

impl Narrator<'_> {
    /// A text with its references said; neighbouring text is one fragment.
    ///
    /// # Errors
    ///
    /// [`Unresolved`] with the first reference that cannot be said.
    pub fn fragments(&self, text: &str) -> Result<Vec<Fragment>, Unresolved> {
        let mut said: Vec<Fragment> = Vec::new();
        for piece in narrative::pieces(text).map_err(|invalid| Unresolved(invalid.0))? {
            let fragment = match &piece {
                Piece::Text(text) => {
                    let house = &self.voice.provider.house_style;
                    Fragment::Text(house::words(self.voice.language, house, text).into_owned())
                }
                Piece::Reference { target, keys, mode } => {
                    self.reference(*target, keys, *mode).ok_or_else(|| Unresolved(names(keys)))?
                }
            };
            match (said.last_mut(), fragment) {
                (Some(Fragment::Text(before)), Fragment::Text(more)) => before.push_str(&more),
                (_, fragment) => said.push(fragment),
            }
        }
        Ok(said)
    }

    /// The same as plain text.
    ///
    /// # Errors
    ///
    /// As [`fragments`](Self::fragments).
    pub fn plain(&self, text: &str) -> Result<String, Unresolved> {
        Ok(self.fragments(text)?.iter().map(Fragment::text).collect())
    }

    fn reference(&self, target: ReferenceTarget, keys: &[Key], mode: Mode) -> Option<Fragment> {
        let key = keys.first()?;
        let incident = self.sources.incident;
        let (language, house) = (self.voice.language, &self.voice.provider.house_style);
        let text = match target {
            ReferenceTarget::Moment => self.moment(key, mode)?,
            ReferenceTarget::Span => {
                let incident = incident?;
                match incident.period(key) {
                    Some(period) => {
                        self.voice.dates().span(self.profile, &incident.span(&period.span)).ok()?
                    }
                    None => self.withdrawn_period(incident)?,
                }
            }
            ReferenceTarget::Window => self.window(self.sources.maintenance?.window(key)?)?,
            ReferenceTarget::MaintenanceSpan => {
                self.windows(self.sources.maintenance(reference(key)?)?.1)?
            }
            ReferenceTarget::Period => {
                let incident = incident?;
                match incident.period_number(key) {
                    Some(number) => labels::period(language, house, number),
                    None => self.withdrawn_period(incident)?,
                }
            }
            ReferenceTarget::Callout => labels::callouts(language, house, incident?, keys)?,
            ReferenceTarget::Measure => {
                let incident = incident?;
                let measure = incident.measures.iter().find(|measure| measure.key == *key)?;
                labels::measure(language, house, incident, measure)?
            }
            ReferenceTarget::Figure => {
                let figure = incident?.figures.iter().find(|figure| figure.key == *key)?;
                labels::figure(self.voice.sentences(), figure.number)
            }
            ReferenceTarget::Section => {
                let place = self.sources.sections.iter().position(|section| section == key)?;
                labels::section(self.voice.sentences(), place + 1)
            }
            ReferenceTarget::Maintenance => {
                let reference = reference(key)?;
                let text = either(self.voice, self.sources.maintenance(reference)?.0).to_owned();
                return Some(Fragment::Link { reference, text });
            }
            ReferenceTarget::Incident => {
                let reference = reference(key)?;
                let (service, problem) = self.sources.incident(reference)?;
                let text = title(self.voice, service, problem);
                return Some(Fragment::Link { reference, text });
            }
        };
        Some(Fragment::Text(text))
    }

    fn moment(&self, key: &Key, mode: Mode) -> Option<String> {
        let (update, incident) = (self.sources.update, self.sources.incident);
        let moment = update
            .and_then(|update| update.moments.get(key))
            .or_else(|| incident.and_then(|incident| incident.moments.get(key)))?;
        let dates = self.voice.dates();
        let with = |preposition| Some(dates.moment_with(self.profile, preposition, moment));
        match mode {
            Mode::Plain => with(Preposition::Plain),
            Mode::At => with(Preposition::At),
            Mode::By => with(Preposition::By),
            Mode::Since => with(Preposition::Since),
            Mode::Until => with(Preposition::Until),
            Mode::MonthDay => Some(dates.month_day(self.voice.language, moment.at)),
            Mode::Time => dates.clock(self.profile, moment),
        }
    }

    /// A period that left its incident when that was withdrawn.
    fn withdrawn_period(&self, incident: &Incident) -> Option<String> {
        let withdrawn = incident.state == IncidentState::Withdrawn;
        withdrawn.then(|| self.voice.sentences().msg_period_withdrawn())
    }

    fn window(&self, window: &Window) -> Option<String> {
        self.voice.dates().span(self.profile, &window.span()).ok()
    }

    /// The windows in which the work was or will be done; all of them if it was called off.
    fn windows(&self, windows: &[Window]) -> Option<String> {
        let called_off = [WindowState::Rescheduled, WindowState::Postponed, WindowState::Cancelled];
        let kept = |window: &&Window| !called_off.contains(&window.state);
        let any_kept = windows.iter().any(|window| kept(&window));
        let spans: Vec<_> = windows
            .iter()
            .filter(|window| !any_kept || kept(window))
            .map(|window| self.window(window))
            .collect::<Option<_>>()?;
        Some(lists::nouns(self.voice.language, &spans))
    }
}

/// The title of an incident: みなとメール：メール受信の障害. A language that is missing is that of the other.
pub fn incident_title(voice: &Voice<'_>, incident: &Incident) -> String {
    title(voice, &incident.title_service, &incident.symptom_short)
}

fn title(voice: &Voice<'_>, service: &Key, problem: &LocalizedText) -> String {
    let service = voice.catalogue.service_name(service, voice.language);
    voice.sentences().msg_incident_title(service, either(voice, problem))
}

/// A text in the language of the voice, or in the other one if it is missing or not to be shown.
fn either<'t>(voice: &Voice<'_>, text: &'t LocalizedText) -> &'t str {
    text.read(voice.language).map_or("", |reading| reading.text)
}

fn reference(key: &Key) -> Option<Reference> {
    key.as_str().parse().ok()
}

fn names(keys: &[Key]) -> String {
    keys.iter().map(Key::as_str).collect::<Vec<_>>().join(",")
}
