//! What every public page needs to be written: whose portal it is, in which language, and as of when.

use jiff::tz::TimeZone;

use super::{
    address::Place,
    parts::{Inline, Rel, Relative, Time},
};
use crate::{
    domain::{
        incident::Incident, language::Language, maintenance::Maintenance, moment::Moment,
        policy::NoticePolicy, provider::Provider, service::Catalogue, text::LocalizedText,
        time::Timestamp,
    },
    i18n::{
        dates::{DateStyle, Profile},
        lists,
        sentences::{Sentences, styled},
        symptoms::{self, Grammar},
    },
    views::html::Html,
};

/// Whose portal it is.
#[derive(Clone, Debug)]
pub struct Site {
    /// The provider.
    pub provider: Provider,
    /// Its services and functions.
    pub catalogue: Catalogue,
    /// Its rules for notices.
    pub policy: NoticePolicy,
    /// Its zone.
    pub zone: TimeZone,
}

/// A portal in one language at one time.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Whose portal it is.
    pub site: &'a Site,
    /// The language of the page.
    pub language: Language,
    /// When the page is written.
    pub now: Timestamp,
    /// As of when the records are known.
    pub as_of: Timestamp,
    /// Whether that is so long ago that readers must be told (requirement A3).
    pub stale: bool,
}

impl<'a> Context<'a> {
    /// The sentences of the page.
    pub(super) fn t(&self) -> &'static Sentences {
        styled(self.language, &self.site.provider.house_style)
    }

    /// How dates are written.
    pub(super) fn dates(&self) -> DateStyle<'a> {
        DateStyle { zone: &self.site.zone, house: &self.site.provider.house_style }
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

    /// A moment as seen from now. It is counted in the reader's browser, so that a page that was
    /// written a while ago does not say "3 minutes ago"; without JavaScript the time beside it stands
    /// alone.
    pub(super) fn relative(&self, rel: Rel, moment: &Moment) -> Html {
        let at = moment.at.in_zone(&self.site.zone);
        Html::of(&Relative { rel, at: at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string() })
    }

    /// A phrase as a fact of its own: in English with a capital letter.
    pub(super) fn capital(&self, phrase: &str) -> String {
        match self.language {
            Language::Ja => phrase.to_owned(),
            Language::En => symptoms::capital(phrase),
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

    /// The title of an incident, which stays the same for its whole life (bilingual texts 1.8).
    pub(super) fn incident_title(&self, incident: &Incident) -> Inline {
        let symptom = incident.symptom_short.read(self.language);
        let language = symptom.map_or(self.language, |reading| reading.language);
        let service = self.site.catalogue.service_name(&incident.title_service, language);
        let symptom = symptom.map_or("", |reading| reading.text);
        let t = styled(language, &self.site.provider.house_style);
        self.inline_in(language, t.msg_page_record_title(service, symptom))
    }

    /// The title of a maintenance.
    pub(super) fn maintenance_title(&self, maintenance: &Maintenance) -> Inline {
        let title = maintenance.title.read(self.language);
        let language = title.map_or(self.language, |reading| reading.language);
        let names: Vec<_> = maintenance
            .services
            .iter()
            .map(|key| self.site.catalogue.service_name(key, language))
            .collect();
        let services = lists::nouns(language, &names);
        let title = title.map_or("", |reading| reading.text);
        let t = styled(language, &self.site.provider.house_style);
        self.inline_in(language, t.msg_page_record_title(services, title))
    }

    /// The name of the portal: みなとネット 障害・メンテナンス情報.
    pub(super) fn portal(&self) -> String {
        self.t().msg_page_portal(self.site.provider.name.get(self.language).as_str())
    }

    /// The address of a page in the language of this one.
    pub(super) fn address(&self, place: &Place) -> String {
        place.address(self.language)
    }
}
