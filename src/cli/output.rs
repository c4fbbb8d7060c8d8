//! Printing: answers to the standard output, what went wrong to the standard error stream. A reader that
//! has gone away ends nothing.

use std::io::{self, Stderr, Stdout, Write as _};

use crate::domain::language::Language;

/// Where a command prints.
pub(super) struct Output {
    pub(super) language: Language,
    answers: Stdout,
    complaints: Stderr,
}

impl Output {
    /// The streams of the process.
    pub(super) fn standard(language: Language) -> Self {
        Self { language, answers: io::stdout(), complaints: io::stderr() }
    }

    /// Prints a line of the answer.
    pub(super) fn say(&mut self, text: &str) {
        // A closed pipe is the reader's wish.
        let _ = writeln!(self.answers, "{text}");
    }

    /// Prints a line about what went wrong.
    pub(super) fn complain(&mut self, text: &str) {
        let _ = writeln!(self.complaints, "{text}");
    }

    /// Prints facts for programs.
    pub(super) fn json(&mut self, value: &serde_json::Value) {
        self.say(&value.to_string());
    }

    /// Writes a text as it is.
    pub(super) fn write(&mut self, text: &str) {
        let _ = self.answers.write_all(text.as_bytes());
    }
}
