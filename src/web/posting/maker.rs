//! Makes the inputs of a form from what was typed, what is wrong with it and what it offers.

use super::{
    reader::{Assumed, Fault, Faults, in_language},
    sentence,
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
        let wrong = self.faults.iter().find(|(known, _)| known == name);
        let error = wrong.map(|(_, fault)| self.fault(fault));
        Input { error, ..Input::new(name, label, control) }
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

    /// A line.
    pub fn line(&self, name: &str, label: String) -> Input {
        self.input(name, label, Control::Line(self.typed.get(name).to_owned()))
    }

    /// A text of several lines.
    pub fn area(&self, name: &str, label: String, rows: u8) -> Input {
        self.input(name, label, Control::Area { value: self.typed.get(name).to_owned(), rows })
    }

    /// A moment, shown back with its weekday in both languages.
    pub fn moment(&self, name: &str, label: String) -> Input {
        let mut input = self.line(name, label);
        input.hint = self.t().msg_post_moment_hint();
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

    /// A text in both languages, side by side; more than one row makes it several lines.
    pub fn pair(&self, name: &str, label: &str, rows: u8) -> Part {
        let [ja, en] = Language::ALL.map(|language| {
            let name = in_language(name, language);
            let said = self.t().msg_post_in_language(label, language_label(self.t(), language));
            let mut input =
                if rows > 1 { self.area(&name, said, rows) } else { self.line(&name, said) };
            input.language = Some(language);
            input
        });
        Part::Pair(ja, en)
    }
}

/// What a language is called in the language of the page.
pub fn language_label(t: &Sentences, language: Language) -> String {
    match language {
        Language::Ja => t.msg_post_japanese(),
        Language::En => t.msg_post_english(),
    }
}
