//! Labels that are views of ids and positions (rule D01): ①, 図1(4)(5), 対処①, 第3報. No two families
//! share a notation.

use super::Sentences;
use crate::{
    domain::{
        house_style::{HouseStyle, PeriodLabel},
        incident::{CalloutFamily, Incident, Measure},
        key::Key,
        language::Language,
    },
    i18n::{lists, sentences::styled},
};

/// A main period by its number, from 1: ①, (1) or 期間1; Period 1.
pub fn period(language: Language, house: &HouseStyle, number: usize) -> String {
    let l10n = styled(language, house);
    match (language, house.period_label) {
        (Language::En, _) => l10n.msg_period_label(number.to_string()),
        (Language::Ja, PeriodLabel::Circled) => l10n.msg_period_label(circled(number)),
        (Language::Ja, PeriodLabel::Paren) => l10n.msg_period_label(format!("({number})")),
        (Language::Ja, PeriodLabel::Word) => l10n.msg_period_label_word(number.to_string()),
    }
}

/// The same where it stands alone and a mark would not say what it is: 期間①, Period 1.
pub fn period_named(language: Language, house: &HouseStyle, number: usize) -> String {
    let label = period(language, house, number);
    if language == Language::En || house.period_label == PeriodLabel::Word {
        return label;
    }
    crate::i18n::t(language).msg_periods_label(label)
}

/// A measure: 対処①, Measure 1; 対処1 where the house has no circled numbers. Only a measure that a
/// figure shows has a label; it is numbered among the measures of that figure.
pub fn measure(
    language: Language,
    house: &HouseStyle,
    incident: &Incident,
    measure: &Measure,
) -> Option<String> {
    let shown = measure.callout.as_ref()?;
    let callout = all_callouts(incident).find(|(_, callout)| callout.key == *shown)?.1;
    Some(measure_numbered(language, *house, callout.number))
}

fn measure_numbered(language: Language, house: HouseStyle, number: u32) -> String {
    let l10n = styled(language, &house);
    match (language, house.period_label) {
        (Language::Ja, PeriodLabel::Circled) => l10n.msg_measure_label(circled(number as usize)),
        _ => l10n.msg_measure_label(number.to_string()),
    }
}

/// One or more callouts of one figure: 図1(4)(5), 図1 対処①; Figure 1, callouts 4 and 5. `None` if one of
/// them is not there, or if they belong to several figures or families.
pub fn callouts(
    language: Language,
    house: &HouseStyle,
    incident: &Incident,
    keys: &[Key],
) -> Option<String> {
    let l10n = styled(language, house);
    let found: Vec<_> = keys
        .iter()
        .map(|key| all_callouts(incident).find(|(_, callout)| callout.key == *key))
        .collect::<Option<_>>()?;
    let (figure, first) = found.first()?;
    let together = found
        .iter()
        .all(|(other, callout)| other.key == figure.key && callout.family == first.family);
    if !together {
        return None;
    }
    let number = figure.number.to_string();
    let numbers = found.iter().map(|(_, callout)| callout.number);
    Some(match first.family {
        CalloutFamily::Measure => {
            let labels: Vec<_> =
                numbers.map(|number| measure_numbered(language, *house, number)).collect();
            l10n.msg_figure_measure(number, lists::nouns(language, &labels))
        }
        CalloutFamily::Event => {
            let marks: Vec<_> = match language {
                Language::Ja => numbers.map(|number| format!("({number})")).collect(),
                Language::En => numbers.map(|number| number.to_string()).collect(),
            };
            match (language, marks.len()) {
                (Language::En, 2..) => {
                    l10n.msg_callouts_label(number, lists::nouns(language, &marks))
                }
                _ => l10n.msg_callout_label(number, marks.concat()),
            }
        }
    })
}

/// 図1, Figure 1.
pub fn figure(l10n: &Sentences, number: u32) -> String {
    l10n.msg_figure_label(number.to_string())
}

/// A section of a report: 4, Section 4.
pub fn section(l10n: &Sentences, number: usize) -> String {
    l10n.msg_section_label(number)
}

/// A numbered notice: 第3報, Update 3.
pub fn nth(l10n: &Sentences, number: u32) -> String {
    l10n.msg_nth(number)
}

fn all_callouts(
    incident: &Incident,
) -> impl Iterator<Item = (&crate::domain::incident::Figure, &crate::domain::incident::Callout)> {
    incident
        .figures
        .iter()
        .flat_map(|figure| figure.callouts.iter().map(move |callout| (figure, callout)))
}

/// ① to ㊿; beyond them there are no circled numbers.
pub fn circled(number: usize) -> String {
    let from = |first: char, base: usize| {
        u32::try_from(number - base).ok().and_then(|step| char::from_u32(first as u32 + step))
    };
    match number {
        1..=20 => from('①', 1),
        21..=35 => from('㉑', 21),
        36..=50 => from('㊱', 36),
        _ => None,
    }
    .map_or_else(|| format!("({number})"), String::from)
}
