//! Operators, how they sign in, and what they have in hand.

use noroshi::{
    domain::{
        language::Language,
        operator::{Operator, Role},
        session::{Credentials, LinkPurpose, SecondFactor, Session, SignInLink},
        throttle::{Throttle, ThrottleRule},
        token::{Token, TokenHash},
    },
    storage::{
        Database, StorageError, Tx,
        closed_forms::{self, Closed},
        credentials,
        drafts::{self, Draft},
        operators, sessions, sign_in_links, throttles,
    },
};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{migrated, now};
use crate::support::{TestDatabase, on_each_database};

on_each_database!(
    an_operator_is_stored_changed_and_listed_by_login_name,
    the_last_administrator_can_be_held,
    credentials_are_stored_part_by_part,
    a_code_or_link_is_used_up_once_even_at_once,
    a_link_is_used_up_before_it_ends_or_not_at_all,
    a_session_is_stored_touched_and_ended,
    all_sessions_of_an_operator_end_but_one,
    every_failure_of_many_at_once_is_counted,
    a_draft_is_saved_by_version_and_has_the_number_of_its_form,
    a_form_is_closed_once_and_forgotten_when_it_is_old,
);

fn operator(login: &str, role: Role) -> Operator {
    Operator {
        id: Uuid::from_u128(login.bytes().fold(0, |sum, byte| sum * 256 + u128::from(byte))),
        login: login.to_owned(),
        name: "上林 花子".to_owned(),
        role,
        language: Language::Ja,
        disabled_at: None,
        created_at: now(),
    }
}

async fn with_operators(database: &TestDatabase) -> (Database, [Operator; 2]) {
    let database = migrated(database).await;
    let people = [operator("hanako", Role::Admin), operator("jiro", Role::Publisher)];
    let mut tx = database.begin_write().await.unwrap();
    for person in &people {
        operators::insert(&mut tx, person).await.unwrap();
    }
    tx.commit().await.unwrap();
    (database, people)
}

fn token(number: u8) -> TokenHash {
    Token::new([number; 32]).hash()
}

async fn an_operator_is_stored_changed_and_listed_by_login_name(database: TestDatabase) {
    let (database, [mut hanako, jiro]) = with_operators(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    assert_eq!(operators::find(&mut tx, jiro.id).await.unwrap().as_ref(), Some(&jiro));
    let found = operators::find_by_login(&mut tx, "hanako").await.unwrap();
    assert_eq!(found.as_ref(), Some(&hanako));
    assert_eq!(operators::find_by_login(&mut tx, "Hanako").await.unwrap(), None);
    assert_eq!(operators::list(&mut tx, None, 1).await.unwrap(), [hanako.clone()]);
    assert_eq!(operators::list(&mut tx, Some("hanako"), 9).await.unwrap(), [jiro]);

    hanako.disabled_at = Some(now());
    hanako.role = Role::Auditor;
    hanako.language = Language::En;
    operators::save(&mut tx, &hanako).await.unwrap();
    assert_eq!(operators::find(&mut tx, hanako.id).await.unwrap(), Some(hanako));
    let unknown = operators::save(&mut tx, &operator("nobody", Role::Viewer)).await.unwrap_err();
    assert!(matches!(unknown, StorageError::Stale), "{unknown:?}");

    let mut twice = operator("jiro", Role::Viewer);
    twice.id = Uuid::from_u128(1);
    let taken = operators::insert(&mut tx, &twice).await.unwrap_err();
    assert!(
        matches!(&taken, StorageError::Conflict { constraint } if constraint == "operators_login"),
        "{taken:?}"
    );
}

async fn the_last_administrator_can_be_held(database: TestDatabase) {
    let (database, [hanako, mut jiro]) = with_operators(&database).await;
    jiro.role = Role::Admin;
    let mut tx = database.begin_write().await.unwrap();
    operators::save(&mut tx, &jiro).await.unwrap();
    tx.commit().await.unwrap();

    let mut writers = JoinSet::new();
    for mut person in [hanako, jiro] {
        let database = database.clone();
        writers.spawn(async move {
            let mut tx = database.begin_write().await.unwrap();
            let others_stay = operators::hold_admins(&mut tx).await.unwrap() > 1;
            if others_stay {
                person.disabled_at = Some(now());
                operators::save(&mut tx, &person).await.unwrap();
                tx.commit().await.unwrap();
            }
            others_stay
        });
    }
    let removed = writers.join_all().await;
    assert_eq!(removed.iter().filter(|removed| **removed).count(), 1);
}

fn factor() -> SecondFactor {
    SecondFactor {
        sealed_seed: vec![0, 1, 255],
        last_step: 100,
        recovery_codes: vec!["aa".to_owned(), "bb".to_owned()],
    }
}

async fn credentials_are_stored_part_by_part(database: TestDatabase) {
    let (database, [hanako, _]) = with_operators(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    assert_eq!(credentials::find(&mut tx, hanako.id).await.unwrap(), Credentials::default());

    credentials::save_factor(&mut tx, hanako.id, Some(&factor())).await.unwrap();
    credentials::save_password(&mut tx, hanako.id, Some("$argon2id$…")).await.unwrap();
    let both = Credentials { password: Some("$argon2id$…".to_owned()), factor: Some(factor()) };
    assert_eq!(credentials::find(&mut tx, hanako.id).await.unwrap(), both);

    assert!(credentials::use_recovery_code(&mut tx, hanako.id, "aa").await.unwrap());
    assert!(credentials::use_step(&mut tx, hanako.id, 101).await.unwrap());
    credentials::save_password(&mut tx, hanako.id, Some("$argon2id$2")).await.unwrap();
    let used = credentials::find(&mut tx, hanako.id).await.unwrap().factor.unwrap();
    assert_eq!((used.last_step, used.recovery_codes), (101, vec!["bb".to_owned()]));

    let new = ["cc".to_owned()];
    credentials::save_recovery_codes(&mut tx, hanako.id, &new).await.unwrap();
    assert!(!credentials::use_recovery_code(&mut tx, hanako.id, "bb").await.unwrap());

    credentials::save_factor(&mut tx, hanako.id, None).await.unwrap();
    credentials::save_password(&mut tx, hanako.id, None).await.unwrap();
    assert_eq!(credentials::find(&mut tx, hanako.id).await.unwrap(), Credentials::default());
    assert!(!credentials::use_recovery_code(&mut tx, hanako.id, "cc").await.unwrap());

    let unknown = credentials::save_password(&mut tx, Uuid::nil(), None).await.unwrap_err();
    assert!(matches!(unknown, StorageError::MissingReference), "{unknown:?}");
}

/// How many of several transactions at the same moment get what only one may have.
async fn successes<F>(database: &Database, attempt: impl Fn(Tx) -> F) -> usize
where
    F: Future<Output = (Tx, bool)> + Send + 'static,
{
    let mut attempts = JoinSet::new();
    for _ in 0..6 {
        // SQLite lets one writer in at a time: the next one begins when the one before has ended.
        let attempt = attempt(database.begin_write().await.unwrap());
        attempts.spawn(async move {
            let (tx, success) = attempt.await;
            tx.commit().await.unwrap();
            success
        });
    }
    attempts.join_all().await.into_iter().filter(|success| *success).count()
}

async fn a_code_or_link_is_used_up_once_even_at_once(database: TestDatabase) {
    let (database, [hanako, _]) = with_operators(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    credentials::save_factor(&mut tx, hanako.id, Some(&factor())).await.unwrap();
    sign_in_links::insert(&mut tx, &link(&hanako)).await.unwrap();
    tx.commit().await.unwrap();

    let id = hanako.id;
    let steps = successes(&database, move |mut tx| async move {
        let used = credentials::use_step(&mut tx, id, 101).await.unwrap();
        (tx, used)
    });
    assert_eq!(steps.await, 1);
    let codes = successes(&database, move |mut tx| async move {
        let used = credentials::use_recovery_code(&mut tx, id, "aa").await.unwrap();
        (tx, used)
    });
    assert_eq!(codes.await, 1);
    let links = successes(&database, move |mut tx| async move {
        let used = sign_in_links::use_up(&mut tx, token(1), now()).await.unwrap();
        (tx, used)
    });
    assert_eq!(links.await, 1);
}

fn link(operator: &Operator) -> SignInLink {
    SignInLink {
        token: token(1),
        operator_id: operator.id,
        purpose: LinkPurpose::SetPassword,
        expires_at: now().plus_minutes(15),
        used_at: None,
    }
}

async fn a_link_is_used_up_before_it_ends_or_not_at_all(database: TestDatabase) {
    let (database, [hanako, _]) = with_operators(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    let link = link(&hanako);
    sign_in_links::insert(&mut tx, &link).await.unwrap();
    let found = sign_in_links::find(&mut tx, link.token).await.unwrap();
    assert_eq!(found.as_ref(), Some(&link));
    assert_eq!(sign_in_links::find(&mut tx, token(2)).await.unwrap(), None);

    assert!(!sign_in_links::use_up(&mut tx, link.token, link.expires_at).await.unwrap());
    assert!(sign_in_links::use_up(&mut tx, link.token, now()).await.unwrap());
    let used = sign_in_links::find(&mut tx, link.token).await.unwrap().unwrap();
    assert_eq!(used.used_at, Some(now()));

    assert_eq!(sign_in_links::delete_expired(&mut tx, now()).await.unwrap(), 0);
    assert_eq!(sign_in_links::delete_expired(&mut tx, link.expires_at).await.unwrap(), 1);
    sign_in_links::insert(&mut tx, &link).await.unwrap();
    sign_in_links::delete_of_operator(&mut tx, hanako.id).await.unwrap();
    assert_eq!(sign_in_links::find(&mut tx, link.token).await.unwrap(), None);
}

fn session(operator: &Operator, number: u8) -> Session {
    Session {
        token: token(number),
        operator_id: operator.id,
        created_at: now(),
        last_seen_at: now().plus_minutes(i64::from(number)),
        fresh_until: now().plus_minutes(5),
        expires_at: now().plus_minutes(720),
        awaits_factor: number.is_multiple_of(2),
        address: "192.0.2.7".to_owned(),
        browser: "閲覧ソフト".to_owned(),
    }
}

async fn a_session_is_stored_touched_and_ended(database: TestDatabase) {
    let (database, [hanako, _]) = with_operators(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    for number in [1, 2] {
        sessions::insert(&mut tx, &session(&hanako, number)).await.unwrap();
    }
    let found = sessions::find(&mut tx, token(1)).await.unwrap();
    assert_eq!(found, Some(session(&hanako, 1)));

    let later = now().plus_minutes(9);
    sessions::touch(&mut tx, token(1), later).await.unwrap();
    sessions::touch(&mut tx, token(1), now()).await.unwrap();
    assert_eq!(sessions::find(&mut tx, token(1)).await.unwrap().unwrap().last_seen_at, later);
    let listed = sessions::list_of_operator(&mut tx, hanako.id).await.unwrap();
    let listed: Vec<_> = listed.into_iter().map(|session| session.token).collect();
    assert_eq!(listed, [token(1), token(2)]);

    assert!(sessions::delete(&mut tx, token(1)).await.unwrap());
    assert!(!sessions::delete(&mut tx, token(1)).await.unwrap());
    assert_eq!(sessions::delete_expired(&mut tx, now().plus_minutes(719)).await.unwrap(), 0);
    assert_eq!(sessions::delete_expired(&mut tx, now().plus_minutes(720)).await.unwrap(), 1);
}

async fn all_sessions_of_an_operator_end_but_one(database: TestDatabase) {
    let (database, [hanako, jiro]) = with_operators(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    for (person, number) in [(&hanako, 1), (&hanako, 2), (&hanako, 3), (&jiro, 4)] {
        sessions::insert(&mut tx, &session(person, number)).await.unwrap();
    }
    let ended = sessions::delete_of_operator(&mut tx, hanako.id, Some(token(2))).await.unwrap();
    assert_eq!(ended, 2);
    assert!(sessions::find(&mut tx, token(2)).await.unwrap().is_some());
    assert_eq!(sessions::delete_of_operator(&mut tx, hanako.id, None).await.unwrap(), 1);
    assert!(sessions::find(&mut tx, token(4)).await.unwrap().is_some());
}

async fn a_form_is_closed_once_and_forgotten_when_it_is_old(database: TestDatabase) {
    let database = migrated(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    let [saved, discarded] = [1, 2].map(Uuid::from_u128);
    let into = Closed::Saved("INC-20161011-01".parse().unwrap());
    assert_eq!(closed_forms::find(&mut tx, saved).await.unwrap(), None);
    closed_forms::insert(&mut tx, saved, into, now()).await.unwrap();
    closed_forms::insert(&mut tx, saved, Closed::Discarded, now()).await.unwrap();
    let later = now().plus_minutes(1);
    closed_forms::insert(&mut tx, discarded, Closed::Discarded, later).await.unwrap();
    assert_eq!(closed_forms::find(&mut tx, saved).await.unwrap(), Some(into));
    assert_eq!(closed_forms::delete_old(&mut tx, now()).await.unwrap(), 0);
    assert_eq!(closed_forms::delete_old(&mut tx, later).await.unwrap(), 1);
    assert_eq!(closed_forms::find(&mut tx, saved).await.unwrap(), None);
    let left = closed_forms::find(&mut tx, discarded).await.unwrap();
    assert_eq!(left, Some(Closed::Discarded));
}

async fn every_failure_of_many_at_once_is_counted(database: TestDatabase) {
    let database = migrated(&database).await;
    let counted = successes(&database, |mut tx| async move {
        let before = throttles::hold(&mut tx, "login:花子", now()).await.unwrap();
        let after = Throttle::after_failure(before, ThrottleRule::ACCOUNT, now());
        throttles::save(&mut tx, "login:花子", after).await.unwrap();
        (tx, true)
    });
    assert_eq!(counted.await, 6);

    let mut tx = database.begin_write().await.unwrap();
    let found = throttles::find(&mut tx, "login:花子").await.unwrap().unwrap();
    let wait = found.wait_seconds(ThrottleRule::ACCOUNT, now());
    assert_eq!((found.failures, wait), (6, 1));
    assert_eq!(throttles::delete_forgotten(&mut tx, now()).await.unwrap(), 0);
    let later = now().plus_minutes(1);
    assert_eq!(throttles::delete_forgotten(&mut tx, later).await.unwrap(), 1);
    assert_eq!(throttles::find(&mut tx, "login:花子").await.unwrap(), None);

    assert_eq!(throttles::hold(&mut tx, "x", now()).await.unwrap(), None);
    assert_eq!(throttles::find(&mut tx, "x").await.unwrap(), None);
    throttles::save(&mut tx, "x", found).await.unwrap();
    throttles::delete(&mut tx, "x").await.unwrap();
    assert_eq!(throttles::find(&mut tx, "x").await.unwrap(), None);
}

async fn a_draft_is_saved_by_version_and_has_the_number_of_its_form(database: TestDatabase) {
    let (database, [hanako, jiro]) = with_operators(&database).await;
    let mut draft = Draft {
        id: Uuid::from_u128(1),
        operator_id: hanako.id,
        kind: "update".to_owned(),
        target: "INC-20161011-01".to_owned(),
        document: r#"{"body_ja": "調査中"}"#.to_owned(),
        base_version: Some(3),
        writer: Uuid::from_u128(1),
        saved_at: now(),
        version: 1,
    };
    let mut tx = database.begin_write().await.unwrap();
    drafts::insert(&mut tx, &draft).await.unwrap();
    assert_eq!(drafts::find(&mut tx, draft.id).await.unwrap().as_ref(), Some(&draft));

    draft.document = String::from("{}");
    assert_eq!(drafts::save(&mut tx, &draft).await.unwrap(), 2);
    let stale = drafts::save(&mut tx, &draft).await.unwrap_err();
    assert!(matches!(stale, StorageError::Stale), "{stale:?}");

    let theirs = Draft { id: Uuid::from_u128(2), operator_id: jiro.id, ..draft.clone() };
    drafts::insert(&mut tx, &theirs).await.unwrap();
    let found = drafts::find(&mut tx, theirs.id).await.unwrap();
    assert_eq!(found.map(|draft| draft.operator_id), Some(jiro.id));
    let ids = |drafts: Vec<Draft>| drafts.into_iter().map(|draft| draft.id).collect::<Vec<_>>();
    let of_target = drafts::list_of_target(&mut tx, "INC-20161011-01").await.unwrap();
    assert_eq!(ids(of_target), [theirs.id, draft.id]);
    assert_eq!(ids(drafts::list(&mut tx).await.unwrap()), [theirs.id, draft.id]);
    assert!(drafts::delete(&mut tx, theirs.id).await.unwrap());
    assert!(!drafts::delete(&mut tx, theirs.id).await.unwrap());

    let second = Draft { id: Uuid::from_u128(4), ..draft.clone() };
    drafts::insert(&mut tx, &second).await.unwrap();
    let refused = drafts::insert(&mut tx, &draft).await.unwrap_err();
    let key = "drafts_id";
    assert!(
        matches!(&refused, StorageError::Conflict { constraint } if constraint == key),
        "{refused:?}"
    );
}
