//! The form of a correction (rule D11): what was posted wrongly, what is right, and why. A contract fact
//! changes here and nowhere else; what stood there before is said beside it.

use uuid::Uuid;

use super::{
    asked::{self, DATA},
    edit::data,
    impact,
    maker::Maker,
    reader::{Fault, LINE, PARAGRAPH, Reader},
    scene::{Composed, Outline, Scene},
    typed::Typed,
};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{
            Correction, Count, DataState, Incident, IncidentRecord, Period, UpdateKind, When,
        },
        key::Key,
        language::Language,
        moment::Moment,
        notice::{CorrectionValues, Template, posted_moment},
        span::SpanEnd,
        text::LocalizedText,
    },
    i18n::{
        self,
        dates::{DateStyle, Profile, parse::Prefer},
        labels::{self, Label},
        notice::prefill,
        numbers,
        symptoms::Grammar,
    },
    views::console::sheet::{Part, Section},
};

/// What is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Field {
    /// When a period began.
    Start(Key),
    /// When a period ended.
    End(Key),
    /// For whom a period held.
    Scope(Key),
    /// The answer to the data question for a period.
    PeriodData(Key),
    /// That a period was entered by mistake.
    Period(Key),
    /// The affected services.
    Services,
    /// The answer to the data question.
    Data,
    /// How many are affected.
    Count,
    /// The wording, or anything else that is said in words.
    Text,
}

impl Field {
    /// Everything that can be corrected in an incident.
    fn all(incident: &Incident) -> Vec<Self> {
        let mut all = vec![Self::Text];
        for period in &incident.periods {
            all.push(Self::Start(period.key.clone()));
            if matches!(period.span.end, SpanEnd::At(_)) {
                all.push(Self::End(period.key.clone()));
            }
            all.push(Self::Scope(period.key.clone()));
            if period.data != DataState::Unstated {
                all.push(Self::PeriodData(period.key.clone()));
            }
            if incident.periods.len() > 1 {
                all.push(Self::Period(period.key.clone()));
            }
        }
        all.extend([Self::Services, Self::Data]);
        if incident.count().is_some() {
            all.push(Self::Count);
        }
        all
    }

    fn word(&self) -> String {
        match self {
            Self::Start(key) => format!("start-{key}"),
            Self::End(key) => format!("end-{key}"),
            Self::Scope(key) => format!("scope-{key}"),
            Self::PeriodData(key) => format!("data-{key}"),
            Self::Period(key) => format!("period-{key}"),
            Self::Count => "count".to_owned(),
            Self::Services => "affected_services".to_owned(),
            Self::Data => "data_statement".to_owned(),
            Self::Text => "text".to_owned(),
        }
    }

    /// The word by which the record names it; without its period where the two are too long for a key.
    fn stored(&self) -> Option<Key> {
        let word = self.word();
        let of_any = word.split('-').next().unwrap_or_default();
        word.parse().or_else(|_| of_any.parse()).ok()
    }

    /// What it is called in a language.
    fn label(&self, language: Language, incident: &Incident) -> String {
        let t = i18n::t(language);
        let main = incident.main_periods().len();
        let name = |key: &Key| match (incident.period_number(key), incident.period(key)) {
            (Some(number), _) => labels::period_named(language, &HouseStyle::default(), number),
            (None, Some(fringe)) => fringe.kind.label(t),
            (None, None) => String::new(),
        };
        let of = |key: &Key, label: String| match incident.period_number(key) {
            Some(_) if main == 1 => label,
            _ => t.msg_correct_of_period(name(key), label),
        };
        match self {
            Self::Start(key) => of(key, t.msg_started()),
            Self::End(key) => of(key, t.msg_recovered_at()),
            Self::Scope(key) => of(key, t.msg_scope()),
            Self::PeriodData(key) => of(key, t.msg_data_impact()),
            Self::Period(key) => name(key),
            Self::Count => t.msg_count(),
            Self::Services => t.msg_affected_services(),
            Self::Data => t.msg_data_impact(),
            Self::Text => t.msg_correct_text(),
        }
    }

    /// What the record says of it, in both languages.
    fn value(&self, scene: &Scene<'_>, incident: &Incident) -> LocalizedText {
        let [ja, en] = Language::ALL.map(|language| self.value_in(scene, incident, language));
        LocalizedText::both(ja, en)
    }

    fn value_in(&self, scene: &Scene<'_>, incident: &Incident, language: Language) -> String {
        let house = HouseStyle::default();
        let grammar = Grammar { catalogue: scene.catalogue, house: &house, language };
        let profile = match language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        };
        let dates = DateStyle { zone: scene.zone, house: &house };
        let said = |moment: Option<&Moment>| {
            moment.map_or_else(|| "–".to_owned(), |moment| dates.moment(profile, moment))
        };
        let span = |key: &Key| incident.period(key).map(|period| incident.span(&period.span));
        match self {
            Self::Start(key) => said(span(key).and_then(|span| span.start).as_ref()),
            Self::End(key) => said(span(key).as_ref().and_then(|span| span.ended())),
            Self::Scope(key) => {
                incident.period(key).map(|it| grammar.scope(&it.scope)).unwrap_or_default()
            }
            Self::PeriodData(key) => {
                let state = incident.period(key).map(|period| period.data);
                state.unwrap_or(DataState::Unstated).label(i18n::t(language))
            }
            Self::Period(key) => span(key).map_or_else(
                || i18n::t(language).msg_correct_no_period(),
                |span| dates.span(profile, &span).unwrap_or_default(),
            ),
            Self::Count => {
                incident.count().map_or_else(String::new, |count| counted(language, count))
            }
            Self::Services => grammar.services(&incident.affected),
            Self::Data => data_statement(language, incident),
            Self::Text => String::new(),
        }
    }
}

/// The form when it is shown for the first time.
pub fn blank(record: &IncidentRecord, submission: Uuid) -> Typed {
    let mut typed = Typed::default();
    typed.set("submission", submission.to_string());
    typed.set("version", record.incident.version.to_string());
    typed.set("field", "text");
    typed.set("notify", "yes");
    data::show_count(&mut typed, &record.incident);
    if let Some(last) = record.updates.last() {
        typed.set("corrects", last.key.as_str());
    }
    for service in &record.incident.affected {
        typed.add("service", service.as_str());
    }
    typed
}

/// What the form becomes.
pub fn compose(scene: &Scene<'_>, record: &IncidentRecord, form: &Typed) -> Composed {
    let mut reader = Reader::new(form, scene.now, scene.zone).for_writer(scene.by);
    let mut incident = record.incident.clone();
    let fields = Field::all(&record.incident);
    let words: Vec<_> = fields.iter().map(|field| (field.word(), field.clone())).collect();
    let offered: Vec<_> =
        words.iter().map(|(word, field)| (word.as_str(), field.clone())).collect();
    let field = reader.chosen("field", &offered).unwrap_or(Field::Text);
    let corrected = reader.key("corrects", |key| record.update(key).is_some());
    let corrected: Vec<Key> = corrected.into_iter().collect();
    if corrected.is_empty() {
        reader.fault("corrects", Fault::MISSING);
    }
    let (old, new) = change(scene, &mut reader, &field, &mut incident);
    let reason = reader.required("reason", PARAGRAPH);
    let approved_by = Some(reader.text("approved_by", LINE)).filter(|name| !name.is_empty());
    let editorial = reader.ticked("editorial") && field == Field::Text;
    let (state, template) = (record.incident.state, Template::I9);
    let mut values = prefill::incident(&scene.setting(), template, record, &incident, state);
    let first = corrected.first().and_then(|key| record.update(key));
    values.posted = first.map(|update| posted_moment(update.posted));
    let [ja, en] = Language::ALL.map(|language| field.label(language, &record.incident));
    values.correction = Some(CorrectionValues {
        item: Some(LocalizedText::both(ja, en)),
        old_value: old.clone(),
        new_value: new.clone(),
    });
    let outline = Outline { kind: UpdateKind::Correction, template, state, values };
    let mut update = scene.blank_update(record, outline);
    update.corrects = corrected;
    update.correction = old.zip(new).zip(field.stored()).map(|((old, new), word)| {
        let services = (record.incident.affected.clone(), incident.affected.clone());
        Correction {
            field: word,
            old,
            new,
            reason,
            by: scene.by.to_owned(),
            approved_by,
            editorial,
            services: (field == Field::Services).then_some(services),
        }
    });
    let mut composed = scene.compose(reader, record, (incident, update, vec![]));
    // What only touches the wording is listed, and not mailed.
    if let Some(update) = composed.update.as_mut().filter(|_| editorial) {
        update.notify = false;
    }
    composed
}

/// Reads what is right, changes the record, and gives what stood there and what stands there now.
fn change(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    field: &Field,
    incident: &mut Incident,
) -> (Option<LocalizedText>, Option<LocalizedText>) {
    if *field == Field::Text {
        return (reader.required("old", PARAGRAPH), reader.required("new", PARAGRAPH));
    }
    let old = field.value(scene, incident);
    let name = match field {
        Field::Start(key) | Field::End(key) => {
            let start = matches!(field, Field::End(_))
                .then(|| incident.period(key).and_then(|it| incident.span(&it.span).start))
                .flatten();
            let base = start.map(|start| start.at);
            let moment = reader.required_moment("new_moment", Prefer::Past, base);
            if let Some(moment) = moment {
                set_moment(incident, key, field, moment);
            }
            "new_moment"
        }
        Field::Scope(key) => {
            let known = incident.period(key).map(|period| period.scope.clone());
            let scope = impact::changed_scope(reader, known.as_ref());
            if let Some(period) = period_mut(incident, key) {
                period.scope = scope;
            }
            "scope"
        }
        Field::Services => {
            incident.affected = impact::services(reader, scene.catalogue);
            if let Some(first) = incident.affected.first()
                && !incident.affected.contains(&incident.title_service)
            {
                incident.title_service = first.clone();
            }
            "service"
        }
        Field::Data | Field::Text => {
            data::statement(reader, incident);
            "data_statement"
        }
        Field::PeriodData(key) => {
            let state = reader.chosen("data_statement", &DATA);
            if let (Some(state), Some(period)) = (state, period_mut(incident, key)) {
                period.data = state;
            }
            "data_statement"
        }
        Field::Period(key) => {
            incident.forget_periods(|gone| gone == key);
            "field"
        }
        Field::Count => {
            data::count(reader, incident, scene.by);
            "count"
        }
    };
    let new = field.value(scene, incident);
    let differs = |language: &Language| old.written(*language) != new.written(*language);
    let Some(wrong) = Language::ALL.into_iter().find(differs) else {
        reader.fault(name, Fault::Unchanged);
        return (Some(old), Some(new));
    };
    // A language in which nothing was wrong quotes the one in which it was.
    let quoted = |value: &LocalizedText| {
        let [ja, en] = Language::ALL
            .map(|language| if differs(&language) { language } else { wrong })
            .map(|language| value.written(language).unwrap_or_default());
        LocalizedText::both(ja, en)
    };
    (Some(quoted(&old)), Some(quoted(&new)))
}

fn period_mut<'a>(incident: &'a mut Incident, key: &Key) -> Option<&'a mut Period> {
    incident.periods.iter_mut().find(|period| period.key == *key)
}

/// The answer to the data question, with what belongs to it.
fn data_statement(language: Language, incident: &Incident) -> String {
    let t = i18n::t(language);
    let lost = incident.data_lost.as_ref().filter(|_| incident.data_statement == DataState::Lost);
    let lost = lost.and_then(|text| text.read(language)).map(|reading| reading.text.to_owned());
    let bounced = incident.data_bounced.then(|| t.msg_data_bounced());
    let parts = [Some(incident.data_statement.label(t)), lost, bounced];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

/// How many, of what, and how well it is known.
fn counted(language: Language, count: &Count) -> String {
    let t = i18n::t(language);
    let unit = count.unit.read(language).map(|reading| reading.text).unwrap_or_default();
    t.msg_correct_count(numbers::grouped(count.n), unit, count.basis.label(t))
}

/// Corrects a boundary; one that is shared is corrected for every span that uses it (rule D13).
fn set_moment(incident: &mut Incident, key: &Key, field: &Field, moment: Moment) {
    let Some(period) = period_mut(incident, key) else { return };
    let ends = matches!(field, Field::End(_));
    let shared = match (&period.span.end, &period.span.start) {
        (SpanEnd::At(When::Shared(name)), _) if ends => Some(name.clone()),
        (_, Some(When::Shared(name))) if !ends => Some(name.clone()),
        _ => None,
    };
    match shared {
        Some(name) => {
            incident.moments.insert(name, moment);
        }
        None if ends => period.span.end = SpanEnd::At(When::Own(moment)),
        None => period.span.start = Some(When::Own(moment)),
    }
}

/// The sections of the form.
pub fn sections(scene: &Scene<'_>, maker: &Maker<'_>, record: &IncidentRecord) -> Vec<Section> {
    let t = maker.t();
    let language = maker.frame.language;
    let fields: Vec<_> = Field::all(&record.incident)
        .iter()
        .map(|field| (field.word(), field.label(language, &record.incident)))
        .collect();
    let updates: Vec<_> = record
        .updates
        .iter()
        .filter(|update| update.kind != UpdateKind::Correction)
        .map(|update| {
            let label = update.number.map_or_else(|| update.kind.label(t), |n| labels::nth(t, n));
            (update.key.as_str(), label)
        })
        .collect();
    let what = vec![
        Part::One(maker.select("corrects", t.msg_correct_which(), &updates)),
        Part::One(maker.radios("field", t.msg_correct_field(), &fields)),
        maker.pair("reason", &t.msg_correct_reason(), PARAGRAPH),
        Part::One(maker.text("approved_by", t.msg_approver(), LINE)),
    ];
    let editorial =
        maker.tick("editorial", t.msg_correct_editorial(), t.msg_correct_editorial_yes());
    let of = |is: fn(&Field) -> bool, parts: Vec<Part>| {
        let words: Vec<_> =
            Field::all(&record.incident).iter().filter(|it| is(it)).map(Field::word).collect();
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        Maker::only("field", &words, parts)
    };
    let mut right = vec![
        Part::Text(t.msg_correct_hint()),
        of(
            |field| *field == Field::Text,
            vec![
                maker.pair("old", &t.msg_correct_old(), PARAGRAPH),
                maker.pair("new", &t.msg_correct_new(), PARAGRAPH),
                Part::One(editorial),
            ],
        ),
        of(
            |field| matches!(field, Field::Start(_) | Field::End(_)),
            vec![Part::One(maker.moment("new_moment", t.msg_correct_moment()))],
        ),
        of(|field| *field == Field::Services, vec![impact::services_part(maker, scene.catalogue)]),
        of(|field| matches!(field, Field::Data | Field::PeriodData(_)), asked::data_parts(maker)),
    ];
    if record.incident.count().is_some() {
        right.push(of(|field| *field == Field::Count, data::count_parts(maker).to_vec()));
    }
    right.push(of(|field| matches!(field, Field::Scope(_)), impact::scope_parts(maker)));
    vec![
        Section { id: "what".to_owned(), title: t.msg_post_correct_title(), parts: what },
        Section { id: "right".to_owned(), title: t.msg_correct_right(), parts: right },
    ]
}
