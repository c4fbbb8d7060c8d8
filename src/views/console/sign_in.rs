//! Signing in: the sign-in page, the second step, one-time links, and proving again who one is.

use askama::Template;

use super::Frame;
use crate::{
    domain::{password::WeakPassword, session::LinkPurpose},
    i18n::sentences::Sentences,
    views::form::{self, Errors, Field},
};

/// What travels with the forms of signing in, so that it can go on where it was interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Onward {
    /// The page that was asked for.
    pub next: String,
    /// The form that was sent to it, folded into one value; empty if there was none.
    pub kept: String,
}

/// The sign-in page.
#[derive(Template)]
#[template(path = "console/sign_in.html")]
pub struct SignInPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Where to go on.
    pub onward: Onward,
    /// The name.
    pub name: Field,
    /// The password.
    pub password: Field,
    /// Why nobody was signed in.
    pub refusal: Option<String>,
}

impl SignInPage<'_> {
    fn errors(&self) -> Errors {
        form::errors(self.frame.t, [&self.name, &self.password])
    }
}

/// The second step of signing in.
#[derive(Template)]
#[template(path = "console/second_step.html")]
pub struct SecondStepPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Where to go on.
    pub onward: Onward,
    /// The code.
    pub code: Field,
    /// Why the code was not taken.
    pub refusal: Option<String>,
}

impl SecondStepPage<'_> {
    fn errors(&self) -> Errors {
        form::errors(self.frame.t, [&self.code])
    }
}

/// Proving again who one is.
#[derive(Template)]
#[template(path = "console/step_up.html")]
pub struct StepUpPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Where to go on.
    pub onward: Onward,
    /// The name, for password managers.
    pub login: &'a str,
    /// The password.
    pub password: Field,
    /// The code, if a second factor is set up.
    pub code: Option<Field>,
    /// Whether it can be done with a passkey instead.
    pub has_passkey: bool,
    /// Why it was not taken.
    pub refusal: Option<String>,
}

impl StepUpPage<'_> {
    fn errors(&self) -> Errors {
        form::errors(self.frame.t, [&self.password].into_iter().chain(&self.code))
    }
}

/// What a one-time link leads to.
#[derive(Template)]
#[template(path = "console/link.html")]
pub struct LinkPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Where its form is sent.
    pub action: String,
    /// What the link is good for.
    pub purpose: LinkPurpose,
    /// The name shown of whom it is for.
    pub name: String,
    /// The name typed at sign-in.
    pub login: String,
    /// The new password.
    pub password: Field,
}

impl LinkPage<'_> {
    fn title(&self) -> String {
        match self.purpose {
            LinkPurpose::SetPassword => self.frame.t.msg_link_title(),
            LinkPurpose::SignIn => self.frame.t.msg_link_sign_in_title(),
        }
    }

    fn sets_password(&self) -> bool {
        self.purpose == LinkPurpose::SetPassword
    }

    fn errors(&self) -> Errors {
        form::errors(self.frame.t, [&self.password])
    }
}

/// A link that no longer works.
#[derive(Template)]
#[template(path = "console/link_gone.html")]
pub struct LinkGonePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
}

/// Why a password is refused.
pub fn weak_password(t: &Sentences, weak: WeakPassword) -> String {
    match weak {
        WeakPassword::TooShort => t.msg_password_too_short(),
        WeakPassword::TooLong => t.msg_password_too_long(),
        WeakPassword::Common => t.msg_password_common(),
    }
}
