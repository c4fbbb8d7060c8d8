//! What a password must be (requirement S2): long enough, not too long, and not one that everybody
//! tries first. No rule about kinds of characters, no expiry, no hints.
//!
//! The list of common passwords is bundled as its building blocks. People build long passwords from
//! one or two well-known words, digits and signs; so does the rule: a password that consists of nothing but at most two of the words in `password/words.txt`, or words about the
//! portal and the person, is refused however it is decorated (`P@ssw0rd-2026!!`). That stands for
//! far more entries than a file of known passwords could hold. To add a word: write it there in
//! small letters.

/// The fewest characters.
pub const MIN_CHARACTERS: usize = 12;
/// The most bytes in UTF-8.
pub const MAX_BYTES: usize = 128;

const WORDS: &str = include_str!("password/words.txt");
/// Words of which a password may have at most these many before it counts as made up by its owner.
const MOST_WORDS: u8 = 2;
/// A repeated piece up to this long adds nothing: `abcabcabcabc`.
const SHORT_PIECE: usize = 4;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than [`MIN_CHARACTERS`].
    #[error("a password has at least {MIN_CHARACTERS} characters")]
    TooShort,
    /// More than [`MAX_BYTES`].
    #[error("a password has at most {MAX_BYTES} bytes")]
    TooLong,
    /// One that is tried first: common words, the names of the portal or of its owner, a row of keys.
    #[error("the password is one of those that are tried first")]
    Common,
}

/// Checks a new password. `context` are words that an attacker knows: the provider's name, the login
/// name, the host; they are taken apart at everything that is not a letter.
///
/// # Errors
///
/// The first [`WeakPassword`] that applies.
pub fn check(password: &str, context: &[&str]) -> Result<(), WeakPassword> {
    if password.len() > MAX_BYTES {
        return Err(WeakPassword::TooLong);
    }
    if password.chars().count() < MIN_CHARACTERS {
        return Err(WeakPassword::TooShort);
    }
    let folded: Vec<char> = password.chars().flat_map(char::to_lowercase).collect();
    let context: Vec<String> = context.iter().flat_map(|text| words_of(text)).collect();
    let words = WORDS.split_whitespace().chain(context.iter().map(String::as_str));
    if repeats(&folded) || runs(&folded) || consists_of(&folded, words) {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

/// The words in a text, in small letters, each of three characters or more.
fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| word.chars().count() >= 3)
        .map(str::to_owned)
        .collect()
}

/// One short piece over and over.
fn repeats(password: &[char]) -> bool {
    (1..=SHORT_PIECE).any(|length| {
        password.iter().zip(password.iter().skip(length)).all(|(first, next)| first == next)
    })
}

/// A row of neighbours: `abcdefghijkl`, `987654321098`.
fn runs(password: &[char]) -> bool {
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let neighbours = password.windows(2).filter(|pair| matches!(step(pair).abs(), 1 | 9)).count();
    neighbours + 2 >= password.len()
}

/// Whether nothing is left of a password once at most [`MOST_WORDS`] of the words, and everything
/// that is not a letter, are taken away.
fn consists_of<'a>(password: &[char], words: impl Iterator<Item = &'a str>) -> bool {
    let words: Vec<Vec<char>> = words.map(|word| word.chars().collect()).collect();
    // The fewest words with which the password can be read up to each place.
    let mut fewest = vec![None; password.len() + 1];
    fewest[0] = Some(0_u8);
    for at in 0..password.len() {
        let Some(used) = fewest[at] else { continue };
        let mut reach = |place: usize, words: u8| {
            fewest[place] = Some(fewest[place].map_or(words, |known: u8| known.min(words)));
        };
        if !password[at].is_alphabetic() {
            reach(at + 1, used);
        }
        for word in words.iter().filter(|_| used < MOST_WORDS) {
            if reads_as(&password[at..], word) {
                reach(at + word.len(), used + 1);
            }
        }
    }
    fewest[password.len()].is_some()
}

/// Whether a text begins with a word, letters written as signs included.
fn reads_as(text: &[char], word: &[char]) -> bool {
    text.len() >= word.len()
        && text
            .iter()
            .zip(word)
            .all(|(&written, &letter)| written == letter || looks_like(written).contains(letter))
}

/// The letters for which a digit or sign is written.
const fn looks_like(written: char) -> &'static str {
    match written {
        '0' => "o",
        '1' | '!' | '|' => "il",
        '3' => "e",
        '4' | '@' => "a",
        '5' | '$' => "s",
        '7' | '+' => "t",
        '8' => "b",
        '9' => "g",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: [&str; 3] = ["株式会社みなとネット", "Minato Net, Inc.", "t.kanbayashi"];

    #[test]
    fn a_long_enough_password_of_ones_own_is_taken_whatever_it_is_made_of() {
        for password in [
            "correct horse battery staple",
            "sakura-no-ki-no-shita-de",
            "      水面に月 ひとつ 揺れて",
            "q8#Zk2!vLm0p",
            "tabs\tand\nlines count",
            "のぼり坂くだり坂まさか！",
            "\u{1f525}\u{1f525}\u{1f30a}\u{1f5fb} fire and water",
            &"いろはにほへと ちりぬるを 0123".repeat(2),
        ] {
            assert_eq!(check(password, &CONTEXT), Ok(()), "{password}");
        }
    }

    #[test]
    fn the_length_is_counted_in_characters_below_and_in_bytes_above() {
        assert_eq!(check("q8#Zk2!vLm0", &[]), Err(WeakPassword::TooShort));
        assert_eq!(check("月火水木金土日花鳥風", &[]), Err(WeakPassword::TooShort));
        assert_eq!(check("月火水木金土日花鳥風雪山", &[]), Ok(()));
        let longest = "kP3-".repeat(31) + "zx9!";
        assert_eq!(longest.len(), MAX_BYTES);
        assert_ne!(check(&longest, &[]), Err(WeakPassword::TooLong));
        assert_eq!(check(&(longest + "x"), &[]), Err(WeakPassword::TooLong));
    }

    #[test]
    fn what_everybody_tries_first_is_refused_however_it_is_decorated() {
        for password in [
            "password1234",
            "P@ssw0rd-2026!!",
            "passwordpassword",
            "Administrator1",
            "iloveyou12345",
            "qwertyuiop123",
            "1qazwsxedc2026",
            "123456789012",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "zyxwvutsrqpo",
            "sunshine&rainbow",
            "sakura20261001",
            "Welcome to 2026!".replace(" to", "").as_str(),
            "Tokyo-Osaka-1964",
        ] {
            assert_eq!(check(password, &CONTEXT), Err(WeakPassword::Common), "{password}");
        }
    }

    #[test]
    fn names_of_the_portal_and_of_the_person_are_refused() {
        for password in [
            "minato-net-2026",
            "Kanbayashi1234",
            "minato.kanbayashi",
            "M1nat0-password",
            "株式会社みなとネット2026",
        ] {
            assert_eq!(check(password, &CONTEXT), Err(WeakPassword::Common), "{password}");
        }
    }

    #[test]
    fn the_bundled_list_stands_for_more_than_three_thousand_passwords() {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let endings =
            ["1", "12", "123", "1234", "12345", "123456", "!", "1!", "2025", "2026", "0000", "@1"];
        let mut listed = std::collections::BTreeSet::new();
        for word in &words {
            for ending in endings {
                listed.insert(format!("{word}{ending}"));
                listed.insert(format!("{word}{word}{ending}"));
            }
        }
        listed.retain(|entry| entry.len() >= MIN_CHARACTERS);
        assert!(listed.len() >= 3000, "{}", listed.len());
        for entry in &listed {
            assert_eq!(check(entry, &[]), Err(WeakPassword::Common), "{entry}");
        }
    }
}
