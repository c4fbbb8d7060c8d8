//! The relay of somebody else: `smtp-sink` of Postfix.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use noroshi::domain::mailing::Outcome;

use super::{client_with, generous, mail, settings};
use crate::support::time::until;

struct Sink(Child);

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A sink on a port, which writes what it takes to a file.
fn sink(options: &[&str], file: &Path, port: u16) -> Sink {
    let usual = Path::new("/usr/sbin/smtp-sink");
    let program = if usual.exists() { usual } else { Path::new("smtp-sink") };
    let mut command = Command::new(program);
    command.args(options);
    if rustix::process::geteuid().is_root() {
        // It insists on being somebody else than root.
        command.args(["-u", "root"]);
    }
    command.arg("-D").arg(file).arg(format!("inet:127.0.0.1:{port}")).arg("100");
    let sink = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    Sink(sink.expect("smtp-sink: tools/require smtp-sink"))
}

#[tokio::test]
async fn mails_reach_the_relay_of_somebody_else() {
    for options in [&[][..], &["-p"], &["-8", "-E", "-a"]] {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("taken");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let _sink = sink(options, &file, port);
        let client = client_with(settings(port), generous());
        let mut connection = until("the sink", async || client.connect().await.ok()).await;
        for number in 0..50 {
            let (outcome, after) = connection.send(&mail(number)).await;
            assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
            connection = after.unwrap();
        }
        connection.quit().await;
        let taken = std::fs::read_to_string(&file).unwrap();
        for number in 0..50 {
            assert_eq!(taken.matches(&format!("Subject: {number}\n")).count(), 1, "{number}");
            let recipient = format!("X-Rcpt-Args: <someone{number}@example.jp>");
            assert_eq!(taken.matches(&recipient).count(), 1, "{number}");
        }
    }
}
