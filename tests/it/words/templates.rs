//! The templates themselves: both languages of each say the same.

use std::collections::BTreeSet;

use noroshi::{
    domain::{language::Language, notice::Template},
    i18n::notice::{
        placeholder::{Placeholder, SlotMode},
        template::{Line, Parsed, Part, template},
    },
};

use super::locales::is_japanese;

fn slots(parts: &[Part]) -> BTreeSet<Placeholder> {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Slot(placeholder, _) => Some(*placeholder),
            Part::Text(_) => None,
        })
        .collect()
}

fn all_parts(parsed: &Parsed) -> impl Iterator<Item = &Part> {
    let heads = [Some(&parsed.title), Some(&parsed.subject), parsed.subject_cause_unknown.as_ref()];
    heads.into_iter().flatten().flatten().chain(parsed.body.iter().flat_map(|line| &line.parts))
}

fn in_both(name: Template) -> [&'static Parsed; 2] {
    Language::ALL.map(|language| template(name, language))
}

#[test]
fn title_subject_and_text_have_the_same_placeholders_in_both_languages() {
    for name in Template::ALL {
        let [ja, en] = in_both(name);
        assert_eq!(slots(&ja.title), slots(&en.title), "{name:?}");
        assert_eq!(slots(&ja.subject), slots(&en.subject), "{name:?}");
        if let Some(unknown) = &en.subject_cause_unknown {
            assert_eq!(slots(unknown), slots(&en.subject), "{name:?}");
        }
        let body = |parsed: &Parsed, mail_only: bool| -> BTreeSet<Placeholder> {
            let wanted = |line: &&Line| line.mail_only == mail_only;
            parsed.body.iter().filter(wanted).flat_map(|line| slots(&line.parts)).collect()
        };
        let text = |parsed| &body(parsed, false) | &body(parsed, true);
        assert_eq!(text(ja), text(en), "{name:?}");
        assert_eq!(body(ja, false), body(en, false), "{name:?} on the web");
    }
}

#[test]
fn only_english_has_modes_and_no_japanese_letters() {
    for name in Template::ALL {
        let [ja, en] = in_both(name);
        for part in all_parts(ja) {
            assert!(!matches!(part, Part::Slot(_, mode) if *mode != SlotMode::Plain), "{name:?}");
        }
        for part in all_parts(en) {
            assert!(!matches!(part, Part::Text(text) if text.contains(is_japanese)), "{name:?}");
        }
    }
}

#[test]
fn every_subject_has_exactly_one_tag_and_ends_with_the_reference() {
    for name in Template::ALL {
        for (parsed, open) in in_both(name).into_iter().zip(['【', '[']) {
            let subjects = [Some(&parsed.subject), parsed.subject_cause_unknown.as_ref()];
            for subject in subjects.into_iter().flatten() {
                let Part::Text(first) = &subject[0] else {
                    panic!("{name:?} begins without a tag")
                };
                assert!(first.starts_with(open) && first.matches(open).count() == 1, "{name:?}");
                let end = &subject[subject.len() - 2..];
                assert_eq!(end[0], Part::Slot(Placeholder::Ref, SlotMode::Plain), "{name:?}");
                assert_eq!(end[1], Part::Text("]".to_owned()), "{name:?}");
            }
        }
    }
}

#[test]
fn a_mail_ends_with_the_signature() {
    for name in Template::ALL {
        for parsed in in_both(name) {
            let last = parsed.body.last().unwrap();
            let signature = [Part::Slot(Placeholder::Signature, SlotMode::Plain)];
            assert!(last.mail_only && last.parts == signature, "{name:?}");
        }
    }
}

#[test]
fn the_number_and_the_promise_are_where_the_domain_says_they_are() {
    for name in Template::ALL {
        for parsed in in_both(name) {
            let numbered = slots(&parsed.subject).contains(&Placeholder::N);
            assert_eq!(numbered, name.is_numbered(), "{name:?}");
            let promises = parsed
                .body
                .iter()
                .any(|line| slots(&line.parts).contains(&Placeholder::NextUpdate));
            assert_eq!(promises, name.promises_next() || name == Template::M7, "{name:?}");
        }
    }
}
