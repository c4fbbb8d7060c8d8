//! From the bytes of a file to the tree, within limits that hold before anything is built: no file
//! can make the portal use more memory than a few times its size, or recurse deeper than the limit.
//!
//! Aliases, tags and further documents are refused: none of them is needed to write a case down, and
//! aliases can make a small file large.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{
    mistake::{Mistake, What},
    node::{Content, Entry, Node},
    reading::MAX_MISTAKES,
};

/// The largest file, in bytes: a portal with ten thousand incidents fits.
pub const MAX_BYTES: usize = 64 << 20;
/// The deepest nesting of maps and lists.
pub const MAX_DEPTH: usize = 32;

/// Takes a file apart.
///
/// # Errors
///
/// What makes the file unreadable: it is too large, not UTF-8 or not YAML, nests too deep, or uses
/// aliases, tags or several documents. Of these only the first is known; repeated keys are all
/// reported.
pub fn parse(bytes: &[u8]) -> Result<Node, Vec<Mistake>> {
    if bytes.len() > MAX_BYTES {
        return Err(vec![Mistake::new(1, "", What::TooLarge)]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        vec![Mistake::new(line, "", What::NotUtf8)]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_event() {
            Some(Ok((event, span))) => {
                builder.event(event, span).map_err(|mistake| vec![mistake])?;
            }
            Some(Err(error)) => return Err(vec![syntax(&error)]),
            None => break,
        }
    }
    match builder.root {
        Some(root) if builder.mistakes.is_empty() => Ok(root),
        Some(_) => Err(builder.mistakes),
        None => Err(vec![Mistake::new(1, "", What::Empty)]),
    }
}

fn syntax(error: &ScanError) -> Mistake {
    Mistake::new(error.marker().line(), "", What::Syntax(error.info().to_owned()))
}

/// A map or list that is not closed yet; in a map, the key whose value comes next, and the line of
/// every key so far.
struct Open {
    node: Node,
    key: Option<(String, usize)>,
    lines: HashMap<String, usize>,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    mistakes: Vec<Mistake>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Mistake> {
        let line = span.start.line();
        let refuse = |what| Err(Mistake::new(line, "", what));
        match event {
            Event::Alias(_)
            | Event::Scalar(_, _, 1.., _)
            | Event::SequenceStart(1.., _)
            | Event::MappingStart(1.., _) => refuse(What::Alias),
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => refuse(What::Tag),
            Event::DocumentStart(_) if self.root.is_some() => refuse(What::SeveralDocuments),
            Event::Scalar(text, style, _, _) => {
                let plain = style == ScalarStyle::Plain;
                self.scalar(Node {
                    line,
                    content: Content::Scalar { text: text.into_owned(), plain },
                });
                Ok(())
            }
            Event::SequenceStart(..) => self.enter(line, Content::List(Vec::new())),
            Event::MappingStart(..) => self.enter(line, Content::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(closed) = self.open.pop() {
                    self.place(closed.node);
                }
                Ok(())
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn enter(&mut self, line: usize, content: Content) -> Result<(), Mistake> {
        if self.open.len() == MAX_DEPTH {
            return Err(Mistake::new(line, "", What::TooDeep));
        }
        if self.wants_key() {
            return Err(Mistake::new(line, "", What::KeyNotText));
        }
        self.open.push(Open { node: Node { line, content }, key: None, lines: HashMap::new() });
        Ok(())
    }

    fn wants_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| matches!(open.node.content, Content::Map(_)) && open.key.is_none())
    }

    fn scalar(&mut self, node: Node) {
        if !self.wants_key() {
            self.place(node);
            return;
        }
        let (line, Content::Scalar { text, .. }) = (node.line, node.content) else { return };
        let Some(open) = self.open.last_mut() else { return };
        if let Some(&first) = open.lines.get(&text) {
            let what = What::RepeatedKey { key: text.clone(), first };
            if self.mistakes.len() < MAX_MISTAKES {
                self.mistakes.push(Mistake::new(line, "", what));
            }
        } else {
            open.lines.insert(text.clone(), line);
        }
        open.key = Some((text, line));
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.node.content {
            Content::List(items) => items.push(node),
            Content::Map(entries) => {
                if let Some((key, line)) = open.key.take() {
                    entries.push(Entry { key, line, value: node });
                }
            }
            Content::Scalar { .. } => {}
        }
    }
}
