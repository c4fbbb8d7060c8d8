//! What the form of a step asks for, and the notice that customers will read; `step.rs` takes the step.

use super::{compose::spares, kinds::Kind, step::Desk};
use crate::{
    domain::{language::Language, maintenance::MaintenanceUpdate, text::TextState},
    i18n::sentences::Sentences,
    views::console::{
        maintenance::NoticePane,
        sheet::{Part, Section},
    },
    web::{
        console::incidents::drafts,
        posting::{
            addresses,
            maker::{Maker, language_label},
            reader::PARAGRAPH,
            sheet::said,
            typed::Typed,
        },
    },
};

/// What a form carries and shows nowhere; one that can be posted, what was checked.
pub(super) fn hidden(typed: &Typed, ready: bool) -> Vec<(String, String)> {
    let mut hidden = drafts::carried(typed);
    if ready {
        hidden.push(("checked".to_owned(), said(typed)));
    }
    hidden
}

/// What the form asks for.
pub(super) fn sections(desk: &Desk, maker: &Maker<'_>) -> Vec<Section> {
    let t = desk.seat.frame.t;
    let mut parts = Vec::new();
    if desk.kind.says_when() {
        let label = match desk.kind {
            Kind::Start => t.msg_maint_began(),
            Kind::Complete => t.msg_maint_ended(),
            _ => t.msg_maint_restored(),
        };
        parts.push(Part::One(maker.exact("at", label)));
    }
    match desk.kind {
        Kind::Extend => parts.push(Part::One(maker.exact_ahead("until", t.msg_maint_new_end()))),
        Kind::Reschedule => {
            let voice = desk.voice();
            let mut offered: Vec<(&str, String)> = vec![("", t.msg_maint_date_new())];
            let spare = |window| t.msg_maint_date_spare(voice.window(window));
            offered.extend(spares(desk).map(|window| (window.key.as_str(), spare(window))));
            if offered.len() > 1 {
                parts.push(Part::One(maker.radios("spare", t.msg_maint_date(), &offered)));
            }
            parts.push(Part::One(maker.exact_ahead("start", t.msg_maint_new_start())));
            parts.push(Part::One(maker.exact_ahead("end", t.msg_maint_new_end())));
        }
        _ => {}
    }
    if desk.kind.says_why() {
        parts.push(maker.pair("reason", &t.msg_maint_reason(), PARAGRAPH));
    }
    match desk.kind {
        Kind::Extend => {
            parts.push(maker.pair("impact", &t.msg_maint_impact(), PARAGRAPH));
            parts.push(Part::One(maker.moment_ahead("next", t.msg_maint_next())));
        }
        Kind::Complete => parts.push(maker.pair("result", &t.msg_maint_result(), PARAGRAPH)),
        _ => {}
    }
    let mut sections = Vec::new();
    if !parts.is_empty() {
        let title = t.msg_maint_telling();
        sections.push(Section { id: "step".to_owned(), title, parts });
    }
    let provider = &desk.opened.portal.provider;
    let found = addresses::found(maker.typed, &Typed::default(), provider);
    sections.extend(addresses::section(maker, &found));
    sections
}

/// A notice in both languages, as it will be posted.
pub(super) fn panes(t: &Sentences, notice: &MaintenanceUpdate) -> Vec<NoticePane> {
    let pane = |language: Language| NoticePane {
        language,
        name: language_label(t, language),
        subject: notice.subject.written(language).unwrap_or_default().to_owned(),
        lines: notice
            .body
            .written(language)
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        auto: notice.body.passage(language).is_some_and(|it| it.state == TextState::Auto),
    };
    Language::ALL.map(pane).to_vec()
}
