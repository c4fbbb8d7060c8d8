//! Spans in Japanese, profiles A, `A_full`, B and P (domain rules 6.5).

use super::{
    DateStyle, Profile,
    civil::Civil,
    japanese::{self, Depth, moment, moment_to},
};
use crate::domain::{
    house_style::RangeSign,
    moment::Moment,
    span::{Span, SpanEnd},
};

/// Seconds of a day: from here on, the end of a span says its full date.
const DAY: i64 = 86_400;

/// The words around the ends of a span.
struct Joints {
    between: &'static str,
    after: &'static str,
    ongoing: &'static str,
    since: &'static str,
    until: &'static str,
}

/// A span whose order has been checked.
pub(super) fn span(style: DateStyle<'_>, profile: Profile, span: &Span) -> String {
    let joints = joints(style, profile);
    let start = span.start.as_ref().map(|start| Civil::new(start, style.zone));
    let write = |civil: &Civil| moment(style, profile, civil);
    match (start, &span.end) {
        (Some(start), SpanEnd::At(end)) => both(style, profile, span, &start, end),
        (Some(start), SpanEnd::Ongoing) => write(&start) + joints.ongoing,
        (Some(start), SpanEnd::Unstated) => write(&start) + joints.since,
        (None, SpanEnd::At(end)) => write(&Civil::new(end, style.zone)) + joints.until,
        (None, SpanEnd::Ongoing) if profile == Profile::Easy => {
            "[今|いま]も[続|つづ]いています".to_owned()
        }
        (None, SpanEnd::Ongoing) => "継続中".to_owned(),
        (None, SpanEnd::Unstated) if profile == Profile::Easy => "いつか わかりません".to_owned(),
        (None, SpanEnd::Unstated) => "時期不明".to_owned(),
    }
}

fn both(
    style: DateStyle<'_>,
    profile: Profile,
    span: &Span,
    start: &Civil,
    end_moment: &Moment,
) -> String {
    let end = Civil::new(end_moment, style.zone);
    let head = moment(style, profile, start);
    if start.reads_like(&end) {
        return head;
    }
    let overnight = is_overnight(span, start, &end);
    let depth = end_depth(style, profile, start, &end, overnight);
    let next =
        if overnight && profile == Profile::Letter && depth != Depth::Year { "翌" } else { "" };
    let tail = moment_to(style, profile, &end, depth);
    let joints = joints(style, profile);
    format!("{head}{}{next}{tail}{}", joints.between, joints.after)
}

/// Two clock times of one day: 01:00～03:00.
pub(super) fn clocks(style: DateStyle<'_>, start: &Civil, end: &Civil) -> String {
    let clock = |civil| japanese::clock(style, Profile::Notice, civil).unwrap_or_default();
    let Joints { between, after, .. } = joints(style, Profile::Notice);
    format!("{}{between}{}{after}", clock(start), clock(end))
}

/// Two clock times, the second on the day after the first and less than 24 hours later.
fn is_overnight(span: &Span, start: &Civil, end: &Civil) -> bool {
    let seconds = match (&span.start, span.ended()) {
        (Some(start), Some(end)) => end.at.seconds_since(start.at),
        _ => return false,
    };
    let next_day = start.date.tomorrow().is_ok_and(|day| day == end.date);
    next_day && seconds < DAY && start.has_clock() && end.has_clock()
}

/// How much of its date the end needs after the start.
fn end_depth(
    style: DateStyle<'_>,
    profile: Profile,
    start: &Civil,
    end: &Civil,
    overnight: bool,
) -> Depth {
    let year = |civil: &Civil| japanese::year(style, profile, civil.date);
    let within_day = |civil: &Civil| civil.has_clock() || civil.is_half_day();
    let same_month = start.date.first_of_month() == end.date.first_of_month();
    if year(start) != year(end) {
        Depth::Year
    } else if profile == Profile::LetterFull {
        Depth::Month
    } else if start.date == end.date && within_day(start) && within_day(end) {
        Depth::Clock
    } else if overnight && same_month && profile != Profile::Easy {
        Depth::Day
    } else {
        Depth::Month
    }
}

const fn joints(style: DateStyle<'_>, profile: Profile) -> Joints {
    if matches!(profile, Profile::Easy) {
        return Joints {
            between: " から ",
            after: " まで",
            ongoing: " から ([今|いま]も[続|つづ]いています)",
            since: " の あと",
            until: " まで",
        };
    }
    let (between, after, ongoing) = match style.house.range {
        RangeSign::FullwidthTilde => ("～", "", "～継続中"),
        RangeSign::WaveDash => ("〜", "", "〜継続中"),
        RangeSign::Words => ("から", "まで", "から継続中"),
    };
    Joints { between, after, ongoing, since: "以降", until: "まで" }
}
