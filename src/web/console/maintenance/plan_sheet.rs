//! What the form of a maintenance that is planned asks for; `plan_form.rs` reads it.

use super::{
    facts,
    plan_form::{KINDS, named, rows},
    repeat,
};
use crate::{
    app::Promises,
    domain::maintenance::announcing::MOST_WINDOWS,
    i18n::labels::Label as _,
    views::console::sheet::{Part, Section},
    web::posting::{impact, maker::Maker, reader::PARAGRAPH, scene::Scene},
};

/// The sections of the form.
pub(super) fn sections(scene: &Scene<'_>, maker: &Maker<'_>, promises: &Promises) -> Vec<Section> {
    let t = maker.t();
    let section = |id: &str, title, parts| Section { id: id.to_owned(), title, parts };
    let kinds = KINDS.map(|(word, kind)| (word, kind.label(t)));
    let mut what = vec![
        Part::One(maker.radios("kind", t.msg_maint_kind(), &kinds)),
        Maker::only(
            "kind",
            &["emergency"],
            vec![maker.pair("reason", &t.msg_maint_reason(), PARAGRAPH)],
        ),
        impact::services_part(maker, scene.catalogue),
    ];
    what.extend(facts::work_parts(maker));
    let steps =
        [("start", t.msg_maint_by_itself_start()), ("complete", t.msg_maint_by_itself_complete())];
    let mut further = facts::condition_parts(maker);
    further.extend(facts::link_parts(scene, maker, promises));
    further.push(Part::One(maker.tick("exercise", t.msg_exercise(), t.msg_post_exercise())));
    let course = vec![
        Part::One(maker.ticks("automatic", t.msg_maint_by_itself(), &steps)),
        Part::One(maker.tick("remind", t.msg_maint_remind(), t.msg_maint_remind_yes())),
        maker.more(t.msg_maint_more(), further),
    ];
    vec![
        section("what", t.msg_maint_what(), what),
        section("when", t.msg_maint_windows(), window_parts(maker)),
        repeat::section(maker),
        section("impact", t.msg_maint_effects(), facts::impact_parts(scene, maker, None)),
        section("course", t.msg_maint_course(), course),
    ]
}

/// The windows in which something is typed, and an empty one.
fn window_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    let last = rows(maker.typed).last().unwrap_or(0);
    let row = |row: usize| {
        let spare = named("spare", row);
        vec![
            Part::One(maker.exact_ahead(&named("start", row), t.msg_maint_starts(row))),
            Part::One(maker.exact_ahead(&named("end", row), t.msg_maint_ends(row))),
            Part::One(maker.tick(&spare, t.msg_maint_spare_of(row), t.msg_maint_spare_yes())),
        ]
    };
    let mut parts: Vec<Part> = (1..=last.max(1)).flat_map(row).collect();
    let next = last.max(1) + 1;
    if next <= MOST_WINDOWS {
        parts.push(maker.more(t.msg_maint_window_more(), row(next)));
    }
    parts
}
