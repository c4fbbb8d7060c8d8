//! What the form asks for: which notice, what in it, why, and what is right.

use super::field::Field;
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{IncidentRecord, Period, Symptom, UpdateKind},
    },
    i18n::{
        labels::{self, Label},
        symptoms::Grammar,
    },
    views::console::sheet::{Part, Section},
    web::posting::{
        asked,
        edit::{data, symptom},
        impact,
        maker::Maker,
        reader::{LINE, PARAGRAPH},
        scene::Scene,
    },
};

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
        Part::One(maker.select("field", t.msg_correct_field(), &fields)),
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
        of(Field::is_moment, vec![Part::One(maker.moment("new_moment", t.msg_correct_moment()))]),
    ];
    for field in Field::all(&record.incident).into_iter().filter(Field::is_note) {
        let label = field.label(language, &record.incident);
        let note = maker.pair(&field.own_input(), &label, LINE);
        right.push(Maker::only("field", &[&field.word()], vec![note]));
    }
    for field in Field::all(&record.incident) {
        if let Field::Symptoms(key) = &field {
            let selects = degrees(scene, maker, &field, record.incident.period(key));
            right.push(Maker::only("field", &[&field.word()], selects));
        }
    }
    right.extend([
        of(|field| *field == Field::Services, vec![impact::services_part(maker, scene.catalogue)]),
        of(|field| matches!(field, Field::Data | Field::PeriodData(_)), asked::data_parts(maker)),
    ]);
    if record.incident.count().is_some() {
        right.push(of(|field| *field == Field::Count, data::count_parts(maker).to_vec()));
    }
    right.push(of(|field| matches!(field, Field::Scope(_)), impact::scope_parts(maker)));
    vec![
        Section { id: "what".to_owned(), title: String::new(), parts: what },
        Section { id: "right".to_owned(), title: t.msg_correct_right(), parts: right },
    ]
}

/// How badly each of the functions failed of which it was said that they fail.
fn degrees(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    field: &Field,
    period: Option<&Period>,
) -> Vec<Part> {
    let (house, language) = (HouseStyle::default(), maker.frame.language);
    let grammar = Grammar { catalogue: scene.catalogue, house: &house, language };
    let symptoms = period.map(|period| period.symptoms.as_slice()).unwrap_or_default();
    let select = |(index, symptom): (usize, &Symptom)| {
        let named = symptom::named(&grammar, symptom);
        Part::One(maker.select(&field.row(index), named, &symptom::named_degrees(maker.t())))
    };
    symptoms.iter().enumerate().map(select).collect()
}
