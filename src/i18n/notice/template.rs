//! The files of notice templates, `locales/{ja,en}/notices/I1.txt`, and how they are read.
//!
//! ```text
//! title: {service}：{symptom_short}
//! subject: 【障害発生】{service}：{symptom_short}（第{n}報）[{ref}]
//! subject[cause=unknown]: …          optional: the subject while the cause is unknown
//!
//! @mail {service}をご利用のお客様へ     a line of the mail only
//!
//! 現在、{service}において、…           every line is a paragraph; an empty line stays empty
//! ```
//!
//! `{name}` is a placeholder of [`Placeholder`]; in English a mode may follow it: `{next_update:by}`,
//! `{who:lower}`. To add a template: its variant in [`Template`], its files in both languages, and its
//! line in [`source`]; a file that is missing does not compile, and a test reads each of them.

use std::sync::LazyLock;

use super::placeholder::{Placeholder, SlotMode};
use crate::domain::{
    language::{Language, Localized},
    notice::Template,
};

/// A template in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The title on the web.
    pub title: Vec<Part>,
    /// The subject of the mail.
    pub subject: Vec<Part>,
    /// The subject while the cause is unknown, where it differs.
    pub subject_cause_unknown: Option<Vec<Part>>,
    /// The lines of the text.
    pub body: Vec<Line>,
}

/// A line of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether only the mail has it.
    pub mail_only: bool,
    /// What it consists of; nothing for an empty line.
    pub parts: Vec<Part>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(String),
    /// A place for a value.
    Slot(Placeholder, SlotMode),
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A line before the text is neither title nor subject.
    #[error("line {0} is not `title: …` or `subject: …`")]
    Head(usize),
    /// Title or subject is missing.
    #[error("the title or the subject is missing")]
    Incomplete,
    /// A placeholder that there is not, or that is not closed.
    #[error("`{0}` is not a placeholder")]
    Placeholder(String),
}

/// Reads a template.
///
/// # Errors
///
/// [`TemplateError`] with what is wrong first.
pub fn parse(source: &str) -> Result<Parsed, TemplateError> {
    let (mut title, mut subject, mut subject_cause_unknown) = (None, None, None);
    let mut lines = source.lines().enumerate();
    for (index, line) in lines.by_ref().take_while(|(_, line)| !line.is_empty()) {
        let (name, text) = line.split_once(": ").ok_or(TemplateError::Head(index + 1))?;
        let slot = match name {
            "title" => &mut title,
            "subject" => &mut subject,
            "subject[cause=unknown]" => &mut subject_cause_unknown,
            _ => return Err(TemplateError::Head(index + 1)),
        };
        *slot = Some(parts(text)?);
    }
    let body = lines
        .map(|(_, line)| {
            let (mail_only, text) = match line.strip_prefix("@mail ") {
                Some(text) => (true, text),
                None => (false, line),
            };
            Ok(Line { mail_only, parts: parts(text)? })
        })
        .collect::<Result<_, TemplateError>>()?;
    Ok(Parsed {
        title: title.ok_or(TemplateError::Incomplete)?,
        subject: subject.ok_or(TemplateError::Incomplete)?,
        subject_cause_unknown,
        body,
    })
}

fn parts(text: &str) -> Result<Vec<Part>, TemplateError> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            found.push(Part::Text(before.to_owned()));
        }
        let wrong = || TemplateError::Placeholder(after.chars().take(40).collect());
        let (inner, after) = after.split_once('}').ok_or_else(wrong)?;
        let (name, mode) = match inner.split_once(':') {
            Some((name, mode)) => (name, SlotMode::from_name(mode).ok_or_else(wrong)?),
            None => (inner, SlotMode::Plain),
        };
        found.push(Part::Slot(Placeholder::from_name(name).ok_or_else(wrong)?, mode));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Part::Text(rest.to_owned()));
    }
    Ok(found)
}

/// A template in a language.
pub fn template(template: Template, language: Language) -> &'static Parsed {
    static ALL: LazyLock<Vec<Localized<Parsed>>> = LazyLock::new(|| {
        let read = |template: Template| {
            Localized::from_fn(|language| {
                parse(source(template).get(language)).unwrap_or_else(|error| {
                    let (name, language) = (template.name(), language.tag());
                    panic!("the templates are compiled in and tested: {name} {language}: {error}")
                })
            })
        };
        Template::ALL.into_iter().map(read).collect()
    });
    // `Template::ALL` lists the variants in the order in which they are declared.
    ALL[template as usize].get(language)
}

macro_rules! files {
    ($name:literal) => {
        Localized::new(
            include_str!(concat!("../../../locales/ja/notices/", $name, ".txt")),
            include_str!(concat!("../../../locales/en/notices/", $name, ".txt")),
        )
    };
}

/// The files of a template.
const fn source(template: Template) -> Localized<&'static str> {
    match template {
        Template::I1 => files!("I1"),
        Template::I2 => files!("I2"),
        Template::I3 => files!("I3"),
        Template::I4 => files!("I4"),
        Template::I5 => files!("I5"),
        Template::I6 => files!("I6"),
        Template::I7 => files!("I7"),
        Template::I8 => files!("I8"),
        Template::I9 => files!("I9"),
        Template::I10 => files!("I10"),
        Template::I11 => files!("I11"),
        Template::I12 => files!("I12"),
        Template::I13 => files!("I13"),
        Template::M1 => files!("M1"),
        Template::M2 => files!("M2"),
        Template::M3 => files!("M3"),
        Template::M4 => files!("M4"),
        Template::M4P => files!("M4p"),
        Template::M5 => files!("M5"),
        Template::M6 => files!("M6"),
        Template::M7 => files!("M7"),
        Template::M8 => files!("M8"),
        Template::M9 => files!("M9"),
        Template::M10 => files!("M10"),
        Template::M11 => files!("M11"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_its_head_and_its_lines() {
        let read = parse("title: T\nsubject: [{ref}] S\n\n@mail To {service}\n\n{who:lower} x.\n")
            .unwrap();
        assert_eq!(read.subject[1], Part::Slot(Placeholder::Ref, SlotMode::Plain));
        assert_eq!(read.body.len(), 3);
        assert!(read.body[0].mail_only && read.body[1].parts.is_empty());
        assert_eq!(read.body[2].parts[0], Part::Slot(Placeholder::Who, SlotMode::Lower));
    }

    #[test]
    fn what_is_not_a_template_is_refused() {
        let wrong = |source| parse(source).unwrap_err();
        assert_eq!(wrong("title: T\n\n"), TemplateError::Incomplete);
        assert_eq!(wrong("titel: T\nsubject: S\n\n"), TemplateError::Head(1));
        assert_eq!(wrong("title: T\nsubject\n\n"), TemplateError::Head(2));
        let inner = |text: &str| TemplateError::Placeholder(text.to_owned());
        assert_eq!(wrong("title: {what_is_this}\nsubject: S\n"), inner("what_is_this}"));
        assert_eq!(wrong("title: T\nsubject: S\n\n{service"), inner("service"));
        assert_eq!(wrong("title: T\nsubject: S\n\n{as_of:after}"), inner("as_of:after}"));
    }

    #[test]
    fn every_template_is_found_under_its_name() {
        for (index, name) in Template::ALL.into_iter().enumerate() {
            assert_eq!(name as usize, index);
            assert_eq!(*template(name, Language::Ja), parse(source(name).ja).unwrap());
            assert_eq!(*template(name, Language::En), parse(source(name).en).unwrap());
        }
    }
}
