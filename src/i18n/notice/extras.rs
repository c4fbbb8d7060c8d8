//! The optional paragraphs of a notice (bilingual texts 2.14).

use super::{About, fill::Filler, placeholder::Placeholder};
use crate::{
    domain::{
        language::Language,
        moment::Moment,
        notice::{Extra, QueueProgress},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::{dates::Profile, numbers},
};

/// All of them, each on a line of its own.
pub(super) fn paragraphs(filler: &mut Filler<'_>) -> String {
    let extras = &filler.notice.values().extra;
    let said: Vec<String> = extras.iter().filter_map(|extra| paragraph(filler, extra)).collect();
    said.join("\n")
}

/// One of them; `None` if this language does not have it, or if it lacks a text.
fn paragraph(filler: &mut Filler<'_>, extra: &Extra) -> Option<String> {
    let l10n = filler.voice.sentences();
    let english = filler.voice.language == Language::En;
    let phrase = |filler: &mut Filler<'_>, text: &LocalizedText| {
        filler.phrase(Placeholder::Extra, Some(text))
    };
    match extra {
        Extra::LongIncident { time } => {
            Some(l10n.msg_extra_long_incident(time_of_day(filler, *time)))
        }
        Extra::Workaround { workaround } => {
            phrase(filler, workaround).map(|said| l10n.msg_extra_workaround(said))
        }
        Extra::DoNot { operation } => {
            phrase(filler, operation).map(|said| l10n.msg_extra_do_not(said))
        }
        Extra::Resend => Some(l10n.msg_extra_resend()),
        Extra::Queue(progress) => queue(filler, Placeholder::Extra, progress),
        Extra::IntermittentAfter => Some(l10n.msg_extra_intermittent_after()),
        Extra::CauseNotOurs { supplier } => {
            phrase(filler, supplier).map(|said| l10n.msg_extra_cause_not_ours(said))
        }
        Extra::CrossingMessages => Some(l10n.msg_extra_crossing_messages()),
        Extra::Translation => english.then(|| l10n.msg_extra_translation()),
        Extra::EnglishFollows => english.then(|| l10n.msg_extra_english_follows()),
        Extra::PleaseCheck => Some(l10n.msg_extra_please_check()),
        Extra::Auto => Some(l10n.msg_extra_auto()),
        Extra::Free { text } => phrase(filler, text),
    }
}

/// How many are queued, as of when.
pub(super) fn queue(
    filler: &mut Filler<'_>,
    placeholder: Placeholder,
    progress: &QueueProgress,
) -> Option<String> {
    let sources = filler.notice.sources();
    let Some(moment) = sources.moment(&progress.as_of) else {
        filler.gap(placeholder, super::GapReason::Missing);
        return None;
    };
    let as_of = filler.voice.moment(moment);
    Some(filler.voice.sentences().msg_extra_queue(as_of, numbers::grouped(progress.queue)))
}

/// A time of the day given in minutes after midnight: 18:00, 18:00 JST.
fn time_of_day(filler: &Filler<'_>, minutes: u16) -> String {
    let posted = match filler.notice.about {
        About::Incident { update, .. } => update.posted,
        About::Maintenance { update, .. } => update.posted,
    };
    let dates = filler.voice.dates();
    let minutes = i64::from(minutes % (24 * 60));
    let clock =
        jiff::civil::Time::midnight().saturating_add(jiff::SignedDuration::from_mins(minutes));
    let at = Timestamp::from_civil(posted.date_in(dates.zone).to_datetime(clock), dates.zone);
    let profile = match filler.voice.language {
        Language::Ja => Profile::Notice,
        Language::En => Profile::Prose,
    };
    dates.clock(profile, &Moment::minute(at)).unwrap_or_default()
}
