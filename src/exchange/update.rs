//! Updates of an incident, as they were posted.

use uuid::Uuid;

use super::{
    codec::{Exchange, Map, Writing, record},
    mistake::What,
    node::{Content, Node},
    reading::{Fields, Reading},
};
use crate::domain::{
    incident::{CauseState, Correction, FactsAtPosting, Incident, Update},
    key::Key,
    language::Language,
    narrative::ReferenceTarget,
    text::LocalizedText,
};

record!(FactsAtPosting {
    started: optional "started",
    scope: optional "scope",
    not_affected: optional "not_affected",
} with { severity: None });

/// A text that is not there: the notice is still to be written from its template.
pub(super) const UNWRITTEN: LocalizedText =
    LocalizedText { source: Language::Ja, ja: None, en: None };

impl Fields<'_> {
    /// The text of a notice, which is written from its template if it is not there.
    pub(super) fn snapshot(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<LocalizedText> {
        match self.take(name) {
            Some(entry) => {
                let within = std::mem::replace(&mut cx.verbatim, true);
                let text = cx.inside(name, |cx| Exchange::read(&entry.value, cx));
                cx.verbatim = within;
                text
            }
            None => Some(UNWRITTEN),
        }
    }

    /// Facts as they were known then; the severity stands beside the others.
    fn facts(&mut self, name: &'static str, cx: &mut Reading) -> Option<FactsAtPosting> {
        let facts: Option<FactsAtPosting> = self.optional(name, cx);
        let severity = self.optional("severity_at_posting", cx);
        Some(FactsAtPosting { severity: severity?, ..facts? })
    }

    /// Whether a word stands at a key at which it is the only one.
    pub(super) fn flag(
        &mut self,
        name: &'static str,
        word: &'static str,
        cx: &mut Reading,
    ) -> Option<bool> {
        let Some(entry) = self.take(name) else { return Some(false) };
        if entry.value.as_text() == Some(word) {
            return Some(true);
        }
        let given = entry.value.as_text().unwrap_or_default().chars().take(40).collect();
        let what = What::UnknownWord { word: given, known: vec![word] };
        cx.inside(name, |cx| cx.report(entry.value.line, what));
        None
    }

    fn reopened(&mut self, name: &'static str, cx: &mut Reading) -> Option<bool> {
        self.flag(name, "reopened", cx)
    }

    fn report_flag(&mut self, name: &'static str, cx: &mut Reading) -> Option<bool> {
        self.flag(name, "report", cx)
    }

    fn notify(&mut self, name: &'static str, cx: &mut Reading) -> Option<bool> {
        Some(self.optional::<Option<bool>>(name, cx)?.unwrap_or(true))
    }
}

impl Map<'_, '_> {
    pub(super) fn snapshot(&mut self, name: &'static str, text: &LocalizedText) {
        if *text != UNWRITTEN {
            self.required(name, text);
        }
    }

    fn facts(&mut self, name: &'static str, facts: &FactsAtPosting) {
        let named = FactsAtPosting { severity: None, ..facts.clone() };
        self.optional(name, &named);
        self.optional("severity_at_posting", &facts.severity);
    }

    fn reopened(&mut self, name: &'static str, reopened: &bool) {
        if *reopened {
            self.put(name, Node::text("reopened"));
        }
    }

    fn report_flag(&mut self, name: &'static str, published: &bool) {
        if *published {
            self.put(name, Node::text("report"));
        }
    }

    fn notify(&mut self, name: &'static str, notify: &bool) {
        if !notify {
            self.required(name, notify);
        }
    }
}

record!(Update {
    key: required "id",
    number: optional "n",
    kind: required "kind",
    template: optional "template",
    posted: required "posted",
    occurred: optional "occurred",
    state: required "state",
    cause_state: optional "cause_state",
    reopened: reopened "event",
    report_published: report_flag "flag",
    report: optional "report",
    judgement: optional "judgement",
    services_known: optional "services_known",
    facts: facts "facts_at_posting",
    moments: optional "moments",
    long_incident: optional "long_incident_mode",
    changes: optional "changes",
    corrects: optional "corrects",
    correction: optional "correction",
    author: optional "author",
    approver: optional "approver",
    notify: notify "notify",
    values: optional "values",
    subject: snapshot "subject",
    body: snapshot "body",
} with { id: Uuid::nil(), sequence: 0 });

/// What is corrected: texts, or for the affected services their keys. The texts of the latter are
/// those of the notice, unless they are given here.
impl Exchange for Correction {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let field = fields.required("field", cx);
        let keys = |value: Option<&Node>| {
            value.is_some_and(|value| matches!(value.content, Content::List(_)))
        };
        let (services, old, new) = if keys(node.get("old")) && keys(node.get("new")) {
            let (old, new) = (fields.required("old", cx), fields.required("new", cx));
            let texts = (fields.snapshot("old_text", cx), fields.snapshot("new_text", cx));
            (Some(old.zip(new)), texts.0, texts.1)
        } else {
            (None, fields.required("old", cx), fields.required("new", cx))
        };
        let reason = fields.optional("reason", cx);
        let by = fields.required("by", cx);
        let approved_by = fields.optional("approved_by", cx);
        let editorial = fields.optional("editorial", cx);
        fields.finish(cx);
        let services: Option<(Vec<Key>, Vec<Key>)> = match services {
            Some(read) => Some(read?),
            None => None,
        };
        Some(Self {
            field: field?,
            old: old?,
            new: new?,
            reason: reason?,
            by: by?,
            approved_by: approved_by?,
            editorial: editorial?,
            services,
        })
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        map.required("field", &self.field);
        if let Some((old, new)) = &self.services {
            map.required("old", old);
            map.required("new", new);
            map.required("old_text", &self.old);
            map.required("new_text", &self.new);
        } else {
            map.required("old", &self.old);
            map.required("new", &self.new);
        }
        map.optional("reason", &self.reason);
        map.required("by", &self.by);
        map.optional("approved_by", &self.approved_by);
        map.optional("editorial", &self.editorial);
        map.node()
    }
}

/// Reads one update of an incident. What it refers to may be a moment of its own.
pub(super) fn read(node: &Node, cx: &mut Reading) -> Option<Update> {
    let before = cx.mentions.len();
    cx.verbatim = node.get("body").is_some();
    let update = Update::read(node, cx);
    cx.verbatim = false;
    let mut update = update?;
    let own =
        |target, key: &Key| target == ReferenceTarget::Moment && update.moments.contains_key(key);
    let within = cx.mentions.split_off(before);
    cx.mentions.extend(within.into_iter().filter(|mention| !own(mention.target, &mention.key)));
    if (update.subject == UNWRITTEN) != (update.body == UNWRITTEN)
        || (update.body == UNWRITTEN && update.template.is_none())
    {
        cx.report(node.line, What::HalfText);
    }
    let values = update.values.correction.clone().unwrap_or_default();
    if let Some(correction) = &mut update.correction {
        for (text, value) in
            [(&mut correction.old, values.old_value), (&mut correction.new, values.new_value)]
        {
            if *text == UNWRITTEN {
                match value {
                    Some(value) => *text = value,
                    None => cx.report(node.line, What::MissingKey("old_text")),
                }
            }
        }
    }
    Some(update)
}

/// Writes one update of an incident; `cause_state` is what its cause state would be taken to be.
pub(super) fn write(update: &Update, cause_state: CauseState, cx: &Writing<'_>) -> Node {
    let mut node = update.write(cx);
    node.remove("cause_state");
    if update.cause_state != cause_state {
        node.insert("state", "cause_state", update.cause_state.write(cx));
    }
    let values = update.values.correction.clone().unwrap_or_default();
    if let (Some(correction), Content::Map(entries)) = (&update.correction, &mut node.content)
        && let Some(entry) = entries.iter_mut().find(|entry| entry.key == "correction")
        && correction.services.is_some()
    {
        if values.old_value.as_ref() == Some(&correction.old) {
            entry.value.remove("old_text");
        }
        if values.new_value.as_ref() == Some(&correction.new) {
            entry.value.remove("new_text");
        }
    }
    node
}

/// How well the cause was known at each update, as far as it is not said: what its text states, else
/// what the record says of that time, else what it was before.
pub(super) fn cause_states(incident: &Incident, updates: &[Update]) -> Vec<CauseState> {
    let mut known = CauseState::Unknown;
    let log = &incident.cause.log;
    updates
        .iter()
        .map(|update| {
            let stated = update.values.cause_statement.as_ref().map(|statement| statement.state);
            let logged = log.iter().rev().find(|change| change.at <= update.posted);
            known = stated.or(logged.map(|change| change.state)).unwrap_or(known);
            known
        })
        .collect()
}
