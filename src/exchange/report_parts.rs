//! The parts of the later report: cause, measures, measured series and judgements; its figures are in
//! `figures`.

use super::{
    codec::{Exchange, Map, record, scalar, words},
    mistake::{Kind, What},
    node::{Content, Entry, Node},
    reading::{Fields, Reading},
    text::{read_passage, write_passage},
};
use crate::domain::{
    incident::{
        Cause, CauseState, CauseStep, Effect, Judgement, Measure, MeasureKind, MeasureStatus,
        Metric, Phase, Sample, StepRole, Verdict, cause::CauseChange,
    },
    language::Language,
    text::LocalizedText,
};

words!(CauseState, Effect, MeasureKind, MeasureStatus, StepRole, Verdict);

record!(CauseChange { state: required "state", at: required "at" });

record!(CauseStep {
    key: required "id",
    role: required "role",
    maintenance: optional "maintenance",
    callouts: optional "callouts",
    at: optional "at",
    text: required "text",
});

record!(Cause {
    state: required "state",
    log: optional "state_log",
    not_established: optional "not_established",
    investigated_with: optional "investigated_with",
    third_party: optional "third_party",
    summary: optional "summary",
    steps: optional "steps",
    narrative: paragraphs "narrative",
});

impl Fields<'_> {
    /// Paragraphs: a list of texts, or for each language the list of its own.
    fn paragraphs(&mut self, name: &'static str, cx: &mut Reading) -> Option<Vec<LocalizedText>> {
        let Some(entry) = self.take(name) else { return Some(Vec::new()) };
        cx.inside(name, |cx| match entry.value.content {
            Content::Map(_) => paired(&entry.value, cx),
            Content::List(_) | Content::Scalar { .. } => Exchange::read(&entry.value, cx),
        })
    }

    /// Seconds of an interval such as `PT1H`.
    fn interval(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<u32>> {
        let Some(entry) = self.take(name) else { return Some(None) };
        cx.inside(name, |cx| {
            let (text, _) = scalar(&entry.value, Kind::Text, cx)?;
            let seconds = seconds(text);
            if seconds.is_none() {
                cx.report(entry.value.line, What::BadInterval);
            }
            seconds.map(Some)
        })
    }
}

impl Map<'_, '_> {
    fn paragraphs(&mut self, name: &'static str, paragraphs: &Vec<LocalizedText>) {
        let whole = |text: &LocalizedText| {
            text.source == Language::Ja && text.ja.is_some() && text.en.is_some()
        };
        if paragraphs.is_empty() || !paragraphs.iter().all(whole) {
            self.optional(name, paragraphs);
            return;
        }
        let column = |language: Language| {
            let passages = paragraphs.iter().filter_map(|text| text.passage(language));
            let nodes =
                passages.map(|passage| write_passage(passage, language == Language::Ja, self.cx));
            Entry { key: language.tag().to_owned(), line: 0, value: Node::list(nodes.collect()) }
        };
        let columns = Language::ALL.map(column);
        self.put(name, Node::map(columns.into()));
    }

    fn interval(&mut self, name: &'static str, seconds: &Option<u32>) {
        if let Some(seconds) = seconds {
            self.put(name, Node::text(iso_interval(*seconds)));
        }
    }
}

/// Paragraphs that stand in a list for each language: the first of one belongs to the first of the
/// other.
fn paired(node: &Node, cx: &mut Reading) -> Option<Vec<LocalizedText>> {
    let mut fields = cx.fields(node)?;
    let mut column = |language: Language, cx: &mut Reading| {
        let Some(entry) = fields.take(language.tag()) else {
            cx.report(node.line, What::MissingKey(language.tag()));
            return None;
        };
        cx.inside(language.tag(), |cx| {
            cx.list(&entry.value, |item, cx| read_passage(item, language == Language::Ja, cx))
        })
    };
    let (ja, en) = (column(Language::Ja, cx), column(Language::En, cx));
    fields.finish(cx);
    let (ja, en) = (ja?, en?);
    if ja.len() != en.len() {
        cx.report(node.line, What::Expected(Kind::List));
        return None;
    }
    let pair = |(ja, en)| LocalizedText { source: Language::Ja, ja: Some(ja), en: Some(en) };
    Some(ja.into_iter().zip(en).map(pair).collect())
}

/// Seconds of `PT1H`, `PT30M`, `PT1H30M10S` (ISO 8601, hours, minutes and seconds only).
fn seconds(text: &str) -> Option<u32> {
    let mut rest = text.strip_prefix("PT").filter(|rest| !rest.is_empty())?;
    let mut total: u32 = 0;
    for (unit, length) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total = total.checked_add(number.parse::<u32>().ok()?.checked_mul(length)?)?;
            rest = after;
        }
    }
    (rest.is_empty() && total > 0).then_some(total)
}

fn iso_interval(seconds: u32) -> String {
    let parts = [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M'), (seconds % 60, 'S')];
    parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .fold("PT".to_owned(), |text, (number, unit)| format!("{text}{number}{unit}"))
}

record!(Phase {
    key: required "id",
    until: optional "until",
    after: optional "after",
    future: optional "future",
    lead: optional "lead",
});

record!(Measure {
    key: required "id",
    number: required "seq",
    phase: optional "phase",
    kind: required "kind",
    status: required "status",
    done_at: optional "done_at",
    callout: optional "callout",
    effect: optional "effect",
    due: optional "due",
    due_text: optional "due_text",
    announce_at: optional "announce_at",
    maintenance: optional "maintenance",
    basis: optional "basis",
    text: required "text",
    effect_text: optional "effect_text",
});

record!(Sample { t: required "t", n: required "n" });

record!(Metric {
    key: required "id",
    name: required "name",
    full_name: required "full_name",
    unit: required "unit",
    normal_below: optional "normal_below",
    interval: interval "interval",
    series: optional "series",
});

record!(Judgement {
    key: required "id",
    judged_at: required "judged_at",
    by: required "by",
    metric: optional "metric",
    metric_name: optional "metric_name",
    observed_from: required "observed_from",
    observed_to: optional "observed_to",
    observation: required "observation",
    verdict: required "verdict",
    overturned_by: optional "overturned_by",
});
