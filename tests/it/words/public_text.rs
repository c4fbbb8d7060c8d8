//! What an operator is warned of before a text becomes public.

use noroshi::domain::{
    language::Language::{En, Ja},
    public_text::{WarningKind, foreign_links, warnings},
    text::LocalizedText,
};

use super::minato;

#[test]
fn addresses_and_mixed_languages_are_pointed_at_and_the_own_contact_is_not() {
    let text = LocalizedText::both(
        "taro@example.com様のメールは192.0.2.10を経由します。お問い合わせは support@example.jp まで。",
        "Mail passes 192.0.2.10 (メール).",
    );
    let found: Vec<_> = warnings(&text, &minato::provider())
        .into_iter()
        .map(|warning| {
            let written = text.written(warning.language).unwrap();
            (warning.kind, warning.language, written[warning.range].to_owned())
        })
        .collect();
    let wanted = [
        (WarningKind::MailAddress, Ja, "taro@example.com".to_owned()),
        (WarningKind::IpAddress, Ja, "192.0.2.10".to_owned()),
        (WarningKind::IpAddress, En, "192.0.2.10".to_owned()),
        (WarningKind::JapaneseInEnglish, En, "メール".to_owned()),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_missing_english_text_is_pointed_at() {
    let missing = |text| {
        let kinds: Vec<_> =
            warnings(&text, &minato::provider()).into_iter().map(|warning| warning.kind).collect();
        kinds == [WarningKind::EnglishMissing]
    };
    assert!(missing(LocalizedText::only(Ja, "復旧いたしました。")));
    assert!(missing(LocalizedText::both("復旧いたしました。", " \n")));
    assert!(!missing(LocalizedText::only(En, "Resolved.")));
}

#[test]
fn links_elsewhere_are_pointed_at_and_those_to_the_portal_and_the_contact_are_not() {
    let provider = minato::provider();
    let own = &provider.urls.primary;
    let text = LocalizedText::both(
        format!("詳細は{own}/ja/を、特典はhttps://shop.example/sale をご覧ください。"),
        format!("See {own}/en/ (not www.shop.example)."),
    );
    let elsewhere =
        [(Ja, "https://shop.example/sale".to_owned()), (En, "www.shop.example".to_owned())];
    assert_eq!(foreign_links(&text, &provider), elsewhere);
}
