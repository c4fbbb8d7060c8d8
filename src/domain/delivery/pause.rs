//! What is stopped for a while, and why (requirements E41, E42).

/// What is stopped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All mail.
    All,
    /// Mail to one mail group.
    Group(String),
}

impl Scope {
    /// The words by which it is stored: `all`, or `group/…`.
    pub fn words(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Group(group) => format!("group/{group}"),
        }
    }

    /// The scope of stored words.
    pub fn of_words(words: &str) -> Option<Self> {
        match words.split_once('/') {
            None => (words == "all").then_some(Self::All),
            Some(("group", group)) if !group.is_empty() => Some(Self::Group(group.to_owned())),
            Some(_) => None,
        }
    }
}

/// Why something is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseReason {
    /// An operator wanted it.
    Operator,
    /// More mails of one notice were taken than it has recipients.
    Fuse,
}

impl PauseReason {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Operator, Self::Fuse];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Fuse => "fuse",
        }
    }

    /// The reason of a stored word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_and_reasons_are_read_back() {
        for scope in [Scope::All, Scope::Group("google".to_owned()), Scope::Group("a/b".to_owned())]
        {
            assert_eq!(Scope::of_words(&scope.words()), Some(scope));
        }
        for words in ["", "group", "group/", "everything", "all/x"] {
            assert_eq!(Scope::of_words(words), None, "{words}");
        }
        assert!(PauseReason::ALL.iter().all(|it| PauseReason::of_word(it.word()) == Some(*it)));
    }
}
