//! How much text a field takes. A field is read and shown with the same [`Size`], so that what a form
//! says of its limits is what it keeps to.

/// How much text a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The most characters, without the spaces around the text.
    pub longest: usize,
    /// The lines that the form shows; a field with one takes one line.
    pub rows: u8,
}

/// A line: a name, a noun phrase, a sentence.
pub const LINE: Size = Size { longest: 200, rows: 1 };
/// The subject of a mail.
pub const SUBJECT: Size = LINE;
/// A paragraph.
pub const PARAGRAPH: Size = Size { longest: 1_000, rows: 2 };
/// A list with one entry a line.
pub const LIST: Size = Size { longest: 1_000, rows: 3 };
/// The text of a notice; a form holds two of them.
pub const BODY: Size = Size { longest: 3_000, rows: 10 };

impl Size {
    /// Whether the text is one line.
    pub const fn is_line(self) -> bool {
        self.rows == 1
    }
}
