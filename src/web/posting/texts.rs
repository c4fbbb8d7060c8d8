//! The text of a notice in both languages: what the operator wrote, or what the template makes of the
//! values; for a language that nobody wrote, what it makes of the facts alone (rule D21).

use super::{
    asked,
    reader::{BODY, Fault, Reader, Rule, SUBJECT, Size, in_language},
    typed::Typed,
};
use crate::{
    domain::{
        audit,
        language::Language,
        text::{LocalizedText, TextState},
        time::Timestamp,
    },
    i18n::notice::{Gap, GapReason, Notice, Written, placeholder::Placeholder},
};

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The subject of its mail.
    pub subject: LocalizedText,
    /// Its text.
    pub body: LocalizedText,
}

/// One language's version.
#[derive(Clone, Debug)]
struct Version {
    subject: String,
    body: String,
    /// Whether a person stands for it.
    approved: bool,
}

/// Puts a notice into words. What is missing in both languages is noted at the fields of the
/// operator's language; `None` then.
pub fn compose(
    notice: &Notice<'_>,
    reader: &mut Reader<'_>,
    language: Language,
    by: (&str, Timestamp),
) -> Option<Texts> {
    let mut versions = Vec::new();
    let mut gaps = Vec::new();
    for each in Language::ALL {
        match version(notice, reader, each) {
            Ok(version) => versions.push((each, version)),
            Err(found) => gaps.push((each, found)),
        }
    }
    if !versions.iter().any(|(_, version)| version.approved) {
        let own = gaps.iter().find(|(each, _)| *each == language).or_else(|| gaps.first());
        if let Some((_, gaps)) = own {
            for gap in gaps {
                report(reader, gap);
            }
        }
        return None;
    }
    for (each, _) in gaps {
        if let Ok(written) = notice.generated(each) {
            versions.push((each, Version::of(written, false)));
        }
    }
    if reader.typed().get("step") == "post" {
        for (each, version) in &mut versions {
            version.keep(reader, *each);
        }
    }
    versions.sort_by_key(|(_, version)| !version.approved);
    let (source, first) = versions.first()?.clone();
    let mut subject = LocalizedText::only(source, first.subject);
    let mut body = LocalizedText::only(source, first.body);
    for (each, version) in versions.iter().filter(|(each, _)| *each != source) {
        let state = if version.approved { TextState::Approved } else { TextState::Auto };
        subject.write(*each, &version.subject, state, by.0, by.1);
        body.write(*each, &version.body, state, by.0, by.1);
    }
    Some(Texts { subject, body })
}

impl Version {
    /// What is posted is what was checked, though the facts would say it otherwise by now: "as of 10:00".
    fn keep(&mut self, reader: &mut Reader<'_>, language: Language) {
        let texts = [("subject", SUBJECT, &mut self.subject), ("body", BODY, &mut self.body)];
        for (name, longest, text) in texts {
            let checked = reader.text(&in_language(name, language), longest);
            if !checked.is_empty() {
                *text = checked;
            }
        }
    }

    fn of(written: Written, approved: bool) -> Self {
        let Written { subject, body, .. } = written;
        Self { subject, body, approved }
    }
}

/// What a language says: the template's text, changed where the operator changed it.
fn version(
    notice: &Notice<'_>,
    reader: &mut Reader<'_>,
    language: Language,
) -> Result<Version, Vec<Gap>> {
    let subject = edited(reader, "subject", SUBJECT, language);
    let body = edited(reader, "body", BODY, language);
    let mut version = match (notice.written(language), &body) {
        (Ok(written), _) => Version::of(written, true),
        (Err(_), Some(_)) => Version::of(notice.generated(language)?, true),
        (Err(gaps), None) => return Err(gaps),
    };
    if let Some(subject) = subject {
        version.subject = subject;
    }
    if let Some(body) = body {
        version.body = body;
    }
    Ok(version)
}

/// Notes what is wrong with the texts as they were sent, also where the facts are not in order yet.
pub fn check(reader: &mut Reader<'_>) {
    for language in Language::ALL {
        reader.text(&in_language("subject", language), SUBJECT);
        reader.text(&in_language("body", language), BODY);
    }
}

/// What the operator changed; `None` where the text is the one that the form proposed, or nothing.
fn edited(reader: &mut Reader<'_>, name: &str, size: Size, language: Language) -> Option<String> {
    let name = in_language(name, language);
    let text = reader.text(&name, size);
    (!text.is_empty() && !is_proposed(reader.typed(), &name, &text)).then_some(text)
}

/// Whether a field still holds what the form proposed for it.
pub fn is_proposed(typed: &Typed, name: &str, text: &str) -> bool {
    typed.get(&made(name)) == audit::fingerprint(text.trim())
}

/// Proposes a text: as long as it is not changed, it follows the facts.
pub fn propose(typed: &mut Typed, name: &str, text: &str) {
    if typed.is_repeated(name) {
        return;
    }
    let unedited = typed.get(name).trim().is_empty() || is_proposed(typed, name, typed.get(name));
    typed.set(name, text);
    if unedited {
        typed.set(&made(name), audit::fingerprint(text.trim()));
    }
}

/// The hidden field that tells whether the text is the one that was proposed.
pub fn made(name: &str) -> String {
    format!("made_{name}")
}

/// Whether a field is one of those that tell.
pub fn is_made(name: &str) -> bool {
    name.starts_with("made_")
}

/// Writes the texts into the form: what the operator sees is what is posted.
pub fn show(typed: &mut Typed, texts: &Texts) {
    for language in Language::ALL {
        for (name, text) in [("subject", &texts.subject), ("body", &texts.body)] {
            let text = text.written(language).unwrap_or_default();
            propose(typed, &in_language(name, language), text);
        }
    }
}

fn report(reader: &mut Reader<'_>, gap: &Gap) {
    let fault = match gap.reason {
        GapReason::Missing => Fault::MISSING,
        GapReason::Reference(_) => Fault::Rule(Rule::Reference),
    };
    let name = match gap.placeholder {
        Placeholder::Who | Placeholder::Symptom => "service".to_owned(),
        Placeholder::CauseStatement => in_language("cause", gap.language),
        Placeholder::Eta => "eta".to_owned(),
        Placeholder::Progress => "queue".to_owned(),
        Placeholder::DataStatement | Placeholder::Remaining => {
            asked::data_gap(reader, gap.language)
        }
        Placeholder::AsOf
        | Placeholder::NextUpdate
        | Placeholder::ObserveUntil
        | Placeholder::Posted
        | Placeholder::Recovered
        | Placeholder::ReportDue
        | Placeholder::RestoredAt
        | Placeholder::Started => gap.placeholder.name().to_owned(),
        text => in_language(text.name(), gap.language),
    };
    reader.fault(&name, fault);
}
