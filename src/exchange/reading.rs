//! Reading a tree: every mistake is collected with its line and path, and reading goes on, so that one
//! pass finds them all. It knows kinds of values, not records.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{
    codec::Exchange,
    mistake::{Kind, Mistake, Skipped, What},
    node::{Content, Entry, Node},
};
use crate::domain::{
    key::Key, narrative::ReferenceTarget, reference::Reference, text::LocalizedText,
    time::Timestamp,
};

/// The most mistakes that are collected; a file with more is not read by a person from top to bottom.
pub const MAX_MISTAKES: usize = 500;
/// The most entries of a list in a record: as many as an incident may have updates. What is compared
/// with each other is therefore never more than that.
pub const MAX_ITEMS: usize = 5000;
/// The most maintenances, and the most incidents, in a file.
pub(super) const MAX_RECORDS: usize = 100_000;

/// Something that a text or a value refers to, to be looked up once the record is whole.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) line: usize,
    pub(super) path: String,
    pub(super) target: ReferenceTarget,
    pub(super) key: Key,
}

/// What is known while a file is read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) mistakes: Vec<Mistake>,
    pub(super) skipped: Vec<Skipped>,
    path: Vec<String>,
    /// Parts of the record being read that were referred to.
    pub(super) mentions: Vec<Mention>,
    /// Records that were referred to.
    pub(super) records: Vec<(usize, String, Reference)>,
    /// The provider's zone, which decides where a day begins.
    pub(super) zone: TimeZone,
    /// The time that relative moments count from; without it they are refused.
    pub(super) now: Option<Timestamp>,
    /// When the file is read: what was posted lies before it. Without it nothing is said of that.
    pub(super) read_at: Option<Timestamp>,
    /// Whether what is being read was posted: its texts stay as they were said, and are not taken apart.
    pub(super) verbatim: bool,
    /// Whether what is being read may be empty in one of the languages.
    pub(super) one_is_enough: bool,
    /// Texts of the record being read that its notices may quote: `@result`.
    pub(super) quotes: BTreeMap<&'static str, Option<LocalizedText>>,
}

impl Reading {
    /// The start of a file.
    pub(super) const fn new(zone: TimeZone) -> Self {
        Self {
            mistakes: Vec::new(),
            skipped: Vec::new(),
            path: Vec::new(),
            mentions: Vec::new(),
            records: Vec::new(),
            zone,
            now: None,
            read_at: None,
            verbatim: false,
            one_is_enough: false,
            quotes: BTreeMap::new(),
        }
    }

    /// The way to the place being read.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.path.iter().filter(|step| !step.is_empty()) {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }

    /// Reports a mistake in a line of the place being read.
    pub(super) fn report(&mut self, line: usize, what: What) {
        self.report_at(line, self.path(), what);
    }

    /// Reports a mistake in a place that was read before.
    pub(super) fn report_at(&mut self, line: usize, path: String, what: What) {
        if self.mistakes.len() < MAX_MISTAKES {
            self.mistakes.push(Mistake::new(line, path, what));
        }
    }

    /// Notes that a section was left out.
    pub(super) fn skip(&mut self, line: usize) {
        let path = self.path();
        self.skipped.push(Skipped { line, path });
    }

    /// Reads something further in.
    pub(super) fn inside<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.to_owned());
        let value = read(self);
        self.path.pop();
        value
    }

    /// Reads a list, entry by entry: all of them, or none.
    pub(super) fn list<T>(
        &mut self,
        node: &Node,
        read: impl FnMut(&Node, &mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.entries(node, MAX_ITEMS, read)
    }

    /// The same, of at most so many entries.
    pub(super) fn entries<T>(
        &mut self,
        node: &Node,
        most: usize,
        mut read: impl FnMut(&Node, &mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Content::List(items) = &node.content else {
            self.report(node.line, What::Expected(Kind::List));
            return None;
        };
        if items.len() > most {
            self.report(items[most].line, What::TooMany(most));
            return None;
        }
        let items = items.iter().enumerate();
        let read: Vec<_> =
            items.map(|(index, item)| self.item(index, item, |cx| read(item, cx))).collect();
        read.into_iter().collect()
    }

    /// Reads an entry of a list; its path names its id, or else its place from 1.
    pub(super) fn item<T>(
        &mut self,
        index: usize,
        node: &Node,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let name = node.get("id").and_then(Node::as_text).filter(|id| id.len() <= 40);
        let step = name.map_or_else(|| format!("[{}]", index + 1), |id| format!("[{id}]"));
        self.inside(&step, read)
    }

    /// The entries of a map, to be asked for by their keys.
    pub(super) fn fields<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        let Content::Map(entries) = &node.content else {
            self.report(node.line, What::Expected(Kind::Map));
            return None;
        };
        Some(Fields { node, entries, taken: vec![false; entries.len()], known: Vec::new() })
    }

    /// Refers to a part of the record being read.
    pub(super) fn mention(&mut self, line: usize, target: ReferenceTarget, key: &Key) {
        let path = self.path();
        self.mentions.push(Mention { line, path, target, key: key.clone() });
    }
}

/// The entries of a map, of which each must be asked for.
pub(super) struct Fields<'n> {
    /// The map.
    pub(super) node: &'n Node,
    entries: &'n [Entry],
    taken: Vec<bool>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The entry of a key, which is known from now on.
    pub(super) fn take(&mut self, name: &'static str) -> Option<&'n Entry> {
        self.known.push(name);
        let index = self.entries.iter().position(|entry| entry.key == name)?;
        self.taken[index] = true;
        Some(&self.entries[index])
    }

    /// The line of the value of a key, or that of the map if it is not there.
    pub(super) fn line(&self, name: &str) -> usize {
        self.node.get(name).map_or(self.node.line, |node| node.line)
    }

    /// A value that must be there.
    pub(super) fn required<T: Exchange>(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<T> {
        let Some(entry) = self.take(name) else {
            cx.report(self.node.line, What::MissingKey(name));
            return None;
        };
        cx.inside(name, |cx| T::read(&entry.value, cx))
    }

    /// A value that has a default.
    pub(super) fn optional<T: Exchange + Default>(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<T> {
        match self.take(name) {
            Some(entry) => cx.inside(name, |cx| T::read(&entry.value, cx)),
            None => Some(T::default()),
        }
    }

    /// The same; it is written out even if it is the default.
    pub(super) fn stated<T: Exchange + Default>(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<T> {
        self.optional(name, cx)
    }

    /// A section that this version does not carry.
    pub(super) fn skip(&mut self, name: &'static str, cx: &mut Reading) {
        if let Some(entry) = self.take(name) {
            cx.inside(name, |cx| cx.skip(entry.line));
        }
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self, cx: &mut Reading) {
        for (entry, _) in self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken) {
            let nearest = nearest(&entry.key, &self.known);
            let key = entry.key.chars().take(40).collect();
            cx.report(entry.line, What::UnknownKey { key, nearest });
        }
    }
}

/// The known key that a misspelled one was probably meant to be.
fn nearest(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let closest = known.iter().map(|known| (distance(key, known), *known)).min()?;
    (closest.0 <= 2 && closest.0 < closest.1.len()).then_some(closest.1)
}

/// How many characters must be changed, added or taken away to make one text of the other; 3 for
/// anything further apart.
fn distance(left: &str, right: &str) -> usize {
    if left.len().abs_diff(right.len()) > 2 {
        return 3;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, byte) in left.bytes().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (index, other) in right.bytes().enumerate() {
            let changed = diagonal + usize::from(byte != other);
            diagonal = row[index + 1];
            row[index + 1] = changed.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[right.len()].min(3)
}
