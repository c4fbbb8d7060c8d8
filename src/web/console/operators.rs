//! Managing operators.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, account::languages, fault::refusal,
    form::FieldError, link_path, page,
};
use crate::{
    app::{
        self,
        operators::{self as verbs, AddRefusal, ChangeRefusal, NewOperator},
    },
    domain::{
        language::Language,
        operator::{Operator, Permission, Role},
        token::Token,
    },
    i18n::{labels::Label as _, sentences::Sentences},
    views::{
        console::{
            Frame,
            flash::Flash,
            operators::{
                OperatorAddPage, OperatorLinkPage, OperatorPage, OperatorRow, OperatorsPage,
            },
        },
        form::{Choice, Field, Kind},
    },
};

const PATH: &str = "/console/operators";
const ADMIN: Access = Access::May(Permission::Administer);

pub(super) static ROUTES: &[Route] = &[
    Route { verb: Verb::Get, path: PATH, access: ADMIN, fresh: false, handler: || get(index) },
    Route {
        verb: Verb::Get,
        path: "/console/operators/new",
        access: ADMIN,
        fresh: true,
        handler: || get(new),
    },
    Route {
        verb: Verb::Post,
        path: "/console/operators/new",
        access: ADMIN,
        fresh: true,
        handler: || post(create),
    },
    Route {
        verb: Verb::Get,
        path: "/console/operators/{login}",
        access: ADMIN,
        fresh: true,
        handler: || get(show),
    },
    Route {
        verb: Verb::Post,
        path: "/console/operators/{login}/role",
        access: ADMIN,
        fresh: true,
        handler: || post(change_role),
    },
    Route {
        verb: Verb::Post,
        path: "/console/operators/{login}/disable",
        access: ADMIN,
        fresh: true,
        handler: || post(disable),
    },
    Route {
        verb: Verb::Post,
        path: "/console/operators/{login}/enable",
        access: ADMIN,
        fresh: true,
        handler: || post(enable),
    },
    Route {
        verb: Verb::Post,
        path: "/console/operators/{login}/reset",
        access: ADMIN,
        fresh: true,
        handler: || post(reset),
    },
    Route {
        verb: Verb::Post,
        path: "/console/operators/{login}/sessions",
        access: ADMIN,
        fresh: true,
        handler: || post(end_sessions),
    },
];

async fn index(State(console): State<Console>, visit: Visit) -> Result<Response, Fault> {
    let operators = verbs::list_operators(&console.core)
        .await?
        .into_iter()
        .map(|listed| OperatorRow {
            operator: listed.operator,
            has_factor: listed.has_factor,
            has_password: listed.has_password,
        })
        .collect();
    page::ok(&OperatorsPage { frame: &visit.frame(), operators })
}

async fn new(visit: Visit) -> Result<Response, Fault> {
    let frame = visit.frame();
    page::ok(&add_page(&frame, &Form::default(), frame.language))
}

fn add_page<'a>(frame: &'a Frame, form: &Form, language: Language) -> OperatorAddPage<'a> {
    let t = frame.t;
    let typed = |field: Field| {
        let text = form.text(field.name).to_owned();
        field.typed(&text, None)
    };
    OperatorAddPage {
        frame,
        login: typed(
            Field::new("login", t.msg_operators_login(), Kind::Text, "off")
                .hint(t.msg_operators_login_hint()),
        ),
        name: typed(
            Field::new("name", t.msg_operators_name(), Kind::Text, "off")
                .hint(t.msg_form_limit(Operator::MAX_NAME as u64)),
        ),
        role: roles(t, Role::from_word(form.text("role")).unwrap_or(Role::Viewer)),
        language: languages(
            t.msg_operators_language(),
            Language::from_tag(form.text("language")).unwrap_or(language),
        ),
    }
}

fn roles(t: &Sentences, chosen: Role) -> Choice {
    let options = Role::ALL.into_iter().map(|it| (it.word(), it.label(t), it == chosen)).collect();
    Choice { name: "role", label: t.msg_operators_role(), options, error: None }
}

async fn create(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { actor, .. }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let frame = visit.frame();
    let t = frame.t;
    let mut page = add_page(&frame, &form, frame.language);
    let login = form.line("login", Operator::MAX_LOGIN);
    let name = form.line("name", Operator::MAX_NAME);
    let role = form.choice("role", Role::from_word);
    let language = form.choice("language", Language::from_tag);
    let said = |error: FieldError| error.sentence(t);
    page.login.error = match &login {
        Err(error) => Some(said(*error)),
        Ok(login) if !Operator::is_login(login) => Some(t.msg_operators_login_invalid()),
        Ok(_) => None,
    };
    page.name.error = name.as_ref().err().copied().map(said);
    page.role.error = role.as_ref().err().copied().map(said);
    page.language.error = language.as_ref().err().copied().map(said);
    let (None, Ok(login), Ok(name), Ok(role), Ok(language)) =
        (&page.login.error, login, name, role, language)
    else {
        return page::refused(&page);
    };
    let shown = name.clone();
    let new = NewOperator { login, name, role, language };
    match verbs::add_operator(&console.core, &actor, new).await.map_err(refusal) {
        Ok(token) => link_page(&console, &visit, shown, &token),
        Err(refused) => {
            match refused? {
                AddRefusal::InvalidLogin => {
                    page.login.error = Some(t.msg_operators_login_invalid());
                }
                AddRefusal::LoginTaken => page.login.error = Some(t.msg_operators_login_taken()),
                AddRefusal::InvalidName => page.name.error = Some(said(FieldError::Control)),
            }
            page::refused(&page)
        }
    }
}

fn link_page(
    console: &Console,
    visit: &Visit,
    name: String,
    token: &Token,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    PATH.clone_into(&mut frame.here);
    let link = format!("{}{}", console.site.base_url, link_path(token));
    page::ok(&OperatorLinkPage { frame: &frame, name, link })
}

async fn show(
    State(console): State<Console>,
    visit: Visit,
    Path(login): Path<String>,
) -> Result<Response, Fault> {
    operator_page(&console, &visit, &login, StatusCode::OK, (None, None)).await
}

async fn operator_page(
    console: &Console,
    visit: &Visit,
    login: &str,
    status: StatusCode,
    (role_error, refusal): (Option<String>, Option<String>),
) -> Result<Response, Fault> {
    let operator = found(console, login).await?;
    let mut frame = visit.frame();
    frame.here = format!("{PATH}/{}", operator.login);
    let role = Choice { error: role_error, ..roles(frame.t, operator.role) };
    page::html(status, &OperatorPage { frame: &frame, operator: &operator, role, refusal })
}

async fn found(console: &Console, login: &str) -> Result<Operator, Fault> {
    verbs::find_operator(&console.core, login).await?.ok_or(Fault::NotFound)
}

/// What became of a change: back to the list, or the page with the reason.
async fn changed(
    console: &Console,
    visit: &Visit,
    login: &str,
    change: Result<(), app::Error<ChangeRefusal>>,
    flash: Flash,
) -> Result<Response, Fault> {
    let Err(error) = change else { return Ok(page::to_saying(console, PATH, flash)) };
    match refusal(error)? {
        ChangeRefusal::Same => Ok(page::to_saying(console, PATH, Flash::OperatorSame)),
        ChangeRefusal::LastAdmin => {
            let sentence = visit.frame().t.msg_operators_last_admin();
            let refusal = (None, Some(sentence));
            operator_page(console, visit, login, StatusCode::CONFLICT, refusal).await
        }
    }
}

async fn change_role(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { actor, .. }: SignedIn,
    Path(login): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let role = match form.choice("role", Role::from_word) {
        Ok(role) => role,
        Err(error) => {
            let wrong = (Some(error.sentence(visit.frame().t)), None);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return operator_page(&console, &visit, &login, status, wrong).await;
        }
    };
    let change = verbs::change_role(&console.core, &actor, &login, role).await;
    changed(&console, &visit, &login, change, Flash::OperatorRole).await
}

async fn disable(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { actor, .. }: SignedIn,
    Path(login): Path<String>,
) -> Result<Response, Fault> {
    let change = verbs::disable_operator(&console.core, &actor, &login).await;
    changed(&console, &visit, &login, change, Flash::OperatorDisabled).await
}

async fn enable(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { actor, .. }: SignedIn,
    Path(login): Path<String>,
) -> Result<Response, Fault> {
    let change = verbs::enable_operator(&console.core, &actor, &login).await;
    changed(&console, &visit, &login, change, Flash::OperatorEnabled).await
}

async fn end_sessions(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { actor, .. }: SignedIn,
    Path(login): Path<String>,
) -> Result<Response, Fault> {
    let change = verbs::end_sessions_of(&console.core, &actor, &login).await;
    changed(&console, &visit, &login, change, Flash::OperatorSessions).await
}

async fn reset(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { actor, .. }: SignedIn,
    Path(login): Path<String>,
) -> Result<Response, Fault> {
    let operator = found(&console, &login).await?;
    match verbs::reset_operator(&console.core, &actor, &login).await {
        Ok(token) => link_page(&console, &visit, operator.name, &token),
        Err(error) => changed(&console, &visit, &login, Err(error), Flash::OperatorSame).await,
    }
}
