//! Forms as they were sent: read strictly, so that what cannot be text is said at its field, and kept,
//! so that nothing typed is lost.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::fault::Fault;
use crate::web::field;
pub use crate::web::field::FieldError;

/// The most fields of a form (requirement S24): the record of a long incident has several hundred.
pub const MOST_FIELDS: usize = 1_000;

/// A form (`application/x-www-form-urlencoded`); cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Form(std::sync::Arc<Vec<Sent>>);

/// A field as it was sent.
#[derive(Clone, Debug)]
struct Sent {
    name: String,
    /// The text; what is no UTF-8 is replaced by U+FFFD.
    text: String,
    is_utf8: bool,
}

/// A form with too many fields: what was read of it.
#[derive(Clone, Debug)]
pub struct TooManyFields(pub Form);

impl Form {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// [`TooManyFields`] for more than [`MOST_FIELDS`].
    pub fn parse(body: &[u8]) -> Result<Self, TooManyFields> {
        let mut fields = Vec::new();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            if fields.len() == MOST_FIELDS {
                return Err(TooManyFields(Self(std::sync::Arc::new(fields))));
            }
            let middle = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at(middle);
            let bytes = decoded(value.get(1..).unwrap_or_default());
            let is_utf8 = std::str::from_utf8(&bytes).is_ok();
            // Browsers send the end of a line as CR LF (HTML, constructing the entry list).
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            let name = String::from_utf8_lossy(&decoded(name)).into_owned();
            fields.push(Sent { name, text, is_utf8 });
        }
        Ok(Self(std::sync::Arc::new(fields)))
    }

    /// What was typed into a field, to be shown again; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.find(name).map_or("", |sent| &sent.text)
    }

    /// Every value of a field that can be chosen more than once.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |sent| sent.name == name).map(|sent| sent.text.as_str())
    }

    /// Every field with its text, in the order in which they were sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|sent| (sent.name.as_str(), sent.text.as_str()))
    }

    /// One line that must be there, without the spaces around it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn line(&self, name: &str, max: usize) -> Result<String, FieldError> {
        let text = self.optional_line(name, max)?;
        if text.is_empty() { Err(FieldError::Missing) } else { Ok(text) }
    }

    /// One line that may be empty.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn optional_line(&self, name: &str, max: usize) -> Result<String, FieldError> {
        field::line(self.readable(name)?, max)
    }

    /// A secret, exactly as it was typed.
    ///
    /// # Errors
    ///
    /// [`FieldError::Missing`] or [`FieldError::Unreadable`].
    pub fn secret(&self, name: &str) -> Result<String, FieldError> {
        let text = self.readable(name)?;
        if text.is_empty() { Err(FieldError::Missing) } else { Ok(text.to_owned()) }
    }

    /// One of a few values.
    ///
    /// # Errors
    ///
    /// [`FieldError::Choice`] for any other.
    pub fn choice<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, FieldError> {
        read(self.readable(name)?).ok_or(FieldError::Choice)
    }

    fn readable(&self, name: &str) -> Result<&str, FieldError> {
        if self.all(name).nth(1).is_some() {
            return Err(FieldError::Repeated);
        }
        match self.find(name) {
            Some(Sent { is_utf8: false, .. }) => Err(FieldError::Unreadable),
            Some(sent) => Ok(&sent.text),
            None => Ok(""),
        }
    }

    fn find(&self, name: &str) -> Option<&Sent> {
        self.0.iter().find(|sent| sent.name == name)
    }
}

/// The bytes of a value. A `%` that is not followed by two digits stands for itself (URL Standard,
/// percent-decode).
fn decoded(value: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> =
        value.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_encoding::percent_decode(&spaced).collect()
}

impl<S: Sync> FromRequestParts<S> for Form {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &str) -> Form {
        Form::parse(body.as_bytes()).unwrap()
    }

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let form =
            form("name=%E4%BD%90%E8%97%A4+%E8%91%B5&s=mail&s=web&text=a%0D%0Ab&odd=100%&=x&y");
        assert_eq!(form.text("name"), "佐藤 葵");
        assert_eq!(form.all("s").collect::<Vec<_>>(), ["mail", "web"]);
        assert_eq!(form.text("text"), "a\nb");
        assert_eq!(form.text("odd"), "100%");
        assert_eq!(form.text("absent"), "");
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        for (body, error) in [
            ("", FieldError::Missing),
            ("x=", FieldError::Missing),
            ("x=+++%E3%80%80", FieldError::Missing),
            ("x=abcdef", FieldError::TooLong(5)),
            ("x=%FF%FE", FieldError::Unreadable),
            ("x=%E4%BD", FieldError::Unreadable),
            ("x=a%00b", FieldError::Control),
            ("x=a%1Bb", FieldError::Control),
            ("x=a%0Ab", FieldError::Lines),
            ("x=a%0Db", FieldError::Lines),
            ("x=a%E2%80%AEb", FieldError::Direction),
            ("x=a&x=b", FieldError::Repeated),
        ] {
            assert_eq!(form(body).line("x", 5), Err(error), "{body}");
        }
    }

    #[test]
    fn a_secret_is_taken_exactly_as_it_was_typed() {
        assert_eq!(form("p=+a%09b+").secret("p"), Ok(" a\tb ".to_owned()));
        assert_eq!(form("p=%FF").secret("p"), Err(FieldError::Unreadable));
        assert_eq!(form("").secret("p"), Err(FieldError::Missing));
    }

    #[test]
    fn a_form_has_at_most_a_thousand_fields() {
        assert!(Form::parse("a=b&".repeat(MOST_FIELDS).as_bytes()).is_ok());
        let one_more = "a=b&".repeat(MOST_FIELDS + 1);
        let TooManyFields(read) = Form::parse(one_more.as_bytes()).unwrap_err();
        assert_eq!(read.pairs().count(), MOST_FIELDS);
    }
}
