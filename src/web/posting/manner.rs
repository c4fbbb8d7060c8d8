//! How a notice is posted, besides what it says: when it happened if it is entered afterwards, in which
//! rhythm the next ones come, and how strongly it apologizes. What is out of the ordinary needs a reason
//! for the log.
//!
//! To add something: its fields in [`parts`], and where they are read in [`read`].

use super::{
    maker::Maker,
    reader::{Fault, PARAGRAPH, Reader},
    texts::propose,
    typed::Typed,
};
use crate::{
    domain::{
        audit::{Exception, Reason},
        incident::{Incident, LongIncident, Update},
        language::Language,
        notice::{ApologyMove, Extra, Template, posted_moment},
    },
    i18n::notice::{
        placeholder::Placeholder,
        template::{Part as Piece, template},
    },
    views::console::sheet::Part,
};

/// In which rhythm notices follow (checklist N03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rhythm {
    /// As the policy says.
    Usual,
    /// When something changes, and daily at a fixed time.
    Daily,
}

const RHYTHMS: [(&str, Rhythm); 2] = [("usual", Rhythm::Usual), ("daily", Rhythm::Daily)];
const MOVES: [(&str, ApologyMove); 2] =
    [("higher", ApologyMove::Higher), ("lower", ApologyMove::Lower)];
/// The time that is proposed for daily notices: 18:00 (domain rules 8.3).
const DAILY_AT: u16 = 18 * 60;

/// The form when it is shown for the first time.
pub fn show(typed: &mut Typed, incident: &Incident) {
    let long = incident.long_incident.as_ref();
    typed.propose("rhythm", if long.is_some() { "daily" } else { "usual" });
    let at = long.map_or(DAILY_AT, |long| long.daily_at);
    if typed.get("daily_at").trim().is_empty() {
        propose(typed, "daily_at", &format!("{:02}:{:02}", at / 60, at % 60));
    }
}

/// The rhythm of the notices, as the form has it: it decides when the next one is promised. A form that
/// says nothing changes nothing. Gives the mode that begins with this notice.
pub fn rhythm(
    reader: &mut Reader<'_>,
    of: Template,
    incident: &mut Incident,
) -> Option<LongIncident> {
    let chosen = reader.choice("rhythm", &RHYTHMS).filter(|_| of.promises_next())?;
    if chosen == Rhythm::Usual {
        incident.long_incident = None;
        return None;
    }
    let daily_at = reader.time_of_day("daily_at");
    if reader.typed().get("daily_at").trim().is_empty() {
        reader.fault("daily_at", Fault::MISSING);
    }
    let mode = LongIncident { from: reader.now(), daily_at: daily_at? };
    if incident.long_incident.as_ref().is_some_and(|known| known.daily_at == mode.daily_at) {
        return None;
    }
    incident.long_incident = Some(mode.clone());
    Some(mode)
}

/// Reads how the notice is posted, and why if it is out of the ordinary.
pub fn read(
    reader: &mut Reader<'_>,
    update: &mut Update,
    begins: Option<LongIncident>,
) -> Vec<Reason> {
    update.occurred = reader.instant("occurred");
    // What is entered afterwards says how it was then.
    if let Some(occurred) = update.occurred
        && update.values.as_of.is_some()
    {
        update.values.as_of = Some(posted_moment(occurred));
    }
    if let Some(mode) = begins {
        update.values.extra.insert(0, Extra::LongIncident { time: mode.daily_at });
        update.long_incident = Some(mode);
    }
    apology(reader, update).into_iter().collect()
}

/// Raises or lowers the apology by one level (domain rules 7.2). The tense follows the state (rule D10).
fn apology(reader: &mut Reader<'_>, update: &mut Update) -> Option<Reason> {
    let moved = reader.choice("apology", &MOVES)?;
    let text = reader.text("apology_reason", PARAGRAPH);
    let apology = update.values.apology.and_then(|apology| apology.moved(moved));
    if apology.is_none() {
        reader.fault("apology", Fault::Apology);
    }
    if text.is_empty() {
        reader.fault("apology_reason", Fault::MISSING);
    }
    update.values.apology = Some(apology?);
    let exception = match moved {
        ApologyMove::Higher => Exception::ApologyHigher,
        ApologyMove::Lower => Exception::ApologyLower,
    };
    Some(Reason { exception, text })
}

/// Whether the text of a template apologizes with a sentence that is chosen.
fn apologizes(of: Template) -> bool {
    let lines = &template(of, Language::Ja).body;
    lines
        .iter()
        .flat_map(|line| &line.parts)
        .any(|piece| matches!(piece, Piece::Slot(Placeholder::Apology, _)))
}

/// The inputs for how a notice is posted.
pub fn parts(maker: &Maker<'_>, of: Template) -> Vec<Part> {
    let t = maker.t();
    let mut parts = vec![Part::One(maker.moment("occurred", t.msg_post_occurred()))];
    if of.promises_next() {
        let rhythms = [("usual", t.msg_post_rhythm_usual()), ("daily", t.msg_post_rhythm_daily())];
        let daily = maker.time_of_day("daily_at", t.msg_post_daily_at());
        parts.push(Part::One(maker.radios("rhythm", t.msg_post_rhythm(), &rhythms)));
        parts.push(Maker::only("rhythm", &["daily"], vec![Part::One(daily)]));
    }
    if apologizes(of) {
        let moves = [
            ("", t.msg_post_apology_usual()),
            ("higher", t.msg_post_apology_higher()),
            ("lower", t.msg_post_apology_lower()),
        ];
        let reason = maker.text("apology_reason", t.msg_post_apology_reason(), PARAGRAPH);
        parts.push(Part::One(maker.select("apology", t.msg_post_apology(), &moves)));
        parts.push(Maker::only("apology", &["higher", "lower"], vec![Part::One(reason)]));
    }
    vec![maker.more(t.msg_post_manner_more(), parts)]
}
