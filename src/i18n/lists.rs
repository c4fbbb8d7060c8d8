//! Lists as they stand in a sentence: AおよびB, A、B、およびC; A and B, A, B and C.

use crate::domain::language::Language;

/// Joins nouns: services, functions, plans.
pub fn nouns<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    match language {
        Language::Ja => joined(items, "、", "および", "、および"),
        Language::En => joined(items, ", ", " and ", " and "),
    }
}

/// Joins what is said of one subject: ができない、が遅れる; cannot A, may B and have C.
pub fn clauses<T: AsRef<str>>(language: Language, items: &[T]) -> String {
    match language {
        Language::Ja => joined(items, "、", "、", "、"),
        Language::En => joined(items, ", ", " and ", " and "),
    }
}

/// Joins with `between`; before the last of two stands `of_two`, before the last of more `last`.
fn joined<T: AsRef<str>>(items: &[T], between: &str, of_two: &str, last: &str) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        match items.len() - index {
            _ if index == 0 => {}
            1 if items.len() == 2 => out.push_str(of_two),
            1 => out.push_str(last),
            _ => out.push_str(between),
        }
        out.push_str(item.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_one_two_and_three() {
        let list = |language, items: &[&str]| nouns(language, items);
        assert_eq!(list(Language::Ja, &[]), "");
        assert_eq!(list(Language::Ja, &["A"]), "A");
        assert_eq!(list(Language::Ja, &["A", "B"]), "AおよびB");
        assert_eq!(list(Language::Ja, &["A", "B", "C"]), "A、B、およびC");
        assert_eq!(list(Language::En, &["A", "B"]), "A and B");
        assert_eq!(list(Language::En, &["A", "B", "C"]), "A, B and C");
        assert_eq!(clauses(Language::Ja, &["a", "b"]), "a、b");
    }
}
