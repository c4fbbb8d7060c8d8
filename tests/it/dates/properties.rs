//! What holds for every moment, span, length and text.

use jiff::tz::TimeZone;
use noroshi::{
    domain::{
        house_style::{ApproxWord, HouseStyle, LetterClock, Paren, YearStyle},
        moment::{Grain, Moment},
        span::EndBeforeStart,
        time::Timestamp,
    },
    i18n::dates::{
        self, DateStyle, Preposition, Profile,
        parse::{self, Input, MomentError, Parsed, Prefer},
    },
};
use proptest::prelude::*;

use super::{span, zone};

const PROFILES: [Profile; 6] = [
    Profile::Letter,
    Profile::LetterFull,
    Profile::Notice,
    Profile::Prose,
    Profile::List,
    Profile::Easy,
];

/// Zones far east and west, with half hours, and with changes of half an hour or at midnight.
const ZONES: [&str; 9] = [
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "UTC",
];

/// Pieces of typed dates, to be put together at random.
const PIECES: [&str; 46] = [
    "2016",
    "年",
    "10",
    "月",
    "11",
    "日",
    "(",
    "火",
    ")",
    "午前",
    "午後",
    "8",
    "時",
    "55",
    "分",
    "半",
    "頃",
    "約",
    "翌",
    "翌日",
    "前",
    "後",
    "間",
    "H28",
    "平成",
    "元",
    ".",
    "/",
    "-",
    ":",
    "T",
    "Z",
    "UTC",
    "+",
    "JST",
    "AM",
    "Oct",
    "Tue",
    "in",
    "ago",
    "999999999",
    "24",
    "31",
    "～",
    " ",
    "今",
];

/// Minutes from 1970 to the end of 2198.
fn minutes() -> impl Strategy<Value = i64> {
    0..120_000_000_i64
}

fn time_zone() -> impl Strategy<Value = TimeZone> {
    prop::sample::select(&ZONES[..]).prop_map(zone)
}

/// A moment of any grain whose `at` is the start of its grain in the zone.
fn moment_in(zone: &TimeZone, minutes: i64, grain: Grain, approx: bool) -> Moment {
    let at = Timestamp::from_seconds(minutes * 60);
    let civil = at.in_zone(zone).datetime();
    let start = |hour| Timestamp::from_civil(civil.date().at(hour, 0, 0, 0), zone);
    let at = match grain {
        Grain::Minute => at,
        Grain::Hour => at.plus_minutes(-i64::from(civil.minute())),
        Grain::HalfDay => start(civil.hour() / 12 * 12),
        Grain::Day => start(0),
    };
    Moment::new(at, grain, approx, zone)
}

fn grain() -> impl Strategy<Value = Grain> {
    prop::sample::select(&[Grain::Minute, Grain::Hour, Grain::HalfDay, Grain::Day][..])
}

fn house() -> impl Strategy<Value = HouseStyle> {
    let years = vec![YearStyle::Western, YearStyle::Era, YearStyle::Both];
    (any::<[bool; 3]>(), prop::sample::select(years)).prop_map(|([kana, full, day], year)| {
        HouseStyle {
            approx: if kana { ApproxWord::Kana } else { ApproxWord::Kanji },
            paren: if full { Paren::Full } else { Paren::Half },
            letter_clock: if day { LetterClock::TwentyFourHours } else { LetterClock::TwelveHours },
            year,
            ..HouseStyle::default()
        }
    })
}

fn mode() -> impl Strategy<Value = Preposition> {
    use Preposition::{At, By, Plain, Since, Until};
    prop::sample::select(&[Plain, At, By, Since, Until][..])
}

fn read(
    text: &str,
    now: Timestamp,
    base: Option<Timestamp>,
    zone: &TimeZone,
) -> Result<Parsed, MomentError> {
    parse::moment(Input { text, now, prefer: Prefer::Past, base, zone })
}

/// The same moment, as far as writing keeps it: hour and minute are written alike at full hours.
fn same(read: &Moment, written: &Moment) -> bool {
    let clocks = read.grain.has_clock() && written.grain.has_clock();
    read.at == written.at
        && read.approx == written.approx
        && (clocks || read.grain == written.grain)
}

/// The minutes of a duration in the form of lists, to compare durations by what they say.
fn said(duration: &str) -> i64 {
    let words: Vec<&str> = duration.trim_start_matches("about ").split(' ').collect();
    let minutes = words.chunks(2).map(|part| {
        let each = match part[1] {
            "d" => 1440,
            "h" => 60,
            _ => 1,
        };
        part[0].parse::<i64>().expect("a count") * each
    });
    minutes.sum()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_without_a_question(
        zone in time_zone(), at in minutes(), now in minutes(), grain in grain(),
        approx: bool, house in house(), mode in mode(),
    ) {
        let moment = moment_in(&zone, at, grain, approx);
        let style = DateStyle { zone: &zone, house: &house };
        for profile in PROFILES {
            let text = style.moment_with(profile, mode, &moment);
            let now = Timestamp::from_seconds(now * 60);
            let parsed = read(&text, now, None, &zone).expect(&text);
            prop_assert!(same(&parsed.moment, &moment), "{text}: {parsed:?}");
            prop_assert!(parsed.confirm.is_empty(), "{text}: {parsed:?}");
        }
    }

    #[test]
    fn both_ends_of_a_japanese_span_are_read_back_in_order(
        at in minutes(), length in 0..200_000_i64, grains in (grain(), grain()),
        approx: (bool, bool), house in house(),
    ) {
        let zone = zone("Asia/Tokyo");
        let start = moment_in(&zone, at, grains.0, approx.0);
        let end = moment_in(&zone, at + length, grains.1, approx.1);
        let style = DateStyle { zone: &zone, house: &house };
        for profile in [Profile::Letter, Profile::LetterFull, Profile::Notice] {
            let Ok(text) = style.span(profile, &span(&start, &end)) else {
                prop_assert!(end.at < start.at);
                continue;
            };
            let (head, tail) = text.split_once('～').unwrap_or((&text, &text));
            let head = read(head, start.at, None, &zone).expect(head).moment;
            let tail = read(tail, start.at, Some(start.at), &zone).expect(tail).moment;
            prop_assert!(same(&head, &start) && same(&tail, &end), "{text}: {head:?} {tail:?}");
            prop_assert!(tail.over_at(&zone) >= head.at, "{text}");
        }
    }

    #[test]
    fn a_clock_time_before_the_start_is_never_written_as_an_end(
        zone in time_zone(), at in minutes(), length in 1..200_000_i64, approx: (bool, bool),
    ) {
        let start = moment_in(&zone, at, Grain::Minute, approx.0);
        let end = moment_in(&zone, at - length, Grain::Minute, approx.1);
        let style = DateStyle { zone: &zone, house: &HouseStyle::default() };
        for profile in PROFILES {
            let made = style.span(profile, &span(&start, &end));
            prop_assert_eq!(made, Err(EndBeforeStart));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), now in minutes(), zone in time_zone()) {
        let now = Timestamp::from_seconds(now * 60);
        let _ = read(&text, now, None, &zone);
        let _ = read(&text, now, Some(now), &zone);
    }

    #[test]
    fn any_mix_of_words_is_read_or_refused(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12),
        now in minutes(), zone in time_zone(),
    ) {
        let (text, now) = (pieces.concat(), Timestamp::from_seconds(now * 60));
        for base in [None, Some(now), Some(Timestamp::MIN), Some(Timestamp::MAX)] {
            if let Ok(parsed) = read(&text, now, base, &zone) {
                prop_assert!(parsed.confirm.is_sorted_by(|a, b| a < b), "{text}: {parsed:?}");
                let year = parsed.moment.at.date_in(&zone).year();
                prop_assert!((1900..=2199).contains(&year), "{text}: {parsed:?}");
            }
        }
    }

    #[test]
    fn a_longer_time_never_reads_as_a_shorter_one(a in 0..20_000_i64, more in 0..20_000_i64) {
        let b = a + more;
        prop_assert_eq!(said(&dates::exact(Profile::List, a)), a);
        let (short, long) = (dates::about(Profile::List, a), dates::about(Profile::List, b));
        prop_assert!(said(&short) <= said(&long), "{a}: {short}, {b}: {long}");
        let seconds = |minutes| u32::try_from(minutes * 7).expect("small");
        let interruption = |minutes| dates::interruption(Profile::List, seconds(minutes));
        if seconds(a) >= 60 {
            prop_assert!(said(&interruption(a)) <= said(&interruption(b)));
        }
    }
}
