//! Brings database, builder and store together, one step at a time.
//!
//! It is told the time and waits for nothing but the database, which has deadlines; the disk is written
//! beside its steps. `worker` decides when it takes one. A database that is silent stops nothing: live
//! pages go on being made from the model, and say as of when they are.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{
    DatabaseState, SnapshotCell,
    builder::{Builder, Kept, When},
    keeper::Keeper,
    manifest::Position,
    renderer::Renderer,
    restored::Restored,
    source::{self, Answer, Progress},
    store::Loaded,
};
use crate::{
    background,
    domain::{
        policy::NoticePolicy,
        public::{Model, Site},
        time::Timestamp,
    },
    storage::{Database, StorageError},
};

/// Archived records that are read and made at a time, so that a change in between waits little.
const AT_A_TIME: usize = 50;

/// How the snapshot is kept.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it is kept on disk; nowhere if `None`.
    pub directory: Option<PathBuf>,
    /// What tells this build of the program from others: pages of another one are made anew.
    pub build: String,
    /// The provider's rules for notices.
    pub policy: NoticePolicy,
    /// How long the database may be silent before pages say that newer notices may be missing. 10 s.
    pub stale_after: Duration,
    /// The shortest time between two saves, in seconds. 2.
    pub save_seconds: i64,
}

impl Settings {
    /// Settings with the usual times.
    pub fn new(directory: Option<PathBuf>, build: String, policy: NoticePolicy) -> Self {
        Self { directory, build, policy, stale_after: Duration::from_secs(10), save_seconds: 2 }
    }
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It made archived pages, and more are still to be made.
    Busy,
    /// It made pages, and waited so long for a processor meanwhile.
    Built {
        /// More than a little of it says that the machine is busy with something else.
        held_up: Duration,
    },
    /// Nothing is to be done until something changes.
    Quiet,
}

/// Keeps the snapshot in step with the database.
pub struct Snapshotter {
    settings: Settings,
    database: Database,
    renderer: Renderer,
    cell: Arc<SnapshotCell>,
    builder: Option<Builder>,
    keeper: Keeper,
    /// What the model shows; `None` if everything is to be read anew.
    position: Option<Position>,
    as_of: Timestamp,
    /// The minute at which live pages were made, and whether they say that they are stale.
    made: Option<(Timestamp, bool)>,
    /// How long the work of this step waited for a processor.
    held_up: Duration,
}

impl Snapshotter {
    /// Opens the stored snapshot, if there is one, and publishes it.
    pub fn open(
        settings: Settings,
        database: Database,
        renderer: Renderer,
        cell: Arc<SnapshotCell>,
        now: Timestamp,
    ) -> Self {
        let (keeper, loaded) = Keeper::open(&settings, now);
        let mut snapshotter = Self {
            settings,
            database,
            renderer,
            cell,
            builder: None,
            keeper,
            position: None,
            as_of: Timestamp::MIN,
            made: None,
            held_up: Duration::ZERO,
        };
        if let Some(loaded) = loaded {
            snapshotter.restore(loaded, now);
        }
        snapshotter
    }

    /// Asks the database, makes what is due, publishes and saves it. Tells `progress` whenever the
    /// database has answered, since everything is read at the first time, and that may take long.
    pub async fn step(&mut self, now: Timestamp, progress: &(dyn Fn() + Sync)) -> Pace {
        self.held_up = Duration::ZERO;
        let answers = self.ask(now, progress).await;
        let mut built = self.make(now).await;
        if answers {
            built |= self.make_records(now).await;
        }
        let busy = answers && self.builder.as_ref().is_some_and(Builder::has_due_records);
        if built {
            self.keeper.changed();
        }
        if let Some(builder) = &mut self.builder {
            self.keeper.save_if_due(builder, self.position, self.as_of, now, busy).await;
        }
        match (busy, built) {
            (true, _) => Pace::Busy,
            (false, true) => Pace::Built { held_up: self.held_up },
            (false, false) => Pace::Quiet,
        }
    }

    /// Saves what has not been saved yet; for the end of the program.
    pub async fn finish(&mut self, now: Timestamp) {
        if let Some(builder) = &mut self.builder {
            self.keeper.finish(builder, self.position, self.as_of, now).await;
        }
    }

    /// Whether something is not on the disk yet.
    pub const fn has_unsaved(&self) -> bool {
        self.keeper.has_unsaved()
    }

    /// Takes in what changed; whether the database answers.
    async fn ask(&mut self, now: Timestamp, progress: Progress<'_>) -> bool {
        let known = self.position.zip(self.builder.as_ref().map(Builder::model));
        let answer =
            source::read(&self.database, known, &self.settings.policy, now, progress).await;
        match answer {
            Ok(Answer::NotSetUp) => {
                self.cell.set_database(DatabaseState::NotSetUp);
                return false;
            }
            Ok(Answer::Unchanged) => {}
            Ok(Answer::Changed { model, position, changes, services }) => {
                if let Some(builder) = &mut self.builder {
                    builder.change(model, &changes, services);
                }
                self.position = Some(position);
            }
            Ok(Answer::Replaced { model, position }) => {
                self.replace(&model);
                self.position = Some(position);
            }
            Err(error) => {
                self.silent(&error, now);
                return false;
            }
        }
        if let DatabaseState::Silent(since) | DatabaseState::Replaced(since) = self.cell.database()
        {
            let seconds = now.seconds_since(since);
            tracing::info!(seconds, "the database answers again");
        }
        self.cell.set_database(DatabaseState::Answering);
        self.as_of = now;
        true
    }

    fn silent(&self, error: &StorageError, now: Timestamp) {
        let (was, is_replaced) = (self.cell.database(), matches!(error, StorageError::Replaced));
        let is_known = match was {
            DatabaseState::Silent(_) => !is_replaced,
            DatabaseState::Replaced(_) => is_replaced,
            _ => false,
        };
        if !is_known {
            tracing::error!(
                %error,
                "the database does not answer; readers go on being served what was known"
            );
            let state = if is_replaced { DatabaseState::Replaced } else { DatabaseState::Silent };
            self.cell.set_database(state(now));
        }
    }

    fn replace(&mut self, model: &Model) {
        let renderer = self.renderer;
        let fresh = || Builder::new(renderer, model.clone(), Kept::default());
        self.builder.get_or_insert_with(fresh).replace(model.clone());
        self.made = None;
    }

    fn when(&self, now: Timestamp) -> When {
        // What seems to be of later than now was made before the clock was set back, and is not known to be
        // younger than it says (requirement R13).
        let silent = now.seconds_since(self.as_of).unsigned_abs();
        let stale = silent > self.settings.stale_after.as_secs();
        When { now, as_of: self.as_of, stale }
    }

    /// Makes what is due from the model; whether anything was.
    async fn make(&mut self, now: Timestamp) -> bool {
        let when = self.when(now);
        let minute = Some((now.to_minute(), when.stale));
        let Some(mut builder) = self.builder.take() else { return false };
        if self.made != minute {
            self.made = minute;
            builder.all_due(now);
        } else if !builder.has_due() {
            self.builder = Some(builder);
            return false;
        }
        self.in_background(builder, move |builder| builder.build(when)).await;
        self.publish(when);
        true
    }

    /// Makes some of the archived pages that are due; whether any was.
    async fn make_records(&mut self, now: Timestamp) -> bool {
        let when = self.when(now);
        let Some(builder) = &self.builder else { return false };
        let due = builder.due_records(AT_A_TIME);
        if due.is_empty() {
            return false;
        }
        match source::records(&self.database, &due).await {
            Ok(records) => {
                let Some(builder) = self.builder.take() else { return false };
                self.in_background(builder, move |builder| {
                    builder.build_records(&due, &records, when);
                })
                .await;
                self.publish(when);
                true
            }
            Err(error) => {
                self.silent(&error, now);
                false
            }
        }
    }

    /// Runs work that keeps a processor busy where it holds up nobody. Should it panic, everything is
    /// read anew; what was published stays.
    async fn in_background(
        &mut self,
        mut builder: Builder,
        work: impl FnOnce(&mut Builder) + Send + 'static,
    ) {
        let done = background::spawn(move || {
            work(&mut builder);
            builder
        });
        match done.await {
            Ok(done) => {
                self.builder = Some(done.output);
                self.held_up += done.held_up;
            }
            Err(error) => {
                tracing::error!(%error, "making pages failed; everything is read anew");
                self.position = None;
            }
        }
    }

    fn publish(&self, when: When) {
        if let Some(builder) = &self.builder {
            let revision = self.position.map_or(0, |position| position.revision);
            self.cell.publish(builder.snapshot(revision, when));
        }
    }

    /// Takes over what was stored, and makes the live pages anew from its model. If the model cannot be
    /// read, because another version of the program wrote it, the pages are served as they are.
    fn restore(&mut self, loaded: Loaded, now: Timestamp) {
        let Restored { manifest, kept, records } = Restored::from(loaded);
        self.as_of = manifest.as_of;
        let when = self.when(now);
        let revision = manifest.position.revision;
        if let Some((provider, catalogue, parts)) = records {
            let site = Site::new(provider, catalogue, self.settings.policy.clone());
            let mut builder = Builder::new(self.renderer, Model::restored(site, parts), kept);
            builder.all_due(now);
            builder.build(when);
            self.made = Some((now.to_minute(), when.stale));
            self.cell.publish(builder.snapshot(revision, when));
            self.builder = Some(builder);
            if manifest.build == self.settings.build {
                self.position = Some(manifest.position);
            }
        } else {
            tracing::warn!("stored pages are of another version and are served as they are");
            self.cell.publish(kept.snapshot(revision, when));
        }
        tracing::info!(revision, as_of = %seconds(self.as_of), "stored pages are served");
    }
}

fn seconds(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_second(at.seconds()).unwrap_or_default()
}
