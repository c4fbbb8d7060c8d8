//! References inside narrative text: `{{moment:b0|since}}` (domain rules 3.12).
//!
//! Ids are stored and labels rendered (rule D01). This module only takes texts apart and checks what
//! they refer to; `i18n` says them in a language.

use super::key::Key;

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceTarget {
    /// A moment of the record.
    Moment,
    /// The span of a period.
    Span,
    /// A window of the same maintenance.
    Window,
    /// All windows of a maintenance, by its reference number.
    MaintenanceSpan,
    /// A main period: ①.
    Period,
    /// One or more callouts of a figure.
    Callout,
    /// A measure: 対処①.
    Measure,
    /// A figure: 図1.
    Figure,
    /// A section of a report.
    Section,
    /// A maintenance, by its reference number.
    Maintenance,
    /// An incident, by its reference number.
    Incident,
}

impl ReferenceTarget {
    const WORDS: [(&'static str, Self); 11] = [
        ("moment", Self::Moment),
        ("span", Self::Span),
        ("window", Self::Window),
        ("maint_span", Self::MaintenanceSpan),
        ("period", Self::Period),
        ("callout", Self::Callout),
        ("measure", Self::Measure),
        ("figure", Self::Figure),
        ("section", Self::Section),
        ("maint", Self::Maintenance),
        ("incident", Self::Incident),
    ];
}

/// How a moment is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// As its context has it.
    #[default]
    Plain,
    /// `at`.
    At,
    /// `by`.
    By,
    /// `since`.
    Since,
    /// `until`.
    Until,
    /// Month and day only.
    MonthDay,
    /// The clock time only.
    Time,
}

impl Mode {
    const WORDS: [(&'static str, Self); 6] = [
        ("at", Self::At),
        ("by", Self::By),
        ("since", Self::Since),
        ("until", Self::Until),
        ("md", Self::MonthDay),
        ("time", Self::Time),
    ];
}

/// A piece of a narrative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// A reference.
    Reference {
        /// What kind of thing it names.
        target: ReferenceTarget,
        /// The keys it names; more than one only for callouts.
        keys: Vec<Key>,
        /// How it is said.
        mode: Mode,
    },
}

/// A reference that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a reference")]
pub struct InvalidNarrative(pub String);

/// Takes a narrative text apart.
///
/// # Errors
///
/// [`InvalidNarrative`] with the reference that cannot be read: an unknown kind or mode, an id that is
/// no key, or braces that are not closed.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, InvalidNarrative> {
    each(text).into_iter().collect()
}

/// Takes a narrative text apart, as far as it can be read: every reference that cannot be read stands in its
/// place.
pub fn each(text: &str) -> Vec<Result<Piece<'_>, InvalidNarrative>> {
    let start = |text: &str| InvalidNarrative(text.chars().take(40).collect());
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        if open > 0 {
            found.push(Ok(Piece::Text(&rest[..open])));
        }
        let after = &rest[open + 2..];
        let Some(close) = after.find("}}") else {
            found.push(Err(start(&rest[open..])));
            return found;
        };
        let inner = &after[..close];
        found.push(reference(inner).ok_or_else(|| start(inner)));
        rest = &after[close + 2..];
    }
    if !rest.is_empty() {
        found.push(Ok(Piece::Text(rest)));
    }
    found
}

fn reference(inner: &str) -> Option<Piece<'static>> {
    let (named, mode) = match inner.split_once('|') {
        Some((named, word)) => (named, Mode::WORDS.iter().find(|(known, _)| *known == word)?.1),
        None => (inner, Mode::Plain),
    };
    let (kind, ids) = named.split_once(':')?;
    let target = ReferenceTarget::WORDS.iter().find(|(known, _)| *known == kind)?.1;
    let keys: Vec<Key> = ids.split(',').map(|id| id.trim().parse().ok()).collect::<Option<_>>()?;
    (keys.len() == 1 || target == ReferenceTarget::Callout).then_some(Piece::Reference {
        target,
        keys,
        mode,
    })
}
