//! What an operator should look at before a text becomes public: addresses that may belong to a customer
//! (rule D24), links that lead elsewhere (rule D25), and a language that is missing or mixed up.
//!
//! These are warnings, not walls: the operator can go on with a reason. Nothing is changed here. To
//! add a kind of warning: a variant, and a finder called from [`warnings`].

use std::{net::IpAddr, ops::Range};

use super::{language::Language, provider::Provider, text::LocalizedText};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningKind {
    /// A mail address that is not one of the provider's contact.
    MailAddress,
    /// An IP address.
    IpAddress,
    /// A link to somewhere else than the portal and the provider's contact (rule D25).
    ForeignLink,
    /// Japanese in the English field.
    JapaneseInEnglish,
    /// The English text is not there.
    EnglishMissing,
}

/// A warning and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What was found.
    pub kind: WarningKind,
    /// In which language of the text.
    pub language: Language,
    /// Where, in bytes of that text; empty if it is not there.
    pub range: Range<usize>,
}

/// Everything to look at in a text, in the order of the languages and of its places.
pub fn warnings(text: &LocalizedText, provider: &Provider) -> Vec<Warning> {
    let (known, hosts) = (own_addresses(provider), own_hosts(provider));
    let mut found = Vec::new();
    for language in Language::ALL {
        let written = text.written(language).unwrap_or_default();
        let mut add = |kind, range| found.push(Warning { kind, language, range });
        if written.trim().is_empty() {
            if language == Language::En {
                add(WarningKind::EnglishMissing, 0..0);
            }
            continue;
        }
        for range in mail_addresses(written) {
            if !known.iter().any(|own| own.eq_ignore_ascii_case(&written[range.clone()])) {
                add(WarningKind::MailAddress, range);
            }
        }
        ip_addresses(written).for_each(|range| add(WarningKind::IpAddress, range));
        for (range, host) in links(written) {
            if !hosts.contains(&host) {
                add(WarningKind::ForeignLink, range);
            }
        }
        if language == Language::En {
            for range in japanese(written) {
                add(WarningKind::JapaneseInEnglish, range);
            }
        }
    }
    found.sort_by_key(|warning| (warning.language, warning.range.start));
    found
}

/// The links of a text that lead elsewhere, with the language in which they stand (rule D25).
pub fn foreign_links(text: &LocalizedText, provider: &Provider) -> Vec<(Language, String)> {
    let found = warnings(text, provider).into_iter();
    found
        .filter(|warning| warning.kind == WarningKind::ForeignLink)
        .filter_map(|Warning { language, range, .. }| {
            let link = text.written(language)?.get(range)?;
            Some((language, link.to_owned()))
        })
        .collect()
}

/// The mail addresses in the provider's own contact lines.
fn own_addresses(provider: &Provider) -> Vec<&str> {
    Language::ALL
        .into_iter()
        .flat_map(|language| {
            [&provider.contact, &provider.address, &provider.unit].map(|line| line.get(language))
        })
        .flat_map(|line| mail_addresses(line).into_iter().map(|range| &line[range]))
        .collect()
}

/// The hosts to which notices may link: those of the portal, and those in the provider's own contact lines.
fn own_hosts(provider: &Provider) -> Vec<String> {
    let portals = [Some(&provider.urls.primary), provider.urls.standby.as_ref()];
    let lines = Language::ALL.into_iter().flat_map(|language| {
        [&provider.contact, &provider.address, &provider.unit].map(|line| line.get(language))
    });
    let texts = portals.into_iter().flatten().chain(lines);
    texts.flat_map(|text| links(text)).map(|(_, host)| host).collect()
}

/// Links with their hosts: `https://host/…`, `http://host/…`, `www.host/…`.
fn links(text: &str) -> Vec<(Range<usize>, String)> {
    const STARTS: [&str; 3] = ["https://", "http://", "www."];
    let part = |letter: char| letter.is_ascii_graphic() && !"\"<>()[]{}|\\^`".contains(letter);
    let lower = text.to_ascii_lowercase();
    let found = words(text, part).filter_map(|Range { start, end }| {
        let word = &lower[start..end];
        let (at, scheme) =
            STARTS.iter().filter_map(|it| word.find(it).map(|at| (at, *it))).min()?;
        let word = word[at..].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'']);
        let rest = word.strip_prefix(scheme).filter(|_| scheme != "www.").unwrap_or(word);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let start = start + at;
        host.contains('.').then(|| (start..start + word.len(), host.to_owned()))
    });
    found.collect()
}

/// Mail addresses: a name, `@` (also `＠`), and a domain with a dot in it.
fn mail_addresses(text: &str) -> Vec<Range<usize>> {
    let local = |letter: char| {
        let letter = narrow(letter);
        letter.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(letter)
    };
    let domain = |letter: char| {
        let letter = narrow(letter);
        letter.is_ascii_alphanumeric() || ".-".contains(letter)
    };
    text.char_indices()
        .filter(|(_, letter)| narrow(*letter) == '@')
        .filter_map(|(at, sign)| {
            let after = at + sign.len_utf8();
            let name = text[..at].trim_end_matches(local).len();
            let host = &text[after..];
            let host = &host[..host.find(|letter| !domain(letter)).unwrap_or(host.len())];
            let host = host.trim_end_matches(['.', '-', '．', '－']);
            let dotted = host
                .split_once(['.', '．'])
                .is_some_and(|(label, rest)| !label.is_empty() && !rest.is_empty());
            (name < at && dotted).then(|| name..after + host.len())
        })
        .collect()
}

/// The ASCII letter of which another is the full-width form; any other as it is.
fn narrow(letter: char) -> char {
    match u32::from(letter) {
        full @ 0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// IP addresses of either version, with or without a port or a prefix length behind them.
fn ip_addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    const COLONS: [char; 2] = [':', '：'];
    let part =
        |letter: char| narrow(letter).is_ascii_hexdigit() || matches!(narrow(letter), '.' | ':');
    let address = |text: &str| {
        let narrow: String = text.chars().map(narrow).collect();
        narrow.parse::<IpAddr>().is_ok_and(|address| !address.is_unspecified())
    };
    words(text, part).filter_map(move |Range { start, end }| {
        let word = text[start..end].trim_end_matches(['.', ':', '．', '：']);
        // "IP:192.0.2.10" is an address behind a colon, "::1" is one that begins with it.
        let found = [word, word.trim_start_matches(COLONS)].into_iter().find_map(|word| {
            let without_port = word.rsplit_once(COLONS).map(|(address, _)| address);
            [Some(word), without_port].into_iter().flatten().find(|word| address(word))
        })?;
        let start = start + word.find(found)?;
        // A letter before it makes it something else: part of a word or a name.
        let before = text[..start].chars().next_back();
        let alone = before.is_none_or(|letter| !(letter.is_ascii_alphanumeric() || letter == '-'));
        alone.then(|| start..start + found.len())
    })
}

/// Runs of Japanese letters and signs.
fn japanese(text: &str) -> Vec<Range<usize>> {
    let letter = |letter: char| {
        matches!(letter,
            '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}')
    };
    words(text, letter).collect()
}

/// The longest runs of letters that belong to words of some kind.
fn words(text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(&belongs)?;
        let length = text[start..].find(|letter| !belongs(letter));
        from = length.map_or(text.len(), |length| start + length);
        Some(start..from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn mail_addresses_are_found_wherever_they_stand() {
        let find = |text: &'static str| found(text, mail_addresses(text));
        assert_eq!(
            find("お客様(taro.yamada+x@mail.example.com)宛のメール"),
            ["taro.yamada+x@mail.example.com"]
        );
        assert_eq!(find("a@b.example, c＠d.example."), ["a@b.example", "c＠d.example"]);
        assert_eq!(
            find("宛先ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐです"),
            ["ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"]
        );
        assert_eq!(find("@example.com, user@localhost, a@.b, 10 @ 5.0, x@"), [""; 0]);
    }

    #[test]
    fn ip_addresses_are_found_and_times_and_versions_are_not() {
        let find = |text: &'static str| found(text, ip_addresses(text));
        assert_eq!(find("サーバー192.0.2.10からの接続"), ["192.0.2.10"]);
        assert_eq!(find("from 192.0.2.10:25 and 198.51.100.0/24."), ["192.0.2.10", "198.51.100.0"]);
        assert_eq!(find("2001:db8::25, ::1"), ["2001:db8::25", "::1"]);
        assert_eq!(find("IP:192.0.2.10、送信元：192.0.2.1"), ["192.0.2.10", "192.0.2.1"]);
        assert_eq!(find("１９２．０．２．１０：２５から"), ["１９２．０．２．１０"]);
        assert_eq!(
            find("09:25～10:00、1.2.3、1.2.3.4.5、300.1.1.1、v1.2.3.4、std::io、::"),
            [""; 0]
        );
        assert_eq!(find("We met at 10:20:30. Done."), [""; 0]);
    }

    #[test]
    fn links_are_found_with_their_hosts() {
        let hosts =
            |text: &str| -> Vec<String> { links(text).into_iter().map(|(_, host)| host).collect() };
        assert_eq!(
            hosts("詳細はhttps://Status.example.jp/ja/をご覧ください。"),
            ["status.example.jp"]
        );
        assert_eq!(
            hosts("See (http://a.example:8080/x), www.shop.example, and https://u@b.example?q."),
            ["a.example", "www.shop.example", "b.example"]
        );
        assert_eq!(hosts("https://, http://localhost/, www, awww.",), [""; 0]);
        let text = "https://shop.example/sale.";
        assert_eq!(
            found(text, links(text).into_iter().map(|(range, _)| range)),
            ["https://shop.example/sale"]
        );
    }

    #[test]
    fn japanese_is_found_in_runs() {
        let text = "The ストレージ is ok（確認）.";
        assert_eq!(found(text, japanese(text)), ["ストレージ", "（確認）"]);
        assert_eq!(found("Café – “quoted” … 5 °C", japanese("Café – “quoted” … 5 °C")), [""; 0]);
    }
}
