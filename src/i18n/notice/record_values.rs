//! Values that follow from the record: names, numbers and addresses, who is affected, windows.

use super::{
    About, GapReason, facts,
    fill::{Filled, Filler, Place, is_blank},
    maintenance_facts,
    placeholder::{Placeholder, SlotMode},
};
use crate::{
    domain::{incident::IncidentRecord, language::Language, maintenance::Window},
    i18n::{lists, voice::Voice},
};

impl Filler<'_> {
    /// What the record and the provider say by themselves.
    pub(super) fn of_the_record(&mut self, placeholder: Placeholder, place: Place) -> Filled {
        let voice = &self.voice;
        let text = match (placeholder, self.notice.about) {
            (Placeholder::Contact, _) => Some(voice.provider.contact.get(voice.language).clone()),
            (Placeholder::Url, about) => Some(url(voice, &about)),
            (Placeholder::Service, About::Incident { record, update }) => {
                let services = match place {
                    Place::Heading => std::slice::from_ref(&record.incident.title_service),
                    Place::Body => update.services(&record.incident),
                };
                Some(voice.grammar().services(services))
            }
            (Placeholder::Service, About::Maintenance { maintenance, .. }) => {
                Some(voice.grammar().services(&maintenance.services))
            }
            (Placeholder::Ref, About::Incident { record, .. }) => {
                Some(record.incident.reference.to_string())
            }
            (Placeholder::Ref, About::Maintenance { maintenance, .. }) => {
                Some(maintenance.reference.to_string())
            }
            (Placeholder::N, About::Incident { record, update }) => {
                Some(update.number.unwrap_or_else(|| record.last_number() + 1).to_string())
            }
            (Placeholder::SymptomShort, About::Incident { record, .. }) => {
                return self.symptom_short(record);
            }
            (Placeholder::ReportUrl, About::Incident { update, .. }) => {
                match (&self.notice.values().report_url, update.report) {
                    // The report is read on the page of its incident.
                    (None, Some(_)) => Some(url(voice, &self.notice.about)),
                    (url, _) => return self.narrative(placeholder, url.as_ref()),
                }
            }
            (_, _) => None,
        };
        text.map_or_else(|| self.gap(placeholder, GapReason::Missing), Filled::Text)
    }

    fn symptom_short(&mut self, record: &IncidentRecord) -> Filled {
        let incident = &record.incident;
        if self.generated && is_blank(&incident.symptom_short, self.voice.language) {
            let symptoms: Vec<_> =
                incident.periods.iter().flat_map(|period| &period.symptoms).cloned().collect();
            if let Some(short) = self.voice.grammar().short(&symptoms) {
                return Filled::Text(short);
            }
        }
        self.narrative(Placeholder::SymptomShort, Some(&incident.symptom_short))
    }

    /// Who and what: as typed; for a generated text that lacks it, from the record.
    pub(super) fn affected(&mut self, placeholder: Placeholder, mode: SlotMode) -> Filled {
        let values = self.notice.values();
        let language = self.voice.language;
        let value = match placeholder {
            Placeholder::Who => values.who.as_ref(),
            _ => values.symptom.as_ref(),
        };
        let typed = value.and_then(|text| text.shown(language));
        let may_be_empty = placeholder == Placeholder::Who && language == Language::Ja;
        if typed.is_some_and(str::is_empty) && may_be_empty {
            return Filled::Text(String::new());
        }
        let missing = typed.is_none_or(|text| text.trim().is_empty());
        let from_record = (self.generated && missing).then(|| self.affected_now(placeholder));
        let filled = match from_record.flatten() {
            Some(text) => Filled::Text(text),
            None => self.narrative(placeholder, value),
        };
        match (mode, filled) {
            (SlotMode::Lower, Filled::Text(text)) => Filled::Text(lower_first(&text)),
            (_, filled) => filled,
        }
    }

    fn affected_now(&self, placeholder: Placeholder) -> Option<String> {
        let About::Incident { record, update } = self.notice.about else { return None };
        let periods = facts::current_periods(&record.incident, update.posted);
        let grammar = self.voice.grammar();
        if placeholder == Placeholder::Who {
            let scope = update.facts.scope.as_ref();
            return grammar.who(scope.or_else(|| facts::widest_scope(&periods))?);
        }
        let said = grammar.symptoms(facts::tense(update.state), periods);
        Some(said).filter(|said| !said.is_empty())
    }

    /// Windows in the form of lists: all in a text; in a subject the first and how many more.
    pub(super) fn windows(&mut self, placeholder: Placeholder, place: Place) -> Filled {
        let values = self.notice.values();
        let windows: Vec<&Window> = match (placeholder, self.notice.about) {
            (Placeholder::Windows, _) => maintenance_facts::windows(self.notice),
            (_, About::Incident { .. }) => vec![],
            (placeholder, About::Maintenance { maintenance, .. }) => {
                let key = match placeholder {
                    Placeholder::OldWindow => values.old_window.as_ref(),
                    _ => values.new_window.as_ref(),
                };
                key.and_then(|key| maintenance.window(key)).into_iter().collect()
            }
        };
        let said: Vec<String> =
            windows.into_iter().map(|window| self.voice.window(window)).collect();
        match (place, said.as_slice()) {
            (_, []) => self.gap(placeholder, GapReason::Missing),
            (Place::Heading, [first, more @ ..]) if !more.is_empty() => {
                Filled::Text(self.voice.sentences().msg_windows_and_more(first, more.len()))
            }
            _ => Filled::Text(lists::nouns(self.voice.language, &said)),
        }
    }
}

/// The address of the page of a record, in the language of the text.
fn url(voice: &Voice<'_>, about: &About<'_>) -> String {
    let (kind, reference) = match about {
        About::Incident { record, .. } => ("incidents", record.incident.reference),
        About::Maintenance { maintenance, .. } => ("maintenance", maintenance.reference),
    };
    format!("{}/{}/{kind}/{reference}", voice.provider.urls.primary, voice.language.tag())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}
