//! The fact block of a maintenance (bilingual texts 1.6).

use super::{About, Notice, facts::Fact, fill::Filler};
use crate::{
    domain::{
        language::Language,
        maintenance::{Maintenance, Window, WindowState},
        text::LocalizedText,
    },
    i18n::{dates, lists, symptoms::capital},
};

/// The windows that a notice speaks of: those it names, otherwise all; for an incident those of the
/// maintenance that triggered it, without the ones that were called off.
pub(super) fn windows<'a>(notice: &Notice<'a>) -> Vec<&'a Window> {
    match notice.about {
        About::Maintenance { maintenance, update } => maintenance
            .windows
            .iter()
            .filter(|window| update.windows.is_empty() || update.windows.contains(&window.key))
            .collect(),
        About::Incident { record, .. } => notice
            .maintenances
            .iter()
            .filter(|other| Some(other.reference) == record.incident.triggered_by)
            .flat_map(|maintenance| &maintenance.windows)
            .filter(|window| {
                use WindowState::{Cancelled, Postponed, Rescheduled};
                ![Cancelled, Postponed, Rescheduled].contains(&window.state)
            })
            .collect(),
    }
}

/// Every fact that is stated, in order.
pub(super) fn all(filler: &Filler<'_>, maintenance: &Maintenance) -> Vec<Fact> {
    let voice = &filler.voice;
    let l10n = voice.sentences();
    let typed = |text: &Option<LocalizedText>| {
        let written = text.as_ref()?.shown(voice.language)?;
        filler.say(written).ok().filter(|said| !said.is_empty())
    };
    [
        Fact::new(l10n.msg_fact_ref(), maintenance.reference.to_string()),
        Fact::new(l10n.msg_fact_window(), spans(filler, maintenance)),
        Fact::new(
            l10n.msg_fact_affected_services(),
            voice.grammar().services(&maintenance.services),
        ),
        Fact::new(l10n.msg_fact_work(), typed(&maintenance.work)),
        Fact::new(l10n.msg_fact_purpose(), typed(&maintenance.purpose)),
        Fact::new(
            l10n.msg_fact_impact(),
            typed(&maintenance.impact).or_else(|| voice.impact_of(maintenance)),
        ),
        Fact::new(l10n.msg_fact_max_interruption(), interruption(filler, maintenance)),
        Fact::new(l10n.msg_fact_not_affected(), not_affected(filler, maintenance)),
        Fact::new(l10n.msg_fact_request(), typed(&maintenance.request)),
        Fact::new(l10n.msg_fact_contact(), voice.provider.contact.get(voice.language).clone()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The windows, one a line; once a window has been replaced only the new one.
fn spans(filler: &Filler<'_>, maintenance: &Maintenance) -> String {
    let replaced = filler.notice.values().new_window.as_ref();
    let windows = match replaced.and_then(|key| maintenance.window(key)) {
        Some(new) => vec![new],
        None => windows(filler.notice),
    };
    let span = |window: &Window| {
        let span = filler.voice.window(window);
        if window.spare { filler.voice.sentences().msg_fact_window_spare(span) } else { span }
    };
    let mut spans = windows.into_iter().map(span);
    let first = spans.next().unwrap_or_default();
    spans.fold(first, |lines, span| {
        lines + "\n" + &filler.voice.sentences().msg_fact_window_more(span)
    })
}

fn interruption(filler: &Filler<'_>, maintenance: &Maintenance) -> Option<String> {
    let longest = maintenance.max_interruption.filter(|seconds| *seconds > 0)?;
    let duration = dates::interruption(filler.voice.prose(), longest);
    Some(match maintenance.interruptions {
        Some(times @ 2..) => {
            filler.voice.sentences().msg_fact_max_interruption_times(duration, times)
        }
        _ => duration,
    })
}

fn not_affected(filler: &Filler<'_>, maintenance: &Maintenance) -> Option<String> {
    let names = filler.voice.grammar().unaffected(&maintenance.unaffected);
    let list = lists::nouns(filler.voice.language, &names);
    (!names.is_empty()).then(|| match filler.voice.language {
        Language::Ja => list,
        Language::En => capital(&list),
    })
}
