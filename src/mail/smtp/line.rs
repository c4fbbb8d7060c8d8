//! What is said to a relay, and what it answers: every wait has the deadline of its stage, and nothing is said over a word of the relay
//! that was not listened to. After any [`Problem`] the line is of no use any more.

use std::{future::Future, io};

use futures_util::FutureExt as _;
use tokio::{
    task::{unconstrained, yield_now},
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

use super::{
    deadlines::Deadlines,
    reply::{Answer, Inbox, Malformed},
    stream::Stream,
};
use crate::domain::mailing::{Cause, Problem, Stage};

/// The relay stops serving (RFC 5321 §3.8).
const CLOSING: u16 = 421;

/// A line to a relay.
#[derive(Debug)]
pub(super) struct Line {
    stream: Stream,
    inbox: Inbox,
    deadlines: Deadlines,
}

impl Line {
    /// Reaches a relay.
    pub(super) async fn open(host: &str, port: u16, deadlines: Deadlines) -> Result<Self, Problem> {
        let stage = Stage::Connect;
        let stream = within(stage, &deadlines, async {
            Stream::connect(host, port).await.map_err(|error| failure(stage, &error))
        });
        Ok(Self { stream: stream.await?, inbox: Inbox::default(), deadlines })
    }

    /// Goes on by TLS. What came in the clear before it is nothing that the relay said.
    pub(super) async fn secure(
        self,
        tls: &TlsConnector,
        name: ServerName<'static>,
    ) -> Result<Self, Problem> {
        let stage = Stage::Secure;
        if !self.inbox.is_empty() {
            return Err(Problem { stage, cause: Cause::Malformed });
        }
        let stream = within(stage, &self.deadlines, async {
            self.stream.secure(tls, name).await.map_err(|error| failure(stage, &error))
        });
        Ok(Self { stream: stream.await?, inbox: Inbox::default(), deadlines: self.deadlines })
    }

    /// Whether nobody else can read what is said.
    pub(super) fn is_private(&self) -> bool {
        self.stream.is_private()
    }

    /// Says something that is not answered at once.
    pub(super) async fn say(&mut self, stage: Stage, bytes: &[u8]) -> Result<(), Problem> {
        let Self { stream, inbox, deadlines } = self;
        within(stage, deadlines, say(stream, inbox, stage, bytes)).await
    }

    /// The next answer of the relay.
    pub(super) async fn hear(&mut self, stage: Stage) -> Result<Answer, Problem> {
        let Self { stream, inbox, deadlines } = self;
        within(stage, deadlines, hear(stream, inbox, stage)).await
    }

    /// Says something and waits for the answer, both within one deadline.
    pub(super) async fn ask(&mut self, stage: Stage, bytes: &[u8]) -> Result<Answer, Problem> {
        let Self { stream, inbox, deadlines } = self;
        let asked = async {
            say(stream, inbox, stage, bytes).await?;
            hear(stream, inbox, stage).await
        };
        within(stage, deadlines, asked).await
    }

    /// What the relay says without having been asked, if it does so now: an answer that comes too early belongs to nothing.
    pub(super) async fn interrupted(&mut self, stage: Stage) -> Result<(), Problem> {
        // Lets the runtime take note of what has come.
        yield_now().await;
        let read = unconstrained(self.stream.read(&mut self.inbox.bytes)).now_or_never();
        match read {
            None if self.inbox.is_empty() => Ok(()),
            Some(Ok(0)) => Err(Problem { stage, cause: Cause::Closed }),
            Some(Err(error)) => Err(failure(stage, &error)),
            None | Some(Ok(_)) => {
                let answer = self.hear(stage).await?;
                let negative = answer.code >= 400;
                let unasked = Problem { stage, cause: Cause::Malformed };
                Err(if negative { answer.problem(stage) } else { unasked })
            }
        }
    }
}

/// Waits for something as long as its stage may take.
async fn within<T>(
    stage: Stage,
    deadlines: &Deadlines,
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let late = |_| Err(Problem { stage, cause: Cause::TimedOut });
    timeout(deadlines.of(stage), work).await.unwrap_or_else(late)
}

async fn say(
    stream: &mut Stream,
    inbox: &Inbox,
    stage: Stage,
    bytes: &[u8],
) -> Result<(), Problem> {
    if !inbox.is_empty() {
        return Err(Problem { stage, cause: Cause::Malformed });
    }
    stream.write(bytes).await.map_err(|error| failure(stage, &error))
}

async fn hear(stream: &mut Stream, inbox: &mut Inbox, stage: Stage) -> Result<Answer, Problem> {
    loop {
        match inbox.take() {
            Ok(Some(answer)) if answer.code == CLOSING => return Err(answer.problem(stage)),
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(Malformed) => return Err(Problem { stage, cause: Cause::Malformed }),
        }
        match stream.read(&mut inbox.bytes).await {
            Ok(0) => return Err(Problem { stage, cause: Cause::Closed }),
            Ok(_) => {}
            Err(error) => return Err(failure(stage, &error)),
        }
    }
}

/// What the system, or TLS, says.
fn failure(stage: Stage, error: &io::Error) -> Problem {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected, TimedOut, UnexpectedEof,
    };
    let cause = match error.kind() {
        BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected | UnexpectedEof => {
            Cause::Closed
        }
        TimedOut => Cause::TimedOut,
        _ => Cause::Failed(error.to_string()),
    };
    Problem { stage, cause }
}
