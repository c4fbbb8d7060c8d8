//! Maintenances on a calendar: this month and the next, and every later month with planned work, as tables of weeks
//! with the public holidays of Japan.

use std::collections::BTreeMap;

use askama::Template;
use jiff::{ToSpan as _, civil::Date};

use super::{context::Context, frame::Frame, parts::Inline};
use crate::{
    domain::{
        holidays::{self, Holiday},
        language::Language,
        maintenance::{Window, WindowState},
        public::{MaintenanceSummary, Month, Route, View},
    },
    i18n::{dates, labels::Label as _, sentences::Sentences},
    views::html::{self, Html},
};

/// How many months are shown at most, this one included.
const MOST: usize = 13;
/// The most days that one window is shown on: work that lasts longer is shown on its first days.
const LONGEST: usize = 31;

/// The page.
#[derive(Template)]
#[template(path = "public/months.html")]
struct MonthsPage<'a> {
    frame: Frame<'a>,
    heading: String,
    months: Vec<MonthTable>,
    /// Of which years holidays are known.
    known: String,
}

/// A month.
struct MonthTable {
    /// For machines: `2026-12`.
    id: String,
    name: String,
    /// Weeks from Sunday to Saturday; days of other months are empty.
    weeks: Vec<Vec<Option<Day>>>,
    is_empty: bool,
}

/// A day.
struct Day {
    /// For machines: `2026-12-10`.
    date: String,
    number: i8,
    /// The day with its weekday, as it is read aloud and shown on a narrow page.
    name: String,
    is_today: bool,
    holiday: Option<String>,
    works: Vec<Work>,
}

/// A window on a day.
struct Work {
    title: Inline,
    address: String,
    span: Html,
}

/// Writes the calendar of maintenances.
///
/// # Errors
/// None that depends on the records.
pub fn months(view: &View<'_>, language: Language) -> askama::Result<String> {
    let context = Context::live(view, language);
    let t = context.t();
    let today = view.now.date_in(context.site.zone());
    let days = planned(context, view, today);
    let this = Month::of(today);
    let mut shown = vec![this, this.next()];
    let later = days.keys().map(|date| Month::of(*date)).filter(|month| *month > this.next());
    shown.extend(later);
    shown.dedup();
    shown.truncate(MOST);
    let (first, last) = (*holidays::YEARS.start(), *holidays::YEARS.end());
    let heading = t.msg_months();
    let page = MonthsPage {
        frame: Frame::still(context, &heading, Some(Route::Months)),
        heading,
        months: shown.into_iter().map(|month| table(context, month, today, &days)).collect(),
        known: t.msg_months_holidays(first.to_string(), last.to_string()),
    };
    html::page(&page)
}

type Planned<'a> = BTreeMap<Date, Vec<(&'a MaintenanceSummary, &'a Window)>>;

/// The windows on each day from the first of this month on, those that were replaced left out.
fn planned<'a>(context: Context<'_>, view: &View<'a>, today: Date) -> Planned<'a> {
    let zone = context.site.zone();
    let mut days = Planned::new();
    for maintenance in view.model.maintenances() {
        for window in &maintenance.windows {
            if window.state == WindowState::Rescheduled {
                continue;
            }
            let start = window.start.at.date_in(zone);
            // What ends at midnight is not on the day that begins then.
            let end = window.announced_end().at.plus_minutes(-1).date_in(zone).max(start);
            let all = start.series(1.day()).take_while(|day| *day <= end).take(LONGEST);
            for day in all.filter(|day| *day >= today.first_of_month()) {
                days.entry(day).or_default().push((maintenance, window));
            }
        }
    }
    for works in days.values_mut() {
        works.sort_by_key(|(maintenance, window)| (window.start.at, maintenance.reference));
    }
    days
}

fn table(context: Context<'_>, month: Month, today: Date, planned: &Planned<'_>) -> MonthTable {
    let first = month.first_day();
    let blank = usize::try_from(first.weekday().to_sunday_zero_offset()).unwrap_or(0);
    let days = first.series(1.day()).take_while(|day| Month::of(*day) == month);
    let days = days.map(|date| Some(day(context, date, today, planned)));
    let mut weeks: Vec<Vec<Option<Day>>> = Vec::new();
    let mut week: Vec<Option<Day>> = (0..blank).map(|_| None).collect();
    for day in days {
        week.push(day);
        if week.len() == 7 {
            weeks.push(std::mem::take(&mut week));
        }
    }
    if !week.is_empty() {
        week.resize_with(7, || None);
        weeks.push(week);
    }
    let is_empty = !weeks.iter().flatten().flatten().any(|day| !day.works.is_empty());
    MonthTable {
        id: month.to_string(),
        name: context.dates().year_month(context.language, first),
        weeks,
        is_empty,
    }
}

fn day(context: Context<'_>, date: Date, today: Date, planned: &Planned<'_>) -> Day {
    let work = |(maintenance, window): &(&MaintenanceSummary, &Window)| Work {
        title: context.record_title(&maintenance.services, &maintenance.title),
        address: context.address(&Route::Maintenance(maintenance.reference)),
        span: spare(context, window),
    };
    let weekday = dates::weekday_name(context.language, date.weekday());
    let name = context.dates().date(context.language, date);
    Day {
        date: date.to_string(),
        number: date.day(),
        name: context.t().msg_months_day(weekday, name),
        is_today: date == today,
        holiday: holidays::holiday(date).map(|holiday: Holiday| holiday.label(context.t())),
        works: planned.get(&date).into_iter().flatten().map(work).collect(),
    }
}

/// A window with its state, if it did not take place as announced or is an alternate date.
fn spare(context: Context<'_>, window: &Window) -> Html {
    let line = context.window_line(window);
    if window.spare { line.and_text(" ").and_text(&context.t().msg_spare_window()) } else { line }
}

impl MonthsPage<'_> {
    fn t(&self) -> &'static Sentences {
        self.frame.t()
    }

    /// The weekdays, in the order of a week: as they are short, and in full.
    fn weekdays(&self) -> Vec<(String, String)> {
        use jiff::civil::Weekday::{
            Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday,
        };
        let language = self.frame.context.language;
        let short = match language {
            Language::Ja => 1,
            Language::En => 3,
        };
        [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]
            .map(|weekday| {
                let name = dates::weekday_name(language, weekday);
                (name.chars().take(short).collect(), name)
            })
            .to_vec()
    }
}
