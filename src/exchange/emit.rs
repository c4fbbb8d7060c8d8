//! From the tree to YAML that a person reads: a line for each thing, small things in braces on one
//! line, long texts as blocks.

use std::fmt::Write as _;

use super::node::{Content, Entry, Node};

/// The widest thing in braces, in characters.
const WIDTH: usize = 110;

/// Writes a tree.
pub(super) fn emit(root: &Node) -> String {
    let mut out = String::new();
    block(root, 0, &mut out);
    out
}

/// Writes a map or list, one line for each entry; `indent` is the column at which its lines begin.
fn block(node: &Node, indent: usize, out: &mut String) {
    match &node.content {
        Content::Map(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                if index > 0 {
                    margin(indent, out);
                }
                out.push_str(&scalar(&entry.key, false, false));
                out.push(':');
                value(entry, indent, out);
            }
        }
        Content::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    margin(indent, out);
                }
                out.push_str("- ");
                match flow(item, WIDTH) {
                    Some(line) => line_end(&line, out),
                    None => item_block(item, indent, out),
                }
            }
        }
        Content::Scalar { text, plain } => line_end(&scalar(text, *plain, false), out),
    }
}

fn item_block(item: &Node, indent: usize, out: &mut String) {
    match &item.content {
        Content::Scalar { text, .. } => literal(text, indent + 2, out),
        Content::List(_) | Content::Map(_) => block(item, indent + 2, out),
    }
}

/// Writes the value of a key, on its line if it fits.
fn value(entry: &Entry, indent: usize, out: &mut String) {
    let room = WIDTH.saturating_sub(entry.key.chars().count());
    if let Some(line) = flow(&entry.value, room) {
        out.push(' ');
        line_end(&line, out);
        return;
    }
    match &entry.value.content {
        Content::Scalar { text, .. } => {
            out.push(' ');
            literal(text, indent + 2, out);
        }
        Content::List(_) | Content::Map(_) => {
            out.push('\n');
            margin(indent + 2, out);
            block(&entry.value, indent + 2, out);
        }
    }
}

fn margin(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn line_end(line: &str, out: &mut String) {
    out.push_str(line);
    out.push('\n');
}

/// A node on one line, if it belongs there: any scalar without a line feed, and maps and lists that
/// are short.
fn flow(node: &Node, room: usize) -> Option<String> {
    match &node.content {
        Content::Scalar { text, .. } if is_block(text) => None,
        Content::Scalar { text, plain } => Some(scalar(text, *plain, false)),
        Content::Map(_) | Content::List(_) => {
            let line = flow_inside(node)?;
            (line.chars().count() <= room).then_some(line)
        }
    }
}

fn flow_inside(node: &Node) -> Option<String> {
    match &node.content {
        Content::Scalar { text, .. } if text.contains('\n') => None,
        Content::Scalar { text, plain } => Some(scalar(text, *plain, true)),
        Content::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(flow_inside).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Content::Map(entries) => {
            let entry = |entry: &Entry| {
                flow_inside(&entry.value)
                    .map(|value| format!("{}: {value}", scalar(&entry.key, false, true)))
            };
            let entries: Option<Vec<String>> = entries.iter().map(entry).collect();
            Some(format!("{{{}}}", entries?.join(", ")))
        }
    }
}

/// Whether a text can stand as a literal block: several lines, each of which says itself.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with("\n\n")
        && !text.chars().any(|character| character != '\n' && needs_escape(character))
        && !text
            .lines()
            .any(|line| line.ends_with(' ') || line.starts_with(' ') && line.trim().is_empty())
}

fn literal(text: &str, indent: usize, out: &mut String) {
    out.push_str(if text.ends_with('\n') { "|\n" } else { "|-\n" });
    for line in text.lines() {
        if !line.is_empty() {
            margin(indent, out);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// A scalar on one line: as it is if that reads back as the same text in every YAML, else in quotes.
fn scalar(text: &str, plain: bool, in_flow: bool) -> String {
    if plain || stands_plain(text, in_flow) { text.to_owned() } else { quoted(text) }
}

fn stands_plain(text: &str, in_flow: bool) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let special = |character: char| {
        needs_escape(character)
            || matches!(character, ':' | '#')
            || (in_flow && matches!(character, ',' | '[' | ']' | '{' | '}'))
    };
    text.starts_with(|first: char| first.is_alphabetic() || "(（「【□・".contains(first))
        && !text.ends_with(' ')
        && !text.contains(special)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text in double quotes, with the escapes of YAML 1.2.
fn quoted(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 2);
    line.push('"');
    for character in text.chars() {
        match character {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            _ if needs_escape(character) => {
                let _ = write!(line, "\\u{:04x}", u32::from(character));
            }
            _ => line.push(character),
        }
    }
    line.push('"');
    line
}
