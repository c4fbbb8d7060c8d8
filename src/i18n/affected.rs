//! Who is affected, in which services, and what works, said in either language: what stands around the symptoms
//! of `symptoms.rs` in a notice.

use super::{
    lists,
    symptoms::{Grammar, capital},
};
use crate::domain::{
    incident::{Scope, Unaffected},
    key::Key,
    notice::Tense,
};

impl Grammar<'_> {
    /// Who is affected, before the symptoms: 一部のお客様で、 or nothing; Some customers. `None` if the
    /// scope lists something that has no text in this language.
    pub fn who(&self, scope: &Scope) -> Option<String> {
        let l10n = self.l10n();
        Some(match scope {
            Scope::All => l10n.msg_who_all(),
            Scope::Some { .. } => l10n.msg_who_some(),
            Scope::List { .. } => l10n.msg_who_list(self.scope_items(scope)?),
        })
    }

    /// The scope as a fact: 一部のお客様. What has no text in this language is left out.
    pub fn scope(&self, scope: &Scope) -> String {
        let l10n = self.l10n();
        match scope {
            Scope::All => l10n.msg_scope_all(),
            Scope::Some { text } => {
                match text.as_ref().and_then(|text| text.shown(self.language)) {
                    Some(text) => l10n.msg_scope_some_of(text),
                    None => l10n.msg_scope_some(),
                }
            }
            Scope::List { .. } => self
                .scope_items(scope)
                .map_or_else(|| l10n.msg_scope_some(), |list| l10n.msg_scope_list_of(list)),
        }
    }

    fn scope_items(&self, scope: &Scope) -> Option<String> {
        let Scope::List { items } = scope else { return None };
        let items: Vec<_> =
            items.iter().map(|item| item.shown(self.language)).collect::<Option<_>>()?;
        (!items.is_empty()).then(|| lists::nouns(self.language, &items))
    }

    /// Services by their names: みなとメールおよびみなとDNS.
    pub fn services(&self, keys: &[Key]) -> String {
        let names: Vec<_> =
            keys.iter().map(|key| self.catalogue.service_name(key, self.language)).collect();
        lists::nouns(self.language, &names)
    }

    /// What is stated to work, by name: functions, then services.
    pub fn unaffected<'u>(&self, stated: impl IntoIterator<Item = &'u Unaffected>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for unaffected in stated {
            let functions = unaffected
                .functions
                .iter()
                .filter_map(|key| self.catalogue.function(key).map(|function| self.noun(function)));
            let services = unaffected
                .services
                .iter()
                .map(|key| self.catalogue.service_name(key, self.language).to_owned());
            for name in functions.chain(services) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// That they work, as a sentence without its full stop: …は通常どおりご利用いただけます.
    pub fn works(&self, tense: Tense, names: &[String]) -> String {
        let what = lists::nouns(self.language, names);
        let l10n = self.l10n();
        capital(&match tense {
            Tense::Ongoing => l10n.msg_symptom_normal_now(names.len(), what),
            Tense::Over => l10n.msg_symptom_normal_past(what),
        })
    }
}
