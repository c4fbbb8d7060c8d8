//! Where to go on after signing in (requirement S43): only to a page of this console.

/// The longest address that is gone on to.
const LONGEST: usize = 2000;

/// The address, if it is a page of this console.
///
/// It has only characters that no browser reads in two ways, so what is checked here is what a
/// browser goes to.
pub fn within_console(address: &str) -> Option<&str> {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'?' | b'&' | b'=' | b'%' | b'+')
    };
    let rest = address.strip_prefix("/console")?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let whole = path.is_empty() || path.starts_with('/');
    let walks = path.contains("//") || path.contains("..") || path.contains('%');
    let shown = !query.contains('?');
    (address.len() <= LONGEST && whole && !walks && shown && address.bytes().all(plain))
        .then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_console_are_gone_on_to() {
        for address in [
            "/console",
            "/console/",
            "/console/audit",
            "/console/audit?target=INC-20161011-01&before=12",
            "/console/incidents/INC-20161011-01/updates/new",
            "/console?x=%E9%9A%9C",
        ] {
            assert_eq!(within_console(address), Some(address));
        }
    }

    #[test]
    fn nothing_else_is() {
        for address in [
            "",
            "/",
            "/ja/",
            "console",
            "/consolex",
            "/console.evil.example",
            "/console@evil.example",
            "//evil.example",
            "//evil.example/console",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "https://evil.example/console",
            "https:/evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "/console/../ja/",
            "/console/%2e%2e/ja",
            "/console/%2f%2fevil.example",
            "/console//evil.example",
            "/console/\\evil.example",
            "/console\\@evil.example",
            "/console/\u{9}evil",
            "/console/\r\nSet-Cookie: a=b",
            "/console/ x",
            " /console",
            "/console/#https://evil.example",
            "/console/障害",
            "/console?next=https://evil.example",
            "/CONSOLE",
        ] {
            assert_eq!(within_console(address), None, "{address:?}");
        }
        assert_eq!(within_console(&format!("/console?{}", "x".repeat(2000))), None);
    }
}
