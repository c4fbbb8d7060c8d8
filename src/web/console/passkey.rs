//! Passkeys: one's own, and signing in with one (requirement S6). The browser's part is
//! `static/js/passkey.js`: it asks for a challenge, lets the authenticator answer it, and sends the
//! answer as an ordinary form.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, account, cookies,
    fault::refusal,
    page,
    sign_in::{self, entered, onward},
    step_up,
};
use crate::{
    app::{
        passkeys::{
            self as verbs, AddRefusal, CHALLENGE_MINUTES, NewPasskey, Purpose, ShownPasskey,
        },
        sessions::Visitor,
        webauthn::{ALGORITHMS, RelyingParty},
    },
    domain::passkey::Passkey,
    i18n::sentences::Sentences,
    views::{
        console::{
            account::{PasskeyPage, browser_name},
            flash::Flash,
        },
        form::{Field, Kind},
    },
};

pub(super) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Post,
        path: "/console/sign-in/passkey/challenge",
        access: Access::Public,
        fresh: false,
        handler: || post(sign_in_challenge),
    },
    Route {
        verb: Verb::Post,
        path: "/console/sign-in/passkey",
        access: Access::Public,
        fresh: false,
        handler: || post(sign_in),
    },
    Route {
        verb: Verb::Post,
        path: "/console/step-up/passkey/challenge",
        access: Access::Own,
        fresh: false,
        handler: || post(step_up_challenge),
    },
    Route {
        verb: Verb::Post,
        path: "/console/step-up/passkey",
        access: Access::Own,
        fresh: false,
        handler: || post(step_up),
    },
    Route { verb: Verb::Get, path: NEW, access: Access::Own, fresh: true, handler: || get(show) },
    Route {
        verb: Verb::Post,
        path: "/console/account/passkeys/challenge",
        access: Access::Own,
        fresh: true,
        handler: || post(challenge),
    },
    // The challenge that is answered was only given to a fresh session, and to no other.
    Route {
        verb: Verb::Post,
        path: "/console/account/passkeys",
        access: Access::Own,
        fresh: false,
        handler: || post(create),
    },
    Route {
        verb: Verb::Post,
        path: "/console/account/passkeys/{passkey}/remove",
        access: Access::Own,
        fresh: true,
        handler: || post(delete),
    },
];

const NEW: &str = "/console/account/passkeys/new";

/// To whom passkeys belong; where browsers have none, there are no such pages.
fn party(console: &Console) -> Result<&RelyingParty, Fault> {
    console.site.passkeys.as_ref().ok_or(Fault::NotFound)
}

/// What a browser is asked for, whatever it is asked to do (Web Authentication §5.4 and §5.5).
fn options(challenge: &[u8], more: Value) -> Response {
    let mut options = json!({
        "challenge": URL_SAFE_NO_PAD.encode(challenge),
        "timeout": CHALLENGE_MINUTES * 60_000,
    });
    if let (Some(options), Value::Object(more)) = (options.as_object_mut(), more) {
        options.extend(more);
    }
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], options.to_string()).into_response()
}

/// Passkeys as a browser knows them.
fn descriptors(passkeys: &[Passkey]) -> Value {
    let one = |passkey: &Passkey| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(&passkey.credential_id) });
    passkeys.iter().map(one).collect()
}

fn shown_options(party: &RelyingParty, challenge: &[u8], allowed: &[Passkey]) -> Response {
    let allowed = descriptors(allowed);
    let more =
        json!({ "rpId": party.id, "userVerification": "required", "allowCredentials": allowed });
    options(challenge, more)
}

async fn sign_in_challenge(State(console): State<Console>) -> Result<Response, Fault> {
    let Console { core, security, .. } = &console;
    let party = party(&console)?;
    Ok(shown_options(party, &verbs::challenge(core, security, Purpose::SignIn)?, &[]))
}

async fn step_up_challenge(
    State(console): State<Console>,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    let Console { core, security, .. } = &console;
    let party = party(&console)?;
    let challenge = verbs::challenge(core, security, Purpose::StepUp(&visitor.session))?;
    Ok(shown_options(party, &challenge, &verbs::list(core, &visitor.operator).await?))
}

/// The bytes of a field that `passkey.js` filled in.
fn bytes(form: &Form, name: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(form.text(name)).ok().filter(|bytes| !bytes.is_empty())
}

fn shown(form: &Form) -> Option<ShownPasskey> {
    Some(ShownPasskey {
        credential_id: bytes(form, "credential_id")?,
        client_data: bytes(form, "client_data")?,
        authenticator_data: bytes(form, "authenticator_data")?,
        signature: bytes(form, "signature")?,
        user_handle: bytes(form, "user_handle").unwrap_or_default(),
    })
}

async fn sign_in(
    State(console): State<Console>,
    visit: Visit,
    form: Form,
) -> Result<Response, Fault> {
    shown_to(&console, visit, None, &form).await
}

async fn step_up(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    shown_to(&console, visit, Some(&visitor), &form).await
}

/// Lets somebody in who shows a passkey, or confirms who they are.
async fn shown_to(
    console: &Console,
    visit: Visit,
    visitor: Option<&Visitor>,
    form: &Form,
) -> Result<Response, Fault> {
    let Console { core, security, .. } = console;
    let party = party(console)?;
    let status = match shown(form) {
        None => StatusCode::UNPROCESSABLE_ENTITY,
        Some(shown) => {
            match verbs::show(core, security, party, visitor, &shown, &visit.browser).await? {
                Some(entry) => return entered(console, visit, form, entry).await,
                None => StatusCode::UNAUTHORIZED,
            }
        }
    };
    let sentence = visit.frame().t.msg_passkey_refused();
    match visitor {
        None => sign_in::refused_passkey(&visit, status, onward(form), sentence),
        Some(visitor) => step_up::refused_passkey(&visit, visitor, status, onward(form), sentence),
    }
}

async fn show(State(console): State<Console>, visit: Visit) -> Result<Response, Fault> {
    party(&console)?;
    let name = browser_name(&visit.browser.name);
    passkey_page(&visit, StatusCode::OK, (&name, None), None)
}

fn passkey_page(
    visit: &Visit,
    status: StatusCode,
    (name, error): (&str, Option<String>),
    refusal: Option<String>,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    NEW.clone_into(&mut frame.here);
    let t = frame.t;
    let name = Field::new("name", t.msg_passkey_name(), Kind::Text, "off")
        .hint(t.msg_passkey_name_hint(Passkey::MAX_NAME as u64))
        .typed(name, error);
    page::html(status, &PasskeyPage { frame: &frame, name, refusal })
}

async fn challenge(
    State(console): State<Console>,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    let Console { core, security, site, .. } = &console;
    let party = party(&console)?;
    let operator = &visitor.operator;
    let challenge = verbs::challenge(core, security, Purpose::Add(&visitor.session))?;
    let known = verbs::list(core, operator).await?;
    let algorithms: Value =
        ALGORITHMS.iter().map(|alg| json!({ "type": "public-key", "alg": alg })).collect();
    let more = json!({
        "rp": { "id": party.id, "name": site.authority },
        "user": {
            "id": URL_SAFE_NO_PAD.encode(operator.id.as_bytes()),
            "name": operator.login,
            "displayName": operator.name,
        },
        "pubKeyCredParams": algorithms,
        "attestation": "none",
        "excludeCredentials": descriptors(&known),
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
    });
    Ok(options(&challenge, more))
}

async fn create(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let Console { core, security, .. } = &console;
    let party = party(&console)?;
    let t = visit.frame().t;
    let typed = form.text("name");
    let again = |error, refusal| {
        passkey_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, (typed, error), refusal)
    };
    let name = match form.line("name", Passkey::MAX_NAME) {
        Ok(name) => name,
        Err(error) => return again(Some(error.sentence(t)), None),
    };
    let (Some(client_data), Some(attestation)) =
        (bytes(&form, "client_data"), bytes(&form, "attestation"))
    else {
        return again(None, Some(t.msg_passkey_unusable()));
    };
    let new = NewPasskey { name, client_data, attestation };
    match verbs::add(core, security, party, &visitor, new, &visit.browser).await.map_err(refusal) {
        Ok(token) => {
            let mut response = page::to_saying(&console, account::PATH, Flash::PasskeyAdded);
            cookies::set_session(response.headers_mut(), &console, &token)?;
            Ok(response)
        }
        Err(refused) => again(None, Some(why(t, refused?))),
    }
}

fn why(t: &Sentences, refused: AddRefusal) -> String {
    match refused {
        AddRefusal::Ended => t.msg_passkey_ended(),
        AddRefusal::TooMany => {
            t.msg_passkey_too_many(u64::try_from(Passkey::MAX_COUNT).unwrap_or(u64::MAX))
        }
        AddRefusal::Known => t.msg_passkey_known(),
        AddRefusal::Unusable(_) => t.msg_passkey_unusable(),
    }
}

async fn delete(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
    Path(passkey): Path<String>,
) -> Result<Response, Fault> {
    let removed = verbs::remove(&console.core, &visitor, &passkey, &visit.browser).await?;
    let token = removed.ok_or(Fault::NotFound)?;
    let mut response = page::to_saying(&console, account::PATH, Flash::PasskeyRemoved);
    cookies::set_session(response.headers_mut(), &console, &token)?;
    Ok(response)
}
