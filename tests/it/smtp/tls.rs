//! Relays that are not who they should be, or somebody between them and us (requirement E17): no password and no mail ever reaches one.

use std::{net::UdpSocket, path::PathBuf, sync::Arc};

use noroshi::{
    domain::{
        mailing::{Cause, Login, Outcome, Protection, Relay, Stage},
        secret::Secret,
    },
    mail::smtp::{BadRelay, Client},
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tempfile::TempDir;
use tokio_rustls::rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use super::{SHORT, attempt, client_with, generous, left, mail, refusal, settings, short};
use crate::support::relay::{Act, FakeRelay, Script};

/// An authority, and the file by which it is trusted.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    directory: TempDir,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("ca.pem"), issuer.pem()).unwrap();
        Self { issuer, directory }
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("ca.pem")
    }

    /// What a relay of a name needs, by a certificate that ends in a year.
    fn server(&self, name: &str, until: i32) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Arc::new(config)
    }

    /// A good relay on this host.
    fn script(&self) -> Script {
        Script { tls: Some(self.server("127.0.0.1", 4000)), ..Script::default() }
    }

    /// The settings of a relay, with a password.
    fn settings(&self, port: u16, protection: Protection) -> Relay {
        let login = Login { user: "portal".to_owned(), password: Secret::new("canary-5c1") };
        let ca_file = Some(self.file());
        Relay { protection, ca_file, login: Some(login), ..settings(port) }
    }

    async fn relay(&self, script: Script, protection: Protection) -> (FakeRelay, Client) {
        let relay = FakeRelay::start(script).await;
        let client = client_with(self.settings(relay.port, protection), generous());
        (relay, client)
    }
}

/// Whether a relay heard anything by which somebody signs in.
fn heard_a_password(relay: &FakeRelay) -> bool {
    relay.heard().commands.iter().any(|command| command.starts_with("AUTH"))
}

#[tokio::test]
async fn mails_go_by_tls_after_signing_in() {
    let authority = Authority::new();
    for (protection, implicit) in [(Protection::Implicit, true), (Protection::StartTls, false)] {
        for (offer, said) in [
            ("AUTH LOGIN PLAIN", vec!["AUTH PLAIN AHBvcnRhbABjYW5hcnktNWMx"]),
            ("AUTH LOGIN", vec!["AUTH LOGIN", "cG9ydGFs", "Y2FuYXJ5LTVjMQ=="]),
        ] {
            let script = Script { implicit, ..authority.script() };
            let script = script.offering(offer).offering("PIPELINING");
            let (relay, client) = authority.relay(script, protection).await;
            let (outcome, connection) = attempt(&client, &mail(1)).await;
            assert_eq!(short(&outcome).0, "accepted", "{outcome:?}");
            let (outcome, connection) = connection.unwrap().send(&mail(2)).await;
            assert_eq!(short(&outcome).0, "accepted", "{outcome:?}");
            connection.unwrap().quit().await;
            left(&relay).await;
            let hello: &[&str] = if implicit { &["EHLO"] } else { &["EHLO", "STARTTLS", "EHLO"] };
            let commands = relay.heard().commands.clone();
            let words = commands.iter().take(hello.len()).map(|it| it.split(' ').next().unwrap());
            assert!(words.eq(hello.iter().copied()), "{commands:?}");
            assert_eq!(commands[hello.len()..][..said.len()], said);
        }
    }
}

#[tokio::test]
async fn a_relay_that_does_not_offer_tls_is_told_nothing() {
    let authority = Authority::new();
    let script = Script::default().offering("AUTH PLAIN");
    let (relay, client) = authority.relay(script, Protection::StartTls).await;
    let problem = refusal(&client).await;
    assert_eq!((problem.stage, &problem.cause), (Stage::Secure, &Cause::Unprotected));
    assert_eq!(short(&Outcome::of(problem)).0, "relay");
    left(&relay).await;
    assert_eq!(relay.heard().commands, ["EHLO portal.example.jp"]);
}

#[tokio::test]
async fn what_is_slipped_in_before_tls_ends_the_conversation() {
    let authority = Authority::new();
    let script = authority.script().offering("AUTH PLAIN");
    let script = script.say("STARTTLS", "220 go on\r\n250-relay.example.jp\r\n250 AUTH PLAIN");
    let (relay, client) = authority.relay(script, Protection::StartTls).await;
    let problem = refusal(&client).await;
    assert_eq!((problem.stage, problem.cause), (Stage::Secure, Cause::Malformed));
    left(&relay).await;
    assert!(!heard_a_password(&relay));
}

#[tokio::test]
async fn a_relay_with_a_wrong_certificate_is_told_nothing() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let wrong = [
        ("another name", authority.server("relay.example.jp", 4000)),
        ("a certificate that is over", authority.server("127.0.0.1", 2001)),
        ("an authority that nobody trusts", stranger.server("127.0.0.1", 4000)),
    ];
    for (what, tls) in wrong {
        for (protection, implicit) in [(Protection::Implicit, true), (Protection::StartTls, false)]
        {
            let script = Script { tls: Some(Arc::clone(&tls)), implicit, ..Script::default() };
            let (relay, client) = authority.relay(script.offering("AUTH PLAIN"), protection).await;
            let problem = refusal(&client).await;
            assert_eq!(problem.stage, Stage::Secure, "{what}: {problem:?}");
            assert!(matches!(problem.cause, Cause::Failed(_)), "{what}: {problem:?}");
            left(&relay).await;
            assert!(!heard_a_password(&relay), "{what}");
        }
    }
}

#[tokio::test]
async fn a_relay_that_speaks_no_tls_is_a_problem_of_the_relay() {
    let authority = Authority::new();
    let (relay, client) = authority.relay(Script::default(), Protection::Implicit).await;
    let problem = refusal(&client).await;
    assert_eq!(problem.stage, Stage::Secure, "{problem:?}");
    left(&relay).await;
    for act in [Act::Silence, Act::HangUp, Act::Say("454 4.7.0 no\r\n".to_owned())] {
        let script = authority.script().at("STARTTLS", act.clone());
        let relay = FakeRelay::start(script).await;
        let mut deadlines = generous();
        if matches!(act, Act::Silence) {
            deadlines.hello = SHORT;
        }
        let client = client_with(authority.settings(relay.port, Protection::StartTls), deadlines);
        let problem = refusal(&client).await;
        assert_eq!(problem.stage, Stage::Secure, "{act:?}: {problem:?}");
        left(&relay).await;
        assert!(!heard_a_password(&relay));
    }
}

#[tokio::test]
async fn a_relay_that_does_not_let_us_in_is_a_problem_of_the_relay() {
    let authority = Authority::new();
    for line in ["535 5.7.8 no", "454 4.7.0 later", "421 4.7.0 bye", "250 fine", "nonsense"] {
        let script = authority.script().offering("AUTH PLAIN").say("AUTH", line);
        let (_relay, client) = authority.relay(script, Protection::StartTls).await;
        let problem = refusal(&client).await;
        assert_eq!(problem.stage, Stage::SignIn, "{line}: {problem:?}");
        assert_eq!(short(&Outcome::of(problem)).0, "relay", "{line}");
    }
    let script = authority.script().offering("AUTH CRAM-MD5");
    let (relay, client) = authority.relay(script, Protection::StartTls).await;
    assert_eq!(refusal(&client).await.cause, Cause::NoMechanism);
    left(&relay).await;
    assert!(!heard_a_password(&relay));
}

/// An address of this host by which others could reach it, if it has one. Nothing is sent to find it.
fn address_in_a_network() -> Option<String> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then(|| address.to_string())
}

#[tokio::test]
async fn without_tls_nothing_leaves_this_host_unless_it_is_wanted_and_a_password_never() {
    let authority = Authority::new();
    let (relay, client) =
        authority.relay(Script::default().offering("AUTH PLAIN"), Protection::None).await;
    assert_eq!(short(&attempt(&client, &mail(1)).await.0).0, "accepted");
    assert!(heard_a_password(&relay), "within this host it may");

    let Some(host) = address_in_a_network() else { return };
    let relay = FakeRelay::start_on(&host, Script::default().offering("AUTH PLAIN")).await;
    let mut open = Relay { host, ..settings(relay.port) };
    let problem = refusal(&client_with(open.clone(), generous())).await;
    assert_eq!((problem.stage, problem.cause), (Stage::Secure, Cause::Unprotected));
    left(&relay).await;
    assert!(relay.heard().commands.is_empty());

    open.insecure = true;
    let client = client_with(open.clone(), generous());
    assert_eq!(short(&attempt(&client, &mail(1)).await.0).0, "accepted");
    open.login = authority.settings(relay.port, Protection::None).login;
    let problem = refusal(&client_with(open, generous())).await;
    assert_eq!((problem.stage, problem.cause), (Stage::SignIn, Cause::Unprotected));
    left(&relay).await;
    assert!(!heard_a_password(&relay));
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let refused = |relay: Relay, greeting| Client::new(relay, greeting, generous()).err();
    let host = Relay { host: "no host".to_owned(), ..settings(25) };
    assert!(matches!(refused(host, "portal.example.jp"), Some(BadRelay::Host(_))));
    let greeting = refused(settings(25), "portal\r\nMAIL");
    assert!(matches!(greeting, Some(BadRelay::Greeting(_))));
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("ca.pem");
    for text in [None, Some(""), Some("no certificate")] {
        if let Some(text) = text {
            std::fs::write(&file, text).unwrap();
        }
        let relay = Relay { ca_file: Some(file.clone()), ..settings(25) };
        let Some(BadRelay::CaFile(said)) = refused(relay, "portal.example.jp") else {
            panic!("{text:?}")
        };
        assert!(said.contains("ca.pem"), "{said}");
    }
}
