//! What is stored: the database, its tables, its clock, and what a portal cannot do without.

use super::findings::{Finding, Weight};
use crate::{
    app::Core,
    cli::{
        context,
        failure::{Failed, storage_failure},
    },
    config::Config,
    domain::{operator::Role, time::Timestamp},
    i18n::sentences::Sentences,
    storage::{
        self, SchemaState, StorageError,
        audit::{self, AuditFilter},
    },
};

/// Seconds by which the clock may be behind what was last written to the audit log.
const BEHIND: i64 = 60;

pub(super) async fn findings(config: &Config, say: &Sentences) -> Vec<Finding> {
    let core = match context::unprepared(config) {
        Ok(core) => core,
        Err(Failed::File { name, detail }) => {
            let what = say.msg_cli_file_failed(name, detail);
            return vec![Finding::new("database", Weight::Fail, what)];
        }
        Err(Failed::App(crate::app::Failure::Storage(error))) => {
            return vec![failed(&error, say)];
        }
        Err(_) => return Vec::new(),
    };
    let findings = of_database(&core, say).await.unwrap_or_else(|error| vec![failed(&error, say)]);
    core.db.close().await;
    findings
}

fn failed(error: &StorageError, say: &Sentences) -> Finding {
    Finding::new("database", Weight::Fail, storage_failure(error, say))
}

async fn of_database(core: &Core, say: &Sentences) -> Result<Vec<Finding>, StorageError> {
    let state = core.db.schema_state().await?;
    let schema = |weight, what| Finding::new("schema", weight, what);
    let mut findings = vec![match state {
        SchemaState::Current => schema(Weight::Ok, say.msg_cli_check_schema()),
        SchemaState::Empty => schema(Weight::Warn, say.msg_cli_check_schema_empty()),
        SchemaState::Behind { .. } => schema(Weight::Warn, say.msg_cli_check_schema_behind()),
        SchemaState::Newer { .. } => schema(Weight::Fail, say.msg_cli_database_newer()),
        SchemaState::Altered { version } | SchemaState::Unfinished { version } => {
            schema(Weight::Fail, say.msg_cli_check_schema_broken(version.to_string()))
        }
    }];
    if state != SchemaState::Current {
        return Ok(findings);
    }
    findings.insert(0, writable(core, say).await?);
    let mut tx = core.db.begin_read().await?;
    let newest = audit::list(&mut tx, AuditFilter::All, None, 1).await?;
    if let Some(entry) = newest.first() {
        findings.extend(clock(entry.event.at, core.clock.now(), say));
    }
    if storage::portal::find(&mut tx).await?.is_none() {
        findings.push(Finding::new("portal", Weight::Warn, say.msg_cli_check_no_portal()));
    }
    let operators = storage::operators::list(&mut tx, None, storage::operators::MAX_PAGE).await?;
    if !operators.iter().any(|one| one.role == Role::Admin && one.disabled_at.is_none()) {
        findings.push(Finding::new("operators", Weight::Warn, say.msg_cli_check_no_admin()));
    }
    Ok(findings)
}

/// Whether the database takes writes; nothing is written.
async fn writable(core: &Core, say: &Sentences) -> Result<Finding, StorageError> {
    let finding = |weight, what| Finding::new("database", weight, what);
    let mut tx = match core.db.begin_write().await {
        Ok(tx) => tx,
        Err(StorageError::ReadOnly) => {
            return Ok(finding(Weight::Warn, say.msg_cli_database_read_only()));
        }
        Err(error) => return Err(error),
    };
    match storage::revision::bump(&mut tx).await {
        Ok(_) => Ok(finding(Weight::Ok, say.msg_cli_check_database())),
        Err(StorageError::ReadOnly) => Ok(finding(Weight::Warn, say.msg_cli_database_read_only())),
        Err(error) => Err(error),
    }
}

/// A clock that is behind what is stored: notices would seem to be posted before they were.
fn clock(last: Timestamp, now: Timestamp, say: &Sentences) -> Option<Finding> {
    (last.seconds_since(now) > BEHIND)
        .then(|| Finding::new("clock", Weight::Fail, say.msg_cli_check_clock_behind_database()))
}
