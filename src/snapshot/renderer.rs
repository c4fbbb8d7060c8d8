//! What makes pages: a table of functions, one for each kind of public page.
//!
//! A function is given a [`View`], says what a page shows at that time and gives HTML. It must not
//! know where the page is kept or who reads it. To add a kind of page: a field here, a
//! [`Route`](crate::domain::public::Route), and the place in `builder` that says what touches it.

use crate::{
    domain::{
        incident::IncidentRecord,
        language::Language,
        maintenance::Maintenance,
        public::{Asked, Calendar, Found, Month, Query, QueryError, Site, View},
        service::Service,
    },
    views::public,
};

/// What a page function gives: HTML, or what its field says.
pub type Html = askama::Result<String>;

/// The function that makes the page of a search.
pub type SearchPage =
    fn(&View<'_>, Language, &Asked, Result<(&Query, &Found<'_>), QueryError>) -> Html;

/// The functions that make public pages.
#[derive(Clone, Copy)]
pub struct Renderer {
    /// The state of everything now.
    pub home: fn(&View<'_>, Language) -> Html,
    /// One incident, live or archived.
    pub incident: fn(&View<'_>, Language, &IncidentRecord) -> Html,
    /// One maintenance, live or archived.
    pub maintenance: fn(&View<'_>, Language, &Maintenance) -> Html,
    /// One service over time.
    pub service: fn(&View<'_>, Language, &Service) -> Html,
    /// The months of the past, with the form of the search.
    pub history: fn(&View<'_>, Language) -> Html,
    /// One month of the past.
    pub month: fn(&View<'_>, Language, Month) -> Html,
    /// The notice policy.
    pub policy: fn(&View<'_>, Language) -> Html,
    /// Maintenances that are going on, planned or lately over: all, or those of a service.
    pub maintenances: fn(&View<'_>, Language, Option<&Service>) -> Html,
    /// Maintenances by month: all, or those of a service.
    pub months: fn(&View<'_>, Language, Option<&Service>) -> Html,
    /// Maintenances for readers' calendars: not HTML, but iCalendar.
    pub calendar: fn(&View<'_>, Language, &Calendar) -> Html,
    /// What a search found, or why it is refused; with what was asked for, as it came.
    pub search: SearchPage,
    /// An error, by the status of its answer: 400, 404, 405, 408, 413, 414, 429, 431, 500 or 503; any other
    /// is told in the words of its class. With
    /// 500 there is the number under which the log holds what happened. There is no site as long as the
    /// portal has not been set up.
    pub error: fn(Option<&Site>, Language, u16, Option<&str>) -> Html,
}

/// The pages of this portal.
pub const PORTAL: Renderer = Renderer {
    home: public::home,
    incident: public::incident,
    maintenance: public::maintenance,
    service: public::service,
    history: public::history,
    month: public::month,
    policy: public::policy,
    maintenances: public::maintenances,
    months: public::months,
    calendar: public::calendar,
    search: public::search,
    error: public::error,
};
