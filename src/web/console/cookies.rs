//! The console's cookies (requirement S4): the session's token, the word of what was just done, and
//! what a browser is known by, so that others who guess do not make its owner wait.
//! Public pages set none.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::site::Site;
use crate::{
    domain::{session::LONGEST_MINUTES, token::Token},
    views::console::flash::Flash,
};

const SESSION: &str = "sid";
const FLASH: &str = "flash";
const KNOWN: &str = "known";
/// Seconds for which a browser is known.
const KNOWN_SECONDS: i64 = 90 * 24 * 3600;
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

/// Sets the session's cookie.
pub fn set_session(headers: &mut HeaderMap, site: &Site, token: &Token) {
    set(headers, site, SESSION, &token.text(), LONGEST_MINUTES * 60);
}

/// Takes the session's cookie away.
pub fn clear_session(headers: &mut HeaderMap, site: &Site) {
    set(headers, site, SESSION, "", 0);
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
    let name = full_name(site, name);
    let secure = if site.secure_cookies { " Secure;" } else { "" };
    let cookie =
        format!("{name}={value}; Path=/; Max-Age={seconds};{secure} HttpOnly; SameSite=Lax");
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
    fn the_session_s_cookie_is_bound_to_the_host_and_hidden_from_scripts() {
        let mut headers = HeaderMap::new();
        let token = Token::new([7; 32]);
        set_session(&mut headers, &site("https://status.example.jp"), &token);
        let expected = format!(
            "__Host-sid={}; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Lax",
            token.text()
        );
        assert_eq!(headers[header::SET_COOKIE], expected.as_str());
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
