//! A part of the tests that runs as a process of its own, so that it can be killed, or its system calls can
//! fail, at any step: `strace` sees to that, and the product needs no hook for it.
//!
//! The part is a test that does nothing unusual unless it finds in [`VICTIM`] what it is told.

use std::{
    os::unix::process::ExitStatusExt as _,
    process::{Command, Stdio},
};

/// The variable that tells a victim what to work on.
pub(crate) const VICTIM: &str = "NOROSHI_TEST_VICTIM";
/// What strace ends with itself when it was told to kill with it.
const SIGKILL: i32 = 9;

/// How a victim ended.
pub(crate) struct Ended {
    pub(crate) killed: bool,
    /// What it said until then.
    pub(crate) said: String,
}

/// What this process is told, if it is a victim.
#[expect(clippy::disallowed_methods, reason = "this is how a test tells its own child what to do")]
pub(crate) fn told() -> Option<String> {
    std::env::var(VICTIM).ok()
}

/// Runs the test of this name as a victim. `fault` is done at the n-th of these system calls: a signal to
/// it, or an error in place of the call.
pub(crate) fn under(name: &str, told: &str, (calls, fault): (&str, &str)) -> Ended {
    let way = ["strace", "-f", "-qq", "-o", "/dev/null"];
    let (trace, inject) = (format!("--trace={calls}"), format!("--inject={calls}:{fault}"));
    run(&[&way[..], &[&trace, &inject]].concat(), name, told)
}

/// Runs the test of this name as a victim that cannot make a file longer than so many blocks of 512 bytes,
/// as on a disk that is full.
pub(crate) fn with_files_of(blocks: u32, name: &str, told: &str) -> Ended {
    // The system would end it with a signal first, which is not what a full disk does.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    run(&["dash", "-c", &script, "dash"], name, told)
}

fn run(way: &[&str], name: &str, told: &str) -> Ended {
    let output = Command::new(way[0])
        .args(&way[1..])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(VICTIM, told)
        .stdin(Stdio::null())
        .output()
        .expect("strace and dash are installed (Debian packages of these names)");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let killed = output.status.signal() == Some(SIGKILL);
    let failed = !killed && !output.status.success();
    assert!(!failed, "{way:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    Ended { killed, said }
}
