//! Every field of every form about incidents against everything that can be typed into it: the form comes
//! back with the mistake at that very field and with everything that was typed. Nothing is stored, because
//! nothing can be: what a form becomes is made here without a database, so that all of it stays quick.
//!
//! Which fields there are is read from the forms themselves. A new part of the record, a new template and
//! a new field are covered as soon as they are there; a field that counts only under a condition needs that
//! condition in [`FILLED`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use noroshi::{
    domain::{
        house_style::HouseStyle,
        incident::{IncidentRecord, IncidentState, UpdateKind, When},
        language::Language,
        policy::NoticePolicy,
        text::LocalizedText,
        time::Timestamp,
    },
    i18n,
    views::console::{
        Frame,
        sheet::{self, Control, Input},
    },
    web::{
        field::FieldError,
        posting::{
            correction,
            edit::Part,
            maker::Maker,
            notice, opening,
            reader::{Fault, Faults, Reader},
            scene::{Composed, Scene},
            sheet::Sheet,
            texts::is_proposed,
            typed::Typed,
        },
    },
};
use uuid::Uuid;

use crate::support::sample::{at, catalogue, judgement, minute, provider, record, tokyo, update};

/// What makes every field of a form count. Names that a form does not have are left out.
const FILLED: &[(&str, &str)] = &[
    ("service", "mail"),
    ("degree-pop", "unavailable"),
    ("started", "20分前"),
    ("detected", "19分前"),
    ("scope", "some"),
    ("continuity", "continuous"),
    ("action_now_ja", "予備機への切り替え"),
    ("action_now_en", "switching over"),
    ("restored_ja", "受信"),
    ("restored_en", "receiving"),
    ("remaining_part_ja", "送信"),
    ("remaining_part_en", "sending"),
    ("backlog_ja", "お客様宛のメール"),
    ("backlog_en", "incoming mail"),
    ("reason_ja", "監視の誤検知でした。"),
    ("reason_en", "A false alarm."),
    ("restored_at", "5分前"),
    ("cause_state", "suspected"),
    ("cause_ja", "設定の誤り"),
    ("data_statement", "lost"),
    ("what_ja", "直近のメール"),
    ("eta", "23:00"),
    ("queue", "1,200"),
    ("rhythm", "daily"),
    ("daily_at", "18:00"),
    ("apology", "higher"),
    ("apology_reason", "影響の大きさのため"),
    ("ended-p1", "5分前"),
    ("recurred", "5分前"),
    ("observed_from", "4分前"),
    ("observed_to", "今"),
    ("observation_ja", "平常の範囲にある。"),
    ("verdict", "recovered"),
    ("backlog_kind", "mail"),
    ("backlog_opened", "20分前"),
    ("backlog_closed", "5分前"),
    ("corrected_start_note-p1_ja", "前日から"),
    ("corrected_symptoms-p1-0", "slow"),
    ("old_ja", "誤"),
    ("new_ja", "正"),
    ("count", "9,800"),
    ("unit_ja", "通"),
    ("basis", "exact"),
    ("measure-new_ja", "再起動"),
    ("kind-new", "restart"),
    ("status-new", "done"),
    ("done-new", "5分前"),
    ("step-new_ja", "更新を行った"),
    ("role-new", "trigger"),
    ("lead-new_ja", "発生直後に"),
    ("backlog-new", "mail"),
    ("opened-new", "20分前"),
    ("state-new", "delivered"),
    ("closed-new", "5分前"),
    ("functions-new", "send"),
    ("severity", "critical"),
    ("note-new_ja", "補足です"),
    ("period-note_ja", "補足です"),
    ("kind", "main"),
    ("end", "at"),
    ("ended", "5分前"),
    ("started_note_ja", "数日前から不定期に"),
    ("started_note_en", "on and off for days"),
    ("ended_note_ja", "一部を除く"),
    ("detected_note_ja", "監視より前にお問い合わせで"),
    ("eta_note_ja", "製造元の見込み"),
    ("observed_from_note_ja", "ログの時刻による"),
    ("observed_to_note_en", "by the time of the log"),
    ("done_note-new_ja", "作業記録による"),
    ("due-new", "2016-12-31"),
    ("due_note-new_en", "weather permitting"),
    ("until-new", "5分前"),
    ("until_note-new_ja", "ログの時刻による"),
    ("opened_note-new_ja", "監視の値による"),
    ("closed_note-new_en", "by the counter"),
    ("step_at-new", "20分前"),
    ("step_at_note-new_ja", "ログの時刻による"),
    ("symptom_continuity-0", "intermittent"),
    ("symptom_account-0_ja", "接続が切れることがあります。"),
    ("limited_function", "send"),
    ("limited_service", "mail"),
    ("limited_degree", "slow"),
    ("limited_continuity", "temporary"),
    ("limited_account_ja", "大きな添付ファイルのとき"),
];

/// What can be no text.
const NO_TEXT: [&str; 6] =
    ["a\u{0}b", "a\u{1b}b", "a\u{7f}b", "a\u{202e}b", "a\u{2066}b", "a\u{fffd}b"];
/// What is no moment, no number and no record.
const NOTHING: [&str; 9] = [
    "2016-02-30 10:00",
    "1月32日",
    "25:00:99",
    "夕方",
    "9999-12-31 10:00",
    "1901-01-01 10:00",
    "🔥",
    "-1",
    "INC-20991301-01",
];
/// What no form offers, or another record only.
const NOT_OFFERED: [&str; 4] = ["no-such", "p99", "INC-20990101-01", "../../etc"];

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    First,
    Notice,
    Correction,
    Edit,
}

/// A form on a record, with what is chosen in it.
struct Form {
    kind: Kind,
    record: IncidentRecord,
    part: Option<Part>,
    chosen: Vec<(&'static str, String)>,
}

/// What a form becomes.
struct Answer {
    inputs: Vec<Input>,
    errors: Vec<(String, String)>,
    faults: Faults,
    /// What is wrong and stands at no field.
    refused: Vec<String>,
    typed: Typed,
}

fn now() -> Timestamp {
    at("2016-10-11T10:30:00+09:00")
}

fn frame(language: Language) -> Frame {
    Frame {
        language,
        t: i18n::t(language),
        me: None,
        flash: None,
        here: String::new(),
        zone: tokyo(),
        house: HouseStyle::default(),
        passkeys: false,
    }
}

impl Form {
    fn new(kind: Kind, record: &IncidentRecord, chosen: &[(&'static str, &str)]) -> Self {
        let chosen = chosen.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { kind, record: record.clone(), part: None, chosen }
    }

    fn edit(record: &IncidentRecord, part: Part) -> Self {
        Self { part: Some(part), ..Self::new(Kind::Edit, record, &[]) }
    }

    fn what(&self) -> String {
        format!("{:?} {:?} {:?}", self.kind, self.part, self.chosen)
    }

    /// The form as it is shown first.
    fn blank(&self, scene: &Scene<'_>) -> Typed {
        let mut typed = match self.kind {
            Kind::First => opening::blank(scene, Uuid::nil()),
            Kind::Notice => notice::blank(&self.record, Uuid::nil()),
            Kind::Correction => correction::blank(&self.record, Uuid::nil()),
            Kind::Edit => self.part.as_ref().unwrap().show(scene, &self.record.incident),
        };
        for (name, value) in &self.chosen {
            typed.set(name, value.clone());
        }
        typed
    }

    /// The form filled in, so that every field of it counts.
    fn filled(&self, scene: &Scene<'_>) -> Typed {
        let mut typed = self.blank(scene);
        let names: BTreeSet<String> =
            self.answer(scene, &typed).inputs.into_iter().map(|input| input.name).collect();
        for (name, value) in FILLED {
            let chosen = self.chosen.iter().any(|(known, _)| known == name);
            if names.contains(*name) && !chosen {
                typed.set(name, *value);
            }
        }
        // The texts are there once the facts are in order.
        self.answer(scene, &typed).typed
    }

    fn answer(&self, scene: &Scene<'_>, typed: &Typed) -> Answer {
        match self.kind {
            Kind::Edit => self.edited(scene, typed),
            Kind::First => {
                let (begun, composed) = opening::compose(scene, typed, 1);
                let maker = composed.maker(scene.frame);
                self.sheet(scene, &composed, opening::sections(scene, &maker, begun.as_ref()))
            }
            Kind::Notice => {
                let (plan, composed) = notice::compose(scene, &self.record, typed);
                let maker = composed.maker(scene.frame);
                let incident = &self.record.incident;
                self.sheet(scene, &composed, notice::sections(scene, &maker, incident, plan))
            }
            Kind::Correction => {
                let composed = correction::compose(scene, &self.record, typed);
                let maker = composed.maker(scene.frame);
                self.sheet(scene, &composed, correction::sections(scene, &maker, &self.record))
            }
        }
    }

    fn sheet(
        &self,
        scene: &Scene<'_>,
        composed: &Composed,
        sections: Vec<sheet::Section>,
    ) -> Answer {
        let text = String::new;
        let sheet = Sheet {
            title: text(),
            action: text(),
            keeping: noroshi::views::console::keeping::Keeping::default(),
            sections,
            beside: noroshi::app::desk::Beside::default(),
        };
        // What it would bring about is not looked at, and takes time to make.
        let composed = Composed { after: None, ..composed.clone() };
        let maker = composed.maker(scene.frame);
        let page = sheet.page(scene, &maker, &composed, Some(&self.record), true);
        let mut inputs: Vec<Input> = page
            .sections
            .iter()
            .flat_map(|it| &it.parts)
            .flat_map(sheet::Part::inputs)
            .cloned()
            .collect();
        inputs.extend(page.panes.iter().flat_map(|pane| [pane.subject.clone(), pane.body.clone()]));
        inputs.extend(page.address_reason.clone());
        Answer {
            errors: sheet::errors_of(scene.frame.t, &inputs),
            inputs,
            faults: composed.faults.clone(),
            refused: page.refused,
            typed: composed.typed.clone(),
        }
    }

    fn edited(&self, scene: &Scene<'_>, typed: &Typed) -> Answer {
        let part = self.part.as_ref().unwrap();
        let mut incident = self.record.incident.clone();
        let mut reader = Reader::new(typed, scene.now, scene.zone);
        part.read(scene, &mut reader, &mut incident);
        let maker =
            Maker { frame: scene.frame, typed, faults: &reader.faults, assumed: &reader.assumed };
        let sections = part.sections(scene, &maker, &self.record.incident);
        let inputs: Vec<Input> = sections
            .iter()
            .flat_map(|it| &it.parts)
            .flat_map(sheet::Part::inputs)
            .cloned()
            .collect();
        Answer {
            errors: sheet::errors(scene.frame.t, &sections),
            refused: maker.unseen(&sections),
            inputs,
            faults: reader.faults.clone(),
            typed: typed.clone(),
        }
    }
}

/// Some of what is wrong for each input in the same way: the inputs of a form take turns.
fn some<const N: usize>(
    values: [&'static str; N],
    turn: usize,
    of: usize,
) -> impl Iterator<Item = Vec<String>> {
    values.into_iter().skip(turn % of).step_by(of).map(|text| vec![text.to_owned()])
}

/// What is wrongly typed into an input, by what it is.
fn wrong(input: &Input, value: &str, turn: usize) -> Vec<Vec<String>> {
    let one = |text: &str| vec![text.to_owned()];
    let twice = || vec![value.to_owned(), value.to_owned()];
    let mut wrong: Vec<Vec<String>> = some(NO_TEXT, turn, 3).collect();
    match (&input.control, input.limit.as_ref()) {
        (Control::Line(_), Some((most, _))) => {
            wrong.extend([one(&"長".repeat(most + 1)), one("a\nb"), one("a\rb"), twice()]);
        }
        (Control::Area { .. }, Some((most, _))) => {
            wrong.extend([one(&"長".repeat(most + 1)), twice()]);
        }
        (Control::Line(_) | Control::Area { .. }, None) => {
            wrong.extend(some(NOTHING, turn, 3));
            wrong.extend([one(&"1".repeat(201)), one("8:55\n9:00"), twice()]);
        }
        (Control::Ticks(items), _) => {
            wrong.extend(some(NOT_OFFERED, turn, 2));
            if items.len() == 1 && !input.name.contains('-') && input.name != "service" {
                wrong.push(vec!["yes".to_owned(), "yes".to_owned()]);
            }
        }
        (Control::Select(items) | Control::Radios(items) | Control::States(items), _) => {
            wrong.extend(some(NOT_OFFERED, turn, 2));
            let offered = items.iter().map(|item| item.value.clone()).filter(|it| !it.is_empty());
            let two: Vec<String> = offered.cycle().take(2).collect();
            wrong.extend((two.len() == 2).then_some(two));
        }
    }
    wrong
}

fn with(typed: &Typed, name: &str, values: &[String]) -> Typed {
    let others = typed.fields().iter().filter(|(known, _)| known != name).cloned();
    let own = values.iter().map(|value| (name.to_owned(), value.clone()));
    Typed::new(others.chain(own).collect())
}

/// Whether everything that was sent is in the form that comes back.
fn lost(sent: &Typed, answer: &Answer) -> Vec<String> {
    let shown = |name: &str, value: &str| {
        let Some(input) = answer.inputs.iter().find(|input| input.name == name) else {
            // Of what nobody sees, these two say what the form is about.
            return !["submission", "version"].contains(&name) || answer.typed.get(name) == value;
        };
        if is_proposed(sent, name, value) {
            return true;
        }
        match &input.control {
            Control::Line(shown) | Control::Area { value: shown, .. } => shown == value,
            Control::Select(items)
            | Control::Radios(items)
            | Control::States(items)
            | Control::Ticks(items) => items.iter().all(|item| item.value != value || item.chosen),
        }
    };
    let lost = sent.fields().iter().filter(|(name, value)| !shown(name, value));
    lost.map(|(name, value)| format!("{name}={value}")).collect()
}

/// Every form in which something can be typed about an incident, those first on which others rest.
fn forms(kind: Kind) -> Vec<Form> {
    let open = record();
    match kind {
        Kind::First => ["investigating", "responding", "monitoring", "recovered"]
            .into_iter()
            .map(|state| {
                // A first notice apologizes as its state asks for; what is entered afterwards has a choice.
                let apology = if state == "investigating" { "" } else { "lower" };
                Form::new(kind, &open, &[("state", state), ("apology", apology)])
            })
            .collect(),
        Kind::Notice => notices(&open),
        Kind::Correction => {
            let fields = [
                "text",
                "start-p1",
                "symptoms-p1",
                "scope-p1",
                "affected_services",
                "data_statement",
            ];
            let right = [("service", "web"), ("new_moment", "8:50")];
            let chosen = |field| [("field", field), right[0], right[1]];
            let mut noted = open.clone();
            let mut start = minute("2016-10-11T09:00:00+09:00");
            start.note = Some(LocalizedText::both("数日前から", "for days"));
            noted.incident.periods[0].span.start = Some(When::Own(start));
            let of_note = Form::new(kind, &noted, &chosen("start_note-p1"));
            let all = fields.into_iter().map(|field| Form::new(kind, &open, &chosen(field)));
            all.chain([of_note]).collect()
        }
        Kind::Edit => {
            let parts = Part::ALL.into_iter();
            let periods = [None, Some("p1".parse().unwrap())].map(Part::Period);
            parts.chain(periods).map(|part| Form::edit(&open, part)).collect()
        }
    }
}

/// A notice of each template for each state in which it is offered.
fn notices(open: &IncidentRecord) -> Vec<Form> {
    let mut forms = Vec::new();
    for (record, states) in [
        (open.clone(), &open_states()[..]),
        (recovered(open), &[IncidentState::Recovered, IncidentState::Investigating]),
    ] {
        for state in states {
            let scene_free = notice::Plan {
                standing: Some(record.incident.state),
                state: *state,
                template: noroshi::domain::notice::Template::I1,
            };
            for template in scene_free.templates() {
                let chosen = [("state", state.word()), ("template", template.name())];
                forms.push(Form::new(Kind::Notice, &record, &chosen));
            }
        }
    }
    forms
}

const fn open_states() -> [IncidentState; 6] {
    use IncidentState::{Investigating, Monitoring, Partial, Recovered, Responding, Withdrawn};
    [Investigating, Responding, Partial, Monitoring, Recovered, Withdrawn]
}

/// The record once it recovered, its cause confirmed and its data question answered.
fn recovered(open: &IncidentRecord) -> IncidentRecord {
    use noroshi::domain::{
        incident::{CauseState, DataState},
        span::SpanEnd,
    };
    let mut incident = open.incident.clone();
    incident.periods[0].span.end = SpanEnd::At(When::Own(minute("2016-10-11T10:00:00+09:00")));
    incident.data_statement = DataState::None;
    incident.cause.state = CauseState::Confirmed;
    incident.cause.summary = Some(LocalizedText::both("設定の誤り", "a mistake in a setting"));
    let judgement = judgement("2016-10-11T10:05:00+09:00");
    let mut recovery = update(
        "U02",
        UpdateKind::RecoveryNotice,
        IncidentState::Recovered,
        "2016-10-11T10:10:00+09:00",
    );
    recovery.template = Some(noroshi::domain::notice::Template::I7);
    recovery.judgement = Some(judgement.key.clone());
    incident.judgements = vec![noroshi::domain::incident::Judgement {
        observed_from: When::Own(minute("2016-10-11T10:00:00+09:00")),
        ..judgement
    }];
    let (incident, recovery) = open.post(incident, recovery, &catalogue()).unwrap();
    let updates = open.updates.iter().cloned().chain([recovery]).collect();
    IncidentRecord { incident, updates }
}

fn scene_in<R>(language: Language, run: impl FnOnce(&Scene<'_>) -> R) -> R {
    let (provider, catalogue) = (provider(), catalogue());
    let (policy, zone, frame): (_, TimeZone, _) =
        (NoticePolicy::default(), tokyo(), frame(language));
    run(&Scene {
        provider: &provider,
        catalogue: &catalogue,
        policy: &policy,
        zone: &zone,
        now: now(),
        frame: &frame,
        by: "hanako",
    })
}

/// What was sent wrongly and not refused at its field, by field and value.
type Taken = BTreeMap<(String, Vec<String>), String>;

/// Sends every wrong value in every field of the forms of a kind. A field that only some of them read is
/// refused by those.
fn sweep(kind: Kind) {
    let mut problems = Vec::new();
    for language in Language::ALL {
        scene_in(language, |scene| {
            let (mut taken, mut refused) = (Taken::new(), BTreeSet::new());
            for form in forms(kind) {
                if kind == Kind::Edit {
                    refused.clear();
                }
                let filled = form.filled(scene);
                let base = form.answer(scene, &filled);
                if !base.faults.is_empty() {
                    problems.push(format!("{}: {:?}", form.what(), base.faults));
                    continue;
                }
                for (turn, input) in base.inputs.iter().enumerate() {
                    form.send_wrong(
                        scene,
                        &filled,
                        (input, turn),
                        (&mut taken, &mut refused),
                        &mut problems,
                    );
                    if refused.insert((input.name.clone(), vec![])) {
                        form.send_right(scene, &filled, input, &mut problems);
                    }
                }
            }
            problems.extend(taken.into_values());
        });
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

impl Form {
    /// Every wrong value that no form has refused yet.
    fn send_wrong(
        &self,
        scene: &Scene<'_>,
        filled: &Typed,
        (input, turn): (&Input, usize),
        (taken, refused): (&mut Taken, &mut BTreeSet<(String, Vec<String>)>),
        problems: &mut Vec<String>,
    ) {
        let name = input.name.as_str();
        let value = if filled.get(name).is_empty() { "x" } else { filled.get(name) };
        for (index, values) in wrong(input, value, turn).into_iter().enumerate() {
            // Both languages have the same rules; each sentence comes in each of them.
            if scene.frame.language == Language::En && index % 3 != 0 {
                continue;
            }
            // What is sent twice is whatever the form holds.
            let twice = values.len() == 2 && values[0] == values[1];
            let this = if twice { vec!["twice".to_owned()] } else { values.clone() };
            let this = (name.to_owned(), this);
            if refused.contains(&this) {
                continue;
            }
            let sent = with(filled, name, &values);
            let answer = self.answer(scene, &sent);
            let error = answer.errors.iter().find(|(at, _)| at == name);
            if error.is_some_and(|(_, said)| said.contains(&input.label)) {
                taken.remove(&this);
                refused.insert(this);
            } else {
                let what = format!("{}: {name}={values:?}: {:?}", self.what(), answer.faults);
                taken.insert(this, what.chars().take(300).collect());
            }
            let lost = lost(&with(&sent, name, &values[..1]), &answer);
            if !lost.is_empty() {
                problems.push(format!("{}: {name}={values:?} lost {lost:?}", self.what()));
            }
        }
    }

    /// What is as long as it may be is not too long; what is left out is said at a field, if it is needed.
    fn send_right(
        &self,
        scene: &Scene<'_>,
        filled: &Typed,
        input: &Input,
        problems: &mut Vec<String>,
    ) {
        let name = input.name.as_str();
        if let Some((most, said)) = &input.limit {
            let longest = ["長".repeat(*most)];
            let answer = self.answer(scene, &with(filled, name, &longest));
            let too_long = |(at, fault): &(String, Fault)| {
                at == name && matches!(fault, Fault::Field(FieldError::TooLong(_)))
            };
            if answer.faults.iter().any(too_long) || !said.contains(&most.to_string()) {
                problems
                    .push(format!("{}: {name}: the limit is not what the form says", self.what()));
            }
        }
        for values in [&[][..], &[String::new()]] {
            let answer = self.answer(scene, &with(filled, name, values));
            if !answer.refused.is_empty() {
                problems.push(format!("{}: {name}={values:?}: {:?}", self.what(), answer.refused));
            }
        }
    }
}

#[test]
fn a_first_notice_withstands_everything() {
    sweep(Kind::First);
}

#[test]
fn a_notice_withstands_everything() {
    sweep(Kind::Notice);
}

#[test]
fn a_correction_withstands_everything() {
    sweep(Kind::Correction);
}

#[test]
fn the_record_withstands_everything() {
    sweep(Kind::Edit);
}

#[test]
fn a_field_that_no_form_has_changes_nothing() {
    for kind in [Kind::First, Kind::Notice, Kind::Correction, Kind::Edit] {
        scene_in(Language::En, |scene| {
            for form in forms(kind) {
                let filled = form.filled(scene);
                let more = with(&filled, "no_such_field", &["x".to_owned()]);
                let answer = form.answer(scene, &more);
                assert_eq!(answer.faults, [], "{}", form.what());
                assert!(answer.inputs.iter().all(|input| input.name != "no_such_field"));
            }
        });
    }
}
