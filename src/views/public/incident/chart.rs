//! A measured series as a line, in one sentence, and as a table.

use askama::{Template, filters::HtmlSafe};

use super::Account;
use crate::{
    domain::{
        incident::{Metric, Sample},
        moment::Moment,
        time::Timestamp,
    },
    i18n::{numbers, sentences::Sentences},
    views::html::Html,
};

/// The width and height of the drawing in its own units, and the room below for dates.
const WIDTH: i64 = 960;
const HEIGHT: i64 = 220;
/// The most values that are drawn and listed; of more, the highest of each stretch.
const MOST: usize = 200;
/// A gap of more than this many intervals breaks the line: nothing was measured there.
const GAP: i64 = 3;

/// A series.
#[derive(Template)]
#[template(path = "public/incident/chart.html")]
pub(super) struct Chart {
    t: &'static Sentences,
    key: String,
    name: Html,
    summary: Html,
    line: String,
    normal: Option<i64>,
    begins: Vec<(i64, String)>,
    rows: Vec<(Html, String)>,
    thinned: bool,
}

impl HtmlSafe for Chart {}

impl Account<'_> {
    /// The chart of a series, if anything was measured.
    pub(super) fn chart(&self, metric: &Metric) -> Option<Chart> {
        let samples = thinned(&metric.series);
        let last = samples.last()?;
        let highest = metric.series.iter().max_by_key(|sample| sample.n)?;
        let top = highest.n.max(metric.normal_below.unwrap_or(0)).max(1);
        let context = self.context;
        let day = |at| context.dates().month_day(context.language, at);
        let plot = plot(&samples, metric, top);
        let value = |n: i64| self.measured(n, metric);
        Some(Chart {
            t: context.t(),
            key: metric.key.to_string(),
            name: self.told(&metric.name),
            summary: self.chart_summary(metric, highest, last),
            line: plot.line,
            normal: metric.normal_below.map(|n| HEIGHT - n * HEIGHT / top),
            begins: plot.begins.into_iter().map(|(x, at)| (x, day(at))).collect(),
            rows: samples.iter().map(|one| (context.at(one.t), value(one.n))).collect(),
            thinned: samples.len() < metric.series.len(),
        })
    }

    fn measured(&self, n: i64, metric: &Metric) -> String {
        let number = numbers::grouped(n.unsigned_abs());
        let sign = if n < 0 { "−" } else { "" };
        let unit = self.context.inline(&metric.unit).text;
        self.context.t().msg_chart_value(format!("{sign}{number}"), unit)
    }

    fn chart_summary(&self, metric: &Metric, highest: &Sample, last: &Sample) -> Html {
        let at = |sample: &Sample| self.moment_text(&Moment::minute(sample.t));
        let t = self.context.t();
        let name = self.told(&metric.full_name);
        let highest = t.msg_chart_highest(self.measured(highest.n, metric), at(highest));
        let last = t.msg_chart_last(self.measured(last.n, metric), at(last));
        let mut summary = name.and_text(&t.msg_chart_colon()).and_text(&highest).and_text(&last);
        if let Some(normal) = metric.normal_below {
            summary = summary.and_text(&t.msg_chart_normal(self.measured(normal, metric)));
        }
        summary
    }
}

/// At most [`MOST`] values: of every stretch the highest, so that no peak is lost.
fn thinned(series: &[Sample]) -> Vec<Sample> {
    let stretch = series.len().div_ceil(MOST).max(1);
    series
        .chunks(stretch)
        .filter_map(|chunk| chunk.iter().max_by_key(|sample| sample.n))
        .copied()
        .collect()
}

/// The values on one axis of time, on which a stretch without values takes no more room than any other
/// gap; the date at which each stretch begins stands below it.
struct Plot {
    line: String,
    begins: Vec<(i64, Timestamp)>,
}

fn plot(samples: &[Sample], metric: &Metric, top: i64) -> Plot {
    use std::fmt::Write as _;
    let thin = i64::try_from(metric.series.len().div_ceil(MOST)).unwrap_or(1).max(1);
    let longest = match i64::from(metric.interval.unwrap_or(0)) * GAP * thin {
        0 => i64::MAX,
        longest => longest,
    };
    let steps = |pair: &[Sample]| pair[1].t.seconds_since(pair[0].t);
    let whole: i64 = samples.windows(2).map(|pair| steps(pair).min(longest)).sum();
    let (mut line, mut begins) = (String::new(), Vec::new());
    let mut place = 0;
    for (number, sample) in samples.iter().enumerate() {
        let step = if number == 0 { 0 } else { steps(&samples[number - 1..=number]) };
        place += step.min(longest);
        let (x, y) = (place * WIDTH / whole.max(1), HEIGHT - sample.n.max(0) * HEIGHT / top);
        let begin = number == 0 || step > longest;
        if begin {
            begins.push((x, sample.t));
        }
        let _ = write!(line, "{}{x} {y}", if begin { 'M' } else { 'L' });
    }
    Plot { line, begins }
}
