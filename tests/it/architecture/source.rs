//! Reads a source file as far as the architecture test needs: its words without comments and texts,
//! and the paths among them. Not a parser of Rust; what it does not know it leaves alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub(super) struct Source {
    /// Relative to the repository, such as `src/web/public/home.rs`.
    pub(super) path: String,
    /// The part it belongs to: `web`, or `main` for `src/main.rs`.
    pub(super) part: String,
    pub(super) text: String,
    /// The parts that it names, `*` for all of them at once.
    pub(super) uses: BTreeSet<String>,
    /// What it names by `super` where that may be the crate's root, or only a module of the file.
    pub(super) uses_by_super: BTreeSet<String>,
    words: Vec<String>,
}

impl Source {
    pub(super) fn new(path: &str, text: String) -> Self {
        let inside: Vec<_> =
            path.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
        let depth = inside.len() - usize::from(inside.last() == Some(&"mod"));
        let words = words(&text);
        let (mut uses, mut uses_by_super) = (BTreeSet::new(), BTreeSet::new());
        for at in 0..words.len() {
            if let Some(after) = root_of_the_crate(&words, at, depth) {
                let by_super = words[at] == "super";
                first_parts(&words[after..], if by_super { &mut uses_by_super } else { &mut uses });
            }
        }
        Self { path: path.to_owned(), part: inside[0].to_owned(), text, uses, uses_by_super, words }
    }

    /// Whether a path starts at an external crate, or the crate is brought in by `use`.
    pub(super) fn names_a_crate(&self, name: &str) -> bool {
        (0..self.words.len()).filter(|&at| self.words[at] == name).any(|at| {
            let before = |n: usize| at.checked_sub(n).map_or("", |at| self.words[at].as_str());
            let starts_a_path = before(1) != "::" || !is_name(before(2));
            let used_whole = before(1) == "use" || (before(1) == "::" && before(2) == "use");
            starts_a_path && (self.words.get(at + 1).is_some_and(|next| next == "::") || used_whole)
        })
    }

    pub(super) fn lines_without_tests(&self) -> usize {
        let lines: Vec<_> = self.text.lines().collect();
        let tests =
            lines.windows(2).position(|two| two[0] == "#[cfg(test)]" && two[1].starts_with("mod "));
        tests.unwrap_or(lines.len())
    }
}

pub(super) fn sources_under(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source can be listed") {
            let path = entry.expect("the source can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the source can be read");
                let relative = path.strip_prefix(root).expect("it is below the repository");
                found.push(Source::new(&relative.display().to_string(), text));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Where a path goes on that starts at this crate's root, however it gets there: `crate::`,
/// `noroshi::` from the binary, or as many `super::` as the file lies deep.
fn root_of_the_crate(words: &[String], at: usize, depth: usize) -> Option<usize> {
    let path_goes_on = |at: usize| words.get(at + 1).is_some_and(|word| word == "::");
    match words[at].as_str() {
        "crate" | "noroshi" if path_goes_on(at) => Some(at + 2),
        "super" => {
            let supers = words[at..].chunks(2).take_while(|two| *two == ["super", "::"]).count();
            let earlier = at >= 2 && words[at - 1] == "::" && words[at - 2] == "super";
            (!earlier && supers >= depth).then_some(at + 2 * supers)
        }
        _ => None,
    }
}

/// The first name of each path in `name::…`, `{name::…, name, …}` or `*`.
fn first_parts(words: &[String], into: &mut BTreeSet<String>) {
    let Some(first) = words.first() else { return };
    if first != "{" {
        into.insert(first.clone());
        return;
    }
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            name if depth == 1 && (at == 1 || words[at - 1] == ",") => {
                into.insert(name.to_owned());
            }
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and other single characters, without blanks, comments, texts and characters.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if let Some(length) = comment(rest).or_else(|| quoted(rest)) {
            length
        } else if rest.starts_with("r#") && rest[2..].starts_with(char::is_alphabetic) {
            2 // a raw name is that name
        } else if name > 0 {
            words.push(rest[..name].to_owned());
            name
        } else if rest.starts_with("::") {
            words.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                words.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    words
}

/// The length of the comment that the text starts with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if text[at..].starts_with("*/") && depth > 0 {
            (depth, at) = (depth - 1, at + 2);
        } else if depth > 0 {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    (at > 0).then_some(at)
}

/// The length of the text or character literal that the text starts with; a lifetime is neither.
fn quoted(text: &str) -> Option<usize> {
    let prefix = text.find(|c| !matches!(c, 'b' | 'c' | 'r'))?;
    let (kind, literal) = text.split_at(prefix);
    let hashes = literal.len() - literal.trim_start_matches('#').len();
    if kind.ends_with('r') && literal[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let inside = prefix + hashes + 1;
        return Some(text[inside..].find(&end).map_or(text.len(), |at| inside + at + end.len()));
    }
    let quote = literal.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut inside = literal.char_indices().skip(1);
    let mut characters = 0;
    while let Some((at, character)) = inside.next() {
        match character {
            '\\' => drop(inside.next()),
            _ if character == quote => return Some(prefix + at + 1),
            _ if quote == '\'' && characters > 0 && !literal[1..].starts_with('\\') => return None,
            _ => {}
        }
        characters += 1;
    }
    None
}
