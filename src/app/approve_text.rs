//! Approving or replacing one language's text of a notice: an automatic one, or one that has become
//! stale (rule D21). The text of the source language is a snapshot and stays.

use super::{
    Actor, Core, Error,
    drafts::finish,
    incident_event,
    post_update::{Besides, RecordRefused},
    record_at,
};
use crate::{
    domain::{
        audit::{self, Action},
        incident::transition::Refusal,
        key::Key,
        language::Language,
        reference::Reference,
        text::TextState,
    },
    storage::{self, Change},
};

/// The text of a translation that a person has read and stands for.
#[derive(Clone, Debug)]
pub struct ApproveText {
    /// The incident.
    pub reference: Reference,
    /// The version of the incident that the operator saw.
    pub version: i64,
    /// The update.
    pub update: Key,
    /// The language of the text.
    pub language: Language,
    /// The subject of its mail.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What else belongs to it.
    pub besides: Besides,
}

/// Stores a translation as approved.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown incident or update, or if the language is the one in which the
/// notice was written; [`Error::Stale`]; [`Error::Refused`] for an empty text; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(incident.ref = %command.reference))]
pub async fn approve_text(
    core: &Core,
    actor: &Actor,
    command: ApproveText,
) -> Result<(), Error<RecordRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    let record = record_at(&mut tx, command.reference, command.version).await?;
    let mut after = record.clone();
    let update = after
        .updates
        .iter_mut()
        .find(|update| update.key == command.update && update.body.source != command.language)
        .ok_or(Error::NotFound)?;
    if command.body.trim().is_empty() {
        let refusals = vec![Refusal::EmptyText];
        return Err(Error::Refused(RecordRefused { refusals, problems: Vec::new() }));
    }
    let (language, by) = (command.language, &actor.who);
    update.body.write(language, &command.body, TextState::Approved, by, now);
    update.subject.write(language, &command.subject, TextState::Approved, by, now);
    storage::updates::save(&mut tx, update).await?;
    storage::incidents::save(&mut tx, &record.incident, change).await?;
    finish(&mut tx, command.besides.draft.as_ref(), (command.reference, now)).await?;
    let what = format!("{} {}", command.update, language.tag());
    let detail = audit::detail(&what, &command.besides.reasons);
    let event = incident_event((actor, now), Action::IncidentEdit, Some(&record), &after, detail);
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(())
}
