//! Whole sentences that are chosen, not typed: the apology, the cause, the data, the expected
//! recovery (bilingual texts 1, 1.3 and 1.4; rule D10).

use super::{dates::Preposition, sentences::Sentences, voice::Voice};
use crate::domain::{
    incident::{CauseState, DataState},
    moment::Moment,
    notice::{Apology, Tense},
};

/// The apology of a level and a tense; empty at level 0. Level 5 only exists as a closing, when all
/// is over.
pub fn apology(l10n: &Sentences, apology: Apology) -> String {
    match (apology.level, apology.tense) {
        (0, _) => String::new(),
        (1, Tense::Ongoing) => l10n.msg_apology_1_ongoing(),
        (1, Tense::Over) => l10n.msg_apology_1_over(),
        (2, Tense::Ongoing) => l10n.msg_apology_2_ongoing(),
        (2, Tense::Over) => l10n.msg_apology_2_over(),
        (3, Tense::Ongoing) => l10n.msg_apology_3_ongoing(),
        (3, Tense::Over) => l10n.msg_apology_3_over(),
        (_, Tense::Ongoing) => l10n.msg_apology_4_ongoing(),
        (4, Tense::Over) => l10n.msg_apology_4_over(),
        (_, Tense::Over) => l10n.msg_apology_5_over(),
    }
}

/// The sentence on the cause. `None` if the cause is suspected or confirmed but not named.
pub fn cause(l10n: &Sentences, state: CauseState, cause: Option<&str>) -> Option<String> {
    Some(match state {
        CauseState::Unknown => l10n.msg_cause_sentence_unknown(),
        CauseState::Suspected => l10n.msg_cause_sentence_suspected(cause?),
        CauseState::Confirmed => l10n.msg_cause_sentence_confirmed(cause?),
    })
}

/// The sentence on the data; empty if nobody has answered. `bounced` adds that mail may have been
/// returned. `None` if data are lost and `what` does not say which.
pub fn data(
    voice: &Voice<'_>,
    state: DataState,
    bounced: bool,
    what: Option<&str>,
) -> Option<String> {
    let l10n = voice.sentences();
    let sentence = match state {
        DataState::None => l10n.msg_data_sentence_none(),
        DataState::QueuedDelivered => l10n.msg_data_sentence_queued_delivered(),
        DataState::QueuedInProgress => l10n.msg_data_sentence_queued_in_progress(),
        DataState::Bounced => l10n.msg_data_sentence_bounced(),
        DataState::Lost => l10n.msg_data_sentence_lost(what?),
        DataState::Checking => l10n.msg_data_sentence_checking(),
        DataState::Unstated => return Some(String::new()),
    };
    let returned = if bounced && state != DataState::Bounced {
        l10n.msg_data_sentence_bounced()
    } else {
        String::new()
    };
    Some(voice.run_on(&[sentence, returned]))
}

/// When recovery is expected: 2016年10月11日(火) 22時頃(目標), without a full stop; the sentence for not
/// knowing brings its own.
pub fn eta(voice: &Voice<'_>, eta: Option<(&Moment, bool)>) -> String {
    let l10n = voice.sentences();
    match eta {
        None => l10n.msg_eta_sentence_unknown(),
        Some((moment, target)) => {
            let moment = voice.dates().moment_with(voice.prose(), Preposition::Plain, moment);
            if target { l10n.msg_eta_sentence_target(moment) } else { moment }
        }
    }
}
