//! One's own account: password, language, second factor, passkeys, sessions.

use askama::Template;

use super::{Frame, fault::Kept, sign_in::Onward};
use crate::{
    domain::{passkey::Passkey, time::Timestamp},
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
    /// The passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
    /// The address of the portal.
    pub address: &'a str,
    /// The sessions, this one first.
    pub sessions: Vec<SessionRow>,
}

impl AccountPage<'_> {
    fn errors(&self) -> Errors {
        let mut errors = form::errors(self.frame.t, self.current.iter().chain([&self.password]));
        errors.extend(form::choice_errors(self.frame.t, [&self.language]));
        errors
    }
}

/// Adding a passkey.
#[derive(Template)]
#[template(path = "console/passkey.html")]
pub struct PasskeyPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// What it is to be called.
    pub name: Field,
    /// Why it was not added.
    pub refusal: Option<String>,
}

impl PasskeyPage<'_> {
    fn errors(&self) -> Errors {
        form::errors(self.frame.t, [&self.name])
    }
}

/// A session in the list.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// By which it is ended.
    pub id: String,
    /// Browser and system, as far as the browser says.
    pub browser: String,
    /// From where.
    pub address: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is the one of this page.
    pub this: bool,
}

/// Browser and system by the names that people know, from what a browser calls itself
/// (`User-Agent`, RFC 9110 §10.1.5); as it stands when neither is known.
pub fn browser_name(agent: &str) -> String {
    // Most browsers name others as well, for old sites' sake: the first that matches is meant.
    const BROWSERS: [(&str, &str); 9] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    let known: Vec<&str> = [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect();
    if known.is_empty() { agent.to_owned() } else { known.join(", ") }
}

/// Setting up the second factor.
#[derive(Template)]
#[template(path = "console/factor.html")]
pub struct FactorPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Where to go on afterwards.
    pub onward: Onward,
    /// Whether the role does not allow to go on without.
    pub required: bool,
    /// The modules of the QR code as a path of a drawing.
    pub qr: Qr,
    /// The seed for typing.
    pub seed: String,
    /// The seed, sealed, to come back with the form.
    pub sealed: String,
    /// Why nothing was turned on, if it was not a field's fault.
    pub refusal: Option<String>,
    /// The code.
    pub code: Field,
}

impl FactorPage<'_> {
    fn errors(&self) -> Errors {
        form::errors(self.frame.t, [&self.code])
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
    /// What was typed before, to be sent now.
    pub kept: Option<Kept>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_what_people_call_them() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox, Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                "Safari, Mac",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1",
                "Chrome, iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
                "Edge, Windows",
            ),
            ("curl/8.5.0", "curl"),
            ("Test/1.0", "Test/1.0"),
            ("", ""),
        ] {
            assert_eq!(browser_name(agent), name);
        }
    }

    #[test]
    fn a_text_is_drawn_with_its_quiet_zone() {
        let qr = Qr::of("otpauth://totp/x");
        assert_eq!(qr.side, 25 + 8);
        assert!(qr.path.starts_with("M4 4h1v1h-1z"), "{}", qr.path);
        assert_eq!(Qr::of(&"x".repeat(5000)).path, "");
    }
}
