//! What was typed, carried through signing in again: folded into one value of a hidden field, and
//! never stored.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::form::Form;
use crate::{
    views::console::fault::Kept,
    web::{limits::FORM_BYTES, posting::sheet::PAGE},
};

/// Fields that are never carried.
const SECRETS: [&str; 10] = [
    "password",
    "current",
    "code",
    "sealed",
    "credential_id",
    "client_data",
    "authenticator_data",
    "signature",
    "user_handle",
    "attestation",
];
/// Fields that say nothing to a person.
const UNREADABLE: [&str; 7] = ["kept", "next", "step", "checked", "submission", "version", PAGE];
/// The longest folded value, in bytes. Folding makes four bytes of three; a form that is too long for this
/// consists of characters that nobody can type.
const LONGEST: usize = FORM_BYTES / 2 * 3;

/// A form without its secrets. One that carries another, as those for signing in do, goes on carrying
/// it, and it is the other one that is read.
pub(super) fn of(form: &Form, action: &str) -> Kept {
    let fields = form
        .pairs()
        .filter(|(name, _)| !SECRETS.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let carried = unfold(form.text("kept"), "").map(|carried| carried.readable);
    let mut kept = with(fields, action);
    kept.readable.extend(carried.unwrap_or_default());
    kept
}

fn with(fields: Vec<(String, String)>, action: &str) -> Kept {
    let readable = fields
        .iter()
        .filter(|(name, value)| !UNREADABLE.contains(&name.as_str()) && !value.trim().is_empty())
        .map(|(_, value)| value.clone())
        .collect();
    Kept { action: action.to_owned(), fields, readable }
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
    Some(with(fields, action))
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
    fn what_a_form_carries_is_carried_on_and_read() {
        let notice = Form::parse("free_ja=%E9%9A%9C%E5%AE%B3&step=check".as_bytes()).unwrap();
        let folded = fold(&of(&notice, "/console/x")).unwrap();
        let sign_in = format!("name=taro&password=x&next=/console/x&kept={folded}");
        let kept = of(&Form::parse(sign_in.as_bytes()).unwrap(), "/console/sign-in");
        assert_eq!(kept.readable, ["taro", "障害"]);
        assert!(kept.fields.contains(&("kept".to_owned(), folded)));
        assert!(!kept.fields.iter().any(|(name, _)| name == "password"));
    }

    #[test]
    fn what_is_no_folded_form_is_nothing() {
        for value in ["", "%", "AAAA", "e30"] {
            assert_eq!(unfold(value, "/console"), None, "{value}");
        }
    }
}
