//! The parts of the later report: cause, figures, measures, measured series and judgements.

use super::{
    codec::{Exchange, Map, Writing, record, scalar, words},
    mistake::{Kind, What},
    node::{Content, Entry, Node},
    reading::{Fields, Reading},
    text::{read_passage, write_passage},
};
use crate::domain::{
    incident::{
        Callout, CalloutFamily, Cause, CauseState, CauseStep, Effect, Figure, Judgement, Measure,
        MeasureKind, MeasureStatus, Metric, Phase, Sample, StepRole, Verdict,
        cause::CauseChange,
        figure::{self, Edge, Extent},
    },
    language::Language,
    text::LocalizedText,
};

words!(CalloutFamily, CauseState, Effect, MeasureKind, MeasureStatus, StepRole, Verdict);

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

    /// The size of something in a figure.
    fn extent(&mut self, _: &'static str, cx: &mut Reading) -> Option<Extent> {
        let (w, h) = (self.fraction("w", cx), self.fraction("h", cx));
        Some(Extent { w: w?, h: h? })
    }

    /// The place of something in a figure.
    fn place(&mut self, _: &'static str, cx: &mut Reading) -> Option<figure::Place> {
        let (x, y) = (self.fraction("x", cx), self.fraction("y", cx));
        Some(figure::Place { x: x?, y: y? })
    }

    fn fraction(&mut self, name: &'static str, cx: &mut Reading) -> Option<u16> {
        self.required::<Thousandths>(name, cx).map(|thousandths| thousandths.0)
    }

    /// Width to height.
    fn ratio(&mut self, name: &'static str, cx: &mut Reading) -> Option<Extent> {
        self.required::<Ratio>(name, cx).map(|ratio| ratio.0)
    }

    fn dashed(&mut self, name: &'static str, cx: &mut Reading) -> Option<bool> {
        let Some(entry) = self.take(name) else { return Some(false) };
        match entry.value.as_text() {
            Some("dashed") => Some(true),
            Some("solid") => Some(false),
            word => {
                let word = word.unwrap_or_default().chars().take(40).collect();
                let what = What::UnknownWord { word, known: vec!["dashed", "solid"] };
                cx.inside(name, |cx| cx.report(entry.value.line, what));
                None
            }
        }
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

    fn extent(&mut self, _: &'static str, extent: &Extent) {
        self.required("w", &Thousandths(extent.w));
        self.required("h", &Thousandths(extent.h));
    }

    fn place(&mut self, _: &'static str, place: &figure::Place) {
        self.required("x", &Thousandths(place.x));
        self.required("y", &Thousandths(place.y));
    }

    fn ratio(&mut self, name: &'static str, extent: &Extent) {
        self.required(name, &Ratio(*extent));
    }

    fn dashed(&mut self, name: &'static str, dashed: &bool) {
        if *dashed {
            self.put(name, Node::text("dashed"));
        }
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
        let entry = fields.take(language.tag())?;
        cx.inside(language.tag(), |cx| {
            let read = |(index, item): (usize, &Node)| {
                cx.item(index, item, |cx| read_passage(item, language == Language::Ja, cx))
            };
            let read: Vec<_> = entry.value.items().iter().enumerate().map(read).collect();
            read.into_iter().collect::<Option<Vec<_>>>()
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

/// A part of the width or height of a figure, written as a fraction with at most three decimals.
struct Thousandths(u16);

impl Exchange for Thousandths {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let (text, plain) = scalar(node, Kind::Fraction, cx)?;
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let value = (plain && decimals.len() <= 3 && decimals.bytes().all(|b| b.is_ascii_digit()))
            .then(|| {
                let whole: u16 = whole.parse().ok()?;
                let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
                whole.checked_mul(1000)?.checked_add(thousandths).filter(|value| *value <= 1000)
            })
            .flatten();
        if value.is_none() {
            cx.report(node.line, What::Expected(Kind::Fraction));
        }
        value.map(Self)
    }

    fn write(&self, _: &Writing<'_>) -> Node {
        let (whole, decimals) = (self.0 / 1000, self.0 % 1000);
        Node::plain(match decimals % 10 {
            0 => format!("{whole}.{:02}", decimals / 10),
            _ => format!("{whole}.{decimals:03}"),
        })
    }
}

/// Width to height, such as 16 to 10.
struct Ratio(Extent);

impl Exchange for Ratio {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let (w, h): (Option<u32>, Option<u32>) =
            (fields.required("w", cx), fields.required("h", cx));
        fields.finish(cx);
        let part =
            |value: u32| u16::try_from(value).ok().filter(|value| (1..=1000).contains(value));
        let ratio = part(w?).zip(part(h?));
        if ratio.is_none() {
            cx.report(node.line, What::OutOfRange { min: 1, max: 1000 });
        }
        ratio.map(|(w, h)| Self(Extent { w, h }))
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        map.put("w", Node::plain(self.0.w.to_string()));
        map.put("h", Node::plain(self.0.h.to_string()));
        map.node()
    }
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

record!(Callout {
    key: required "id",
    family: required "label_ns",
    number: required "seq",
    place: place "",
    text: required "text",
});

type Box = figure::Node;
record!(Box {
    key: required "id",
    parent: optional "parent",
    place: place "",
    extent: extent "",
    dashed: dashed "style",
    label: required "label",
});

record!(Edge {
    from: required "from",
    to: required "to",
    both: optional "both",
    dashed: dashed "style",
    label: optional "label",
});

record!(Figure {
    key: required "id",
    number: required "seq",
    caption: required "caption",
    aspect: ratio "aspect",
    alt: required "alt",
    nodes: optional "nodes",
    edges: optional "edges",
    callouts: optional "callouts",
    long_description: optional "long_description",
});

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
