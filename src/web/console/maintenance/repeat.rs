//! How a maintenance that is planned repeats: what the form asks for, and the rule that it becomes.

use jiff::civil::Date;

use crate::{
    domain::maintenance::{
        Maintenance, Recurrence,
        recurrence::{Bound, Every, InMonth, MOST_OCCURRENCES, Rule, Unfit},
    },
    views::console::sheet::{Part, Section},
    web::posting::{
        maker::Maker,
        reader::{Fault, LINE, LIST, Reader},
        typed::Typed,
    },
};

/// A way to repeat that the form offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Every week or every other, on the weekday of the first date.
    Weeks(u16),
    /// Every month, on the weekday of the first date: the third Sunday.
    Weekday,
    /// The same, on the last one of the month.
    LastWeekday,
    /// Every month, on the day of the first date.
    Day,
    /// By a rule that the operator writes.
    Own,
}

const WAYS: [(&str, Way); 6] = [
    ("weekly", Way::Weeks(1)),
    ("fortnightly", Way::Weeks(2)),
    ("weekday", Way::Weekday),
    ("last-weekday", Way::LastWeekday),
    ("day", Way::Day),
    (OWN, Way::Own),
];
const OWN: &str = "rule";

impl Way {
    /// How often it is, for a first date; `None` for a rule of the operator's own.
    fn every(self, first: Date) -> Option<(Every, u16)> {
        let weekday = first.weekday();
        let month = |days| (Every::Month(days), 1);
        Some(match self {
            Self::Weeks(weeks) => (Every::Week(vec![weekday]), weeks),
            Self::Weekday => month(InMonth::Weekdays(vec![((first.day() - 1) / 7 + 1, weekday)])),
            Self::LastWeekday => month(InMonth::Weekdays(vec![(-1, weekday)])),
            Self::Day => month(InMonth::Days(vec![first.day()])),
            Self::Own => return None,
        })
    }
}

/// How it repeats, if it does; `first` is the date of its first window, if there is one.
pub(super) fn read(reader: &mut Reader<'_>, first: Option<Date>) -> Option<Recurrence> {
    let Some(way) = reader.choice("repeat", &WAYS) else {
        for name in ["rule", "times", "last", "except"] {
            reader.unused(name);
        }
        return None;
    };
    let except = reader.days("except");
    let rule = if way == Way::Own {
        reader.unused("times");
        reader.unused("last");
        own_rule(reader)
    } else {
        reader.unused("rule");
        let bound = bound(reader);
        let (every, interval) = way.every(first?)?;
        bound.map(|bound| Rule { every, interval, bound })
    };
    Some(Recurrence { rule: rule?, except })
}

fn own_rule(reader: &mut Reader<'_>) -> Option<Rule> {
    let text = reader.text("rule", LINE);
    if text.is_empty() {
        reader.fault("rule", Fault::MISSING);
        return None;
    }
    let rule = text.parse();
    rule.map_err(|mistake| reader.fault("rule", Fault::NoRule(mistake))).ok()
}

/// How long: so many times, or up to a date.
fn bound(reader: &mut Reader<'_>) -> Option<Bound> {
    let times = reader.number("times");
    let last = reader.days("last");
    match (times, last.as_slice()) {
        (Some(times), []) => {
            let times = u32::try_from(times).ok();
            if times.is_none() {
                reader.fault("times", Fault::Unfit(Unfit::TooMany));
            }
            times.map(Bound::Times)
        }
        (None, [last]) => Some(Bound::Until(*last)),
        (None, []) => {
            if reader.typed().get("last").trim().is_empty() {
                reader.fault("times", Fault::MISSING);
            }
            None
        }
        _ => {
            reader.fault("last", Fault::Unused);
            None
        }
    }
}

/// The field at which it is said why there is no series.
pub(super) fn field(typed: &Typed, unfit: Unfit) -> &'static str {
    let filled = |name: &str| !typed.get(name).trim().is_empty();
    let own = typed.get("repeat") == OWN;
    match unfit {
        Unfit::NotAnOccurrence(_) | Unfit::FirstLeftOut | Unfit::ClocksChange(_) => "except",
        Unfit::Once if filled("except") => "except",
        Unfit::Overlaps(..) | Unfit::Emergency | Unfit::Later => "repeat",
        _ if own => OWN,
        Unfit::NotFirst(_) => "repeat",
        Unfit::TooMany | Unfit::TooLong | Unfit::EndsBefore | Unfit::Once => {
            if filled("last") {
                "last"
            } else {
                "times"
            }
        }
    }
}

/// The dates of a series, the first one included; none if it does not repeat.
pub(super) fn dates(first: &Maintenance, later: &[Maintenance]) -> Vec<Date> {
    if later.is_empty() {
        return Vec::new();
    }
    [first].into_iter().chain(later).map(|one| one.reference.date).collect()
}

/// What the form asks for.
pub(super) fn section(maker: &Maker<'_>) -> Section {
    let t = maker.t();
    let ways = [
        ("", t.msg_maint_repeat_none()),
        ("weekly", t.msg_maint_repeat_weekly()),
        ("fortnightly", t.msg_maint_repeat_fortnightly()),
        ("weekday", t.msg_maint_repeat_weekday()),
        ("last-weekday", t.msg_maint_repeat_last_weekday()),
        ("day", t.msg_maint_repeat_day()),
        (OWN, t.msg_maint_repeat_rule()),
    ];
    let plain: Vec<&str> = WAYS.iter().map(|(word, _)| *word).filter(|it| *it != OWN).collect();
    let any: Vec<&str> = WAYS.iter().map(|(word, _)| *word).collect();
    let hinted = |mut input: crate::views::console::sheet::Input, hint| {
        input.hint = hint;
        Part::One(input)
    };
    let rule = maker.text("rule", t.msg_maint_rule(), LINE);
    let times = maker.number("times", t.msg_maint_times());
    let last = maker.day("last", t.msg_maint_last());
    let except = maker.text("except", t.msg_maint_except(), LIST);
    let most = u64::try_from(MOST_OCCURRENCES).unwrap_or(u64::MAX);
    let bounds = vec![hinted(times, t.msg_maint_times_hint(most)), Part::One(last)];
    Section {
        id: "repeats".to_owned(),
        title: t.msg_maint_repeats(),
        parts: vec![
            Part::One(maker.radios("repeat", t.msg_maint_repeat(), &ways)),
            Maker::only("repeat", &[OWN], vec![hinted(rule, t.msg_maint_rule_hint())]),
            Maker::only("repeat", &plain, bounds),
            Maker::only("repeat", &any, vec![hinted(except, t.msg_maint_except_hint())]),
        ],
    }
}
