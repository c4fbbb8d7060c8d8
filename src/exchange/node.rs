//! The tree between a file and the records: maps, lists and scalars, each with the line it began on.
//! It knows nothing of what the tree means.

/// A place in a file, or in one that is to be written.
#[derive(Clone, Debug)]
pub struct Node {
    /// The line on which it begins, from 1; 0 in a tree that was not read from a file.
    pub line: usize,
    /// What stands there.
    pub content: Content,
}

/// What stands in a place.
#[derive(Clone, Debug)]
pub enum Content {
    /// A scalar.
    Scalar {
        /// Its text, without quotes.
        text: String,
        /// Whether it stands without quotes, as numbers, `true` and `false` must.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<Entry>),
}

/// An entry of a map.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// The line of the key.
    pub line: usize,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// A text to be written; whether it needs quotes is left to the emitter.
    pub fn text(text: impl Into<String>) -> Self {
        Self { line: 0, content: Content::Scalar { text: text.into(), plain: false } }
    }

    /// A number, `true` or `false` to be written.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { line: 0, content: Content::Scalar { text: text.into(), plain: true } }
    }

    /// A list to be written.
    pub const fn list(nodes: Vec<Self>) -> Self {
        Self { line: 0, content: Content::List(nodes) }
    }

    /// A map to be written.
    pub const fn map(entries: Vec<Entry>) -> Self {
        Self { line: 0, content: Content::Map(entries) }
    }

    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.content {
            Content::Map(entries) => {
                entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
            }
            Content::List(_) | Content::Scalar { .. } => None,
        }
    }

    /// The entries, if this is a list.
    pub fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            Content::Map(_) | Content::Scalar { .. } => &[],
        }
    }

    /// The text, if this is a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            Content::List(_) | Content::Map(_) => None,
        }
    }

    /// The last line on which something inside this place begins.
    pub fn last_line(&self) -> usize {
        let inside = match &self.content {
            Content::Scalar { .. } => None,
            Content::List(items) => items.iter().map(Self::last_line).max(),
            Content::Map(entries) => entries.iter().map(|entry| entry.value.last_line()).max(),
        };
        inside.unwrap_or(self.line).max(self.line)
    }

    /// Puts a key into a map to be written, after `after` or at the end.
    pub(super) fn insert(&mut self, after: &str, key: &str, value: Self) {
        if let Content::Map(entries) = &mut self.content {
            let at = entries
                .iter()
                .position(|entry| entry.key == after)
                .map_or(entries.len(), |index| index + 1);
            entries.insert(at, Entry { key: key.to_owned(), line: 0, value });
        }
    }

    /// Takes a key out of a map to be written.
    pub(super) fn remove(&mut self, key: &str) {
        if let Content::Map(entries) = &mut self.content {
            entries.retain(|entry| entry.key != key);
        }
    }
}
