//! The value of each placeholder.

use super::{
    About, Gap, GapReason, Notice, extras, facts, mail,
    placeholder::{Placeholder, SlotMode},
};
use crate::{
    domain::{incident::When, language::Language, moment::Moment, text::LocalizedText},
    i18n::{dates::Preposition, narrative::Narrator, symptoms, voice::Voice},
};

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a title or a subject.
    Heading,
    /// In the text.
    Body,
}

/// What a placeholder becomes.
pub(super) enum Filled {
    /// Its value.
    Text(String),
    /// A sentence or block that is empty: a line that has nothing else goes.
    Nothing,
    /// The whole line goes.
    NoLine,
}

impl From<String> for Filled {
    fn from(sentence: String) -> Self {
        if sentence.is_empty() { Self::Nothing } else { Self::Text(sentence) }
    }
}

/// Gives the placeholders of one notice their values in one language.
pub(super) struct Filler<'a> {
    pub(super) notice: &'a Notice<'a>,
    pub(super) voice: Voice<'a>,
    /// Whether the text is made from the facts alone: what is missing is left out.
    pub(super) generated: bool,
    /// What is missing.
    pub(super) gaps: Vec<Gap>,
    /// For the mail: to whom it goes.
    pub(super) recipient: Option<mail::Recipient<'a>>,
}

impl<'a> Filler<'a> {
    pub(super) const fn new(notice: &'a Notice<'a>, voice: Voice<'a>, generated: bool) -> Self {
        Self { notice, voice, generated, gaps: Vec::new(), recipient: None }
    }

    pub(super) fn fill(
        &mut self,
        placeholder: Placeholder,
        mode: SlotMode,
        place: Place,
    ) -> Filled {
        use Placeholder as P;
        let values = self.notice.values();
        match placeholder {
            P::Service | P::SymptomShort | P::Ref | P::N | P::Url | P::Contact | P::ReportUrl => {
                self.of_the_record(placeholder, place)
            }
            P::Who | P::Symptom => self.affected(placeholder, mode),
            P::AsOf => self.moment(placeholder, values.as_of.as_ref(), mode, place),
            P::Started => self.moment(placeholder, values.started.as_ref(), mode, place),
            P::Recovered => self.moment(placeholder, values.recovered.as_ref(), mode, place),
            P::RestoredAt => self.moment(placeholder, values.restored_at.as_ref(), mode, place),
            P::ObserveUntil => self.moment(placeholder, values.observe_until.as_ref(), mode, place),
            P::ReportDue => self.moment(placeholder, values.report_due.as_ref(), mode, place),
            P::NextUpdate => self.moment(placeholder, values.next_update.as_ref(), mode, place),
            P::Posted => self.moment(placeholder, values.posted.as_ref(), mode, place),
            P::NewEnd => self.moment(placeholder, values.new_end.as_ref(), mode, place),
            P::ActionNow => self.narrative(placeholder, values.action_now.as_ref()),
            P::Restored => self.narrative(placeholder, values.restored.as_ref()),
            P::RemainingPart => self.narrative(placeholder, values.remaining_part.as_ref()),
            P::Backlog => self.narrative(placeholder, values.backlog.as_ref()),
            P::Reason => self.narrative(placeholder, values.reason.as_ref()),
            P::Result => self.narrative(placeholder, values.result.as_ref()),
            P::Impact => self.impact(placeholder),
            P::Item | P::OldValue | P::NewValue => self.correction(placeholder),
            P::OldWindow | P::NewWindow | P::Windows => self.windows(placeholder, place),
            P::Apology
            | P::CauseStatement
            | P::DataStatement
            | P::Remaining
            | P::Progress
            | P::Eta => self.statement(placeholder),
            P::Extra => extras::paragraphs(self).into(),
            P::Facts | P::MaintFacts => {
                facts::lines(self, self.notice.facts(self.voice.language)).into()
            }
            P::Signature => mail::signature(self).into(),
        }
    }

    pub(super) fn moment(
        &mut self,
        placeholder: Placeholder,
        when: Option<&'a When>,
        mode: SlotMode,
        place: Place,
    ) -> Filled {
        let Some(moment) = self.find_moment(when) else {
            return self.without(placeholder, false);
        };
        let profile = match place {
            Place::Heading => self.voice.list(),
            Place::Body => self.voice.prose(),
        };
        let (preposition, capital) = match mode {
            SlotMode::With(preposition, capital) => (preposition, capital),
            SlotMode::Plain | SlotMode::Lower => (Preposition::Plain, false),
        };
        let said = self.voice.dates().moment_with(profile, preposition, moment);
        Filled::Text(if capital { symptoms::capital(&said) } else { said })
    }

    pub(super) fn find_moment(&self, when: Option<&'a When>) -> Option<&'a Moment> {
        self.notice.sources().moment(when?)
    }

    /// A text that somebody typed, with its references said.
    pub(super) fn narrative(
        &mut self,
        placeholder: Placeholder,
        text: Option<&LocalizedText>,
    ) -> Filled {
        let language = self.voice.language;
        let Some(written) = text.filter(|text| !is_blank(text, language)) else {
            let elsewhere = text.is_some_and(|text| !is_blank(text, language.other()));
            return self.without(placeholder, elsewhere);
        };
        match self.say(written.shown(language).unwrap_or_default()) {
            Ok(said) => Filled::Text(said),
            Err(reason) => self.gap(placeholder, reason),
        }
    }

    /// A typed text as it is read.
    pub(super) fn say(&self, text: &str) -> Result<String, GapReason> {
        let profile = self.voice.prose();
        let narrator = Narrator { voice: &self.voice, sources: self.notice.sources(), profile };
        narrator.plain(text.trim_end()).map_err(|unresolved| GapReason::Reference(unresolved.0))
    }

    /// The same for a part of a sentence; `None`, and a gap, if it is missing or cannot be said.
    pub(super) fn phrase(
        &mut self,
        placeholder: Placeholder,
        text: Option<&LocalizedText>,
    ) -> Option<String> {
        match self.narrative(placeholder, text) {
            Filled::Text(said) => Some(said),
            Filled::Nothing | Filled::NoLine => None,
        }
    }

    /// What customers may notice: as it was written for the notice, else said from the functions that may fail.
    fn impact(&mut self, placeholder: Placeholder) -> Filled {
        let written = self.notice.values().impact.as_ref();
        match (written, self.notice.about) {
            (None, About::Maintenance { maintenance, .. }) => self
                .voice
                .impact_of(maintenance)
                .map_or_else(|| self.narrative(placeholder, None), Filled::Text),
            _ => self.narrative(placeholder, written),
        }
    }

    fn correction(&mut self, placeholder: Placeholder) -> Filled {
        let values = self.notice.values().correction.as_ref();
        let text = values.and_then(|values| match placeholder {
            Placeholder::Item => values.item.as_ref(),
            Placeholder::OldValue => values.old_value.as_ref(),
            _ => values.new_value.as_ref(),
        });
        self.narrative(placeholder, text)
    }

    /// What becomes of a line without its value: if it may go it goes, but a value that is there in the
    /// other language is missing in this one.
    fn without(&mut self, placeholder: Placeholder, elsewhere: bool) -> Filled {
        if placeholder.is_optional() && !elsewhere {
            return Filled::NoLine;
        }
        self.gap(placeholder, GapReason::Missing)
    }

    /// Notes what is missing; a generated text goes on without the line.
    pub(super) fn gap(&mut self, placeholder: Placeholder, reason: GapReason) -> Filled {
        self.gaps.push(Gap { placeholder, language: self.voice.language, reason });
        Filled::NoLine
    }

    /// What stands before the subject of an exercise (rule D27).
    pub(super) fn exercise_tag(&self) -> String {
        let space = if self.voice.language == Language::En { " " } else { "" };
        self.exercise_banner()
            .map_or_else(String::new, |_| self.voice.sentences().msg_exercise_tag() + space)
    }

    /// The first line of an exercise.
    pub(super) fn exercise_banner(&self) -> Option<String> {
        let exercise = match self.notice.about {
            About::Incident { record, .. } => record.incident.exercise,
            About::Maintenance { maintenance, .. } => maintenance.exercise,
        };
        exercise.then(|| self.voice.sentences().msg_exercise_banner())
    }

    /// The last lines of a generated text: that it left something out, and that no person wrote it.
    pub(super) fn generated_marks(&self) -> Vec<String> {
        let l10n = self.voice.sentences();
        let mut marks = Vec::new();
        if !self.gaps.is_empty() {
            marks.push(match self.voice.language {
                Language::Ja => l10n.msg_extra_japanese_follows(),
                Language::En => l10n.msg_extra_english_follows(),
            });
        }
        marks.push(l10n.msg_extra_auto());
        marks
    }
}

pub(super) fn is_blank(text: &LocalizedText, language: Language) -> bool {
    text.shown(language).is_none_or(|text| text.trim().is_empty())
}
