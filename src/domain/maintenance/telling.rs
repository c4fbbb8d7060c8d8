//! What a step tells customers: the template of its notice, the values that follow from the record, and
//! whether it is mailed (domain rules 5.5). The words are written elsewhere.

use super::{
    Maintenance, MaintenanceKind, MaintenanceUpdate, Window, WindowState,
    life::{NewDate, Step},
};
use crate::domain::{
    incident::When,
    key::Key,
    notice::{Apology, NoticeValues, Template, Tense},
    text::LocalizedText,
    time::Timestamp,
};

/// What an operator adds to what the record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Why.
    pub reason: Option<LocalizedText>,
    /// What customers may notice, where it differs from what was announced.
    pub impact: Option<LocalizedText>,
    /// What came of it.
    pub result: Option<LocalizedText>,
    /// When there will be more.
    pub next_update: Option<When>,
}

impl Template {
    /// Whether a notice of a maintenance goes to subscribers: that it is verified is told on the page
    /// alone (domain rules 5.5).
    pub const fn is_dispatched(self) -> bool {
        !matches!(self, Self::M8)
    }

    /// Whether a notice of a maintenance has to say why.
    pub const fn gives_a_reason(self) -> bool {
        matches!(self, Self::M3 | Self::M4 | Self::M4P | Self::M5 | Self::M7 | Self::M10)
    }
}

impl Step {
    /// The template that tells of it.
    pub const fn template(&self) -> Template {
        match self {
            Self::Announce => Template::M1,
            Self::Remind => Template::M2,
            Self::Start { .. } | Self::Resume => Template::M6,
            Self::Extend { .. } => Template::M7,
            Self::Verify => Template::M8,
            Self::Complete { .. } => Template::M9,
            Self::RollBack { .. } => Template::M10,
            Self::Reschedule(_) => Template::M3,
            Self::Postpone => Template::M4P,
            Self::Cancel => Template::M4,
        }
    }
}

impl Maintenance {
    /// The notice of a step that was taken in a window, without its words. `self` is the record as it is
    /// after the step.
    ///
    /// Nothing is told of what is over when it is told: of what is planned once every window has begun, of a reminder
    /// once the window has, of a start once the window has ended.
    pub fn notice(
        &self,
        key: &Key,
        step: &Step,
        said: Said,
        now: Timestamp,
    ) -> Option<MaintenanceUpdate> {
        let window = self.window(key)?;
        let late = match step {
            Step::Announce => !self.planned().any(|window| window.start.at > now),
            Step::Remind => now >= window.start.at,
            Step::Start { .. } => now >= window.announced_end().at,
            _ => false,
        };
        (!late).then(|| {
            let template = step.template();
            let values = self.values(window, step, said);
            self.unwritten(template, self.named(window, step), values, now)
        })
    }

    /// The notice that announces it, without its words. An emergency says why.
    pub fn announcement(&self, reason: Option<LocalizedText>, now: Timestamp) -> MaintenanceUpdate {
        let values = NoticeValues { reason, ..NoticeValues::default() };
        let (template, values) = if self.kind == MaintenanceKind::Emergency {
            (Template::M5, values)
        } else {
            let apology = Some(self.apology(Tense::Ongoing));
            (Template::M1, NoticeValues { apology, ..values })
        };
        self.unwritten(template, Vec::new(), values, now)
    }

    /// The windows that a notice speaks of.
    fn named(&self, window: &Window, step: &Step) -> Vec<Key> {
        match step {
            Step::Reschedule(_) => self.successor(&window.key).into_iter().collect(),
            // All of them, unless some were put off or called off before.
            Step::Announce if self.planned().count() == self.windows.len() => Vec::new(),
            Step::Announce => self.planned().map(|window| window.key.clone()).collect(),
            _ => vec![window.key.clone()],
        }
    }

    /// The windows in which nothing has happened, alternate dates included.
    fn planned(&self) -> impl Iterator<Item = &Window> {
        self.windows.iter().filter(|window| window.state == WindowState::Scheduled)
    }

    /// The window that took the place of another.
    pub fn successor(&self, key: &Key) -> Option<Key> {
        let next = self.windows.iter().find(|window| window.replaces.as_ref() == Some(key));
        next.map(|window| window.key.clone())
    }

    fn values(&self, window: &Window, step: &Step, said: Said) -> NoticeValues {
        let apology = |tense| Some(self.apology(tense));
        let values = NoticeValues { reason: said.reason, ..NoticeValues::default() };
        let impact = || said.impact.or_else(|| self.impact.clone());
        match step {
            Step::Announce | Step::Remind => {
                NoticeValues { apology: apology(Tense::Ongoing), ..values }
            }
            Step::Start { .. } | Step::Resume => {
                NoticeValues { impact: impact(), apology: apology(Tense::Ongoing), ..values }
            }
            Step::Extend { until } => NoticeValues {
                new_end: Some(until.clone().into()),
                impact: impact(),
                next_update: said.next_update,
                ..values
            },
            Step::Complete { at } => NoticeValues {
                recovered: Some(at.clone().into()),
                result: said.result.or_else(|| self.result.clone()),
                apology: apology(Tense::Over),
                ..values
            },
            Step::RollBack { at } => NoticeValues { recovered: Some(at.clone().into()), ..values },
            Step::Reschedule(NewDate::At { .. } | NewDate::Spare(_)) => NoticeValues {
                old_window: Some(window.key.clone()),
                new_window: self.successor(&window.key),
                ..values
            },
            Step::Postpone | Step::Cancel => {
                NoticeValues { old_window: Some(window.key.clone()), ..values }
            }
            Step::Verify => values,
        }
    }

    /// The apology of its kind (domain rules 7.2); an emergency comes without notice.
    const fn apology(&self, tense: Tense) -> Apology {
        let level = match self.kind {
            MaintenanceKind::Emergency => 2,
            MaintenanceKind::Planned | MaintenanceKind::Regular | MaintenanceKind::Unscheduled => 1,
        };
        Apology { level, tense }
    }

    fn unwritten(
        &self,
        template: Template,
        windows: Vec<Key>,
        values: NoticeValues,
        posted: Timestamp,
    ) -> MaintenanceUpdate {
        let last = self.updates.iter().map(|update| update.posted).max();
        MaintenanceUpdate {
            key: Key::next('M', self.updates.iter().map(|update| &update.key)),
            template,
            windows,
            values,
            subject: LocalizedText::both("", ""),
            body: LocalizedText::both("", ""),
            // A clock that was set back does not change the order of what was posted.
            posted: last.map_or(posted, |last| last.max(posted)),
        }
    }
}
