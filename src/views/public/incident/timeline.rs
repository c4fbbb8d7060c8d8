//! What was posted about an incident, newest first, each with its permanent address (`#U07`).
//!
//! Texts are shown as they were posted (rule D11). A correction stands where it was posted and marks
//! what it corrects; a withdrawn incident has its notices struck through (rule D19).

use askama::Template;

use super::Account;
use crate::{
    domain::{
        incident::{IncidentState, Update, UpdateKind},
        key::Key,
    },
    i18n::{labels, labels::Label as _, sentences::Sentences},
    views::{
        html::Html,
        public::{
            context::Context,
            frame::PLACE,
            parts::{Inline, Mark},
            prose::Prose,
            section::Section,
        },
    },
};

/// The timeline.
#[derive(Template)]
#[template(path = "public/incident/timeline.html")]
struct Timeline {
    t: &'static Sentences,
    entries: Vec<Entry>,
}

/// What was posted at one time.
struct Entry {
    key: String,
    mark: Mark,
    recurred: Option<String>,
    number: Option<String>,
    when: Html,
    permalink: String,
    backdated: Option<Html>,
    correction: Option<Pair>,
    corrected_by: Vec<(String, String)>,
    struck: bool,
    prose: Prose,
    changes: Vec<Change>,
}

/// What a correction changed.
struct Pair {
    item: String,
    old: Inline,
    new: Inline,
}

/// A change of the state of a service.
struct Change {
    service: String,
    from: Mark,
    to: Mark,
}

impl Account<'_> {
    /// The section with the timeline.
    pub(super) fn timeline(&self) -> Section {
        let t = self.context.t();
        let entries =
            self.record.newest_first().into_iter().map(|update| self.entry(update)).collect();
        Section::new("timeline", t.msg_timeline(), &Timeline { t, entries })
    }

    fn entry(&self, update: &Update) -> Entry {
        let t = self.context.t();
        let number = update.number.map(|number| labels::nth(t, number));
        let permalink = match &number {
            Some(number) => t.msg_timeline_permalink(number.as_str()),
            None => t.msg_timeline_permalink_unnumbered(),
        };
        let at = update.happened();
        let posted = self.context.at(update.posted);
        let correction = self.pair(update);
        let mut prose = self.context.passage(&update.body);
        if let Some(pair) = &correction {
            prose.paragraphs.retain(|paragraph| !repeats(paragraph, pair));
        }
        Entry {
            key: update.key.to_string(),
            mark: self.entry_mark(update),
            recurred: update.reopened.then(|| labels::reopened(t)),
            permalink,
            when: self.context.at(at),
            backdated: update
                .occurred
                .map(|_| Context::around(&t.msg_timeline_backdated(PLACE), &posted)),
            corrected_by: self.corrections(&update.key),
            struck: self.incident().state == IncidentState::Withdrawn
                && update.kind != UpdateKind::Withdrawal,
            changes: update.changes.iter().map(|change| self.change(change)).collect(),
            number,
            correction,
            prose,
        }
    }

    fn entry_mark(&self, update: &Update) -> Mark {
        let t = self.context.t();
        match update.kind {
            UpdateKind::Correction => Mark::state("none", "upd-correction", update.kind.label(t)),
            UpdateKind::InterimReport | UpdateKind::FinalReport => {
                Mark::state("none", "upd-report", update.kind.label(t))
            }
            _ => {
                let at = update.happened();
                let services = self.context.services_at(self.incident(), at);
                let mark = self.context.announced_mark(update.state, update.cause_state, services);
                let glyph = if update.reopened { "inc-reopened" } else { mark.glyph };
                Mark { glyph, ..mark }
            }
        }
    }

    fn pair(&self, update: &Update) -> Option<Pair> {
        let correction = update.correction.as_ref()?;
        let item = update.values.correction.as_ref().and_then(|values| values.item.as_ref());
        let item = item.map(|text| self.context.inline(text).text);
        Some(Pair {
            item: item.unwrap_or_else(|| correction.field.to_string()),
            old: self.context.inline(&correction.old),
            new: self.context.inline(&correction.new),
        })
    }

    /// The corrections of an update: where they stand, and when they were posted.
    fn corrections(&self, key: &Key) -> Vec<(String, String)> {
        let link = |update: &Update| {
            let at = self.context.time_in(
                self.context.list(),
                &crate::domain::moment::Moment::minute(update.posted),
                false,
            );
            (update.key.to_string(), self.context.t().msg_timeline_corrected(at.text))
        };
        self.record.corrections_of(key).map(link).collect()
    }

    fn change(&self, change: &crate::domain::incident::ServiceChange) -> Change {
        let name = self.context.site.catalogue.service_name(&change.service, self.context.language);
        Change {
            service: name.to_owned(),
            from: self.context.service_mark(change.from),
            to: self.context.service_mark(change.to),
        }
    }
}

/// Whether a paragraph of a correction says what the pair beside it says.
fn repeats(paragraph: &str, pair: &Pair) -> bool {
    [&pair.old.text, &pair.new.text].into_iter().all(|value| paragraph.contains(value.as_str()))
}

impl Entry {
    /// The colour of its place on the line.
    const fn tone(&self) -> &'static str {
        self.mark.tone
    }
}
