//! Mail and IP addresses in what is about to become public (rule D24): they are warned about, and stay
//! only with a reason, which the audit log keeps.

use super::{
    maker::{Maker, language_label},
    reader::{Fault, PARAGRAPH, Reader, Rule},
    texts::is_made,
    typed::Typed,
};
use crate::{
    domain::{
        audit::{Exception, Reason},
        language::Language,
        provider::Provider,
        public_text::{self, WarningKind},
        text::LocalizedText,
    },
    i18n::sentences::Sentences,
    views::console::sheet::{Input, Part, Section},
};

/// The field of the reason.
pub const REASON: &str = "address_reason";

/// An address that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In the text of which language.
    pub language: Language,
    /// Of which kind.
    pub kind: WarningKind,
    /// The address.
    pub text: String,
}

/// The addresses in all texts of a form, each once, besides those in `known`: what was public already.
pub fn found(typed: &Typed, known: &Typed, provider: &Provider) -> Vec<Found> {
    let mut found = Vec::new();
    for (name, value) in typed.fields() {
        let language = Language::ALL
            .into_iter()
            .find(|it| name.strip_suffix(it.tag()).is_some_and(|rest| rest.ends_with('_')));
        let Some(language) = language.filter(|_| !is_made(name)) else { continue };
        if known.get(name) == value {
            continue;
        }
        let text = LocalizedText::only(language, value.as_str());
        for warning in public_text::warnings(&text, provider) {
            let kind = warning.kind;
            let address = value.get(warning.range).unwrap_or_default().to_owned();
            let one = Found { language, kind, text: address };
            let counts = matches!(kind, WarningKind::MailAddress | WarningKind::IpAddress);
            if counts && !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

/// The warnings about them.
pub fn warnings(t: &Sentences, found: &[Found]) -> Vec<String> {
    let sentence = |found: &Found| {
        let name = language_label(t, found.language);
        match found.kind {
            WarningKind::IpAddress => t.msg_post_warn_ip(name, &found.text),
            _ => t.msg_post_warn_mail(name, &found.text),
        }
    };
    found.iter().map(sentence).collect()
}

/// Reads why they stay; when the form is to be published, the reason has to be there.
pub fn reason(reader: &mut Reader<'_>, found: &[Found], publishes: bool) -> Option<Reason> {
    if found.is_empty() {
        return None;
    }
    let text = reader.text(REASON, PARAGRAPH);
    if text.is_empty() {
        if publishes {
            reader.fault(REASON, Fault::Rule(Rule::AddressReason));
        }
        return None;
    }
    Some(Reason { exception: Exception::AddressInText, text })
}

/// The input for the reason; nothing as long as there is no address.
pub fn input(maker: &Maker<'_>, found: &[Found]) -> Option<Input> {
    let mut input = maker.text(REASON, maker.t().msg_post_address_reason(), PARAGRAPH);
    input.hint = maker.t().msg_post_address_hint();
    (!found.is_empty()).then_some(input)
}

/// The section of a form in which a reason is asked for, with the warnings.
pub fn section(maker: &Maker<'_>, found: &[Found]) -> Option<Section> {
    let mut parts: Vec<Part> = warnings(maker.t(), found).into_iter().map(Part::Text).collect();
    parts.push(Part::One(input(maker, found)?));
    Some(Section { id: "addresses".to_owned(), title: maker.t().msg_post_addresses(), parts })
}
