//! The program as it is run: commands to their end, and the portal beside the test. Knows nothing of what
//! they say.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::{
    time::until,
    wire::{Answer, Wire},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_noroshi");
/// Where what a portal logs is kept.
const LOG: &str = "portal.log";

/// A place of its own in which commands are run.
pub(crate) struct Place(TempDir);

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self(TempDir::with_prefix("noroshi-command-").unwrap())
    }

    /// A place whose settings are these.
    pub(crate) fn with(settings: &str) -> Self {
        let place = Self::new();
        std::fs::write(place.path("noroshi.toml"), settings).unwrap();
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn run_in(&self, language: &str, arguments: &[&str]) -> Ended {
        let Output { status, stdout, stderr } = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("LANG", language)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ended { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_in("en_US.UTF-8", arguments)
    }

    /// Runs a command that must succeed, and gives what it printed.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let Ended { code, out, err } = self.run(arguments);
        assert_eq!(code, 0, "{err}");
        out
    }
}

/// A portal that runs beside the test, until it is told to stop.
pub(crate) struct Running {
    child: Child,
    pub(crate) addresses: Vec<String>,
}

impl Running {
    /// Starts it and reads as many addresses as it is to print.
    pub(crate) fn start(place: &Place, arguments: &[&str], addresses: usize) -> Self {
        Self::start_by(place, &[], arguments, addresses)
    }

    /// The same by way of another program, such as one that limits it.
    pub(crate) fn start_by(
        place: &Place,
        way: &[&str],
        arguments: &[&str],
        addresses: usize,
    ) -> Self {
        let words: Vec<&str> = way.iter().copied().chain([PROGRAM]).collect();
        let log = File::options().create(true).append(true).open(place.path(LOG)).unwrap();
        let mut child = Command::new(words[0])
            .args(&words[1..])
            .args(arguments)
            .current_dir(place.0.path())
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = |line: String| Some(line[line.find("http://")?..].to_owned());
        let addresses = lines.map_while(Result::ok).filter_map(address).take(addresses).collect();
        Self { child, addresses }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        let address = self.addresses[0].strip_prefix("http://").unwrap();
        address.split('/').next().unwrap().parse().unwrap()
    }

    /// The answer at a path.
    pub(crate) async fn ask(&self, path: &str) -> Option<Answer> {
        let mut wire = Wire::open(self.address()).await;
        wire.send(format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).await;
        wire.answer().await
    }

    /// The page at a path, asked for again while the first pages are being made.
    pub(crate) async fn get(&self, path: &str) -> String {
        until(path, async || {
            let answer = self.ask(path).await?;
            (answer.status == 200).then(|| answer.text())
        })
        .await
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Tells it to stop as a service manager does.
    pub(crate) fn stop(self) {
        self.signal(Signal::TERM);
        assert_eq!(self.code(), Some(0));
    }

    /// Waits for its end, and gives its exit code.
    pub(crate) fn code(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
