//! The audit log.

use axum::{
    extract::{RawQuery, State},
    response::Response,
    routing::get,
};

use super::{Access, Console, Fault, Form, Route, Verb, Visit, page};
use crate::{
    app::{
        audit_log::{AuditQuery, read_audit_log},
        operators::list_operators,
    },
    domain::operator::Permission,
    views::{
        console::audit::AuditPage,
        form::{Field, Kind},
    },
};

const PATH: &str = "/console/audit";
/// The longest filter, in characters.
const LONGEST_FILTER: usize = 100;

pub(super) static ROUTES: &[Route] = &[Route {
    verb: Verb::Get,
    path: PATH,
    access: Access::May(Permission::ReadAudit),
    fresh: false,
    handler: || get(index),
}];

async fn index(
    State(console): State<Console>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let frame = visit.frame();
    let t = frame.t;
    let asked = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let who = asked.optional_line("who", LONGEST_FILTER);
    let target = asked.optional_line("target", LONGEST_FILTER);
    let error = target.as_ref().err().map(|error| error.sentence(t));
    let query = AuditQuery {
        who: who.unwrap_or_default(),
        target: target.unwrap_or_default(),
        before: asked.text("before").parse().ok(),
    };
    let (entries, older) = read_audit_log(&console.core, &query).await?;
    let operators = list_operators(&console.core)
        .await?
        .into_iter()
        .map(|listed| {
            let chosen = listed.operator.login == query.who;
            (listed.operator.login, listed.operator.name, chosen)
        })
        .collect();
    let address = |before: Option<i64>| address(&query, before);
    let page = AuditPage {
        frame: &frame,
        operators,
        target: Field::new("target", t.msg_audit_target(), Kind::Text, "off")
            .hint(t.msg_audit_target_hint())
            .typed(asked.text("target"), error),
        older: entries.last().filter(|_| older).map(|entry| address(Some(entry.sequence))),
        newest: query.before.map(|_| address(None)),
        filtered: !query.who.is_empty() || !query.target.is_empty(),
        entries,
    };
    page::ok(&page)
}

/// The address of another page of the same list.
fn address(query: &AuditQuery, before: Option<i64>) -> String {
    let before = before.map(|before| before.to_string()).unwrap_or_default();
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("who", &query.who), ("target", &query.target), ("before", &before)] {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    let pairs = pairs.finish();
    if pairs.is_empty() { PATH.to_owned() } else { format!("{PATH}?{pairs}") }
}
