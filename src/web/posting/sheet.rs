//! The page of a notice that is being written: what it became, what the operator should look at, and
//! whether it is what was checked.

use super::{
    addresses,
    maker::{Maker, language_label},
    opening,
    preview::Preview,
    reader::in_language,
    scene::{Composed, Scene},
    texts::made,
    typed::Typed,
    warnings,
};
use crate::{
    app::desk::Beside,
    domain::{audit, incident::IncidentRecord, language::Language, text::TextState},
    views::console::{
        keeping::Keeping,
        notice::{NoticePage, Pane},
        sheet::{Input, Part, Section},
    },
    web::limits::FORM_BYTES,
};

/// The form of a notice.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What is written.
    pub title: String,
    /// Where the form goes.
    pub action: String,
    /// How its drafts are kept.
    pub keeping: Keeping,
    /// What is asked for.
    pub sections: Vec<Section>,
    /// The records to which the incident leads.
    pub beside: Beside,
}

/// The field that says which page writes in a draft, and with which version of it the page began. A form
/// that was shown blank has none.
pub const PAGE: &str = "draft";
/// Names that say how a form was sent, and nothing of what was typed.
const SENDING: [&str; 3] = ["step", "checked", PAGE];
/// Names that are not part of what was checked besides: nobody reads them on a page.
const APART: [&str; 2] = [addresses::REASON, "apology_reason"];

impl Sheet {
    /// The page. `standing` is the record as it stands before.
    pub fn page<'a>(
        self,
        scene: &Scene<'a>,
        maker: &Maker<'_>,
        composed: &Composed,
        standing: Option<&IncidentRecord>,
        may_post: bool,
    ) -> NoticePage<'a> {
        let t = scene.frame.t;
        let found = addresses::found(&composed.typed, &Typed::default(), scene.provider);
        let address_reason = addresses::input(maker, &found);
        let mut warned = addresses::warnings(t, &found);
        warned.extend(warnings::of(scene, composed));
        let panes = panes(scene, maker, composed);
        let mut hidden = hidden(&composed.typed, &self.sections, &panes);
        let inputs = self
            .sections
            .iter()
            .flat_map(|section| section.parts.iter().flat_map(Part::inputs))
            .chain(texts_of(&panes));
        let mut shown: Vec<(String, String)> = inputs.flat_map(sent).collect();
        shown.extend(hidden.iter().cloned());
        let ready = composed.update.is_some() && composed.faults.is_empty();
        if ready {
            hidden.push(("checked".to_owned(), fingerprint(&shown, &APART)));
        }
        let mut besides = texts_of(&panes);
        besides.extend(&address_reason);
        let refused = maker.unseen_besides(&self.sections, &besides);
        let preview = Preview { scene, standing, beside: &self.beside };
        NoticePage {
            frame: scene.frame,
            most: FORM_BYTES,
            title: self.title,
            of: standing.map_or_else(String::new, |record| scene.title(&record.incident)),
            action: self.action,
            keeping: self.keeping.of(composed.typed.get("submission")),
            hidden,
            said: vec![],
            overtaken: None,
            warned: vec![],
            refused,
            warnings: warned,
            address_reason,
            changes: preview.changes(composed),
            previews: preview.pages(composed),
            similar: vec![],
            sections: self.sections,
            ready,
            panes,
            may_post,
        }
    }
}

/// The inputs of the texts.
fn texts_of(panes: &[Pane]) -> Vec<&Input> {
    panes.iter().flat_map(|pane| [&pane.subject, &pane.body]).collect()
}

/// Whether a form is what was checked: an operator posts nothing that was not shown. One that is not is
/// checked instead of posted.
pub fn is_as_checked(typed: &mut Typed) -> bool {
    let is_as_checked = typed.get("checked") == fingerprint(typed.fields(), &APART);
    typed.set("step", if is_as_checked { "post" } else { "check" });
    is_as_checked
}

/// The fingerprint of everything that was typed: what tells a form that is sent again from one that says
/// something else.
pub fn said(typed: &Typed) -> String {
    fingerprint(typed.fields(), &[])
}

/// The fingerprint of the fields that a browser sends, but for some.
fn fingerprint(fields: &[(String, String)], apart: &[&str]) -> String {
    let is_apart = |name: &str| SENDING.contains(&name) || apart.contains(&name);
    let mut fields: Vec<_> =
        fields.iter().filter(|(name, value)| !value.is_empty() && !is_apart(name)).collect();
    fields.sort();
    audit::fingerprint(&format!("{fields:?}"))
}

/// What a browser sends of an input that nobody touches.
fn sent(input: &Input) -> Vec<(String, String)> {
    input.sent().into_iter().map(|value| (input.name.clone(), value)).collect()
}

/// What the form carries and shows nowhere: the version that was seen, its own number and that of a new
/// incident, the page that writes in its draft, and the texts as they were proposed.
fn hidden(typed: &Typed, sections: &[Section], panes: &[Pane]) -> Vec<(String, String)> {
    let mut names = ["submission", "version", opening::REFERENCE, PAGE].map(str::to_owned).to_vec();
    let shown = sections.iter().flat_map(|section| section.parts.iter().flat_map(Part::inputs));
    names.extend(shown.map(|input| made(&input.name)));
    for pane in panes {
        names.extend([made(&pane.subject.name), made(&pane.body.name)]);
    }
    names
        .into_iter()
        .filter(|name| !typed.get(name).is_empty())
        .map(|name| (name.clone(), typed.get(&name).to_owned()))
        .collect()
}

/// The text in both languages; nothing as long as something is missing, unless it was there before.
fn panes(scene: &Scene<'_>, maker: &Maker<'_>, composed: &Composed) -> Vec<Pane> {
    let t = scene.frame.t;
    let typed = maker.typed;
    let had = Language::ALL.iter().any(|each| !typed.get(&in_language("body", *each)).is_empty());
    if composed.update.is_none() && !had {
        return vec![];
    }
    let pane = |language: Language| {
        let (subject, body) = maker.notice_in(language);
        let auto = composed.update.as_ref().is_some_and(|update| {
            update.body.passage(language).is_some_and(|it| it.state == TextState::Auto)
        });
        Pane { language, name: language_label(t, language), subject, body, auto }
    };
    Language::ALL.map(pane).to_vec()
}
