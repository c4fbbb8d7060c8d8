//! What failed, for whom, and what is known about data and numbers.

use super::{
    codec::{Exchange, Map, Writing, record, words},
    mistake::What,
    node::{Content, Node},
    reading::{Fields, Reading},
};
use crate::domain::{
    incident::{
        Backlog, BacklogState, Continuity, Count, CountBasis, DataState, IncidentState, Period,
        PeriodKind, Scope, ServiceChange, Severity, SeverityChange, Symptom, Unaffected,
        UpdateKind,
    },
    status::ServiceState,
};

words!(
    BacklogState,
    Continuity,
    CountBasis,
    DataState,
    IncidentState,
    PeriodKind,
    ServiceState,
    Severity,
    UpdateKind,
);

impl Exchange for Scope {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let kind: Option<String> = fields.required("kind", cx);
        let scope = match kind.as_deref() {
            Some("all") => Some(Self::All),
            Some("some") => fields.optional("text", cx).map(|text| Self::Some { text }),
            Some("list") => fields.required("items", cx).map(|items| Self::List { items }),
            Some(word) => {
                let what =
                    What::UnknownWord { word: word.to_owned(), known: vec!["all", "some", "list"] };
                let line = fields.line("kind");
                cx.inside("kind", |cx| cx.report(line, what));
                None
            }
            None => None,
        };
        if scope.is_some() {
            fields.finish(cx);
        }
        scope
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        let kind = match self {
            Self::All => "all",
            Self::Some { .. } => "some",
            Self::List { .. } => "list",
        };
        map.put("kind", Node::text(kind));
        match self {
            Self::All => {}
            Self::Some { text } => map.optional("text", text),
            Self::List { items } => map.required("items", items),
        }
        map.node()
    }
}

record!(Symptom {
    function: required "function",
    degree: required "degree",
    continuity: optional "continuity",
    services: optional "services",
    narrative: optional "narrative",
});

record!(Period {
    key: required "id",
    kind: required "kind",
    of: optional "of",
    continues: optional "continues",
    recurrence_of: optional "recurrence_of",
    span: required "span",
    scope: required "scope",
    continuity: stated "continuity",
    symptoms: stated "symptoms",
    data: stated "data",
    narrative: optional "narrative",
    note: optional "note",
} beside ["seq"]);

record!(Unaffected {
    functions: optional "functions",
    services: optional "services",
    periods: optional "periods",
    narrative: optional "narrative",
});

impl Fields<'_> {
    /// A list that stands without its brackets when it has one entry.
    pub(super) fn one_or_more<T: Exchange>(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<Vec<T>> {
        let Some(entry) = self.take(name) else { return Some(Vec::new()) };
        cx.inside(name, |cx| match entry.value.content {
            Content::List(_) => Exchange::read(&entry.value, cx),
            Content::Map(_) | Content::Scalar { .. } => {
                T::read(&entry.value, cx).map(|one| vec![one])
            }
        })
    }
}

impl Map<'_, '_> {
    pub(super) fn one_or_more<T: Exchange>(&mut self, name: &'static str, values: &Vec<T>) {
        match values.as_slice() {
            [] => {}
            [one] => self.required(name, one),
            _ => self.required(name, values),
        }
    }
}

record!(Backlog {
    kind: required "kind",
    opened: required "opened",
    state: required "state",
    closed: optional "closed",
});

record!(Count {
    n: required "n",
    unit: required "unit",
    basis: required "basis",
    at: required "at",
    by: optional "by",
});

record!(SeverityChange { severity: required "severity", at: required "at", by: required "by" });
record!(ServiceChange { service: required "service", from: required "from", to: required "to" });
