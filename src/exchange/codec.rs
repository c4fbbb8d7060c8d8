//! Reading and writing a type in one description, so that the two cannot drift apart: [`record!`] lists
//! the fields of a struct with their keys, [`words!`] the enums that are written as a word.
//!
//! To add a field: one line in the `record!` of its type. `required` must be there, `optional` has a
//! default and is left out when it has it, `stated` has a default and is always written. Any other
//! word is a method of [`Fields`] and of [`Map`] that reads and writes a field in a way of its own.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{
    mistake::{Kind, What},
    node::{Content, Entry, Node},
    reading::{Fields, Reading},
};
use crate::domain::text::LocalizedText;

/// What writing needs to know.
pub(super) struct Writing<'r> {
    /// The provider's zone, in which moments are written.
    pub(super) zone: TimeZone,
    /// Texts of the record being written that its notices may quote.
    pub(super) quotes: Vec<(&'static str, Option<&'r LocalizedText>)>,
}

/// A value that stands in a file.
pub(super) trait Exchange: Sized {
    /// Reads it; `None` after a mistake was reported.
    fn read(node: &Node, cx: &mut Reading) -> Option<Self>;
    /// Writes it.
    fn write(&self, cx: &Writing<'_>) -> Node;
}

/// A struct that stands in a file as a map, or as part of one.
pub(super) trait Record: Sized {
    /// Reads its fields, which may stand among others.
    fn read_fields(fields: &mut Fields<'_>, cx: &mut Reading) -> Option<Self>;
    /// Writes its fields.
    fn write_fields(&self, map: &mut Map<'_, '_>);
}

/// A value that stands in a file as one scalar.
pub(super) trait Scalar: Sized {
    /// Whether it stands without quotes.
    const PLAIN: bool = false;
    /// Reads it.
    fn parse(text: &str) -> Result<Self, What>;
    /// Writes it.
    fn print(&self) -> String;
    /// Notes what it refers to.
    fn noted(&self, _line: usize, _cx: &mut Reading) {}
}

/// A map being written.
pub(super) struct Map<'w, 'r> {
    pub(super) cx: &'w Writing<'r>,
    entries: Vec<Entry>,
}

impl<'w, 'r> Map<'w, 'r> {
    pub(super) const fn new(cx: &'w Writing<'r>) -> Self {
        Self { cx, entries: Vec::new() }
    }

    pub(super) fn put(&mut self, name: &'static str, value: Node) {
        self.entries.push(Entry { key: name.to_owned(), line: 0, value });
    }

    pub(super) fn required<T: Exchange>(&mut self, name: &'static str, value: &T) {
        self.put(name, value.write(self.cx));
    }

    pub(super) fn stated<T: Exchange>(&mut self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    pub(super) fn optional<T: Exchange + Default + PartialEq>(
        &mut self,
        name: &'static str,
        value: &T,
    ) {
        if *value != T::default() {
            self.required(name, value);
        }
    }

    pub(super) fn node(self) -> Node {
        Node::map(self.entries)
    }
}

/// Reads and writes a struct by the list of its fields; `with` gives those that no file holds, `beside`
/// the keys that are checked elsewhere.
macro_rules! record {
    ($type:ident { $($field:ident: $mode:ident $name:literal),+ $(,)? } $(with { $($own:ident: $value:expr),+ $(,)? })? $(beside [$($beside:literal),+])?) => {
        impl $crate::exchange::codec::Record for $type {
            fn read_fields(
                fields: &mut $crate::exchange::reading::Fields<'_>,
                cx: &mut $crate::exchange::reading::Reading,
            ) -> Option<Self> {
                $($(fields.take($beside);)+)?
                $(let $field = fields.$mode($name, cx);)+
                Some(Self { $($field: $field?,)+ $($($own: $value),+)? })
            }

            fn write_fields(&self, map: &mut $crate::exchange::codec::Map<'_, '_>) {
                $(map.$mode($name, &self.$field);)+
            }
        }

        impl $crate::exchange::codec::Exchange for $type {
            fn read(
                node: &$crate::exchange::node::Node,
                cx: &mut $crate::exchange::reading::Reading,
            ) -> Option<Self> {
                let mut fields = cx.fields(node)?;
                let value = <Self as $crate::exchange::codec::Record>::read_fields(&mut fields, cx);
                fields.finish(cx);
                value
            }

            fn write(&self, cx: &$crate::exchange::codec::Writing<'_>) -> $crate::exchange::node::Node {
                let mut map = $crate::exchange::codec::Map::new(cx);
                $crate::exchange::codec::Record::write_fields(self, &mut map);
                map.node()
            }
        }
    };
}
pub(super) use record;

/// Reads and writes enums by the words under which serde knows them.
macro_rules! words {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::exchange::codec::Scalar for $type {
            fn parse(text: &str) -> Result<Self, $crate::exchange::mistake::What> {
                $crate::exchange::scalars::word(text)
            }

            fn print(&self) -> String {
                $crate::exchange::scalars::print_word(self)
            }
        }
    )+};
}
pub(super) use words;

impl<T: Scalar> Exchange for T {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let (text, plain) = scalar(node, if T::PLAIN { Kind::Number } else { Kind::Text }, cx)?;
        let parsed =
            if T::PLAIN && !plain { Err(What::Expected(Kind::Number)) } else { T::parse(text) };
        match parsed {
            Ok(value) => {
                value.noted(node.line, cx);
                Some(value)
            }
            Err(what) => {
                cx.report(node.line, what);
                None
            }
        }
    }

    fn write(&self, _: &Writing<'_>) -> Node {
        if T::PLAIN { Node::plain(self.print()) } else { Node::text(self.print()) }
    }
}

/// The text of a scalar, and whether it stood without quotes. Nothing at all, `null` and `~` are not
/// texts.
pub(super) fn scalar<'n>(node: &'n Node, kind: Kind, cx: &mut Reading) -> Option<(&'n str, bool)> {
    match &node.content {
        Content::Scalar { text, plain }
            if !(*plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")) =>
        {
            Some((text, *plain))
        }
        _ => {
            cx.report(node.line, What::Expected(kind));
            None
        }
    }
}

impl<T: Exchange> Exchange for Option<T> {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        T::read(node, cx).map(Some)
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        self.as_ref().map_or_else(|| Node::list(Vec::new()), |value| value.write(cx))
    }
}

impl<T: Exchange> Exchange for Vec<T> {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        cx.list(node, T::read)
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        Node::list(self.iter().map(|item| item.write(cx)).collect())
    }
}

impl<K: Scalar + Ord, V: Exchange> Exchange for BTreeMap<K, V> {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let Content::Map(entries) = &node.content else {
            cx.report(node.line, What::Expected(Kind::Map));
            return None;
        };
        let read: Vec<Option<(K, V)>> = entries
            .iter()
            .map(|entry| {
                let key = K::parse(&entry.key).map_err(|what| cx.report(entry.line, what)).ok();
                let value = cx.inside(&entry.key, |cx| V::read(&entry.value, cx));
                Some((key?, value?))
            })
            .collect();
        read.into_iter().collect()
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let entry =
            |(key, value): (&K, &V)| Entry { key: key.print(), line: 0, value: value.write(cx) };
        Node::map(self.iter().map(entry).collect())
    }
}

impl Exchange for bool {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        match &node.content {
            Content::Scalar { text, plain: true } if text == "true" => Some(true),
            Content::Scalar { text, plain: true } if text == "false" => Some(false),
            _ => {
                cx.report(node.line, What::Expected(Kind::Bool));
                None
            }
        }
    }

    fn write(&self, _: &Writing<'_>) -> Node {
        Node::plain(self.to_string())
    }
}
