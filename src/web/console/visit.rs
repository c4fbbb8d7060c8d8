//! A request as handlers see it: who asks, in which language, from where.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{Method, header, request::Parts},
};

use super::{Console, Fault, cookies, form::Form};
use crate::{
    app::{
        Actor,
        sessions::{Browser, Visitor},
    },
    domain::{language::Language, network, session::Session},
    views::console::{Frame, Me, flash::Flash},
    web::{
        client::{Client, RequestId},
        negotiate,
    },
};

/// A request to the console; cheap to clone.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The path that is asked for.
    pub path: String,
    /// The path with its query.
    pub address: String,
    /// Whether something is to be changed.
    pub changes: bool,
    /// The language of whoever has not signed in.
    pub stranger_language: Language,
    /// The language of whoever was signed in last with this browser.
    pub last_language: Option<Language>,
    /// What was just done, if a page is asked for on which to say it.
    pub flash: Option<Flash>,
    /// The browser.
    pub browser: Browser,
    /// The number of the request in the log.
    pub request_id: String,
    /// The form that was sent.
    pub form: Option<Form>,
    /// Whether browsers can use passkeys at the portal's address.
    pub passkeys: bool,
    /// Whose session it is.
    pub visitor: Option<Arc<Visitor>>,
}

impl Visit {
    /// A request, before its cookie and its form are looked at.
    pub(super) fn new(console: &Console, parts: &Parts) -> Self {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let uri = &parts.uri;
        // Browsers ask so for a page to be shown; what scripts fetch beside it is read by nobody.
        let shows_pages = header(header::ACCEPT).is_none_or(|kinds| kinds.contains("text/html"));
        let client = parts.extensions.get::<Client>().map(|client| client.address);
        let said = uri
            .query()
            .unwrap_or_default()
            .split('&')
            .find_map(|pair| pair.strip_prefix("lang=").and_then(Language::from_tag));
        let last_language = cookies::language(&parts.headers, &console.site);
        Self {
            path: uri.path().to_owned(),
            address: uri.path_and_query().map_or_else(|| uri.path(), |it| it.as_str()).to_owned(),
            changes: !matches!(parts.method, Method::GET | Method::HEAD),
            stranger_language: said
                .or(last_language)
                .unwrap_or_else(|| negotiate::language(&parts.headers, console.default_language)),
            last_language,
            flash: cookies::flash(&parts.headers, &console.site).filter(|_| shows_pages),
            browser: Browser {
                address: client.map(|address| address.to_string()).unwrap_or_default(),
                // Without randomness nobody can sign in, nor a link be made.
                salt: console.core.ids.bytes().unwrap_or_default(),
                client: client.map(|it| network::client(it).to_string()).unwrap_or_default(),
                name: browser_name(header(header::USER_AGENT).unwrap_or_default()),
                known: cookies::known(&parts.headers, &console.site),
            },
            request_id: parts
                .extensions
                .get::<RequestId>()
                .map(|id| id.0.clone())
                .unwrap_or_default(),
            form: None,
            passkeys: console.site.passkeys.is_some(),
            visitor: None,
        }
    }

    /// The language of the answer: the operator's own, once it is known who it is.
    pub fn language(&self) -> Language {
        self.own_language().unwrap_or(self.stranger_language)
    }

    /// The language of whoever is signed in.
    pub(super) fn own_language(&self) -> Option<Language> {
        let visitor = self.visitor.as_ref()?;
        (!visitor.session.awaits_factor).then_some(visitor.operator.language)
    }

    /// What stands around a page.
    pub fn frame(&self) -> Frame {
        let here = if self.changes { &self.path } else { &self.address };
        let mut frame = Frame::new(self.language(), here);
        frame.flash = self.flash;
        frame.passkeys = self.passkeys;
        if let Some(visitor) = &self.visitor {
            frame.me =
                Some(Me { half_way: visitor.session.awaits_factor, ..Me::from(&visitor.operator) });
            (frame.zone, frame.house) = visitor.dates.clone();
        }
        frame
    }
}

/// A browser's name for a list of sessions: visible ASCII, not too long.
fn browser_name(agent: &str) -> String {
    agent
        .chars()
        .filter(|character| character.is_ascii_graphic() || *character == ' ')
        .take(Session::MAX_BROWSER)
        .collect()
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        // The gate puts it there before any handler is asked.
        parts.extensions.get::<Self>().cloned().ok_or(Fault::NotFound)
    }
}

/// Who is signed in, for handlers behind the gate; refused where nobody is.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who, with the session.
    pub visitor: Arc<Visitor>,
    /// Who is named in the audit log.
    pub actor: Actor,
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let visitor = visit.visitor.ok_or(Fault::Forbidden)?;
        let actor = visitor.actor(&visit.browser);
        Ok(Self { visitor, actor })
    }
}
