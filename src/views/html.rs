//! Pieces of HTML that are ready to stand in a page.
//!
//! A piece is made from text, which is escaped, or from a part of `templates/parts/`, which escapes
//! what it is given; there is no way to make one from text as it stands.

use std::{collections::HashSet, fmt};

use askama::{FastWritable, Template, Values, filters::HtmlSafe};

/// A piece of HTML: whatever was put into it is escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Text, escaped.
    pub fn text(text: &str) -> Self {
        Self::default().and_text(text)
    }

    /// A part of `templates/parts/`.
    pub fn of(part: &impl Template) -> Self {
        Self::default().and(part)
    }

    /// The piece with a part after it.
    #[must_use]
    pub fn and(mut self, part: &impl Template) -> Self {
        // Writing to memory succeeds, and a part has nothing else that could fail.
        let _ = part.render_into(&mut self.0);
        self
    }

    /// The piece with text after it.
    #[must_use]
    pub fn and_text(mut self, text: &str) -> Self {
        let _ =
            askama::filters::Escaper::write_escaped_str(&askama::filters::Html, &mut self.0, text);
        self
    }

    /// The piece with another one after it.
    #[must_use]
    pub fn and_html(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// The same piece with `prefix` before the name of each of its places, and wherever it refers to
    /// one of them: two such pieces can then stand in one page.
    #[must_use]
    pub fn within(&self, prefix: &str) -> Self {
        let names = Self::names(&self.0);
        let mut html = String::with_capacity(self.0.len());
        // A quotation mark within a value is escaped, so these only stand where attributes begin.
        let mut rest = self.0.as_str();
        while let Some((at, referring)) = Self::next_name(rest) {
            let (before, from) = rest.split_at(at);
            let name = &from[..from.find(['"', ')']).unwrap_or(from.len())];
            html.push_str(before);
            if !referring || names.contains(name) {
                html.push_str(prefix);
            }
            html.push_str(name);
            rest = &from[name.len()..];
        }
        html.push_str(rest);
        Self(html)
    }

    /// What the places of a piece are called.
    fn names(html: &str) -> HashSet<&str> {
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    /// Where the next name of a place begins, and whether it refers to the place.
    fn next_name(html: &str) -> Option<(usize, bool)> {
        /// What stands before a name: up to a sign that is rare, and after it.
        const MARKS: [(&str, &str, bool); 7] = [
            (" id=\"", "", false),
            (" href=\"", "#", true),
            (" for=\"", "", true),
            (" aria-labelledby=\"", "", true),
            (" aria-describedby=\"", "", true),
            (" aria-controls=\"", "", true),
            ("url(", "#", true),
        ];
        html.match_indices(['"', '(']).find_map(|(at, sign)| {
            let (before, after) = html.split_at(at + sign.len());
            let (_, hash, referring) = MARKS
                .iter()
                .find(|(mark, hash, _)| before.ends_with(mark) && after.starts_with(hash))?;
            Some((before.len() + hash.len(), *referring))
        })
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FastWritable for Html {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

impl HtmlSafe for Html {}

/// A whole page as text. Characters that no reader can see but that change what others read —
/// controls and marks of direction — are left out, wherever they came from: neither of the two
/// languages needs them.
///
/// # Errors
/// That of the template; only one that is wrong by itself has any.
pub fn page<T: Template>(template: &T) -> askama::Result<String> {
    let mut out = Visible(String::with_capacity(T::SIZE_HINT));
    template.render_into(&mut out)?;
    Ok(out.0)
}

/// Keeps what is written to it, without characters that nobody sees.
struct Visible(String);

impl fmt::Write for Visible {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.bytes().all(|byte| (b' '..0x7f).contains(&byte) || byte == b'\n') {
            self.0.push_str(text);
        } else {
            self.0.extend(text.chars().filter(|character| !is_unseen(*character)));
        }
        Ok(())
    }
}

const fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\0'..='\t' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_within_another_page_names_its_own_places() {
        let piece = Html(
            "<h2 id=\"facts\">A &quot; id=x</h2><a href=\"#facts\">x</a><a href=\"#other\">y</a>\
             <svg><use href=\"#g-partial\"/><path marker-end=\"url(#m)\"/><marker id=\"m\"/></svg>"
                .to_owned(),
        );
        assert_eq!(
            piece.within("ja-").to_string(),
            "<h2 id=\"ja-facts\">A &quot; id=x</h2><a href=\"#ja-facts\">x</a>\
             <a href=\"#other\">y</a><svg><use href=\"#g-partial\"/>\
             <path marker-end=\"url(#ja-m)\"/><marker id=\"ja-m\"/></svg>"
        );
    }
}
