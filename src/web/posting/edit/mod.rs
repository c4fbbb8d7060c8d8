//! Forms for the record itself: what is added for the later report, or was not stated before. Nothing is
//! posted with them, and facts to which contracts refer are not changed (rule D11).
//!
//! To add a part: a file with what its form shows at first, reads and asks for, a variant of [`Part`]
//! and its arms below.

mod backlogs;
mod cause;
pub mod data;
mod judgements;
mod list;
mod measures;
pub mod moments;
mod period;
mod phases;
mod related;
pub mod rows;
mod short;
pub mod symptom;
mod unaffected;

use self::{
    list::Summaries,
    moments::{kept, not_used, said},
};
use super::{
    maker::Maker,
    reader::{Fault, Reader},
    scene::Scene,
    typed::Typed,
};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{Incident, Period},
        key::Key,
        language::Language,
        text::LocalizedText,
    },
    i18n::{
        self,
        labels::{self, Label},
        sentences::Sentences,
    },
    views::console::{
        Frame,
        sheet::{Part as Line, Section},
    },
    web::posting::reader::in_language,
};

/// A part of the record that has a form of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// How well the cause is known, and the steps that led to it.
    Cause,
    /// The data question, counts, workaround, side effects.
    Data,
    /// What is stated to have worked.
    Unaffected,
    /// What was done.
    Measures,
    /// The phases into which that falls.
    Phases,
    /// What piled up.
    Backlogs,
    /// Who judged what on which grounds.
    Judgements,
    /// When it was detected, and when recovery is expected.
    Times,
    /// Other records to read beside it.
    Related,
    /// How bad it is.
    Severity,
    /// Notes to the whole.
    Notes,
    /// A period: one that is there, or a new one.
    Period(Option<Key>),
}

impl Part {
    /// The parts that every incident has; its periods come besides.
    pub const ALL: [Self; 11] = [
        Self::Cause,
        Self::Data,
        Self::Unaffected,
        Self::Measures,
        Self::Phases,
        Self::Backlogs,
        Self::Judgements,
        Self::Times,
        Self::Related,
        Self::Severity,
        Self::Notes,
    ];

    /// The word in the address and in the audit log.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Data => "data",
            Self::Unaffected => "unaffected",
            Self::Measures => "measures",
            Self::Phases => "phases",
            Self::Backlogs => "backlogs",
            Self::Judgements => "judgements",
            Self::Times => "times",
            Self::Related => "related",
            Self::Severity => "severity",
            Self::Notes => "notes",
            Self::Period(_) => "period",
        }
    }

    /// The part of an address: `cause`, `period-p1`, `period-new`.
    pub fn from_address(text: &str, incident: &Incident) -> Option<Self> {
        if let Some(key) = text.strip_prefix("period-") {
            if key == "new" {
                return Some(Self::Period(None));
            }
            let key: Key = key.parse().ok()?;
            return incident.period(&key).map(|period| Self::Period(Some(period.key.clone())));
        }
        Self::ALL.into_iter().find(|part| part.word() == text)
    }

    /// Whether the form is a list, with an empty entry at its end.
    pub const fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Cause
                | Self::Unaffected
                | Self::Measures
                | Self::Phases
                | Self::Backlogs
                | Self::Notes
        )
    }

    /// The part in an address.
    pub fn address(&self) -> String {
        match self {
            Self::Period(Some(key)) => format!("period-{key}"),
            Self::Period(None) => "period-new".to_owned(),
            plain => plain.word().to_owned(),
        }
    }

    /// What it is called.
    pub fn title(&self, t: &Sentences) -> String {
        match self {
            Self::Cause => t.msg_inc_edit_cause(),
            Self::Data => t.msg_inc_edit_data(),
            Self::Unaffected => t.msg_inc_edit_unaffected(),
            Self::Measures => t.msg_inc_edit_measures(),
            Self::Phases => t.msg_inc_edit_phases(),
            Self::Backlogs => t.msg_inc_edit_backlogs(),
            Self::Judgements => t.msg_inc_edit_judgements(),
            Self::Times => t.msg_inc_edit_times(),
            Self::Related => t.msg_inc_edit_related(),
            Self::Severity => t.msg_inc_edit_severity(),
            Self::Notes => t.msg_inc_edit_notes(),
            Self::Period(_) => t.msg_inc_edit_periods(),
        }
    }

    /// What it is called in an incident: of the periods, which one.
    pub fn name(&self, frame: &Frame, incident: &Incident) -> String {
        match self {
            Self::Period(Some(key)) => period_name(frame.language, &frame.house, incident, key),
            Self::Period(None) => frame.t.msg_edit_period_new(),
            plain => plain.title(frame.t),
        }
    }

    /// The form when it is shown for the first time.
    pub fn show(&self, scene: &Scene<'_>, incident: &Incident) -> Typed {
        let mut typed = Typed::default();
        typed.set("version", incident.version.to_string());
        match self {
            Self::Cause => cause::show(scene, &mut typed, incident),
            Self::Phases => phases::show(scene, &mut typed, incident),
            Self::Backlogs => backlogs::show(scene, &mut typed, incident),
            Self::Judgements => judgements::show(&mut typed, incident),
            Self::Times => short::show_times(scene, &mut typed, incident),
            Self::Related => related::show(&mut typed, incident),
            Self::Data => data::show(&mut typed, incident),
            Self::Unaffected => unaffected::show(&mut typed, incident),
            Self::Measures => measures::show(scene, &mut typed, incident),
            Self::Severity => short::show_severity(&mut typed, incident),
            Self::Notes => short::show_notes(&mut typed, incident),
            Self::Period(key) => period::show(scene, &mut typed, incident, key.as_ref()),
        }
        typed
    }

    /// What the form asks for when it is shown for the first time.
    pub fn shown(&self, scene: &Scene<'_>, incident: &Incident) -> Vec<Section> {
        let (typed, faults, assumed) = (self.show(scene, incident), vec![], vec![]);
        let maker = Maker { frame: scene.frame, typed: &typed, faults: &faults, assumed: &assumed };
        self.sections(scene, &maker, incident)
    }

    /// What the form makes of the record.
    pub fn read(&self, scene: &Scene<'_>, reader: &mut Reader<'_>, incident: &mut Incident) {
        match self {
            Self::Cause => cause::read(reader, incident),
            Self::Data => data::read(reader, incident, scene.by),
            Self::Unaffected => unaffected::read(reader, incident, scene.catalogue),
            Self::Measures => measures::read(reader, incident),
            Self::Phases => phases::read(reader, incident),
            Self::Backlogs => backlogs::read(reader, incident),
            Self::Judgements => judgements::read(scene, reader, incident),
            Self::Times => short::read_times(reader, incident),
            Self::Related => related::read(reader, incident),
            Self::Severity => short::read_severity(reader, incident, scene.by),
            Self::Notes => short::read_notes(reader, incident),
            Self::Period(key) => period::read(scene, reader, incident, key.as_ref()),
        }
    }

    /// What the form asks for.
    pub fn sections(
        &self,
        scene: &Scene<'_>,
        maker: &Maker<'_>,
        incident: &Incident,
    ) -> Vec<Section> {
        let stored = self.show(scene, incident);
        let summaries = Summaries { scene, incident, stored: &stored };
        let plain = |parts: Lines| vec![(None, parts)];
        let blocks = match self {
            Self::Cause => cause::sections(maker, incident, &summaries),
            Self::Data => plain(data::parts(maker)),
            Self::Unaffected => unaffected::sections(maker, incident, &summaries),
            Self::Measures => measures::sections(maker, incident, &summaries),
            Self::Phases => phases::sections(maker, incident, &summaries),
            Self::Backlogs => backlogs::sections(maker, incident, &summaries),
            Self::Judgements => judgements::sections(maker, incident),
            Self::Times => plain(short::time_parts(maker)),
            Self::Related => plain(related::parts(maker)),
            Self::Severity => plain(short::severity_parts(maker)),
            Self::Notes => plain(short::note_parts(maker, incident)),
            Self::Period(key) => plain(period::parts(scene, maker, incident, key.as_ref())),
        };
        let section = |(number, (title, parts)): (usize, Block)| Section {
            id: format!("part-{number}"),
            title: title.unwrap_or_default(),
            parts,
        };
        blocks.into_iter().enumerate().map(section).collect()
    }
}

/// What one section asks for.
type Lines = Vec<Line>;

/// A section, and its heading; none where the title of the page says what it is.
type Block = (Option<String>, Lines);

/// Writes a text into the fields of both languages.
pub fn write_both(typed: &mut Typed, name: &str, text: Option<&LocalizedText>) {
    for language in Language::ALL {
        let text = text.and_then(|text| text.written(language));
        typed.set(&in_language(name, language), text.unwrap_or_default());
    }
}

/// What a text says, in both languages.
fn words(text: &LocalizedText) -> String {
    format!("{:?}", Language::ALL.map(|language| text.written(language)))
}

/// Writes the word of a value into a field.
pub fn write_word<T: PartialEq>(typed: &mut Typed, name: &str, offered: &[(&str, T)], value: &T) {
    let word = offered.iter().find(|(_, known)| known == value);
    typed.set(name, word.map_or("", |(word, _)| *word));
}

/// Whether anything was typed into one of some fields, whether they are for a language or not.
fn any_typed(reader: &Reader<'_>, names: impl IntoIterator<Item = String>) -> bool {
    let is_typed = |name: &str| !reader.typed().get(name).trim().is_empty();
    names.into_iter().any(|name| {
        is_typed(&name) || Language::ALL.iter().any(|it| is_typed(&in_language(&name, *it)))
    })
}

/// Notes that an entry of a list lacks what makes it one. One that stood there is removed so; but what was
/// typed of a new one is not dropped silently.
fn incomplete(reader: &mut Reader<'_>, row: &str, main: &str, others: &[&str]) {
    let is_new = row == rows::NEW;
    if is_new && any_typed(reader, others.iter().map(|what| format!("{what}-{row}"))) {
        reader.fault(main, Fault::MISSING);
    }
}

/// What a period is called: by its number, or as what came before or after one that has a number.
pub fn period_name(
    language: Language,
    house: &HouseStyle,
    incident: &Incident,
    key: &Key,
) -> String {
    let t = i18n::t(language);
    let numbered = |key: &Key| {
        let number = incident.period_number(key);
        number.map(|number| labels::period_named(language, house, number))
    };
    let fringe = |period: &Period| {
        let (kind, of) = (period.kind.label(t), period.of.as_ref().and_then(numbered));
        of.map_or_else(|| kind.clone(), |of| t.msg_correct_of_period(of, &kind))
    };
    let unnumbered = || incident.period(key).map(fringe).unwrap_or_default();
    numbered(key).unwrap_or_else(unnumbered)
}

/// Every period to choose from: the numbered ones, and what came before and after them.
fn every_period(maker: &Maker<'_>, incident: &Incident) -> Vec<(String, String)> {
    let Frame { language, house, .. } = maker.frame;
    let name = |key: &Key| period_name(*language, house, incident, key);
    incident.periods.iter().map(|period| (period.key.to_string(), name(&period.key))).collect()
}

/// The main periods to choose from, besides one, after "none".
fn periods(maker: &Maker<'_>, incident: &Incident, besides: Option<&Key>) -> Vec<(String, String)> {
    let mut offered = vec![(String::new(), maker.t().msg_edit_none())];
    for period in incident.main_periods().into_iter().filter(|it| Some(&it.key) != besides) {
        let number = incident.period_number(&period.key).unwrap_or(1);
        let label = labels::period_named(maker.frame.language, &maker.frame.house, number);
        offered.push((period.key.to_string(), label));
    }
    offered
}
