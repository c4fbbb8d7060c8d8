//! Every notice: its template with its values gives exactly the subject and the text that were posted.

use noroshi::{
    domain::{
        incident::{Cause, DataState, IncidentRecord},
        language::Language,
        notice::Template,
    },
    exchange::node::Node,
    i18n::notice::{About, Notice, Recipient, Written},
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
