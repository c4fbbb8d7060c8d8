//! A notice in both languages at once, as it is stored.

use super::{About, Gap, Notice, Written};
use crate::domain::{
    language::Language,
    maintenance::{Maintenance, MaintenanceUpdate},
    provider::Provider,
    service::Catalogue,
    text::{LocalizedText, Passage, TextState},
};

/// A notice as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// The subject of its mail.
    pub subject: LocalizedText,
    /// Its text.
    pub body: LocalizedText,
}

/// The notice of an update on a maintenance with its words: from what was written for it, and if that cannot be
/// said, from the facts.
///
/// # Errors
///
/// The [`Gap`]s without which there is no subject.
pub fn in_words(
    provider: &Provider,
    catalogue: &Catalogue,
    maintenance: &Maintenance,
    update: MaintenanceUpdate,
) -> Result<MaintenanceUpdate, Vec<Gap>> {
    let about = Notice::on_maintenance(provider, catalogue, maintenance, &update);
    let Composed { subject, body } = about.composed().or_else(|_| about.from_facts())?;
    Ok(MaintenanceUpdate { subject, body, ..update })
}

impl<'a> Notice<'a> {
    /// The notice of an update on a maintenance, which may name no other record.
    pub const fn on_maintenance(
        provider: &'a Provider,
        catalogue: &'a Catalogue,
        maintenance: &'a Maintenance,
        update: &'a MaintenanceUpdate,
    ) -> Self {
        Self {
            provider,
            catalogue,
            template: update.template,
            about: About::Maintenance { maintenance, update },
            incidents: &[],
            maintenances: &[],
        }
    }

    /// The notice in both languages. What nobody has written in one of them is filled from the facts there, and
    /// marked so (rule D21).
    ///
    /// # Errors
    ///
    /// Every [`Gap`] of the Japanese version if neither language can be written; those of the one that cannot
    /// even be filled from the facts.
    pub fn composed(&self) -> Result<Composed, Vec<Gap>> {
        let (ja, en) = (self.written(Language::Ja), self.written(Language::En));
        if ja.is_err() && en.is_err() {
            return Err(ja.err().unwrap_or_default());
        }
        let source = if ja.is_ok() { Language::Ja } else { Language::En };
        let ja = self.or_generated(Language::Ja, ja)?;
        let en = self.or_generated(Language::En, en)?;
        Ok(Composed::of(source, ja, en))
    }

    /// The notice from the facts alone, in both languages: what goes out when nobody is there to write what is
    /// missing.
    ///
    /// # Errors
    ///
    /// The [`Gap`]s without which there is no subject.
    pub fn from_facts(&self) -> Result<Composed, Vec<Gap>> {
        let ja = (self.generated(Language::Ja)?, TextState::Auto);
        let en = (self.generated(Language::En)?, TextState::Auto);
        Ok(Composed::of(Language::Ja, ja, en))
    }

    fn or_generated(
        &self,
        language: Language,
        written: Result<Written, Vec<Gap>>,
    ) -> Result<(Written, TextState), Vec<Gap>> {
        match written {
            Ok(written) => Ok((written, TextState::Approved)),
            Err(gaps) => match self.generated(language) {
                Ok(written) => Ok((written, TextState::Auto)),
                Err(_) => Err(gaps),
            },
        }
    }
}

impl Composed {
    fn of(source: Language, ja: (Written, TextState), en: (Written, TextState)) -> Self {
        let ((ja, ja_state), (en, en_state)) = (ja, en);
        let text = |ja: String, en: String| {
            let passage = |language, text, state| Passage {
                state,
                based_on: (language != source).then_some(1),
                ..Passage::approved(text)
            };
            LocalizedText {
                source,
                ja: Some(passage(Language::Ja, ja, ja_state)),
                en: Some(passage(Language::En, en, en_state)),
            }
        };
        Self { subject: text(ja.subject, en.subject), body: text(ja.body, en.body) }
    }
}
