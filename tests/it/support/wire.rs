//! A client that speaks bytes: it sends what no well-behaved client would, and sees when it is left.
//!
//! Every wait has a deadline, so that a server that keeps silent fails the test.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long a test waits for what must happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A connection.
pub(crate) struct Wire {
    stream: TcpStream,
    /// Bytes that came after the answer read last.
    rest: Vec<u8>,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header; all values joined by commas if it came more than once.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Wire {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await.unwrap().unwrap();
        Self { stream, rest: Vec::new() }
    }

    /// Sends bytes; that the other side is gone already is no failure here.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = timeout(PATIENCE, self.stream.write_all(bytes.as_ref())).await.unwrap();
    }

    /// The next answer; `None` if the connection ends first.
    pub(crate) async fn answer(&mut self) -> Option<Answer> {
        self.answer_to("GET").await
    }

    /// The next answer to a method; one to `HEAD` has no body.
    pub(crate) async fn answer_to(&mut self, method: &str) -> Option<Answer> {
        let end = loop {
            if let Some(at) = self.rest.windows(4).position(|window| window == b"\r\n\r\n") {
                break at;
            }
            self.more().await?;
        };
        let head = String::from_utf8(self.rest[..end].to_vec()).unwrap();
        self.rest.drain(..end + 4);
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = Answer { status, head, body: Vec::new() };
        let length = match answer.header("content-length") {
            Some(length) if method != "HEAD" && status != 304 => length.parse().unwrap(),
            _ => 0,
        };
        while self.rest.len() < length {
            self.more().await?;
        }
        answer.body = self.rest.drain(..length).collect();
        Some(answer)
    }

    async fn more(&mut self) -> Option<()> {
        let read = timeout(PATIENCE, self.stream.read_buf(&mut self.rest)).await;
        (read.expect("an answer").unwrap_or(0) > 0).then_some(())
    }

    /// Takes one byte, if there is any.
    pub(crate) async fn taste(&mut self) {
        let mut byte = [0];
        if let Ok(Ok(1)) = timeout(PATIENCE, self.stream.read(&mut byte)).await {
            self.rest.extend(byte);
        }
    }

    /// Says that nothing more will be sent, and goes on reading.
    pub(crate) async fn end(&mut self) {
        let _ = timeout(PATIENCE, self.stream.shutdown()).await.unwrap();
    }

    /// Whether the other side closes the connection soon.
    pub(crate) async fn closes_within(&mut self, soon: Duration) -> bool {
        timeout(soon, self.closed()).await.is_ok()
    }

    /// All that comes until the other side closes the connection.
    pub(crate) async fn everything(mut self) -> Vec<u8> {
        self.closed().await;
        self.rest
    }

    /// Waits until the other side closes the connection, reading whatever still comes.
    pub(crate) async fn closed(&mut self) {
        while self.more().await.is_some() {}
    }
}

/// One request on a connection of its own.
pub(crate) async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
) -> Answer {
    let mut wire = Wire::open(address).await;
    wire.send(format!("{method} {path} HTTP/1.1\r\nhost: status.example.jp\r\n{headers}\r\n"))
        .await;
    wire.answer_to(method).await.expect("an answer")
}
