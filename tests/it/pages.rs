//! The pages that readers see, in both languages: each is rendered from records and read as a
//! browser would.

use std::collections::BTreeSet;

use noroshi::{
    domain::{
        incident::{CauseState, IncidentRecord, IncidentState, PeriodKind},
        language::{Language, Localized},
        maintenance::Maintenance,
        policy::NoticePolicy,
        provider::Provider,
        public::{Asked, Calendar, Model, Query, Route, Site, View},
        service::Catalogue,
        span::SpanEnd,
        text::{LocalizedText, TextState},
        time::Timestamp,
    },
    views::public,
};
use scraper::{ElementRef, Html, Node, Selector};

use crate::{
    exchange::round_trip::{case, demo_now, more_cases},
    support::sample::{self, at},
};

/// A portal with records, at a time.
struct Portal {
    model: Model,
    incidents: Vec<IncidentRecord>,
    maintenances: Vec<Maintenance>,
    now: Timestamp,
    stale: bool,
}

impl Portal {
    fn new(provider: Provider, catalogue: Catalogue, now: Timestamp) -> Self {
        let model = Model::new(Site::new(provider, catalogue, NoticePolicy::default()));
        Self { model, incidents: vec![], maintenances: vec![], now, stale: false }
    }

    fn with_incident(mut self, record: IncidentRecord) -> Self {
        self.model.put_incident(record.clone(), self.now);
        self.incidents.push(record);
        self
    }

    fn with_maintenance(mut self, maintenance: Maintenance) -> Self {
        self.model.put_maintenance(maintenance.clone(), self.now);
        self.maintenances.push(maintenance);
        self
    }

    fn view(&self) -> View<'_> {
        View { model: &self.model, now: self.now, as_of: self.now, stale: self.stale }
    }

    fn home(&self, language: Language) -> String {
        public::home(&self.view(), language).unwrap()
    }

    fn incident(&self, language: Language, number: usize) -> String {
        public::incident(&self.view(), language, &self.incidents[number]).unwrap()
    }

    /// Every page, with its route.
    fn pages(&self, language: Language) -> Vec<(Route, String)> {
        let mut pages = vec![(Route::Home, self.home(language))];
        for (number, record) in self.incidents.iter().enumerate() {
            let route = Route::Incident(record.incident.reference);
            pages.push((route, self.incident(language, number)));
        }
        for maintenance in &self.maintenances {
            let page = public::maintenance(&self.view(), language, maintenance).unwrap();
            pages.push((Route::Maintenance(maintenance.reference), page));
        }
        for service in &self.model.site.catalogue.services {
            let page = public::service(&self.view(), language, service).unwrap();
            pages.push((Route::Service(service.key.clone()), page));
        }
        pages.push((Route::History, public::history(&self.view(), language).unwrap()));
        for month in self.model.months() {
            let page = public::month(&self.view(), language, month).unwrap();
            pages.push((Route::Month(month), page));
        }
        pages.push((Route::Policy, public::policy(&self.view(), language).unwrap()));
        let services = self.model.site.catalogue.services.iter().map(Some);
        for service in [None].into_iter().chain(services) {
            let key = service.map(|service| service.key.clone());
            let page = public::maintenances(&self.view(), language, service).unwrap();
            pages.push((Route::Maintenances(key.clone()), page));
            let page = public::months(&self.view(), language, service).unwrap();
            pages.push((Route::Months(key), page));
        }
        pages
    }

    /// Every file for readers' calendars, with its route.
    fn calendars(&self, language: Language) -> Vec<(Route, String)> {
        let services = self.model.site.catalogue.services.iter();
        let services = services.map(|service| Calendar::Service(service.key.clone()));
        let own = self.maintenances.iter().map(|one| Calendar::Maintenance(one.reference));
        let all = [Calendar::All].into_iter().chain(services).chain(own);
        all.map(|which| {
            let text = public::calendar(&self.view(), language, &which).unwrap();
            (Route::Calendar(which), text)
        })
        .collect()
    }

    /// What a search for a text shows.
    fn search(&self, language: Language, typed: &str) -> String {
        let asked = Asked { typed: typed.to_owned(), service: String::new() };
        let query = Query::new(&asked, &self.model.site.catalogue);
        let found = query.as_ref().map(|query| self.model.search(query));
        let found = match (&query, &found) {
            (Ok(query), Ok(found)) => Ok((query, found)),
            (Err(error), _) => Err(*error),
            (Ok(_), Err(_)) => unreachable!("a query that was read is searched for"),
        };
        public::search(&self.view(), language, &asked, found).unwrap()
    }
}

/// The portal of the sample provider, with an incident an hour after its beginning.
fn sample_portal(record: IncidentRecord) -> Portal {
    let (provider, _) = case().portal.unwrap();
    Portal::new(provider, sample::catalogue(), at("2016-10-11T10:00:00+09:00"))
        .with_incident(record)
}

/// The portal of the demo: a long mail outage of years ago, three small cases, one that is going on.
fn demo_portal() -> Portal {
    let (first, more) = (case(), more_cases());
    let (provider, catalogue) = first.portal.unwrap();
    let incidents = first.incidents.into_iter().chain(more.incidents);
    let maintenances = first.maintenances.into_iter().chain(more.maintenances);
    let portal = Portal::new(provider, catalogue, demo_now());
    let portal = incidents.fold(portal, Portal::with_incident);
    maintenances.fold(portal, Portal::with_maintenance)
}

fn selected<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// What a reader is told, one line for each block, without the frame around the page.
fn readable(page: &str) -> String {
    let page = Html::parse_document(page);
    let main = selected(&page, "main")[0];
    let mut out = String::new();
    write(main, &mut out);
    let lines: Vec<_> = out
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

fn write(element: ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        if let Some(inner) = ElementRef::wrap(child) {
            if inner.value().attr("class") == Some("sr") {
                continue;
            }
            let name = inner.value().name();
            let block = matches!(
                name,
                "article"
                    | "dd"
                    | "div"
                    | "dl"
                    | "dt"
                    | "figure"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "header"
                    | "li"
                    | "nav"
                    | "ol"
                    | "p"
                    | "section"
                    | "table"
                    | "tr"
                    | "ul"
                    | "form"
                    | "details"
                    | "summary"
            );
            if block {
                out.push('\n');
            }
            out.push_str(match name {
                "h1" => "# ",
                "h2" => "## ",
                "h3" => "### ",
                "li" => "- ",
                "del" => "~",
                _ => "",
            });
            if name != "svg" {
                write(inner, out);
            }
            out.push_str(match name {
                "dt" => ":",
                "th" | "td" => " | ",
                "del" => "~",
                _ => "",
            });
            if block && name != "dt" {
                out.push('\n');
            }
        } else if let Node::Text(text) = child.value() {
            out.push_str(&text.replace('\n', " "));
        }
    }
}

fn is_japanese(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff10}'..='\u{ff9f}')
}

/// Passages that are in the other language and do not say so (requirement A4).
fn in_the_wrong_language(page: &str, language: Language) -> Vec<String> {
    let page = Html::parse_document(page);
    let mut wrong = Vec::new();
    for node in page.root_element().descendants() {
        let Node::Text(text) = node.value() else { continue };
        let ancestors = || node.ancestors().filter_map(ElementRef::wrap);
        if ancestors().any(|element| matches!(element.value().name(), "script" | "title")) {
            continue;
        }
        let said = ancestors().find_map(|element| element.value().attr("lang"));
        let japanese = text.chars().any(is_japanese);
        let english = text
            .split_whitespace()
            .filter(|word| word.chars().all(|c| c.is_ascii_alphabetic()) && word.len() > 1)
            .count();
        let looks = match language {
            _ if japanese => Language::Ja,
            _ if english >= 5 => Language::En,
            _ => continue,
        };
        if said != Some(looks.tag()) {
            wrong.push(text.to_string());
        }
    }
    wrong
}

#[test]
fn every_page_is_whole_in_both_languages() {
    for (portal, language) in [sample_portal(sample::record()), demo_portal()]
        .iter()
        .flat_map(|portal| Language::ALL.map(|language| (portal, language)))
    {
        for (route, text) in portal.pages(language) {
            let page = Html::parse_document(&text);
            let place = route.path(language);
            assert_eq!(selected(&page, "h1").len(), 1, "{place}: one main heading");
            assert_eq!(selected(&page, "html")[0].value().attr("lang"), Some(language.tag()));
            assert_eq!(selected(&page, "link[hreflang]").len(), 2, "{place}: both languages");
            assert!(
                selected(&page, "style, [style], iframe").is_empty(),
                "{place}: no inline style"
            );
            for script in selected(&page, "script") {
                assert_eq!(script.text().collect::<String>(), "", "{place}: no inline script");
            }
            for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
                let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
                assert_eq!(handler, None, "{place}: no inline handler");
            }
            let ids: Vec<_> =
                selected(&page, "[id]").iter().filter_map(|it| it.value().attr("id")).collect();
            let distinct: BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), distinct.len(), "{place}: an id twice");
            assert_eq!(in_the_wrong_language(&text, language), Vec::<String>::new(), "{place}");
            assert!(!text.contains("{{") && !text.contains('\u{fffc}'), "{place}: an open place");
        }
    }
}

#[test]
fn every_link_leads_to_a_page_or_a_place_that_is_there() {
    let portal = demo_portal();
    let pages: Vec<(String, String)> = Language::ALL
        .into_iter()
        .flat_map(|language| {
            let pages = portal.pages(language);
            pages.into_iter().map(move |(route, text)| (route.path(language), text))
        })
        .collect();
    let files = Language::ALL.into_iter().flat_map(|language| {
        let files = portal.calendars(language).into_iter();
        files.map(move |(route, _)| route.path(language))
    });
    let addresses: BTreeSet<String> =
        pages.iter().map(|(address, _)| address.clone()).chain(files).collect();
    for (address, text) in &pages {
        let page = Html::parse_document(text);
        for link in selected(&page, "a[href], form[action]") {
            let href = link.value().attr("href").or_else(|| link.value().attr("action")).unwrap();
            // A calendar app subscribes at the portal's own address, under a scheme of its own.
            let href = href.strip_prefix("webcal://status.example.jp").unwrap_or(href);
            let (path, place) = href.split_once('#').map_or((href, None), |(p, i)| (p, Some(i)));
            let path = if path.is_empty() { address } else { path };
            assert!(addresses.contains(path), "{address} leads to {href}");
            if let Some(place) = place {
                let text = pages.iter().find(|(known, _)| known == path).map(|(_, text)| text);
                let id = format!(" id=\"{place}\"");
                assert!(text.unwrap().contains(&id), "{address} leads to {href}");
            }
        }
        for file in selected(&page, "link[rel=stylesheet], link[rel=icon], script") {
            let path = file.value().attr("href").or_else(|| file.value().attr("src")).unwrap();
            assert!(path.starts_with("/static/"), "{address} needs {path}");
        }
    }
}

#[test]
fn the_home_page_says_what_is_wrong_since_when_and_when_there_will_be_more() {
    for language in Language::ALL {
        let home = readable(&demo_portal().home(language));
        insta::assert_snapshot!(format!("home_{}", language.tag()), home);
    }
}

#[test]
fn the_page_of_an_open_incident_begins_with_its_facts_and_its_timeline() {
    let portal = demo_portal();
    for language in Language::ALL {
        let page = readable(&portal.incident(language, 3));
        insta::assert_snapshot!(format!("incident_open_{}", language.tag()), page);
    }
}

#[test]
fn the_page_of_a_long_incident_gives_the_whole_account() {
    let portal = demo_portal();
    for language in Language::ALL {
        let page = readable(&portal.incident(language, 0));
        insta::assert_snapshot!(format!("incident_long_{}", language.tag()), page);
    }
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "\"><script>alert(1)</script>'&amp;\u{202e}\u{0}\u{2066}<img src=x onerror=x>";
    let both = || LocalizedText::both(hostile, hostile);
    let mut record = sample::record();
    record.incident.symptom_short = both();
    record.incident.workaround = Some(both());
    record.updates[0].body = both();
    let (mut provider, _) = case().portal.unwrap();
    let mut catalogue = sample::catalogue();
    provider.name = Localized::new(hostile.to_owned(), hostile.to_owned());
    provider.contact = Localized::new(hostile.to_owned(), hostile.to_owned());
    for service in &mut catalogue.services {
        service.name = Localized::new(hostile.to_owned(), hostile.to_owned());
    }
    let portal = Portal::new(provider, catalogue, at("2016-10-11T10:00:00+09:00"));
    let portal = portal.with_incident(record);
    for language in Language::ALL {
        for (route, text) in portal.pages(language) {
            let (page, name) = (Html::parse_document(&text), route.path(language));
            assert_eq!(selected(&page, "script").len(), 1, "{name}: only the page's own script");
            assert!(selected(&page, "img").is_empty(), "{name}: no element from a text");
            assert!(text.contains("&#60;script&#62;"), "{name}: the text is there, as text");
            let unseen =
                |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2066}');
            assert!(!text.contains(unseen), "{name}: nothing that turns what others read");
        }
    }
}

#[test]
fn a_text_without_an_english_version_is_shown_in_japanese_and_says_so() {
    let mut record = sample::record();
    record.updates[0].body = LocalizedText::only(Language::Ja, "調査しております。");
    record.incident.symptom_short = LocalizedText::only(Language::Ja, "メール受信の障害");
    record.incident.cause.state = CauseState::Suspected;
    record.incident.cause.summary = Some(LocalizedText::only(Language::Ja, "電源の故障"));
    let portal = sample_portal(record);
    for (route, text) in [
        (Route::Home, portal.home(Language::En)),
        (Route::History, portal.incident(Language::En, 0)),
    ] {
        assert_eq!(in_the_wrong_language(&text, Language::En), Vec::<String>::new(), "{route:?}");
        assert!(text.contains("An English version is being prepared"), "{route:?}");
    }
}

#[test]
fn a_promise_that_has_passed_is_shown_as_overdue() {
    let mut record = sample::record();
    let due = noroshi::domain::notice::posted_moment(at("2016-10-11T09:50:00+09:00"));
    record.updates[0].values.next_update = Some(due);
    let home = sample_portal(record).home(Language::Ja);
    assert!(readable(&home).contains("更新予定を過ぎています"));
}

#[test]
fn a_translation_that_is_out_of_date_says_so_where_it_stands() {
    let mut record = sample::record();
    let mut text = LocalizedText::both("Webメールをご利用ください。", "Please use webmail.");
    let (approved, at) = (TextState::Approved, at("2016-10-11T09:50:00+09:00"));
    text.write(Language::Ja, "電話をご利用ください。", approved, "hanako", at);
    record.incident.workaround = Some(text);
    let portal = sample_portal(record);
    let english = readable(&portal.incident(Language::En, 0));
    assert!(english.contains("webmail. The English version is out of date"), "{english}");
    assert!(!readable(&portal.incident(Language::Ja, 0)).contains("更新前の内容"));
}

#[test]
fn a_page_says_as_of_when_it_is_and_warns_when_that_is_long_ago() {
    let mut portal = sample_portal(sample::record());
    let as_of = "2016年10月11日(火) 10:00現在の情報です。";
    assert!(readable(&portal.home(Language::Ja)).contains(as_of));
    portal.stale = true;
    let stale = "更新が止まっている可能性があります(最終更新：2016年10月11日(火) 10:00)。";
    for page in [portal.home(Language::Ja), portal.incident(Language::Ja, 0)] {
        assert!(readable(&page).starts_with(stale), "{}", readable(&page));
    }
}

#[test]
fn what_was_over_in_between_is_not_said_to_go_on_since_it_began() {
    let mut record = case().incidents.remove(0);
    record.incident.state = IncidentState::Investigating;
    record.incident.periods.iter_mut().rfind(|it| it.kind == PeriodKind::Main).unwrap().span.end =
        SpanEnd::Ongoing;
    let (provider, catalogue) = case().portal.unwrap();
    let portal = Portal::new(provider, catalogue, at("2016-10-24T10:00:00+09:00"));
    let portal = portal.with_incident(record);
    let page = portal.incident(Language::Ja, 0);
    let recurred = "再発:\n2016年10月24日(月) 09:26 (10月24日(月) 00:26 UTC) 34分前\n";
    assert!(readable(&page).contains(recurred), "{}", readable(&page));
    for page in [page, portal.home(Language::Ja)] {
        assert!(!page.contains("data-rel=\"elapsed\""), "{page}");
        assert!(readable(&page).contains("13日前"), "{}", readable(&page));
    }
}

#[test]
fn every_address_of_the_portal_that_the_texts_of_the_demonstration_name_leads_to_a_page() {
    let portal = demo_portal();
    let routes: BTreeSet<Route> =
        portal.pages(Language::Ja).into_iter().map(|(route, _)| route).collect();
    let mut named = 0;
    for record in &portal.incidents {
        let texts = record.updates.iter().flat_map(|update| {
            Language::ALL.into_iter().filter_map(|language| update.body.written(language))
        });
        for address in texts.flat_map(|text| text.split("https://status.example.jp").skip(1)) {
            let path = address.split(|letter: char| !letter.is_ascii_graphic()).next().unwrap();
            let (route, _) = Route::parse(path).unwrap_or_else(|| panic!("{path}"));
            assert!(routes.contains(&route), "{path}");
            named += 1;
        }
    }
    assert!(named > 0);
}

#[test]
fn the_page_of_an_old_record_says_nothing_that_depends_on_the_time_of_day() {
    let mut portal = demo_portal();
    let before = portal.incident(Language::Ja, 0);
    portal.now = portal.now.plus_minutes(60);
    portal.stale = true;
    assert_eq!(portal.incident(Language::Ja, 0), before);
}

#[test]
fn a_service_shows_its_last_90_days_and_its_figures() {
    let portal = demo_portal();
    let web = portal.model.site.catalogue.services[2].clone();
    for language in Language::ALL {
        let page = readable(&public::service(&portal.view(), language, &web).unwrap());
        let short: Vec<_> = page.lines().filter(|line| !line.contains(" | ")).collect();
        insta::assert_snapshot!(format!("service_{}", language.tag()), short.join("\n"));
    }
}

#[test]
fn a_maintenance_tells_what_became_of_each_window() {
    let portal = demo_portal();
    let postponed = &portal.maintenances[2];
    for language in Language::ALL {
        let page = public::maintenance(&portal.view(), language, postponed).unwrap();
        insta::assert_snapshot!(format!("maintenance_{}", language.tag()), readable(&page));
    }
}

#[test]
fn a_maintenance_leads_to_the_measure_that_it_carries_out_and_to_its_report_and_back() {
    let mut portal = demo_portal();
    let mut carrying = case().maintenances.remove(1);
    carrying.report = Some("RPT-20161108-01".parse().unwrap());
    portal = portal.with_maintenance(carrying.clone());
    let incident = carrying.follows[0];
    for language in Language::ALL {
        let page = public::maintenance(&portal.view(), language, &carrying).unwrap();
        let page = Html::parse_document(&page);
        let way = format!("/{}/incidents/{incident}", language.tag());
        let links = |address: &str| {
            selected(&page, &format!("dl.facts a[href='{address}']"))
                .iter()
                .map(|link| link.text().collect::<String>())
                .collect::<Vec<_>>()
        };
        assert_eq!(links(&format!("{way}#measure-p1")).len(), 1);
        assert!(links(&way).contains(&"RPT-20161108-01".to_owned()), "{:?}", links(&way));
        let page = portal.incident(language, 0);
        let page = Html::parse_document(&page);
        let back =
            format!("#measure-p1 a[href='/{}/maintenance/{}']", language.tag(), carrying.reference);
        assert_eq!(selected(&page, &back).len(), 1);
    }
}

#[test]
fn the_history_lists_the_newest_months_and_leads_to_all_others() {
    let portal = demo_portal();
    for language in Language::ALL {
        let page = readable(&public::history(&portal.view(), language).unwrap());
        insta::assert_snapshot!(format!("history_{}", language.tag()), page);
    }
}

#[test]
fn a_search_says_what_it_found_and_keeps_what_was_typed() {
    let portal = demo_portal();
    let found = portal.search(Language::Ja, "メール");
    assert!(readable(&found).contains("みなとメール：メール受信の障害"), "{}", readable(&found));
    assert!(found.contains("value=\"メール\""));
    let nothing = readable(&portal.search(Language::En, "nothing-like-this"));
    assert!(nothing.contains("No matching notices."), "{nothing}");
    let long = portal.search(Language::Ja, &"障".repeat(101));
    assert!(readable(&long).contains("100文字以内で入力してください"));
    assert!(long.contains(&"障".repeat(101)), "what was typed is kept");
    let page = Html::parse_document(&portal.search(Language::En, "\"><b>&"));
    assert!(selected(&page, "main b").is_empty());
    let other = selected(&page, "a.lang")[0].value().attr("href").unwrap();
    assert_eq!(
        other, "/ja/history?q=%22%3E%3Cb%3E%26&service=",
        "the same search in the other language"
    );
}

#[test]
fn every_error_has_words_and_ways_on_even_before_there_is_a_portal() {
    let portal = demo_portal();
    for site in [Some(portal.view().site()), None] {
        for language in Language::ALL {
            for status in [400, 404, 405, 408, 413, 414, 418, 429, 431, 500, 502, 503] {
                let text = public::error(site, language, status, Some("0192-42")).unwrap();
                let page = Html::parse_document(&text);
                assert_eq!(selected(&page, "h1").len(), 1);
                let ways: Vec<_> = selected(&page, "main a")
                    .iter()
                    .filter_map(|link| link.value().attr("href"))
                    .map(str::to_owned)
                    .collect();
                let all = [Route::Home.path(language), Route::History.path(language)];
                let early = status == 503 && site.is_none();
                assert_eq!(ways, if early { &all[..0] } else { &all[..] });
                assert!(text.contains("0192-42"));
                assert_eq!(in_the_wrong_language(&text, language), Vec::<String>::new());
            }
        }
    }
}
