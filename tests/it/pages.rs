//! The pages that readers see, in both languages: each is rendered from records and read as a
//! browser would.

use jiff::tz::TimeZone;
use noroshi::{
    domain::{
        house_style::HouseStyle,
        incident::IncidentRecord,
        language::{Language, Localized},
        policy::NoticePolicy,
        provider::{PortalUrls, Provider},
        text::LocalizedText,
        time::Timestamp,
    },
    views::public::{self, Context, Records, Site},
};
use scraper::{ElementRef, Html, Node, Selector};

use crate::support::sample::{self, at, key};

fn site() -> Site {
    Site {
        provider: Provider {
            key: key("minato"),
            name: Localized::new("株式会社みなとネット".to_owned(), "Minato Net, Inc.".to_owned()),
            unit: Localized::new(
                "お客様サービスセンター".to_owned(),
                "Customer Service".to_owned(),
            ),
            address: Localized::new("みなと市1-2-3".to_owned(), "1-2-3 Minato-shi".to_owned()),
            contact: Localized::new(
                "電話 0120-000-000".to_owned(),
                "phone 0120-000-000".to_owned(),
            ),
            urls: PortalUrls { primary: "https://status.example.jp".to_owned(), standby: None },
            zone: "Asia/Tokyo".to_owned(),
            doc_no_pattern: "{yyyy}-{seq:04}".to_owned(),
            house_style: HouseStyle::default(),
            roles: vec![],
        },
        catalogue: sample::catalogue(),
        policy: NoticePolicy::default(),
        zone: TimeZone::get("Asia/Tokyo").unwrap(),
    }
}

fn context<'a>(site: &'a Site, language: Language, now: &str) -> Context<'a> {
    let now: Timestamp = at(now);
    Context { site, language, now, as_of: now, stale: false }
}

const NOW: &str = "2016-10-11T10:00:00+09:00";

/// Every page of a portal with these incidents, with its name.
fn pages(site: &Site, language: Language, incidents: &[IncidentRecord]) -> Vec<(String, String)> {
    let context = context(site, language, NOW);
    let records = Records::new(incidents, []);
    let mut pages = vec![("home".to_owned(), public::home(context, &records).unwrap())];
    for record in incidents {
        let name = record.incident.reference.to_string();
        pages.push((name, public::incident(context, record).unwrap()));
    }
    pages
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
    let site = site();
    for language in Language::ALL {
        for (name, text) in pages(&site, language, &[sample::record()]) {
            let page = Html::parse_document(&text);
            let place = format!("{name} in {}", language.tag());
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
            let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), distinct.len(), "{place}: an id twice");
            assert_eq!(in_the_wrong_language(&text, language), Vec::<String>::new(), "{place}");
            assert!(!text.contains("{{") && !text.contains('\u{fffc}'), "{place}: an open place");
        }
    }
}

#[test]
fn the_home_page_says_what_is_wrong_since_when_and_when_there_will_be_more() {
    let site = site();
    for language in Language::ALL {
        let (_, home) = pages(&site, language, &[sample::record()]).remove(0);
        insta::assert_snapshot!(format!("home_{}", language.tag()), readable(&home));
    }
}

#[test]
fn the_page_of_an_incident_tells_its_facts_and_its_timeline() {
    let site = site();
    for language in Language::ALL {
        let (_, page) = pages(&site, language, &[sample::record()]).remove(1);
        insta::assert_snapshot!(format!("incident_open_{}", language.tag()), readable(&page));
    }
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "\"><script>alert(1)</script>'&amp;\u{202e}\u{0}\u{2066}<img src=x onerror=x>";
    let mut record = sample::record();
    record.incident.symptom_short = LocalizedText::both(hostile, hostile);
    record.incident.workaround = Some(LocalizedText::both(hostile, hostile));
    record.updates[0].body = LocalizedText::both(hostile, hostile);
    let mut site = site();
    site.provider.name = Localized::new(hostile.to_owned(), hostile.to_owned());
    site.provider.contact = Localized::new(hostile.to_owned(), hostile.to_owned());
    for service in &mut site.catalogue.services {
        service.name = Localized::new(hostile.to_owned(), hostile.to_owned());
    }
    for language in Language::ALL {
        for (name, text) in pages(&site, language, &[record.clone()]) {
            let page = Html::parse_document(&text);
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
    for (name, text) in pages(&site(), Language::En, &[record]) {
        assert_eq!(in_the_wrong_language(&text, Language::En), Vec::<String>::new(), "{name}");
        assert!(text.contains("An English version is being prepared"), "{name}");
    }
}

#[test]
fn a_promise_that_has_passed_is_shown_as_overdue() {
    let mut record = sample::record();
    let due = noroshi::domain::notice::posted_moment(at("2016-10-11T09:50:00+09:00"));
    record.updates[0].values.next_update = Some(due);
    let (_, home) = pages(&site(), Language::Ja, &[record]).remove(0);
    assert!(readable(&home).contains("更新予定を過ぎています"));
}
