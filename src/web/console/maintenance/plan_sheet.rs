//! What the form of a maintenance that is planned asks for; `plan_form.rs` reads it.

use super::plan_form::{KINDS, named, rows};
use crate::{
    domain::{house_style::HouseStyle, maintenance::announcing::MOST_WINDOWS},
    i18n::{labels::Label as _, symptoms::Grammar},
    views::console::sheet::{Part, Section},
    web::posting::{
        impact,
        maker::Maker,
        reader::{LINE, LIST, PARAGRAPH},
        scene::Scene,
    },
};

/// The sections of the form.
pub(super) fn sections(scene: &Scene<'_>, maker: &Maker<'_>) -> Vec<Section> {
    let t = maker.t();
    let section = |id: &str, title, parts| Section { id: id.to_owned(), title, parts };
    let kinds = KINDS.map(|(word, kind)| (word, kind.label(t)));
    let units = [
        ("minutes", t.msg_maint_unit_minutes()),
        ("seconds", t.msg_maint_unit_seconds()),
        ("hours", t.msg_maint_unit_hours()),
    ];
    let what = vec![
        Part::One(maker.radios("kind", t.msg_maint_kind(), &kinds)),
        Maker::only(
            "kind",
            &["emergency"],
            vec![maker.pair("reason", &t.msg_maint_reason(), PARAGRAPH)],
        ),
        impact::services_part(maker, scene.catalogue),
        maker.pair("title", &t.msg_maint_title(), LINE),
        Part::Text(t.msg_maint_title_hint()),
        maker.pair("work", &t.msg_fact_work(), PARAGRAPH),
        maker.pair("purpose", &t.msg_fact_purpose(), PARAGRAPH),
    ];
    let mut impact = vec![
        Part::Text(t.msg_maint_effects_hint()),
        impact::degrees_part(maker, scene.catalogue, None, impact::FAILING),
        maker.pair("impact", &t.msg_fact_impact(), PARAGRAPH),
        Part::One(maker.number_like("interruption", t.msg_fact_max_interruption(), 10)),
        Part::One(maker.select("interruption_unit", t.msg_maint_unit(), &units)),
        Part::One(maker.number_like("interruptions", t.msg_maint_interruptions(), 1)),
    ];
    impact.extend(unaffected_parts(scene, maker));
    impact.push(maker.pair("request", &t.msg_fact_request(), PARAGRAPH));
    let steps =
        [("start", t.msg_maint_by_itself_start()), ("complete", t.msg_maint_by_itself_complete())];
    let course = vec![
        Part::One(maker.ticks("automatic", t.msg_maint_by_itself(), &steps)),
        Part::One(maker.tick("remind", t.msg_maint_remind(), t.msg_maint_remind_yes())),
        maker.more(
            t.msg_maint_more(),
            vec![
                maker.pair("extension", &t.msg_maint_extension(), PARAGRAPH),
                maker.pair("cancellation", &t.msg_maint_cancellation(), PARAGRAPH),
                maker.pair("precheck", &t.msg_maint_precheck(), PARAGRAPH),
                Part::One(maker.text("follows", t.msg_maint_follows(), LIST)),
                Part::One(maker.text("earlier", t.msg_maint_earlier(), LIST)),
                Part::One(maker.tick("exercise", t.msg_exercise(), t.msg_post_exercise())),
            ],
        ),
    ];
    vec![
        section("what", t.msg_maint_what(), what),
        section("when", t.msg_maint_windows(), window_parts(maker)),
        section("impact", t.msg_maint_effects(), impact),
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

fn unaffected_parts(scene: &Scene<'_>, maker: &Maker<'_>) -> [Part; 2] {
    let (t, catalogue, language) = (maker.t(), scene.catalogue, maker.frame.language);
    let house = HouseStyle::default();
    let grammar = Grammar { catalogue, house: &house, language };
    let functions = catalogue.functions.iter();
    let functions: Vec<_> =
        functions.map(|function| (function.key.as_str(), grammar.noun(function))).collect();
    let services: Vec<_> = catalogue
        .services
        .iter()
        .map(|service| (service.key.as_str(), service.name.get(language).clone()))
        .collect();
    [
        Part::One(maker.ticks("unaffected_function", t.msg_not_affected(), &functions)),
        Part::One(maker.ticks("unaffected_service", t.msg_edit_services(), &services)),
    ]
}
