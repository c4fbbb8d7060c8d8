//! The PostgreSQL server that the tests run on. Knows nothing of what is stored in it.
//!
//! `NOROSHI_TEST_POSTGRES` names a server to use; without it, `tools/test-postgres` makes a private
//! one when the first test needs it and throws it away once no test has used it for a minute.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use std::fs::File;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

/// Where the running server's address and locks are kept, shared by every test process of a build.
const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/postgres");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/test-postgres");

struct Server {
    /// The URL of the database from which others are made.
    url: String,
    /// Locked for as long as this process lives; tells the server's keeper that it is in use.
    _in_use: Option<File>,
}

static SERVER: LazyLock<Result<Server, String>> = LazyLock::new(|| match named_server() {
    Some(url) => Ok(Server { url, _in_use: None }),
    None => private_server(),
});

fn server_url() -> &'static str {
    match &*SERVER {
        Ok(server) => &server.url,
        Err(why) => panic!("{why}"),
    }
}

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the product")]
fn named_server() -> Option<String> {
    std::env::var("NOROSHI_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn private_server() -> Result<Server, String> {
    std::fs::create_dir_all(STATE).expect("the build's directory can be written");
    let path = Path::new(STATE).join("in-use");
    let mut in_use = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .expect("in-use can be opened");
    in_use.lock_shared().expect("in-use can be locked");
    in_use.write_all(b".").expect("in-use can be written"); // its time says when it was last needed
    let url = running_server().map_or_else(start_server, Ok)?;
    Ok(Server { url, _in_use: Some(in_use) })
}

fn running_server() -> Option<String> {
    let read = |name| std::fs::read_to_string(Path::new(STATE).join(name)).ok();
    let (home, url) = (read("home")?, read("url")?);
    UnixStream::connect(Path::new(home.trim()).join(".s.PGSQL.5432")).ok()?;
    Some(url.trim().to_owned())
}

fn start_server() -> Result<String, String> {
    let started = Command::new(SCRIPT)
        .arg("start")
        .env("NOROSHI_TEST_POSTGRES_STATE", STATE)
        .output()
        .map_err(|error| format!("{SCRIPT} cannot be run: {error}"))?;
    let answer = if started.status.success() { &started.stdout } else { &started.stderr };
    let answer = String::from_utf8_lossy(answer).trim().to_owned();
    if started.status.success() { Ok(answer) } else { Err(answer) }
}

/// A database with a name of its own, removed when this is dropped, also from under connections
/// that are still open.
pub(crate) struct OwnDatabase {
    name: String,
}

impl OwnDatabase {
    pub(crate) fn create() -> Self {
        let url = server_url();
        let made = outside_of_the_test(async {
            let mut server = PgConnection::connect(url).await?;
            let name: String = server
                .fetch_one("SELECT 'test_' || replace(gen_random_uuid()::text, '-', '')")
                .await?
                .try_get(0)?;
            server.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
            Ok(Self { name })
        });
        made.unwrap_or_else(|error| panic!("no database can be made on {url}: {error}"))
    }

    pub(crate) fn url(&self) -> String {
        with_database(server_url(), &self.name)
    }
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        let name = &self.name;
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        let dropped = outside_of_the_test(async {
            let mut server = PgConnection::connect(server_url()).await?;
            server.execute(AssertSqlSafe(statement)).await?;
            server.close().await
        });
        // A test that fails must show its own failure, so this one is only reported.
        if let Err(error) = dropped {
            eprintln!("the database {name} stays behind: {error}");
        }
    }
}

/// A server of one test alone, which can be stopped and started again with all that it holds.
pub(crate) struct OwnServer {
    state: TempDir,
    url: String,
    in_use: Option<File>,
}

impl OwnServer {
    /// Makes one and starts it.
    pub(crate) fn start() -> Self {
        let state = TempDir::with_prefix("noroshi-own-postgres-").unwrap();
        let in_use = File::create(state.path().join("in-use")).unwrap();
        in_use.lock_shared().unwrap();
        let mut server = Self { state, url: String::new(), in_use: Some(in_use) };
        server.url = server.tell("start");
        server
    }

    /// A database on it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Stops it at once, as a power failure does.
    pub(crate) fn down(&self) {
        self.tell("down");
    }

    /// Starts it again, and waits until it answers.
    pub(crate) fn up(&self) {
        self.tell("up");
    }

    fn tell(&self, what: &str) -> String {
        let told = Command::new(SCRIPT)
            .arg(what)
            .env("NOROSHI_TEST_POSTGRES_STATE", self.state.path())
            // Without it, what was acknowledged is lost when the server is stopped at once.
            .env("NOROSHI_TEST_POSTGRES_FSYNC", "on")
            .output()
            .unwrap();
        assert!(told.status.success(), "{what}: {}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8(told.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        self.in_use = None;
        let stopped = Command::new(SCRIPT)
            .arg("stop")
            .env("NOROSHI_TEST_POSTGRES_STATE", self.state.path())
            .status();
        if !stopped.is_ok_and(|status| status.success()) {
            eprintln!("the server of a test stays behind: {}", self.state.path().display());
        }
    }
}

/// Runs on a thread of its own: a test's runtime may be the one that is being dropped.
fn outside_of_the_test<T: Send + 'static>(
    work: impl Future<Output = Result<T, sqlx::Error>> + Send + 'static,
) -> Result<T, sqlx::Error> {
    let thread = std::thread::spawn(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts")
            .block_on(work)
    });
    thread.join().expect("the server's administration does not panic")
}

/// The same server's URL with another database in its path.
fn with_database(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(a, o)| (a, Some(o)));
    let host_starts = address.find("://").map_or(0, |at| at + 3);
    let host_ends = address[host_starts..].find('/').map_or(address.len(), |at| host_starts + at);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{}/{name}{options}", &address[..host_ends])
}

#[test]
fn a_servers_url_is_turned_into_that_of_a_database_on_it() {
    for (server, database) in [
        ("postgres://u@localhost/postgres?host=/tmp/x", "postgres://u@localhost/d?host=/tmp/x"),
        ("postgres://u:p@db.example.jp:5433/postgres", "postgres://u:p@db.example.jp:5433/d"),
        ("postgres://localhost", "postgres://localhost/d"),
    ] {
        assert_eq!(with_database(server, "d"), database);
    }
}
