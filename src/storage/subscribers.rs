//! Those who asked to be told. Who is told of what, and how, is theirs; how a mail reaches them is not kept here.

use uuid::Uuid;

use super::{Tx, error::Result, tx::execute};
use crate::domain::{
    subscriber::{Reading, SubscriberState},
    time::Timestamp,
};

const INSERT_SQL: &str = "INSERT INTO subscribers
    (id, state, interest_id, mail_group, language, zone, created_at, confirmed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const SET_STATE_SQL: &str = "UPDATE subscribers SET state = $2 WHERE id = $1";

/// Somebody who asked to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Their identifier. Those of later ones are greater.
    pub id: Uuid,
    /// Where the subscription stands.
    pub state: SubscriberState,
    /// What they want to be told of, as [`super::interests::add`] gave it.
    pub interests: String,
    /// The mail group of their address: by whose rules mail is taken there.
    pub mail_group: String,
    /// The languages in which they read.
    pub language: Reading,
    /// Their time zone, by its IANA name.
    pub zone: String,
    /// When they asked.
    pub created_at: Timestamp,
    /// When they confirmed it.
    pub confirmed_at: Option<Timestamp>,
}

/// Stores a subscriber.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when there are no such interests.
pub async fn insert(tx: &mut Tx, subscriber: &Subscriber) -> Result<()> {
    let (id, state) = (subscriber.id.to_string(), subscriber.state.word());
    let (interests, group) = (subscriber.interests.as_str(), subscriber.mail_group.as_str());
    let (language, zone) = (subscriber.language.word(), subscriber.zone.as_str());
    let created = subscriber.created_at.micros();
    let confirmed = subscriber.confirmed_at.map(Timestamp::micros);
    execute!(tx, INSERT_SQL, id, state, interests, group, language, zone, created, confirmed)?;
    Ok(())
}

/// Stores where a subscription stands. Gives whether there is such a subscriber.
///
/// # Errors
///
/// Those of any write.
pub async fn set_state(tx: &mut Tx, id: Uuid, state: SubscriberState) -> Result<bool> {
    Ok(execute!(tx, SET_STATE_SQL, id.to_string(), state.word())? == 1)
}
