//! Two operators at once: the second one gets the form back on what stands now, is told what the first one
//! changed, and goes on from there with everything that was typed (requirement A25). Nothing is stored or
//! posted by that, and nothing is overwritten silently.

use super::Desk;
use crate::{
    app::desk::{self, OpenedIncident},
    domain::{
        incident::{IncidentRecord, Update},
        language::Language,
    },
    i18n::sentences::Sentences,
    views::console::{
        Frame,
        conflict::{Difference, Overtaken, changed},
        facts::facts,
        sheet::{Part as Line, Section, Theirs, beside},
    },
    web::{
        console::Fault,
        posting::{
            edit::Part,
            maker::language_label,
            merge::{Merged, differences},
            reader::in_language,
            scene::Scene,
            typed::Typed,
        },
    },
};

/// What became of the incident since the version on which a form was written; `None` if it still stands.
pub(super) async fn since(
    desk: &Desk,
    opened: &OpenedIncident,
    typed: &Typed,
) -> Result<Option<desk::Overtaken>, Fault> {
    let incident = &opened.record.incident;
    let seen: i64 = typed.get("version").parse().map_err(|_| Fault::Incomplete)?;
    if seen == incident.version {
        return Ok(None);
    }
    Ok(Some(desk::overtaken(&desk.console.core, incident.reference, seen).await?))
}

/// A form on the version that stands now, with what is told about it.
#[derive(Clone, Debug)]
pub(in crate::web::console) struct Met {
    /// The form.
    pub(in crate::web::console) merged: Merged,
    /// What is told above it.
    pub(in crate::web::console) told: Overtaken,
}

/// Puts a form on the version of an incident that stands now; what changed is added by the form.
pub(super) fn meet(
    desk: &Desk,
    since: &desk::Overtaken,
    now: &IncidentRecord,
    merged: Merged,
) -> Met {
    let back = format!("/console/incidents/{}", now.incident.reference);
    meet_at(desk, since, (now.incident.version, back), merged)
}

/// The same for any record: its version that stands now, and its page.
pub(in crate::web::console) fn meet_at<Record>(
    desk: &Desk,
    since: &desk::Overtaken<Record>,
    (version, back): (i64, String),
    mut merged: Merged,
) -> Met {
    let frame = &desk.frame;
    merged.typed.set("version", version.to_string());
    merged.typed.set("step", "check");
    let told = Overtaken {
        who: frame.t.msg_conflict_who(&since.by, frame.time(since.at)),
        changed: vec![],
        texts: vec![],
        gone: vec![],
        back,
    };
    Met { merged, told }
}

impl Met {
    /// Says beside the inputs what stands now where something else was typed, and gives what is told above
    /// them.
    pub(in crate::web::console) fn show(
        self,
        t: &Sentences,
        sections: &mut [Section],
    ) -> Overtaken {
        let Self { merged, mut told } = self;
        beside(sections, &merged.theirs, |value| {
            let label = match value {
                "" => t.msg_conflict_theirs_none(),
                _ => t.msg_conflict_theirs(),
            };
            Theirs { label, text: value.to_owned() }
        });
        let is_shown = |name: &str| {
            let mut inputs = sections.iter().flat_map(|it| &it.parts).flat_map(Line::inputs);
            inputs.any(|input| input.name == name)
        };
        told.gone = merged.gone.into_iter().filter(|input| !is_shown(&input.name)).collect();
        told
    }
}

/// Everything in the record that changed: the facts in short, and what only the forms of its parts show.
pub(super) fn changes(
    scene: &Scene<'_>,
    before: &IncidentRecord,
    now: &IncidentRecord,
) -> Vec<Difference> {
    let (before, now) = (&before.incident, &now.incident);
    let facts = |incident| facts(scene.frame, scene.catalogue, incident);
    let mut found = changed(&facts(before), &facts(now));
    for part in Part::ALL.iter().filter(|part| **part != Part::Severity) {
        found.extend(differences(&part.shown(scene, before), &part.shown(scene, now)));
    }
    found
}

/// What was posted last beside what was typed. Who has no text yet sees the one that theirs will follow.
pub(super) fn texts(frame: &Frame, newest: &Update, typed: &Typed) -> Vec<Difference> {
    let t = frame.t;
    let mut rows = Vec::new();
    for (name, text) in [("subject", &newest.subject), ("body", &newest.body)] {
        for language in Language::ALL {
            let label = if name == "body" { t.msg_post_body() } else { t.msg_post_subject() };
            let label = t.msg_post_in_language(label, language_label(t, language));
            let typed = typed.get(&in_language(name, language));
            let posted = text.written(language).unwrap_or_default();
            if !typed.is_empty() {
                rows.push(Difference::between(label, language.tag(), posted, typed));
            } else if !posted.is_empty() {
                rows.push(Difference::alone(label, language.tag(), posted));
            }
        }
    }
    rows
}
