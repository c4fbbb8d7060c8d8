//! What customers may notice of a maintenance, in words alone: where its page is not read, but a list or a calendar.

use super::{context::Context, prose};
use crate::{
    domain::{
        incident::Symptom, key::Key, public::MaintenanceSummary, service::Catalogue,
        text::LocalizedText,
    },
    i18n::{
        narrative::{Narrator, Sources},
        voice::Voice,
    },
};

impl Context<'_> {
    /// What customers may notice: as it was written, else said from the functions that may fail, of one service
    /// alone if that is asked for.
    pub(super) fn impact(
        &self,
        maintenance: &MaintenanceSummary,
        service: Option<&Key>,
    ) -> Option<String> {
        if let Some(written) = &maintenance.impact {
            return Some(plain(*self, written));
        }
        let catalogue = &self.site.catalogue;
        let effects: Vec<Symptom> = maintenance
            .effects
            .iter()
            .filter(|effect| service.is_none_or(|service| concerns(catalogue, effect, service)))
            .cloned()
            .collect();
        self.voice().effects(&effects, maintenance.max_interruption, maintenance.interruptions)
    }

    /// The provider speaking in the language of the page.
    pub(super) fn voice(&self) -> Voice<'_> {
        Voice::new(&self.site.provider, &self.site.catalogue, self.language)
    }
}

/// Whether a function that may fail is one of a service.
fn concerns(catalogue: &Catalogue, effect: &Symptom, service: &Key) -> bool {
    let named = effect.services.is_empty() || effect.services.contains(service);
    let function = catalogue.function(&effect.function);
    named && function.is_some_and(|function| function.services.contains(service))
}

/// A text without marks, in the language of the calendar if it has one.
fn plain(context: Context<'_>, text: &LocalizedText) -> String {
    let Some(reading) = text.read(context.language) else { return String::new() };
    let site = context.site;
    let voice = Voice::new(&site.provider, &site.catalogue, reading.language);
    let sources = Sources { model: context.model, ..Sources::default() };
    let narrator = Narrator { voice: &voice, sources, profile: voice.prose() };
    narrator.plain(reading.text).unwrap_or_else(|_| prose::without_references(reading.text))
}
