//! Leaving to people what the clock would do, as long as it has not done it, and to the clock again.

use axum::{
    extract::{Path, State},
    response::Response,
    routing::post,
};

use super::{path, reference, route};
use crate::{
    app::{ClockWasFaster, LeaveToPeople, leave_to_people},
    domain::{
        maintenance::{
            Maintenance,
            due::{ByClock, Due},
        },
        operator::Permission,
    },
    i18n::sentences::Sentences,
    views::console::{flash::Flash, maintenance::Switch},
    web::console::{
        Console, Fault, Form, Route, SignedIn, Verb, fault, incidents::typed as fields, page,
    },
};

pub(in crate::web::console) static ROUTES: &[Route] =
    &[route(Verb::Post, "/console/maintenance/{reference}/clock", Permission::Publish, || {
        post(leave)
    })];

const TO_PEOPLE: &str = "people";
const TO_CLOCK: &str = "clock";

/// The button that leaves a coming step to people, or one of theirs to the clock.
pub(super) fn switch(
    t: &Sentences,
    maintenance: &Maintenance,
    due: &Due,
    to_people: bool,
) -> Switch {
    let what = due.step.by_clock().map(ByClock::word).unwrap_or_default();
    let to = if to_people { TO_PEOPLE } else { TO_CLOCK };
    Switch {
        action: format!("{}/clock", path(maintenance.reference)),
        fields: [
            ("version", maintenance.version.to_string()),
            ("window", due.window.to_string()),
            ("what", what.to_owned()),
            ("to", to.to_owned()),
        ],
        label: if to_people { t.msg_maint_leave_to_people() } else { t.msg_maint_leave_to_clock() },
    }
}

async fn leave(
    State(console): State<Console>,
    signed_in: SignedIn,
    Path(text): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let typed = fields(&form);
    let what = ByClock::ALL.into_iter().find(|what| what.word() == typed.get("what"));
    let command = LeaveToPeople {
        reference: reference(&text)?,
        version: typed.get("version").parse().map_err(|_| Fault::Incomplete)?,
        window: typed.get("window").parse().map_err(|_| Fault::Incomplete)?,
        what: what.ok_or(Fault::Incomplete)?,
        to_people: match typed.get("to") {
            TO_PEOPLE => true,
            TO_CLOCK => false,
            _ => return Err(Fault::Incomplete),
        },
    };
    let back = path(command.reference);
    let flash = match leave_to_people(&console.core, &signed_in.actor, command).await {
        Ok(()) => Flash::RecordSaved,
        Err(error) => {
            let ClockWasFaster = fault::refusal(error)?;
            Flash::ClockWasFaster
        }
    };
    Ok(page::to_saying(&console, &back, flash))
}
