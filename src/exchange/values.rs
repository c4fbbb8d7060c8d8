//! The values of notices, and their optional paragraphs.

use super::{
    codec::{Exchange, Map, Record as _, Writing, record, words},
    mistake::What,
    node::Node,
    reading::{Fields, Reading},
};
use crate::domain::{
    incident::DataState,
    notice::{
        Apology, CauseStatement, CorrectionValues, Extra, NoticeValues, QueueProgress, Template,
        Tense,
    },
    text::LocalizedText,
};

words!(Template, Tense);

/// The highest level of an apology.
const MAX_APOLOGY: u8 = 5;

record!(Apology { level: level "level", tense: required "tense" });
record!(CauseStatement {
    state: required "state",
    cause: optional "cause",
    supplier: optional "supplier",
});
record!(QueueProgress { as_of: required "as_of", queue: required "queue" });
record!(CorrectionValues {
    item: optional "item",
    old_value: optional "old_value",
    new_value: optional "new_value",
});

impl Fields<'_> {
    fn level(&mut self, name: &'static str, cx: &mut Reading) -> Option<u8> {
        let level: u32 = self.required(name, cx)?;
        let level = u8::try_from(level).ok().filter(|level| *level <= MAX_APOLOGY);
        if level.is_none() {
            let line = self.line(name);
            let what = What::OutOfRange { min: 0, max: MAX_APOLOGY.into() };
            cx.inside(name, |cx| cx.report(line, what));
        }
        level
    }

    /// What a correction says, which stands among the other values.
    fn correction(
        &mut self,
        _: &'static str,
        cx: &mut Reading,
    ) -> Option<Option<CorrectionValues>> {
        let values = CorrectionValues::read_fields(self, cx)?;
        Some((values != CorrectionValues::default()).then_some(values))
    }

    /// `{key: queue, as_of: …, queue: …}`.
    fn progress(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<QueueProgress>> {
        let Some(entry) = self.take(name) else { return Some(None) };
        cx.inside(name, |cx| {
            let mut fields = cx.fields(&entry.value)?;
            fields.key_word(&["queue"], cx);
            let progress = QueueProgress::read_fields(&mut fields, cx);
            fields.finish(cx);
            progress.map(Some)
        })
    }

    /// `{data: queued_delivered}`.
    fn remaining(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<DataState>> {
        let Some(entry) = self.take(name) else { return Some(None) };
        cx.inside(name, |cx| {
            let mut fields = cx.fields(&entry.value)?;
            let data = fields.required("data", cx);
            fields.finish(cx);
            data.map(Some)
        })
    }

    /// A text, or `@result` for the one of the record.
    fn quoted(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<LocalizedText>> {
        let Some(entry) = self.take(name) else { return Some(None) };
        cx.inside(name, |cx| {
            let Some(quote) = entry.value.as_text().and_then(|text| text.strip_prefix('@')) else {
                return Exchange::read(&entry.value, cx);
            };
            let text = cx.quotes.get(quote).cloned().flatten();
            if text.is_none() {
                let quote = quote.chars().take(40).collect();
                cx.report(entry.value.line, What::UnknownQuote(quote));
            }
            text.map(Some)
        })
    }

    /// The word of `key`, which says what a map is.
    fn key_word(&mut self, known: &[&'static str], cx: &mut Reading) -> Option<&'static str> {
        let word: String = self.required("key", cx)?;
        let found = known.iter().find(|known| **known == word).copied();
        if found.is_none() {
            let line = self.line("key");
            let what = What::UnknownWord { word, known: known.to_vec() };
            cx.inside("key", |cx| cx.report(line, what));
        }
        found
    }
}

impl Map<'_, '_> {
    fn level(&mut self, name: &'static str, level: &u8) {
        self.put(name, Node::plain(level.to_string()));
    }

    fn correction(&mut self, _: &'static str, values: &Option<CorrectionValues>) {
        if let Some(values) = values {
            values.write_fields(self);
        }
    }

    fn progress(&mut self, name: &'static str, progress: &Option<QueueProgress>) {
        if let Some(progress) = progress {
            let mut map = Map::new(self.cx);
            map.put("key", Node::text("queue"));
            progress.write_fields(&mut map);
            self.put(name, map.node());
        }
    }

    fn remaining(&mut self, name: &'static str, data: &Option<DataState>) {
        if let Some(data) = data {
            let mut map = Map::new(self.cx);
            map.required("data", data);
            self.put(name, map.node());
        }
    }

    fn quoted(&mut self, name: &'static str, text: &Option<LocalizedText>) {
        let own = self.cx.quotes.iter().find(|(quote, _)| *quote == name);
        let is_quote = text.is_some() && own.is_some_and(|(_, own)| *own == text.as_ref());
        if is_quote {
            self.put(name, Node::text(format!("@{name}")));
        } else {
            self.optional(name, text);
        }
    }
}

record!(NoticeValues {
    who: half "who",
    symptom: optional "symptom",
    started: optional "started",
    recovered: optional "recovered",
    restored: optional "restored",
    restored_at: optional "restored_at",
    remaining_part: optional "remaining_part",
    backlog: optional "backlog",
    progress: progress "progress",
    remaining: remaining "remaining",
    data_statement: optional "data_statement",
    what: optional "what",
    cause_statement: optional "cause_statement",
    action_now: optional "action_now",
    eta: optional "eta",
    as_of: optional "as_of",
    observe_until: optional "observe_until",
    posted: optional "posted",
    correction: correction "",
    old_window: optional "old_window",
    new_window: optional "new_window",
    new_end: optional "new_end",
    reason: optional "reason",
    impact: quoted "impact",
    result: quoted "result",
    apology: optional "apology",
    extra: optional "extra",
    report_due: optional "report_due",
    report_url: optional "report_url",
    next_update: optional "next_update",
});

/// The optional paragraphs by their words, in the order of [`Extra`].
const EXTRAS: [&str; 13] = [
    "long_incident",
    "workaround",
    "do_not",
    "resend",
    "queue",
    "intermittent_after",
    "cause_not_ours",
    "crossing_messages",
    "translation",
    "english_follows",
    "please_check",
    "auto",
    "free",
];

impl Exchange for Extra {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let word = fields.key_word(&EXTRAS, cx)?;
        let extra = match word {
            "long_incident" => fields.clock("time", cx).map(|time| Self::LongIncident { time }),
            "workaround" => {
                fields.required(word, cx).map(|workaround| Self::Workaround { workaround })
            }
            "do_not" => fields.required("operation", cx).map(|operation| Self::DoNot { operation }),
            "resend" => Some(Self::Resend),
            "queue" => QueueProgress::read_fields(&mut fields, cx).map(Self::Queue),
            "intermittent_after" => Some(Self::IntermittentAfter),
            "cause_not_ours" => {
                fields.required("supplier", cx).map(|supplier| Self::CauseNotOurs { supplier })
            }
            "crossing_messages" => Some(Self::CrossingMessages),
            "translation" => Some(Self::Translation),
            "english_follows" => Some(Self::EnglishFollows),
            "please_check" => Some(Self::PleaseCheck),
            "auto" => Some(Self::Auto),
            _ => fields.required("text", cx).map(|text| Self::Free { text }),
        };
        fields.finish(cx);
        extra
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        map.put("key", Node::text(self.word()));
        match self {
            Self::LongIncident { time } => map.clock("time", time),
            Self::Workaround { workaround } => map.required("workaround", workaround),
            Self::DoNot { operation } => map.required("operation", operation),
            Self::Queue(progress) => progress.write_fields(&mut map),
            Self::CauseNotOurs { supplier } => map.required("supplier", supplier),
            Self::Free { text } => map.required("text", text),
            Self::Resend
            | Self::IntermittentAfter
            | Self::CrossingMessages
            | Self::Translation
            | Self::EnglishFollows
            | Self::PleaseCheck
            | Self::Auto => {}
        }
        map.node()
    }
}

impl Extra {
    const fn word(&self) -> &'static str {
        match self {
            Self::LongIncident { .. } => "long_incident",
            Self::Workaround { .. } => "workaround",
            Self::DoNot { .. } => "do_not",
            Self::Resend => "resend",
            Self::Queue(_) => "queue",
            Self::IntermittentAfter => "intermittent_after",
            Self::CauseNotOurs { .. } => "cause_not_ours",
            Self::CrossingMessages => "crossing_messages",
            Self::Translation => "translation",
            Self::EnglishFollows => "english_follows",
            Self::PleaseCheck => "please_check",
            Self::Auto => "auto",
            Self::Free { .. } => "free",
        }
    }
}
