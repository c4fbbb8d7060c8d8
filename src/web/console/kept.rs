//! What was typed, carried through signing in again: folded into one value of a hidden field, and
//! never stored.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::form::Form;
use crate::{views::console::fault::Kept, web::limits::FORM_BYTES};

/// Fields that are never carried.
const SECRETS: [&str; 11] = [
    "password",
    "current",
    "code",
    "kept",
    "sealed",
    "credential_id",
    "client_data",
    "authenticator_data",
    "signature",
    "user_handle",
    "attestation",
];
/// The longest folded value, in bytes. Folding makes four bytes of three; a form that is too long for this
/// consists of characters that nobody can type.
const LONGEST: usize = FORM_BYTES / 2 * 3;

/// A form without its secrets.
pub(super) fn of(form: &Form, action: &str) -> Kept {
    let fields = form
        .pairs()
        .filter(|(name, _)| !SECRETS.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Kept { action: action.to_owned(), fields }
}

/// A form in one value; `None` if it is too long to be carried.
pub(super) fn fold(kept: &Kept) -> Option<String> {
    let json = serde_json::to_vec(&kept.fields).ok()?;
    Some(URL_SAFE_NO_PAD.encode(json)).filter(|folded| folded.len() <= LONGEST)
}

/// The form of such a value; `None` if there is none.
pub(super) fn unfold(value: &str, action: &str) -> Option<Kept> {
    if value.is_empty() || value.len() > LONGEST {
        return None;
    }
    let fields = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
    Some(Kept { action: action.to_owned(), fields })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::console::form::MOST_FIELDS;

    #[test]
    fn everything_but_secrets_comes_back() {
        let form =
            Form::parse("title=%E9%9A%9C%E5%AE%B3&s=a&s=b&password=x&code=1".as_bytes()).unwrap();
        let kept = of(&form, "/console/x");
        let names: Vec<&str> = kept.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["title", "s", "s"]);
        assert_eq!(unfold(&fold(&kept).unwrap(), "/console/x"), Some(kept));
    }

    #[test]
    fn whatever_the_console_takes_as_a_form_can_be_carried() {
        for text in ["x", "%E9%9A%9C", "%22", "%0A"] {
            let body = format!("a={}", text.repeat((FORM_BYTES - 2) / text.len()));
            let kept = of(&Form::parse(body.as_bytes()).unwrap(), "/console/x");
            assert_eq!(unfold(&fold(&kept).unwrap(), "/console/x"), Some(kept), "{text}");
        }
        let fields = "a=&".repeat(MOST_FIELDS - 1);
        let body = format!("{fields}{}", "x".repeat(FORM_BYTES - fields.len()));
        assert!(fold(&of(&Form::parse(body.as_bytes()).unwrap(), "/console/x")).is_some());
    }

    #[test]
    fn what_is_no_folded_form_is_nothing() {
        for value in ["", "%", "AAAA", "e30"] {
            assert_eq!(unfold(value, "/console"), None, "{value}");
        }
    }
}
