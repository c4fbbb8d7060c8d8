//! Symptoms are said as the specification's examples say them.

use noroshi::{
    domain::{
        house_style::{CustomerName, HouseStyle, Paren},
        incident::{Continuity, Period, Scope, Symptom, Unaffected},
        language::Language::{self, En, Ja},
        notice::Tense::{Ongoing, Over},
        service::Degree,
        text::LocalizedText,
    },
    i18n::symptoms::Grammar,
};

use super::minato;
use crate::support::sample::{key, period, symptom};

const START: &str = "2016-10-11T08:55:00+09:00";

fn with_grammar<T>(language: Language, house: HouseStyle, say: impl Fn(Grammar<'_>) -> T) -> T {
    say(Grammar { catalogue: &minato::catalogue(), house: &house, language })
}

fn say<T>(language: Language, say: impl Fn(Grammar<'_>) -> T) -> T {
    with_grammar(language, minato::provider().house_style, say)
}

fn having(symptoms: &[(&str, Degree)], continuity: Continuity) -> Period {
    let symptoms = symptoms.iter().map(|(function, degree)| symptom(function, *degree)).collect();
    Period { continuity, ..period("p1", START, None, symptoms) }
}

fn whole_outage() -> Period {
    let symptoms = [
        ("ms_login", Degree::Difficult),
        ("inbound", Degree::Delayed),
        ("ms_view", Degree::Difficult),
        ("pop", Degree::Unavailable),
    ];
    having(&symptoms, Continuity::Continuous)
}

#[test]
fn symptoms_stand_in_the_order_of_the_functions_and_a_group_is_named_once() {
    let period = whole_outage();
    assert_eq!(
        say(Ja, |grammar| grammar.symptoms(Ongoing, [&period])),
        "メールの受信(POP)ができない、お客様宛のメールの到着が遅れる、会員サイトの閲覧・ログインがしづらい"
    );
    assert_eq!(
        say(En, |grammar| grammar.symptoms(Ongoing, [&period])),
        "cannot receive mail (POP), may receive mail late and have difficulty viewing or logging in to the member site"
    );
    assert_eq!(
        say(En, |grammar| grammar.symptoms(Over, [&period])),
        "could not receive mail (POP), received mail late and had difficulty viewing or logging in to the member site"
    );
}

#[test]
fn a_group_whose_members_differ_is_named_one_by_one() {
    let period = having(&[("ms_view", Degree::Difficult)], Continuity::Continuous);
    assert_eq!(say(Ja, |grammar| grammar.symptoms(Ongoing, [&period])), "会員サイトを閲覧しづらい");
    let symptoms = [("ms_view", Degree::Difficult), ("ms_login", Degree::Unavailable)];
    let period = having(&symptoms, Continuity::Continuous);
    assert_eq!(
        say(En, |grammar| grammar.symptoms(Ongoing, [&period])),
        "have difficulty viewing the member site and cannot log in to the member site"
    );
    let symptoms = [("ms_view", Degree::Unavailable), ("ms_login", Degree::Unavailable)];
    let period = having(&symptoms, Continuity::Continuous);
    assert_eq!(
        say(Ja, |grammar| grammar.symptoms(Ongoing, [&period])),
        "会員サイトの閲覧ができない、会員サイトへのログインができない",
        "the group has no words for this degree"
    );
}

#[test]
fn continuity_stands_before_the_first_clause_and_after_the_last_predicate() {
    let said = |continuity| {
        let period =
            having(&[("pop", Degree::Difficult), ("inbound", Degree::Delayed)], continuity);
        [Ja, En].map(|language| say(language, |grammar| grammar.symptoms(Ongoing, [&period])))
    };
    let ja = "メールの受信(POP)がしづらい、お客様宛のメールの到着が遅れる";
    let en = "have difficulty receiving mail (POP) and may receive mail late";
    assert_eq!(said(Continuity::Continuous), [ja.to_owned(), en.to_owned()]);
    assert_eq!(
        said(Continuity::IntermittentAndTemporary),
        [format!("断続的かつ一時的に、{ja}"), format!("{en} from time to time, for short periods")]
    );
    assert_eq!(
        said(Continuity::Intermittent),
        [format!("断続的に{ja}"), format!("{en} from time to time")]
    );
    assert_eq!(
        said(Continuity::Temporary),
        [format!("一時的に{ja}"), format!("{en} for a short time")]
    );
}

#[test]
fn a_symptom_with_a_continuity_of_its_own_carries_it_itself() {
    let mut period = having(
        &[("pop", Degree::Unavailable), ("inbound", Degree::Delayed)],
        Continuity::Continuous,
    );
    period.symptoms[1].continuity = Some(Continuity::Intermittent);
    assert_eq!(
        say(Ja, |grammar| grammar.symptoms(Ongoing, [&period])),
        "メールの受信(POP)ができない、断続的にお客様宛のメールの到着が遅れる"
    );
    assert_eq!(
        say(En, |grammar| grammar.symptoms(Ongoing, [&period])),
        "cannot receive mail (POP) and may receive mail late from time to time"
    );
}

#[test]
fn every_degree_has_its_pattern() {
    let said = |degree, tense| {
        let period = having(&[("web_update", degree)], Continuity::Continuous);
        [Ja, En].map(|language| say(language, |grammar| grammar.symptoms(tense, [&period])))
    };
    let noun = "ホームページの更新(FTP)";
    let cases = [
        (
            Degree::Unavailable,
            "ができない",
            "cannot update websites (FTP)",
            "could not update websites (FTP)",
        ),
        (
            Degree::Difficult,
            "がしづらい",
            "have difficulty updating websites (FTP)",
            "had difficulty updating websites (FTP)",
        ),
        (
            Degree::Delayed,
            "が遅延する",
            "may experience delays in website updates (FTP)",
            "experienced delays in website updates (FTP)",
        ),
        (
            Degree::Errors,
            "時にエラーが発生する",
            "may see errors when updating websites (FTP)",
            "saw errors when updating websites (FTP)",
        ),
        (
            Degree::Slow,
            "に時間がかかる",
            "may find updating websites (FTP) slower than usual",
            "found updating websites (FTP) slower than usual",
        ),
    ];
    for (degree, ja, now, past) in cases {
        assert_eq!(said(degree, Ongoing), [format!("{noun}{ja}"), now.to_owned()]);
        assert_eq!(said(degree, Over)[1], past);
    }
    assert_eq!(said(Degree::Normal, Ongoing), [const { String::new() }; 2]);
    assert_eq!(said(Degree::Unstated, Ongoing), [const { String::new() }; 2]);
}

#[test]
fn the_title_names_the_worst_symptom() {
    let short = |symptoms: &[Symptom]| {
        [Ja, En]
            .map(|language| say(language, |grammar| grammar.short(symptoms)).unwrap_or_default())
    };
    assert_eq!(short(&whole_outage().symptoms), ["メール受信の障害", "problems receiving mail"]);
    assert_eq!(
        short(&[symptom("dns_edit", Degree::Delayed)]),
        ["DNSレコードの反映の遅延", "delays in applying DNS record changes"]
    );
    assert_eq!(
        short(&[symptom("web_update", Degree::Unavailable)]),
        ["ホームページの更新の障害", "problems updating websites"]
    );
    assert_eq!(short(&[symptom("pop", Degree::Normal)]), ["", ""]);
}

#[test]
fn who_is_affected_is_said_before_the_symptoms() {
    let who = |scope: &Scope| [Ja, En].map(|language| say(language, |grammar| grammar.who(scope)));
    let some = |ja: &str, en: &str| [Some(ja.to_owned()), Some(en.to_owned())];
    assert_eq!(who(&Scope::All), some("", "Customers"));
    assert_eq!(who(&Scope::Some { text: None }), some("一部のお客様で、", "Some customers"));
    let items =
        vec![LocalizedText::both("プランA", "Plan A"), LocalizedText::both("プランB", "Plan B")];
    let list = Scope::List { items: items.clone() };
    assert_eq!(
        who(&list),
        some("プランAおよびプランBをご利用のお客様で、", "Customers using Plan A and Plan B")
    );
    let japanese_only = Scope::List { items: vec![LocalizedText::only(Ja, "サーバー3")] };
    assert_eq!(who(&japanese_only)[1], None, "an English text would be missing");
}

#[test]
fn services_and_what_works_are_listed() {
    let unaffected = Unaffected {
        functions: vec![key("send")],
        services: vec![key("web"), key("dns")],
        periods: None,
        narrative: None,
    };
    let works = |language, tense| {
        say(language, |grammar| grammar.works(tense, &grammar.unaffected([&unaffected])))
    };
    assert_eq!(
        works(Ja, Over),
        "メールの送信、みなとホームページ、およびみなとDNSは通常どおりご利用いただけました"
    );
    assert_eq!(
        works(En, Over),
        "Sending mail, Minato Web Hosting and Minato DNS operated normally"
    );
    assert_eq!(
        works(En, Ongoing),
        "Sending mail, Minato Web Hosting and Minato DNS are operating normally"
    );
    let services = [key("mail"), key("maildirect")];
    assert_eq!(
        say(Ja, |grammar| grammar.services(&services)),
        "みなとメールおよびみなとメール ダイレクト"
    );
}

#[test]
fn the_words_of_the_house_enter_what_is_composed_and_no_name() {
    let house =
        HouseStyle { customer: CustomerName::Kana, paren: Paren::Full, ..HouseStyle::default() };
    let period = whole_outage();
    let symptoms = with_grammar(Ja, house, |grammar| grammar.symptoms(Ongoing, [&period]));
    assert!(
        symptoms.starts_with("メールの受信（POP）ができない、お客さま宛のメールの"),
        "{symptoms}"
    );
    let who = with_grammar(Ja, house, |grammar| grammar.who(&Scope::Some { text: None }));
    assert_eq!(who.as_deref(), Some("一部のお客さまで、"));
}
