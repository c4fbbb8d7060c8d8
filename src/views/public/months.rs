//! Maintenances on a calendar: this month and the next, and every later month with planned work, as tables of weeks
//! with the public holidays of Japan.

use std::collections::BTreeMap;

use askama::Template;
use jiff::{ToSpan as _, civil::Date};

use super::{context::Context, frame::Frame, maintenances::Choice, parts::Inline};
use crate::{
    domain::{
        holidays::{self, Holiday},
        key::Key,
        language::Language,
        maintenance::{Window, WindowState},
        public::{MaintenanceSummary, Month, Route, View},
        service::Service,
        time::Timestamp,
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
    choice: Choice,
    /// The same as a list.
    list: String,
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
    is_past: bool,
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
pub fn months(
    view: &View<'_>,
    language: Language,
    service: Option<&Service>,
) -> askama::Result<String> {
    let context = Context::live(view, language);
    let (t, key) = (context.t(), service.map(|service| service.key.clone()));
    let today = view.now.date_in(context.site.zone());
    let days = planned(context, view, today, key.as_ref());
    let this = Month::of(today);
    let mut shown = vec![this, this.next()];
    let later = days.keys().map(|date| Month::of(*date)).filter(|month| *month > this.next());
    shown.extend(later);
    shown.dedup();
    shown.truncate(MOST);
    let (first, last) = (*holidays::YEARS.start(), *holidays::YEARS.end());
    let heading = service.map_or_else(
        || t.msg_months(),
        |service| t.msg_months_of(service.name.get(language).as_str()),
    );
    let page = MonthsPage {
        frame: Frame::still(context, &heading, Some(Route::Months(key.clone()))),
        heading,
        choice: context.choice(key.as_ref(), Route::Months),
        list: context.address(&Route::Maintenances(key)),
        months: shown.into_iter().map(|month| table(context, month, today, &days)).collect(),
        known: t.msg_months_holidays(first.to_string(), last.to_string()),
    };
    html::page(&page)
}

type Planned<'a> = BTreeMap<Date, Vec<(&'a MaintenanceSummary, &'a Window)>>;

/// The windows on each day from the first of this month on, those that were replaced left out.
fn planned<'a>(
    context: Context<'_>,
    view: &View<'a>,
    today: Date,
    service: Option<&Key>,
) -> Planned<'a> {
    let zone = context.site.zone();
    let since = Timestamp::from_civil(today.first_of_month().at(0, 0, 0, 0), zone);
    let concerned =
        |one: &&MaintenanceSummary| service.is_none_or(|key| one.services.contains(key));
    let mut days = Planned::new();
    for maintenance in view.model.maintenances_since(since).filter(concerned) {
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
        span: line(context, window),
    };
    let weekday = dates::weekday_name(context.language, date.weekday());
    let name = context.dates().date(context.language, date);
    Day {
        date: date.to_string(),
        number: date.day(),
        name: context.t().msg_months_day(weekday, name),
        is_today: date == today,
        is_past: date < today,
        holiday: holidays::holiday(date).map(|holiday: Holiday| holiday.label(context.t())),
        works: planned.get(&date).into_iter().flatten().map(work).collect(),
    }
}

/// When work happens on a day of the table: the clock times alone if it is over on the same day; with its state,
/// unless it simply is to come, and whether it is an alternate date.
fn line(context: Context<'_>, window: &Window) -> Html {
    let line = context.window_clocks(window);
    let line = match window.state {
        WindowState::Scheduled => line,
        state => line.and_text(" ").and(&context.window_mark(state)),
    };
    if window.spare { line.and_text(" ").and_text(&context.t().msg_spare_window()) } else { line }
}

impl Day {
    /// What is to be seen of it before anything is read.
    fn class(&self) -> Option<String> {
        let classes = [
            self.works.is_empty().then_some("is-free"),
            self.holiday.as_ref().map(|_| "is-holiday"),
            self.is_past.then_some("is-past"),
        ];
        let classes: Vec<&str> = classes.into_iter().flatten().collect();
        (!classes.is_empty()).then(|| classes.join(" "))
    }
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
