//! Characters that no public text may hold: they are invisible, and change what a reader sees.

/// A character that a text may not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A control character other than a line feed.
    Control(char),
    /// A mark that changes the direction of writing, by which a text can be made to read as another.
    Direction(char),
}

/// The first character of a text that it may not hold.
pub fn refused(text: &str) -> Option<Refused> {
    text.chars().find_map(|character| match character {
        '\n' => None,
        '\u{061c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some(Refused::Direction(character)),
        '\u{2028}' | '\u{2029}' | '\u{feff}' => Some(Refused::Control(character)),
        _ if character.is_control() => Some(Refused::Control(character)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_japanese_and_english_text_is_accepted() {
        assert_eq!(refused("メールの受信(POP)～、“quoted”\n　2行目 🔥"), None);
    }

    #[test]
    fn control_characters_and_marks_of_direction_are_found() {
        assert_eq!(refused("a\u{0}b"), Some(Refused::Control('\u{0}')));
        assert_eq!(refused("a\tb"), Some(Refused::Control('\t')));
        assert_eq!(refused("a\u{85}b"), Some(Refused::Control('\u{85}')));
        assert_eq!(refused("a\u{202e}b"), Some(Refused::Direction('\u{202e}')));
    }
}
