//! What the vectors leave open of reading: other zones, summer time, leap days, the edges of
//! years, sloppy typing, and text that is no date at all.

use jiff::civil::Weekday;
use noroshi::i18n::dates::parse::{self, Input, MAX_CHARS, MomentError, Prefer};

use super::{assert_no_differences, at, compare, zone};

const NOW: &str = "2016-10-11T10:00:00+09:00";

/// One line that says all of a reading: `2016-10-11T08:55+09:00 minute about, year_assumed`.
fn read(text: &str, now: &str, prefer: Prefer, base: Option<&str>, zone_name: &str) -> String {
    let zone = zone(zone_name);
    let input = Input { text, now: at(now), prefer, base: base.map(at), zone: &zone };
    match parse::moment(input) {
        Err(error) => error.code().to_owned(),
        Ok(parsed) => {
            let instant = parsed.moment.at.in_zone(&zone).strftime("%Y-%m-%dT%H:%M%:z");
            let grain = format!("{:?}", parsed.moment.grain).to_lowercase();
            let approx = if parsed.moment.approx { " about" } else { "" };
            let mut line = format!("{instant} {grain}{approx}");
            for confirm in parsed.confirm {
                line = format!("{line} {}", confirm.code());
            }
            line
        }
    }
}

fn past(text: &str) -> String {
    read(text, NOW, Prefer::Past, None, "Asia/Tokyo")
}

fn check(cases: &[(&str, &str)], read: impl Fn(&str) -> String) {
    let mut differences = Vec::new();
    for (text, wanted) in cases {
        compare(&mut differences, text, &read(text), wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn hurried_forms_are_understood() {
    check(
        &[
            ("2016年10月11日（火）８時５５分頃", "2016-10-11T08:55+09:00 minute about"),
            ("10/11（火・祝） 8:55", "2016-10-11T08:55+09:00 minute year_assumed"),
            ("10月11日 火曜 8時", "2016-10-11T08:00+09:00 hour year_assumed"),
            ("本日午前8時半ごろ", "2016-10-11T08:30+09:00 minute about"),
            ("今日の午前8時", "2016-10-11T08:00+09:00 hour"),
            ("今朝6時", "2016-10-11T06:00+09:00 hour"),
            ("一昨日 22:00", "2016-10-09T22:00+09:00 minute"),
            ("明後日", "2016-10-13T00:00+09:00 day"),
            ("3日前 22:00", "2016-10-08T22:00+09:00 minute"),
            ("3日前", "2016-10-08T00:00+09:00 day"),
            ("1時間半前", "2016-10-11T08:30+09:00 minute"),
            ("30分ほど前", "2016-10-11T09:30+09:00 minute about"),
            ("2時間15分後", "2016-10-11T12:15+09:00 minute"),
            ("あと57分", "2016-10-11T10:57+09:00 minute"),
            ("in 57 minutes", "2016-10-11T10:57+09:00 minute"),
            ("about 2 hours ago", "2016-10-11T08:00+09:00 minute about"),
            ("2 days ago", "2016-10-09T00:00+09:00 day"),
            ("now", "2016-10-11T10:00+09:00 minute"),
            ("10日 午前零時", "2016-10-10T00:00+09:00 hour month_assumed"),
            ("8時前後", "2016-10-11T08:00+09:00 hour about date_assumed"),
            ("8:55 p.m. on 9 Oct.", "2016-10-09T20:55+09:00 minute year_assumed"),
            ("8 AM", "2016-10-11T08:00+09:00 hour date_assumed"),
            ("the 9th of October 2016", "2016-10-09T00:00+09:00 day"),
            ("noon on Oct 9, 2016", "2016-10-09T12:00+09:00 hour"),
            ("昨日の昼の12時", "2016-10-10T12:00+09:00 hour"),
            ("20161011", "2016-10-11T00:00+09:00 day"),
            ("2016-10-11T08:55:30.250+09:00", "2016-10-11T08:55+09:00 minute seconds_dropped"),
            ("20161011T085500+0900", "2016-10-11T08:55+09:00 minute"),
            ("2016ー10ー11　8:55", "2016-10-11T08:55+09:00 minute"),
            ("\u{feff}10/11 8:55\u{200b}", "2016-10-11T08:55+09:00 minute year_assumed"),
            ("㍻28年10月11日㈫", "2016-10-11T00:00+09:00 day"),
            ("昭和64年1月7日", "1989-01-07T00:00+09:00 day"),
            ("S63.12.31 23:59", "1988-12-31T23:59+09:00 minute"),
            ("T10.1.2", "1921-01-02T00:00+09:00 day"),
        ],
        past,
    );
}

#[test]
fn what_has_two_readings_or_none_is_an_error() {
    check(
        &[
            ("16年10月11日", "ambiguous_date"),
            ("11-10-2016", "ambiguous_date"),
            ("2016/10", "incomplete_date"),
            ("2016年", "incomplete_date"),
            ("October 2016", "incomplete_date"),
            ("10月 8:55", "incomplete_date"),
            ("H28.10", "incomplete_date"),
            ("正午 午後", "ambiguous_noon"),
            ("翌朝15時", "meridiem_conflict"),
            ("翌朝", "vague_time"),
            ("昼", "vague_time"),
            ("昼の3時", "vague_time"),
            ("midnight", "vague_time"),
            ("午前25時", "meridiem_conflict"),
            ("8:55:60", "invalid_time"),
            ("2015/2/29", "invalid_date"),
            ("32日 8:00", "invalid_date"),
            ("4/31", "invalid_date"),
            ("1899/12/31", "invalid_date"),
            ("2200/1/1", "invalid_date"),
            ("2199/12/31 24:00", "invalid_date"),
            ("999999999日前", "invalid_date"),
            ("999999999 days 999999999 hours ago", "invalid_date"),
            ("令和元年4月30日", "era_out_of_range"),
            ("令和0年5月1日", "era_out_of_range"),
            ("昭和64年1月8日", "era_out_of_range"),
            ("Oct 9 – Oct 10, 2016", "span_given"),
            ("from 02:00 to 06:00 JST on Sunday, October 9, 2016", "span_given"),
            ("2016年10月12日(水) 22時頃～継続中", "span_given"),
            ("～8:55", "unparseable"),
            ("8:55 CET", "unknown_zone"),
            ("8:55 UTC+25", "unknown_zone"),
            ("2016-10-11 UTC", "unparseable"),
            ("8:55 9:55", "unparseable"),
            ("8:5", "unparseable"),
            ("10-11", "unparseable"),
            ("30分", "unparseable"),
            ("今 8:55", "unparseable"),
            ("頃", "unparseable"),
            ("()", "unparseable"),
            ("99999999999999999999", "unparseable"),
            ("\n\t ", "empty"),
        ],
        past,
    );
}

#[test]
fn a_wrong_weekday_is_answered_with_the_right_one() {
    let tokyo = zone("Asia/Tokyo");
    let input = Input {
        text: "2024年5月23日(火) 25:07",
        now: at(NOW),
        prefer: Prefer::Past,
        base: None,
        zone: &tokyo,
    };
    let date = jiff::civil::date(2024, 5, 23);
    let wanted = MomentError::WeekdayMismatch { date, weekday: Weekday::Thursday };
    assert_eq!(parse::moment(input), Err(wanted), "the date that was named, not the next one");
}

#[test]
fn too_long_a_text_is_not_read() {
    let padded = |blanks: usize| format!("8:55{}", " ".repeat(blanks));
    assert_eq!(past(&padded(MAX_CHARS - 4)), "2016-10-11T08:55+09:00 minute date_assumed");
    assert_eq!(past(&padded(MAX_CHARS - 3)), "unparseable");
}

#[test]
fn a_time_without_a_date_follows_the_field() {
    let cases = [
        ("10:10", NOW, Prefer::Past, "2016-10-11T10:10+09:00 minute date_assumed"),
        ("10:11", NOW, Prefer::Past, "2016-10-10T10:11+09:00 minute date_assumed"),
        (
            "10:00",
            "2016-10-11T10:00:40+09:00",
            Prefer::Future,
            "2016-10-11T10:00+09:00 minute date_assumed",
        ),
        ("9:59", NOW, Prefer::Future, "2016-10-12T09:59+09:00 minute date_assumed"),
        ("午前", NOW, Prefer::Future, "2016-10-11T00:00+09:00 halfday date_assumed"),
        ("午後", NOW, Prefer::Past, "2016-10-10T12:00+09:00 halfday date_assumed"),
        (
            "25:30",
            "2016-10-12T02:00:00+09:00",
            Prefer::Past,
            "2016-10-12T01:30+09:00 minute date_assumed next_day",
        ),
        ("火曜日 9:00", NOW, Prefer::Past, "2016-10-11T09:00+09:00 minute date_assumed"),
        ("月曜 9:00", NOW, Prefer::Future, "2016-10-17T09:00+09:00 minute date_assumed"),
        ("日曜日", NOW, Prefer::Past, "2016-10-09T00:00+09:00 day date_assumed"),
        ("翌日 3:00", NOW, Prefer::Past, "2016-10-12T03:00+09:00 minute date_assumed"),
    ];
    let mut differences = Vec::new();
    for (text, now, prefer, wanted) in cases {
        let made = read(text, now, prefer, None, "Asia/Tokyo");
        compare(&mut differences, &format!("{text} {prefer:?}"), &made, wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn the_end_of_a_span_is_counted_from_its_start() {
    let cases = [
        ("23:00", "2016-10-11T23:00:00+09:00", "2016-10-11T23:00+09:00 minute date_assumed"),
        (
            "22:59",
            "2016-10-11T23:00:00+09:00",
            "2016-10-12T22:59+09:00 minute date_assumed next_day",
        ),
        ("午後", "2016-10-11T15:00:00+09:00", "2016-10-11T12:00+09:00 halfday date_assumed"),
        (
            "午前",
            "2016-10-11T15:00:00+09:00",
            "2016-10-12T00:00+09:00 halfday date_assumed next_day",
        ),
        (
            "25:30",
            "2016-10-11T23:00:00+09:00",
            "2016-10-12T01:30+09:00 minute date_assumed next_day",
        ),
        ("翌1日 3時", "2016-12-31T23:00:00+09:00", "2017-01-01T03:00+09:00 hour"),
        ("翌1月1日(日)午前3時", "2016-12-31T23:00:00+09:00", "2017-01-01T03:00+09:00 hour"),
        ("翌2月1日 3時", "2016-12-31T23:00:00+09:00", "day_mismatch"),
        ("翌29日 2時", "2016-02-28T22:00:00+09:00", "2016-02-29T02:00+09:00 hour"),
        ("翌29日 2時", "2015-02-28T22:00:00+09:00", "day_mismatch"),
        ("翌々日 2時", "2016-02-28T22:00:00+09:00", "2016-03-01T02:00+09:00 hour"),
        ("1/4 9:00", "2016-12-28T17:30:00+09:00", "2017-01-04T09:00+09:00 minute year_assumed"),
        ("4日 9:00", "2016-12-28T17:30:00+09:00", "2017-01-04T09:00+09:00 minute month_assumed"),
        ("同日", "2016-10-24T09:26:00+09:00", "2016-10-24T00:00+09:00 day"),
    ];
    let mut differences = Vec::new();
    for (text, base, wanted) in cases {
        let made = read(text, "2018-06-01T00:00:00+09:00", Prefer::Past, Some(base), "Asia/Tokyo");
        compare(&mut differences, &format!("{text} after {base}"), &made, wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn missing_years_are_the_nearest_that_have_the_day() {
    let cases = [
        ("2/29", "2018-02-28T00:00:00+09:00", "2016-02-29T00:00+09:00 day year_assumed"),
        ("2/29", "2018-03-01T00:00:00+09:00", "2020-02-29T00:00+09:00 day year_assumed"),
        ("2/29", "2100-02-28T00:00:00+09:00", "2096-02-29T00:00+09:00 day year_assumed"),
        ("1/1", "2016-12-31T23:59:00+09:00", "2017-01-01T00:00+09:00 day year_assumed"),
        ("12/31", "2016-01-01T00:00:00+09:00", "2015-12-31T00:00+09:00 day year_assumed"),
        ("31日", "2016-11-20T00:00:00+09:00", "2016-10-31T00:00+09:00 day month_assumed"),
        ("1日", "2016-12-30T00:00:00+09:00", "2017-01-01T00:00+09:00 day month_assumed"),
    ];
    let mut differences = Vec::new();
    for (text, now, wanted) in cases {
        let made = read(text, now, Prefer::Past, None, "Asia/Tokyo");
        compare(&mut differences, &format!("{text} at {now}"), &made, wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn summer_time_leaves_out_an_hour_and_repeats_another() {
    let berlin =
        |text: &str| read(text, "2026-06-01T00:00:00+02:00", Prefer::Past, None, "Europe/Berlin");
    check(
        &[
            ("2026-03-29 01:59", "2026-03-29T01:59+01:00 minute"),
            ("2026-03-29 02:30", "invalid_time"),
            ("2026-03-29 03:00", "2026-03-29T03:00+02:00 minute"),
            ("2026-10-25 02:30", "2026-10-25T02:30+02:00 minute"),
            ("2026-10-25 02:30(UTC+1)", "2026-10-25T02:30+01:00 minute"),
            ("Sun, Oct 25, 2026, 02:30 UTC+2", "2026-10-25T02:30+02:00 minute"),
            ("2026-07-01 08:55 JST", "2026-07-01T01:55+02:00 minute zone_converted"),
            ("2026-07-01 08:55 UTC", "2026-07-01T10:55+02:00 minute zone_converted"),
            ("2026-07-01T08:55-05:00", "2026-07-01T15:55+02:00 minute zone_converted"),
            ("2026-07-01 08:55 UTC−3:30", "2026-07-01T14:25+02:00 minute zone_converted"),
            ("2026-10-24 26:30", "2026-10-25T02:30+02:00 minute next_day"),
        ],
        berlin,
    );
    let saopaulo = read("2017/10/15", NOW, Prefer::Past, None, "America/Sao_Paulo");
    assert_eq!(saopaulo, "2017-10-15T01:00-02:00 day", "a day without its first hour");
}

#[test]
fn relative_days_are_those_of_the_zone_that_is_named() {
    let made = read("yesterday 23:55 UTC", NOW, Prefer::Past, None, "Asia/Tokyo");
    assert_eq!(made, "2016-10-11T08:55+09:00 minute zone_converted");
    let kiritimati = read("today 8:00", NOW, Prefer::Past, None, "Pacific/Kiritimati");
    assert_eq!(kiritimati, "2016-10-11T08:00+14:00 minute");
}
