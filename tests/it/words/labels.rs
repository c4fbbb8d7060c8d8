//! Labels: the words and signs that stand for values.

use noroshi::{
    domain::{
        house_style::{HouseStyle, PeriodLabel},
        incident::{
            Callout, CalloutFamily, CauseState, Effect, Figure, Incident, IncidentState, Measure,
            MeasureKind, MeasureStatus,
            figure::{Extent, Place},
        },
        key::Key,
        language::Language::{self, En, Ja},
        status::{OverallState, ServiceState},
        text::LocalizedText,
    },
    i18n::{
        labels::{self, Glyph, Label},
        t,
    },
};

use crate::support::sample::{incident, key};

#[test]
fn responding_is_told_apart_in_english_by_the_cause() {
    let chip =
        |language, cause| labels::incident_state(t(language), IncidentState::Responding, cause);
    assert_eq!(chip(Ja, CauseState::Unknown), "対応中");
    assert_eq!(chip(Ja, CauseState::Confirmed), "対応中");
    assert_eq!(chip(En, CauseState::Unknown), "Fix in progress");
    assert_eq!(chip(En, CauseState::Suspected), "Identified");
}

#[test]
fn every_state_of_a_service_has_a_word_and_a_shape_of_its_own() {
    let glyphs: String = ServiceState::ALL.iter().map(|state| state.glyph()).collect();
    assert_eq!(glyphs, "●◆？▲◧■");
    let words = ServiceState::ALL.map(|state| state.label(t(Ja)));
    assert_eq!(words, ["正常", "メンテナンス中", "確認中", "遅延・不安定", "一部停止", "停止"]);
    assert_eq!(OverallState::Checking.label(t(En)), "We are checking some services");
    assert_eq!(OverallState::Major.chip(t(En)), "Major outage");
}

fn with_a_figure() -> Incident {
    let callout = |name: &str, family, number| Callout {
        key: key(name),
        family,
        number,
        place: Place { x: 0, y: 0 },
        text: LocalizedText::both("印", "mark"),
    };
    let figure = Figure {
        key: key("f1"),
        number: 1,
        caption: LocalizedText::both("構成", "Architecture"),
        alt: LocalizedText::both("図", "Figure"),
        long_description: None,
        aspect: Extent { w: 16, h: 10 },
        nodes: vec![],
        edges: vec![],
        callouts: vec![
            callout("f1.4", CalloutFamily::Event, 4),
            callout("f1.5", CalloutFamily::Event, 5),
            callout("f1.m1", CalloutFamily::Measure, 1),
        ],
    };
    Incident { figures: vec![figure], ..incident() }
}

fn measure(callout: Option<Key>) -> Measure {
    Measure {
        key: key("m2"),
        number: 2,
        phase: None,
        kind: MeasureKind::Software,
        status: MeasureStatus::Done,
        done_at: None,
        callout,
        basis: None,
        text: LocalizedText::both("更新いたしました。", "We updated it."),
        effect: Effect::Partial,
        effect_text: None,
        due: None,
        due_text: None,
        announce_at: None,
        maintenance: None,
    }
}

#[test]
fn callouts_and_measures_have_labels_of_two_families() {
    let record = with_a_figure();
    let said = |keys: &[&str]| {
        let keys: Vec<Key> = keys.iter().map(|name| key(name)).collect();
        [Ja, En].map(|language| {
            labels::callouts(language, &HouseStyle::default(), &record, &keys).unwrap_or_default()
        })
    };
    assert_eq!(said(&["f1.4"]), ["図1(4)", "Figure 1, callout 4"]);
    assert_eq!(said(&["f1.4", "f1.5"]), ["図1(4)(5)", "Figure 1, callouts 4 and 5"]);
    assert_eq!(said(&["f1.m1"]), ["図1 対処①", "Figure 1, Measure 1"]);
    assert_eq!(said(&["f1.4", "f1.m1"]), ["", ""], "two families in one label");
    assert_eq!(said(&["f9.9"]), ["", ""]);

    let label = |language, callout| {
        labels::measure(language, &HouseStyle::default(), &record, &measure(callout))
    };
    assert_eq!(label(Ja, Some(key("f1.m1"))).as_deref(), Some("対処①"));
    assert_eq!(label(En, Some(key("f1.m1"))).as_deref(), Some("Measure 1"));
    assert_eq!(label(Ja, None), None, "only a measure in a figure has a label");
}

#[test]
fn periods_are_numbered_as_the_house_has_it() {
    let said = |language: Language, period_label, number| {
        let house = HouseStyle { period_label, ..HouseStyle::default() };
        labels::period(language, &house, number)
    };
    assert_eq!(said(Ja, PeriodLabel::Circled, 1), "①");
    assert_eq!(said(Ja, PeriodLabel::Circled, 21), "㉑");
    assert_eq!(said(Ja, PeriodLabel::Circled, 50), "㊿");
    assert_eq!(said(Ja, PeriodLabel::Circled, 51), "(51)");
    assert_eq!(said(Ja, PeriodLabel::Paren, 2), "(2)");
    assert_eq!(said(Ja, PeriodLabel::Word, 3), "期間3");
    assert_eq!(said(En, PeriodLabel::Word, 3), "Period 3");
    assert_eq!(said(En, PeriodLabel::Circled, 3), "Period 3");
    assert_eq!(labels::nth(t(Ja), 3), "第3報");
    assert_eq!(labels::nth(t(En), 3), "Update 3");
}
