//! Reading settings: every mistake is collected with its place, and reading goes on with the default,
//! so that one start finds them all.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    path::PathBuf,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    source::{Environment, Source},
    value::{Given, Setting},
};

/// A mistake in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub what: What,
}

/// Where a setting stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the file as a whole.
    File,
    /// In a line of the file, from 1.
    Line(usize),
    /// In an environment variable.
    Variable(String),
    /// In a file that another setting names.
    SecretFile(PathBuf),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The file cannot be read; the system says why.
    Unreadable(String),
    /// The file is larger than a file of settings is.
    TooLarge,
    /// The file is not TOML.
    Syntax(String),
    /// There is no such setting.
    Unknown(String),
    /// A section was expected.
    NotASection(String),
    /// A list of sections was expected.
    NotAList(String),
    /// The setting takes a text.
    ExpectedText(String),
    /// The setting takes a whole number within bounds.
    ExpectedNumber {
        /// The setting.
        name: String,
        /// The lowest.
        min: i64,
        /// The highest.
        max: i64,
    },
    /// The setting takes `true` or `false`.
    ExpectedBool(String),
    /// The setting takes a list of networks.
    ExpectedNetworks(String),
    /// The setting takes one of some words.
    ExpectedWord {
        /// The setting.
        name: String,
        /// The words.
        words: Vec<&'static str>,
    },
    /// The setting takes an IP address with a port.
    ExpectedSocket(String),
    /// The setting takes an address that begins with `https://` or `http://`.
    ExpectedAddress(String),
    /// The setting takes the address of a database.
    ExpectedDatabase(String),
    /// The setting takes a list of ways to reach somebody.
    ExpectedContacts(String),
    /// The setting takes a list of languages.
    ExpectedLanguages(String),
    /// The setting takes an address that begins with `https://`.
    ExpectedWebAddress(String),
    /// The setting takes a date with a time.
    ExpectedMoment(String),
    /// The setting takes an address of mail.
    ExpectedMailAddress(String),
    /// The setting takes a name of a host.
    ExpectedHost(String),
    /// The setting takes a list of ends of names of hosts.
    ExpectedSuffixes(String),
    /// Two of a list have the same name.
    Twice {
        /// The setting.
        name: String,
        /// What it is in both.
        value: String,
    },
    /// Two settings that exclude each other.
    Both(String, String),
    /// A setting that asks for another one.
    Needs(String, String),
}

/// A section of the file.
pub(super) trait Section: Default {
    /// Reads it.
    fn read(settings: &mut Settings<'_, '_>) -> Self;
}

/// Reads a struct by the list of its settings; a number has its bounds.
macro_rules! settings {
    ($type:ident { $($field:ident $(in $range:expr)?),+ $(,)? } $(else { $($rest:ident),+ })?) => {
        impl $crate::config::reading::Section for $type {
            fn read(settings: &mut $crate::config::reading::Settings<'_, '_>) -> Self {
                let default = Self::default();
                Self {
                    $($field: settings.read(
                        stringify!($field),
                        default.$field,
                        $crate::config::reading::bounds([$($range)?]),
                    ),)+
                    $($($rest: default.$rest,)+)?
                }
            }
        }
    };
}
pub(super) use settings;

/// The bounds of a number, if it has any.
pub(super) fn bounds<const COUNT: usize>(
    range: [RangeInclusive<i64>; COUNT],
) -> RangeInclusive<i64> {
    range.into_iter().next().unwrap_or(0..=i64::MAX)
}

/// What is known while settings are read.
pub(super) struct Reading<'s> {
    text: &'s str,
    file: DeTable<'s>,
    environment: &'s Environment,
    used: BTreeSet<String>,
    /// Where each setting that was given stands.
    places: BTreeMap<String, Place>,
    mistakes: Vec<Mistake>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        let text = source.text.as_str();
        let (table, errors) = DeTable::parse_recoverable(text);
        let syntax = |error: &toml::de::Error| {
            let place =
                error.span().map_or(Place::File, |span| Place::Line(line_of(text, span.start)));
            Mistake { place, what: What::Syntax(error.message().to_owned()) }
        };
        Self {
            text,
            file: table.into_inner(),
            environment: &source.environment,
            used: BTreeSet::new(),
            places: BTreeMap::new(),
            mistakes: errors.iter().map(syntax).collect(),
        }
    }

    /// Reads a section; one that is not there has its defaults.
    pub(super) fn section<S: Section>(&mut self, name: &'static str) -> S {
        let table = match self.file.remove(name) {
            Some(value) => {
                let line = line_of(self.text, value.span().start);
                if let DeValue::Table(table) = value.into_inner() {
                    table
                } else {
                    self.report(Place::Line(line), What::NotASection(name.to_owned()));
                    DeTable::new()
                }
            }
            None => DeTable::new(),
        };
        Settings { cx: self, name, table, listed: false }.whole()
    }

    pub(super) fn report(&mut self, place: Place, what: What) {
        self.mistakes.push(Mistake { place, what });
    }

    /// Where a setting stands.
    pub(super) fn place(&self, name: &str) -> Place {
        self.places.get(name).cloned().unwrap_or(Place::File)
    }

    /// Reports a setting that is missing, at the first of those that ask for it; one that is there but
    /// cannot be read was reported already.
    pub(super) fn report_missing(&mut self, name: &str, asking: &[&str]) {
        if self.places.contains_key(name) {
            return;
        }
        let given = asking.iter().find(|one| self.places.contains_key(**one));
        if let Some(given) = given {
            self.report(self.place(given), What::Needs((*given).to_owned(), name.to_owned()));
        }
    }

    /// Reports what nobody asked for.
    pub(super) fn finish(mut self) -> Result<(), Vec<Mistake>> {
        for key in std::mem::take(&mut self.file).keys() {
            let place = Place::Line(line_of(self.text, key.span().start));
            self.report(place, What::Unknown(key.get_ref().to_string()));
        }
        for name in self.environment.keys().filter(|name| !self.used.contains(*name)) {
            let place = Place::Variable(name.clone());
            self.mistakes.push(Mistake { place, what: What::Unknown(name.clone()) });
        }
        // What could not be taken apart has no value either; that need not be said twice.
        let broken: Vec<Place> = self
            .mistakes
            .iter()
            .filter(|mistake| matches!(mistake.what, What::Syntax(_)))
            .map(|mistake| mistake.place.clone())
            .collect();
        self.mistakes.retain(|mistake| {
            matches!(mistake.what, What::Syntax(_)) || !broken.contains(&mistake.place)
        });
        self.mistakes.sort_by(|left, right| left.place.cmp(&right.place));
        if self.mistakes.is_empty() { Ok(()) } else { Err(self.mistakes) }
    }
}

/// The settings of a section.
pub(super) struct Settings<'a, 's> {
    cx: &'a mut Reading<'s>,
    name: &'static str,
    table: DeTable<'s>,
    /// Whether it is one of several of its name, which no environment variable stands for.
    listed: bool,
}

impl Settings<'_, '_> {
    /// Reads all of them, and reports what is left.
    fn whole<S: Section>(mut self) -> S {
        let section = S::read(&mut self);
        for key in std::mem::take(&mut self.table).keys() {
            let place = Place::Line(line_of(self.cx.text, key.span().start));
            self.cx.report(place, What::Unknown(format!("{}.{}", self.name, key.get_ref())));
        }
        section
    }

    /// Reads the sections of a list: `[[mail.relay]]`, of which `name` is `mail.relay`.
    pub(super) fn list<S: Section>(&mut self, name: &'static str) -> Vec<Listed<S>> {
        let key = name.rsplit('.').next().unwrap_or(name);
        let Some(value) = self.table.remove(key) else { return Vec::new() };
        let place = Place::Line(line_of(self.cx.text, value.span().start));
        self.cx.places.insert(name.to_owned(), place.clone());
        let DeValue::Array(items) = value.into_inner() else {
            self.cx.report(place, What::NotAList(name.to_owned()));
            return Vec::new();
        };
        let mut read = Vec::new();
        for item in items {
            let place = Place::Line(line_of(self.cx.text, item.span().start));
            if let DeValue::Table(table) = item.into_inner() {
                let keys = table.keys().map(|key| key.get_ref().to_string()).collect();
                let settings = Settings { cx: &mut *self.cx, name, table, listed: true };
                read.push(Listed { place, keys, section: settings.whole() });
            } else {
                self.cx.report(place, What::NotAList(name.to_owned()));
            }
        }
        read
    }

    /// Reports a mistake that shows only when several settings are there.
    pub(super) fn report(&mut self, place: Place, what: What) {
        self.cx.report(place, what);
    }

    /// Reads a setting: from its environment variable, else from the file, else the default.
    pub(super) fn read<T: Setting>(
        &mut self,
        key: &'static str,
        default: T,
        range: RangeInclusive<i64>,
    ) -> T {
        let name = format!("{}.{key}", self.name);
        let variable = variable(self.name, key);
        let environment = self.cx.environment;
        let from_file = self.table.remove(key);
        let from_environment = environment.get(&variable).filter(|_| !self.listed);
        let (place, read) = if let Some(value) = from_environment {
            self.cx.used.insert(variable.clone());
            (Place::Variable(variable), T::read(&Given::Variable(value), name.clone(), range))
        } else if let Some(value) = from_file {
            let place = Place::Line(line_of(self.cx.text, value.span().start));
            (place, T::read(&given(&value), name.clone(), range))
        } else {
            return default;
        };
        self.cx.places.insert(name, place.clone());
        read.unwrap_or_else(|what| {
            self.cx.report(place, what);
            default
        })
    }
}

/// A section of a list.
pub(super) struct Listed<S> {
    /// Where it begins.
    pub(super) place: Place,
    /// What it says, rightly or wrongly.
    keys: BTreeSet<String>,
    /// What was read of it.
    pub(super) section: S,
}

impl<S> Listed<S> {
    /// Whether a setting is there; if it could not be read, that was reported.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}

/// The environment variable of a setting: `NOROSHI_LISTEN_ADDRESS`.
fn variable(section: &str, key: &str) -> String {
    format!("NOROSHI_{section}_{key}").to_ascii_uppercase()
}

fn given<'v>(value: &'v Spanned<DeValue<'_>>) -> Given<'v> {
    match value.get_ref() {
        DeValue::String(text) => Given::Text(text),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Given::Other, Given::Number)
        }
        DeValue::Boolean(value) => Given::Bool(*value),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect::<Option<_>>()
            .map_or(Given::Other, Given::List),
        DeValue::Datetime(moment) => Given::Moment(moment.to_string()),
        DeValue::Float(_) | DeValue::Table(_) => Given::Other,
    }
}

/// The line of a place in a text, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}
