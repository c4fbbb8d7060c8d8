//! What the vectors leave open: other zones, summer time, missing ends, relative times, counts.

use noroshi::{
    domain::{
        house_style::{HouseStyle, LetterClock, Paren, PeriodLabel, RangeSign, YearStyle},
        language::Language,
        moment::Grain::{Day, HalfDay, Hour, Minute},
        span::{EndBeforeStart, Span, SpanEnd},
    },
    i18n::{
        dates::{self, DateStyle, Preposition, Profile},
        numbers,
    },
};

use super::{assert_no_differences, at, compare, in_zone, moment, span, zone};

const BERLIN: &str = "Europe/Berlin";
const TOKYO: &str = "Asia/Tokyo";

#[test]
fn other_zones_are_named_by_their_offset() {
    let cases = [
        (BERLIN, "2026-07-01T08:55:00+02:00", "Wed, Jul 1, 2026, 08:55 UTC+2"),
        (BERLIN, "2026-01-01T08:55:00+01:00", "Thu, Jan 1, 2026, 08:55 UTC+1"),
        ("America/New_York", "2026-01-01T08:55:00-05:00", "Thu, Jan 1, 2026, 08:55 UTC−5"),
        ("Asia/Kolkata", "2026-01-01T08:55:00+05:30", "Thu, Jan 1, 2026, 08:55 UTC+5:30"),
        ("America/St_Johns", "2026-01-01T08:55:00-03:30", "Thu, Jan 1, 2026, 08:55 UTC−3:30"),
        ("Pacific/Kiritimati", "2026-01-01T08:55:00+14:00", "Thu, Jan 1, 2026, 08:55 UTC+14"),
        ("Pacific/Chatham", "2026-07-01T08:55:00+12:45", "Wed, Jul 1, 2026, 08:55 UTC+12:45"),
        ("Europe/London", "2026-01-01T08:55:00Z", "Thu, Jan 1, 2026, 08:55 UTC"),
        ("UTC", "2026-01-01T08:55:00Z", "Thu, Jan 1, 2026, 08:55 UTC"),
        (TOKYO, "2199-12-31T23:59:00+09:00", "Tue, Dec 31, 2199, 23:59 JST"),
        (TOKYO, "1900-01-01T00:00:00+09:00", "Mon, Jan 1, 1900, 00:00 JST"),
        (TOKYO, "1949-07-01T10:00:00+10:00", "Fri, Jul 1, 1949, 10:00 UTC+10"),
    ];
    let mut differences = Vec::new();
    for (name, instant, wanted) in cases {
        let moment = moment(instant, Minute, false);
        let made = in_zone(name, |style| style.moment(Profile::List, &moment));
        compare(&mut differences, name, &made, wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn a_second_zone_stands_in_brackets_beside_clock_times_only() {
    let (berlin, tokyo) = (zone(BERLIN), zone(TOKYO));
    let start = moment("2016-10-11T08:55:00+09:00", Minute, false);
    in_zone(TOKYO, |style| {
        let second = |profile| style.moment_in_zones(profile, &start, &berlin);
        assert_eq!(second(Profile::Notice), "2016年10月11日(火) 08:55 (10月11日(火) 01:55 UTC+2)");
        assert_eq!(
            second(Profile::List),
            "Tue, Oct 11, 2016, 08:55 JST (Tue, Oct 11, 01:55 UTC+2)"
        );
        assert_eq!(style.in_zone(Language::En, &start, &tokyo), None, "the same zone");
        let day = moment("2016-10-11T00:00:00+09:00", Day, false);
        assert_eq!(style.moment_in_zones(Profile::Notice, &day, &berlin), "2016年10月11日(火)");
    });
    let house = HouseStyle { paren: Paren::Full, ..HouseStyle::default() };
    let made =
        DateStyle { zone: &berlin, house: &house }.moment_in_zones(Profile::Notice, &start, &tokyo);
    assert_eq!(made, "2016年10月11日（火） 01:55（10月11日（火） 08:55 JST）");
}

#[test]
fn the_time_attribute_carries_the_offset_of_its_day() {
    let attr =
        |name, text, grain| in_zone(name, |style| style.datetime_attr(&moment(text, grain, false)));
    assert_eq!(attr(BERLIN, "2026-03-29T00:59:00Z", Minute), "2026-03-29T01:59+01:00");
    assert_eq!(attr(BERLIN, "2026-03-29T01:00:00Z", Minute), "2026-03-29T03:00+02:00");
    assert_eq!(attr("America/New_York", "2026-01-01T05:00:00Z", Hour), "2026-01-01T00:00-05:00");
    assert_eq!(attr("UTC", "2026-01-01T12:00:00Z", HalfDay), "2026-01-01");
}

#[test]
fn a_clock_time_that_comes_twice_names_its_zone_in_japanese_too() {
    in_zone(BERLIN, |style| {
        let first = moment("2026-10-25T02:30:00+02:00", Minute, false);
        let second = moment("2026-10-25T02:30:00+01:00", Minute, true);
        let write = |profile, moment| style.moment(profile, moment);
        assert_eq!(write(Profile::Notice, &first), "2026年10月25日(日) 02:30(UTC+2)");
        assert_eq!(write(Profile::Letter, &second), "2026年10月25日(日)午前2時30分頃(UTC+1)");
        assert_eq!(write(Profile::Easy, &first), "2026年10月25日(日曜日) 午前2時30分(UTC+2)");
        let later = moment("2026-10-25T03:00:00+01:00", Minute, false);
        assert_eq!(write(Profile::Notice, &later), "2026年10月25日(日) 03:00");
    });
}

#[test]
fn spans_over_a_change_of_summer_time_name_both_zones() {
    let (before, after) = ("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00");
    let spring = span(&moment(before, Minute, false), &moment(after, Minute, false));
    let (first, second) = ("2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00");
    let autumn = span(&moment(first, Minute, false), &moment(second, Minute, false));
    in_zone(BERLIN, |style| {
        let write = |profile, span| style.span(profile, span).expect("in order");
        assert_eq!(
            write(Profile::Prose, &spring),
            "from 01:30 UTC+1 to 03:30 UTC+2 on Sunday, March 29, 2026"
        );
        assert_eq!(write(Profile::List, &spring), "Sun, Mar 29, 2026, 01:30 UTC+1 – 03:30 UTC+2");
        assert_eq!(write(Profile::Notice, &spring), "2026年3月29日(日) 01:30～03:30");
        assert_eq!(
            write(Profile::Notice, &autumn),
            "2026年10月25日(日) 02:50(UTC+2)～02:10(UTC+1)"
        );
        assert_eq!(write(Profile::List, &autumn), "Sun, Oct 25, 2026, 02:50 UTC+2 – 02:10 UTC+1");
        let lasted = spring.duration().expect("both ends are exact");
        assert_eq!(dates::lasted(Profile::List, lasted), "1 h");
    });
}

#[test]
fn overnight_is_counted_in_hours_that_passed() {
    let start = moment("2026-03-28T03:00:00+01:00", Hour, false);
    let end = moment("2026-03-29T03:00:00+02:00", Hour, false);
    in_zone(BERLIN, |style| {
        let made = style.span(Profile::Letter, &span(&start, &end));
        assert_eq!(made.as_deref(), Ok("2026年3月28日(土)午前3時～翌29日(日)午前3時"), "23 hours");
    });
}

#[test]
fn an_end_before_its_start_is_an_error() {
    let day = moment("2016-10-09T00:00:00+09:00", Day, false);
    let morning = moment("2016-10-09T00:00:00+09:00", HalfDay, false);
    let noon = moment("2016-10-09T12:00:00+09:00", Minute, false);
    let three = moment("2016-10-09T15:00:00+09:00", Minute, false);
    let next = moment("2016-10-10T00:00:00+09:00", Day, false);
    in_zone(TOKYO, |style| {
        let write = |start, end| style.span(Profile::Letter, &span(start, end));
        assert_eq!(write(&three, &noon), Err(EndBeforeStart));
        assert_eq!(write(&three, &morning), Err(EndBeforeStart));
        assert_eq!(write(&noon, &morning), Err(EndBeforeStart), "the morning ends at noon");
        assert_eq!(write(&next, &day), Err(EndBeforeStart));
        assert_eq!(write(&next, &three), Err(EndBeforeStart));
        let within = "2016年10月9日(日)午後3時～10月9日(日)";
        assert_eq!(write(&three, &day).as_deref(), Ok(within), "the day is not over at 15:00");
        assert_eq!(style.span_ruby(&span(&three, &noon)), Err(EndBeforeStart));
        assert_eq!(style.spoken_span(Language::Ja, &span(&three, &noon)), Err(EndBeforeStart));
    });
}

#[test]
fn spans_of_mixed_grain_say_what_each_end_knows() {
    let clock = moment("2016-10-09T09:00:00+09:00", Hour, false);
    let afternoon = moment("2016-10-09T12:00:00+09:00", HalfDay, false);
    let about = moment("2016-10-09T09:00:00+09:00", Hour, true);
    let cases = [
        (span(&clock, &afternoon), Profile::Letter, "2016年10月9日(日)午前9時～午後"),
        (
            span(&clock, &afternoon),
            Profile::Prose,
            "from 09:00 JST on Sunday, October 9 to the afternoon of Sunday, October 9, 2016",
        ),
        (
            span(&clock, &afternoon),
            Profile::List,
            "Sun, Oct 9, 09:00 JST – Sun, Oct 9, 2016, afternoon",
        ),
        (span(&afternoon, &afternoon), Profile::Letter, "2016年10月9日(日)午後"),
        (
            span(&afternoon, &afternoon),
            Profile::Prose,
            "on the afternoon of Sunday, October 9, 2016",
        ),
        (span(&clock, &about), Profile::Notice, "2016年10月9日(日) 09:00～9時頃"),
        (span(&about, &about), Profile::Prose, "around 09:00 JST on Sunday, October 9, 2016"),
    ];
    let mut differences = Vec::new();
    for (span, profile, wanted) in cases {
        let made = in_zone(TOKYO, |style| style.span(profile, &span).expect("in order"));
        compare(&mut differences, &format!("{profile:?}"), &made, wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn a_span_without_a_known_start_says_only_its_end() {
    let end = moment("2016-10-11T22:00:00+09:00", Hour, true);
    let ends = [
        (
            SpanEnd::At(end),
            "2016年10月11日(火) 22時頃まで",
            "until around 22:00 JST on Tuesday, October 11, 2016",
        ),
        (SpanEnd::Ongoing, "継続中", "ongoing"),
        (SpanEnd::Unstated, "時期不明", "at an unknown time"),
    ];
    for (end, ja, en) in ends {
        let span = Span { start: None, end };
        in_zone(TOKYO, |style| {
            assert_eq!(style.span(Profile::Notice, &span).as_deref(), Ok(ja));
            assert_eq!(style.span(Profile::Prose, &span).as_deref(), Ok(en));
        });
    }
}

#[test]
fn letters_with_era_years_repeat_the_year_where_the_era_changes() {
    let tokyo = zone(TOKYO);
    let start = moment("2019-04-30T23:30:00+09:00", Minute, false);
    let end = moment("2019-05-01T00:30:00+09:00", Minute, false);
    let house = HouseStyle { year: YearStyle::Era, ..HouseStyle::default() };
    let style = DateStyle { zone: &tokyo, house: &house };
    assert_eq!(
        style.span(Profile::Letter, &span(&start, &end)).as_deref(),
        Ok("平成31年4月30日(火)午後11時30分～令和元年5月1日(水)午前0時30分")
    );
    assert_eq!(
        style.span(Profile::Notice, &span(&start, &end)).as_deref(),
        Ok("2019年4月30日(火) 23:30～5月1日(水) 00:30"),
        "notices are western"
    );
    assert_eq!(style.moment(Profile::Prose, &end), "00:30 JST on Wednesday, May 1, 2019");
}

#[test]
fn house_styles_combine() {
    let house = HouseStyle {
        paren: Paren::Full,
        range: RangeSign::WaveDash,
        year: YearStyle::Both,
        letter_clock: LetterClock::TwentyFourHours,
        ..HouseStyle::default()
    };
    let tokyo = zone(TOKYO);
    let style = DateStyle { zone: &tokyo, house: &house };
    let start = moment("2016-10-11T23:00:00+09:00", Hour, true);
    let end = moment("2016-10-12T03:05:00+09:00", Minute, false);
    assert_eq!(
        style.span(Profile::Letter, &span(&start, &end)).as_deref(),
        Ok("2016年（平成28年）10月11日（火）23時頃〜翌12日（水）3時5分")
    );
    assert_eq!(style.moment(Profile::Easy, &start), "2016年10月11日（火曜日） 午後11時ごろ");
}

#[test]
fn the_house_style_is_read_from_a_file_and_refuses_unknown_settings() {
    let text = r#"{"self": "当社", "customer": "お客さま", "period_label": "word"}"#;
    let house: HouseStyle = serde_json::from_str(text).expect("known settings");
    assert_eq!(house.period_label, PeriodLabel::Word);
    assert_eq!(house.year, YearStyle::Western, "a missing setting has its default");
    let back = serde_json::to_string(&house).expect("it serializes");
    assert!(back.contains(r#""clockA":"ampm""#) && back.contains(r#""self":"当社""#), "{back}");
    assert!(serde_json::from_str::<HouseStyle>(r#"{"aprox": "頃"}"#).is_err());
}

#[test]
fn parts_of_a_moment_can_stand_alone() {
    let around = moment("2016-10-11T22:00:00+09:00", Hour, true);
    let exact = moment("2016-10-11T18:00:00+09:00", Minute, false);
    let day = moment("2016-10-11T00:00:00+09:00", Day, false);
    let morning = moment("2016-10-11T00:00:00+09:00", HalfDay, false);
    in_zone(TOKYO, |style| {
        let clock = |profile, moment| style.clock(profile, moment);
        assert_eq!(clock(Profile::Notice, &around).as_deref(), Some("22時頃"));
        assert_eq!(clock(Profile::Letter, &around).as_deref(), Some("午後10時頃"));
        assert_eq!(clock(Profile::Easy, &around).as_deref(), Some("午後10時ごろ"));
        assert_eq!(clock(Profile::Prose, &around).as_deref(), Some("around 22:00 JST"));
        assert_eq!(clock(Profile::Notice, &exact).as_deref(), Some("18:00"));
        assert_eq!(clock(Profile::List, &exact).as_deref(), Some("18:00 JST"));
        assert_eq!(clock(Profile::List, &morning).as_deref(), Some("morning"));
        assert_eq!(clock(Profile::Notice, &day), None);
        assert_eq!(style.month_day(Language::Ja, around.at), "10月11日");
        assert_eq!(style.month_day(Language::En, around.at), "October 11");
        let date = around.at.date_in(style.zone);
        assert_eq!(style.date(Language::Ja, date), "2016年10月11日");
        assert_eq!(style.date(Language::En, date), "October 11, 2016");
        assert_eq!(dates::weekday_name(Language::Ja, date.weekday()), "火曜日");
        assert_eq!(dates::weekday_name(Language::En, date.weekday()), "Tuesday");
    });
}

#[test]
fn spans_are_read_aloud_with_words() {
    let start = moment("2016-10-11T08:55:00+09:00", Minute, false);
    let span = span(&start, &moment("2016-10-11T22:00:00+09:00", Hour, true));
    in_zone(TOKYO, |style| {
        let spoken = |language| style.spoken_span(language, &span).expect("in order");
        assert_eq!(spoken(Language::Ja), "2016年10月11日(火) 08:55から22時頃まで");
        assert_eq!(
            spoken(Language::En),
            "from 08:55 to around 22:00 JST on Tuesday, October 11, 2016"
        );
    });
}

#[test]
fn plain_japanese_spans_have_readings() {
    let start = moment("2016-10-11T22:00:00+09:00", Hour, true);
    let span = Span { start: Some(start), end: SpanEnd::Ongoing };
    let made = in_zone(TOKYO, |style| style.span_ruby(&span));
    let wanted = "2016[年|ねん]10[月|がつ]11[日|にち]([火曜日|かようび]) \
                  [午後|ごご]10[時|じ]ごろ から ([今|いま]も[続|つづ]いています)";
    assert_eq!(made.as_deref(), Ok(wanted));
}

#[test]
fn list_mode_has_by_since_and_until_but_no_at() {
    let about = moment("2024-02-29T00:00:00+09:00", Day, true);
    in_zone(TOKYO, |style| {
        let list = |mode| style.moment_with(Profile::List, mode, &about);
        assert_eq!(list(Preposition::At), "around Thu, Feb 29, 2024");
        assert_eq!(list(Preposition::By), "by around Thu, Feb 29, 2024");
    });
}

#[test]
fn relative_times_are_cut_and_days_are_calendar_days() {
    let now = "2016-10-11T10:00:00+09:00";
    let cases = [
        ("2016-10-11T10:00:00+09:00", "たった今", "just now"),
        ("2016-10-11T09:59:01+09:00", "たった今", "just now"),
        ("2016-10-11T09:59:00+09:00", "1分前", "1 minute ago"),
        ("2016-10-11T09:56:01+09:00", "3分前", "3 minutes ago"),
        ("2016-10-11T09:00:01+09:00", "59分前", "59 minutes ago"),
        ("2016-10-11T09:00:00+09:00", "1時間前", "1 hour ago"),
        ("2016-10-10T10:00:01+09:00", "23時間前", "23 hours ago"),
        ("2016-10-10T10:00:00+09:00", "1日前", "1 day ago"),
        ("2016-10-09T23:59:00+09:00", "2日前", "2 days ago"),
        ("2016-10-11T10:00:59+09:00", "まもなく", "in less than a minute"),
        ("2016-10-11T10:01:00+09:00", "あと1分", "in 1 minute"),
        ("2016-10-11T10:57:30+09:00", "あと57分", "in 57 minutes"),
        ("2016-10-11T12:59:00+09:00", "あと2時間", "in 2 hours"),
        ("2016-10-13T00:00:00+09:00", "あと2日", "in 2 days"),
        ("2017-01-01T00:00:00+09:00", "あと82日", "in 82 days"),
    ];
    let mut differences = Vec::new();
    for (text, ja, en) in cases {
        in_zone(TOKYO, |style| {
            let relative = |language| style.relative(language, at(text), at(now));
            compare(&mut differences, text, &relative(Language::Ja), ja);
            compare(&mut differences, text, &relative(Language::En), en);
        });
    }
    assert_no_differences(&differences);
    let (start, end) = (at("2026-10-25T00:00:00+02:00"), at("2026-10-25T23:30:00+01:00"));
    let made = in_zone(BERLIN, |style| style.relative(Language::En, start, end));
    assert_eq!(made, "1 day ago", "24 hours within a day of 25");
}

#[test]
fn elapsed_time_counts_from_the_start() {
    let since = at("2016-10-11T08:00:00+09:00");
    let elapsed = |language, minutes| dates::elapsed(language, since, since.plus_minutes(minutes));
    assert_eq!(elapsed(Language::Ja, 42), "発生から42分");
    assert_eq!(elapsed(Language::En, 42), "42 min since it started");
    assert_eq!(elapsed(Language::Ja, 65), "発生から1時間5分");
    assert_eq!(elapsed(Language::En, 65), "1 h 5 min since it started");
    assert_eq!(elapsed(Language::En, -5), "0 min since it started");
}

#[test]
fn counts_are_grouped_in_thousands() {
    let cases = [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (12_400, "12,400"),
        (1_234_567, "1,234,567"),
        (u64::MAX, "18,446,744,073,709,551,615"),
    ];
    for (count, wanted) in cases {
        assert_eq!(numbers::grouped(count), wanted);
    }
    assert_eq!(numbers::about(Language::Ja, 12_400), "約12,400");
    assert_eq!(numbers::about(Language::En, 12_400), "about 12,400");
}
