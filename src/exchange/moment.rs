//! Instants, moments, spans and times of day.
//!
//! An instant stands with its offset from UTC. Only in the demo set it may be relative to the time of
//! loading: `now-42m`, `today+5d 01:00`.

use jiff::{civil, tz::TimeZone};

use super::{
    codec::{Exchange, Map, Record, Writing, record, scalar, words},
    mistake::{Kind, What},
    node::{Content, Node},
    reading::{Fields, Reading},
};
use crate::domain::{
    incident::Eta,
    incident::{Done, LongIncident, When},
    key::Key,
    moment::{Grain, Moment},
    narrative::ReferenceTarget,
    span::{Span, SpanEnd},
    time::Timestamp,
};

words!(Grain);

impl Exchange for Timestamp {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let (text, _) = scalar(node, Kind::Text, cx)?;
        match instant(text, cx) {
            Ok(at) => Some(at),
            Err(what) => {
                cx.report(node.line, what);
                None
            }
        }
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let zoned = self.in_zone(&cx.zone);
        let format =
            if self.micros().rem_euclid(1_000_000) == 0 { "%FT%T%:z" } else { "%FT%T%.6f%:z" };
        Node::text(zoned.strftime(format).to_string())
    }
}

fn instant(text: &str, cx: &Reading) -> Result<Timestamp, What> {
    if text.starts_with("now") || text.starts_with("today") {
        let now = cx.now.ok_or(What::Relative)?;
        return relative(text, now, &cx.zone).ok_or(What::BadMoment);
    }
    if has_weekday(text) {
        return Err(What::Weekday);
    }
    let bytes = text.as_bytes();
    let (date_time, offset) = text.split_at_checked(19).ok_or(What::BadMoment)?;
    let shape = |index: usize, byte: u8| match index {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    if !bytes[..19].iter().enumerate().all(|(index, byte)| shape(index, *byte)) {
        return Err(What::BadMoment);
    }
    let civil: civil::DateTime = date_time.parse().map_err(|_| What::BadMoment)?;
    if offset.is_empty() {
        return Err(What::NoOffset);
    }
    let year = civil.year();
    if !(1900..=2199).contains(&year) {
        return Err(What::MomentOutOfRange);
    }
    let at: jiff::Timestamp = text.parse().map_err(|_| What::BadMoment)?;
    Ok(at.into())
}

/// Whether a weekday stands in a moment, in either language.
fn has_weekday(text: &str) -> bool {
    let japanese =
        |at: usize| text[..at].ends_with(['(', '（']) || text[at..].chars().nth(1) == Some('曜');
    let in_japanese =
        text.match_indices(['月', '火', '水', '木', '金', '土', '日']).any(|(at, _)| japanese(at));
    let lower = text.to_ascii_lowercase();
    in_japanese
        || ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].iter().any(|day| lower.contains(day))
}

/// `now`, `now-42m`, `now+3h`, `now-9d`, `today+5d 01:00`. The time of loading is cut to its minute.
fn relative(text: &str, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let now = now.to_minute();
    if let Some(days) = text.strip_prefix("today") {
        let (days, time) = days.split_once(' ')?;
        let date = now
            .date_in(zone)
            .checked_add(jiff::Span::new().try_days(signed(days.strip_suffix('d')?)?).ok()?)
            .ok()?;
        let minutes = clock(time)?;
        let time = civil::Time::new(
            i8::try_from(minutes / 60).ok()?,
            i8::try_from(minutes % 60).ok()?,
            0,
            0,
        )
        .ok()?;
        return Some(Timestamp::from_civil(date.to_datetime(time), zone));
    }
    let rest = text.strip_prefix("now")?;
    if rest.is_empty() {
        return Some(now);
    }
    let minutes = match rest.char_indices().last()? {
        (at, 'm') => signed(&rest[..at])?,
        (at, 'h') => signed(&rest[..at])? * 60,
        (at, 'd') => signed(&rest[..at])? * 24 * 60,
        _ => return None,
    };
    Some(now.plus_minutes(minutes))
}

/// A number of at most four digits with its sign.
fn signed(text: &str) -> Option<i64> {
    (text.len() <= 5 && text.starts_with(['+', '-'])).then(|| text.parse().ok()).flatten()
}

/// Minutes after midnight of `HH:MM`.
fn clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let part = |part: &str| (part.len() == 2).then(|| part.parse::<u16>().ok()).flatten();
    let (hours, minutes) = (part(hours)?, part(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

impl Fields<'_> {
    /// A time of day as minutes after midnight.
    pub(super) fn clock(&mut self, name: &'static str, cx: &mut Reading) -> Option<u16> {
        let text: String = self.required(name, cx)?;
        let minutes = clock(&text);
        if minutes.is_none() {
            let line = self.line(name);
            cx.inside(name, |cx| cx.report(line, What::BadClock));
        }
        minutes
    }
}

impl Map<'_, '_> {
    pub(super) fn clock(&mut self, name: &'static str, minutes: &u16) {
        self.put(name, Node::text(format!("{:02}:{:02}", minutes / 60, minutes % 60)));
    }
}

record!(LongIncident { from: required "from", daily_at: clock "daily_at" });

impl Record for Moment {
    fn read_fields(fields: &mut Fields<'_>, cx: &mut Reading) -> Option<Self> {
        let at = fields.required("at", cx);
        let grain = fields.required("grain", cx);
        let approx = fields.optional("approx", cx);
        let note = fields.optional("note", cx);
        let (at, grain, approx, note): (Timestamp, _, _, _) = (at?, grain?, approx?, note?);
        let civil = at.in_zone(&cx.zone).time();
        let fits = match grain {
            Grain::Minute | Grain::Hour => true,
            Grain::HalfDay => civil == civil::time(0, 0, 0, 0) || civil == civil::time(12, 0, 0, 0),
            Grain::Day => civil == civil::time(0, 0, 0, 0),
        };
        if !fits {
            cx.report(fields.line("grain"), What::GrainMismatch);
            return None;
        }
        Some(Self { note, ..Self::new(at, grain, approx, &cx.zone) })
    }

    fn write_fields(&self, map: &mut Map<'_, '_>) {
        map.required("at", &self.at);
        map.required("grain", &self.grain);
        map.optional("approx", &self.approx);
        map.optional("note", &self.note);
    }
}

impl Record for When {
    fn read_fields(fields: &mut Fields<'_>, cx: &mut Reading) -> Option<Self> {
        if let Some(entry) = fields.take("ref") {
            let key: Key = cx.inside("ref", |cx| Exchange::read(&entry.value, cx))?;
            cx.mention(entry.value.line, ReferenceTarget::Moment, &key);
            return Some(Self::Shared(key));
        }
        Moment::read_fields(fields, cx).map(Self::Own)
    }

    fn write_fields(&self, map: &mut Map<'_, '_>) {
        match self {
            Self::Shared(key) => map.required("ref", key),
            Self::Own(moment) => moment.write_fields(map),
        }
    }
}

/// Types whose fields are all that their map holds.
macro_rules! alone {
    ($($type:ty),+) => {$(
        impl Exchange for $type {
            fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
                let mut fields = cx.fields(node)?;
                let value = Self::read_fields(&mut fields, cx);
                fields.finish(cx);
                value
            }

            fn write(&self, cx: &Writing<'_>) -> Node {
                let mut map = Map::new(cx);
                self.write_fields(&mut map);
                map.node()
            }
        }
    )+};
}
alone!(Moment, When);

impl<M: Exchange> Exchange for SpanEnd<M> {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        match &node.content {
            Content::Scalar { text, .. } if text == "ongoing" => Some(Self::Ongoing),
            Content::Scalar { text, .. } if text == "unstated" => Some(Self::Unstated),
            Content::Scalar { text, .. } => {
                let word = text.chars().take(40).collect();
                cx.report(
                    node.line,
                    What::UnknownWord { word, known: vec!["ongoing", "unstated"] },
                );
                None
            }
            Content::List(_) | Content::Map(_) => M::read(node, cx).map(Self::At),
        }
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        match self {
            Self::At(moment) => moment.write(cx),
            Self::Ongoing => Node::text("ongoing"),
            Self::Unstated => Node::text("unstated"),
        }
    }
}

type WhenSpan = Span<When>;
record!(WhenSpan { start: optional "start", end: required "end" });

impl Exchange for Done {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let before: Option<Option<When>> = fields.optional("before", cx);
        let after: Option<Option<When>> = fields.optional("after", cx);
        let done = match (before?, after?) {
            (Some(when), _) => Some(Self::Before(when)),
            (None, Some(when)) => Some(Self::After(when)),
            (None, None) => When::read_fields(&mut fields, cx).map(Self::At),
        };
        fields.finish(cx);
        done
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        match self {
            Self::At(when) => return when.write(cx),
            Self::Before(when) => map.required("before", when),
            Self::After(when) => map.required("after", when),
        }
        map.node()
    }
}

/// When recovery is expected: `unknown`, or a moment that may be a target.
impl Exchange for Eta {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        if node.as_text() == Some("unknown") {
            return Some(Self::Unknown);
        }
        let mut fields = cx.fields(node)?;
        let target = fields.optional("target", cx);
        let moment = When::read_fields(&mut fields, cx);
        fields.finish(cx);
        Some(Self::At { moment: moment?, target: target? })
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        match self {
            Self::Unknown => Node::text("unknown"),
            Self::At { moment, target } => {
                let mut map = Map::new(cx);
                moment.write_fields(&mut map);
                map.optional("target", target);
                map.node()
            }
        }
    }
}
