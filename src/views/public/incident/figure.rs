//! A figure drawn from boxes, lines and numbered marks (capability K11), with the marks as a list beside
//! it: whoever cannot see the picture reads the list, and text and list lead to each other.
//!
//! Lines run straight between boxes of one row; between rows they leave at the top or bottom, cross in
//! the gap and arrive at the bottom or top. Boxes are drawn over the lines.

use askama::{Template, filters::HtmlSafe};

use super::Account;
use crate::{
    domain::{
        house_style::PeriodLabel,
        incident::{
            Callout, CalloutFamily, Figure,
            figure::{Edge, Extent, Node, Place},
        },
        key::Key,
        language::Language,
    },
    i18n::{labels, sentences::Sentences},
    views::{html::Html, public::parts::Inline},
};

/// The width of the drawing in its own units.
const WIDTH: i32 = 960;
/// Between two lines of a label.
const LINE: i32 = 20;

/// A figure.
#[derive(Template)]
#[template(path = "public/incident/figure.html")]
pub(super) struct Drawing {
    t: &'static Sentences,
    key: String,
    height: i32,
    alt: Inline,
    caption: String,
    long: Option<Html>,
    paths: Vec<Path>,
    boxes: Vec<Box>,
    marks: Vec<Callmark>,
}

impl HtmlSafe for Drawing {}

struct Path {
    d: String,
    dashed: bool,
    both: bool,
    label: Option<(i32, i32, String)>,
}

#[derive(Clone)]
struct Box {
    x: i32,
    y: i32,
    w: i32,
    h: i32,
    dashed: bool,
    lines: Vec<(i32, String)>,
}

struct Callmark {
    key: String,
    x: i32,
    y: i32,
    text_y: i32,
    measure: bool,
    mark: String,
    label: String,
    back: Option<String>,
    text: Html,
}

impl Box {
    const fn middle(&self) -> (i32, i32) {
        (self.x + self.w / 2, self.y + self.h / 2)
    }
}

impl Account<'_> {
    /// The drawing of a figure.
    pub(super) fn drawing(&self, figure: &Figure) -> Drawing {
        let t = self.context.t();
        let height = WIDTH * i32::from(figure.aspect.h) / i32::from(figure.aspect.w).max(1);
        let boxes: Vec<Box> =
            figure.nodes.iter().map(|node| self.node(node, figure, height)).collect();
        let number = labels::figure(t, figure.number);
        let caption = self.context.inline(&figure.caption);
        Drawing {
            t,
            key: figure.key.to_string(),
            height,
            alt: self.context.inline(&figure.alt),
            caption: t.msg_figure_caption(number, caption.text),
            long: figure.long_description.as_ref().map(|text| self.told(text)),
            paths: self.paths(figure, &boxes),
            marks: figure.callouts.iter().map(|one| self.mark(one, height)).collect(),
            boxes,
        }
    }

    fn node(&self, node: &Node, figure: &Figure, height: i32) -> Box {
        let Place { x, y } = node.place;
        let Extent { w, h } = node.extent;
        let (x, w) = (scaled(x, WIDTH), scaled(w, WIDTH));
        let (y, h) = (scaled(y, height), scaled(h, height));
        let texts = wrapped(&self.context.inline(&node.label).text, w, self.context.language);
        let below = LINE * (i32::try_from(texts.len()).unwrap_or(1) - 1);
        let is_parent = figure.nodes.iter().any(|other| other.parent.as_ref() == Some(&node.key));
        let first = if is_parent {
            y - 10 - below
        } else if node.parent.is_some() {
            y + h - 14 - below
        } else {
            y + h / 2 - below / 2 + 6
        };
        let line = |(number, text): (usize, String)| {
            (first + LINE * i32::try_from(number).unwrap_or(0), text)
        };
        Box {
            x,
            y,
            w,
            h,
            dashed: node.dashed,
            lines: texts.into_iter().enumerate().map(line).collect(),
        }
    }

    fn paths(&self, figure: &Figure, boxes: &[Box]) -> Vec<Path> {
        let find = |key: &Key| figure.nodes.iter().position(|node| node.key == *key);
        let mut paths = Vec::new();
        for (number, edge) in figure.edges.iter().enumerate() {
            let (Some(from), Some(to)) = (find(&edge.from), find(&edge.to)) else { continue };
            let before = figure.edges.iter().take(number);
            let leaving = before.filter(|other| other.from == edge.from).count();
            let leaving = i32::try_from(leaving).unwrap_or(0);
            paths.push(self.path(edge, &boxes[from], &boxes[to], leaving));
        }
        paths
    }

    fn path(&self, edge: &Edge, from: &Box, to: &Box, leaving: i32) -> Path {
        let label = edge.label.as_ref().map(|text| self.context.inline(text).text);
        let top = from.y.max(to.y);
        let bottom = (from.y + from.h).min(to.y + to.h);
        let (d, place) = if top < bottom {
            beside(from, to, label.as_deref())
        } else {
            across(from, to, leaving)
        };
        Path {
            d,
            dashed: edge.dashed,
            both: edge.both,
            label: label.map(|text| (place.0, place.1, text)),
        }
    }

    fn mark(&self, callout: &Callout, height: i32) -> Callmark {
        let incident = self.incident();
        let (language, house) = (self.context.language, &self.context.site.provider.house_style);
        let y = scaled(callout.place.y, height);
        let steps = incident.cause.steps.iter();
        let step = steps
            .filter(|step| step.callouts.contains(&callout.key))
            .map(|step| format!("step-{}", step.key))
            .next();
        let measure =
            incident.measures.iter().find(|one| one.callout.as_ref() == Some(&callout.key));
        let named = measure.and_then(|one| labels::measure(language, house, incident, one));
        let number = callout.number.to_string();
        let is_measure = callout.family == CalloutFamily::Measure;
        Callmark {
            key: callout.key.to_string(),
            x: scaled(callout.place.x, WIDTH),
            y,
            text_y: y + 6,
            measure: is_measure,
            mark: match (is_measure, language, house.period_label) {
                (false, ..) => number.clone(),
                (true, Language::Ja, PeriodLabel::Circled) => {
                    labels::circled(callout.number as usize)
                }
                (true, ..) => self.context.t().msg_figure_measure_mark(number.as_str()),
            },
            label: named.unwrap_or_else(|| self.context.t().msg_figure_mark(number)),
            back: step.or_else(|| measure.map(|one| format!("measure-{}", one.key))),
            text: self.told(&callout.text),
        }
    }
}

/// Thousandths of a length.
fn scaled(thousandths: u16, whole: i32) -> i32 {
    i32::from(thousandths) * whole / 1000
}

/// A straight line between two boxes of one row, and the place of its label: over the gap, or over the
/// boxes if it is wider than that.
fn beside(from: &Box, to: &Box, label: Option<&str>) -> (String, (i32, i32)) {
    let inside = |y: i32, one: &Box| y > one.y + 10 && y < one.y + one.h - 10;
    let y = [from.middle().1, to.middle().1]
        .into_iter()
        .find(|y| inside(*y, from) && inside(*y, to))
        .unwrap_or_else(|| i32::midpoint(from.y.max(to.y), (from.y + from.h).min(to.y + to.h)));
    let (start, end) =
        if from.x + from.w <= to.x { (from.x + from.w, to.x) } else { (from.x, to.x + to.w) };
    let gap = (end - start).abs();
    let length = label.map_or(0, width_of);
    let above = if length * 10 > gap * 7 { from.y.max(to.y) - 10 } else { y - 8 };
    (format!("M{start} {y}H{end}"), (i32::midpoint(start, end), above))
}

/// A line between two rows, and the place of its label. Lines that leave the same box do so side by
/// side.
fn across(from: &Box, to: &Box, leaving: i32) -> (String, (i32, i32)) {
    let x = from.x + from.w * (leaving % 3 + 1) / 4;
    let upwards = from.y > to.y;
    let (start, end) = if upwards { (from.y, to.y + to.h) } else { (from.y + from.h, to.y) };
    if x > to.x + 10 && x < to.x + to.w - 10 {
        return (format!("M{x} {start}V{end}"), (x, i32::midpoint(start, end)));
    }
    let step = 40 + 22 * (leaving % 3);
    let gap =
        if upwards { end + step.min((start - end) / 2) } else { end - step.min((end - start) / 2) };
    let target = to.middle().0;
    (format!("M{x} {start}V{gap}H{target}V{end}"), (i32::midpoint(x, target), gap - 8))
}

/// About how wide a text is drawn.
fn width_of(text: &str) -> i32 {
    text.chars().map(|character| if character.is_ascii() { 9 } else { 17 }).sum()
}

/// A label in lines that fit a box. Japanese breaks anywhere, but rather before a bracket; English
/// between words.
fn wrapped(text: &str, width: i32, language: Language) -> Vec<String> {
    let pieces: Vec<String> = match language {
        Language::En => text.split(' ').map(|word| format!("{word} ")).collect(),
        Language::Ja => {
            let bracket = text.find(['(', '（']).unwrap_or(text.len());
            let (name, rest) = text.split_at(bracket);
            if width_of(text) <= width - 8 {
                vec![text.to_owned()]
            } else {
                let lines = balanced(name, width);
                let rest = (!rest.is_empty()).then(|| rest.to_owned());
                return lines.into_iter().chain(rest).collect();
            }
        }
    };
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if width_of(line.trim_end()) + width_of(&piece) <= width => {
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A name in as few lines as fit, all of about one length.
fn balanced(name: &str, width: i32) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let fit = usize::try_from((width - 8) / 17).unwrap_or(1).max(1);
    let lines = characters.len().div_ceil(fit).max(1);
    let each = characters.len().div_ceil(lines).max(1);
    characters.chunks(each).map(|line| line.iter().collect()).collect()
}
