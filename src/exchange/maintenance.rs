//! Maintenances with their windows and notices.

use uuid::Uuid;

use super::{
    codec::{Exchange, Map, Record as _, Writing, record, words},
    mistake::What,
    node::Node,
    reading::{Fields, Reading},
    update::UNWRITTEN,
};
use crate::domain::{
    maintenance::{
        Automatic, Maintenance, MaintenanceKind, MaintenanceUpdate, Recurrence, Reminder, Window,
        WindowChange, WindowState, due::ByClock,
    },
    narrative::ReferenceTarget,
    reference::{Reference, ReferenceKind},
    text::LocalizedText,
};

words!(MaintenanceKind, WindowState, ByClock);

record!(Window {
    key: required "id",
    state: required "state",
    start: required "start",
    end: required "end",
    extended_to: optional "extended_to",
    actual_start: optional "actual_start",
    actual_end: optional "actual_end",
    replaces: optional "replaces",
    spare: optional "spare",
    reminder: optional "reminder",
    by_hand: optional "by_hand",
});

record!(Reminder { at: required "at", done: optional "done" });

record!(Recurrence { rule: required "rule", except: optional "except" });

record!(Automatic { start: optional "start", complete: optional "complete" });

record!(WindowChange { window: required "window", state: required "state", at: required "at" });

record!(MaintenanceUpdate {
    key: required "id",
    template: required "template",
    posted: required "posted",
    windows: optional "windows",
    values: optional "values",
    subject: snapshot "subject",
    body: snapshot "body",
});

impl Fields<'_> {
    fn maintenance_number(&mut self, _: &'static str, cx: &mut Reading) -> Option<Reference> {
        self.number_of(ReferenceKind::Maintenance, cx)
    }

    /// A text that the notices may quote as `@result`.
    fn quotable(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<LocalizedText>> {
        let text: Option<Option<LocalizedText>> = self.optional(name, cx);
        cx.quotes.insert(name, text.clone().flatten());
        text
    }
}

impl Map<'_, '_> {
    fn maintenance_number(&mut self, name: &'static str, reference: &Reference) {
        self.required(name, reference);
    }

    fn quotable(&mut self, name: &'static str, text: &Option<LocalizedText>) {
        self.optional(name, text);
    }
}

record!(Maintenance {
    reference: maintenance_number "id",
    kind: required "type",
    exercise: optional "exercise",
    services: required "services",
    title: required "title",
    windows: required "windows",
    automatic: optional "automatic",
    max_interruption: optional "max_interruption_s",
    interruptions: optional "interruptions",
    unaffected: optional "unaffected",
    work: optional "work",
    purpose: optional "purpose",
    effects: optional "effects",
    impact: quotable "impact",
    request: optional "request",
    precheck: optional "precheck",
    extension: optional "extension",
    cancellation: optional "cancellation",
    result: quotable "result",
    triggered: optional "triggered",
    follows: optional "follows",
    announces_measure: optional "announces_measure",
    report: optional "report",
    earlier: optional "earlier",
    later: optional "later",
    recurrence: optional "recurrence",
    series: optional "series",
    announce_at: optional "announce_at",
    log: optional "state_log",
    revised: optional "revised",
    updates: stated "updates",
} with { id: Uuid::nil(), version: 1 });

/// Reads a maintenance; its state is computed from its windows, and what is typed must agree.
pub(super) fn read(node: &Node, cx: &mut Reading) -> Option<Maintenance> {
    cx.mentions.clear();
    let mut fields = cx.fields(node)?;
    let maintenance = Maintenance::read_fields(&mut fields, cx);
    let state = fields.take("state");
    fields.skip("expectations", cx);
    fields.finish(cx);
    let maintenance = maintenance?;
    let derived = maintenance.state();
    if let Some(state) = state {
        let given: Option<WindowState> = cx.inside("state", |cx| Exchange::read(&state.value, cx));
        if given.is_some_and(|given| given != derived) {
            let what = What::StateDiffers(super::scalars::print_word(&derived));
            cx.inside("state", |cx| cx.report(state.value.line, what));
        }
    }
    check_updates(&maintenance, node, cx);
    for mention in std::mem::take(&mut cx.mentions) {
        let known =
            mention.target == ReferenceTarget::Window && maintenance.window(&mention.key).is_some();
        if !known {
            let what = match mention.target {
                ReferenceTarget::Moment => What::UnknownMoment(mention.key.to_string()),
                _ => What::UnknownPart(mention.key.to_string()),
            };
            cx.report_at(mention.line, mention.path, what);
        }
    }
    Some(maintenance)
}

fn check_updates(maintenance: &Maintenance, node: &Node, cx: &mut Reading) {
    let nodes = node.get("updates").map(Node::items).unwrap_or_default();
    let mut posted = None;
    for (update, node) in maintenance.updates.iter().zip(nodes) {
        let place = format!("updates[{}]", update.key);
        if posted.is_some_and(|before| before > update.posted) {
            let line = node.get("posted").map_or(node.line, |posted| posted.line);
            cx.inside(&format!("{place}.posted"), |cx| cx.report(line, What::OutOfOrder));
        }
        posted = Some(update.posted);
        if (update.subject == UNWRITTEN) != (update.body == UNWRITTEN) {
            cx.inside(&place, |cx| cx.report(node.line, What::HalfText));
        }
    }
}

/// Writes a maintenance.
pub(super) fn write(maintenance: &Maintenance, cx: &Writing<'_>) -> Node {
    let quotes =
        vec![("impact", maintenance.impact.as_ref()), ("result", maintenance.result.as_ref())];
    maintenance.write(&Writing { zone: cx.zone.clone(), quotes })
}
