//! The beginning of a conversation: who the relay is, what it can do, that nobody else reads, and who we are (requirement E17).

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{Client, line::Line, reply::Answer};
use crate::domain::mailing::{Cause, Login, Problem, Protection, Stage};

/// What a relay offers (RFC 5321 §4.1.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Offers {
    pipelining: bool,
    start_tls: bool,
    mechanism: Option<Mechanism>,
}

/// A way to sign in; the better one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mechanism {
    Plain,
    Login,
}

impl Offers {
    /// What the answer to `EHLO` lists; its first line is a greeting.
    fn of(answer: &Answer) -> Self {
        let mut offers = Self::default();
        for line in answer.lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("PIPELINING") => offers.pipelining = true,
                Some("STARTTLS") => offers.start_tls = true,
                Some("AUTH") => {
                    let known = words.filter_map(|word| match word {
                        "PLAIN" => Some(Mechanism::Plain),
                        "LOGIN" => Some(Mechanism::Login),
                        _ => None,
                    });
                    offers.mechanism = known.chain(offers.mechanism).min();
                }
                _ => {}
            }
        }
        offers
    }
}

/// Opens a conversation, and tells whether the relay takes several commands at once.
pub(super) async fn open(client: &Client) -> Result<(Line, bool), Problem> {
    let relay = &client.relay;
    let mut line = Line::open(&relay.host, relay.port, client.deadlines).await?;
    let unprotected = |stage| Problem { stage, cause: Cause::Unprotected };
    match relay.protection {
        Protection::Implicit => line = line.secure(&client.tls, client.host.clone()).await?,
        Protection::None if !line.is_private() && !relay.insecure => {
            return Err(unprotected(Stage::Secure));
        }
        Protection::StartTls | Protection::None => {}
    }
    expect(220, Stage::Greeting, line.hear(Stage::Greeting).await?)?;
    let mut offers = hello(client, &mut line).await?;
    if relay.protection == Protection::StartTls {
        if !offers.start_tls {
            return Err(unprotected(Stage::Secure));
        }
        expect(220, Stage::Secure, line.ask(Stage::Secure, b"STARTTLS\r\n").await?)?;
        line = line.secure(&client.tls, client.host.clone()).await?;
        // What was offered before was not said by the relay alone.
        offers = hello(client, &mut line).await?;
    }
    if let Some(login) = &relay.login {
        if !line.is_private() {
            return Err(unprotected(Stage::SignIn));
        }
        sign_in(&mut line, offers, login).await?;
    }
    Ok((line, offers.pipelining))
}

async fn hello(client: &Client, line: &mut Line) -> Result<Offers, Problem> {
    let command = format!("EHLO {}\r\n", client.greeting);
    let answer = line.ask(Stage::Hello, command.as_bytes()).await?;
    Ok(Offers::of(&expect(250, Stage::Hello, answer)?))
}

/// Signs in (RFC 4954; RFC 4616 for PLAIN).
async fn sign_in(line: &mut Line, offers: Offers, login: &Login) -> Result<(), Problem> {
    let stage = Stage::SignIn;
    let (user, password) = (login.user.as_str(), login.password.expose());
    match offers.mechanism {
        Some(Mechanism::Plain) => {
            let words = STANDARD.encode(format!("\0{user}\0{password}"));
            let command = format!("AUTH PLAIN {words}\r\n");
            expect(235, stage, line.ask(stage, command.as_bytes()).await?)?;
        }
        Some(Mechanism::Login) => {
            expect(334, stage, line.ask(stage, b"AUTH LOGIN\r\n").await?)?;
            for (code, word) in [(334, user), (235, password)] {
                let word = format!("{}\r\n", STANDARD.encode(word));
                expect(code, stage, line.ask(stage, word.as_bytes()).await?)?;
            }
        }
        None => return Err(Problem { stage, cause: Cause::NoMechanism }),
    }
    Ok(())
}

/// Passes on the one answer with which the conversation goes on.
fn expect(code: u16, stage: Stage, answer: Answer) -> Result<Answer, Problem> {
    if answer.code == code { Ok(answer) } else { Err(answer.problem(stage)) }
}
