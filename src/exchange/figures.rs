//! The figures of the later report: boxes, edges and callouts with their places.

use super::{
    codec::{Exchange, Map, Writing, record, scalar, words},
    mistake::{Kind, What},
    node::Node,
    reading::{Fields, Reading},
};
use crate::domain::incident::{
    Callout, CalloutFamily, Figure,
    figure::{self, Edge, Extent},
};

words!(CalloutFamily);

impl Fields<'_> {
    /// The size of something in a figure.
    fn extent(&mut self, _: &'static str, cx: &mut Reading) -> Option<Extent> {
        let (w, h) = (self.fraction("w", cx), self.fraction("h", cx));
        Some(Extent { w: w?, h: h? })
    }

    /// The place of something in a figure.
    fn place(&mut self, _: &'static str, cx: &mut Reading) -> Option<figure::Place> {
        let (x, y) = (self.fraction("x", cx), self.fraction("y", cx));
        Some(figure::Place { x: x?, y: y? })
    }

    fn fraction(&mut self, name: &'static str, cx: &mut Reading) -> Option<u16> {
        self.required::<Thousandths>(name, cx).map(|thousandths| thousandths.0)
    }

    /// Width to height.
    fn ratio(&mut self, name: &'static str, cx: &mut Reading) -> Option<Extent> {
        self.required::<Ratio>(name, cx).map(|ratio| ratio.0)
    }

    fn dashed(&mut self, name: &'static str, cx: &mut Reading) -> Option<bool> {
        let Some(entry) = self.take(name) else { return Some(false) };
        match entry.value.as_text() {
            Some("dashed") => Some(true),
            Some("solid") => Some(false),
            word => {
                let word = word.unwrap_or_default().chars().take(40).collect();
                let what = What::UnknownWord { word, known: vec!["dashed", "solid"] };
                cx.inside(name, |cx| cx.report(entry.value.line, what));
                None
            }
        }
    }
}

impl Map<'_, '_> {
    fn extent(&mut self, _: &'static str, extent: &Extent) {
        self.required("w", &Thousandths(extent.w));
        self.required("h", &Thousandths(extent.h));
    }

    fn place(&mut self, _: &'static str, place: &figure::Place) {
        self.required("x", &Thousandths(place.x));
        self.required("y", &Thousandths(place.y));
    }

    fn ratio(&mut self, name: &'static str, extent: &Extent) {
        self.required(name, &Ratio(*extent));
    }

    fn dashed(&mut self, name: &'static str, dashed: &bool) {
        if *dashed {
            self.put(name, Node::text("dashed"));
        }
    }
}

/// A part of the width or height of a figure, written as a fraction with at most three decimals.
struct Thousandths(u16);

impl Exchange for Thousandths {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let (text, plain) = scalar(node, Kind::Fraction, cx)?;
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let value = (plain && decimals.len() <= 3 && decimals.bytes().all(|b| b.is_ascii_digit()))
            .then(|| {
                let whole: u16 = whole.parse().ok()?;
                let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
                whole.checked_mul(1000)?.checked_add(thousandths).filter(|value| *value <= 1000)
            })
            .flatten();
        if value.is_none() {
            cx.report(node.line, What::Expected(Kind::Fraction));
        }
        value.map(Self)
    }

    fn write(&self, _: &Writing<'_>) -> Node {
        let (whole, decimals) = (self.0 / 1000, self.0 % 1000);
        Node::plain(match decimals % 10 {
            0 => format!("{whole}.{:02}", decimals / 10),
            _ => format!("{whole}.{decimals:03}"),
        })
    }
}

/// Width to height, such as 16 to 10.
struct Ratio(Extent);

impl Exchange for Ratio {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let (w, h): (Option<u32>, Option<u32>) =
            (fields.required("w", cx), fields.required("h", cx));
        fields.finish(cx);
        let part =
            |value: u32| u16::try_from(value).ok().filter(|value| (1..=1000).contains(value));
        let ratio = part(w?).zip(part(h?));
        if ratio.is_none() {
            cx.report(node.line, What::OutOfRange { min: 1, max: 1000 });
        }
        ratio.map(|(w, h)| Self(Extent { w, h }))
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        map.put("w", Node::plain(self.0.w.to_string()));
        map.put("h", Node::plain(self.0.h.to_string()));
        map.node()
    }
}

record!(Callout {
    key: required "id",
    family: required "label_ns",
    number: required "seq",
    place: place "",
    text: required "text",
});

type Box = figure::Node;
record!(Box {
    key: required "id",
    parent: optional "parent",
    place: place "",
    extent: extent "",
    dashed: dashed "style",
    label: required "label",
});

record!(Edge {
    from: required "from",
    to: required "to",
    both: optional "both",
    dashed: dashed "style",
    label: optional "label",
});

record!(Figure {
    key: required "id",
    number: required "seq",
    caption: required "caption",
    aspect: ratio "aspect",
    alt: required "alt",
    nodes: optional "nodes",
    edges: optional "edges",
    callouts: optional "callouts",
    long_description: optional "long_description",
});
