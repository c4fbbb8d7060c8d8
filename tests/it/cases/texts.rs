//! Every notice: its template with its values gives exactly the subject and the text that were posted.

use noroshi::{
    domain::{
        incident::{Cause, Continuity, DataState, IncidentRecord, Symptom},
        language::Language,
        maintenance::Maintenance,
        notice::Template,
        service::Degree,
    },
    exchange::node::Node,
    i18n::{
        notice::{About, Notice, Recipient, Written},
        voice::Voice,
    },
};

use super::{BOTH, Cases, instant, key_of, text};

impl Cases {
    fn notice<'a>(
        &'a self,
        template: Template,
        about: About<'a>,
        with: &'a Others<'a>,
    ) -> Notice<'a> {
        Notice {
            provider: &self.provider,
            catalogue: &self.catalogue,
            template,
            about,
            incidents: &with.0,
            maintenances: &with.1,
        }
    }
}

type Others<'a> = (
    Vec<&'a noroshi::domain::incident::Incident>,
    Vec<&'a noroshi::domain::maintenance::Maintenance>,
);

fn same(place: &str, language: Language, written: &Written, subject: &str, body: &str) {
    assert_eq!(written.subject, subject, "{place} {language:?}");
    assert_eq!(written.body, body, "{place} {language:?}");
}

#[test]
fn every_notice_of_an_incident_reads_as_it_was_posted() {
    let cases = Cases::read();
    let others = (cases.all_incidents(), cases.all_maintenances());
    let mut count = 0;
    for record in &cases.incidents {
        for (index, update) in record.updates.iter().enumerate() {
            let before = IncidentRecord {
                incident: record.incident.clone(),
                updates: record.updates[..index].to_vec(),
            };
            let about = About::Incident { record: &before, update };
            let notice = cases.notice(update.template.unwrap(), about, &others);
            let place = format!("{} {}", record.incident.reference, update.key);
            for language in BOTH {
                let written =
                    notice.written(language).unwrap_or_else(|gaps| panic!("{place} {gaps:?}"));
                let (subject, body) =
                    (update.subject.written(language), update.body.written(language));
                same(&place, language, &written, subject.unwrap(), body.unwrap());
                count += 1;
            }
        }
    }
    assert_eq!(count, 2 * (17 + 2 + 2 + 2));
}

#[test]
fn every_notice_of_a_maintenance_reads_as_it_was_posted() {
    let cases = Cases::read();
    let others = (cases.all_incidents(), cases.all_maintenances());
    let mut count = 0;
    for maintenance in &cases.maintenances {
        for update in &maintenance.updates {
            let about = About::Maintenance { maintenance, update };
            let notice = cases.notice(update.template, about, &others);
            let place = format!("{} {}", maintenance.reference, update.key);
            for language in BOTH {
                let written =
                    notice.written(language).unwrap_or_else(|gaps| panic!("{place} {gaps:?}"));
                let (subject, body) =
                    (update.subject.written(language), update.body.written(language));
                same(&place, language, &written, subject.unwrap(), body.unwrap());
                count += 1;
            }
        }
    }
    assert_eq!(count, 2 * (2 + 4 + 7 + 1));
}

fn effect(function: &str, degree: Degree) -> Symptom {
    let function = function.parse().unwrap();
    Symptom { function, degree, continuity: None, services: vec![], narrative: None }
}

#[test]
fn what_may_fail_is_said_as_somebody_wrote_it() {
    let cases = Cases::read();
    let others = (cases.all_incidents(), cases.all_maintenances());
    for reference in ["MNT-20161009-01", "MNT-20161120-01", "MNT-20260614-01"] {
        let written = cases.maintenance(reference);
        let maintenance = Maintenance {
            impact: None,
            effects: vec![effect("pop", Degree::Unavailable)],
            ..written.clone()
        };
        for language in BOTH {
            let voice = Voice::new(&cases.provider, &cases.catalogue, language);
            let impact = written.impact.as_ref().unwrap().written(language);
            assert_eq!(voice.impact_of(&maintenance).as_deref(), impact, "{reference}");
            assert_eq!(voice.impact_of(written), None, "what is written stays as it is");
            // The notices too, and the facts that stand in each of them.
            for update in &maintenance.updates {
                let mut update = update.clone();
                let said = update.values.impact == written.impact;
                update.values.impact = update.values.impact.filter(|_| !said);
                let about = About::Maintenance { maintenance: &maintenance, update: &update };
                let notice = cases.notice(update.template, about, &others);
                let made = notice.written(language).unwrap();
                let place = format!("{reference} {}", update.key);
                let (subject, body) =
                    (update.subject.written(language), update.body.written(language));
                same(&place, language, &made, subject.unwrap(), body.unwrap());
                let facts = notice.facts(language);
                assert!(facts.iter().any(|fact| Some(fact.value.as_str()) == impact), "{place}");
            }
        }
    }
}

#[test]
fn whatever_may_fail_is_said_in_sentences_of_both_languages() {
    use Degree::{Delayed, Difficult, Errors, Slow, Unavailable};
    let cases = Cases::read();
    let intermittent = Symptom {
        continuity: Some(Continuity::Intermittent),
        ..effect("dns_resolve", Unavailable)
    };
    let members = [effect("ms_view", Difficult), effect("ms_login", Difficult)];
    let mut said = String::new();
    for (effects, longest, times) in [
        (vec![effect("pop", Unavailable)], None, None),
        (vec![effect("send", Unavailable), effect("pop", Unavailable)], Some(90), Some(1)),
        (vec![effect("pop", Unavailable)], Some(300), Some(3)),
        (vec![intermittent], Some(30), None),
        (vec![effect("web_update", Errors)], Some(60), None),
        (vec![effect("web_serve", Slow), effect("dns_edit", Delayed)], None, None),
        (members.to_vec(), None, None),
        ([vec![effect("pop", Unavailable)], members.to_vec()].concat(), Some(900), None),
        (vec![], Some(900), None),
    ] {
        for language in BOTH {
            let voice = Voice::new(&cases.provider, &cases.catalogue, language);
            let sentence = voice.effects(&effects, longest, times);
            said += &sentence.unwrap_or_else(|| "-".to_owned());
            said.push('\n');
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn the_demo_set_reads_as_fixed_for_its_time() {
    let cases = Cases::read();
    let golden = cases.more.get("golden_demo").unwrap();
    let record = cases.incident(text(golden, &["incident_id"]));
    let maintenance = cases.maintenance(text(golden, &["maintenance_id"]));
    for node in golden.get("updates").map(Node::items).unwrap() {
        let key = key_of(node);
        let incident_update = record.update(&key);
        let maintenance_update = maintenance.updates.iter().find(|update| update.key == key);
        let (posted, subject, body) = match (incident_update, maintenance_update) {
            (Some(update), _) => (update.posted, &update.subject, &update.body),
            (None, Some(update)) => (update.posted, &update.subject, &update.body),
            (None, None) => panic!("{key} is not there"),
        };
        assert_eq!(posted, instant(node, "posted"), "{key}");
        for language in BOTH {
            let tag = language.tag();
            assert_eq!(subject.written(language), Some(text(node, &["subject", tag])), "{key}");
            assert_eq!(body.written(language), Some(text(node, &["body", tag])), "{key}");
        }
    }
}

#[test]
fn the_first_notice_as_a_mail_reads_as_fixed() {
    let cases = Cases::read();
    let others = (cases.all_incidents(), cases.all_maintenances());
    let golden = cases.case.get("golden_mail").unwrap();
    let record = cases.incident("INC-20161011-01");
    let update = record.update(&text(golden, &["update"]).parse().unwrap()).unwrap();
    // The mail is sent when the notice is posted; this is what was known then.
    let mut incident = record.incident.clone();
    incident.unaffected.clear();
    incident.counts.clear();
    incident.cause = Cause::default();
    incident.data_statement = DataState::Unstated;
    let before = IncidentRecord { incident, updates: Vec::new() };
    let about = About::Incident { record: &before, update };
    let notice = cases.notice(update.template.unwrap(), about, &others);
    let reader = Recipient { manage_url: "https://status.example.jp/s/3f9c2a", by_contract: false };
    for language in BOTH {
        let written = notice.written(language).unwrap();
        assert_eq!(written.subject, text(golden, &["subject", language.tag()]));
        let mail = notice.mail(language, &reader).unwrap();
        assert_eq!(mail, text(golden, &["body", language.tag()]));
    }
}
