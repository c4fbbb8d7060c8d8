//! The operators' console: what every page of it shows around its content.
//!
//! To add a page: a struct with a [`Frame`], its template extending `console/base.html`, and its
//! place in [`Frame::entries`] if it belongs in the navigation.

pub mod account;
pub mod audit;
pub mod conflict;
pub mod dashboard;
pub mod edit;
pub mod facts;
pub mod fault;
pub mod flash;
pub mod incident;
pub mod keeping;
pub mod maintenance;
pub mod notice;
pub mod operators;
pub mod services;
pub mod sheet;
pub mod sign_in;

use jiff::tz::TimeZone;

use super::assets;
use crate::{
    domain::{
        house_style::HouseStyle,
        language::Language,
        moment::Moment,
        operator::{Operator, Permission, Role},
        time::Timestamp,
    },
    i18n::{
        dates::{DateStyle, Profile},
        labels::Label as _,
        sentences::Sentences,
        t,
    },
};

/// What stands around the content of every page.
#[derive(Clone)]
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// Its sentences.
    pub t: &'static Sentences,
    /// Who is signed in.
    pub me: Option<Me>,
    /// What is said once, after an action.
    pub flash: Option<flash::Flash>,
    /// The address of this page, to which the switch of the language leads back.
    pub here: String,
    /// The zone of every clock time.
    pub zone: TimeZone,
    /// The provider's way of writing dates.
    pub house: HouseStyle,
    /// Whether browsers can use passkeys at the portal's address.
    pub passkeys: bool,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Me {
    /// The name shown.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Whether the second step of signing in is still to come, so that nothing else is offered.
    pub half_way: bool,
}

/// A page in the navigation.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its address.
    pub path: &'static str,
    /// What it is called.
    pub label: String,
    /// The `aria-current` attribute: this page, or one above it; empty otherwise.
    pub current: &'static str,
}

impl Frame {
    /// The frame of a page in a language, before anybody has signed in.
    pub fn new(language: Language, here: impl Into<String>) -> Self {
        Self {
            language,
            t: t(language),
            me: None,
            flash: None,
            here: here.into(),
            zone: TimeZone::UTC,
            house: HouseStyle::default(),
            passkeys: false,
        }
    }

    /// The pages that this operator may open.
    pub fn entries(&self) -> Vec<Entry> {
        let Some(me) = self.me.as_ref().filter(|me| !me.half_way) else { return Vec::new() };
        let pages = [
            ("/console", Permission::View, self.t.msg_console_now()),
            ("/console/services", Permission::View, self.t.msg_services_title()),
            ("/console/audit", Permission::ReadAudit, self.t.msg_console_audit()),
            ("/console/operators", Permission::Administer, self.t.msg_console_operators()),
        ];
        let here = self.here.split('?').next().unwrap_or_default();
        pages
            .into_iter()
            .filter(|(_, permission, _)| me.role.may(*permission))
            .map(|(path, _, label)| Entry { path, label, current: current(path, here) })
            .collect()
    }

    /// The name and role of who is signed in.
    pub fn me(&self) -> Option<String> {
        let me = self.me.as_ref().filter(|me| !me.half_way)?;
        Some(self.t.msg_console_me(&me.name, me.role.label(self.t)))
    }

    /// The address of a file of `static/`.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::path(name)
    }

    /// The IANA name of the zone.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// In which zone the times of the page are; before signing in, pages have none.
    pub fn zone_note(&self) -> Option<String> {
        self.me.as_ref()?;
        Some(match self.zone_name() {
            "Asia/Tokyo" => self.t.msg_console_zone(),
            other => self.t.msg_console_zone_other(other),
        })
    }

    /// An instant as it is written in a list.
    pub fn time(&self, at: Timestamp) -> String {
        let profile = match self.language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        };
        self.dates().moment(profile, &Moment::minute(at))
    }

    /// An instant as the `datetime` attribute has it.
    pub fn datetime(&self, at: Timestamp) -> String {
        self.dates().datetime_attr(&Moment::minute(at))
    }

    const fn dates(&self) -> DateStyle<'_> {
        DateStyle { zone: &self.zone, house: &self.house }
    }

    /// The address of this page in the other language, for somebody who has not signed in.
    pub fn switch(&self) -> String {
        let path = self.here.split('?').next().unwrap_or_default();
        format!("{path}?lang={}", self.language.other().tag())
    }
}

/// The `aria-current` attribute of the entry at `path` on the page `here`.
fn current(path: &str, here: &str) -> &'static str {
    match here.strip_prefix(path) {
        Some("") => "page",
        Some(rest) if rest.starts_with('/') && path != "/console" => "true",
        _ => "",
    }
}

/// What a language is called, in itself.
pub fn language_name(language: Language) -> String {
    t(language).msg_language_name()
}

impl From<&Operator> for Me {
    fn from(operator: &Operator) -> Self {
        Self { name: operator.name.clone(), role: operator.role, half_way: false }
    }
}
