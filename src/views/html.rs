//! Pieces of HTML that are ready to stand in a page.
//!
//! A piece is made from text, which is escaped, or from a part of `templates/parts/`, which escapes
//! what it is given; there is no way to make one from text as it stands.

use std::fmt;

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
pub fn page(template: &impl Template) -> askama::Result<String> {
    let mut out = Visible(String::new());
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
