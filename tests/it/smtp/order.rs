//! Answers that come too early, twice or to somebody else, and mails that cannot be sent: a mail counts as sent only by its own answer.

use std::time::Duration;

use futures_util::FutureExt as _;
use noroshi::domain::mailing::{Cause, Flaw, Outcome, Relay, Stage};
use tokio::task::yield_now;

use super::{
    SHORT, attempt, client, client_with, connected, generous, left, mail, settings, short,
};
use crate::support::{
    relay::{Act, FakeRelay, Script},
    time::until,
};

fn both(script: &Script) -> [Script; 2] {
    [script.clone(), script.clone().offering("PIPELINING")]
}

#[tokio::test]
async fn mails_arrive_as_they_were_written_one_after_the_other() {
    for script in both(&Script::default()) {
        let relay = FakeRelay::start(script).await;
        let mut connection = connected(&relay).await;
        for number in 0..20 {
            let (outcome, after) = connection.send(&mail(number)).await;
            assert!(
                matches!(&outcome, Outcome::Accepted(reply) if reply.code == 250),
                "{outcome:?}"
            );
            connection = after.unwrap();
        }
        connection.quit().await;
        left(&relay).await;
        let heard = relay.heard();
        assert_eq!(heard.connections, 1);
        assert_eq!(heard.commands.last().unwrap(), "QUIT");
        assert_eq!(heard.mails.len(), 20);
        for (number, taken) in heard.mails.iter().enumerate() {
            let written = mail(number);
            assert_eq!(
                (&taken.sender, &taken.recipient, &taken.bytes),
                (&written.sender, &written.recipient, &written.bytes)
            );
        }
    }
}

#[tokio::test]
async fn a_large_mail_goes_in_pieces() {
    let relay = FakeRelay::start(Script::default()).await;
    let mut large = mail(1);
    for _ in 0..5_000 {
        large.bytes.extend_from_slice(b".a line of a long mail, which begins with a dot\r\n");
    }
    let (outcome, _) = connected(&relay).await.send(&large).await;
    assert_eq!(short(&outcome).0, "accepted");
    assert_eq!(relay.heard().mails[0].bytes, large.bytes);
}

#[tokio::test]
async fn a_yes_that_comes_before_the_end_of_the_mail_is_none() {
    for script in both(&Script::default().say("DATA", "354 go on\r\n250 2.0.0 taken")) {
        let relay = FakeRelay::start(script).await;
        let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
        assert_eq!(short(&outcome), ("relay", Some(Stage::Body)), "{outcome:?}");
        assert!(connection.is_none());
        left(&relay).await;
        assert!(relay.heard().mails.is_empty());
    }
}

#[tokio::test]
async fn a_no_in_the_middle_of_the_mail_is_one() {
    for (line, word) in [("552 5.3.4 too big", "refused"), ("452 4.3.1 full", "deferred")] {
        let relay =
            FakeRelay::start(Script::default().say("DATA", &format!("354 go on\r\n{line}"))).await;
        let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
        assert_eq!(short(&outcome), (word, Some(Stage::Body)), "{outcome:?}");
        assert!(connection.is_none());
    }
}

#[tokio::test]
async fn what_a_relay_says_unasked_ends_the_connection_before_the_next_mail() {
    for script in both(&Script::default().say(".", "250 2.0.0 taken\r\n250 2.0.0 and again")) {
        let relay = FakeRelay::start(script).await;
        let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
        assert_eq!(short(&outcome).0, "accepted");
        let (outcome, connection) = connection.unwrap().send(&mail(2)).await;
        assert_eq!(short(&outcome), ("relay", Some(Stage::Idle)), "{outcome:?}");
        assert!(connection.is_none());
        assert_eq!(relay.heard().mails.len(), 1);
        assert_eq!(short(&attempt(&client(&relay), &mail(2)).await.0).0, "accepted");
        left(&relay).await;
    }
}

#[tokio::test]
async fn a_connection_that_ended_while_it_rested_is_known_before_the_next_mail() {
    let idle = Act::Say("421 4.4.2 idle\r\n".to_owned());
    for acts in [vec![Act::HangUp], vec![idle, Act::HangUp]] {
        let script = acts.into_iter().fold(Script::default(), |script, act| script.at("idle", act));
        let relay = FakeRelay::start(script).await;
        let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
        assert_eq!(short(&outcome).0, "accepted");
        left(&relay).await;
        let (outcome, connection) = connection.unwrap().send(&mail(2)).await;
        assert_eq!(short(&outcome), ("relay", Some(Stage::Idle)), "{outcome:?}");
        assert!(connection.is_none());
    }
}

#[tokio::test]
async fn the_answer_to_a_mail_that_was_given_up_is_never_taken_for_that_to_another() {
    // Measurement M2: the relay is slow to answer the first mail, whose sender stops waiting, and refuses the second one.
    for script in both(&Script::default().at(".", Act::Silence).say(".", "554 5.7.1 no")) {
        let relay = FakeRelay::start(script).await;
        let connection = connected(&relay).await;
        let first = mail(1);
        let mut sending = Box::pin(connection.send(&first));
        until("the mail is on its way", async || {
            assert!((&mut sending).now_or_never().is_none());
            relay.heard().commands.iter().any(|command| command == ".").then_some(())
        })
        .await;
        drop(sending);
        left(&relay).await;
        let (outcome, connection) = attempt(&client(&relay), &mail(2)).await;
        assert_eq!(short(&outcome), ("refused", Some(Stage::End)), "{outcome:?}");
        assert_eq!(short(&connection.unwrap().send(&mail(3)).await.0).0, "accepted");
    }
}

#[tokio::test]
async fn wherever_sending_is_given_up_the_connection_is_gone_and_the_next_mail_is_answered_for_itself()
 {
    for script in both(&Script::default()) {
        let relay = FakeRelay::start(script).await;
        let mut accepted = 0;
        for polls in 0..60 {
            let connection = connected(&relay).await;
            let first = mail(polls);
            let mut sending = Box::pin(connection.send(&first));
            for _ in 0..polls {
                if let Some((outcome, _)) = (&mut sending).now_or_never() {
                    assert_eq!(short(&outcome).0, "accepted");
                    accepted += 1;
                    break;
                }
                yield_now().await;
            }
            drop(sending);
        }
        assert!((1..60).contains(&accepted), "{accepted}");
        left(&relay).await;
        assert!(relay.heard().mails.len() >= accepted);
        assert_eq!(short(&attempt(&client(&relay), &mail(99)).await.0).0, "accepted");
    }
}

#[tokio::test]
async fn a_relay_that_stops_reading_is_left() {
    let relay = FakeRelay::start(Script::default().at("body", Act::Sleep)).await;
    let mut deadlines = generous();
    deadlines.body = SHORT;
    let mut large = mail(1);
    // More than what the system keeps for a relay that does not read.
    large.bytes.extend_from_slice(&b"a line of a very long mail\r\n".repeat(1_000_000));
    let client = client_with(settings(relay.port), deadlines);
    let (outcome, connection) = attempt(&client, &large).await;
    assert_eq!(short(&outcome), ("relay", Some(Stage::Body)), "{outcome:?}");
    assert_eq!(outcome.problem().unwrap().cause, Cause::TimedOut);
    assert!(connection.is_none());
    left(&relay).await;
    assert!(relay.heard().mails.is_empty());
}

#[tokio::test]
async fn a_mail_whose_recipient_was_refused_is_ended_without_anybody_getting_it() {
    let script = Script::default().offering("PIPELINING").say("RCPT", "550 5.1.1 unknown");
    // RFC 2920 lets a relay ask for the mail all the same, and take nothing or refuse it.
    for answer in ["250 2.0.0 taken", "554 5.5.1 nobody"] {
        let relay =
            FakeRelay::start(script.clone().say("DATA", "354 go on").say(".", answer)).await;
        let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
        assert_eq!(short(&outcome), ("refused", Some(Stage::Recipient)), "{outcome:?}");
        let (outcome, _) = connection.unwrap().send(&mail(2)).await;
        assert_eq!(short(&outcome).0, "accepted", "{outcome:?}");
        assert_eq!(relay.heard().mails.len(), 1);
        assert_eq!(relay.heard().connections, 1);
    }
    let relay = FakeRelay::start(script.say("DATA", "354 go on").at(".", Act::HangUp)).await;
    let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
    assert_eq!(short(&outcome), ("refused", Some(Stage::Recipient)), "{outcome:?}");
    assert!(connection.is_none());
}

#[tokio::test]
async fn a_mail_whose_sender_was_refused_is_never_ended() {
    let script = Script::default().offering("PIPELINING").say("MAIL", "550 5.7.1 not you");
    let script = script.say("RCPT", "250 2.1.5 Ok").say("DATA", "354 go on");
    let relay = FakeRelay::start(script).await;
    let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
    assert_eq!(short(&outcome), ("relay", Some(Stage::Sender)), "{outcome:?}");
    assert!(connection.is_none());
    left(&relay).await;
    assert!(relay.heard().mails.is_empty());
}

#[tokio::test]
async fn a_refusal_stands_even_if_the_relay_does_not_forget_the_mail() {
    for act in [Act::HangUp, Act::Say("451 4.3.0 no\r\n".to_owned())] {
        let relay =
            FakeRelay::start(Script::default().say("RCPT", "550 5.1.1 no").at("RSET", act)).await;
        let (outcome, connection) = connected(&relay).await.send(&mail(1)).await;
        assert_eq!(short(&outcome), ("refused", Some(Stage::Recipient)), "{outcome:?}");
        assert!(connection.is_none());
    }
}

#[tokio::test]
async fn a_mail_that_is_none_is_refused_before_anything_is_said_of_it() {
    let relay = FakeRelay::start(Script::default()).await;
    let mut connection = connected(&relay).await;
    let mut wrong = [mail(1), mail(1), mail(1), mail(1)];
    wrong[0].bytes = "Subject: é\r\n\r\n".into();
    wrong[1].bytes = b"a\r\n.\nMAIL FROM:<x@example.jp>\r\n".to_vec();
    wrong[2].bytes = vec![b'x'; 2000];
    wrong[2].bytes.extend_from_slice(b"\r\n");
    wrong[3].recipient = "a@example.jp>\r\nRCPT TO:<b@example.jp".to_owned();
    let flaws = [Flaw::NotAscii, Flaw::LineEnd, Flaw::LineLength, Flaw::Address];
    for (mail, flaw) in wrong.iter().zip(flaws) {
        let (outcome, after) = connection.send(mail).await;
        assert_eq!(outcome, Outcome::Unsendable(flaw));
        connection = after.unwrap();
    }
    assert_eq!(relay.heard().commands, ["EHLO portal.example.jp"]);
    assert_eq!(short(&connection.send(&mail(2)).await.0).0, "accepted");
}

#[tokio::test]
async fn a_connection_that_is_too_old_takes_no_further_mail() {
    let relay = FakeRelay::start(Script::default()).await;
    let mut deadlines = generous();
    deadlines.age = Duration::ZERO;
    let connection = client_with(settings(relay.port), deadlines).connect().await.unwrap();
    let (outcome, connection) = connection.send(&mail(1)).await;
    assert_eq!(outcome.problem().unwrap().cause, Cause::TooOld);
    assert_eq!(short(&outcome), ("relay", Some(Stage::Idle)));
    assert!(connection.is_none());
    left(&relay).await;
    assert_eq!(relay.heard().commands, ["EHLO portal.example.jp"]);
}

#[tokio::test]
async fn a_relay_that_cannot_be_reached_is_a_problem_of_the_relay() {
    let port = FakeRelay::start(Script::default()).await.port;
    let mut nowhere = settings(port);
    let (outcome, _) = attempt(&client_with(nowhere.clone(), generous()), &mail(1)).await;
    assert_eq!(short(&outcome), ("relay", Some(Stage::Connect)), "{outcome:?}");
    // A name may have several addresses, of which only some work.
    let relay = FakeRelay::start(Script::default()).await;
    let named = Relay { host: "localhost".to_owned(), ..settings(relay.port) };
    let (outcome, _) = attempt(&client_with(named, generous()), &mail(1)).await;
    assert_eq!(short(&outcome).0, "accepted", "{outcome:?}");
    nowhere.host = "relay.invalid".to_owned();
    let (outcome, _) = attempt(&client_with(nowhere, generous()), &mail(1)).await;
    assert_eq!(short(&outcome), ("relay", Some(Stage::Connect)), "{outcome:?}");
}
