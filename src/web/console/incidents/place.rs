//! For what a form is: what its drafts are kept and found under. It is the end of the form's address, so that a
//! draft leads back to its form. To add a form with drafts: its place in [`KINDS`].

/// The target of what is for no incident yet.
pub(super) const NEW: &str = "new";
/// The kind of a first notice.
const FIRST: &str = "first";
/// What a draft for an incident can become: the end of its form's address.
const KINDS: [&str; 4] = ["notice", "correction", "edit/", "updates/"];
/// The longest end of an address.
const LONGEST_KIND: usize = 100;

/// For what a form is, and so of what kind its drafts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What it is to become.
    pub(super) kind: String,
    /// The reference number, or [`NEW`].
    pub(super) target: String,
}

impl Place {
    /// A first notice.
    pub(super) fn first() -> Self {
        Self { kind: FIRST.to_owned(), target: NEW.to_owned() }
    }

    /// A form of an incident: what its address ends with.
    pub(super) fn of(target: &impl ToString, kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), target: target.to_string() }
    }

    /// Of such a place a draft is kept.
    pub(super) fn is_known(&self) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
        let kind = KINDS.iter().any(|kind| match kind.strip_suffix('/') {
            Some(_) => self.kind.starts_with(kind),
            None => self.kind == *kind,
        });
        let plain = self.kind.bytes().all(plain) && self.kind.len() <= LONGEST_KIND;
        *self == Self::first() || (kind && plain && super::reference(&self.target).is_ok())
    }

    /// The address of the form.
    pub(super) fn form(&self) -> String {
        if *self == Self::first() {
            return super::first::PATH.to_owned();
        }
        format!("/console/incidents/{}/{}", self.target, self.kind)
    }

    /// The address at which its drafts are kept.
    pub(super) fn drafts(&self) -> String {
        format!("/console/drafts/{}/{}", self.target, self.kind)
    }
}
