//! Every misbehaviour at every stage, told everything at once or step by step: what it means for the mail, that nothing takes longer than
//! its stage may, and that no connection is left behind.

use futures_util::future::join_all;
use noroshi::{domain::mailing::Stage, mail::smtp::Deadlines};
use tokio::time::timeout;

use super::{GENEROUS, SHORT, attempt, client_with, generous, left, mail, settings, short};
use crate::support::relay::{Act, FakeRelay, Script};

/// The stages, with the words by which a script knows them.
const STAGES: [(&str, Stage); 6] = [
    ("greeting", Stage::Greeting),
    ("EHLO", Stage::Hello),
    ("MAIL", Stage::Sender),
    ("RCPT", Stage::Recipient),
    ("DATA", Stage::Data),
    (".", Stage::End),
];

/// What a relay does, and what of it tells for sure: nothing; that the relay has stopped; that the mail is not taken for now; never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tells {
    Nothing,
    Stopped,
    NotNow,
    Never,
}

fn misbehaviours() -> Vec<(&'static str, Act, Tells)> {
    let say = |line: &str| Act::Say(format!("{line}\r\n"));
    let many = "250-x\r\n".repeat(64) + "250 x";
    vec![
        ("silence", Act::Silence, Tells::Nothing),
        ("a byte now and then", Act::Trickle(b"2"), Tells::Nothing),
        ("a line now and then", Act::Trickle(b"250-x\r\n"), Tells::Nothing),
        ("the end of the connection", Act::HangUp, Tells::Nothing),
        ("half of it", Act::HalfClose, Tells::Nothing),
        ("a line of 10 MB", Act::Flood, Tells::Nothing),
        ("65 lines", say(&many), Tells::Nothing),
        ("words", say("hello"), Tells::Nothing),
        ("bytes", Act::Say("\u{0}\u{1b}[2J\u{ff}\r\n".to_owned()), Tells::Nothing),
        ("an answer to something else", say("334 VXNlcm5hbWU6"), Tells::Nothing),
        ("another answer to something else", say("299 x"), Tells::Nothing),
        ("a code that changes", say("250-x\r\n550 x"), Tells::Nothing),
        ("a line that ends in LF only", Act::Say("250 x\n".to_owned()), Tells::Nothing),
        ("421", say("421 4.3.2 closing"), Tells::Stopped),
        ("421 at once again", say("421-4.7.28 too fast\r\n421 4.7.28 wait"), Tells::Stopped),
        ("450", say("450 4.2.0 greylisted"), Tells::NotNow),
        ("452", say("452 4.2.2 full"), Tells::NotNow),
        ("550", say("550 5.1.1 unknown"), Tells::Never),
        ("554 of several lines", say("554-5.7.1 no\r\n554 5.7.1 never"), Tells::Never),
    ]
}

/// What it means for the mail, and whether the connection can go on.
fn meaning(stage: Stage, tells: Tells) -> (&'static str, bool) {
    match tells {
        Tells::Nothing if stage == Stage::End => ("in doubt", false),
        Tells::Nothing | Tells::Stopped => ("relay", false),
        Tells::NotNow | Tells::Never if stage < Stage::Sender => ("relay", false),
        Tells::NotNow | Tells::Never if stage == Stage::Sender => ("relay", true),
        Tells::NotNow => ("deferred", true),
        Tells::Never => ("refused", true),
    }
}

/// The deadline of one stage is short. Silence of a relay that should hear several commands at once ends with the first of them.
fn short_at(stage: Stage) -> Deadlines {
    let mut deadlines = generous();
    *match stage {
        Stage::Greeting | Stage::Hello => &mut deadlines.hello,
        Stage::Sender | Stage::Recipient => &mut deadlines.envelope,
        Stage::Data => &mut deadlines.data,
        _ => &mut deadlines.end,
    } = SHORT;
    deadlines
}

async fn check(
    pipelining: bool,
    (at, stage): (&'static str, Stage),
    act: Act,
    name: String,
    tells: Tells,
) {
    let silent = matches!(act, Act::Silence | Act::Trickle(_));
    let script = Script::default().at(at, act);
    let script = if pipelining { script.offering("PIPELINING") } else { script };
    let relay = FakeRelay::start(script).await;
    let deadlines = if silent { short_at(stage) } else { generous() };
    let client = client_with(settings(relay.port), deadlines);
    let attempted = timeout(GENEROUS, async { attempt(&client, &mail(1)).await }).await;
    let (outcome, connection) = attempted.unwrap_or_else(|_| panic!("in time: {name}"));

    let (word, reusable) = meaning(stage, tells);
    assert_eq!(short(&outcome).0, word, "{name}: {outcome:?}");
    if !pipelining {
        assert_eq!(short(&outcome).1, Some(stage), "{name}: {outcome:?}");
    }
    let taken = relay.heard().mails.len();
    assert!(taken == 0 || word == "in doubt", "{name}");
    assert_eq!(connection.is_some(), reusable, "{name}: {outcome:?}");

    // The next mail is answered for itself, on the same connection if that is good for it.
    let client = client_with(settings(relay.port), generous());
    let (outcome, connection) = match connection {
        Some(connection) => connection.send(&mail(2)).await,
        None => attempt(&client, &mail(2)).await,
    };
    assert_eq!(short(&outcome).0, "accepted", "{name}: {outcome:?}");
    assert_eq!(relay.heard().mails.len(), taken + 1, "{name}");
    assert_eq!(relay.heard().mails[taken].recipient, "someone2@example.jp", "{name}");
    assert_eq!(relay.heard().connections, if reusable { 1 } else { 2 }, "{name}");
    drop(connection);
    left(&relay).await;
}

#[tokio::test]
async fn whatever_a_relay_does_wrong_at_any_stage_no_mail_is_taken_for_sent() {
    let mut checks = Vec::new();
    for pipelining in [false, true] {
        for (at, stage) in STAGES {
            for (what, act, tells) in misbehaviours() {
                let how = if pipelining { "at once" } else { "step by step" };
                let name = format!("{what} at {at}, {how}");
                checks.push(check(pipelining, (at, stage), act, name, tells));
            }
        }
    }
    assert_eq!(checks.len(), 2 * 6 * 19);
    join_all(checks).await;
}
