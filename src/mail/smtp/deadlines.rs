//! How long each stage of a conversation may take (requirement E39; RFC 5321 §4.5.3.2 allows more, for relays that are farther away).

use std::time::Duration;

use crate::domain::mailing::Stage;

/// How long each stage may take. Tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Finding the host and reaching it.
    pub connect: Duration,
    /// TLS, the relay's greeting, `EHLO`: each.
    pub hello: Duration,
    /// Each step of signing in.
    pub sign_in: Duration,
    /// `MAIL`, `RCPT`, `RSET`: each.
    pub envelope: Duration,
    /// `DATA`.
    pub data: Duration,
    /// Each 64 KiB of the mail.
    pub body: Duration,
    /// The reply to the end of the mail: long, because a relay that is not waited for gets the mail twice.
    pub end: Duration,
    /// `QUIT`, which nothing depends on.
    pub quit: Duration,
    /// How old a connection may be for another mail.
    pub age: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            hello: Duration::from_mins(1),
            sign_in: Duration::from_secs(30),
            envelope: Duration::from_mins(1),
            data: Duration::from_secs(30),
            body: Duration::from_mins(1),
            end: Duration::from_mins(5),
            quit: Duration::from_secs(2),
            age: Duration::from_mins(10),
        }
    }
}

impl Deadlines {
    /// How long a stage may take.
    pub(super) const fn of(&self, stage: Stage) -> Duration {
        match stage {
            Stage::Connect => self.connect,
            Stage::Secure | Stage::Greeting | Stage::Hello => self.hello,
            Stage::SignIn => self.sign_in,
            Stage::Idle | Stage::Sender | Stage::Recipient | Stage::Reset => self.envelope,
            Stage::Data => self.data,
            Stage::Body => self.body,
            Stage::End => self.end,
            Stage::Quit => self.quit,
        }
    }
}
