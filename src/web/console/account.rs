//! One's own account: password, language, passkeys, sessions.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, cookies, fault::refusal,
    form::FieldError, next::within_console, page, sign_in::waiting,
};
use crate::{
    app::{
        account::{self, PasswordRefusal},
        passkeys,
        sessions::{self, Visitor},
    },
    domain::{language::Language, session::Session},
    views::{
        console::{
            account::{AccountPage, SessionRow, browser_name},
            flash::Flash,
            language_name,
            sign_in::weak_password,
        },
        form::{Choice, Field, Kind},
    },
};

pub(super) static ROUTES: &[Route] = &[
    Route { verb: Verb::Get, path: PATH, access: Access::Own, fresh: false, handler: || get(show) },
    // The form asks for the password of now; without one, the verb asks for a fresh session.
    Route {
        verb: Verb::Post,
        path: "/console/account/password",
        access: Access::Own,
        fresh: false,
        handler: || post(set_password),
    },
    Route {
        verb: Verb::Post,
        path: "/console/account/language",
        access: Access::Own,
        fresh: false,
        handler: || post(set_language),
    },
    Route {
        verb: Verb::Post,
        path: "/console/account/sessions/{session}/end",
        access: Access::Own,
        fresh: false,
        handler: || post(end_session),
    },
    Route {
        verb: Verb::Post,
        path: "/console/account/sessions/end-others",
        access: Access::Own,
        fresh: false,
        handler: || post(end_other_sessions),
    },
];

pub(super) const PATH: &str = "/console/account";

async fn show(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    account_page(&console, &visit, &visitor, StatusCode::OK, Wrong::default()).await
}

/// What is wrong with the fields of the page.
#[derive(Default)]
struct Wrong {
    current: Option<String>,
    password: Option<String>,
    language: Option<String>,
}

/// The page, with what is wrong.
async fn account_page(
    console: &Console,
    visit: &Visit,
    visitor: &Visitor,
    status: StatusCode,
    wrong: Wrong,
) -> Result<Response, Fault> {
    let operator = &visitor.operator;
    let current = account::has_password(&console.core, operator).await?;
    let codes_left = account::recovery_codes_left(&console.core, operator).await?;
    let sessions = sessions::list(&console.core, operator.id).await?;
    let passkeys = passkeys::list(&console.core, operator).await?;
    let mut frame = visit.frame();
    PATH.clone_into(&mut frame.here);
    let t = frame.t;
    let field = |name, label, autocomplete| Field::new(name, label, Kind::Password, autocomplete);
    let without = Visitor { has_factor: false, ..visitor.clone() };
    let page = AccountPage {
        frame: &frame,
        login: &operator.login,
        current: current.then(|| {
            field("current", t.msg_account_password_current(), "current-password")
                .typed("", wrong.current)
        }),
        password: field("password", t.msg_account_password_new(), "new-password")
            .hint(t.msg_password_hint())
            .typed("", wrong.password),
        language: Choice {
            error: wrong.language,
            ..languages(t.msg_account_language_title(), operator.language)
        },
        codes_left,
        factor_required: without.must_enrol(&console.security),
        passkeys,
        address: &console.site.base_url,
        sessions: rows(sessions, visitor),
    };
    page::html(status, &page)
}

/// The languages to choose from.
pub(super) fn languages(label: String, chosen: Language) -> Choice {
    let options = Language::ALL
        .into_iter()
        .map(|language| (language.tag(), language_name(language), language == chosen))
        .collect();
    Choice { name: "language", label, options, error: None }
}

fn rows(sessions: Vec<Session>, visitor: &Visitor) -> Vec<SessionRow> {
    let mut rows: Vec<SessionRow> = sessions
        .into_iter()
        .map(|session| SessionRow {
            id: session.token.hex(),
            this: session.token == visitor.session.token,
            browser: browser_name(&session.browser),
            address: session.address,
            since: session.created_at,
        })
        .collect();
    rows.sort_by_key(|row| !row.this);
    rows
}

async fn set_password(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let t = visit.frame().t;
    let current = match form.secret("current") {
        Err(FieldError::Missing) => Ok(String::new()),
        other => other,
    };
    let sentence = |error: FieldError| error.sentence(t);
    let errors = match (current, form.secret("password")) {
        (Ok(current), Ok(new)) => {
            let Console { core, security, .. } = &console;
            let set =
                account::set_password(core, security, &visitor, current, new, &visit.browser).await;
            match set.map_err(refusal) {
                Ok(token) => {
                    let mut response = page::to_saying(&console, PATH, Flash::PasswordSet);
                    cookies::set_session(response.headers_mut(), &console, &token)?;
                    return Ok(response);
                }
                Err(refused) => match refused? {
                    PasswordRefusal::WrongCurrent => {
                        Wrong { current: Some(t.msg_account_password_wrong()), ..Wrong::default() }
                    }
                    PasswordRefusal::Wait(seconds) => {
                        Wrong { current: Some(waiting(t, seconds)), ..Wrong::default() }
                    }
                    PasswordRefusal::Weak(weak) => {
                        Wrong { password: Some(weak_password(t, weak)), ..Wrong::default() }
                    }
                },
            }
        }
        (current, new) => Wrong {
            current: current.err().map(sentence),
            password: new.err().map(sentence),
            language: None,
        },
    };
    account_page(&console, &visit, &visitor, StatusCode::UNPROCESSABLE_ENTITY, errors).await
}

async fn set_language(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, actor }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let language = match form.choice("language", Language::from_tag) {
        Ok(language) => language,
        Err(error) => {
            let language = Some(error.sentence(visit.frame().t));
            let wrong = Wrong { language, ..Wrong::default() };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return account_page(&console, &visit, &visitor, status, wrong).await;
        }
    };
    account::set_language(&console.core, &actor, &visitor.operator, language).await?;
    let next = within_console(form.text("next")).unwrap_or(PATH);
    Ok(page::to_saying(&console, next, Flash::Language))
}

async fn end_session(
    State(console): State<Console>,
    SignedIn { visitor, actor }: SignedIn,
    Path(session): Path<String>,
) -> Result<Response, Fault> {
    if sessions::end(&console.core, &actor, visitor.operator.id, &session).await? {
        Ok(page::to_saying(&console, PATH, Flash::SessionEnded))
    } else {
        Err(Fault::NotFound)
    }
}

async fn end_other_sessions(
    State(console): State<Console>,
    SignedIn { visitor, actor }: SignedIn,
) -> Result<Response, Fault> {
    let keep = visitor.session.token;
    sessions::end_others(&console.core, &actor, visitor.operator.id, keep).await?;
    Ok(page::to_saying(&console, PATH, Flash::SessionsEnded))
}
