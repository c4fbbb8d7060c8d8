//! Reading what was typed into values of the record. Every mistake is kept with the name of its field,
//! so that the form shows all of them at once; nothing is changed silently.
//!
//! To add a kind of value: a method of [`Reader`], and what can be wrong with it in [`Fault`].

use jiff::tz::TimeZone;

use super::typed::Typed;
use crate::{
    domain::{
        key::Key,
        language::Language,
        moment::Moment,
        reference::{Reference, ReferenceKind},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::dates::parse::{self, Confirm, Input, MomentError, Parsed, Prefer},
    web::field::{self, FieldError},
};

/// The longest line, in characters.
pub const LINE: usize = 200;
/// The longest subject, in characters.
pub const SUBJECT: usize = 200;
/// The longest paragraph of a narrative field, in characters.
pub const PARAGRAPH: usize = 1_000;
/// The longest text of a notice, in characters; a form holds two of them.
pub const BODY: usize = 3_000;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What can be wrong with any field.
    Field(FieldError),
    /// Not a date and time.
    Moment(MomentError),
    /// Not a whole number that fits.
    Number,
    /// Before the moment that it must follow.
    TooEarly,
    /// Of what has happened, something that lies ahead.
    NotYet,
    /// Of what is to come, something that has passed.
    Passed,
    /// Not a time to the minute.
    NotExact,
    /// Not the address of a page.
    Address,
    /// Not the number of a record.
    Reference,
    /// The apology is already as strong, or as weak, as it can be.
    Apology,
    /// A function of none of the chosen services.
    NotOfServices,
    /// What is given as right is what stands there.
    Unchanged,
    /// A rule of posting.
    Rule(Rule),
}

/// A rule of posting that a field does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The state may not follow the one that stands.
    State,
    /// The incident was withdrawn; nothing follows.
    Withdrawn,
    /// Recovery needs a judgement.
    Judgement,
    /// Recovery needs a data statement.
    DataStatement,
    /// A backlog is open.
    Backlog,
    /// A main period goes on.
    PeriodOngoing,
    /// A contract fact would change without a correction.
    SilentChange,
    /// A reference inside the text names nothing.
    Reference,
    /// The record would contradict itself.
    Record,
    /// The final report needs what is not there yet.
    Report,
    /// What is entered afterwards cannot change what came later.
    EarlierState,
    /// An address stays in public text only with a reason.
    AddressReason,
    /// A state better than what the notices say needs a reason that readers see.
    PublicReason,
}

impl Fault {
    /// Nothing was typed or chosen.
    pub const MISSING: Self = Self::Field(FieldError::Missing);
    /// Not among what the form offers.
    pub const NOT_OFFERED: Self = Self::Field(FieldError::Choice);
}

impl From<FieldError> for Fault {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

/// What is wrong, by the name of the field, in the order in which it was found.
pub type Faults = Vec<(String, Fault)>;

/// Something that was assumed about a moment, by the name of the field.
pub type Assumed = Vec<(String, Moment, Vec<Confirm>)>;

/// Reads the fields of a form.
#[derive(Debug)]
pub struct Reader<'a> {
    typed: &'a Typed,
    now: Timestamp,
    zone: &'a TimeZone,
    by: &'a str,
    /// What is wrong.
    pub faults: Faults,
    /// The moments that were read, to be shown back.
    pub assumed: Assumed,
}

impl<'a> Reader<'a> {
    /// A reader of a form at a time.
    pub const fn new(typed: &'a Typed, now: Timestamp, zone: &'a TimeZone) -> Self {
        Self { typed, now, zone, by: "", faults: Vec::new(), assumed: Vec::new() }
    }

    /// The same reader for somebody who writes, by their login name.
    #[must_use]
    pub const fn for_writer(mut self, by: &'a str) -> Self {
        self.by = by;
        self
    }

    /// The form.
    pub const fn typed(&self) -> &'a Typed {
        self.typed
    }

    /// When it is read.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Notes what is wrong with a field.
    pub fn fault(&mut self, name: &str, fault: Fault) {
        if !self.faults.iter().any(|(known, _)| known == name) {
            self.faults.push((name.to_owned(), fault));
        }
    }

    /// What was sent for a field that is sent once.
    fn single(&mut self, name: &str) -> &'a str {
        if self.typed.is_repeated(name) {
            self.fault(name, FieldError::Repeated.into());
        }
        self.typed.get(name)
    }

    /// A text, with line ends as line feeds and nothing around it; empty if there is none.
    pub fn text(&mut self, name: &str, longest: usize) -> String {
        let typed = self.single(name);
        field::passage(typed, longest).unwrap_or_else(|error| {
            self.fault(name, error.into());
            typed.trim().to_owned()
        })
    }

    /// A text of one line.
    pub fn line(&mut self, name: &str, longest: usize) -> String {
        let typed = self.single(name);
        field::line(typed, longest).unwrap_or_else(|error| {
            self.fault(name, error.into());
            typed.trim().to_owned()
        })
    }

    /// A text in one language or both: the fields `{name}_ja` and `{name}_en`.
    pub fn localized(&mut self, name: &str, longest: usize) -> Option<LocalizedText> {
        let ja = self.text(&in_language(name, Language::Ja), longest);
        let en = self.text(&in_language(name, Language::En), longest);
        localized(ja, en)
    }

    /// Applies what was typed to a text that may be there already: a language that was not typed anew keeps
    /// its state and its history, so that a translation is stale once its source has changed (rule D21).
    pub fn rewrite(&mut self, text: &mut Option<LocalizedText>, name: &str, longest: usize) {
        let typed = self.localized(name, longest);
        *text = self.retyped(text.take(), typed);
    }

    /// The same with what was typed.
    pub fn retyped(
        &self,
        known: Option<LocalizedText>,
        typed: Option<LocalizedText>,
    ) -> Option<LocalizedText> {
        let Some(known) = known else { return typed };
        let said =
            |language| typed.as_ref().and_then(|text| text.written(language)).unwrap_or_default();
        known.retyped(said, self.by, self.now)
    }

    /// The same, when it has to be there in at least one language.
    pub fn required(&mut self, name: &str, longest: usize) -> Option<LocalizedText> {
        let text = self.localized(name, longest);
        if text.is_none() {
            self.fault(&in_language(name, Language::Ja), Fault::MISSING);
        }
        text
    }

    /// One of the values that the form offers; `None` if nothing was chosen.
    pub fn choice<T: Clone>(&mut self, name: &str, offered: &[(&str, T)]) -> Option<T> {
        let chosen = self.single(name);
        if chosen.is_empty() {
            return None;
        }
        let found = offered.iter().find(|(word, _)| *word == chosen);
        if found.is_none() {
            self.fault(name, Fault::NOT_OFFERED);
        }
        found.map(|(_, value)| value.clone())
    }

    /// The same, when something has to be chosen.
    pub fn chosen<T: Clone>(&mut self, name: &str, offered: &[(&str, T)]) -> Option<T> {
        if self.typed.get(name).is_empty() {
            self.fault(name, Fault::MISSING);
        }
        self.choice(name, offered)
    }

    /// The ticked keys of those that the form offers.
    pub fn keys(&mut self, name: &str, offered: impl Fn(&Key) -> bool) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        for word in self.typed.all(name) {
            match word.parse::<Key>() {
                Ok(key) if offered(&key) && !keys.contains(&key) => keys.push(key),
                Ok(key) if keys.contains(&key) => {}
                Ok(_) | Err(_) => self.fault(name, Fault::NOT_OFFERED),
            }
        }
        keys
    }

    /// A moment; `None` if nothing was typed. `base` is the start of the span that it ends.
    pub fn moment(
        &mut self,
        name: &str,
        prefer: Prefer,
        base: Option<Timestamp>,
    ) -> Option<Moment> {
        let text = self.single(name);
        if text.trim().is_empty() {
            return None;
        }
        match parse::moment(Input { text, now: self.now, prefer, base, zone: self.zone }) {
            Ok(Parsed { moment, confirm }) => {
                // As it is stored: about a full hour is an hour (domain rules 3.1).
                let moment = Moment::new(moment.at, moment.grain, moment.approx, self.zone);
                self.assumed.push((name.to_owned(), moment.clone(), confirm));
                if base.is_some_and(|base| !moment.may_end(base, self.zone)) {
                    self.fault(name, Fault::TooEarly);
                } else if prefer == Prefer::Past && moment.at > self.soon() {
                    self.fault(name, Fault::NotYet);
                }
                Some(moment)
            }
            Err(error) => {
                self.fault(name, Fault::Moment(error));
                None
            }
        }
    }

    /// Up to when something counts as having happened: clocks differ, and forms take time.
    fn soon(&self) -> Timestamp {
        self.now.plus_minutes(10)
    }

    /// A moment that is still to come; `None` if nothing was typed. A day without a time may be today.
    pub fn coming(&mut self, name: &str) -> Option<Moment> {
        let moment = self.moment(name, Prefer::Future, None)?;
        if moment.grain.has_clock() && moment.at < self.now.to_minute() {
            self.fault(name, Fault::Passed);
        }
        Some(moment)
    }

    /// An instant to the minute that has passed; `None` if nothing was typed.
    pub fn instant(&mut self, name: &str) -> Option<Timestamp> {
        let moment = self.moment(name, Prefer::Past, None)?;
        if moment.approx || !moment.grain.has_clock() {
            self.fault(name, Fault::NotExact);
        }
        Some(moment.at)
    }

    /// A time of day in minutes after midnight; `None` if nothing was typed.
    pub fn time_of_day(&mut self, name: &str) -> Option<u16> {
        let text = self.single(name);
        if text.trim().is_empty() {
            return None;
        }
        let read_at = |now| {
            let prefer = Prefer::Future;
            let read = parse::moment(Input { text, now, prefer, base: None, zone: self.zone })?;
            Ok((read.moment.at.in_zone(self.zone).time(), read.moment))
        };
        match read_at(self.now) {
            Ok((time, moment)) => {
                // "In 30 minutes" is another time of day whenever it is read.
                let next = read_at(self.now.plus_minutes(1));
                let stays = next.is_ok_and(|(later, _)| later == time);
                if moment.approx || !moment.grain.has_clock() || !stays {
                    self.fault(name, Fault::NotExact);
                    return None;
                }
                u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
            }
            Err(error) => {
                self.fault(name, Fault::Moment(error));
                None
            }
        }
    }

    /// A moment that has to be there.
    pub fn required_moment(
        &mut self,
        name: &str,
        prefer: Prefer,
        base: Option<Timestamp>,
    ) -> Option<Moment> {
        if self.typed.get(name).trim().is_empty() {
            self.fault(name, Fault::Moment(MomentError::Empty));
        }
        self.moment(name, prefer, base)
    }

    /// The number of a record; `None` if nothing was typed.
    pub fn reference(&mut self, name: &str, kind: ReferenceKind) -> Option<Reference> {
        let typed = self.line(name, LINE);
        if typed.is_empty() {
            return None;
        }
        self.references_in(name, &typed, &[kind]).into_iter().next()
    }

    /// Numbers of records, one a line.
    pub fn references(&mut self, name: &str, kinds: &[ReferenceKind]) -> Vec<Reference> {
        let typed = self.text(name, PARAGRAPH);
        self.references_in(name, &typed, kinds)
    }

    fn references_in(
        &mut self,
        name: &str,
        typed: &str,
        kinds: &[ReferenceKind],
    ) -> Vec<Reference> {
        let mut found: Vec<Reference> = Vec::new();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.parse::<Reference>() {
                Ok(reference) if !kinds.contains(&reference.kind) => {
                    self.fault(name, Fault::Reference);
                }
                Ok(reference) if found.contains(&reference) => {}
                Ok(reference) => found.push(reference),
                Err(_) => self.fault(name, Fault::Reference),
            }
        }
        found
    }

    /// A whole number, with or without separators; `None` if nothing was typed.
    pub fn number(&mut self, name: &str) -> Option<u64> {
        let text: String =
            self.single(name).chars().filter(|letter| !matches!(letter, ',' | ' ')).collect();
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| *number <= 1_000_000_000_000);
        if number.is_none() {
            self.fault(name, Fault::Number);
        }
        number
    }
}

/// The name of a field in a language.
pub fn in_language(name: &str, language: Language) -> String {
    format!("{name}_{}", language.tag())
}

/// A text from what was typed in either language.
pub fn localized(ja: String, en: String) -> Option<LocalizedText> {
    match (ja.is_empty(), en.is_empty()) {
        (true, true) => None,
        (false, true) => Some(LocalizedText::only(Language::Ja, ja)),
        (true, false) => Some(LocalizedText::only(Language::En, en)),
        (false, false) => Some(LocalizedText::both(ja, en)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::Grain;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::new(
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        )
    }

    fn faults(fields: &[(&str, &str)], read: impl FnOnce(&mut Reader<'_>)) -> Faults {
        let typed = typed(fields);
        let zone = TimeZone::UTC;
        let mut reader = Reader::new(&typed, Timestamp::from_seconds(1_476_175_200), &zone);
        read(&mut reader);
        reader.faults
    }

    #[test]
    fn a_text_is_refused_for_what_cannot_be_seen_and_for_its_length() {
        let read = |text: &str| {
            let found = faults(&[("t", text)], |reader| drop(reader.text("t", 5)));
            found.into_iter().next().map(|(_, fault)| fault)
        };
        assert_eq!(read(" 一行目\r\n二 "), None);
        assert_eq!(read("123456"), Some(FieldError::TooLong(5).into()));
        assert_eq!(read("a\u{0}"), Some(FieldError::Control.into()));
        assert_eq!(read("a\u{202e}b"), Some(FieldError::Direction.into()));
        assert_eq!(read("a\u{fffd}"), Some(FieldError::Unreadable.into()));
    }

    #[test]
    fn a_moment_that_cannot_be_read_is_named_at_its_field() {
        let found = faults(&[("started", "夕方"), ("ended", "")], |reader| {
            reader.moment("started", Prefer::Past, None);
            reader.required_moment("ended", Prefer::Past, None);
            assert_eq!(reader.moment("other", Prefer::Past, None), None);
        });
        assert_eq!(
            found,
            [
                ("started".to_owned(), Fault::Moment(MomentError::VagueTime)),
                ("ended".to_owned(), Fault::Moment(MomentError::Empty)),
            ]
        );
    }

    #[test]
    fn about_a_full_hour_ago_is_stored_as_an_hour() {
        let grain = |text: &str| {
            let mut grain = None;
            faults(&[("t", text)], |reader| {
                grain = reader.moment("t", Prefer::Past, None).map(|moment| moment.grain);
            });
            grain
        };
        assert_eq!(grain("約40分前"), Some(Grain::Hour));
        assert_eq!(grain("約2時間前"), Some(Grain::Minute));
        assert_eq!(grain("40分前"), Some(Grain::Minute));
    }

    #[test]
    fn only_what_the_form_offers_can_be_chosen() {
        let found =
            faults(&[("service", "mail"), ("service", "ftp"), ("scope", "half")], |reader| {
                assert_eq!(reader.keys("service", |key| key.as_str() == "mail").len(), 1);
                assert_eq!(reader.choice("scope", &[("all", 1), ("some", 2)]), None);
            });
        assert_eq!(
            found,
            [("service".to_owned(), Fault::NOT_OFFERED), ("scope".to_owned(), Fault::NOT_OFFERED)]
        );
    }

    #[test]
    fn a_time_of_day_is_the_same_whenever_it_is_read() {
        let found = faults(&[("a", "18:00"), ("b", "30分後"), ("c", "18時頃")], |reader| {
            assert_eq!(reader.time_of_day("a"), Some(18 * 60));
            assert_eq!(reader.time_of_day("b"), None);
            assert_eq!(reader.time_of_day("c"), None);
        });
        let both = ["b", "c"].map(|name| (name.to_owned(), Fault::NotExact));
        assert_eq!(found, both);
    }

    #[test]
    fn a_number_may_have_separators_and_nothing_else() {
        let found = faults(&[("n", "12,400"), ("m", "many"), ("o", "-1")], |reader| {
            assert_eq!(reader.number("n"), Some(12_400));
            assert_eq!(reader.number("m"), None);
            assert_eq!(reader.number("o"), None);
        });
        assert_eq!(found.len(), 2);
    }
}
