//! What the files of sentences promise: the same keys in both languages, sentences that can be
//! formatted, and no Japanese in English.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use noroshi::{
    domain::{
        house_style::{CustomerName, HouseStyle, OwnName, Paren},
        language::Language,
    },
    i18n::{sentences::styled, t},
};

/// The switch to the other language is written in that language.
const IN_THE_OTHER_LANGUAGE: [&str; 3] = ["other-language", "language-name", "console-switch"];

/// Every message of a language with its pattern, and the file it stands in.
fn messages(language: Language) -> BTreeMap<String, (String, Pattern<String>)> {
    let mut found = BTreeMap::new();
    let folder = format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let resource = parser::parse(fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let key = message.id.name;
                let pattern = message.value.unwrap();
                let before = found.insert(key.clone(), (name.clone(), pattern));
                assert!(before.is_none(), "{key} stands twice in {}", language.tag());
            }
        }
    }
    found
}

/// The plain text of a pattern, and the names of its values.
fn parts(pattern: &Pattern<String>) -> (String, BTreeSet<String>) {
    let (mut text, mut values) = (String::new(), BTreeSet::new());
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => inline_parts(inline, &mut text, &mut values),
                Expression::Select { selector, variants } => {
                    inline_parts(selector, &mut text, &mut values);
                    for variant in variants {
                        let (inner, more) = parts(&variant.value);
                        text.push_str(&inner);
                        values.extend(more);
                    }
                }
            },
        }
    }
    (text, values)
}

fn inline_parts(
    inline: &InlineExpression<String>,
    text: &mut String,
    values: &mut BTreeSet<String>,
) {
    match inline {
        InlineExpression::VariableReference { id } => {
            values.insert(id.name.clone());
        }
        InlineExpression::StringLiteral { value } => text.push_str(value),
        _ => {}
    }
}

pub(super) fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

#[test]
fn both_languages_have_the_same_sentences_in_the_same_files() {
    let files = |language| -> BTreeMap<_, _> {
        messages(language).into_iter().map(|(key, (file, _))| (key, file)).collect()
    };
    assert_eq!(files(Language::Ja), files(Language::En));
}

#[test]
fn a_sentence_uses_no_value_that_the_other_language_does_not_name() {
    let english = messages(Language::En);
    for (key, (_, pattern)) in messages(Language::Ja) {
        let (_, ja) = parts(&pattern);
        let (_, en) = parts(&english[&key].1);
        assert!(ja.is_subset(&en), "{key}: {ja:?} and {en:?}");
        let only_to_count: BTreeSet<_> = en.difference(&ja).collect();
        assert!(only_to_count.iter().all(|value| *value == "n"), "{key}: {only_to_count:?}");
    }
}

#[test]
fn no_english_sentence_has_a_japanese_letter_and_none_is_without_words() {
    for (key, (_, pattern)) in messages(Language::En) {
        let (text, _) = parts(&pattern);
        if !IN_THE_OTHER_LANGUAGE.contains(&key.as_str()) {
            assert!(!text.contains(is_japanese), "{key}: {text}");
        }
        assert_eq!(text.trim(), text.trim_matches('\n').trim(), "{key}");
    }
}

#[test]
fn every_sentence_can_be_formatted_in_every_house_style() {
    for language in Language::ALL {
        let keys = messages(language);
        let source: String =
            fs::read_dir(format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), language.tag()))
                .unwrap()
                .map(|file| file.unwrap().path())
                .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
                .map(|path| fs::read_to_string(path).unwrap() + "\n")
                .collect();
        let bundle = fluent_typed::prelude::L10nBundle::new_without_isolation(
            language.tag(),
            source.as_bytes(),
        )
        .unwrap();
        for (key, (_, pattern)) in &keys {
            let mut values = fluent_typed::prelude::FluentArgs::new();
            for value in parts(pattern).1 {
                values.set(value, 2);
            }
            let text = bundle.msg(key, Some(values)).unwrap();
            assert!(!text.contains("{$"), "{key}: {text}");
        }
    }
    for own_name in [OwnName::Heisha, OwnName::Tosha] {
        for customer in [CustomerName::Kanji, CustomerName::Kana] {
            for paren in [Paren::Half, Paren::Full] {
                let house = HouseStyle { own_name, customer, paren, ..HouseStyle::default() };
                assert_eq!(styled(Language::Ja, &house).msg_language_name(), "日本語");
            }
        }
    }
    assert_eq!(t(Language::En).msg_language_name(), "English");
}
