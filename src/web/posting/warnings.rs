//! What an operator should look at before a notice is posted: never a wall, and nothing that a rule refuses.

use super::{
    advice,
    correction::TEXT,
    maker::language_label,
    reader::{BODY, in_language},
    scene::{Composed, Scene},
    texts,
};
use crate::{
    domain::{
        incident::Update,
        language::Language,
        notice::Template,
        public_text::{self, WarningKind},
        text::{LocalizedText, TextState},
    },
    i18n::sentences::Sentences,
};

/// From how many characters a text is long.
const LONG: usize = 1_500;

/// What the operator should look at before posting; never a wall.
pub fn of(scene: &Scene<'_>, composed: &Composed) -> Vec<String> {
    let t = scene.frame.t;
    let Some(update) = &composed.update else { return vec![] };
    let mut warnings = Vec::new();
    if update.template.is_some_and(Template::promises_next) && update.values.next_update.is_none() {
        warnings.push(t.msg_post_warn_no_next());
    }
    let ongoing =
        composed.incident.as_ref().is_some_and(|it| it.ongoing_periods().next().is_some());
    if update.template == Some(Template::I6) && ongoing {
        warnings.push(t.msg_post_warn_still_ongoing());
    }
    warnings.extend(entered_afterwards(scene, composed, update));
    warnings.extend(never_said(t, composed, update));
    let mixed = |text: &LocalizedText| {
        let found = public_text::warnings(text, scene.provider);
        found.iter().any(|warning| warning.kind == WarningKind::JapaneseInEnglish)
    };
    let links = public_text::foreign_links(&update.body, scene.provider).into_iter();
    warnings.extend(links.map(|(language, link)| advice::link_sentence(t, language, &link)));
    if mixed(&update.body) || mixed(&update.subject) {
        warnings.push(t.msg_warn_same_language());
    }
    let edited = Language::ALL.map(|language| {
        let name = in_language("body", language);
        !texts::is_proposed(&composed.typed, &name, composed.typed.get(&name))
    });
    if edited[0] != edited[1] {
        warnings.push(t.msg_post_warn_one_edited());
    }
    for language in Language::ALL {
        let name = language_label(t, language);
        match update.body.passage(language) {
            None => warnings.push(t.msg_post_warn_missing(name)),
            Some(passage) if passage.state == TextState::Auto => {
                warnings.push(t.msg_post_warn_auto(name));
            }
            Some(passage) => {
                let count = passage.text.chars().count();
                if (LONG..=BODY.longest).contains(&count) {
                    warnings.push(t.msg_post_warn_long(name, u64::try_from(count).unwrap_or(0)));
                }
            }
        }
    }
    warnings
}

/// What an entry for an earlier time may have wrong.
fn entered_afterwards(scene: &Scene<'_>, composed: &Composed, update: &Update) -> Vec<String> {
    let t = scene.frame.t;
    let (Some(occurred), Some(incident)) = (update.occurred, &composed.incident) else {
        return vec![];
    };
    let mut warnings = vec![t.msg_post_warn_earlier()];
    if incident.started().is_some_and(|started| occurred < started.at) {
        warnings.push(t.msg_post_warn_before_start());
    }
    warnings
}

/// The languages in which the notice that is corrected never said what is called wrong.
fn never_said(t: &Sentences, composed: &Composed, update: &Update) -> Vec<String> {
    let (Some(correction), Some(after)) = (&update.correction, &composed.after) else {
        return vec![];
    };
    if correction.field.as_str() != TEXT {
        return vec![];
    }
    let notices: Vec<_> = update.corrects.iter().filter_map(|key| after.update(key)).collect();
    let is_said = |language: Language, wrong: &str| {
        let texts = notices.iter().flat_map(|notice| [&notice.subject, &notice.body]);
        let mut written = texts.filter_map(|text| text.written(language));
        written.any(|text| without_spaces(text).contains(&without_spaces(wrong)))
    };
    Language::ALL
        .into_iter()
        .filter(|language| {
            correction.old.written(*language).is_some_and(|wrong| !is_said(*language, wrong))
        })
        .map(|language| t.msg_post_warn_never_said(language_label(t, language)))
        .collect()
}

/// A text as it is read: lines may have been broken elsewhere.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}
