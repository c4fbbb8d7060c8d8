//! The provider's own words in Japanese text (domain rules 6.7): 弊社 or 当社, お客様 or お客さま, and the
//! width of brackets.
//!
//! Everything is written, compiled in and stored in the default form; a text takes the provider's
//! form when it is rendered. Names and contact lines are never passed through here.

use std::borrow::Cow;

use crate::domain::{
    house_style::{CustomerName, HouseStyle, OwnName, Paren},
    language::Language,
};

/// A text in the words of the house. English has none.
pub fn words<'a>(language: Language, house: &HouseStyle, text: &'a str) -> Cow<'a, str> {
    let own = house.own_name == OwnName::Tosha;
    let customer = house.customer == CustomerName::Kana;
    let brackets = house.paren == Paren::Full;
    let replacements = [
        (own, "弊社", "当社"),
        (customer, "お客様", "お客さま"),
        (brackets, "(", "（"),
        (brackets, ")", "）"),
    ];
    if language == Language::En {
        return Cow::Borrowed(text);
    }
    replacements.into_iter().filter(|(chosen, ..)| *chosen).fold(
        Cow::Borrowed(text),
        |text, (_, default, own)| {
            if text.contains(default) { Cow::Owned(text.replace(default, own)) } else { text }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_has_its_words_in_japanese_only() {
        let text = "弊社のお客様(全員)";
        let plain = HouseStyle::default();
        assert_eq!(words(Language::Ja, &plain, text), text);
        let own = HouseStyle {
            own_name: OwnName::Tosha,
            customer: CustomerName::Kana,
            paren: Paren::Full,
            ..plain
        };
        assert_eq!(words(Language::Ja, &own, text), "当社のお客さま（全員）");
        assert_eq!(words(Language::En, &own, "us (all)"), "us (all)");
    }
}
