//! Maintenances for readers' own calendars (RFC 5545, RFC 7986): all, those of a service, or one.
//!
//! An entry keeps its identifier for ever and counts its changes; one that was called off stays, and its title says
//! so, because not every calendar shows the status. Times are instants, so that no calendar can shift them; the
//! description gives them in the zone of the portal. Nothing depends on the time of day, so that the file stays the
//! same as long as nothing changes.

use jiff::civil::Date;

use super::context::Context;
use crate::{
    domain::{
        language::Language,
        maintenance::{
            WindowState,
            calendar::{Entry, EntryStatus},
        },
        moment::Moment,
        public::{Calendar, MaintenanceSummary, Route, View},
        span::{Span, SpanEnd},
        time::Timestamp,
    },
    i18n::{dates, labels::Label as _},
    views::ical::Lines,
};

/// Days for which what is over stays in a calendar.
const DAYS: i64 = 400;
/// The most entries of a calendar; the latest are kept.
const MOST: usize = 1_000;
/// How often a calendar may look for changes.
const REFRESH: &str = "PT1H";

/// Writes a calendar.
///
/// # Errors
/// When the service or the maintenance is not there.
pub fn calendar(view: &View<'_>, language: Language, which: &Calendar) -> askama::Result<String> {
    let context = Context::still(view.model, language);
    let today = view.now.date_in(context.site.zone());
    let midnight = |date: Date| Timestamp::from_civil(date.at(0, 0, 0, 0), context.site.zone());
    let since = midnight(today).plus_minutes(-DAYS * 24 * 60);
    let chosen: Vec<&MaintenanceSummary> = match which {
        Calendar::All => view.model.maintenances_since(since).collect(),
        Calendar::Service(key) => {
            let all = view.model.maintenances_since(since);
            all.filter(|one| one.services.contains(key)).collect()
        }
        Calendar::Maintenance(reference) => {
            vec![view.model.maintenance(*reference).ok_or(askama::Error::Fmt)?]
        }
    };
    let entries = chosen.iter().flat_map(|one| one.entries.iter().map(move |entry| (*one, entry)));
    let kept = |entry: &Entry| matches!(which, Calendar::Maintenance(_)) || entry.end().at >= since;
    let mut entries: Vec<(&MaintenanceSummary, &Entry)> =
        entries.filter(|(_, entry)| kept(entry)).collect();
    entries.sort_by_key(|(one, entry)| (entry.start().at, one.reference));
    entries.drain(..entries.len().saturating_sub(MOST));
    let mut lines = Lines::default();
    lines.within("VCALENDAR", |lines| {
        lines.plain("VERSION", "2.0");
        lines.plain("PRODID", &format!("-//Noroshi//Noroshi//{}", language.tag().to_uppercase()));
        lines.plain("CALSCALE", "GREGORIAN");
        head(lines, context, which);
        // A calendar needs a component, also while no maintenance is there.
        lines.zone(&context.site.provider.zone, context.site.zone(), since);
        for (maintenance, entry) in &entries {
            event(lines, context, maintenance, entry);
        }
    });
    Ok(lines.finish())
}

/// What a calendar is called, where it comes from, and how often to look. One maintenance is no calendar.
fn head(lines: &mut Lines, context: Context<'_>, which: &Calendar) {
    let (t, provider) = (context.t(), &context.site.provider);
    let name = provider.name.get(context.language).as_str();
    let name = match which {
        Calendar::All => t.msg_calendar_name(name),
        Calendar::Service(key) => {
            let service = context.site.catalogue.service_name(key, context.language);
            t.msg_calendar_name_service(service, name)
        }
        Calendar::Maintenance(_) => return,
    };
    let address = context.absolute(&Route::Calendar(which.clone()));
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    lines.text("X-WR-TIMEZONE", &provider.zone);
    lines.plain("SOURCE;VALUE=URI", &address);
    lines.plain("URL", &context.absolute(&Route::Home));
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.plain("X-PUBLISHED-TTL", REFRESH);
}

fn event(lines: &mut Lines, context: Context<'_>, maintenance: &MaintenanceSummary, entry: &Entry) {
    let t = context.t();
    let title = context.record_title(&maintenance.services, &maintenance.title).text;
    let title = match mark(context, entry) {
        Some(mark) => t.msg_calendar_title_marked(mark, title),
        None => t.msg_calendar_title(title),
    };
    let announced =
        Timestamp::from_civil(maintenance.reference.date.at(0, 0, 0, 0), context.site.zone());
    let changed = entry.last_modified.unwrap_or(announced);
    lines.within("VEVENT", |lines| {
        lines.text("UID", &entry.uid(host(context)));
        lines.instant("DTSTAMP", changed);
        lines.instant("LAST-MODIFIED", changed);
        lines.plain("SEQUENCE", &entry.sequence.to_string());
        lines.plain(
            "STATUS",
            match entry.status {
                EntryStatus::Tentative => "TENTATIVE",
                EntryStatus::Confirmed => "CONFIRMED",
                EntryStatus::Cancelled => "CANCELLED",
            },
        );
        // It takes none of the reader's time.
        lines.plain("TRANSP", "TRANSPARENT");
        let (start, end) = (entry.start().at, entry.end().at);
        lines.instant("DTSTART", start);
        if end.seconds() > start.seconds() {
            lines.instant("DTEND", end);
        }
        lines.text("SUMMARY", &title);
        lines.text("DESCRIPTION", &description(context, maintenance, entry, changed));
        lines.plain("URL", &context.absolute(&Route::Maintenance(maintenance.reference)));
    });
}

/// What a title begins with, if the entry is not simply what was announced.
fn mark(context: Context<'_>, entry: &Entry) -> Option<String> {
    let t = context.t();
    match entry.window.state {
        WindowState::Scheduled if entry.window.spare => Some(t.msg_spare_window()),
        WindowState::Extended
        | WindowState::Postponed
        | WindowState::Cancelled
        | WindowState::RolledBack => Some(entry.window.state.label(t)),
        _ => None,
    }
}

/// The facts, one on each line.
fn description(
    context: Context<'_>,
    maintenance: &MaintenanceSummary,
    entry: &Entry,
    changed: Timestamp,
) -> String {
    let t = context.t();
    let style = context.dates();
    let span = Span { start: Some(entry.start().clone()), end: SpanEnd::At(entry.end().clone()) };
    let span = style.span(context.list(), &span).unwrap_or_default();
    let changed = style.moment(context.list(), &Moment::minute(changed));
    let state = t.msg_calendar_state(entry.window.state.label(t), changed);
    let interruption = maintenance.max_interruption.map(|seconds| {
        let length = dates::interruption(context.list(), seconds);
        match maintenance.interruptions {
            Some(times) => t.msg_fact_max_interruption_times(length, times),
            None => length,
        }
    });
    let impact = context.impact(maintenance, None);
    let facts = [
        (t.msg_window(), Some(span)),
        (t.msg_calendar_state_label(), Some(state)),
        (t.msg_fact_affected_services(), Some(context.grammar().services(&maintenance.services))),
        (t.msg_fact_impact(), impact),
        (t.msg_fact_max_interruption(), interruption),
    ];
    let facts = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    let mut facts: Vec<String> = facts
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| t.msg_calendar_fact(label, value))
        .collect();
    facts.push(context.absolute(&Route::Maintenance(maintenance.reference)));
    facts.join("\n")
}

/// The host of the portal's own address.
fn host(context: Context<'_>) -> &str {
    let address = context.site.provider.urls.primary.as_str();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':', '?', '#']).next().unwrap_or(rest)
}
