//! The addresses of public pages. Links, the snapshot and redirects all take them from here.

use crate::domain::{key::Key, language::Language, reference::Reference};

use super::Month;

/// A public page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The state of everything now.
    Home,
    /// One incident.
    Incident(Reference),
    /// One maintenance.
    Maintenance(Reference),
    /// One service over time.
    Service(Key),
    /// The months of the past, and the search.
    History,
    /// One month of the past.
    Month(Month),
    /// When and how the provider posts: the notice policy.
    Policy,
    /// Maintenances: what is going on, planned and lately over; all, or those of a service.
    Maintenances(Option<Key>),
    /// Maintenances by month; all, or those of a service.
    Months(Option<Key>),
    /// Maintenances for readers' own calendars.
    Calendar(Calendar),
}

/// Which maintenances are in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// All.
    All,
    /// Those of a service.
    Service(Key),
    /// One.
    Maintenance(Reference),
}

/// What the address of a calendar ends with.
const SUFFIX: &str = ".ics";
/// The last part of the address of a list of maintenances.
const LIST: &str = "maintenance";
/// The last part of the address of maintenances by month.
const MONTHS: &str = "calendar";
/// The last part of the address of a calendar of several maintenances.
const FILE: &str = "maintenance.ics";

impl Route {
    /// Its address in a language: the only spelling that is served.
    pub fn path(&self, language: Language) -> String {
        let tag = language.tag();
        match self {
            Self::Home => format!("/{tag}/"),
            Self::Incident(reference) => format!("/{tag}/incidents/{reference}"),
            Self::Maintenance(reference) => format!("/{tag}/maintenance/{reference}"),
            Self::Service(key) => format!("/{tag}/services/{key}"),
            Self::History => format!("/{tag}/history"),
            Self::Month(month) => format!("/{tag}/history/{month}"),
            Self::Policy => format!("/{tag}/policy"),
            Self::Maintenances(None) => format!("/{tag}/{LIST}"),
            Self::Maintenances(Some(key)) => format!("/{tag}/services/{key}/{LIST}"),
            Self::Months(None) => format!("/{tag}/{MONTHS}"),
            Self::Months(Some(key)) => format!("/{tag}/services/{key}/{MONTHS}"),
            Self::Calendar(Calendar::All) => format!("/{tag}/{FILE}"),
            Self::Calendar(Calendar::Service(key)) => format!("/{tag}/services/{key}/{FILE}"),
            Self::Calendar(Calendar::Maintenance(reference)) => {
                format!("/{tag}/maintenance/{reference}{SUFFIX}")
            }
        }
    }

    /// The page and the language of an address, if it is one that is served when there is such a page.
    pub fn parse(path: &str) -> Option<(Self, Language)> {
        let (tag, rest) = path.strip_prefix('/')?.split_once('/')?;
        let route = match rest.split_once('/') {
            None => match rest {
                "" => Self::Home,
                "history" => Self::History,
                "policy" => Self::Policy,
                LIST => Self::Maintenances(None),
                MONTHS => Self::Months(None),
                FILE => Self::Calendar(Calendar::All),
                _ => return None,
            },
            Some(("incidents", number)) => Self::Incident(number.parse().ok()?),
            Some(("maintenance", number)) => match number.strip_suffix(SUFFIX) {
                Some(number) => Self::Calendar(Calendar::Maintenance(number.parse().ok()?)),
                None => Self::Maintenance(number.parse().ok()?),
            },
            Some(("services", key)) => match key.split_once('/') {
                None => Self::Service(key.parse().ok()?),
                Some((key, LIST)) => Self::Maintenances(Some(key.parse().ok()?)),
                Some((key, MONTHS)) => Self::Months(Some(key.parse().ok()?)),
                Some((key, FILE)) => Self::Calendar(Calendar::Service(key.parse().ok()?)),
                Some(_) => return None,
            },
            Some(("history", month)) => Self::Month(month.parse().ok()?),
            Some(_) => return None,
        };
        Some((route, Language::from_tag(tag)?))
    }

    /// The language of a path, if it begins with one: `/ja/…`, `/ja`.
    pub fn language(path: &str) -> Option<Language> {
        Language::from_tag(path.strip_prefix('/')?.split('/').next()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_back_as_what_it_names() {
        let routes = [
            Route::Home,
            Route::Incident("INC-20161011-01".parse().unwrap()),
            Route::Maintenance("MNT-20161009-01".parse().unwrap()),
            Route::Service("mail".parse().unwrap()),
            Route::History,
            Route::Month("2016-10".parse().unwrap()),
            Route::Policy,
            Route::Maintenances(None),
            Route::Maintenances(Some("mail".parse().unwrap())),
            Route::Months(None),
            Route::Months(Some("mail".parse().unwrap())),
            Route::Calendar(Calendar::All),
            Route::Calendar(Calendar::Service("mail".parse().unwrap())),
            Route::Calendar(Calendar::Maintenance("MNT-20161009-01".parse().unwrap())),
        ];
        for route in routes {
            for language in Language::ALL {
                let path = route.path(language);
                assert_eq!(Route::parse(&path), Some((route.clone(), language)), "{path}");
            }
        }
        for path in ["", "/", "/ja", "/fr/", "/ja/incidents/", "/ja/incidents/1", "/ja/history/"] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }
}
