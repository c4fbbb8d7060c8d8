//! One's own account: password, language, second factor, sessions.

use askama::Template;

use super::Frame;
use crate::{
    domain::time::Timestamp,
    views::form::{self, Choice, Errors, Field},
};

/// The page of one's own account.
#[derive(Template)]
#[template(path = "console/account.html")]
pub struct AccountPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The name for signing in.
    pub login: &'a str,
    /// The password of now; none if there is no password yet.
    pub current: Option<Field>,
    /// The new password.
    pub password: Field,
    /// The language of the console.
    pub language: Choice,
    /// Recovery codes that are left; `None` without a second factor.
    pub codes_left: Option<usize>,
    /// Whether the role needs the second factor.
    pub factor_required: bool,
    /// The sessions, this one first.
    pub sessions: Vec<SessionRow>,
}

impl AccountPage<'_> {
    fn errors(&self) -> Errors {
        form::errors(self.current.iter().chain([&self.password]))
    }
}

/// A session in the list.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// By which it is ended.
    pub id: String,
    /// What the browser called itself.
    pub browser: String,
    /// From where.
    pub address: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is the one of this page.
    pub this: bool,
}

/// Setting up the second factor.
#[derive(Template)]
#[template(path = "console/factor.html")]
pub struct FactorPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Whether the role does not allow to go on without.
    pub required: bool,
    /// The modules of the QR code as a path of a drawing.
    pub qr: Qr,
    /// The seed for typing.
    pub seed: String,
    /// The seed, sealed, to come back with the form.
    pub sealed: String,
    /// Whether the sealed seed of before was too old.
    pub expired: bool,
    /// The code.
    pub code: Field,
}

impl FactorPage<'_> {
    fn errors(&self) -> Errors {
        form::errors([&self.code])
    }
}

/// A QR code as a drawing: its side, quiet zone included, and the path of its dark modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules on each side.
    pub side: usize,
    /// The `d` attribute of the path.
    pub path: String,
}

impl Qr {
    /// Draws a text; a text too long for a QR code gives an empty drawing.
    pub fn of(text: &str) -> Self {
        use std::fmt::Write as _;
        /// Modules of white that readers need around a code (ISO/IEC 18004).
        const QUIET: usize = 4;
        let Ok(code) = qrcode::QrCode::new(text) else {
            return Self { side: 1, path: String::new() };
        };
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == qrcode::Color::Dark {
                let _ = write!(path, "M{} {}h1v1h-1z", QUIET + at % width, QUIET + at / width);
            }
        }
        Self { side: width + 2 * QUIET, path }
    }
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "console/codes.html")]
pub struct CodesPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The codes.
    pub codes: Vec<String>,
}
