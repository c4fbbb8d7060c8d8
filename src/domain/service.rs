//! Services, the functions they consist of, and the words from which symptoms are composed.

pub mod check;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    key::Key,
    language::{Language, Localized},
};

/// How a function works, or does not (domain rules 7.5). `Unstated` is a value of its own and never
/// means normal (rule D05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Degree {
    /// 利用できない.
    Unavailable,
    /// 利用しづらい.
    Difficult,
    /// 遅延.
    Delayed,
    /// エラー.
    Errors,
    /// 時間がかかる.
    Slow,
    /// 正常: stated to have worked.
    Normal,
    /// 記載なし.
    Unstated,
}

impl Degree {
    /// The degrees that an operator chooses from when something is wrong, worst first.
    pub const IMPACTS: [Self; 5] =
        [Self::Unavailable, Self::Difficult, Self::Delayed, Self::Errors, Self::Slow];

    /// Whether customers feel it.
    pub const fn is_impact(self) -> bool {
        !matches!(self, Self::Normal | Self::Unstated)
    }
}

/// Whether a service is sold, or only leaned on by those that are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// Sold to customers.
    Product,
    /// Not sold, but affected: the member site.
    Shared,
}

/// A service of the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its key, which is also its address: `/ja/services/mail`.
    pub key: Key,
    /// Sold or shared.
    pub kind: ServiceKind,
    /// Its place in lists, from 1.
    pub order: u32,
    /// Its name.
    pub name: Localized,
    /// How its Japanese name is read, where that is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The functions without which it is out of use.
    pub core: Vec<Key>,
}

/// The forms in which a degree of a function is said, where the pattern of the degree will not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymptomForms {
    /// Japanese, attributive, before 状況.
    pub ja: String,
    /// English predicate, present.
    pub en_now: String,
    /// English predicate, past.
    pub en_past: String,
}

/// Japanese words of a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JapaneseForms {
    /// Noun phrase: メールの受信(POP).
    pub noun: String,
    /// Noun for titles: メール受信.
    pub short: String,
}

/// English words of a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnglishForms {
    /// Noun phrase: mail reception (POP).
    pub noun: String,
    /// Verb phrase after "cannot": receive mail (POP).
    pub verb: String,
    /// Gerund: receiving mail (POP).
    pub gerund: String,
    /// Gerund for titles: receiving mail.
    pub short_gerund: String,
}

/// Something that customers do with a service, and that can fail by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its key.
    pub key: Key,
    /// The services that offer it.
    pub services: Vec<Key>,
    /// The group that is named instead of its members when all of them share a degree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// Japanese words.
    pub ja: JapaneseForms,
    /// English words.
    pub en: EnglishForms,
    /// Degrees said in words of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub forms: BTreeMap<Degree, SymptomForms>,
}

/// Functions that are named together when all of them share one degree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionGroup {
    /// Its key.
    pub key: Key,
    /// Its members.
    pub members: Vec<Key>,
    /// The degrees for which it has words; for any other, the members are named one by one.
    pub forms: BTreeMap<Degree, SymptomForms>,
}

/// Everything the provider offers, in the order in which it is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Services by their order.
    pub services: Vec<Service>,
    /// Functions; symptoms are named in this order.
    pub functions: Vec<Function>,
    /// Groups of functions.
    #[serde(default)]
    pub groups: Vec<FunctionGroup>,
}

impl Catalogue {
    /// The service of a key.
    pub fn service(&self, key: &Key) -> Option<&Service> {
        self.services.iter().find(|service| service.key == *key)
    }

    /// The function of a key.
    pub fn function(&self, key: &Key) -> Option<&Function> {
        self.functions.iter().find(|function| function.key == *key)
    }

    /// The group of a key.
    pub fn group(&self, key: &Key) -> Option<&FunctionGroup> {
        self.groups.iter().find(|group| group.key == *key)
    }

    /// The functions of a service, in order.
    pub fn functions_of<'a>(&'a self, service: &'a Key) -> impl Iterator<Item = &'a Function> {
        self.functions.iter().filter(move |function| function.services.contains(service))
    }

    /// The name of a service in a language; its key if there is no such service.
    pub fn service_name<'a>(&'a self, key: &'a Key, language: Language) -> &'a str {
        self.service(key).map_or(key.as_str(), |service| service.name.get(language))
    }
}
