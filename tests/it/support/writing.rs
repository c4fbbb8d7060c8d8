//! Operators who write: the forms of notices, filled in as a browser holds them. Knows what has to be
//! typed for a form to be taken, and no rule.

use axum::http::StatusCode;
use noroshi::{domain::incident::IncidentRecord, storage};
use scraper::{ElementRef, Html, Selector};

use super::{
    TestDatabase,
    console::{Browser, Page, Portal},
    sample::{catalogue, provider},
};
use crate::record::read_back;

/// Where a first notice is written.
pub(crate) const NEW: &str = "/console/incidents/new";

/// A form as a browser holds it: every field with its value.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
    /// The names of the fields in which something is typed.
    pub(crate) typed: Vec<String>,
}

impl Filled {
    /// The form of a page in which somebody writes of an incident or of a maintenance.
    pub(crate) fn of(page: &Page) -> Self {
        Self::first(page, &["/console/incidents", "/console/maintenance"])
    }

    /// The first form of a page that goes to an address which begins so.
    pub(crate) fn to(page: &Page, begins: &str) -> Self {
        Self::first(page, &[begins])
    }

    fn first(page: &Page, begins: &[&str]) -> Self {
        let mut forms = begins.iter().flat_map(|begin| Self::all(page, begin));
        forms.next().unwrap_or_else(|| panic!("a form in {}", page.body))
    }

    /// Every form of a page that goes to an address which begins so.
    pub(crate) fn all(page: &Page, begins: &str) -> Vec<Self> {
        let document = Html::parse_document(&page.body);
        let form = Selector::parse("main form").unwrap();
        let action =
            |form: &ElementRef<'_>| form.value().attr("action").unwrap_or_default().to_owned();
        let forms = document.select(&form).filter(|form| action(form).starts_with(begins));
        let filled = forms.map(|form| {
            let fields = Selector::parse("input, textarea, select").unwrap();
            let fields = form.select(&fields).filter_map(value).collect();
            let typed = Selector::parse("input:not([type]), textarea").unwrap();
            let typed = form.select(&typed).filter_map(|it| it.value().attr("name"));
            let typed = typed.map(str::to_owned).collect();
            Self { action: action(&form), fields, typed }
        });
        filled.collect()
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) async fn send(&self, browser: &mut Browser, step: &str) -> Page {
        let mut fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.push(("step", step));
        let path =
            if step == "post" { format!("{}/post", self.action) } else { self.action.clone() };
        browser.post(&path, &fields).await
    }

    /// Saves the form as its page does by itself.
    pub(crate) async fn autosave(&self, browser: &mut Browser, page: &Page) -> Page {
        let path = page.attribute("form[data-autosave]", "data-autosave").unwrap();
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(&path, &fields).await
    }

    /// Sends the form as it is to where it goes.
    pub(crate) async fn sent_by(&self, browser: &mut Browser) -> Page {
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(&self.action, &fields).await
    }

    /// Checks the form, which must be in order, and posts it.
    pub(crate) async fn post(&self, browser: &mut Browser) -> Page {
        let checked = self.send(browser, "check").await;
        assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.texts(".errors, .error"));
        Self::of(&checked).send(browser, "post").await
    }
}

/// What a browser sends of a field that nobody touches.
fn value(field: ElementRef<'_>) -> Option<(String, String)> {
    let element = field.value();
    let name = element.attr("name")?.to_owned();
    let value = match element.name() {
        "textarea" => {
            let text: String = field.text().collect();
            text.strip_prefix('\n').unwrap_or(&text).to_owned()
        }
        "select" => {
            let options = Selector::parse("option").unwrap();
            let mut options = field.select(&options);
            let first = options.clone().next()?;
            let chosen =
                options.find(|option| option.value().attr("selected").is_some()).unwrap_or(first);
            chosen.value().attr("value")?.to_owned()
        }
        _ if matches!(element.attr("type"), Some("radio" | "checkbox"))
            && element.attr("checked").is_none() =>
        {
            return None;
        }
        _ => element.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}

/// Everything that is stored about incidents.
pub(crate) async fn records(portal: &Portal) -> Vec<IncidentRecord> {
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let changed = storage::incidents::list_changed(&mut tx, (0, None), 100).await.unwrap();
    let records: Vec<_> = changed.into_iter().map(|it| it.record).collect();
    // Whatever the console stores can be given out and taken over again.
    records.iter().for_each(read_back);
    records
}

/// The only incident that is stored.
pub(crate) async fn only(portal: &Portal) -> IncidentRecord {
    let mut records = records(portal).await;
    assert_eq!(records.len(), 1);
    records.remove(0)
}

/// What was sent was taken.
#[track_caller]
pub(crate) fn accepted(page: &Page) {
    let said = page.texts(".errors, .error, .done");
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{said:?}");
}

/// A portal with services to report on.
pub(crate) async fn set_up(database: &TestDatabase) -> Portal {
    furnished(Portal::new(database).await).await
}

/// The same portal with services to report on.
pub(crate) async fn furnished(portal: Portal) -> Portal {
    let core = portal.core();
    let mut tx = core.db.begin_write().await.unwrap();
    let now = core.clock.now();
    storage::portal::insert(&mut tx, &provider(), &catalogue(), now).await.unwrap();
    tx.commit().await.unwrap();
    portal
}

/// A first notice with what has to be there.
pub(crate) async fn blank(browser: &mut Browser) -> Filled {
    let page = browser.get(NEW).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    Filled::of(&page)
        .set("service", "mail")
        .set("degree-pop", "unavailable")
        .set("started", "20分前")
        .set("scope", "all")
}

/// Opens an incident and gives the address of its page.
pub(crate) async fn open(browser: &mut Browser) -> String {
    let posted = blank(browser).await.post(browser).await;
    accepted(&posted);
    posted.location().to_owned()
}

/// The form of an update of an incident for a state.
pub(crate) async fn update(browser: &mut Browser, incident: &str, state: &str) -> Filled {
    let page = browser.get(&format!("{incident}/notice?state={state}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    Filled::of(&page)
}

/// The form of a notice of what is being done now, in Japanese.
pub(crate) async fn action(browser: &mut Browser, incident: &str, text: &str) -> Filled {
    let form = update(browser, incident, "investigating").await;
    form.set("template", "I4").set("action_now_ja", text)
}

/// What has to be there to say that it is over.
pub(crate) fn recovery(form: Filled) -> Filled {
    form.set("ended-p1", "5分前")
        .set("observed_from", "4分前")
        .set("observed_to", "今")
        .set("observation_ja", "平常の範囲にある。")
        .set("observation_en", "In the normal range.")
        .set("verdict", "recovered")
        .set("data_statement", "none")
}

/// What has to be there to say what the cause may be, and what is done about it.
pub(crate) fn suspected(form: Filled) -> Filled {
    form.set("template", "I3")
        .set("cause_state", "suspected")
        .set("cause_ja", "ストレージの故障")
        .set("cause_en", "a failure of the storage system")
        .set("action_now_ja", "予備機への切り替え")
        .set("action_now_en", "switching to the standby server")
}
