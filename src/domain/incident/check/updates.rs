//! What is wrong with an update: it names what the record does not hold.

use super::{Checker, Fault, Place};
use crate::domain::incident::{Update, When};

impl Checker<'_> {
    pub(super) fn update(&mut self, update: &Update, place: &Place) {
        self.services(&update.services_known, &place.field("services_known"));
        for (index, key) in update.corrects.iter().enumerate() {
            if self.record.update(key).is_none() {
                let place = place.field("corrects").entry(index);
                self.report(&place, Fault::UnknownPart(key.clone()));
            }
        }
        if let Some((old, new)) = update.correction.as_ref().and_then(|it| it.services.as_ref()) {
            for (name, services) in [("old", old), ("new", new)] {
                self.services(services, &place.field("correction").field(name));
            }
        }
        if let Some(unaffected) = &update.facts.not_affected {
            let place = place.field("facts_at_posting").field("not_affected");
            self.functions(&unaffected.functions, &place.field("functions"));
            self.services(&unaffected.services, &place.field("services"));
        }
        if let Some(judgement) = &update.judgement
            && !self.record.incident.judgements.iter().any(|known| known.key == *judgement)
        {
            self.report(&place.field("judgement"), Fault::UnknownPart(judgement.clone()));
        }
        let values = &update.values;
        let moments = [
            ("as_of", &values.as_of),
            ("started", &values.started),
            ("recovered", &values.recovered),
            ("restored_at", &values.restored_at),
            ("observe_until", &values.observe_until),
            ("report_due", &values.report_due),
            ("next_update", &values.next_update),
            ("posted", &values.posted),
        ];
        for (name, when) in moments {
            if let Some(when) = when
                && update.moment(&self.record.incident, when).is_none()
                && let When::Shared(key) = when
            {
                self.report(&place.field("values").field(name), Fault::UnknownMoment(key.clone()));
            }
        }
    }
}
