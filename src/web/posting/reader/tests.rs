//! What is read of a field, and what is said to be wrong with it.

use crate::i18n::dates::parse::{MomentError, Prefer};

use super::*;

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed::new(
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    )
}

fn faults(fields: &[(&str, &str)], read: impl FnOnce(&mut Reader<'_>)) -> Faults {
    let typed = typed(fields);
    let zone = TimeZone::UTC;
    let mut reader = Reader::new(&typed, Timestamp::from_seconds(1_476_175_200), &zone);
    read(&mut reader);
    reader.faults
}

#[test]
fn a_text_is_refused_for_what_cannot_be_seen_and_for_its_length() {
    let read = |text: &str| {
        let found =
            faults(&[("t", text)], |reader| drop(reader.text("t", Size { longest: 5, rows: 2 })));
        found.into_iter().next().map(|(_, fault)| fault)
    };
    assert_eq!(read(" 一行目\r\n二 "), None);
    assert_eq!(read("123456"), Some(FieldError::TooLong(5).into()));
    assert_eq!(read("a\u{0}"), Some(FieldError::Control.into()));
    assert_eq!(read("a\u{202e}b"), Some(FieldError::Direction.into()));
    assert_eq!(read("a\u{fffd}"), Some(FieldError::Unreadable.into()));
}

#[test]
fn a_line_is_one_line() {
    for text in ["a\nb", "a\rb", "a\r\nb"] {
        let found = faults(&[("t", text)], |reader| drop(reader.text("t", LINE)));
        assert_eq!(found, [("t".to_owned(), FieldError::Lines.into())]);
        assert_eq!(faults(&[("t", text)], |reader| drop(reader.text("t", PARAGRAPH))), []);
    }
}

#[test]
fn what_can_be_no_text_is_found_where_nothing_is_read() {
    let found = faults(&[("unread", "a\u{0}b"), ("other", "a\u{202e}b")], |_| {});
    assert_eq!(
        found,
        [
            ("unread".to_owned(), FieldError::Control.into()),
            ("other".to_owned(), FieldError::Direction.into()),
        ]
    );
}

#[test]
fn what_is_sent_once_is_refused_when_it_comes_twice() {
    let twice = [("k", "a"), ("k", "b"), ("b", "yes"), ("b", "yes"), ("t", "x"), ("t", "y")];
    let found = faults(&twice, |reader| {
        reader.key("k", |_| true);
        reader.ticked("b");
        reader.text("t", LINE);
    });
    let repeated = Fault::Field(FieldError::Repeated);
    assert_eq!(found, ["k", "b", "t"].map(|name| (name.to_owned(), repeated.clone())));
}

#[test]
fn a_moment_that_cannot_be_read_is_named_at_its_field() {
    let found = faults(&[("started", "夕方"), ("ended", "")], |reader| {
        reader.moment("started", Prefer::Past, None);
        reader.required_moment("ended", Prefer::Past, None);
        assert_eq!(reader.moment("other", Prefer::Past, None), None);
    });
    assert_eq!(
        found,
        [
            ("started".to_owned(), Fault::Moment(MomentError::VagueTime)),
            ("ended".to_owned(), Fault::Moment(MomentError::Empty)),
        ]
    );
}

#[test]
fn only_what_the_form_offers_can_be_chosen() {
    let found = faults(&[("service", "mail"), ("service", "ftp"), ("scope", "half")], |reader| {
        assert_eq!(reader.keys("service", |key| key.as_str() == "mail").len(), 1);
        assert_eq!(reader.choice("scope", &[("all", 1), ("some", 2)]), None);
    });
    assert_eq!(
        found,
        [("service".to_owned(), Fault::NOT_OFFERED), ("scope".to_owned(), Fault::NOT_OFFERED)]
    );
}

#[test]
fn a_number_may_have_separators_and_nothing_else() {
    let found = faults(
        &[("n", "12,400"), ("w", "１２，４００"), ("m", "many"), ("o", "-1")],
        |reader| {
            assert_eq!(reader.number("n"), Some(12_400));
            assert_eq!(reader.number("w"), Some(12_400));
            assert_eq!(reader.number("m"), None);
            assert_eq!(reader.number("o"), None);
        },
    );
    assert_eq!(found.len(), 2);
}
