//! What every public page needs to be written: whose portal it is, in which language, and as of when.

use jiff::tz::TimeZone;

use super::parts::{Inline, Rel, Relative, Time};
use crate::{
    domain::{
        language::Language,
        moment::Moment,
        public::{Model, Route, Site, View},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::{
        dates::{self, DateStyle, Profile},
        lists,
        sentences::{Sentences, styled},
        symptoms::{self, Grammar},
    },
    views::html::Html,
};

/// A portal in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    /// Whose portal it is.
    pub(super) site: &'a Site,
    /// Every public record; an error page has none.
    pub(super) model: Option<&'a Model>,
    /// The language of the page.
    pub(super) language: Language,
    /// The time, on a page that is made anew with it. One that is kept for years has none: it can
    /// say nothing that depends on when it is read.
    pub(super) clock: Option<Clock>,
}

/// The time of a live page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    /// When the page is made.
    pub(super) now: Timestamp,
    /// As of when the records are known.
    pub(super) as_of: Timestamp,
    /// Whether that is so long ago that readers must be told (requirement A3).
    pub(super) stale: bool,
}

impl<'a> Context<'a> {
    /// A live page.
    pub(super) fn live(view: &View<'a>, language: Language) -> Self {
        let clock = Clock { now: view.now, as_of: view.as_of, stale: view.stale };
        Self { clock: Some(clock), ..Self::still(view.model, language) }
    }

    /// A page that is kept.
    pub(super) fn still(model: &'a Model, language: Language) -> Self {
        Self { site: &model.site, model: Some(model), language, clock: None }
    }

    /// The sentences of the page.
    pub(super) fn t(&self) -> &'static Sentences {
        styled(self.language, &self.site.provider.house_style)
    }

    /// How dates are written.
    pub(super) fn dates(&self) -> DateStyle<'a> {
        DateStyle { zone: self.site.zone(), house: &self.site.provider.house_style }
    }

    /// How symptoms are said.
    pub(super) fn grammar(&self) -> Grammar<'a> {
        Grammar {
            catalogue: &self.site.catalogue,
            house: &self.site.provider.house_style,
            language: self.language,
        }
    }

    /// The profile of dates in lists and titles.
    pub(super) const fn list(&self) -> Profile {
        match self.language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        }
    }

    /// The profile of dates in facts and sentences.
    pub(super) const fn prose(&self) -> Profile {
        match self.language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::Prose,
        }
    }

    /// A moment of a list.
    pub(super) fn time(&self, moment: &Moment) -> Html {
        Html::of(&self.time_in(self.list(), moment, false))
    }

    /// An instant of a list, to the minute.
    pub(super) fn at(&self, at: Timestamp) -> Html {
        self.time(&Moment::minute(at))
    }

    /// A moment of a fact, with UTC in brackets (rule D28).
    pub(super) fn time_in_full(&self, moment: &Moment) -> Html {
        Html::of(&self.time_in(self.prose(), moment, true))
    }

    /// A moment in a form.
    pub(super) fn time_in(&self, profile: Profile, moment: &Moment, with_utc: bool) -> Time {
        let second = || self.dates().in_zone(self.language, moment, &TimeZone::UTC);
        Time {
            datetime: self.dates().datetime_attr(moment),
            approx: moment.approx,
            text: self.dates().moment(profile, moment),
            second: if with_utc { second() } else { None },
        }
    }

    /// A moment as seen from now, after a space, to stand beside its time; nothing on a page that is kept.
    pub(super) fn relative(&self, rel: Rel, moment: &Moment) -> Html {
        let Some(Clock { now, .. }) = self.clock else { return Html::default() };
        let text = match rel {
            Rel::Elapsed => dates::elapsed(self.language, moment.at, now),
            Rel::Ago | Rel::Until => self.dates().relative(self.language, moment.at, now),
        };
        let at = moment.at.in_zone(self.site.zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        Html::text(" ").and(&Relative { rel, at, text })
    }

    /// Whether a moment lies in the past of a live page.
    pub(super) fn is_past(&self, moment: &Moment) -> bool {
        self.clock.is_some_and(|clock| moment.at < clock.now)
    }

    /// A phrase as a fact of its own: in English with a capital letter.
    pub(super) fn capital(&self, phrase: &str) -> String {
        match self.language {
            Language::Ja => phrase.to_owned(),
            Language::En => symptoms::capital(phrase),
        }
    }

    /// A label as a word within a sentence: in English without its capital letter.
    pub(super) fn lower(&self, label: &str) -> String {
        match self.language {
            Language::Ja => label.to_owned(),
            Language::En => label.to_lowercase(),
        }
    }

    /// Names as a list.
    pub(super) fn listed<T: AsRef<str>>(&self, names: &[T]) -> String {
        lists::nouns(self.language, names)
    }

    /// A text in the language of the page, or in the other one with its mark.
    pub(super) fn inline(&self, text: &LocalizedText) -> Inline {
        text.read(self.language).map_or_else(Inline::default, |reading| {
            self.inline_in(reading.language, reading.text.to_owned())
        })
    }

    /// A text that is known to be in a language.
    pub(super) fn inline_in(&self, language: Language, text: String) -> Inline {
        Inline { text, lang: (language != self.language).then(|| language.tag()) }
    }

    /// The title of a record, which stays the same for its whole life (bilingual texts 1.8): services
    /// and problem, both in the language in which the problem is there.
    pub(super) fn record_title<'k>(
        &self,
        services: impl IntoIterator<Item = &'k crate::domain::key::Key>,
        problem: &LocalizedText,
    ) -> Inline {
        let reading = problem.read(self.language);
        let language = reading.map_or(self.language, |reading| reading.language);
        let name = |key| self.site.catalogue.service_name(key, language).to_owned();
        let services: Vec<String> = services.into_iter().map(name).collect();
        let services = lists::nouns(language, &services);
        let problem = reading.map_or("", |reading| reading.text);
        let t = styled(language, &self.site.provider.house_style);
        self.inline_in(language, t.msg_page_record_title(services, problem))
    }

    /// The name of the portal: みなとネット 障害・メンテナンス情報.
    pub(super) fn portal(&self) -> String {
        self.t().msg_page_portal(self.site.provider.name.get(self.language).as_str())
    }

    /// The address of a page in the language of this one.
    pub(super) fn address(&self, route: &Route) -> String {
        route.path(self.language)
    }

    /// The same in full, at the portal's own address.
    pub(super) fn absolute(&self, route: &Route) -> String {
        let host = self.site.provider.urls.primary.trim_end_matches('/');
        format!("{host}{}", self.address(route))
    }
}
