//! What came of a mail, told by how far the conversation had come and what was answered there. The stage matters: what refuses a
//! recipient at `RCPT` says something else than the same words after the mail (requirement E47).

use std::fmt;

/// How far a conversation with a relay had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Finding the host and reaching it.
    Connect,
    /// Making the connection secret.
    Secure,
    /// The relay says who it is.
    Greeting,
    /// `EHLO`.
    Hello,
    /// `AUTH`.
    SignIn,
    /// Between two mails.
    Idle,
    /// `MAIL`.
    Sender,
    /// `RCPT`.
    Recipient,
    /// `DATA`.
    Data,
    /// The mail itself, but for its end.
    Body,
    /// The end of the mail, and the reply to it.
    End,
    /// `RSET`.
    Reset,
    /// `QUIT`.
    Quit,
}

impl Stage {
    /// The word by which it is stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Secure => "tls",
            Self::Greeting => "greeting",
            Self::Hello => "ehlo",
            Self::SignIn => "auth",
            Self::Idle => "idle",
            Self::Sender => "mail",
            Self::Recipient => "rcpt",
            Self::Data => "data",
            Self::Body => "body",
            Self::End => "end",
            Self::Reset => "rset",
            Self::Quit => "quit",
        }
    }
}

/// What a relay answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The code of three digits (RFC 5321 §4.2).
    pub code: u16,
    /// The enhanced code, such as 5.1.1 (RFC 3463).
    pub enhanced: Option<(u16, u16, u16)>,
    /// Its words, without the codes: at most [`Reply::MAX_TEXT`] characters, none of them invisible.
    pub text: String,
}

impl Reply {
    /// The most characters that are kept of its words.
    pub const MAX_TEXT: usize = 300;
}

impl fmt::Display for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.code)?;
        if let Some((class, subject, detail)) = self.enhanced {
            write!(formatter, " {class}.{subject}.{detail}")?;
        }
        if self.text.is_empty() { Ok(()) } else { write!(formatter, " {}", self.text) }
    }
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The relay said no, or something that is no answer to what it was told.
    Reply(Reply),
    /// Nothing came for too long.
    TimedOut,
    /// The other side ended the connection.
    Closed,
    /// What came is no reply, or nobody had asked for it.
    Malformed,
    /// The connection would not be secret, and has to be.
    Unprotected,
    /// The relay offers no way to sign in that is known here.
    NoMechanism,
    /// The connection is too old for another mail.
    TooOld,
    /// The system, or TLS, says why.
    Failed(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Reply(reply) => return reply.fmt(formatter),
            Self::Failed(why) => why,
            Self::TimedOut => "timeout",
            Self::Closed => "closed",
            Self::Malformed => "malformed",
            Self::Unprotected => "unprotected",
            Self::NoMechanism => "no-mechanism",
            Self::TooOld => "too-old",
        })
    }
}

/// Where and why a conversation did not go as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub stage: Stage,
    /// Why.
    pub cause: Cause,
}

impl Problem {
    /// What the relay answered, if it was that.
    pub const fn reply(&self) -> Option<&Reply> {
        match &self.cause {
            Cause::Reply(reply) => Some(reply),
            _ => None,
        }
    }
}

/// Stage and cause in one line, as it is stored and logged: `rcpt 550 5.1.1 unknown`, `connect timeout`.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.stage.word(), self.cause)
    }
}

/// What about a mail keeps it from being sent at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// An address that cannot stand in a command.
    Address,
    /// Bytes beyond ASCII, or a NUL.
    NotAscii,
    /// A line that does not end in CRLF.
    LineEnd,
    /// A line of more than 998 bytes.
    LineLength,
}

/// What came of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay has it, and answers for it.
    Accepted(Reply),
    /// It will not be taken for this recipient.
    Refused(Problem),
    /// It is not taken for this recipient for now.
    Deferred(Problem),
    /// The relay, or the way to it, is the problem. It says nothing about the recipient, and the mail was not taken.
    Relay(Problem),
    /// Its end was sent and no reply to it was understood: it may have been taken (RFC 1047, requirement E30).
    InDoubt(Problem),
    /// Something is wrong with the mail itself; the relay was told nothing of it.
    Unsendable(Flaw),
}

impl Outcome {
    /// What a problem means for the mail that was under way.
    pub fn of(problem: Problem) -> Self {
        let about_the_mail = (Stage::Recipient..=Stage::End).contains(&problem.stage);
        match problem.reply().map(|reply| reply.code) {
            // The relay stops serving, whatever it was told (RFC 5321 §3.8).
            Some(421) => Self::Relay(problem),
            Some(400..=499) if about_the_mail => Self::Deferred(problem),
            Some(500..=599) if about_the_mail => Self::Refused(problem),
            _ if problem.stage == Stage::End => Self::InDoubt(problem),
            _ => Self::Relay(problem),
        }
    }

    /// Whether it asks for fewer mails, by its code or in the words that providers use (requirement E36).
    pub fn asks_for_less(&self) -> bool {
        const CODES: [u16; 5] = [421, 450, 451, 452, 454];
        let Some(reply) = self.problem().and_then(Problem::reply) else { return false };
        let text = reply.text.to_ascii_lowercase();
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        let mut starts = words.map(|word| word.starts_with("rate") || word.starts_with("throttl"));
        let phrase = ["4.7.28", "tss04", "ipts04", "too many"];
        CODES.contains(&reply.code)
            || reply.enhanced == Some((4, 7, 28))
            || starts.any(|it| it)
            || phrase.iter().any(|it| text.contains(it))
    }

    /// What went wrong, if anything did.
    pub const fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(it) | Self::Deferred(it) | Self::Relay(it) | Self::InDoubt(it) => {
                Some(it)
            }
            Self::Accepted(_) | Self::Unsendable(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(stage: Stage, code: u16) -> Outcome {
        let reply = Reply { code, enhanced: None, text: String::new() };
        Outcome::of(Problem { stage, cause: Cause::Reply(reply) })
    }

    #[test]
    fn only_what_is_said_from_rcpt_on_is_about_the_recipient() {
        for code in [450, 550] {
            for stage in [Stage::Greeting, Stage::Hello, Stage::SignIn, Stage::Sender] {
                assert!(matches!(outcome(stage, code), Outcome::Relay(_)), "{stage:?} {code}");
            }
        }
        for stage in [Stage::Recipient, Stage::Data, Stage::Body, Stage::End] {
            assert!(matches!(outcome(stage, 450), Outcome::Deferred(_)), "{stage:?}");
            assert!(matches!(outcome(stage, 550), Outcome::Refused(_)), "{stage:?}");
            assert!(matches!(outcome(stage, 421), Outcome::Relay(_)), "{stage:?}");
        }
    }

    #[test]
    fn a_mail_is_in_doubt_only_after_its_end() {
        for cause in [Cause::TimedOut, Cause::Closed, Cause::Malformed] {
            let of = |stage| Outcome::of(Problem { stage, cause: cause.clone() });
            assert!(matches!(of(Stage::Body), Outcome::Relay(_)), "{cause:?}");
            assert!(matches!(of(Stage::End), Outcome::InDoubt(_)), "{cause:?}");
        }
        assert!(matches!(outcome(Stage::End, 354), Outcome::InDoubt(_)));
    }

    #[test]
    fn that_less_is_wanted_is_told_by_codes_and_by_words() {
        let asks = |code, text: &str| {
            let reply = Reply { code, enhanced: None, text: text.to_owned() };
            Outcome::of(Problem { stage: Stage::End, cause: Cause::Reply(reply) }).asks_for_less()
        };
        for code in [421, 450, 451, 452, 454] {
            assert!(asks(code, ""), "{code}");
        }
        for text in ["4.7.28 [TSS04]", "Rate limited", "Too many messages", "IPTS04 x", "throttled"]
        {
            assert!(asks(550, text), "{text}");
        }
        assert!(!asks(550, "unknown user at corporate.example.jp") && !asks(431, ""));
    }

    #[test]
    fn a_reply_is_shown_with_both_codes() {
        let mut reply = Reply { code: 550, enhanced: Some((5, 1, 1)), text: "unknown".to_owned() };
        assert_eq!(reply.to_string(), "550 5.1.1 unknown");
        let problem = Problem { stage: Stage::Recipient, cause: Cause::Reply(reply.clone()) };
        assert_eq!(problem.to_string(), "rcpt 550 5.1.1 unknown");
        let problem = Problem { stage: Stage::Connect, cause: Cause::TimedOut };
        assert_eq!(problem.to_string(), "connect timeout");
        reply.enhanced = None;
        reply.text.clear();
        assert_eq!(reply.to_string(), "550");
    }
}
