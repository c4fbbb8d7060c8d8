//! References inside narrative text are said in the language, the profile and the style of the place.

use noroshi::{
    domain::{
        incident::{Incident, IncidentState, Update, UpdateKind, When},
        language::Language::{self, En, Ja},
        maintenance::Maintenance,
        moment::{Grain, Moment},
        span::SpanEnd,
    },
    i18n::{
        dates::Profile,
        narrative::{Fragment, Narrator, Sources, Unresolved},
        voice::Voice,
    },
};

use super::minato;
use crate::support::sample::{at, incident, key, tokyo, update};

fn record() -> Incident {
    let mut incident = incident();
    let moments = [
        ("b1", Moment::new(at("2016-10-11T22:00:00+09:00"), Grain::Hour, true, &tokyo())),
        ("d24", Moment::new(at("2016-10-24T00:00:00+09:00"), Grain::Day, false, &tokyo())),
        ("noon24", Moment::new(at("2016-10-24T12:00:00+09:00"), Grain::Hour, false, &tokyo())),
    ];
    incident.moments = moments.into_iter().map(|(name, moment)| (key(name), moment)).collect();
    incident.periods[0].span.end = SpanEnd::At(When::Shared(key("b1")));
    incident
}

fn say(language: Language, profile: Profile, text: &str) -> Result<Vec<Fragment>, Unresolved> {
    let (provider, catalogue, incident) = (minato::provider(), minato::catalogue(), record());
    let mut update: Update =
        update("U08", UpdateKind::Update, IncidentState::Partial, "2016-10-12T18:00:00+09:00");
    let clear = Moment::new(at("2016-10-12T22:00:00+09:00"), Grain::Hour, true, &tokyo());
    update.moments = [(key("clear"), clear)].into();
    let voice = Voice::new(&provider, &catalogue, language);
    let others: [&Maintenance; 0] = [];
    let sections = [key("impact"), key("cause"), key("measures")];
    let sources = Sources {
        incident: Some(&incident),
        update: Some(&update),
        maintenance: None,
        incidents: &[],
        maintenances: &others,
        sections: &sections,
        model: None,
    };
    Narrator { voice: &voice, sources, profile }.fragments(text)
}

fn plain(language: Language, profile: Profile, text: &str) -> String {
    say(language, profile, text).unwrap().iter().map(Fragment::text).collect()
}

#[test]
fn moments_take_the_form_of_their_place() {
    let ja = |profile, text| plain(Ja, profile, text);
    assert_eq!(ja(Profile::Letter, "{{moment:noon24}}以降、"), "2016年10月24日(月)正午以降、");
    assert_eq!(ja(Profile::Notice, "{{moment:noon24}}以降、"), "2016年10月24日(月) 12:00以降、");
    assert_eq!(ja(Profile::Notice, "{{moment:d24|md}}から"), "10月24日から");
    assert_eq!(ja(Profile::Notice, "本日{{moment:clear|time}}には"), "本日22時頃には");
    let en = |text| plain(En, Profile::Prose, text);
    assert_eq!(en("again {{moment:d24|at}}, and"), "again on Monday, October 24, 2016, and");
    assert_eq!(en("cleared {{moment:clear|time}} today"), "cleared around 22:00 JST today");
    assert_eq!(en("{{moment:b1|since}}"), "since around 22:00 JST on Tuesday, October 11, 2016");
}

#[test]
fn spans_periods_and_sections_are_said() {
    let text = "{{span:p1}} {{period:p1}} {{section:measures}}";
    assert_eq!(plain(Ja, Profile::Notice, text), "2016年10月11日(火) 08:55～22時頃 ① 3");
    assert_eq!(
        plain(En, Profile::Prose, text),
        "from 08:55 to around 22:00 JST on Tuesday, October 11, 2016 Period 1 Section 3"
    );
}

#[test]
fn other_records_are_links_with_their_titles() {
    let said = say(Ja, Profile::Notice, "「{{incident:INC-20161011-01}}」を参照。").unwrap();
    let link = Fragment::Link {
        reference: "INC-20161011-01".parse().unwrap(),
        text: "みなとメール：メール受信の障害".to_owned(),
    };
    let text = |text: &str| Fragment::Text(text.to_owned());
    assert_eq!(said, [text("「"), link, text("」を参照。")]);
    assert_eq!(
        plain(En, Profile::Prose, "see {{incident:INC-20161011-01}}"),
        "see Minato Mail: problems receiving mail"
    );
}

#[test]
fn what_is_not_there_is_not_said() {
    let wrong = |text| say(En, Profile::Prose, text).unwrap_err().0;
    assert_eq!(wrong("at {{moment:b9}}"), "b9");
    assert_eq!(wrong("{{maint:MNT-20161009-01}}"), "MNT-20161009-01");
    assert_eq!(wrong("{{callout:f1.1,f1.2}}"), "f1.1,f1.2");
    assert_eq!(wrong("{{moment:b1"), "{{moment:b1");
    assert_eq!(wrong("{{section:nowhere}}"), "nowhere");
}
