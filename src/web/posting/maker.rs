//! Makes the inputs of a form from what was typed, what is wrong with it and what it offers.

use super::{
    reader::{Assumed, BODY, Fault, Faults, SUBJECT, Size, in_language},
    sentence,
    texts::is_proposed,
    typed::Typed,
};
use crate::{
    domain::language::Language,
    i18n::{
        dates::{DateStyle, Profile},
        sentences::Sentences,
    },
    views::console::{
        Frame,
        sheet::{Control, Input, Item, Part, Section},
    },
};

/// Makes inputs.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    /// What stands around the page.
    pub frame: &'a Frame,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub faults: &'a Faults,
    /// How moments were understood.
    pub assumed: &'a Assumed,
}

impl<'a> Maker<'a> {
    /// The sentences of the page.
    pub fn t(&self) -> &'static Sentences {
        self.frame.t
    }

    fn dates(&self) -> DateStyle<'a> {
        DateStyle { zone: &self.frame.zone, house: &self.frame.house }
    }

    fn input(&self, name: &str, label: String, control: Control) -> Input {
        let input = Input::new(name, label, control);
        let wrong = self.faults.iter().find(|(known, _)| known == name);
        let error = wrong.map(|(_, fault)| match fault {
            fault if *fault == Fault::MISSING && !input.is_text() => self.t().msg_form_choose(),
            fault => self.fault(fault),
        });
        Input { error, ..input }
    }

    /// What is wrong, in words.
    pub fn fault(&self, fault: &Fault) -> String {
        sentence::fault(self.t(), self.frame.language, &self.dates(), fault)
    }

    /// What is wrong with fields that the form does not show.
    pub fn unseen(&self, sections: &[Section]) -> Vec<String> {
        self.unseen_besides(sections, &[])
    }

    /// The same, besides some inputs outside the sections.
    pub fn unseen_besides(&self, sections: &[Section], inputs: &[&Input]) -> Vec<String> {
        let in_sections =
            || sections.iter().flat_map(|section| section.parts.iter().flat_map(Part::inputs));
        let shown = |name: &str| {
            in_sections().chain(inputs.iter().copied()).any(|input| input.name == name)
        };
        let unseen = self.faults.iter().filter(|(name, _)| !shown(name));
        unseen.map(|(_, fault)| self.fault(fault)).collect()
    }

    /// A line from which something else than text is read, with an example.
    fn line(&self, name: &str, label: String, hint: String) -> Input {
        let control = Control::Line(self.typed.get(name).to_owned());
        Input { hint, ..self.input(name, label, control) }
    }

    /// A number.
    pub fn number(&self, name: &str, label: String) -> Input {
        self.line(name, label, self.t().msg_post_number_hint())
    }

    /// A small number, with one that it could be.
    pub fn number_like(&self, name: &str, label: String, example: u32) -> Input {
        self.line(name, label, self.t().msg_post_number_like(example))
    }

    /// A time of day.
    pub fn time_of_day(&self, name: &str, label: String) -> Input {
        self.line(name, label, self.t().msg_post_time_hint())
    }

    /// The number of a record.
    pub fn reference(&self, name: &str, label: String) -> Input {
        self.line(name, label, self.t().msg_post_reference_hint())
    }

    /// A text, with its limit.
    pub fn text(&self, name: &str, label: String, size: Size) -> Input {
        let value = self.typed.get(name).to_owned();
        let control = if size.is_line() {
            Control::Line(value)
        } else {
            Control::Area { value, rows: size.rows }
        };
        let limit = self.t().msg_form_limit(u64::try_from(size.longest).unwrap_or(u64::MAX));
        Input { limit: Some((size.longest, limit)), ..self.input(name, label, control) }
    }

    /// A text in one language.
    pub fn text_in(&self, name: &str, label: &str, language: Language, size: Size) -> Input {
        let t = self.t();
        let label = t.msg_post_in_language(label, language_label(t, language));
        let input = self.text(&in_language(name, language), label, size);
        Input { language: Some(language), ..input }
    }

    /// The subject and the text of a notice in one language.
    pub fn notice_in(&self, language: Language) -> (Input, Input) {
        let t = self.t();
        (
            self.text_in("subject", &t.msg_post_subject(), language, SUBJECT),
            self.text_in("body", &t.msg_post_body(), language, BODY),
        )
    }

    /// A moment that has come, shown back with its weekday in both languages.
    pub fn moment(&self, name: &str, label: String) -> Input {
        self.read_back(self.line(name, label, self.t().msg_post_moment_hint()))
    }

    /// The same of a moment that lies ahead.
    pub fn moment_ahead(&self, name: &str, label: String) -> Input {
        self.read_back(self.line(name, label, self.t().msg_post_moment_ahead_hint()))
    }

    /// A moment that has come, known to the minute.
    pub fn exact(&self, name: &str, label: String) -> Input {
        self.read_back(self.line(name, label, self.t().msg_post_exact_hint()))
    }

    /// The same of a moment that lies ahead.
    pub fn exact_ahead(&self, name: &str, label: String) -> Input {
        self.read_back(self.line(name, label, self.t().msg_post_exact_ahead_hint()))
    }

    /// A date without a time.
    pub fn day(&self, name: &str, label: String) -> Input {
        self.line(name, label, self.t().msg_post_day_hint())
    }

    fn read_back(&self, mut input: Input) -> Input {
        let name = &input.name;
        if let Some((_, moment, confirm)) = self.assumed.iter().find(|(known, ..)| known == name) {
            let profiles = [(Language::Ja, Profile::Notice), (Language::En, Profile::List)];
            input.readback = profiles
                .map(|(language, profile)| (language, self.dates().moment(profile, moment)))
                .to_vec();
            input.assumed =
                confirm.iter().map(|confirm| sentence::confirm(self.t(), *confirm)).collect();
        }
        input
    }

    fn items<S: AsRef<str>>(&self, name: &str, offered: &[(S, String)]) -> Vec<Item> {
        offered
            .iter()
            .map(|(value, label)| Item {
                value: value.as_ref().to_owned(),
                label: label.clone(),
                glyph: String::new(),
                chosen: if value.as_ref().is_empty() {
                    self.typed.get(name).is_empty()
                } else {
                    self.typed.all(name).any(|chosen| chosen == value.as_ref())
                },
            })
            .collect()
    }

    /// One of many values.
    pub fn select<S: AsRef<str>>(
        &self,
        name: &str,
        label: String,
        offered: &[(S, String)],
    ) -> Input {
        self.input(name, label, Control::Select(self.items(name, offered)))
    }

    /// One of a few values.
    pub fn radios<S: AsRef<str>>(
        &self,
        name: &str,
        label: String,
        offered: &[(S, String)],
    ) -> Input {
        self.input(name, label, Control::Radios(self.items(name, offered)))
    }

    /// Any of a few values.
    pub fn ticks<S: AsRef<str>>(
        &self,
        name: &str,
        label: String,
        offered: &[(S, String)],
    ) -> Input {
        self.input(name, label, Control::Ticks(self.items(name, offered)))
    }

    /// One box.
    pub fn tick(&self, name: &str, label: String, sentence: String) -> Input {
        self.ticks(name, label, &[("yes", sentence)])
    }

    /// One of the states, each with its shape.
    pub fn states(&self, name: &str, label: String, offered: &[(&str, String)]) -> Input {
        let mut items = self.items(name, offered);
        for item in &mut items {
            item.glyph = format!("g-inc-{}", item.value);
        }
        self.input(name, label, Control::States(items))
    }

    /// What is rarely needed: folded away unless something in it is wrong, or is not what the form proposes.
    pub fn more(&self, title: String, parts: Vec<Part>) -> Part {
        let speaks = |input: &&Input| input.error.is_some() || self.is_filled(input);
        let open = parts.iter().flat_map(Part::inputs).any(|input| speaks(&input));
        Part::More { title, open, parts }
    }

    /// Whether an input holds something else than what the form proposes.
    fn is_filled(&self, input: &Input) -> bool {
        match &input.control {
            Control::Line(value) | Control::Area { value, .. } => {
                !value.is_empty() && !is_proposed(self.typed, &input.name, value)
            }
            Control::Select(items) | Control::Radios(items) | Control::States(items) => {
                items.iter().skip(1).any(|item| item.chosen)
            }
            Control::Ticks(items) => items.iter().any(|item| item.chosen),
        }
    }

    /// What is asked only of some answers to a choice.
    pub fn only(name: &str, values: &[&str], parts: Vec<Part>) -> Part {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Part::Only { name: name.to_owned(), values, parts }
    }

    /// A text in both languages, side by side.
    pub fn pair(&self, name: &str, label: &str, size: Size) -> Part {
        let both = Language::ALL.map(|language| self.text_in(name, label, language, size));
        Part::Pair(Box::new(both))
    }
}

/// What a language is called in the language of the page.
pub fn language_label(t: &Sentences, language: Language) -> String {
    match language {
        Language::Ja => t.msg_post_japanese(),
        Language::En => t.msg_post_english(),
    }
}
