//! For what a form is: what its drafts are kept and found under. It is the end of the form's address, so that a
//! draft leads back to its form. To add a form with drafts: its place in [`KINDS`], or for a maintenance among its
//! steps.

use crate::{
    domain::reference::{Reference, ReferenceKind},
    web::console::maintenance,
};

/// The target of what is for no incident yet.
pub(super) const NEW: &str = "new";
/// The kind of a first notice.
const FIRST: &str = "first";
/// The kind of a maintenance that is planned.
pub(in crate::web::console) const PLAN: &str = "maintenance";
/// What a draft for an incident can become: the end of its form's address.
const KINDS: [&str; 4] = ["notice", "correction", "edit/", "updates/"];
/// The longest end of an address.
const LONGEST_KIND: usize = 100;

/// For what a form is, and so of what kind its drafts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web::console) struct Place {
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

    /// A maintenance that is planned.
    pub(in crate::web::console) fn plan() -> Self {
        Self { kind: PLAN.to_owned(), target: NEW.to_owned() }
    }

    /// A form of an incident or of a maintenance: what its address ends with.
    pub(in crate::web::console) fn of(target: &impl ToString, kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), target: target.to_string() }
    }

    /// Of such a place a draft is kept.
    pub(super) fn is_known(&self) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
        let of_incident = || {
            KINDS.iter().any(|kind| match kind.strip_suffix('/') {
                Some(_) => self.kind.starts_with(kind),
                None => self.kind == *kind,
            })
        };
        let kind = match self.record() {
            Some(ReferenceKind::Maintenance) => maintenance::is_form(&self.kind),
            Some(ReferenceKind::Incident | ReferenceKind::Report) => of_incident(),
            None => false,
        };
        let plain = self.kind.bytes().all(plain) && self.kind.len() <= LONGEST_KIND;
        *self == Self::first() || *self == Self::plan() || (kind && plain)
    }

    /// What kind of record it is for, if it is for one.
    fn record(&self) -> Option<ReferenceKind> {
        self.target.parse().ok().map(|reference: Reference| reference.kind)
    }

    /// The address of the form.
    pub(super) fn form(&self) -> String {
        if *self == Self::first() {
            return super::first::PATH.to_owned();
        }
        if *self == Self::plan() {
            return maintenance::NEW.to_owned();
        }
        let records = match self.record() {
            Some(ReferenceKind::Maintenance) => "maintenance",
            _ => "incidents",
        };
        format!("/console/{records}/{}/{}", self.target, self.kind)
    }

    /// The address at which its drafts are kept.
    pub(super) fn drafts(&self) -> String {
        format!("/console/drafts/{}/{}", self.target, self.kind)
    }
}
