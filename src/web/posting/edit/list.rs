//! Lists as sections of a form: each entry of the record folded behind what it says, and an empty one under a
//! heading of its own. An entry in which something is wrong, or was changed, comes open.

use super::{
    Block, Lines,
    rows::{NEW, Rows},
};
use crate::{
    domain::{incident::Incident, language::Language},
    i18n::{
        dates::Profile,
        narrative::{Narrator, Sources},
        voice::Voice,
    },
    views::console::sheet::{Input, Part},
    web::posting::{maker::Maker, reader::in_language, scene::Scene, typed::Typed},
};

/// The widest that the text of a summary may be; a letter of full width counts two.
const WIDEST: usize = 100;

/// What the summary of an entry is made from.
pub(super) struct Summaries<'a> {
    /// Whose portal it is.
    pub(super) scene: &'a Scene<'a>,
    /// The record.
    pub(super) incident: &'a Incident,
    /// The form as the record fills it in.
    pub(super) stored: &'a Typed,
}

impl Summaries<'_> {
    /// The entries of the record, folded, under a heading if there is one, and the empty entry under its own.
    /// `told` are the beginnings of the names of the fields that tell an entry from the others: the first
    /// of them that holds something says what it is, the second how it stands.
    pub(super) fn blocks(
        &self,
        maker: &Maker<'_>,
        heading: Option<String>,
        (rows, told): (&Rows, &[&str]),
        parts: impl Fn((&str, Option<usize>)) -> Lines,
    ) -> Vec<Block> {
        let (mut known, mut new) = (Lines::new(), Lines::new());
        for (index, (row, at)) in rows.iter().enumerate() {
            let parts = parts((row, at));
            if row == NEW {
                new = parts;
                continue;
            }
            let title = self.title(maker, index + 1, (row, told), &parts);
            let inputs = parts.iter().flat_map(Part::inputs);
            let speaks = |input: &Input| input.error.is_some() || self.is_changed(maker, input);
            let open = at.is_none() || inputs.into_iter().any(speaks);
            known.push(Part::More { title, open, parts });
        }
        if known.is_empty() {
            return vec![(heading, new)];
        }
        vec![(heading, known), (Some(maker.t().msg_edit_new()), new)]
    }

    fn is_changed(&self, maker: &Maker<'_>, input: &Input) -> bool {
        !maker.typed.all(&input.name).eq(self.stored.all(&input.name))
    }

    fn title(
        &self,
        maker: &Maker<'_>,
        number: usize,
        (row, told): (&str, &[&str]),
        parts: &[Part],
    ) -> String {
        let t = maker.t();
        let language = maker.frame.language;
        let held = told.iter().map(|what| held(&format!("{what}-{row}"), language, parts));
        let mut held = held.filter(|said| !said.is_empty());
        let what = held.next().unwrap_or_default();
        let what = shortened(&self.plain(language, &what));
        let what =
            held.next().map_or_else(|| what.clone(), |how| t.msg_edit_entry_state(&what, how));
        t.msg_edit_entry(u64::try_from(number).unwrap_or(u64::MAX), what)
    }

    /// A text with its references said; as it was typed if one of them cannot be.
    fn plain(&self, language: Language, text: &str) -> String {
        let voice = Voice::new(self.scene.provider, self.scene.catalogue, language);
        let sources = Sources { incident: Some(self.incident), ..Sources::default() };
        let profile = match language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        };
        let narrator = Narrator { voice: &voice, sources, profile };
        narrator.plain(text).unwrap_or_else(|_| text.to_owned())
    }
}

/// What a field holds: of a pair that of the page's language, or else that of the other.
fn held(name: &str, language: Language, parts: &[Part]) -> String {
    let names = [name.to_owned(), in_language(name, language), in_language(name, language.other())];
    let inputs: Vec<_> = parts.iter().flat_map(Part::inputs).collect();
    let held = names.iter().filter_map(|name| inputs.iter().find(|input| input.name == *name));
    held.map(|input| input.said()).find(|said| !said.is_empty()).unwrap_or_default()
}

/// As much of a text as a line holds.
fn shortened(text: &str) -> String {
    let mut width = 0;
    let fits = text.char_indices().find(|(_, letter)| {
        width += if letter.is_ascii() { 1 } else { 2 };
        width > WIDEST
    });
    fits.map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", text[..end].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_a_summary_is_cut_at_a_letter() {
        assert_eq!(shortened("再起動"), "再起動");
        assert_eq!(shortened(&"あ".repeat(50)), "あ".repeat(50));
        assert_eq!(shortened(&"あ".repeat(51)), format!("{}…", "あ".repeat(50)));
        assert_eq!(shortened(&"a".repeat(101)), format!("{}…", "a".repeat(100)));
    }
}
