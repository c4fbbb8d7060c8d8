//! Counts as people read them: grouped in thousands in both languages, 万 is not used.

use crate::domain::language::Language;

/// A count with its thousands grouped: `12,400`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An estimated count: 約12,400, about 12,400.
pub fn about(language: Language, count: u64) -> String {
    match language {
        Language::Ja => format!("約{}", grouped(count)),
        Language::En => format!("about {}", grouped(count)),
    }
}
