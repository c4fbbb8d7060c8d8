//! What stands around every public page: head, header, alerts, footer (`templates/public/base.html`).

use super::{context::Context, parts::Inline};
use crate::{
    domain::{language::Language, moment::Moment, public::Route, time::Timestamp},
    i18n::sentences::Sentences,
    views::{assets, html::Html},
};

/// What stands around a page.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    /// The portal, the language, the time.
    pub(super) context: Context<'a>,
    /// The title of the window, the portal's name included.
    pub(super) title: String,
    /// The page, if it has an address of its own; an error has none.
    pub(super) route: Option<Route>,
    /// What follows the address: the query of a search.
    pub(super) query: String,
    /// The name of the icon: the word of a state (requirement A28), or `logo`.
    pub(super) icon: &'static str,
    /// When what the page shows last changed, if the page lives: it then asks for changes by itself.
    pub(super) changed: Option<Timestamp>,
}

impl<'a> Frame<'a> {
    /// The frame of a page that does not change by itself.
    pub(super) fn still(context: Context<'a>, title: &str, route: Option<Route>) -> Self {
        let title = context.t().msg_page_title(title, context.portal());
        Self { context, title, route, query: String::new(), icon: "logo", changed: None }
    }

    /// The same with the icon of a state.
    #[must_use]
    pub(super) fn showing(self, icon: &'static str) -> Self {
        Self { icon, ..self }
    }

    /// The frame of a page that shows a state and lives.
    #[must_use]
    pub(super) fn living(self, icon: &'static str, changed: Timestamp) -> Self {
        Self { icon, changed: Some(changed), ..self }
    }

    /// The sentences of the page.
    pub(super) fn t(&self) -> &'static Sentences {
        self.context.t()
    }

    /// The tag of its language.
    pub(super) const fn lang(&self) -> &'static str {
        self.context.language.tag()
    }

    /// The tag of the other language.
    pub(super) const fn other(&self) -> &'static str {
        self.context.language.other().tag()
    }

    /// The name of the other language, in itself.
    pub(super) fn other_name(&self) -> String {
        crate::i18n::t(self.context.language.other()).msg_language_name()
    }

    /// The way to the state of everything.
    pub(super) fn home(&self) -> String {
        self.context.address(&Route::Home)
    }

    /// The way to the past.
    pub(super) fn history(&self) -> String {
        self.context.address(&Route::History)
    }

    /// The way to the rules of publishing.
    pub(super) fn policy(&self) -> String {
        self.context.address(&Route::Policy)
    }

    /// What is planned, going on and lately over.
    pub(super) fn maintenances(&self) -> String {
        self.context.address(&Route::Maintenances(None))
    }

    /// Maintenances by month.
    pub(super) fn months(&self) -> String {
        self.context.address(&Route::Months(None))
    }

    /// The same page in the other language, or its home.
    pub(super) fn in_other(&self) -> String {
        let route = self.route.as_ref().unwrap_or(&Route::Home);
        route.path(self.context.language.other()) + &self.query
    }

    /// The page in full, with the name of the host, in both languages.
    pub(super) fn alternates(&self) -> Vec<(&'static str, String)> {
        let languages = self.route.iter().flat_map(|_| Language::ALL);
        languages.filter_map(|language| Some((language.tag(), self.absolute(language)?))).collect()
    }

    /// The page in full, with the name of the host.
    pub(super) fn canonical(&self) -> Option<String> {
        self.absolute(self.context.language)
    }

    fn absolute(&self, language: Language) -> Option<String> {
        let host = self.context.site.provider.urls.primary.trim_end_matches('/');
        Some(format!("{host}{}{}", self.route.as_ref()?.path(language), self.query))
    }

    /// The address of the style sheet.
    pub(super) fn stylesheet() -> &'static str {
        assets::path("css/portal.css")
    }

    /// The address of the script.
    pub(super) fn script() -> &'static str {
        assets::path("js/portal.js")
    }

    /// The address of the icon.
    pub(super) fn icon(&self) -> &'static str {
        let name = match self.icon {
            "operational" => "img/favicon-operational.svg",
            "maintenance" => "img/favicon-maintenance.svg",
            "checking" => "img/favicon-checking.svg",
            "degraded" => "img/favicon-degraded.svg",
            "partial" => "img/favicon-partial.svg",
            "major" => "img/favicon-major.svg",
            _ => "img/logo.svg",
        };
        assets::path(name)
    }

    /// The name of the zone, for machines.
    pub(super) fn zone(&self) -> &'a str {
        &self.context.site.provider.zone
    }

    /// In which zone the times are.
    pub(super) fn zone_note(&self) -> String {
        match self.zone() {
            "Asia/Tokyo" => self.t().msg_page_zone_tokyo(),
            zone => self.t().msg_page_zone(zone),
        }
    }

    /// The name of the provider.
    pub(super) fn provider(&self) -> &'a str {
        self.context.site.provider.name.get(self.context.language)
    }

    /// How to reach it.
    pub(super) fn contact(&self) -> &'a str {
        self.context.site.provider.contact.get(self.context.language)
    }

    /// The time at which what the page shows last changed, said with a change of state.
    pub(super) fn clock(&self) -> Option<String> {
        let changed = Moment::minute(self.changed?);
        self.context.dates().clock(self.context.list(), &changed)
    }

    /// What must be said before anything else: that the page may be out of date (bilingual texts 4.1).
    pub(super) fn stale(&self) -> Option<Html> {
        let clock = self.context.clock.filter(|clock| clock.stale)?;
        let sentence = self.t().msg_page_stale(PLACE);
        Some(Context::around(&sentence, &self.context.at(clock.as_of)))
    }

    /// As of when a live page is.
    pub(super) fn as_of(&self) -> Option<Html> {
        let clock = self.context.clock?;
        let sentence = self.t().msg_page_as_of(PLACE);
        Some(Context::around(&sentence, &self.context.at(clock.as_of)))
    }
}

impl Context<'_> {
    /// A sentence around a piece of HTML: what stands before and after its place.
    pub(super) fn around(sentence: &str, piece: &Html) -> Html {
        let (before, after) = sentence.split_once(PLACE).unwrap_or((sentence, ""));
        Html::text(before).and_html(piece).and_text(after)
    }
}

/// Stands in a sentence for a piece of HTML that takes its place: a character that means just that
/// (U+FFFC, object replacement).
pub(super) const PLACE: &str = "\u{fffc}";

/// A heading of the page's own words.
impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self { text, lang: None }
    }
}
