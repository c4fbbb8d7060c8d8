//! A judgement of recovery (rule D07): what was observed, from when to when, and what it came to. It is
//! asked for by the notice of recovery, and can be recorded by itself.

use super::{
    edit::moments,
    maker::Maker,
    reader::{LINE, PARAGRAPH, Reader},
    scene::Scene,
};
use crate::{
    domain::{
        incident::{Incident, Judgement, Verdict, When},
        key::Key,
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
};

/// The verdicts that permit recovery.
pub const PERMITTING: [(&str, Verdict); 2] =
    [("recovered", Verdict::Recovered), ("measures_effective", Verdict::MeasuresEffective)];
/// Every verdict.
pub const ALL: [(&str, Verdict); 3] =
    [PERMITTING[0], PERMITTING[1], ("not_recovered", Verdict::NotRecovered)];
/// The fields of a judgement that an operator fills in.
pub const FIELDS: [&str; 8] = [
    "metric",
    "metric_name",
    "observed_from",
    "observed_from_note",
    "observed_to",
    "observed_to_note",
    "observation",
    "verdict",
];

/// Reads a new judgement; what is missing is noted.
pub fn read(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    incident: &Incident,
    offered: &[(&str, Verdict)],
) -> Option<Judgement> {
    let mut from = reader.required_moment("observed_from", Prefer::Past, None);
    let base = from.as_ref().map(|from| from.at);
    let mut to = reader.required_moment("observed_to", Prefer::Past, base);
    moments::read_note(reader, "observed_from", None, from.as_mut());
    moments::read_note(reader, "observed_to", None, to.as_mut());
    let known = |key: &Key| incident.metrics.iter().any(|metric| metric.key == *key);
    let metric = reader.key("metric", known);
    let metric_name = reader.localized("metric_name", LINE);
    let observation = reader.required("observation", PARAGRAPH);
    let verdict = reader.chosen("verdict", offered);
    Some(Judgement {
        key: Key::next('j', incident.judgements.iter().map(|judgement| &judgement.key)),
        judged_at: scene.now,
        by: scene.by.to_owned(),
        metric,
        metric_name,
        observed_from: When::Own(from?),
        observed_to: Some(When::Own(to?)),
        observation: observation?,
        verdict: verdict?,
        overturned_by: None,
    })
}

/// The inputs of a new judgement.
pub fn parts(maker: &Maker<'_>, incident: &Incident, offered: &[(&str, Verdict)]) -> Vec<Part> {
    let t = maker.t();
    let verdicts: Vec<_> =
        offered.iter().map(|(word, verdict)| (*word, verdict.label(t))).collect();
    let mut parts = Vec::new();
    if !incident.metrics.is_empty() {
        let mut metrics = vec![("", t.msg_edit_none())];
        metrics.extend(incident.metrics.iter().map(|metric| {
            let name = metric.name.read(maker.frame.language).map(|reading| reading.text);
            (metric.key.as_str(), name.unwrap_or_default().to_owned())
        }));
        parts.push(Part::One(maker.select("metric", t.msg_post_series(), &metrics)));
    }
    parts.extend([
        maker.pair("metric_name", &t.msg_post_metric(), LINE),
        Part::One(maker.moment("observed_from", t.msg_post_observed_from())),
        Part::One(maker.moment("observed_to", t.msg_post_observed_to())),
        moments::notes_part(
            maker,
            [
                ("observed_from".to_owned(), t.msg_post_observed_from()),
                ("observed_to".to_owned(), t.msg_post_observed_to()),
            ],
        ),
        maker.pair("observation", &t.msg_post_observation(), PARAGRAPH),
        Part::One(maker.radios("verdict", t.msg_judgement(), &verdicts)),
    ]);
    parts
}
