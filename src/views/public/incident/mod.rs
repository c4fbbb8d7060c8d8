//! The page of an incident: its facts, what was posted about it, and whatever else is known.
//!
//! Each section is a file of its own and is left out as long as nothing is known for it. While the
//! incident is open, the timeline comes first; afterwards, the account of what happened.

mod cause;
mod chart;
mod facts;
mod figure;
mod measures;
mod periods;
mod recovery;
mod timeline;

use askama::{Template, filters::HtmlSafe};

use super::{
    context::Context,
    frame::{Frame, PLACE},
    parts::{Fact, Facts, Inline, Mark},
    prose::Prose,
    section::Section,
};
use crate::{
    domain::{
        incident::{Incident, IncidentRecord, IncidentState, Update, UpdateKind},
        language::Language,
        moment::Moment,
        public::{Model, Route, View},
        span::Span,
        text::LocalizedText,
    },
    i18n::{labels, sentences::Sentences},
    views::html::{self, Html},
};

/// The page.
#[derive(Template)]
#[template(path = "public/incident.html")]
struct IncidentPage<'a> {
    frame: Frame<'a>,
    article: Article,
}

/// What the page tells.
#[derive(Template)]
#[template(path = "public/incident/article.html")]
struct Article {
    /// The level of its heading.
    level: u8,
    t: &'static Sentences,
    reference: String,
    title: Inline,
    word: String,
    chips: Vec<Mark>,
    withdrawn: bool,
    reason: Option<Prose>,
    facts: Vec<Fact>,
    sections: Vec<Section>,
}

impl HtmlSafe for Article {}

/// An incident in the language of a page.
#[derive(Clone, Copy)]
struct Account<'a> {
    context: Context<'a>,
    model: &'a Model,
    record: &'a IncidentRecord,
}

/// Writes the page of an incident.
///
/// # Errors
/// None that depends on the records.
pub fn incident(
    view: &View<'_>,
    language: Language,
    record: &IncidentRecord,
) -> askama::Result<String> {
    let live = view.is_live(record.incident.reference);
    let account = Account::of(view, language, record, live);
    let context = account.context;
    let mark = context.incident_mark(account.incident());
    let article = account.article(mark.clone(), 1);
    let heading =
        context.t().msg_page_record_state(article.title.text.as_str(), mark.word.as_str());
    let route = Route::Incident(record.incident.reference);
    let frame = Frame::still(context, &heading, Some(route));
    let last = record.updates.last().filter(|_| live);
    html::page(&IncidentPage {
        frame: match last {
            Some(last) => frame.living(mark.tone, last.posted),
            None => frame.showing(mark.tone),
        },
        article,
    })
}

/// What the page of an incident would tell at this time, to be shown within another page: the same as
/// readers get, with `prefix` before the names of its places.
pub fn incident_preview(
    view: &View<'_>,
    language: Language,
    record: &IncidentRecord,
    prefix: &str,
) -> Html {
    let account = Account::of(view, language, record, true);
    let mark = account.context.incident_mark(account.incident());
    // The page around it has a first heading of its own.
    Html::of(&account.article(mark, 2)).within(prefix)
}

impl<'a> Account<'a> {
    fn of(view: &View<'a>, language: Language, record: &'a IncidentRecord, live: bool) -> Self {
        let context =
            if live { Context::live(view, language) } else { Context::still(view.model, language) };
        Self { context, model: view.model, record }
    }

    fn article(&self, mark: Mark, level: u8) -> Article {
        let incident = self.incident();
        Article {
            level,
            t: self.context.t(),
            reference: incident.reference.to_string(),
            title: self.context.record_title([&incident.title_service], &incident.symptom_short),
            word: mark.word.clone(),
            chips: self.chips(mark),
            withdrawn: incident.state == IncidentState::Withdrawn,
            reason: self.reason(),
            facts: self.facts(),
            sections: self.sections(),
        }
    }

    const fn incident(&self) -> &'a Incident {
        &self.record.incident
    }

    fn chips(&self, mark: Mark) -> Vec<Mark> {
        let (t, incident) = (self.context.t(), self.incident());
        let recurred = self.record.updates.iter().any(|update| update.reopened);
        let mut chips = vec![mark.framed()];
        if recurred {
            chips.push(Mark::chip("none", "inc-reopened", labels::reopened(t)));
        }
        if incident.report_published {
            chips.push(Mark::chip("none", "upd-report", labels::report_published(t)));
        }
        chips
    }

    /// Why it was withdrawn.
    fn reason(&self) -> Option<Prose> {
        let withdrawal = self.withdrawal()?;
        Some(self.context.passage(withdrawal.values.reason.as_ref()?))
    }

    fn withdrawal(&self) -> Option<&'a Update> {
        let mut updates = self.record.updates.iter().rev();
        updates.find(|update| update.kind == UpdateKind::Withdrawal)
    }

    /// While it is open, news come first; afterwards the account.
    fn sections(&self) -> Vec<Section> {
        let account = [
            self.periods_section(),
            self.cause_section(),
            self.measures_section(),
            self.data_section(),
            self.recovery_section(),
        ];
        let account = account.into_iter().flatten();
        let mut sections: Vec<Section> = match self.incident().state {
            IncidentState::Withdrawn => vec![self.timeline()],
            state if state.is_open() => [self.timeline()].into_iter().chain(account).collect(),
            _ => account.chain([self.timeline()]).collect(),
        };
        sections.extend(self.related_section());
        sections
    }

    /// A text of the record, with its references said.
    fn told(&self, text: &LocalizedText) -> Html {
        self.context.told_of(self.incident(), text)
    }

    /// A time, with what is to be said of it.
    fn noted(&self, time: Html, moment: &Moment) -> Html {
        self.context.noted(self.incident(), time, moment)
    }

    /// A span, with what is to be said of its ends.
    fn noted_span(&self, span: &Span) -> Html {
        let t = self.context.t();
        let ends = [(t.msg_span_start(), span.start.as_ref()), (t.msg_span_end(), span.ended())];
        ends.into_iter().fold(self.context.span(span), |said, (what, moment)| {
            let Some(note) = moment.and_then(|moment| moment.note.as_ref()) else { return said };
            let sentence = t.msg_moment_note(t.msg_periods_note_of(what, PLACE));
            said.and_html(&Context::around(&sentence, &self.told(note)))
        })
    }
}

impl Article {
    fn fact_list(&self) -> Facts<'_> {
        Facts { class: "facts", facts: &self.facts }
    }

    /// Whether the page is long enough for a table of contents.
    const fn is_long(&self) -> bool {
        self.sections.len() > 2
    }
}
