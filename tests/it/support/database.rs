//! A database for one test, on each engine that the product supports. Must not know the schema.
//!
//! To run a check on every engine: write it as `async fn name(database: TestDatabase)` and list its
//! name in `on_each_database!`. To support a further engine: a constructor here and a line in the macro.

use super::postgres;
use std::time::Duration;
use tempfile::TempDir;

/// How long a check may take before it counts as hanging.
const DEADLINE: Duration = Duration::from_mins(4);

/// An empty database that belongs to one test and is removed with this handle, also when the test
/// panics or still has connections open.
pub(crate) struct TestDatabase {
    url: String,
    _removed_on_drop: Box<dyn Send + Sync>,
}

impl TestDatabase {
    /// A file that does not exist yet, in a directory of its own.
    pub(crate) fn sqlite() -> Self {
        let directory = TempDir::with_prefix("noroshi-test-").expect("a directory can be made");
        let url = format!("sqlite://{}/test.db", directory.path().display());
        Self { url, _removed_on_drop: Box::new(directory) }
    }

    /// A new database on the tests' PostgreSQL server.
    pub(crate) fn postgres() -> Self {
        let database = postgres::OwnDatabase::create();
        Self { url: database.url(), _removed_on_drop: Box::new(database) }
    }

    /// Where it is: `sqlite:///…/test.db` or `postgres://…`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

/// Runs a check to its end, or to its deadline, on a runtime like the product's own.
pub(crate) fn run<F: Future<Output = ()>>(check: impl FnOnce(TestDatabase) -> F, on: TestDatabase) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts")
        .block_on(async { tokio::time::timeout(DEADLINE, check(on)).await })
        .unwrap_or_else(|_| panic!("the check did not end within {DEADLINE:?}"));
}

/// Makes a test on SQLite and one on PostgreSQL of each named check, `name::sqlite` and
/// `name::postgres`. A check is an `async fn(TestDatabase)`; one that is not listed is dead code,
/// which the compiler reports.
macro_rules! on_each_database {
    ($($check:ident),+ $(,)?) => {$(
        mod $check {
            use $crate::support::{TestDatabase, run};

            #[test]
            fn sqlite() {
                run(super::$check, TestDatabase::sqlite());
            }

            #[test]
            fn postgres() {
                run(super::$check, TestDatabase::postgres());
            }
        }
    )+};
}
pub(crate) use on_each_database;
