//! The provider and what it offers.

use jiff::tz::TimeZone;

use super::{
    codec::{Map, record, words},
    mistake::What,
    reading::{Fields, Reading},
};
use crate::domain::{
    house_style::{
        ApproxWord, CustomerName, HouseStyle, LetterClock, OwnName, Paren, PeriodLabel, RangeSign,
        YearStyle,
    },
    provider::{CustomerRole, PortalUrls, Provider},
    service::{
        Degree, EnglishForms, Function, FunctionGroup, JapaneseForms, Service, ServiceKind,
        SymptomForms,
    },
};

words!(
    ApproxWord,
    CustomerName,
    LetterClock,
    OwnName,
    Paren,
    PeriodLabel,
    RangeSign,
    YearStyle,
    Degree,
    ServiceKind,
);

record!(HouseStyle {
    own_name: stated "self",
    customer: stated "customer",
    approx: stated "approx",
    paren: stated "paren",
    range: stated "range",
    letter_clock: stated "clockA",
    year: stated "year",
    period_label: stated "period_label",
});

record!(CustomerRole { key: required "id", name: required "name" });

impl Fields<'_> {
    /// An address of the portal, without a slash at its end.
    fn address(&mut self, name: &'static str, cx: &mut Reading) -> Option<String> {
        let address: String = self.required(name, cx)?;
        let host = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
        let good = host.is_some_and(|host| !host.is_empty())
            && !address.ends_with('/')
            && !address.contains(char::is_whitespace);
        if good {
            return Some(address);
        }
        let line = self.line(name);
        cx.inside(name, |cx| cx.report(line, What::BadAddress));
        None
    }

    fn address_if_any(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<String>> {
        if self.node.get(name).is_some() { self.address(name, cx).map(Some) } else { Some(None) }
    }

    fn zone(&mut self, name: &'static str, cx: &mut Reading) -> Option<String> {
        let zone: String = self.required(name, cx)?;
        if TimeZone::get(&zone).is_ok() {
            return Some(zone);
        }
        let line = self.line(name);
        cx.inside(name, |cx| cx.report(line, What::UnknownZone));
        None
    }
}

impl Map<'_, '_> {
    fn address(&mut self, name: &'static str, address: &String) {
        self.required(name, address);
    }

    fn address_if_any(&mut self, name: &'static str, address: &Option<String>) {
        self.optional(name, address);
    }

    fn zone(&mut self, name: &'static str, zone: &String) {
        self.required(name, zone);
    }
}

record!(PortalUrls { primary: address "primary", standby: address_if_any "standby" });

record!(Provider {
    key: required "id",
    name: required "name",
    unit: required "unit",
    address: required "address",
    contact: required "contact",
    urls: required "url",
    zone: zone "zone",
    doc_no_pattern: required "doc_no_pattern",
    house_style: stated "house_style",
} with { roles: Vec::new() });

record!(Service {
    key: required "id",
    kind: required "kind",
    order: required "order",
    name: required "name",
    reading: optional "reading",
    core: optional "core",
});

record!(SymptomForms { ja: required "ja", en_now: required "en_now", en_past: required "en_past" });
record!(JapaneseForms { noun: required "noun", short: required "short" });
record!(EnglishForms {
    noun: required "noun",
    verb: required "verb",
    gerund: required "gerund",
    short_gerund: required "short_gerund",
});

record!(Function {
    key: required "id",
    services: required "services",
    group: optional "group",
    ja: required "ja",
    en: required "en",
    forms: optional "override",
});

record!(FunctionGroup {
    key: required "id",
    members: required "members",
    forms: optional "override",
});
