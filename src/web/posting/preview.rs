//! What a form would bring about, before it does: the page as customers will read it, and what changes.

use super::{
    maker::language_label,
    scene::{Composed, Scene},
};
use crate::{
    app::desk::Beside,
    domain::{
        incident::{Incident, IncidentRecord, ServiceChange},
        language::Language,
        public::{Model, Site, View},
    },
    i18n::labels::Label,
    views::{
        console::{
            conflict::{Difference, changed},
            facts::{Fact, facts},
            notice::PublicPage,
        },
        public::incident_preview,
    },
};

/// What is previewed, and on what it stands.
#[derive(Clone, Copy)]
pub struct Preview<'a, 'b> {
    /// Whose portal it is, and when.
    pub scene: &'b Scene<'a>,
    /// The record as it stands; there is none before the first notice.
    pub standing: Option<&'b IncidentRecord>,
    /// The records to which it leads.
    pub beside: &'b Beside,
}

impl Preview<'_, '_> {
    /// The page in both languages, made as the public page is; nothing as long as something is missing.
    pub fn pages(self, composed: &Composed) -> Vec<PublicPage> {
        let Some(after) = &composed.after else { return vec![] };
        let Scene { provider, catalogue, policy, now, frame, .. } = *self.scene;
        let site = Site::new(provider.clone(), catalogue.clone(), policy.clone());
        let mut model = Model::new(site);
        for record in &self.beside.incidents {
            model.put_incident(record.clone(), now);
        }
        for maintenance in &self.beside.maintenances {
            model.put_maintenance(maintenance.clone(), now);
        }
        model.put_incident(after.clone(), now);
        let view = View { model: &model, now, as_of: now, stale: false };
        let page = |language: Language| PublicPage {
            language,
            name: language_label(frame.t, language),
            article: incident_preview(&view, language, after, &format!("{}-", language.tag())),
        };
        Language::ALL.map(page).to_vec()
    }

    /// The facts that differ from what stands, and the states of services that change.
    pub fn changes(self, composed: &Composed) -> Vec<Difference> {
        let Some(after) = &composed.after else { return vec![] };
        let before = self.standing.map(|record| self.facts(&record.incident));
        let mut changes = changed(&before.unwrap_or_default(), &self.facts(&after.incident));
        let posted = after.updates.last().into_iter();
        changes.extend(posted.flat_map(|update| &update.changes).map(|it| self.service(it)));
        changes
    }

    fn facts(self, incident: &Incident) -> Vec<Fact> {
        facts(self.scene.frame, self.scene.catalogue, incident)
    }

    fn service(self, change: &ServiceChange) -> Difference {
        let frame = self.scene.frame;
        let name = self.scene.catalogue.service_name(&change.service, frame.language);
        let (from, to) = (change.from.label(frame.t), change.to.label(frame.t));
        Difference::between(name.to_owned(), "", &from, &to)
    }
}
