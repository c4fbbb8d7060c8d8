//! What can be wrong with what was typed into a field, whatever the field is about. The forms of the
//! console and those of posting read text in the same way.
//!
//! To add a mistake that any field can have: a variant, its sentence, and where it is found.

use crate::{
    domain::characters::{Refused, refused},
    i18n::sentences::Sentences,
};

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing but spaces.
    Missing,
    /// More than so many characters.
    TooLong(usize),
    /// Bytes that are no UTF-8.
    Unreadable,
    /// A control character.
    Control,
    /// More than one line, where one is asked for.
    Lines,
    /// A mark that changes the direction of writing.
    Direction,
    /// Not one of the values to choose from.
    Choice,
    /// Sent more than once.
    Repeated,
}

impl FieldError {
    /// The sentence for the field.
    pub fn sentence(self, t: &Sentences) -> String {
        match self {
            Self::Missing => t.msg_form_missing(),
            Self::TooLong(max) => t.msg_form_too_long(u64::try_from(max).unwrap_or(u64::MAX)),
            Self::Unreadable => t.msg_form_unreadable(),
            Self::Control => t.msg_form_control(),
            Self::Lines => t.msg_form_lines(),
            Self::Direction => t.msg_form_direction(),
            Self::Choice => t.msg_form_choice(),
            Self::Repeated => t.msg_form_repeated(),
        }
    }
}

/// A text of several lines, as it may be stored: without the spaces around it, with line feeds alone at
/// the ends of lines, and of at most `longest` characters.
///
/// # Errors
///
/// What is wrong with it.
pub fn passage(text: &str, longest: usize) -> Result<String, FieldError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    if text.chars().count() > longest {
        return Err(FieldError::TooLong(longest));
    }
    match refused(&text) {
        // What is no UTF-8 is replaced by this character when a form is read.
        None if text.contains(char::REPLACEMENT_CHARACTER) => Err(FieldError::Unreadable),
        None => Ok(text),
        Some(Refused::Control(_)) => Err(FieldError::Control),
        Some(Refused::Direction(_)) => Err(FieldError::Direction),
    }
}

/// The same of one line.
///
/// # Errors
///
/// What is wrong with it.
pub fn line(text: &str, longest: usize) -> Result<String, FieldError> {
    let text = passage(text, longest)?;
    if text.contains('\n') { Err(FieldError::Lines) } else { Ok(text) }
}
