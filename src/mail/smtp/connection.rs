//! A conversation with a relay in which mails are sent, one after the other (requirement E39).

use std::ops::RangeInclusive;

use tokio::time::Instant;

use super::{Client, letter::Letter, line::Line, opening, reply::Answer};
use crate::{
    domain::mailing::{Cause, Outcome, Problem, Stage},
    mail::ReadyMail,
};

/// How much of a mail is sent within one deadline, in bytes.
const PIECE: usize = 64 * 1024;
/// The answers that say yes to a command about a mail.
const YES: RangeInclusive<u16> = 250..=259;
/// The answer that asks for the mail itself.
const GO_AHEAD: RangeInclusive<u16> = 354..=354;

/// A connection to a relay that is ready for a mail.
#[derive(Debug)]
pub struct Connection {
    line: Line,
    /// Whether the relay takes several commands at once (RFC 2920).
    pipelining: bool,
    opened: Instant,
    deadlines: super::Deadlines,
}

impl Connection {
    pub(super) async fn open(client: &Client) -> Result<Self, Problem> {
        let opened = Instant::now();
        let (line, pipelining) = opening::open(client).await?;
        Ok(Self { line, pipelining, opened, deadlines: client.deadlines })
    }

    /// Sends a mail. The connection comes back only if the conversation came to a clean end, so that no answer is ever taken for that to
    /// another mail; whoever drops this before its end drops the connection too, and does not know whether the mail was taken.
    ///
    /// A problem at [`Stage::Idle`] says that the connection had ended, or was too old, before anything of this mail was said.
    pub async fn send(mut self, mail: &ReadyMail) -> (Outcome, Option<Self>) {
        let letter = match Letter::of(mail) {
            Ok(letter) => letter,
            Err(flaw) => return (Outcome::Unsendable(flaw), Some(self)),
        };
        match self.transact(&letter).await {
            Ok(outcome) => (outcome, Some(self)),
            Err(outcome) => (outcome, None),
        }
    }

    /// Takes leave of the relay. What it answers is of no interest.
    pub async fn quit(mut self) {
        let _ = self.line.ask(Stage::Quit, b"QUIT\r\n").await;
    }

    /// Sends a mail. `Ok` if the relay is ready for another one, `Err` if the connection is over.
    async fn transact(&mut self, letter: &Letter) -> Result<Outcome, Outcome> {
        self.rested().await.map_err(Outcome::of)?;
        let (refusal, goes_ahead) = self.envelope(letter).await.map_err(Outcome::of)?;
        let Some(refusal) = refusal else { return self.content(&letter.bytes).await };
        let nobody = refusal.stage == Stage::Recipient;
        let outcome = Outcome::of(refusal);
        let ended = match (goes_ahead, nobody) {
            (false, _) => self.reset().await,
            (true, true) => self.send_nothing().await,
            // An end would make it a mail: there is a recipient, and no sender.
            (true, false) => return Err(outcome),
        };
        if ended.is_ok() { Ok(outcome) } else { Err(outcome) }
    }

    /// Looks whether the connection is still good after a rest.
    async fn rested(&mut self) -> Result<(), Problem> {
        if self.opened.elapsed() >= self.deadlines.age {
            return Err(Problem { stage: Stage::Idle, cause: Cause::TooOld });
        }
        self.line.interrupted(Stage::Idle).await
    }

    /// Says from whom and to whom the mail is. Gives the first refusal, and whether the relay waits for the mail all the same, which one
    /// that was told everything at once may do (RFC 2920 §3.1).
    async fn envelope(&mut self, letter: &Letter) -> Result<(Option<Problem>, bool), Problem> {
        let commands = [
            (Stage::Sender, letter.sender.as_str(), YES),
            (Stage::Recipient, letter.recipient.as_str(), YES),
            (Stage::Data, "DATA\r\n", GO_AHEAD),
        ];
        let mut together: Option<String> =
            self.pipelining.then(|| commands.iter().map(|it| it.1).collect());
        let (mut first_refusal, mut goes_ahead) = (None, false);
        for (stage, command, yes) in commands {
            let answer = match (self.pipelining, together.take()) {
                (true, None) => self.line.hear(stage).await?,
                (_, all) => {
                    let said = all.as_deref().unwrap_or(command);
                    self.line.ask(stage, said.as_bytes()).await?
                }
            };
            let refusal = refusal(stage, &answer, &yes)?;
            goes_ahead = stage == Stage::Data && refusal.is_none();
            first_refusal = first_refusal.or(refusal);
            if first_refusal.is_some() && !self.pipelining {
                break;
            }
        }
        Ok((first_refusal, goes_ahead))
    }

    /// Sends the mail itself, and waits for the one answer that counts.
    async fn content(&mut self, bytes: &[u8]) -> Result<Outcome, Outcome> {
        let mut pieces = bytes.chunks(PIECE).peekable();
        while let Some(piece) = pieces.next() {
            self.line.interrupted(Stage::Body).await.map_err(Outcome::of)?;
            // Only the last piece makes it a whole mail, from its last byte on.
            let stage = if pieces.peek().is_some() { Stage::Body } else { Stage::End };
            self.line.say(stage, piece).await.map_err(Outcome::of)?;
        }
        let answer = self.line.hear(Stage::End).await.map_err(Outcome::of)?;
        match refusal(Stage::End, &answer, &YES).map_err(Outcome::of)? {
            None => Ok(Outcome::Accepted(answer.reply())),
            Some(refusal) => Ok(Outcome::of(refusal)),
        }
    }

    /// Ends a mail that the relay waits for although it has no recipient. Whatever it answers, nobody gets anything.
    async fn send_nothing(&mut self) -> Result<(), Problem> {
        let answer = self.line.ask(Stage::Data, b".\r\n").await?;
        refusal(Stage::Data, &answer, &YES).map(|_| ())
    }

    /// Makes the relay forget a mail that it refused.
    async fn reset(&mut self) -> Result<(), Problem> {
        let answer = self.line.ask(Stage::Reset, b"RSET\r\n").await?;
        if YES.contains(&answer.code) { Ok(()) } else { Err(answer.problem(Stage::Reset)) }
    }
}

/// What an answer refuses, if it does; an answer that is neither a yes nor a no ends the conversation.
fn refusal(
    stage: Stage,
    answer: &Answer,
    yes: &RangeInclusive<u16>,
) -> Result<Option<Problem>, Problem> {
    match answer.code {
        code if yes.contains(&code) => Ok(None),
        400.. => Ok(Some(answer.problem(stage))),
        _ => Err(answer.problem(stage)),
    }
}
