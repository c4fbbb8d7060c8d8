//! What operators should look at in the texts of a record: dates and clock times that stand in free text
//! instead of their fields (rule D03), and links that lead elsewhere (rule D25). Advice, never a wall: it
//! stands beside the record until the text is another one.

use super::{edit::Part, maker::language_label};
use crate::{
    domain::{
        incident::{
            Incident,
            check::{self, Place, Step},
        },
        language::Language,
        provider::Provider,
        public_text::foreign_links,
        text::LocalizedText,
    },
    i18n::{dates::mentions, sentences::Sentences},
};

/// The most that is said at once.
const MOST: usize = 10;

/// What to look at, and the part of the record where it is changed.
pub fn of(t: &Sentences, incident: &Incident, provider: &Provider) -> Vec<(Part, String)> {
    let texts = check::texts(incident);
    let each = texts.iter().filter_map(|(place, text)| Some((part(place, incident)?, *text)));
    let said = each.flat_map(|(part, text)| {
        let times = times(t, &part, text);
        let links = links(t, text, provider);
        times.into_iter().chain(links).map(move |sentence| (part.clone(), sentence))
    });
    let mut advice: Vec<(Part, String)> = Vec::new();
    for one in said {
        if advice.len() < MOST && !advice.contains(&one) {
            advice.push(one);
        }
    }
    advice
}

/// The part of the record to which a place belongs, if it has a form.
fn part(place: &Place, incident: &Incident) -> Option<Part> {
    match place.steps() {
        [Step::Field("periods"), Step::Entry(index), ..] => {
            let period = incident.periods.get(*index)?;
            Some(Part::Period(Some(period.key.clone())))
        }
        [Step::Field("cause"), ..] => Some(Part::Cause),
        [Step::Field("measures"), ..] => Some(Part::Measures),
        [Step::Field("phases"), ..] => Some(Part::Phases),
        [Step::Field("notes"), ..] => Some(Part::Notes),
        [Step::Field("judgements"), ..] => Some(Part::Judgements),
        [Step::Field("unaffected"), ..] => Some(Part::Unaffected),
        [Step::Field("workaround" | "side_effects" | "data_lost" | "count"), ..] => {
            Some(Part::Data)
        }
        _ => None,
    }
}

/// A time in free text, with the field where it belongs.
fn times(t: &Sentences, part: &Part, text: &LocalizedText) -> Vec<String> {
    let say: fn(&Sentences, &str) -> String = match part {
        Part::Period(_) | Part::Notes => |t, time| t.msg_advice_time_period(time),
        Part::Cause => |t, time| t.msg_advice_time_cause(time),
        Part::Measures => |t, time| t.msg_advice_time_measure(time),
        _ => return vec![],
    };
    let written = Language::ALL.into_iter().filter_map(|language| text.written(language));
    written.flat_map(mentions).map(|time| say(t, time)).collect()
}

fn links(t: &Sentences, text: &LocalizedText, provider: &Provider) -> Vec<String> {
    let found = foreign_links(text, provider).into_iter();
    found.map(|(language, link)| link_sentence(t, language, &link)).collect()
}

/// That a text links to somewhere else.
pub fn link_sentence(t: &Sentences, language: Language, link: &str) -> String {
    t.msg_advice_link(language_label(t, language), link)
}
