//! Puts the lines of a template together (bilingual texts 1.1, rules 1–6).

use super::{
    Gap, Notice, Written,
    fill::{Filled, Filler, Place},
    template::{Line, Parsed, Part, template},
};
use crate::{
    domain::{incident::CauseState, language::Language},
    i18n::{house, voice::Voice},
};

/// Fills one template in one language.
pub(super) struct Renderer<'a> {
    pub(super) template: &'static Parsed,
    pub(super) filler: Filler<'a>,
}

/// Which lines of a template are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Those of the web page.
    Web,
    /// All of them.
    Mail,
    /// Those that only the mail has.
    MailOnly,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(notice: &'a Notice<'a>, language: Language, generated: bool) -> Self {
        let voice = notice.voice(language);
        Self {
            template: template(notice.template, language),
            filler: Filler::new(notice, voice, generated),
        }
    }

    /// Title, subject and text for the web.
    pub(super) fn web(mut self) -> Result<Written, Vec<Gap>> {
        let subject = match &self.template.subject_cause_unknown {
            Some(unknown) if self.filler.cause_state() == CauseState::Unknown => unknown,
            _ => &self.template.subject,
        };
        let (title, subject) = (self.heading(&self.template.title), self.heading(subject));
        let mut gaps = std::mem::take(&mut self.filler.gaps);
        let body = self.lines(Wanted::Web, &self.template.body);
        if !self.filler.generated {
            gaps.append(&mut self.filler.gaps);
        }
        let subject = self.filler.exercise_tag() + &subject;
        if gaps.is_empty() { Ok(Written { title, subject, body }) } else { Err(distinct(gaps)) }
    }

    fn heading(&mut self, parts: &[Part]) -> String {
        let line = Line { mail_only: false, parts: parts.to_vec() };
        self.line(&line, Place::Heading).unwrap_or_default()
    }

    /// Some lines of the template, with the marks of an exercise and of a generated text.
    pub(super) fn lines(&mut self, wanted: Wanted, body: &[Line]) -> String {
        let mut lines = Vec::new();
        if wanted != Wanted::MailOnly {
            lines.extend(self.filler.exercise_banner());
        }
        let mut marked = wanted == Wanted::MailOnly || !self.filler.generated;
        for line in body {
            let empty = line.parts.is_empty();
            let chosen = match wanted {
                Wanted::Web => !line.mail_only,
                Wanted::Mail => true,
                Wanted::MailOnly => line.mail_only || empty,
            };
            if !chosen {
                continue;
            }
            if !marked && is_signature(line) {
                lines.extend(self.filler.generated_marks());
                lines.push(String::new());
                marked = true;
            }
            if empty {
                lines.push(String::new());
            } else {
                lines.extend(self.line(line, Place::Body));
            }
        }
        if !marked {
            lines.push(String::new());
            lines.extend(self.filler.generated_marks());
        }
        tidy(&lines)
    }

    /// One line, or `None` if it goes.
    fn line(&mut self, line: &Line, place: Place) -> Option<String> {
        let mut text = String::new();
        let (mut emptied, mut gone) = (false, false);
        for part in &line.parts {
            match part {
                Part::Text(words) => text.push_str(&self.in_house(words)),
                Part::Slot(placeholder, mode) => {
                    match self.filler.fill(*placeholder, *mode, place) {
                        Filled::Text(value) => text.push_str(&value),
                        Filled::Nothing => emptied = true,
                        Filled::NoLine => gone = true,
                    }
                }
            }
        }
        let text = if emptied { without_doubled_spaces(&text) } else { text };
        let text = text.trim_end();
        let emptied = emptied && text.is_empty();
        (!gone && !emptied).then(|| text.to_owned())
    }

    fn in_house<'t>(&self, words: &'t str) -> std::borrow::Cow<'t, str> {
        let Voice { language, provider, .. } = &self.filler.voice;
        house::words(*language, &provider.house_style, words)
    }
}

fn is_signature(line: &Line) -> bool {
    use super::placeholder::Placeholder;
    matches!(line.parts.as_slice(), [Part::Slot(Placeholder::Signature, _)])
}

/// A value can be needed in several places; it is reported once.
fn distinct(gaps: Vec<Gap>) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    for gap in gaps {
        if !found.contains(&gap) {
            found.push(gap);
        }
    }
    found
}

/// Lines as one text: never two empty ones in a row, none at the start or the end.
fn tidy(lines: &[String]) -> String {
    let mut text = String::new();
    let mut blank = true;
    for line in lines {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        text.push_str(line);
        text.push('\n');
    }
    text.truncate(text.trim_end_matches('\n').len());
    text
}

fn without_doubled_spaces(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != ' ' || !kept.ends_with(' ') {
            kept.push(letter);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_do_not_gather() {
        let lines = ["", "a", "", "", "b", "", ""].map(str::to_owned);
        assert_eq!(tidy(&lines), "a\n\nb");
        assert_eq!(without_doubled_spaces("a  b   c"), "a b c");
    }
}
