//! The conversation with a relay, against relays that do everything wrong (requirements E17, E39).
//!
//! - `table.rs`: every misbehaviour at every stage;
//! - `order.rs`: answers that come too early, twice or to somebody else;
//! - `tls.rs`: relays that are not who they should be;
//! - `sink.rs`: the relay of somebody else.

mod order;
mod sink;
mod table;
mod tls;

use std::time::Duration;

use noroshi::{
    domain::mailing::{Outcome, Problem, Protection, Relay, Stage},
    mail::{
        ReadyMail,
        smtp::{Client, Connection, Deadlines},
    },
};

use crate::support::{relay::FakeRelay, time::until};

/// Deadlines that are not what a test is about.
const GENEROUS: Duration = Duration::from_secs(30);
/// The deadline that is: only where silence is expected, because a busy machine is slow, too.
const SHORT: Duration = Duration::from_secs(3);

fn generous() -> Deadlines {
    let all = GENEROUS;
    Deadlines {
        connect: all,
        hello: all,
        sign_in: all,
        envelope: all,
        data: all,
        body: all,
        end: all,
        ..Deadlines::default()
    }
}

/// A relay's settings, without TLS.
fn settings(port: u16) -> Relay {
    Relay {
        name: "test".to_owned(),
        host: "127.0.0.1".to_owned(),
        port,
        protection: Protection::None,
        login: None,
        ca_file: None,
        insecure: false,
        per_second: None,
    }
}

fn client_with(relay: Relay, deadlines: Deadlines) -> Client {
    Client::new(relay, "portal.example.jp", deadlines).unwrap()
}

fn client(relay: &FakeRelay) -> Client {
    client_with(settings(relay.port), generous())
}

async fn connected(relay: &FakeRelay) -> Connection {
    client(relay).connect().await.unwrap()
}

/// A mail that can be told from others.
fn mail(number: usize) -> ReadyMail {
    ReadyMail {
        sender: format!("b+{number}@bounce.example.jp"),
        recipient: format!("someone{number}@example.jp"),
        message_id: format!("<{number}.x@status.example.jp>"),
        bytes: format!("Subject: {number}\r\n\r\nHello\r\n.\r\n..two\r\nend\r\n").into_bytes(),
    }
}

/// What came of a mail, in short.
fn short(outcome: &Outcome) -> (&'static str, Option<Stage>) {
    let stage = outcome.problem().map(|problem| problem.stage);
    let word = match outcome {
        Outcome::Accepted(_) => "accepted",
        Outcome::Refused(_) => "refused",
        Outcome::Deferred(_) => "deferred",
        Outcome::Relay(_) => "relay",
        Outcome::InDoubt(_) => "in doubt",
        Outcome::Unsendable(_) => "unsendable",
    };
    (word, stage)
}

/// Connects and sends a mail; a problem on the way to the first mail is one of the relay.
async fn attempt(client: &Client, mail: &ReadyMail) -> (Outcome, Option<Connection>) {
    match client.connect().await {
        Ok(connection) => connection.send(mail).await,
        Err(problem) => (Outcome::of(problem), None),
    }
}

async fn refusal(client: &Client) -> Problem {
    client.connect().await.unwrap_err()
}

/// Waits until this side has closed every connection to a relay.
async fn left(relay: &FakeRelay) {
    until("every connection closed", async || (relay.heard().open == 0).then_some(())).await;
}
