//! What readers are told of a state that an operator gave a service in the place of the computed one:
//! since when, until when, why, and what the record says if that is worse (domain rules 4.5).

use askama::Template;

use super::{
    context::Context,
    parts::{Fact, Facts, Inline, Mark, Told},
};
use crate::{
    domain::{language::Language, public::Site, service::Service, state_override::Standing},
    views::html::Html,
};

/// A service as readers will see it.
#[derive(Template)]
#[template(path = "public/given.html")]
struct GivenPreview {
    name: String,
    mark: Mark,
    facts: Vec<Fact>,
}

impl GivenPreview {
    const fn given_facts(&self) -> Facts<'_> {
        Facts { class: "meta", facts: self.facts.as_slice() }
    }
}

/// A service with a state that is about to be given to it.
pub fn given_preview(
    site: &Site,
    language: Language,
    service: &Service,
    standing: &Standing<'_>,
) -> Html {
    let context = Context { site, model: None, language, clock: None };
    Html::of(&GivenPreview {
        name: service.name.get(language).clone(),
        mark: context.service_mark(standing.state).framed(),
        facts: context.given(standing),
    })
}

impl Context<'_> {
    /// The facts of a given state; none if the state is the computed one.
    pub(super) fn given(&self, standing: &Standing<'_>) -> Vec<Fact> {
        let Some(given) = standing.given else { return vec![] };
        let t = self.t();
        let reason = given.text.as_ref().map(|text| {
            let Inline { text: said, lang } = self.inline(text);
            let told = Told { piece: Html::text(&said), lang, stale: self.stale(text) };
            Fact::new(t.msg_given_reason(), Html::of(&told))
        });
        let until = given.until.map(|until| Fact::new(t.msg_given_until(), self.at(until)));
        let record = standing.is_better_than_the_record().then(|| {
            Fact::new(t.msg_given_record(), Html::of(&self.service_mark(standing.computed)))
        });
        let since = Fact::new(t.msg_given_since(), self.at(given.since));
        [reason, Some(since), until, record].into_iter().flatten().collect()
    }
}
