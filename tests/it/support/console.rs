//! Actors at the console: an operator or a stranger with a browser, in front of the real router and a
//! real database, with the clock in the test's hand. Knows how a browser behaves, and no rule.
//!
//! To add a kind of help: a method of [`Browser`] if a person could do it, of [`Portal`] if only a
//! test could.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, Response, StatusCode, header},
};
use noroshi::{
    app::{
        Actor, Changed, Core, SecondFactorRule, Security,
        authenticator::Authenticator,
        hasher::Hasher,
        links,
        operators::{self, NewOperator},
        seal::Seal,
        sessions,
    },
    clock::Clock,
    domain::{language::Language, operator::Role, time::Timestamp, token::Token},
    id::Ids,
    storage::{self, Database},
    web::{
        client::{Client, RequestId},
        console::{self, Console, ROUTES, Site, Verb},
        limits::Limits,
    },
};
use scraper::{Html, Selector};
use tower::ServiceExt as _;

use super::{TestDatabase, wire::Wire};

/// Every address of the console that takes a form.
pub(crate) fn addresses_of_forms() -> BTreeSet<&'static str> {
    let routes = ROUTES.iter().copied().flatten();
    routes.filter(|route| route.verb == Verb::Post).map(|route| route.path).collect()
}

/// A password that every operator of the tests has.
pub(crate) const PASSWORD: &str = "月夜に海を渡る小舟 42";
/// Where the portal is.
pub(crate) const BASE_URL: &str = "https://status.example.jp";

/// A portal with its console, and everything under the test's hand.
pub(crate) struct Portal {
    pub(crate) console: Console,
    router: Router,
}

impl Portal {
    /// A portal without operators, whose roles may do without a second factor.
    pub(crate) async fn new(database: &TestDatabase) -> Self {
        Self::with(database, SecondFactorRule::Optional).await
    }

    /// A portal without operators.
    pub(crate) async fn with(database: &TestDatabase, second_factor: SecondFactorRule) -> Self {
        Self::made(database, second_factor, BASE_URL).await
    }

    /// A portal at another address.
    pub(crate) async fn at(database: &TestDatabase, base_url: &str) -> Self {
        Self::made(database, SecondFactorRule::Optional, base_url).await
    }

    async fn made(
        database: &TestDatabase,
        second_factor: SecondFactorRule,
        base_url: &str,
    ) -> Self {
        let db = Database::open(database.url()).unwrap();
        Self::on(db, second_factor, base_url).await
    }

    /// A portal on a database that was opened in its own way.
    pub(crate) async fn on(db: Database, second_factor: SecondFactorRule, base_url: &str) -> Self {
        db.migrate().await.unwrap();
        let core = Core {
            db,
            clock: Clock::set_to(Timestamp::from_seconds(1_795_000_000)),
            ids: Ids::system(),
            changed: Changed::default(),
        };
        let seal = Seal::new(&[42; 32]).unwrap();
        let security = Security { hasher: Hasher::new(2), seal, second_factor };
        let site = Site::new(base_url).unwrap().into();
        let console = Console {
            core,
            security,
            site,
            default_language: noroshi::domain::language::Language::Ja,
            policy: noroshi::domain::policy::NoticePolicy::default(),
            saves: console::Saves::default().into(),
            deadline: Limits::default().handler_deadline,
        };
        let router = console::router(&console);
        Self { console, router }
    }

    /// The console, to be asked by a listener.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// The same portal, whose handlers have only so much time.
    pub(crate) fn hurried(mut self, deadline: Duration) -> Self {
        self.console.deadline = deadline;
        self.router = console::router(&self.console);
        self
    }

    pub(crate) const fn core(&self) -> &Core {
        &self.console.core
    }

    /// Lets time pass.
    pub(crate) fn wait_seconds(&self, seconds: i64) {
        self.core().clock.advance_seconds(seconds);
    }

    /// A browser of somebody who has not signed in, who reads English.
    pub(crate) fn stranger(&self) -> Browser {
        Browser {
            to: To::Router(self.router.clone()),
            origin: BASE_URL.to_owned(),
            cookies: BTreeMap::new(),
            address: "192.0.2.1".parse().unwrap(),
            language: "en",
        }
    }

    /// Adds an operator with [`PASSWORD`], who reads English.
    pub(crate) async fn add(&self, login: &str, role: Role) {
        let token = self.invite(login, role).await;
        let Console { core, security, .. } = &self.console;
        let browser = sessions::Browser::default();
        links::set_password_by_link(core, security, &token, PASSWORD.to_owned(), &browser)
            .await
            .unwrap();
        // The session that the link opened is nobody's.
        let mut tx = core.db.begin_write().await.unwrap();
        let operator = storage::operators::find_by_login(&mut tx, login).await.unwrap().unwrap();
        storage::sessions::delete_of_operator(&mut tx, operator.id, None).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Adds an operator who has not chosen a password yet, and returns the token of the link.
    pub(crate) async fn invite(&self, login: &str, role: Role) -> Token {
        let new = NewOperator {
            login: login.to_owned(),
            name: format!("Operator {login}"),
            role,
            language: Language::En,
        };
        operators::add_operator(self.core(), &Actor::command_line(), new).await.unwrap()
    }

    /// A browser of a new operator who has signed in.
    pub(crate) async fn operator(&self, login: &str, role: Role) -> Browser {
        self.add(login, role).await;
        let mut browser = self.stranger();
        let page = browser.sign_in(login, PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        browser
    }

    /// The words of all actions in the audit log, the oldest first.
    pub(crate) async fn audited(&self) -> Vec<String> {
        let mut tx = self.core().db.begin_read().await.unwrap();
        let filter = storage::audit::AuditFilter::All;
        let entries = storage::audit::list(&mut tx, filter, None, 500).await.unwrap();
        entries.into_iter().rev().map(|entry| entry.event.action).collect()
    }

    /// The code that an authenticator shows now, of the seed that was shown for typing.
    pub(crate) fn code_of(&self, typed_seed: &str) -> String {
        let seed = base32(typed_seed);
        Authenticator::new(&seed, "", "x").unwrap().code(self.core().clock.now())
    }
}

/// The console that a browser speaks to.
#[derive(Clone)]
enum To {
    Router(Router),
    Portal(SocketAddr),
}

/// A browser: keeps cookies, sends what today's browsers send.
#[derive(Clone)]
pub(crate) struct Browser {
    to: To,
    /// What it takes for the address of the portal.
    origin: String,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) address: IpAddr,
    pub(crate) language: &'static str,
}

impl Browser {
    /// The browser of a stranger before a portal that runs beside the test.
    pub(crate) fn before(portal: SocketAddr) -> Self {
        Self {
            to: To::Portal(portal),
            origin: format!("http://{portal}"),
            cookies: BTreeMap::new(),
            address: "127.0.0.1".parse().unwrap(),
            language: "en",
        }
    }

    /// The same browser before the portal at the address that it has after a restart.
    pub(crate) fn moved(self, portal: SocketAddr) -> Self {
        Self { to: To::Portal(portal), origin: format!("http://{portal}"), ..self }
    }

    /// Opens an address.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        self.post_body(path, pairs.join("&")).await
    }

    /// Sends a form as these bytes.
    pub(crate) async fn post_body(&mut self, path: &str, body: impl Into<Body>) -> Page {
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header("origin", &self.origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into())
            .unwrap();
        self.send(request).await
    }

    /// A request with this browser's cookies, to be completed and sent.
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::USER_AGENT, "Test/1.0")
            .extension(Client { address: self.address })
            .extension(RequestId("0123456789abcdef".to_owned()));
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        request
    }

    /// Sends a request and keeps the cookies of its answer.
    pub(crate) async fn send(&mut self, request: Request<Body>) -> Page {
        let response = match &self.to {
            To::Router(router) => router.clone().oneshot(request).await.unwrap(),
            To::Portal(portal) => by_wire(*portal, request).await,
        };
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8(body.to_vec()).expect("a page is UTF-8");
        Page { status: parts.status, headers: parts.headers, body }
    }

    /// Signs in with a name and a password; the answer is not followed.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        self.post("/console/sign-in", &[("name", login), ("password", password)]).await
    }

    /// The session's cookie.
    pub(crate) fn session(&self) -> Option<String> {
        self.cookies.get("__Host-sid").cloned()
    }

    /// Whether the console is open to this browser.
    pub(crate) async fn is_signed_in(&mut self) -> bool {
        match self.get("/console").await.status {
            StatusCode::OK => true,
            StatusCode::UNAUTHORIZED => false,
            other => panic!("{other}"),
        }
    }
}

/// Asks a portal that runs beside the test.
async fn by_wire(portal: SocketAddr, request: Request<Body>) -> Response<Body> {
    use std::fmt::Write as _;
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let mut head = format!("{} {} HTTP/1.1\r\nhost: {portal}\r\n", parts.method, parts.uri);
    for (name, value) in &parts.headers {
        write!(head, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
    }
    write!(head, "connection: close\r\ncontent-length: {}\r\n\r\n", body.len()).unwrap();
    let mut wire = Wire::open(portal).await;
    wire.send([head.as_bytes(), &body].concat()).await;
    let answer = wire.answer().await.expect("an answer");
    let mut response = Response::builder().status(answer.status);
    for line in answer.head.lines().skip(1) {
        let (name, value) = line.split_once(": ").unwrap();
        response = response.header(name, value);
    }
    response.body(answer.body.into()).unwrap()
}

/// An answer, as a person sees it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    /// A header, empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The text of the first element that a selector finds, spaces folded.
    pub(crate) fn text(&self, selector: &str) -> Option<String> {
        self.texts(selector).into_iter().next()
    }

    /// The texts of all elements that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).expect("a selector");
        document
            .select(&selector)
            .map(|element| {
                let text: String = element.text().collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// An attribute of the first element that a selector finds.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).next()?.value().attr(name).map(str::to_owned)
    }

    /// The value of a field.
    pub(crate) fn value(&self, field: &str) -> Option<String> {
        self.attribute(&format!("[name={field}]"), "value")
    }

    /// What is said to be wrong with a field, which is marked so and points at the sentence.
    pub(crate) fn error_at(&self, field: &str) -> Option<String> {
        let error = self.text(&format!("#{field}-error"))?;
        let described = self.attribute(&format!("#{field}"), "aria-describedby")?;
        assert!(described.split(' ').any(|id| id == format!("{field}-error")), "{described}");
        assert_eq!(self.attribute(&format!("#{field}"), "aria-invalid").as_deref(), Some("true"));
        assert!(
            self.attribute("#errors", "autofocus").is_some(),
            "the summary of errors has the focus"
        );
        Some(error)
    }
}

/// A value as browsers send it in a form.
pub(crate) fn escaped(value: &str) -> String {
    use std::fmt::Write as _;
    value.bytes().fold(String::new(), |mut text, byte| {
        write!(text, "%{byte:02X}").unwrap();
        text
    })
}

/// The bytes of a seed as it is typed (RFC 4648 §6).
fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for character in text.bytes().filter(|byte| *byte != b' ') {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'2'..=b'7' => character - b'2' + 26,
            other => panic!("{other}"),
        };
        held = (held << 5) | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits).unwrap());
            held &= (1 << bits) - 1;
        }
    }
    bytes
}
