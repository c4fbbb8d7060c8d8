//! Replies of a relay, from bytes (RFC 5321 §4.2). Strict and bounded: what is no reply ends the conversation, because nobody could tell
//! any more which reply belongs to what.

use crate::domain::{
    characters,
    mailing::{Cause, Problem, Reply, Stage},
};

/// The most lines of a reply.
const MAX_LINES: usize = 64;
/// The most bytes of a reply.
const MAX_BYTES: usize = 32 * 1024;

/// What came is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// A reply as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) code: u16,
    /// The words of each line.
    pub(super) lines: Vec<String>,
}

/// What came and was not taken yet.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    /// Bytes as they came; whoever reads puts them here.
    pub(super) bytes: Vec<u8>,
    /// How many of them are known to hold no end of a line.
    searched: usize,
    /// The lines that came of a reply of several.
    begun: Option<Answer>,
    /// How many bytes those lines had.
    size: usize,
}

impl Inbox {
    /// Whether nothing came that was not taken.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.begun.is_none()
    }

    /// Takes the next reply, if it came whole.
    pub(super) fn take(&mut self) -> Result<Option<Answer>, Malformed> {
        while let Some(at) = self.bytes[self.searched..].iter().position(|byte| *byte == b'\n') {
            let length = self.searched + at + 1;
            self.size += length;
            let line: Vec<u8> = self.bytes.drain(..length).collect();
            self.searched = 0;
            if self.size > MAX_BYTES {
                return Err(Malformed);
            }
            if let Some(answer) = self.add(&line)? {
                self.size = 0;
                return Ok(Some(answer));
            }
        }
        self.searched = self.bytes.len();
        if self.size + self.searched > MAX_BYTES { Err(Malformed) } else { Ok(None) }
    }

    /// Adds a line to the reply; gives the reply if it was its last.
    fn add(&mut self, line: &[u8]) -> Result<Option<Answer>, Malformed> {
        let line = line.strip_suffix(b"\r\n").ok_or(Malformed)?;
        if line.contains(&b'\r') {
            return Err(Malformed);
        }
        let (digits, rest) = line.split_at_checked(3).ok_or(Malformed)?;
        let code = code(digits).ok_or(Malformed)?;
        let (last, words) = match rest.split_first() {
            None => (true, rest),
            Some((b' ', words)) => (true, words),
            Some((b'-', words)) => (false, words),
            Some(_) => return Err(Malformed),
        };
        let mut answer = self.begun.take().unwrap_or(Answer { code, lines: Vec::new() });
        if answer.code != code || answer.lines.len() == MAX_LINES {
            return Err(Malformed);
        }
        answer.lines.push(String::from_utf8_lossy(words).into_owned());
        if last {
            return Ok(Some(answer));
        }
        self.begun = Some(answer);
        Ok(None)
    }
}

/// A code as RFC 5321 §4.2 has them.
fn code(digits: &[u8]) -> Option<u16> {
    let good = matches!(digits, [b'2'..=b'5', b'0'..=b'5', b'0'..=b'9']);
    good.then(|| digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0')))
}

impl Answer {
    /// What is kept of it.
    pub(super) fn reply(&self) -> Reply {
        let enhanced = self.lines.first().and_then(|line| enhanced(self.code, line));
        let without_codes = self.lines.iter().map(|line| match enhanced {
            Some(_) if enhanced_code(line).is_some() => line.split_once(' ').map_or("", |it| it.1),
            _ => line.as_str(),
        });
        let words = without_codes.collect::<Vec<_>>().join(" ");
        let visible = |character: &char| {
            *character != '\n' && characters::refused(character.encode_utf8(&mut [0; 4])).is_none()
        };
        let text = words.chars().filter(visible).take(Reply::MAX_TEXT).collect();
        Reply { code: self.code, enhanced, text }
    }

    /// That this was the answer at a stage, and should not have been.
    pub(super) fn problem(&self, stage: Stage) -> Problem {
        Problem { stage, cause: Cause::Reply(self.reply()) }
    }
}

/// The enhanced code of a line, if it belongs to the code.
fn enhanced(code: u16, line: &str) -> Option<(u16, u16, u16)> {
    enhanced_code(line).filter(|(class, ..)| *class == code / 100)
}

/// The enhanced code with which a line begins (RFC 2034 §4).
fn enhanced_code(line: &str) -> Option<(u16, u16, u16)> {
    let mut parts = line.split(' ').next()?.split('.').map(|part| {
        let good = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| part.parse::<u16>().ok()).flatten()
    });
    let code = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn taken(bytes: &[u8]) -> Result<Option<Answer>, Malformed> {
        Inbox { bytes: bytes.to_vec(), ..Inbox::default() }.take()
    }

    fn reply(bytes: &str) -> Reply {
        taken(bytes.as_bytes()).unwrap().unwrap().reply()
    }

    #[test]
    fn a_reply_of_one_line_or_several_is_read() {
        assert_eq!(reply("250 2.1.5 Ok\r\n").to_string(), "250 2.1.5 Ok");
        assert_eq!(reply("250\r\n").to_string(), "250");
        assert_eq!(reply("250 \r\n").to_string(), "250");
        assert_eq!(
            reply("550-5.1.1 No such\r\n550 5.1.1 user here\r\n").to_string(),
            "550 5.1.1 No such user here"
        );
        assert_eq!(reply("250 5.1.1 of another class\r\n").enhanced, None);
        assert_eq!(reply("250 1.2.3.4 is you\r\n").text, "1.2.3.4 is you");
    }

    #[test]
    fn what_is_no_reply_is_malformed() {
        for bytes in [
            "hello\r\n",
            "\r\n",
            "25 x\r\n",
            "2500 x\r\n",
            "150 x\r\n",
            "650 x\r\n",
            "280 x\r\n",
            "250_x\r\n",
            "250 x\n",
            "250 a\rb\r\n",
            "250-a\r\n251 b\r\n",
            "250-a\r\nb\r\n",
            "\u{ff12}50 x\r\n",
        ] {
            assert_eq!(taken(bytes.as_bytes()), Err(Malformed), "{bytes:?}");
        }
    }

    #[test]
    fn a_reply_has_its_bounds() {
        let lines = |count: usize| "250-x\r\n".repeat(count - 1) + "250 x\r\n";
        assert!(taken(lines(MAX_LINES).as_bytes()).unwrap().is_some());
        assert_eq!(taken(lines(MAX_LINES + 1).as_bytes()), Err(Malformed));
        assert_eq!(taken(&vec![b'2'; MAX_BYTES + 1]), Err(Malformed));
        assert_eq!(taken(&vec![b'2'; MAX_BYTES]), Ok(None));
        let long = format!("250 {}\r\n", "x".repeat(5_000));
        assert_eq!(reply(&long).text.chars().count(), Reply::MAX_TEXT);
    }

    #[test]
    fn what_is_invisible_is_not_kept() {
        let bytes = b"550 a\x1b[2Jb\x00c\xe2\x80\xaed\xff\r\n";
        let text = taken(bytes).unwrap().unwrap().reply().text;
        assert_eq!(text, "a[2Jbcd\u{fffd}");
    }

    proptest! {
        #[test]
        fn whatever_bytes_come_what_is_kept_of_them_is_bounded(
            code in "[2-5][0-5][0-9]", bytes in prop::collection::vec(any::<u8>(), 0..2000)
        ) {
            let line = [code.as_bytes(), b" ", &bytes, b"\r\n"].concat();
            if let Ok(Some(answer)) = taken(&line) {
                let reply = answer.reply();
                prop_assert!(reply.text.chars().count() <= Reply::MAX_TEXT);
                prop_assert!(!reply.text.chars().any(char::is_control));
            }
            let _ = taken(&bytes);
        }

        #[test]
        fn whatever_comes_in_whatever_pieces_is_read_the_same(
            bytes in "(250[ -][a-z.0-9]{0,5}\r\n|[0-9a-z \r\n-]{0,9}){0,6}", at in 0_usize..40
        ) {
            let all = |pieces: &[&[u8]]| {
                let (mut inbox, mut answers) = (Inbox::default(), Vec::new());
                for piece in pieces {
                    inbox.bytes.extend_from_slice(piece);
                    loop {
                        match inbox.take() {
                            Ok(Some(answer)) => answers.push(answer),
                            Ok(None) => break,
                            Err(Malformed) => return (answers, true),
                        }
                    }
                }
                (answers, false)
            };
            let (one, other) = bytes.as_bytes().split_at(at.min(bytes.len()));
            prop_assert_eq!(all(&[bytes.as_bytes()]), all(&[one, other]));
        }
    }
}
