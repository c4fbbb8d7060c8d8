//! The forms of the console against everything that can be sent to them: every address that takes a form
//! has its line in [`FORMS`], so that a new one without a line fails. What is typed about an incident is
//! swept field by field in `fields.rs`, without a database; here it goes all the way, once for each form.

mod fields;
mod sent;

use std::collections::BTreeSet;

use crate::support::console::addresses_of_forms;

/// How a form is swept.
enum Sweep {
    /// Fields, each with what is right in it and what it is.
    Fields(Who, &'static str, &'static [(&'static str, &'static str, Kind)]),
    /// A form about an incident or a maintenance.
    Incident,
    /// A button without fields, for something that is not there.
    Button(&'static str),
    /// Answered to a script.
    Script(&'static str),
}

/// Who sends a form.
enum Who {
    /// Somebody who has not signed in.
    Stranger,
    /// An administrator.
    Admin,
    /// Somebody with a link for a first password.
    Invited,
    /// Somebody half-way through signing in.
    HalfWay,
}

/// What a field is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A line of at most so many characters.
    Line(usize),
    /// A secret, which never comes back.
    Secret,
    /// A one-time code, which never comes back.
    Code,
    /// One of a few values.
    Choice,
    /// What nobody types.
    Hidden,
}

const FORMS: &[(&str, Sweep)] = &[
    (
        "/console/sign-in",
        Sweep::Fields(
            Who::Stranger,
            "/console/sign-in",
            &[
                ("name", "nobody", Kind::Line(160)),
                ("password", "x", Kind::Secret),
                ("next", "/console", Kind::Hidden),
                ("kept", "", Kind::Hidden),
            ],
        ),
    ),
    (
        "/console/sign-in/code",
        Sweep::Fields(
            Who::HalfWay,
            "/console/sign-in/code",
            &[("code", "000000", Kind::Code), ("kept", "", Kind::Hidden)],
        ),
    ),
    ("/console/sign-out", Sweep::Button("/console/sign-out")),
    (
        "/console/step-up",
        Sweep::Fields(
            Who::Admin,
            "/console/step-up",
            &[("password", "x", Kind::Secret), ("kept", "", Kind::Hidden)],
        ),
    ),
    (
        "/console/link/{token}",
        Sweep::Fields(Who::Invited, "", &[("password", "short", Kind::Secret)]),
    ),
    (
        "/console/account/password",
        Sweep::Fields(
            Who::Admin,
            "/console/account/password",
            &[("current", "x", Kind::Secret), ("password", "short", Kind::Secret)],
        ),
    ),
    (
        "/console/account/language",
        Sweep::Fields(
            Who::Admin,
            "/console/account/language",
            &[("language", "en", Kind::Choice), ("next", "/console", Kind::Hidden)],
        ),
    ),
    (
        "/console/account/sessions/{session}/end",
        Sweep::Button("/console/account/sessions/not-there/end"),
    ),
    ("/console/account/sessions/end-others", Sweep::Button("/console/account/sessions/end-others")),
    (
        "/console/account/second-factor",
        Sweep::Fields(
            Who::Admin,
            "/console/account/second-factor",
            &[("code", "000000", Kind::Hidden), ("sealed", "AAAA", Kind::Hidden)],
        ),
    ),
    (
        "/console/account/second-factor/remove",
        Sweep::Button("/console/account/second-factor/remove"),
    ),
    ("/console/account/codes", Sweep::Button("/console/account/codes")),
    ("/console/sign-in/passkey/challenge", Sweep::Script("/console/sign-in/passkey/challenge")),
    ("/console/sign-in/passkey", Sweep::Script("/console/sign-in/passkey")),
    ("/console/step-up/passkey/challenge", Sweep::Script("/console/step-up/passkey/challenge")),
    ("/console/step-up/passkey", Sweep::Script("/console/step-up/passkey")),
    ("/console/account/passkeys/challenge", Sweep::Script("/console/account/passkeys/challenge")),
    ("/console/account/passkeys", Sweep::Script("/console/account/passkeys")),
    (
        "/console/account/passkeys/{passkey}/remove",
        Sweep::Button("/console/account/passkeys/not-there/remove"),
    ),
    (
        "/console/operators/new",
        Sweep::Fields(
            Who::Admin,
            "/console/operators/new",
            &[
                ("login", "suzuki", Kind::Line(40)),
                ("name", "鈴木 蓮", Kind::Line(80)),
                ("role", "drafter", Kind::Choice),
                ("language", "ja", Kind::Choice),
            ],
        ),
    ),
    (
        "/console/operators/{login}/role",
        Sweep::Fields(
            Who::Admin,
            "/console/operators/boss/role",
            &[("role", "viewer", Kind::Choice)],
        ),
    ),
    ("/console/operators/{login}/disable", Sweep::Button("/console/operators/not-there/disable")),
    ("/console/operators/{login}/enable", Sweep::Button("/console/operators/not-there/enable")),
    ("/console/operators/{login}/reset", Sweep::Button("/console/operators/not-there/reset")),
    ("/console/operators/{login}/sessions", Sweep::Button("/console/operators/not-there/sessions")),
    ("/console/services/{service}", Sweep::Button("/console/services/not-there")),
    ("/console/services/{service}/lift", Sweep::Button("/console/services/not-there/lift")),
    ("/console/incidents/new", Sweep::Incident),
    ("/console/incidents/new/post", Sweep::Incident),
    ("/console/incidents/{reference}/{writing}", Sweep::Incident),
    ("/console/incidents/{reference}/{writing}/post", Sweep::Incident),
    ("/console/incidents/{reference}/edit/{part}", Sweep::Incident),
    ("/console/incidents/{reference}/updates/{update}/{language}", Sweep::Incident),
    ("/console/drafts/{target}/{*kind}", Sweep::Button("/console/drafts/not-there/notice")),
    ("/console/drafts/discard", Sweep::Button("/console/drafts/discard")),
    ("/console/maintenance/new", Sweep::Incident),
    ("/console/maintenance/new/post", Sweep::Incident),
    ("/console/maintenance/{reference}/edit", Sweep::Incident),
    (
        "/console/maintenance/{reference}/clock",
        Sweep::Button("/console/maintenance/MNT-20990101-01/clock"),
    ),
    ("/console/maintenance/{reference}/{window}/{step}", Sweep::Incident),
    ("/console/maintenance/{reference}/{window}/{step}/post", Sweep::Incident),
];

#[test]
fn every_address_that_takes_a_form_is_swept() {
    let swept: BTreeSet<&str> = FORMS.iter().map(|(path, _)| *path).collect();
    assert_eq!(addresses_of_forms(), swept);
}
