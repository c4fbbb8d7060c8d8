//! Reading a translation, changing it where needed, and standing for it (rule D21).

use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{
    Desk, conflict,
    drafts::{self, Place, Shown},
    notice::refusals,
    query, reference,
    show::needs_review,
    submission_number, typed,
};
use crate::{
    app::{
        self, ApproveText, approve_text,
        desk::{OpenedIncident, Overtaken, find_incident},
    },
    domain::{incident::Update, key::Key, language::Language, operator::Permission},
    i18n::labels,
    views::console::{
        edit::EditPage,
        flash::Flash,
        sheet::{Part, Section},
    },
    web::{
        console::{Access, Fault, Form, Route, Verb, fault, page},
        limits::FORM_BYTES,
        posting::{
            addresses,
            maker::{Maker, language_label},
            merge::Merged,
            reader::{BODY, Fault as Wrong, Faults, Reader, SUBJECT, in_language},
            typed::Typed,
        },
    },
};

pub(in crate::web::console) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Get,
        path: "/console/incidents/{reference}/updates/{update}/{language}",
        access: Access::May(Permission::Publish),
        fresh: false,
        handler: || get(show),
    },
    super::posting("/console/incidents/{reference}/updates/{update}/{language}", || post(save)),
];

/// The incident, the update and the language of an address.
async fn found(
    desk: &Desk,
    (text, update, language): &(String, String, String),
) -> Result<(OpenedIncident, Key, Language), Fault> {
    let language = Language::from_tag(language).ok_or(Fault::NotFound)?;
    let key: Key = update.parse().map_err(|_| Fault::NotFound)?;
    let opened = find_incident(&desk.console.core, reference(text)?).await?;
    let update = opened.record.update(&key).ok_or(Fault::NotFound)?;
    if update.body.source == language {
        return Err(Fault::NotFound);
    }
    Ok((opened, key, language))
}

async fn show(
    desk: Desk,
    Path(path): Path<(String, String, String)>,
    RawQuery(asked): RawQuery,
) -> Result<Response, Fault> {
    let (opened, key, language) = found(&desk, &path).await?;
    let update = opened.record.update(&key).ok_or(Fault::NotFound)?;
    let mut shown =
        drafts::shown(&desk, &place(&opened, &key, language), &opened.drafts, &query(asked))?;
    let typed = if let Some((typed, _)) = shown.typed.take() {
        typed
    } else {
        let mut typed = blank(&opened, update, language);
        typed.set("submission", desk.submission()?.to_string());
        typed
    };
    answer(&desk, &opened, (update, language), (&typed, &vec![]), shown)
}

fn place(opened: &OpenedIncident, update: &Key, language: Language) -> Place {
    let kind = format!("updates/{update}/{}", language.tag());
    Place::of(&opened.record.incident.reference, kind)
}

/// The form as it is shown for the first time.
fn blank(opened: &OpenedIncident, update: &Update, language: Language) -> Typed {
    let mut typed = Typed::default();
    typed.set("version", opened.record.incident.version.to_string());
    for (name, text) in [("subject", &update.subject), ("body", &update.body)] {
        typed.set(&in_language(name, language), text.written(language).unwrap_or_default());
    }
    typed
}

async fn save(
    desk: Desk,
    Path(path): Path<(String, String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let (opened, key, language) = found(&desk, &path).await?;
    let (mut typed, place) = (typed(&form), place(&opened, &key, language));
    let number = submission_number(&typed)?;
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk, &place, typed).await;
    }
    let update = opened.record.update(&key).ok_or(Fault::NotFound)?;
    if let Some(since) = conflict::since(&desk, &opened, &typed).await? {
        return overtaken(&desk, &opened, (update, language), &since, typed).await;
    }
    let mut reader = Reader::new(&typed, desk.console.core.clock.now(), &desk.frame.zone);
    let subject = reader.text(&in_language("subject", language), SUBJECT);
    let body = reader.text(&in_language("body", language), BODY);
    for (name, text) in [("subject", &subject), ("body", &body)] {
        if text.is_empty() {
            reader.fault(&in_language(name, language), Wrong::MISSING);
        }
    }
    let found =
        addresses::found(&typed, &blank(&opened, update, language), &opened.portal.provider);
    let reasons = addresses::reason(&mut reader, &found, true).into_iter().collect();
    if !reader.faults.is_empty() {
        let faults = reader.faults;
        let sent = drafts::sent(&desk, &place, &mut typed).await;
        return answer(&desk, &opened, (update, language), (&typed, &faults), sent);
    }
    let incident = &opened.record.incident;
    let command = ApproveText {
        reference: incident.reference,
        version: incident.version,
        update: key.clone(),
        language,
        subject,
        body,
        besides: desk.besides(reasons, number),
    };
    match approve_text(&desk.console.core, &desk.signed_in.actor, command).await {
        Ok(()) => {
            let path = format!("/console/incidents/{}", incident.reference);
            Ok(page::to_saying(&desk.console, &path, Flash::RecordSaved))
        }
        Err(app::Error::Stale(now)) => {
            let now = OpenedIncident { record: *now, ..opened };
            let since = conflict::since(&desk, &now, &typed).await?.ok_or(Fault::Conflict)?;
            let update = now.record.update(&key).ok_or(Fault::NotFound)?;
            overtaken(&desk, &now, (update, language), &since, typed).await
        }
        Err(error) => {
            let faults = refusals(&desk, &typed, &fault::refusal(error)?);
            let sent = drafts::sent(&desk, &place, &mut typed).await;
            answer(&desk, &opened, (update, language), (&typed, &faults), sent)
        }
    }
}

/// The form on what somebody else made of the record meanwhile. Which text was shown is not kept: the one
/// that stands is shown beside another one that was typed. As it came, the form is kept.
async fn overtaken(
    desk: &Desk,
    opened: &OpenedIncident,
    (update, language): (&Update, Language),
    since: &Overtaken,
    mut typed: Typed,
) -> Result<Response, Fault> {
    let place = place(opened, &update.key, language);
    let mut shown = drafts::sent(desk, &place, &mut typed).await;
    let mut merged = Merged { typed: typed.clone(), theirs: vec![], gone: vec![] };
    for (name, text) in [("subject", &update.subject), ("body", &update.body)] {
        let name = in_language(name, language);
        let stands = text.written(language).unwrap_or_default();
        if typed.get(&name).replace("\r\n", "\n").trim() != stands {
            merged.theirs.push((name, stands.to_owned()));
        }
    }
    let mut met = conflict::meet(desk, since, &opened.record, merged);
    let scene = desk.scene(&opened.portal);
    met.told.changed = conflict::changes(&scene, &since.before, &opened.record);
    let typed = met.merged.typed.clone();
    shown.keeping.unsaved = true;
    let mut page = sheet(desk, opened, (update, language), (&typed, &vec![]), shown);
    page.overtaken = Some(met.show(desk.frame.t, &mut page.sections));
    page::html(StatusCode::CONFLICT, &page)
}

fn answer(
    desk: &Desk,
    opened: &OpenedIncident,
    text: (&Update, Language),
    (typed, faults): (&Typed, &Faults),
    shown: Shown,
) -> Result<Response, Fault> {
    let page = sheet(desk, opened, text, (typed, faults), shown);
    if faults.is_empty() { page::ok(&page) } else { page::refused(&page) }
}

fn sheet<'a>(
    desk: &'a Desk,
    opened: &OpenedIncident,
    (update, language): (&Update, Language),
    (typed, faults): (&Typed, &Faults),
    shown: Shown,
) -> EditPage<'a> {
    let t = desk.frame.t;
    let assumed = vec![];
    let maker = Maker { frame: &desk.frame, typed, faults, assumed: &assumed };
    let name = language_label(t, language);
    let (subject, body) = maker.notice_in(language);
    let what = update.number.map_or_else(|| update.key.to_string(), |n| labels::nth(t, n));
    let mut sections = vec![Section {
        id: "text".to_owned(),
        title: t.msg_inc_fact_of(what, &name),
        parts: vec![Part::One(subject), Part::One(body)],
    }];
    let known = blank(opened, update, language);
    let found = addresses::found(typed, &known, &opened.portal.provider);
    sections.extend(addresses::section(&maker, &found));
    let source = update.body.source;
    let lines = |text: Option<&str>| {
        let lines = text.unwrap_or_default().lines().filter(|line| !line.is_empty());
        lines.map(|line| (source, line.to_owned())).collect::<Vec<_>>()
    };
    let mut original = lines(update.subject.written(source));
    original.extend(lines(update.body.written(source)));
    let back = format!("/console/incidents/{}", opened.record.incident.reference);
    EditPage {
        frame: &desk.frame,
        most: FORM_BYTES,
        title: t.msg_inc_approve(&name),
        hint: if needs_review(update, language) { String::new() } else { t.msg_text_approved() },
        action: format!("{back}/updates/{}/{}", update.key, language.tag()),
        hidden: drafts::carried(typed),
        said: shown.said,
        overtaken: None,
        warned: shown.warned,
        keeping: shown.keeping.of(typed.get("submission")),
        refused: maker.unseen(&sections),
        sections,
        source: original,
        button: t.msg_approve(),
        back,
        of: desk.scene(&opened.portal).title(&opened.record.incident),
    }
}
