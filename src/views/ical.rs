//! iCalendar as text (RFC 5545): content lines, escaped and folded. What is written is decided by its callers.
//!
//! Written here, because the crates that write it take the time and identifiers from the system where none are
//! given, bring a second library of dates, or leave values of RFC 7986 unescaped.

use jiff::tz::TimeZone;

use crate::domain::time::Timestamp;

/// The most octets of a line, without its end (RFC 5545 §3.1).
const LONGEST: usize = 75;
/// Seconds for which the changes of a zone are told ahead: two years.
const AHEAD: i64 = 2 * 366 * 24 * 60 * 60;

/// An iCalendar object that is being written.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// The text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// A component, and what is in it.
    pub(super) fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.plain("BEGIN", name);
        write(self);
        self.plain("END", name);
    }

    /// A value that is a word, a number, a date or an address. The name may carry parameters.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut left = LONGEST;
        for character in line.chars().filter(|character| !character.is_control()) {
            let size = character.len_utf8();
            if size > left {
                self.0.push_str("\r\n ");
                left = LONGEST - 1;
            }
            self.0.push(character);
            left -= size;
        }
        self.0.push_str("\r\n");
    }

    /// A value that is text (RFC 5545 §3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                _ => escaped.push(character),
            }
        }
        self.plain(name, &escaped);
    }

    /// An instant, in UTC (RFC 5545 §3.3.5).
    pub(super) fn instant(&mut self, name: &str, at: Timestamp) {
        let at = at.in_zone(&TimeZone::UTC);
        self.plain(name, &at.strftime("%Y%m%dT%H%M%SZ").to_string());
    }

    /// A zone with its offsets from an instant on (RFC 5545 §3.6.5).
    pub(super) fn zone(&mut self, name: &str, zone: &TimeZone, since: Timestamp) {
        let begins = since.in_zone(zone).timestamp();
        let first = zone.to_offset_info(begins);
        let mut before = first.offset();
        let mut observances =
            vec![(begins, first.offset(), first.dst().is_dst(), first.abbreviation().to_owned())];
        let changes = zone.following(begins);
        for change in changes.take_while(|it| it.timestamp().as_second() - since.seconds() < AHEAD)
        {
            let name = change.abbreviation().to_owned();
            observances.push((change.timestamp(), change.offset(), change.dst().is_dst(), name));
        }
        self.within("VTIMEZONE", |lines| {
            lines.text("TZID", name);
            for (at, offset, is_summer, name) in observances {
                lines.within(if is_summer { "DAYLIGHT" } else { "STANDARD" }, |lines| {
                    let local = before.to_datetime(at);
                    lines.plain("DTSTART", &local.strftime("%Y%m%dT%H%M%S").to_string());
                    lines.plain("TZOFFSETFROM", &utc_offset(before.seconds()));
                    lines.plain("TZOFFSETTO", &utc_offset(offset.seconds()));
                    lines.text("TZNAME", &name);
                });
                before = offset;
            }
        });
    }
}

/// An offset from UTC (RFC 5545 §3.3.14).
fn utc_offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        write(&mut lines);
        lines.finish()
    }

    /// A file as a reader puts its lines together again.
    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_character_is_torn() {
        for length in 1..200 {
            let value = "設備".repeat(length);
            let text = written(|lines| lines.text("SUMMARY", &value));
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{length}");
            assert_eq!(unfolded(&text), format!("SUMMARY:{value}\r\n"));
        }
    }

    #[test]
    fn what_has_a_meaning_in_the_format_has_none_in_a_text() {
        let text = written(|lines| lines.text("SUMMARY", "a,b;c\\d\r\nEND:VEVENT\u{1}"));
        assert_eq!(text, "SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\r\n");
        let plain = written(|lines| lines.plain("URL", "https://example.jp/\r\nX:y"));
        assert_eq!(plain, "URL:https://example.jp/X:y\r\n");
    }

    #[test]
    fn a_zone_is_told_with_each_change_of_its_clocks() {
        let since = Timestamp::from_seconds(1_735_689_600); // 2025-01-01T00:00:00Z
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let text = written(|lines| lines.zone("Asia/Tokyo", &tokyo, since));
        assert_eq!(
            text,
            "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:20250101T090000\r\n\
             TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST\r\nEND:STANDARD\r\n\
             END:VTIMEZONE\r\n"
        );
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let text = written(|lines| lines.zone("Europe/Berlin", &berlin, since));
        let summer = "BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\n\
                      TZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n";
        assert!(text.contains(summer), "{text}");
        assert!(text.contains("BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200"));
    }
}
