//! The console's cookies (requirement S4): the session's token, the mark that its owner has lately
//! proved who they are, the word of what was just done, what a browser is known by, so that others
//! who guess do not make its owner wait, and its owner's language, in which the console also speaks
//! when it cannot find out whose session it is.
//!
//! The mark is `SameSite=Strict`: a link on another site opens the console for whoever is signed in,
//! but nothing that changes how people sign in.
//! Public pages set none.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{Console, Fault, site::Site};
use crate::{
    app::Failure,
    domain::{
        language::Language,
        session::{FRESH_MINUTES, LONGEST_MINUTES, Session},
        token::Token,
    },
    views::console::flash::Flash,
};

const SESSION: &str = "sid";
const FRESH: &str = "fresh";
const FLASH: &str = "flash";
const KNOWN: &str = "known";
const LANGUAGE: &str = "lang";
/// Seconds for which a browser is known.
const KNOWN_SECONDS: i64 = 90 * 24 * 3600;
/// Seconds for which the language is remembered.
const LANGUAGE_SECONDS: i64 = 365 * 24 * 3600;
/// Seconds within which the page after an action is expected.
const FLASH_SECONDS: i64 = 60;

/// The token of the session, if a cookie holds one.
pub fn session(headers: &HeaderMap, site: &Site) -> Option<Token> {
    Token::from_text(value(headers, site, SESSION)?)
}

/// What was just done, if a cookie says so.
pub fn flash(headers: &HeaderMap, site: &Site) -> Option<Flash> {
    Flash::from_word(value(headers, site, FLASH)?)
}

/// What the browser was given at the last sign-in; empty if there was none.
pub fn known(headers: &HeaderMap, site: &Site) -> Vec<u8> {
    value(headers, site, KNOWN)
        .and_then(|value| URL_SAFE_NO_PAD.decode(value).ok())
        .unwrap_or_default()
}

/// Gives the browser something to be known by. It stays after signing out.
pub fn set_known(headers: &mut HeaderMap, site: &Site, known: &[u8]) {
    set(headers, site, KNOWN, &URL_SAFE_NO_PAD.encode(known), KNOWN_SECONDS);
}

/// The language of whoever was signed in last.
pub fn language(headers: &HeaderMap, site: &Site) -> Option<Language> {
    Language::from_tag(value(headers, site, LANGUAGE)?)
}

/// Remembers the language of whoever is signed in.
pub fn set_language(headers: &mut HeaderMap, site: &Site, language: Language) {
    set(headers, site, LANGUAGE, language.tag(), LANGUAGE_SECONDS);
}

/// Sets the cookie of a session whose owner has just proved who they are, and the mark of it.
///
/// # Errors
///
/// [`Fault`] when the system has no randomness.
pub fn set_session(headers: &mut HeaderMap, console: &Console, token: &Token) -> Result<(), Fault> {
    let Console { core, security, site, .. } = console;
    let nonce = core.ids.bytes().map_err(Failure::from)?;
    let mark = security.seal.close(&freshness(&token.hash().hex()), &[], nonce);
    let mark = URL_SAFE_NO_PAD.encode(mark.map_err(Failure::from)?);
    set(headers, site, SESSION, &token.text(), LONGEST_MINUTES * 60);
    set_with(headers, site, "Strict", FRESH, &mark, FRESH_MINUTES * 60);
    Ok(())
}

/// Whether the browser shows the mark of this session.
pub fn shows_freshness(headers: &HeaderMap, console: &Console, session: &Session) -> bool {
    value(headers, &console.site, FRESH)
        .and_then(|mark| URL_SAFE_NO_PAD.decode(mark).ok())
        .is_some_and(|mark| {
            console.security.seal.open(&freshness(&session.token.hex()), &mark).is_ok()
        })
}

/// For what the mark is sealed.
fn freshness(session: &str) -> String {
    format!("freshness of {session}")
}

/// Takes the session's cookies away.
pub fn clear_session(headers: &mut HeaderMap, site: &Site) {
    set(headers, site, SESSION, "", 0);
    set_with(headers, site, "Strict", FRESH, "", 0);
}

/// Says on the next page what was done.
pub fn set_flash(headers: &mut HeaderMap, site: &Site, flash: Flash) {
    set(headers, site, FLASH, &flash.word(), FLASH_SECONDS);
}

/// Says it no more.
pub fn clear_flash(headers: &mut HeaderMap, site: &Site) {
    set(headers, site, FLASH, "", 0);
}

/// The value of a cookie. One that comes twice is not believed.
fn value<'a>(headers: &'a HeaderMap, site: &Site, name: &str) -> Option<&'a str> {
    let name = full_name(site, name);
    let mut values = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(known, _)| *known == name)
        .map(|(_, value)| value);
    let first = values.next()?;
    values.next().is_none().then_some(first)
}

/// `__Host-` binds a cookie to exactly this host (RFC 6265bis §4.1.3.2).
fn full_name(site: &Site, name: &str) -> String {
    if site.secure_cookies { format!("__Host-{name}") } else { name.to_owned() }
}

fn set(headers: &mut HeaderMap, site: &Site, name: &str, value: &str, seconds: i64) {
    set_with(headers, site, "Lax", name, value, seconds);
}

fn set_with(
    headers: &mut HeaderMap,
    site: &Site,
    same_site: &str,
    name: &str,
    value: &str,
    seconds: i64,
) {
    let name = full_name(site, name);
    let secure = if site.secure_cookies { " Secure;" } else { "" };
    let cookie = format!(
        "{name}={value}; Path=/; Max-Age={seconds};{secure} HttpOnly; SameSite={same_site}"
    );
    // Names, tokens and words are plain ASCII.
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> Site {
        Site::new(url).unwrap()
    }

    #[test]
    fn a_cookie_is_found_among_others_and_not_believed_twice() {
        let site = site("https://status.example.jp");
        let token = Token::new([7; 32]);
        let own = format!("__Host-sid={}", token.text());
        for (cookie, found) in [
            (own.clone(), true),
            (format!("a=b; {own}; c=d"), true),
            (format!("sid={}", token.text()), false),
            (format!("{own}; {own}"), false),
            ("__Host-sid=".to_owned(), false),
            ("__Host-sid=%%%".to_owned(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.parse().unwrap());
            assert_eq!(session(&headers, &site).is_some(), found, "{cookie}");
        }
    }
}
