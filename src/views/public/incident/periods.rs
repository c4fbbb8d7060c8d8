//! When what failed: the periods as bars on one axis of time and in words, and a table of functions by
//! periods. What nobody stated is "not stated" in the table and never looks normal (rule D05).

use std::collections::BTreeSet;

use askama::Template;
use jiff::{ToSpan as _, civil::Date};

use super::Account;
use crate::{
    domain::{
        incident::{DataState, Period, PeriodKind, Symptom},
        key::Key,
        moment::Moment,
        notice::Tense,
        service::{Degree, Function},
        span::{Span, SpanEnd},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::{dates, labels, labels::Label as _, sentences::Sentences},
    views::{
        html::Html,
        public::{context::Context, frame::PLACE, parts::Mark, section::Section},
    },
};

/// The section.
#[derive(Template)]
#[template(path = "public/incident/periods.html")]
struct Periods {
    t: &'static Sentences,
    axis: Vec<Tick>,
    bars: Vec<Bar>,
    columns: Vec<String>,
    rows: Vec<Row>,
    facts: Vec<(String, Vec<String>)>,
    notes: Vec<Html>,
    has_unstated: bool,
}

/// A date on the axis.
struct Tick {
    x: String,
    anchor: &'static str,
    text: String,
}

/// A period in a line.
struct Bar {
    tone: &'static str,
    kind: &'static str,
    x: String,
    width: String,
    label: String,
    span: Html,
    duration: Option<String>,
    relation: Option<String>,
    narrative: Option<Html>,
    notes: Vec<Html>,
}

/// A function in every main period.
struct Row {
    name: String,
    cells: Vec<Cell>,
}

/// What is known of a function in a period; more than one thing if services differ.
struct Cell {
    marks: Vec<(Mark, Option<String>)>,
}

impl Cell {
    /// The colour of the cell: that of the worst.
    fn tone(&self) -> &'static str {
        self.marks.first().map_or("none", |(mark, _)| mark.tone)
    }
}

/// The days that the bars lie on.
struct Axis {
    first: Date,
    days: i64,
    start: Timestamp,
    end: Timestamp,
}

impl Axis {
    /// A place on the axis, in hundredths of a per cent.
    fn place(&self, at: Timestamp) -> i64 {
        let whole = self.end.seconds_since(self.start).max(1);
        (at.seconds_since(self.start) * 10_000 / whole).clamp(0, 10_000)
    }
}

/// The narrowest bar, in hundredths of a per cent.
const NARROWEST: i64 = 60;

fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

impl Account<'_> {
    /// The section on the periods, if there are any.
    pub(super) fn periods_section(&self) -> Option<Section> {
        let t = self.context.t();
        let axis = self.axis()?;
        let main = self.incident().main_periods();
        let rows: Vec<Row> = self.concerned().into_iter().map(|one| self.row(one, &main)).collect();
        let unstated = |row: &Row| {
            row.cells.iter().any(|cell| cell.marks.iter().any(|(mark, _)| mark.glyph == "unstated"))
        };
        let section = Periods {
            t,
            bars: self.in_order().into_iter().map(|period| self.bar(period, &axis)).collect(),
            columns: main.iter().filter_map(|period| self.period_label(&period.key)).collect(),
            has_unstated: rows.iter().any(unstated),
            rows,
            facts: self.period_facts(&main),
            notes: self.notes(),
            axis: self.ticks(&axis),
        };
        Some(Section::new("periods", t.msg_period(), &section))
    }

    /// Every period: the main ones in their order, each between its fringes.
    fn in_order(&self) -> Vec<&Period> {
        let incident = self.incident();
        let mut periods: Vec<&Period> = Vec::new();
        for main in incident.main_periods() {
            let fringes = |kind| incident.fringes_of(&main.key).filter(move |one| one.kind == kind);
            periods.extend(fringes(PeriodKind::FringeBefore));
            periods.push(main);
            periods.extend(fringes(PeriodKind::FringeAfter));
        }
        periods
    }

    /// From the first day of the first period to the end of the last day of the last one.
    fn axis(&self) -> Option<Axis> {
        let zone = self.context.site.zone();
        let ends = self.incident().periods.iter().filter_map(|period| self.ends(period));
        let (start, end) = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))?;
        let first = start.date_in(zone);
        // A period that ends at midnight does not reach into the next day.
        let last = Timestamp::from_micros(end.micros() - 1).max(start).date_in(zone);
        let after = last.tomorrow().unwrap_or(last);
        let days = first.until(after).map_or(1, |span| i64::from(span.get_days()));
        let midnight = |date: Date| Timestamp::from_civil(date.at(0, 0, 0, 0), zone);
        Some(Axis { first, days, start: midnight(first), end: midnight(after) })
    }

    /// The instants between which a bar is drawn. One that goes on is drawn up to what is known; one
    /// whose end nobody stated, up to the end of its day.
    fn ends(&self, period: &Period) -> Option<(Timestamp, Timestamp)> {
        let zone = self.context.site.zone();
        let span = self.incident().span(&period.span);
        let start = span.start?.at;
        let end = match &span.end {
            SpanEnd::At(moment) => moment.over_at(zone),
            SpanEnd::Ongoing => {
                let said = self.record.updates.last().map(|update| update.posted);
                self.context.clock.map(|clock| clock.now).or(said).unwrap_or(start)
            }
            SpanEnd::Unstated => {
                let day = start.date_in(zone);
                Timestamp::from_civil(day.tomorrow().unwrap_or(day).at(0, 0, 0, 0), zone)
            }
        };
        Some((start, end.max(start)))
    }

    /// At most five dates, the first and the last of the axis among them.
    fn ticks(&self, axis: &Axis) -> Vec<Tick> {
        let offsets: BTreeSet<i64> = (0..=4).map(|part| axis.days * part / 4).collect();
        let mut month = None;
        offsets
            .into_iter()
            .map(|offset| {
                let date = axis.first.checked_add(offset.days()).unwrap_or(axis.first);
                let at = Timestamp::from_civil(date.at(0, 0, 0, 0), self.context.site.zone());
                let text = if month == Some(date.month()) {
                    self.context.t().msg_periods_day(date.day().to_string())
                } else {
                    self.context.dates().month_day(self.context.language, at)
                };
                month = Some(date.month());
                Tick {
                    x: percent(offset * 10_000 / axis.days.max(1)),
                    anchor: match offset {
                        0 => "start",
                        last if last == axis.days => "end",
                        _ => "middle",
                    },
                    text,
                }
            })
            .collect()
    }

    fn bar(&self, period: &Period, axis: &Axis) -> Bar {
        let incident = self.incident();
        let span = incident.span(&period.span);
        let (start, end) = self.ends(period).unwrap_or((axis.start, axis.start));
        let x = axis.place(start).min(10_000 - NARROWEST);
        let width = (axis.place(end) - x).max(NARROWEST);
        let unavailable =
            period.symptoms.iter().any(|symptom| symptom.degree == Degree::Unavailable);
        Bar {
            tone: if unavailable { "major" } else { "degraded" },
            kind: match (&span.end, period.kind) {
                (SpanEnd::Ongoing | SpanEnd::Unstated, _) => "open",
                (_, PeriodKind::Main) => "main",
                (_, PeriodKind::FringeBefore | PeriodKind::FringeAfter) => "fringe",
            },
            x: percent(x),
            width: percent(width),
            label: self.period_label(&period.key).unwrap_or_else(|| {
                self.context.t().msg_periods_fringe(period.kind.label(self.context.t()))
            }),
            duration: self.duration(&span),
            span: self.context.span(&span),
            relation: self.relation(period),
            narrative: period.narrative.as_ref().map(|text| self.told(text)),
            notes: self.notes_of(period, &span),
        }
    }

    /// 期間①, Period 1.
    pub(super) fn period_label(&self, key: &Key) -> Option<String> {
        let number = self.incident().period_number(key)?;
        let house = &self.context.site.provider.house_style;
        Some(labels::period_named(self.context.language, house, number))
    }

    fn duration(&self, span: &Span) -> Option<String> {
        Some(dates::lasted(self.context.list(), span.duration()?))
    }

    /// How a period follows from an earlier one.
    fn relation(&self, period: &Period) -> Option<String> {
        let t = self.context.t();
        let named = |key: &Option<Key>| self.period_label(key.as_ref()?);
        named(&period.recurrence_of)
            .map(|label| t.msg_periods_recurrence(label))
            .or_else(|| named(&period.continues).map(|label| t.msg_periods_continues(label)))
    }

    /// The ※ notes of a period: its own, and those on its start, its end and its symptoms.
    fn notes_of(&self, period: &Period, span: &Span) -> Vec<Html> {
        let t = self.context.t();
        let of = |what: &str, text: &LocalizedText| {
            Context::around(&t.msg_periods_note_of(what, PLACE), &self.told(text))
        };
        let ends = [(t.msg_started(), span.start.as_ref()), (t.msg_recovered_at(), span.ended())];
        let ends =
            ends.into_iter().filter_map(|(what, moment)| Some((what, moment?.note.as_ref()?)));
        let symptoms = period.symptoms.iter().filter_map(|symptom| {
            let function = self.context.site.catalogue.function(&symptom.function)?;
            let noun = self.context.capital(&self.context.grammar().noun(function));
            Some((noun, symptom.narrative.as_ref()?))
        });
        let besides = ends.chain(symptoms).map(|(what, text)| of(&what, text));
        self.note(period).into_iter().chain(besides).collect()
    }

    /// The ※ note of a period; a fringe without one is told by its symptoms.
    fn note(&self, period: &Period) -> Option<Html> {
        let told = period.note.as_ref().map(|text| self.told(text));
        let symptoms = || {
            let text = self.context.grammar().symptoms(Tense::Over, [period]);
            let fringe = period.kind != PeriodKind::Main && !text.is_empty();
            fringe.then(|| Html::text(&self.context.capital(&text)))
        };
        told.or_else(symptoms)
    }

    /// Functions that failed or were stated to work in a main period, in the order of the catalogue.
    fn concerned(&self) -> Vec<&Function> {
        let incident = self.incident();
        let main = incident.main_periods();
        let symptoms = main.iter().flat_map(|period| &period.symptoms);
        let failed: BTreeSet<&Key> = symptoms.map(|symptom| &symptom.function).collect();
        let works: BTreeSet<&Key> =
            incident.unaffected.iter().flat_map(|stated| &stated.functions).collect();
        let functions = self.context.site.catalogue.functions.iter();
        functions.filter(|one| failed.contains(&one.key) || works.contains(&one.key)).collect()
    }

    fn row(&self, function: &Function, main: &[&Period]) -> Row {
        Row {
            name: self.context.capital(&self.context.grammar().noun(function)),
            cells: main.iter().map(|period| self.cell(function, period)).collect(),
        }
    }

    fn cell(&self, function: &Function, period: &Period) -> Cell {
        let mut symptoms: Vec<&Symptom> =
            period.symptoms.iter().filter(|symptom| symptom.function == function.key).collect();
        symptoms.sort_by_key(|symptom| symptom.degree);
        if symptoms.is_empty() {
            let works = self.incident().unaffected.iter().any(|stated| {
                stated.functions.contains(&function.key)
                    && stated.periods.as_ref().is_none_or(|keys| keys.contains(&period.key))
            });
            let degree = if works { Degree::Normal } else { Degree::Unstated };
            return Cell { marks: vec![(self.context.degree_mark(degree), None)] };
        }
        let mark =
            |symptom: &Symptom| (self.context.degree_mark(symptom.degree), self.limits(symptom));
        Cell { marks: symptoms.into_iter().map(mark).collect() }
    }

    /// To which services a symptom is limited, and whether it held all the time.
    fn limits(&self, symptom: &Symptom) -> Option<String> {
        let services = (!symptom.services.is_empty())
            .then(|| self.context.grammar().services(&symptom.services));
        let continuity = symptom.continuity.map(|one| one.label(self.context.t()));
        let limits: Vec<String> = services.into_iter().chain(continuity).collect();
        (!limits.is_empty()).then(|| limits.join(" "))
    }

    /// Scope, continuity, duration and data of every main period.
    fn period_facts(&self, main: &[&Period]) -> Vec<(String, Vec<String>)> {
        let t = self.context.t();
        let unstated = || Degree::Unstated.label(t);
        let each = |of: &dyn Fn(&Period) -> String| main.iter().map(|one| of(one)).collect();
        let mut facts = vec![
            (t.msg_scope(), each(&|one| self.context.grammar().scope(&one.scope))),
            (t.msg_periods_continuity(), each(&|one| one.continuity.label(t))),
            (
                t.msg_duration(),
                each(&|one| {
                    let span = self.incident().span(&one.span);
                    match span.end {
                        SpanEnd::Ongoing => t.msg_ongoing(),
                        _ => self.duration(&span).unwrap_or_else(unstated),
                    }
                }),
            ),
        ];
        if main.iter().any(|period| period.data != DataState::Unstated) {
            facts.push((t.msg_data_impact(), each(&|one| one.data.label(t))));
        }
        facts
    }

    /// ※ notes to the whole, and on what worked.
    fn notes(&self) -> Vec<Html> {
        let incident = self.incident();
        let unaffected = incident.unaffected.iter().filter_map(|stated| stated.narrative.as_ref());
        incident.notes.iter().chain(unaffected).map(|text| self.told(text)).collect()
    }

    /// A moment as a fact within a sentence.
    pub(super) fn moment_text(&self, moment: &Moment) -> String {
        self.context.dates().moment(self.context.prose(), moment)
    }
}
