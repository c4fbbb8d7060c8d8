//! Every example of the domain rules, on every profile.

use noroshi::{
    domain::{
        house_style::{HouseStyle, YearStyle},
        language::Language,
        moment::{Grain, Moment},
        span::{Span, SpanEnd},
    },
    i18n::dates::{
        self, DateStyle, Preposition, Profile,
        parse::{Confirm, Input, Prefer},
    },
};
use serde_json::Value;

use super::{assert_no_differences, at, compare, zone};

const MOMENTS: &str = include_str!("../../vectors/moments.json");
const SPANS: &str = include_str!("../../vectors/spans.json");
const PARSE: &str = include_str!("../../vectors/parse.json");

const PROFILES: [(&str, Profile); 6] = [
    ("A", Profile::Letter),
    ("A_full", Profile::LetterFull),
    ("B", Profile::Notice),
    ("E1", Profile::Prose),
    ("E2", Profile::List),
    ("P", Profile::Easy),
];

const MODES: [(&str, Preposition); 5] = [
    ("plain", Preposition::Plain),
    ("at", Preposition::At),
    ("by", Preposition::By),
    ("since", Preposition::Since),
    ("until", Preposition::Until),
];

/// The rows of one list of a file; the number guards against a list that is read as empty.
fn rows(file: &str, list: &str, count: usize) -> Vec<Value> {
    let file: Value = serde_json::from_str(file).expect("the vectors are JSON");
    let rows = file[list].as_array().expect("a list of vectors").clone();
    assert_eq!(rows.len(), count, "vectors in {list}");
    rows
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("{key} of {row}"))
}

fn grain(row: &Value) -> Grain {
    serde_json::from_value(row["grain"].clone()).expect("a grain")
}

fn moment(row: &Value) -> Moment {
    let approx = row["approx"].as_bool().expect("approx");
    Moment::new(at(text(row, "at")), grain(row), approx, &zone("Asia/Tokyo"))
}

fn span(row: &Value) -> Span {
    let end = match row["end"].as_str() {
        Some("ongoing") => SpanEnd::Ongoing,
        Some("unstated") => SpanEnd::Unstated,
        _ => SpanEnd::At(moment(&row["end"])),
    };
    Span { start: Some(moment(&row["start"])), end }
}

fn house(row: &Value) -> HouseStyle {
    serde_json::from_value(row["settings"].clone()).expect("a house style")
}

/// What each profile named in a row should print.
fn wanted(row: &Value) -> impl Iterator<Item = (Profile, &str)> {
    PROFILES.into_iter().filter_map(|(key, profile)| Some((profile, row[key].as_str()?)))
}

#[test]
fn every_moment_reads_as_specified_on_every_profile() {
    let (tokyo, utc) = (zone("Asia/Tokyo"), zone("UTC"));
    let house = HouseStyle::default();
    let style = DateStyle { zone: &tokyo, house: &house };
    let mut differences = Vec::new();
    for row in rows(MOMENTS, "moments", 66) {
        let (id, moment) = (text(&row, "id"), moment(&row));
        assert_eq!(wanted(&row).count(), 4, "profiles of {id}");
        let mut check = |what: &str, made: &str, wanted: &str| {
            compare(&mut differences, &format!("{id} {what}"), made, wanted);
        };
        for (profile, wanted) in wanted(&row) {
            check(&format!("{profile:?}"), &style.moment(profile, &moment), wanted);
        }
        for (key, mode) in MODES {
            let made = style.moment_with(Profile::Prose, mode, &moment);
            check(key, &made, text(&row["E1"], key));
        }
        check("datetime", &style.datetime_attr(&moment), text(&row, "datetime_attr"));
        for (key, language) in [("B", Language::Ja), ("E", Language::En)] {
            let made = style.in_zone(language, &moment, &utc);
            let wanted = row["utc"][key].as_str();
            check("UTC", made.as_deref().unwrap_or("none"), wanted.unwrap_or("none"));
        }
    }
    assert_no_differences(&differences);
}

#[test]
fn eras_are_written_as_specified() {
    let tokyo = zone("Asia/Tokyo");
    let mut differences = Vec::new();
    for row in rows(MOMENTS, "era", 8) {
        let day = at(&format!("{}T00:00:00+09:00", text(&row, "date")));
        let house = |year| HouseStyle { year, ..HouseStyle::default() };
        let era = DateStyle { zone: &tokyo, house: &house(YearStyle::Era) }
            .moment(Profile::Letter, &Moment::new(day, Grain::Day, false, &tokyo));
        compare(&mut differences, "era", &era, text(&row, "era"));
        let both = DateStyle { zone: &tokyo, house: &house(YearStyle::Both) }
            .date(Language::Ja, day.date_in(&tokyo));
        compare(&mut differences, "both", &both, text(&row, "western_with_era"));
    }
    assert_no_differences(&differences);
}

#[test]
fn the_house_style_changes_moments_and_spans_as_specified() {
    let tokyo = zone("Asia/Tokyo");
    let mut differences = Vec::new();
    for row in rows(MOMENTS, "house_style_variants", 8) {
        let style = DateStyle { zone: &tokyo, house: &house(&row) };
        for (profile, wanted) in wanted(&row) {
            let made = style.moment(profile, &moment(&row));
            compare(&mut differences, &row["settings"].to_string(), &made, wanted);
        }
    }
    for row in rows(SPANS, "house_style_variants", 4) {
        let style = DateStyle { zone: &tokyo, house: &house(&row) };
        for (profile, wanted) in wanted(&row) {
            let made = style.span(profile, &span(&row)).expect("its end is after its start");
            compare(&mut differences, &row["settings"].to_string(), &made, wanted);
        }
    }
    assert_no_differences(&differences);
}

#[test]
fn subjects_and_lists_put_the_preposition_before_the_list_form() {
    let tokyo = zone("Asia/Tokyo");
    let style = DateStyle { zone: &tokyo, house: &HouseStyle::default() };
    let mut differences = Vec::new();
    for row in rows(MOMENTS, "subject_modes", 2) {
        for (key, mode) in MODES {
            if let Some(wanted) = row[format!("E2_{key}")].as_str() {
                let made = style.moment_with(Profile::List, mode, &moment(&row));
                compare(&mut differences, key, &made, wanted);
            }
        }
    }
    assert_no_differences(&differences);
}

#[test]
fn plain_japanese_has_the_specified_readings() {
    let tokyo = zone("Asia/Tokyo");
    let style = DateStyle { zone: &tokyo, house: &HouseStyle::default() };
    let mut differences = Vec::new();
    for row in rows(MOMENTS, "plain_japanese_ruby", 11) {
        let moment = moment(&row);
        compare(&mut differences, "ruby", &style.moment_ruby(&moment), text(&row, "P_ruby"));
        let plain = style.moment(Profile::Easy, &moment);
        compare(&mut differences, "plain", &plain, text(&row, "P"));
    }
    assert_no_differences(&differences);
}

#[test]
fn every_span_reads_as_specified_on_every_profile() {
    let tokyo = zone("Asia/Tokyo");
    let style = DateStyle { zone: &tokyo, house: &HouseStyle::default() };
    let mut differences = Vec::new();
    for row in rows(SPANS, "spans", 52) {
        let (id, span) = (text(&row, "id"), span(&row));
        assert_eq!(wanted(&row).count(), 6, "profiles of {id}");
        for (profile, wanted) in wanted(&row) {
            let made = style.span(profile, &span).expect("its end is after its start");
            compare(&mut differences, &format!("{id} {profile:?}"), &made, wanted);
        }
        let wanted = &row["duration"];
        match span.duration() {
            None => compare(&mut differences, id, "null", &wanted.to_string()),
            Some(duration) => compare_durations(&mut differences, id, wanted, |profile| {
                dates::lasted(profile, duration)
            }),
        }
    }
    assert_no_differences(&differences);
}

#[test]
fn durations_are_counted_and_rounded_as_specified() {
    let mut differences = Vec::new();
    for row in rows(SPANS, "durations_minutes", 14) {
        let minutes = row["minutes"].as_i64().expect("minutes");
        let make = |profile| dates::exact(profile, minutes);
        compare_durations(&mut differences, &format!("{minutes} min"), &row, make);
    }
    for row in rows(SPANS, "durations_approx", 23) {
        let minutes = row["minutes"].as_i64().expect("minutes");
        let make = |profile| dates::about(profile, minutes);
        compare_durations(&mut differences, &format!("about {minutes} min"), &row, make);
    }
    for row in rows(SPANS, "max_interruption_seconds", 9) {
        let seconds = serde_json::from_value(row["seconds"].clone()).expect("seconds");
        let make = |profile| dates::interruption(profile, seconds);
        compare_durations(&mut differences, &format!("{seconds} s"), &row, make);
    }
    assert_no_differences(&differences);
}

fn compare_durations(
    differences: &mut Vec<String>,
    what: &str,
    row: &Value,
    make: impl Fn(Profile) -> String,
) {
    let profiles = [
        ("ja", Profile::Letter),
        ("ja", Profile::Notice),
        ("ja", Profile::Easy),
        ("E1", Profile::Prose),
        ("E2", Profile::List),
    ];
    for (key, profile) in profiles {
        let wanted = row[key].as_str().unwrap_or("none");
        compare(differences, &format!("{what} {profile:?}"), &make(profile), wanted);
    }
}

#[test]
fn every_typed_form_is_read_as_specified() {
    let tokyo = zone("Asia/Tokyo");
    let mut differences = Vec::new();
    for row in rows(PARSE, "vectors", 107) {
        let prefer = match text(&row, "prefer") {
            "past" => Prefer::Past,
            _ => Prefer::Future,
        };
        let made = dates::parse::moment(Input {
            text: text(&row, "input"),
            now: at(text(&row, "now")),
            prefer,
            base: row["base"].as_str().map(at),
            zone: &tokyo,
        });
        let made = match made {
            Err(error) => error.code().to_owned(),
            Ok(parsed) => {
                let codes: Vec<_> = parsed.confirm.iter().map(|confirm| confirm.code()).collect();
                let moment = &parsed.moment;
                format!("{:?} {:?} {} {codes:?}", moment.at, moment.grain, moment.approx)
            }
        };
        let wanted = row["error"].as_str().map_or_else(
            || {
                let expect = &row["expect"];
                let codes = &expect["confirm"];
                let codes: Vec<String> = serde_json::from_value(codes.clone()).expect("codes");
                let (at, approx) = (at(text(expect, "at")), &expect["approx"]);
                format!("{at:?} {:?} {approx} {codes:?}", grain(expect))
            },
            str::to_owned,
        );
        let what = format!("{} {:?}", text(&row, "id"), text(&row, "input"));
        compare(&mut differences, &what, &made, &wanted);
    }
    assert_no_differences(&differences);
}

#[test]
fn confirmations_have_the_specified_codes() {
    let codes: Value = serde_json::from_str(PARSE).expect("the vectors are JSON");
    let mut made = [
        Confirm::DateAssumed,
        Confirm::MonthAssumed,
        Confirm::NextDay,
        Confirm::SecondsDropped,
        Confirm::YearAssumed,
        Confirm::ZoneConverted,
    ];
    made.sort_unstable();
    let made: Vec<_> = made.iter().map(|confirm| Value::from(confirm.code())).collect();
    assert_eq!(codes["confirm_codes"], Value::from(made));
}
