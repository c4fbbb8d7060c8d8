//! Sentences that are chosen from the values: apology, cause, data, expected recovery.

use super::{
    About, GapReason, extras,
    fill::{Filled, Filler},
    placeholder::Placeholder,
};
use crate::{
    domain::{
        incident::{CauseState, DataState, Eta},
        language::Language,
    },
    i18n::statements,
};

impl Filler<'_> {
    /// Sentences that are chosen.
    pub(super) fn statement(&mut self, placeholder: Placeholder) -> Filled {
        let values = self.notice.values();
        match placeholder {
            Placeholder::Apology => values.apology.map_or(Filled::Nothing, |apology| {
                statements::apology(self.voice.sentences(), apology).into()
            }),
            Placeholder::CauseStatement => self.cause(),
            Placeholder::DataStatement => self.data(placeholder, values.data_statement),
            Placeholder::Remaining => match values.remaining {
                None => Filled::Nothing,
                state => self.data(placeholder, state),
            },
            Placeholder::Eta => self.eta(),
            _ => values.progress.as_ref().map_or(Filled::Nothing, |progress| {
                match extras::queue(self, placeholder, progress) {
                    Some(said) => Filled::Text(said),
                    None => Filled::NoLine,
                }
            }),
        }
    }

    fn cause(&mut self) -> Filled {
        let Some(statement) = &self.notice.values().cause_statement else {
            return Filled::Nothing;
        };
        let placeholder = Placeholder::CauseStatement;
        let cause = match statement.state {
            CauseState::Unknown => None,
            _ => match self.phrase(placeholder, statement.cause.as_ref()) {
                None => return Filled::Nothing,
                cause => cause,
            },
        };
        let supplier =
            statement.supplier.as_ref().and_then(|name| self.phrase(placeholder, Some(name)));
        let l10n = self.voice.sentences();
        let sentence = statements::cause(l10n, statement.state, cause.as_deref());
        let together = supplier.map(|name| l10n.msg_cause_sentence_supplier(name));
        self.voice.run_on(&[sentence.unwrap_or_default(), together.unwrap_or_default()]).into()
    }

    /// The data sentence; where a template asks for it, an answer is needed.
    fn data(&mut self, placeholder: Placeholder, state: Option<DataState>) -> Filled {
        let Some(state) = state.filter(|state| *state != DataState::Unstated) else {
            return self.gap(placeholder, GapReason::Missing);
        };
        let (mut bounced, mut lost) = (false, None);
        if let About::Incident { record, .. } = self.notice.about {
            bounced = record.incident.data_bounced;
            lost = record.incident.data_lost.as_ref();
        }
        let what = match state {
            DataState::Lost => {
                let what = self.notice.values().what.as_ref().or(lost);
                match self.phrase(placeholder, what) {
                    None => return Filled::Nothing,
                    what => what,
                }
            }
            _ => None,
        };
        statements::data(&self.voice, state, bounced, what.as_deref()).unwrap_or_default().into()
    }

    /// When recovery is expected, with the full stop of the sentence that it ends.
    fn eta(&mut self) -> Filled {
        let placeholder = Placeholder::Eta;
        match &self.notice.values().eta {
            None => self.gap(placeholder, GapReason::Missing),
            Some(Eta::Unknown) => Filled::Text(statements::eta(&self.voice, None)),
            Some(Eta::At { moment, target }) => match self.find_moment(Some(moment)) {
                None => self.gap(placeholder, GapReason::Missing),
                Some(moment) => {
                    let said = statements::eta(&self.voice, Some((moment, *target)));
                    Filled::Text(said + self.full_stop())
                }
            },
        }
    }

    const fn full_stop(&self) -> &'static str {
        match self.voice.language {
            Language::Ja => "。",
            Language::En => ".",
        }
    }

    /// How well the cause is known, as the notice has it.
    pub(super) fn cause_state(&self) -> CauseState {
        match (&self.notice.values().cause_statement, self.notice.about) {
            (Some(statement), _) => statement.state,
            (None, About::Incident { update, .. }) => update.cause_state,
            (None, About::Maintenance { .. }) => CauseState::Unknown,
        }
    }
}
