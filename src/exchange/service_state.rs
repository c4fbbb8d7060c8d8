//! The states that operators gave services in the place of the computed ones.

use std::collections::BTreeSet;

use super::{
    codec::{Exchange, Map, record},
    mistake::What,
    node::Node,
    reading::{Fields, Reading},
};
use crate::domain::{
    service::Catalogue,
    state_override::{OverrideFault, StateOverride},
    text::LocalizedText,
};

record!(StateOverride {
    service: required "service",
    state: required "state",
    computed: required "computed",
    text: plain_text "text",
    reason: required "reason",
    since: required "since",
    until: optional "until",
    by: required "by",
});

impl Fields<'_> {
    /// A text that was published as it stands, and refers to nothing.
    fn plain_text(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<Option<LocalizedText>> {
        let within = std::mem::replace(&mut cx.verbatim, true);
        let text = self.optional(name, cx);
        cx.verbatim = within;
        text
    }
}

impl Map<'_, '_> {
    fn plain_text(&mut self, name: &'static str, text: &Option<LocalizedText>) {
        self.optional(name, text);
    }
}

/// One of them, of a service that is there.
pub(super) fn one(
    node: &Node,
    catalogue: Option<&Catalogue>,
    cx: &mut Reading,
) -> Option<StateOverride> {
    let given = StateOverride::read(node, cx)?;
    let line = |key: &str| node.get(key).map_or(node.line, |node| node.line);
    if catalogue.is_some_and(|catalogue| catalogue.service(&given.service).is_none()) {
        let what = What::UnknownService(given.service.to_string());
        cx.inside("service", |cx| cx.report(line("service"), what));
    }
    for fault in given.faults() {
        match fault {
            OverrideFault::NoText => cx.report(node.line, What::MissingKey("text")),
            OverrideFault::EndBeforeStart => {
                cx.inside("until", |cx| cx.report(line("until"), What::EndBeforeStart));
            }
        }
    }
    Some(given)
}

/// A service has one state.
pub(super) fn check(given: &[StateOverride], root: &Node, cx: &mut Reading) {
    let nodes = root.get("service_states").map(Node::items).unwrap_or_default();
    let mut known = BTreeSet::new();
    for (one, node) in given.iter().zip(nodes) {
        if !known.insert(&one.service) {
            let what = What::Repeated(one.service.to_string());
            cx.inside("service_states", |cx| cx.report(node.line, what));
        }
    }
}
