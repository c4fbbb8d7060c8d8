//! Two operators in one form (requirement A25): what was typed into a form that was shown for one version of
//! a record, put on another version. A field that was left as it was shown takes what stands now; one that
//! was changed keeps what was typed, and what somebody else put there meanwhile is said beside it.
//!
//! Knows fields by their names and decides nothing about what they mean.

use super::{edit::rows::row_of, texts::is_proposed, typed::Typed};
use crate::{
    domain::language::Language,
    views::console::{
        conflict::Difference,
        sheet::{Control, Input, Part, Section},
    },
};

/// A form on the version that stands now.
#[derive(Clone, Debug)]
pub struct Merged {
    /// What it holds.
    pub typed: Typed,
    /// What stands now where something else was typed: the name of the field and its value in words.
    pub theirs: Vec<(String, String)>,
    /// The inputs of before that were changed and that the form does not have now.
    pub gone: Vec<Input>,
}

/// Puts `typed`, of a form that was shown as `before`, on one that is shown as `now`. What is in the fields
/// of `own` stays there: it says what the form is for.
pub fn merge(before: &[Section], now: &[Section], typed: &Typed, own: &[&str]) -> Merged {
    let form = Form { before: inputs(before), now: inputs(now), typed };
    let mut merged = Merged { typed: typed.clone(), theirs: vec![], gone: vec![] };
    let changed_rows: Vec<&str> = form
        .before
        .iter()
        .filter(|was| form.now(&was.name).is_none() && form.is_changed(&was.name))
        .filter_map(|was| row(&was.name))
        .collect();
    for name in form.names() {
        if own.contains(&name) || is_proposed(typed, name, typed.get(name)) {
            continue;
        }
        let (was, is) = (form.before(name), form.now(name));
        let goes_on = is.is_none() && row(name).is_some_and(|row| changed_rows.contains(&row));
        if form.is_changed(name) {
            let stands = values(is);
            if stands != values(was) && stands != normal(typed.all(name)) {
                merged.theirs.push((name.to_owned(), is.map(Input::said).unwrap_or_default()));
            }
            if let Some(was) = was.filter(|was| is.is_none() && was.is_text()) {
                let value = typed.get(name).to_owned();
                merged.gone.push(Input { control: Control::Line(value), ..was.clone() });
            }
        } else if !goes_on {
            merged.typed.put(name, is.map(Input::sent).unwrap_or_default());
        }
    }
    merged
}

/// What differs between two versions of a form, in the order of the first.
pub fn differences(before: &[Section], now: &[Section]) -> Vec<Difference> {
    let typed = &Typed::default();
    let form = Form { before: inputs(before), now: inputs(now), typed };
    let difference = |name: &str| {
        let (was, is) = (form.before(name), form.now(name));
        let said = |input: Option<&Input>| input.map(Input::said).unwrap_or_default();
        let of = was.or(is)?;
        let language = of.language.map_or("", Language::tag);
        let found = Difference::between(of.label.clone(), language, &said(was), &said(is));
        (!found.is_same()).then_some(found)
    };
    form.names().into_iter().filter_map(difference).collect()
}

struct Form<'a> {
    before: Vec<&'a Input>,
    now: Vec<&'a Input>,
    typed: &'a Typed,
}

impl<'a> Form<'a> {
    fn before(&self, name: &str) -> Option<&'a Input> {
        self.before.iter().find(|input| input.name == name).copied()
    }

    fn now(&self, name: &str) -> Option<&'a Input> {
        self.now.iter().find(|input| input.name == name).copied()
    }

    /// Every name once.
    fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for input in self.before.iter().chain(&self.now) {
            if !names.contains(&input.name.as_str()) {
                names.push(&input.name);
            }
        }
        names
    }

    /// Whether somebody changed a field of the form as it was shown.
    fn is_changed(&self, name: &str) -> bool {
        let typed = normal(self.typed.all(name));
        let was = self.before(name);
        if self.typed.has(name) {
            return typed != values(was);
        }
        // Boxes that nobody ticked are not sent, and neither is what was not on the page.
        self.is_whole() && was.is_some_and(|was| !normal_of(was).is_empty())
    }

    /// Whether the form has every field that browsers always send.
    fn is_whole(&self) -> bool {
        let always =
            |input: &&&Input| input.is_text() || matches!(input.control, Control::Select(_));
        self.before.iter().filter(always).all(|input| self.typed.has(&input.name))
    }
}

fn inputs(sections: &[Section]) -> Vec<&Input> {
    sections.iter().flat_map(|section| &section.parts).flat_map(Part::inputs).collect()
}

/// The row of a list to which a field belongs.
fn row(name: &str) -> Option<&str> {
    name.split_once('-').map(|(_, rest)| row_of(rest))
}

fn values(input: Option<&Input>) -> Vec<String> {
    input.map(normal_of).unwrap_or_default()
}

fn normal_of(input: &Input) -> Vec<String> {
    normal(input.sent().iter().map(String::as_str))
}

/// Values as they compare: browsers send line ends of their own, and the order of ticks says nothing.
fn normal<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut values: Vec<String> = values
        .map(|value| value.replace("\r\n", "\n").trim().to_owned())
        .filter(|value| !value.is_empty())
        .collect();
    values.sort();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str, control: Control) -> Part {
        Part::One(Input::new(name, name.to_owned(), control))
    }

    fn form(lines: &[(&str, &str)]) -> Vec<Section> {
        let line = |(name, value): &(&str, &str)| input(name, Control::Line((*value).to_owned()));
        let parts = lines.iter().map(line).collect();
        vec![Section { id: String::new(), title: String::new(), parts }]
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::new(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn an_untouched_field_takes_what_stands_now_and_a_touched_one_keeps_what_was_typed() {
        let before = form(&[("cause", ""), ("supplier", "A"), ("note", "x")]);
        let now = form(&[("cause", "電源"), ("supplier", "B"), ("note", "x")]);
        let merged =
            merge(&before, &now, &typed(&[("cause", " "), ("supplier", "C"), ("note", "y")]), &[]);
        let got = ["cause", "supplier", "note"].map(|name| merged.typed.get(name));
        assert_eq!(got, ["電源", "C", "y"]);
        assert_eq!(merged.theirs, [("supplier".to_owned(), "B".to_owned())]);
        assert!(merged.gone.is_empty());
    }

    #[test]
    fn both_wrote_the_same_and_nothing_is_asked() {
        let (before, now) = (form(&[("a", "1")]), form(&[("a", "2\nz")]));
        let merged = merge(&before, &now, &typed(&[("a", "2\r\nz")]), &[]);
        assert!(merged.theirs.is_empty());
    }

    #[test]
    fn rows_that_came_or_went_meanwhile_take_nothing_with_them() {
        let before = form(&[
            ("note-a_ja", "1"),
            ("note-b_ja", "2"),
            ("note-b_en", "two"),
            ("note-new_ja", ""),
        ]);
        let now = form(&[("note-c_ja", "3"), ("note-new_ja", "")]);
        let sent =
            [("note-a_ja", "1"), ("note-b_ja", "zwei"), ("note-b_en", "two"), ("note-new_ja", "4")];
        let merged = merge(&before, &now, &typed(&sent), &[]);
        assert!(!merged.typed.has("note-a_ja"), "somebody removed it and nobody changed it");
        assert_eq!(merged.typed.get("note-c_ja"), "3");
        assert_eq!(merged.typed.get("note-new_ja"), "4");
        assert_eq!(
            merged.typed.get("note-b_ja"),
            "zwei",
            "removed and changed: it stays in the form"
        );
        assert_eq!(merged.typed.get("note-b_en"), "two", "with the rest of its row");
    }

    #[test]
    fn boxes_that_nobody_ticked_are_no_fields_that_were_missing() {
        let tick = |chosen: bool| {
            let item = crate::views::console::sheet::Item {
                value: "yes".to_owned(),
                label: "Yes".to_owned(),
                glyph: String::new(),
                chosen,
            };
            let mut sections = form(&[("eta", "")]);
            sections[0].parts.push(input("target", Control::Ticks(vec![item])));
            sections
        };
        let unticked = merge(&tick(true), &tick(true), &typed(&[("eta", "")]), &[]);
        assert!(!unticked.typed.has("target"), "the box was there and was cleared");
        let elsewhere = merge(&tick(true), &tick(true), &typed(&[]), &[]);
        assert_eq!(elsewhere.typed.get("target"), "yes", "the box was not on the page");
        let left = merge(&tick(false), &tick(true), &typed(&[("eta", "")]), &[]);
        assert_eq!(left.typed.get("target"), "yes", "nobody touched it, and it is ticked by now");
    }
}
