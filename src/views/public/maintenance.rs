//! The page of a maintenance: its facts, its windows with what became of each, and its notices.
//!
//! A window is when work may happen; how long the service may be interrupted is told apart from it
//! (rule D23).

use askama::Template;

use super::{
    context::Context,
    frame::Frame,
    parts::{Fact, Facts, Inline, Link, Listed, Mark, Rel},
    prose::Prose,
    section::Section,
};
use crate::{
    domain::{
        language::Language,
        maintenance::{Maintenance, MaintenanceUpdate, Window, WindowState},
        public::{Calendar, Model, Route, View},
        reference::Reference,
        span::{Span, SpanEnd},
        text::LocalizedText,
    },
    i18n::{dates, labels::Label as _, narrative::Sources, recurrence, sentences::Sentences},
    views::html::{self, Html},
};

/// How many dates of a series are named on the page of one of them, its own included.
const DATES: usize = 6;
/// How many of them lie before its own.
const DATES_BEFORE: usize = 1;

/// The page.
#[derive(Template)]
#[template(path = "public/maintenance.html")]
struct MaintenancePage<'a> {
    frame: Frame<'a>,
    reference: String,
    title: Inline,
    word: String,
    chips: Vec<Mark>,
    /// Its file for calendars, while there is one.
    calendar: Option<String>,
    windows: Section,
    facts: Vec<Fact>,
    sections: Vec<Section>,
}

/// The windows.
#[derive(Template)]
#[template(path = "public/maintenance/windows.html")]
struct Windows {
    windows: Vec<WindowRow>,
}

/// A window and what became of it.
struct WindowRow {
    span: Html,
    mark: Mark,
    spare: Option<String>,
    facts: Vec<Fact>,
}

impl WindowRow {
    const fn fact_list(&self) -> Facts<'_> {
        Facts { class: "meta", facts: self.facts.as_slice() }
    }
}

/// The notices, newest first.
#[derive(Template)]
#[template(path = "public/maintenance/notices.html")]
struct Notices {
    entries: Vec<Notice>,
}

/// A notice.
struct Notice {
    key: String,
    word: String,
    when: Html,
    permalink: String,
    prose: Prose,
}

/// A maintenance in the language of a page.
#[derive(Clone, Copy)]
struct Account<'a> {
    context: Context<'a>,
    model: &'a Model,
    maintenance: &'a Maintenance,
}

/// Writes the page of a maintenance.
///
/// # Errors
/// None that depends on the records.
pub fn maintenance(
    view: &View<'_>,
    language: Language,
    maintenance: &Maintenance,
) -> askama::Result<String> {
    let live = view.is_live(maintenance.reference);
    let context =
        if live { Context::live(view, language) } else { Context::still(view.model, language) };
    let account = Account { context, model: view.model, maintenance };
    let t = context.t();
    let title = context.record_title(&maintenance.services, &maintenance.title);
    let mark = context.window_mark(maintenance.state());
    let heading = t.msg_page_record_state(title.text.as_str(), mark.word.as_str());
    let frame = Frame::still(context, &heading, Some(Route::Maintenance(maintenance.reference)));
    let posted = maintenance.updates.iter().map(|update| update.posted).max();
    html::page(&MaintenancePage {
        frame: match posted.filter(|_| live) {
            Some(posted) => frame.living(mark.tone, posted),
            None => frame.showing(mark.tone),
        },
        reference: maintenance.reference.to_string(),
        title,
        word: mark.word.clone(),
        chips: vec![mark.framed(), kind(t, maintenance)],
        calendar: live.then(|| {
            let which = Calendar::Maintenance(maintenance.reference);
            context.address(&Route::Calendar(which))
        }),
        windows: account.windows(),
        facts: account.facts(),
        sections: account.sections(),
    })
}

fn kind(t: &Sentences, maintenance: &Maintenance) -> Mark {
    Mark::chip("none", "maintenance", maintenance.kind.label(t))
}

impl Account<'_> {
    fn facts(&self) -> Vec<Fact> {
        let (t, maintenance) = (self.context.t(), self.maintenance);
        let grammar = self.context.grammar();
        let contact = self.context.site.provider.contact.get(self.context.language);
        let unaffected = grammar.unaffected(&maintenance.unaffected);
        let [repeats, dates] = self.series().map_or([None, None], |facts| facts.map(Some));
        let facts = [
            Some(Fact::text(t.msg_fact_ref(), &maintenance.reference.to_string())),
            Some(Fact::text(
                t.msg_fact_affected_services(),
                &grammar.services(&maintenance.services),
            )),
            repeats,
            dates,
            self.told(t.msg_fact_work(), maintenance.work.as_ref()),
            self.told(t.msg_fact_purpose(), maintenance.purpose.as_ref()),
            self.impact(),
            self.interruption(),
            (!unaffected.is_empty()).then(|| {
                let names = self.context.capital(&self.context.listed(&unaffected));
                Fact::text(t.msg_fact_not_affected(), &names)
            }),
            self.told(t.msg_fact_request(), maintenance.request.as_ref()),
            self.told(t.msg_maintenance_precheck(), maintenance.precheck.as_ref()),
            self.told(t.msg_maintenance_extension(), maintenance.extension.as_ref()),
            self.told(t.msg_maintenance_cancellation(), maintenance.cancellation.as_ref()),
            self.told(t.msg_maintenance_result(), maintenance.result.as_ref()),
            Some(Fact::text(t.msg_fact_contact(), contact)),
        ];
        facts.into_iter().flatten().collect()
    }

    fn told(&self, label: String, text: Option<&LocalizedText>) -> Option<Fact> {
        let sources = Sources {
            maintenance: Some(self.maintenance),
            model: Some(self.model),
            ..Sources::default()
        };
        Some(Fact::new(label, self.context.told(text?, sources)))
    }

    /// What customers may notice: as it was written, else said from the functions that may fail.
    fn impact(&self) -> Option<Fact> {
        let label = self.context.t().msg_fact_impact();
        match &self.maintenance.impact {
            Some(written) => self.told(label, Some(written)),
            None => Some(Fact::text(label, &self.context.voice().impact_of(self.maintenance)?)),
        }
    }

    /// How it repeats, and the way to the dates before and after it. Nothing here changes with the time of day.
    fn series(&self) -> Option<[Fact; 2]> {
        let (context, own) = (self.context, self.maintenance.reference);
        let (t, language) = (context.t(), context.language);
        let first = self.maintenance.series.unwrap_or(own);
        let recurrence = match self.maintenance.series {
            None => self.maintenance.recurrence.as_ref()?,
            Some(first) => self.model.maintenance(first)?.recurrence.as_ref()?,
        };
        let rule = context.capital(&recurrence::rule(language, &recurrence.rule, first.date));
        let all = self.model.series(first);
        let place = all.iter().position(|one| one.reference == own).unwrap_or(0);
        let beside = all.iter().skip(place.saturating_sub(DATES_BEFORE)).take(DATES);
        let links = beside.filter(|one| one.reference != own).map(|one| {
            let text = recurrence::day(&context.dates(), language, one.reference.date);
            let address = context.address(&Route::Maintenance(one.reference));
            Html::of(&Link { address, text: Inline { text, lang: None } })
        });
        let links = Html::of(&Listed { items: links.collect() });
        Some([Fact::text(t.msg_repeats_label(), &rule), Fact::new(t.msg_repeats_others(), links)])
    }

    fn interruption(&self) -> Option<Fact> {
        let t = self.context.t();
        let length = dates::interruption(self.context.list(), self.maintenance.max_interruption?);
        let value = match self.maintenance.interruptions {
            Some(times) => t.msg_fact_max_interruption_times(length, times),
            None => length,
        };
        Some(Fact::text(t.msg_fact_max_interruption(), &value))
    }

    /// When work happens: what readers look for first.
    fn windows(&self) -> Section {
        let windows = self.maintenance.windows.iter().map(|one| self.window(one)).collect();
        Section::new("windows", self.context.t().msg_window(), &Windows { windows })
    }

    fn sections(&self) -> Vec<Section> {
        let t = self.context.t();
        let entries: Vec<Notice> =
            self.maintenance.updates.iter().rev().map(|update| self.notice(update)).collect();
        let mut sections = vec![];
        if !entries.is_empty() {
            sections.push(Section::new("timeline", t.msg_timeline(), &Notices { entries }));
        }
        sections.extend(self.related());
        sections
    }

    fn window(&self, window: &Window) -> WindowRow {
        let t = self.context.t();
        let moment = |at| self.context.time_in_full(at);
        let replaced_by = self
            .maintenance
            .windows
            .iter()
            .find(|other| other.replaces.as_ref() == Some(&window.key));
        let until = self.context.relative(Rel::Until, &window.start);
        let scheduled =
            window.state == WindowState::Scheduled && !self.context.is_past(&window.start);
        let actual = match (&window.actual_start, &window.actual_end) {
            (Some(start), Some(end)) => {
                let span = Span { start: Some(start.clone()), end: SpanEnd::At(end.clone()) };
                Some(Fact::new(t.msg_maintenance_worked(), self.context.span(&span)))
            }
            (Some(start), None) => Some(Fact::new(t.msg_maintenance_began(), moment(start))),
            (None, Some(end)) => Some(Fact::new(t.msg_maintenance_ended(), moment(end))),
            (None, None) => None,
        };
        let start = moment(&window.start);
        let facts = [
            Some(Fact::new(
                t.msg_maintenance_from(),
                if scheduled { start.and_html(&until) } else { start },
            )),
            Some(Fact::new(t.msg_maintenance_until(), moment(&window.end))),
            window
                .extended_to
                .as_ref()
                .map(|end| Fact::new(t.msg_maintenance_extended_to(), moment(end))),
            actual,
            replaced_by.map(|other| {
                Fact::new(t.msg_maintenance_replaced_by(), self.context.span(&other.span()))
            }),
        ];
        WindowRow {
            span: self.context.window_span(window),
            mark: self.context.window_mark(window.state),
            spare: window.spare.then(|| t.msg_spare_window()),
            facts: facts.into_iter().flatten().collect(),
        }
    }

    fn notice(&self, update: &MaintenanceUpdate) -> Notice {
        let t = self.context.t();
        Notice {
            key: update.key.to_string(),
            word: update.template.label(t),
            when: self.context.at(update.posted),
            permalink: t.msg_timeline_permalink_unnumbered(),
            prose: self.context.passage(&update.body),
        }
    }

    fn related(&self) -> Option<Section> {
        let t = self.context.t();
        let links = |label: fn(&Sentences) -> String, references: &[Reference]| {
            let one = |reference: &Reference| {
                let link = self.context.link_to(self.model, *reference)?;
                Some(Fact::new(label(t), Html::of(&link)))
            };
            references.iter().filter_map(one).collect::<Vec<_>>()
        };
        let mut facts = links(Sentences::msg_maintenance_triggered, &self.maintenance.triggered);
        facts.extend(links(Sentences::msg_maintenance_follows, &self.maintenance.follows));
        facts.extend(links(Sentences::msg_maintenance_earlier, &self.maintenance.earlier));
        facts.extend(links(Sentences::msg_maintenance_later, &self.maintenance.later));
        facts.extend(self.measure());
        facts.extend(self.report());
        let list = Facts { class: "facts", facts: &facts };
        (!facts.is_empty()).then(|| Section::new("related", t.msg_related(), &list))
    }
}

impl Account<'_> {
    /// The measure that it carries out: the way to its place on the page of the incident, in its words as long as
    /// they are known.
    fn measure(&self) -> Option<Fact> {
        let key = self.maintenance.announces_measure.as_ref()?;
        let followed = &self.maintenance.follows;
        let known = followed.iter().find_map(|incident| {
            let record = self.model.live_incident(*incident)?;
            Some((*incident, record.incident.measure(key)?))
        });
        let (incident, text) = match known {
            Some((incident, measure)) => (incident, Some(self.context.inline(&measure.text))),
            None => (*followed.first()?, None),
        };
        let link = self.context.link_to(self.model, incident)?;
        let address = format!("{}#measure-{key}", link.address);
        let link = Link { address, text: text.unwrap_or(link.text) };
        Some(Fact::new(self.context.t().msg_maintenance_measure(), Html::of(&link)))
    }

    /// The report that promised it: the way to the incident on which it reports.
    fn report(&self) -> Option<Fact> {
        let label = self.context.t().msg_maintenance_report();
        let number = self.maintenance.report?.to_string();
        let reports = |reference: &&Reference| {
            self.model.incident(**reference).is_some_and(|incident| incident.report_published)
        };
        let incident = self.maintenance.follows.iter().find(reports);
        let link = incident.and_then(|incident| self.context.link_to(self.model, *incident));
        Some(match link {
            Some(link) => {
                let text = self.context.inline_in(self.context.language, number);
                Fact::new(label, Html::of(&Link { text, ..link }))
            }
            None => Fact::text(label, &number),
        })
    }
}

impl Context<'_> {
    /// The way to another record, if it is public.
    pub(super) fn link_to(&self, model: &Model, reference: Reference) -> Option<Link> {
        if let Some(incident) = model.incident(reference) {
            let text = self.record_title([&incident.title_service], &incident.symptom_short);
            return Some(Link { address: self.address(&Route::Incident(reference)), text });
        }
        let maintenance = model.maintenance(reference)?;
        let text = self.record_title(&maintenance.services, &maintenance.title);
        Some(Link { address: self.address(&Route::Maintenance(reference)), text })
    }
}

impl MaintenancePage<'_> {
    const fn fact_list(&self) -> Facts<'_> {
        Facts { class: "facts", facts: self.facts.as_slice() }
    }
}
