//! What a template asks for: which of its placeholders an operator fills in, how they are read, and how
//! they are shown. Everything else follows from the record.
//!
//! To ask for another placeholder: its arms in [`read`], [`show`] and [`parts`].

mod facts;

use self::facts::answered;
pub use self::facts::{
    CAUSES, DATA, cause, cause_parts, data, data_gap, data_parts, eta, eta_parts,
};
use super::{
    maker::Maker,
    reader::{Fault, LINE, PARAGRAPH, Reader, in_language},
    scene::Scene,
    texts::{is_proposed, propose},
    typed::Typed,
};
use crate::{
    domain::{
        incident::{Eta, Incident, When},
        language::Language,
        notice::{Extra, NoticeValues, QueueProgress, Template, posted_moment},
        text::LocalizedText,
    },
    i18n::{
        dates::parse::Prefer,
        notice::{
            placeholder::Placeholder,
            template::{Part as Piece, template},
        },
    },
    views::console::sheet::Part,
};

/// The optional paragraphs that need no words.
const EXTRAS: [(&str, Extra); 4] = [
    ("resend", Extra::Resend),
    ("intermittent_after", Extra::IntermittentAfter),
    ("crossing_messages", Extra::CrossingMessages),
    ("please_check", Extra::PleaseCheck),
];

/// What an operator fills in for a template, in the order of its text.
pub fn of(of: Template) -> Vec<Placeholder> {
    use Placeholder as P;
    let mut asked = Vec::new();
    let lines = template(of, Language::Ja).body.iter().filter(|line| !line.mail_only);
    for piece in lines.flat_map(|line| &line.parts) {
        let Piece::Slot(placeholder, _) = piece else { continue };
        let typed = matches!(
            placeholder,
            P::ActionNow
                | P::Backlog
                | P::CauseStatement
                | P::DataStatement
                | P::Eta
                | P::Extra
                | P::NextUpdate
                | P::ObserveUntil
                | P::Progress
                | P::Reason
                | P::Remaining
                | P::RemainingPart
                | P::ReportDue
                | P::ReportUrl
                | P::Restored
                | P::RestoredAt
        );
        if typed && !asked.contains(placeholder) {
            asked.push(*placeholder);
        }
    }
    asked
}

/// Writes proposed values into a form, where nothing was typed yet.
pub fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident, values: &NoticeValues) {
    let mut both = |name: &str, text: Option<&LocalizedText>| {
        for language in Language::ALL {
            let name = in_language(name, language);
            if !typed.has(&name) {
                let text = text.and_then(|text| text.written(language));
                typed.set(&name, text.unwrap_or_default());
            }
        }
    };
    both("action_now", values.action_now.as_ref());
    both("restored", values.restored.as_ref());
    both("remaining_part", values.remaining_part.as_ref());
    both("backlog", values.backlog.as_ref());
    both("cause", incident.cause.summary.as_ref());
    both("supplier", incident.cause.third_party.as_ref());
    both("workaround", incident.workaround.as_ref());
    both("what", incident.data_lost.as_ref());
    both("report_url", Some(&scene.own_page(incident)));
    if let Some(When::Own(moment)) = &values.next_update {
        follow(typed, "next_update", &scene.typed_moment(moment));
    }
    let moments = [
        ("restored_at", values.restored_at.as_ref()),
        ("observe_until", values.observe_until.as_ref()),
        ("report_due", values.report_due.as_ref()),
    ];
    for (name, when) in moments {
        if let Some(moment) = when.and_then(|when| incident.moment(when))
            && !typed.has(name)
        {
            typed.set(name, scene.typed_moment(moment));
        }
    }
    if let Eta::At { moment, target } = &incident.eta
        && !typed.has("eta")
        && let Some(moment) = incident.moment(moment)
    {
        typed.set("eta", scene.typed_moment(moment));
        typed.set("eta_target", if *target { "yes" } else { "" });
    }
    propose_word(typed, "cause_state", &CAUSES, &incident.cause.state);
    propose_word(typed, "data_statement", &DATA, &incident.data_statement);
}

/// Proposes a value that follows the rest of the form as long as nobody types another one. What is being
/// posted is what was checked.
fn follow(typed: &mut Typed, name: &str, value: &str) {
    let untouched = !typed.has(name) || is_proposed(typed, name, typed.get(name));
    if untouched && typed.get("step") != "post" {
        propose(typed, name, value);
    }
}

fn propose_word<T: PartialEq>(typed: &mut Typed, name: &str, offered: &[(&str, T)], value: &T) {
    if let Some((word, _)) = offered.iter().find(|(_, known)| known == value)
        && !typed.has(name)
    {
        typed.set(name, *word);
    }
}

/// Reads what a template asks for: into the values of the notice and the facts of the record.
pub fn read(
    reader: &mut Reader<'_>,
    asked: &[Placeholder],
    incident: &mut Incident,
    values: &mut NoticeValues,
) {
    for placeholder in asked {
        let name = placeholder.name();
        match placeholder {
            Placeholder::ActionNow => values.action_now = reader.localized(name, LINE),
            Placeholder::Restored => values.restored = reader.localized(name, LINE),
            Placeholder::RemainingPart => values.remaining_part = reader.localized(name, LINE),
            Placeholder::Backlog => values.backlog = reader.localized(name, LINE),
            Placeholder::Reason => values.reason = reader.localized(name, PARAGRAPH),
            Placeholder::RestoredAt => values.restored_at = past(reader, name),
            Placeholder::ObserveUntil => values.observe_until = future(reader, name),
            Placeholder::ReportDue => values.report_due = future(reader, name),
            Placeholder::ReportUrl => values.report_url = page(reader, name),
            Placeholder::NextUpdate => values.next_update = future(reader, name),
            Placeholder::CauseStatement => cause(reader, incident, values),
            Placeholder::DataStatement => {
                data(reader, incident);
                values.data_statement = answered(incident);
                values.what.clone_from(&incident.data_lost);
            }
            Placeholder::Remaining => {
                data(reader, incident);
                values.remaining = answered(incident);
                values.what.clone_from(&incident.data_lost);
            }
            Placeholder::Eta => eta(reader, incident, values),
            Placeholder::Progress => {
                let as_of = posted_moment(reader.now());
                values.progress =
                    reader.number("queue").map(|queue| QueueProgress { as_of, queue });
            }
            Placeholder::Extra => extras(reader, incident, values),
            _ => {}
        }
    }
}

fn past(reader: &mut Reader<'_>, name: &str) -> Option<When> {
    reader.moment(name, Prefer::Past, None).map(When::Own)
}

fn future(reader: &mut Reader<'_>, name: &str) -> Option<When> {
    reader.coming(name).map(When::Own)
}

/// The address of a page in each language.
fn page(reader: &mut Reader<'_>, name: &str) -> Option<LocalizedText> {
    for language in Language::ALL {
        let name = in_language(name, language);
        let typed = reader.text(&name, LINE);
        let host = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
        let is_address = host.is_some_and(|host| {
            host.starts_with(|first: char| first.is_ascii_alphanumeric())
                && !host.contains(|letter: char| letter.is_whitespace() || "<>\"".contains(letter))
        });
        if !typed.is_empty() && !is_address {
            reader.fault(&name, Fault::Address);
        }
    }
    reader.localized(name, LINE)
}

fn extras(reader: &mut Reader<'_>, incident: &mut Incident, values: &mut NoticeValues) {
    let ticked: Vec<&str> = reader.typed().all("extra").collect();
    if ticked.iter().any(|word| !EXTRAS.iter().any(|(known, _)| known == word)) {
        reader.fault("extra", Fault::NOT_OFFERED);
    }
    if let Some(workaround) = reader.localized("workaround", LINE) {
        let known = incident.workaround.take();
        incident.workaround = reader.retyped(known, Some(workaround.clone()));
        values.extra.push(Extra::Workaround { workaround });
    }
    if let Some(operation) = reader.localized("do_not", LINE) {
        values.extra.push(Extra::DoNot { operation });
    }
    let plain = EXTRAS.into_iter().filter(|(word, _)| ticked.contains(word));
    values.extra.extend(plain.map(|(_, extra)| extra));
    if let Some(text) = reader.localized("free", PARAGRAPH) {
        values.extra.push(Extra::Free { text });
    }
}

/// The inputs for what a template asks for.
pub fn parts(maker: &Maker<'_>, asked: &[Placeholder]) -> Vec<Part> {
    let t = maker.t();
    let mut parts = Vec::new();
    for placeholder in asked {
        let name = placeholder.name();
        match placeholder {
            Placeholder::ActionNow => parts.push(maker.pair(name, &t.msg_post_action_now(), LINE)),
            Placeholder::Restored => parts.push(maker.pair(name, &t.msg_post_restored(), LINE)),
            Placeholder::RemainingPart => {
                parts.push(maker.pair(name, &t.msg_post_remaining_part(), LINE));
            }
            Placeholder::Backlog => parts.push(maker.pair(name, &t.msg_post_backlog(), LINE)),
            Placeholder::Reason => parts.push(maker.pair(name, &t.msg_post_reason(), PARAGRAPH)),
            Placeholder::RestoredAt => {
                parts.push(Part::One(maker.moment(name, t.msg_post_restored_at())));
            }
            Placeholder::ObserveUntil => {
                parts.push(Part::One(maker.moment_ahead(name, t.msg_post_observe_until())));
            }
            Placeholder::ReportDue => {
                parts.push(Part::One(maker.moment_ahead(name, t.msg_post_report_due())));
            }
            Placeholder::ReportUrl => parts.push(maker.pair(name, &t.msg_post_report_url(), LINE)),
            Placeholder::NextUpdate => {
                parts.push(Part::One(maker.moment_ahead(name, t.msg_next_update())));
            }
            Placeholder::CauseStatement => parts.extend(cause_parts(maker)),
            Placeholder::DataStatement | Placeholder::Remaining => parts.extend(data_parts(maker)),
            Placeholder::Eta => parts.extend(eta_parts(maker)),
            Placeholder::Progress => {
                parts.push(Part::One(maker.number("queue", t.msg_queue_length())));
            }
            Placeholder::Extra => {
                parts.push(maker.more(t.msg_post_extras_more(), extra_parts(maker)));
            }
            _ => {}
        }
    }
    parts
}

fn extra_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    let extras = [
        ("resend", t.msg_post_extra_resend()),
        ("intermittent_after", t.msg_post_extra_intermittent_after()),
        ("crossing_messages", t.msg_post_extra_crossing()),
        ("please_check", t.msg_post_extra_please_check()),
    ];
    vec![
        maker.pair("workaround", &t.msg_workaround(), LINE),
        maker.pair("do_not", &t.msg_post_do_not(), LINE),
        Part::One(maker.ticks("extra", t.msg_post_extras(), &extras)),
        maker.pair("free", &t.msg_post_free(), PARAGRAPH),
    ]
}
