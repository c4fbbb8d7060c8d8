//! The form in which a service is given a state in the place of the computed one (domain rules 4.5).

use super::{
    maker::Maker,
    reader::{Fault, LINE, PARAGRAPH, Reader, Rule},
    scene::Scene,
    typed::Typed,
};
use crate::{
    app::{Seen, StatedService},
    domain::{
        language::Language,
        moment::Moment,
        public::Site,
        state_override::{Force, Standing, StateOverride},
        status::ServiceState,
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::{dates::parse::Prefer, labels::Label as _},
    views::{
        console::{
            notice::PublicPage,
            sheet::{Control, Part, Section},
        },
        public::given_preview,
    },
    web::posting::{maker::language_label, reader::in_language},
};

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The state.
    pub state: ServiceState,
    /// Why, for readers.
    pub text: Option<LocalizedText>,
    /// Why, for operators and the log.
    pub reason: String,
    /// When it lapses.
    pub until: Option<Timestamp>,
}

/// The form when it is shown for the first time: with what stands, if something does.
pub fn show(scene: &Scene<'_>, service: &StatedService) -> Typed {
    let mut typed = Typed::default();
    see(&mut typed, service);
    let Some(stored) = &service.given else { return typed };
    if service.force(stored, scene.now) == Force::Lapsed {
        return typed;
    }
    let StateOverride { state, text, reason, until, .. } = &stored.given;
    typed.set("state", state.word());
    typed.set("reason", reason);
    for language in Language::ALL {
        let text = text.as_ref().and_then(|text| text.written(language));
        typed.set(&in_language("text", language), text.unwrap_or_default());
    }
    let until = until.map(|until| scene.typed_moment(&Moment::minute(until)));
    typed.set("until", until.unwrap_or_default());
    typed
}

/// Notes in a form what it stands on, so that it is refused once that is no longer so.
pub fn see(typed: &mut Typed, service: &StatedService) {
    typed.set("computed", service.computed.word());
    typed.set("revision", service.revision().to_string());
}

/// What the operator saw; `None` for a form that is not ours.
pub fn seen(typed: &Typed) -> Option<Seen> {
    let computed = ServiceState::from_word(typed.get("computed"))?;
    Some(Seen { computed, revision: typed.get("revision").parse().ok()? })
}

/// Reads a form; `None` if what it asks for is not whole.
pub fn read(reader: &mut Reader<'_>, service: &StatedService) -> Option<Asked> {
    let offered = ServiceState::ALL.map(|state| (state.word(), state));
    let state = reader.chosen("state", &offered);
    let mut text = service.given.as_ref().and_then(|stored| stored.given.text.clone());
    reader.rewrite(&mut text, "text", PARAGRAPH);
    let reason = reader.text("reason", LINE);
    if reason.is_empty() {
        reader.fault("reason", Fault::MISSING);
    }
    let until = until(reader);
    let state = state?;
    if state < service.computed && text.is_none() {
        reader.fault("text_ja", Fault::Rule(Rule::PublicReason));
    }
    Some(Asked { state, text, reason, until })
}

fn until(reader: &mut Reader<'_>) -> Option<Timestamp> {
    let until = reader.moment("until", Prefer::Future, None)?;
    if until.approx || !until.grain.has_clock() {
        reader.fault("until", Fault::NotExact);
    }
    if until.at <= reader.now() {
        reader.fault("until", Fault::Passed);
    }
    Some(until.at)
}

/// What the form asks for.
pub fn section(maker: &Maker<'_>) -> Section {
    let t = maker.t();
    let offered = ServiceState::ALL.map(|state| (state.word(), state.label(t)));
    let mut state = maker.radios("state", t.msg_services_form_state(), &offered);
    if let Control::Radios(mut items) = state.control {
        for item in &mut items {
            item.glyph = format!("g-{}", item.value);
        }
        state.control = Control::States(items);
    }
    let mut text = maker.pair("text", &t.msg_services_form_text(), PARAGRAPH);
    if let Part::Pair(both) = &mut text {
        for input in both.iter_mut() {
            input.hint = t.msg_services_form_text_hint();
        }
    }
    let mut reason = maker.text("reason", t.msg_services_form_reason(), LINE);
    reason.hint = t.msg_services_form_reason_hint();
    let until = maker.moment_ahead("until", t.msg_services_form_until());
    Section {
        id: "given".to_owned(),
        title: String::new(),
        parts: vec![
            Part::One(state),
            text,
            Part::One(reason),
            Part::One(until),
            Part::Text(t.msg_services_form_stays()),
        ],
    }
}

/// The service in both languages, as readers will see it.
pub fn previews(scene: &Scene<'_>, service: &StatedService, asked: &Asked) -> Vec<PublicPage> {
    let Scene { provider, catalogue, policy, now, frame, .. } = *scene;
    let site = Site::new(provider.clone(), catalogue.clone(), policy.clone());
    let before = service.given.as_ref().map(|stored| &stored.given);
    let goes_on = before.filter(|given| given.state == asked.state);
    let Asked { state, text, reason, until } = asked.clone();
    let given = StateOverride {
        service: service.service.key.clone(),
        state,
        computed: service.computed,
        text,
        reason,
        since: goes_on.map_or(now, |given| given.since),
        until,
        by: scene.by.to_owned(),
    };
    let standing = Standing { state, computed: service.computed, given: Some(&given) };
    let page = |language| PublicPage {
        language,
        name: language_label(frame.t, language),
        article: given_preview(&site, language, &service.service, &standing),
    };
    Language::ALL.map(page).to_vec()
}
