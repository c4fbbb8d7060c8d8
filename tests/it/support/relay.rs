//! A relay that follows a script: it does what it is told to at each stage of a conversation, and otherwise what a good relay does.
//! Holds no expectation; what it heard and took can be asked for.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinSet,
    time::interval,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

/// What a relay does when it is its turn.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Says these bytes.
    Say(String),
    /// Says these bytes for ever, one every few milliseconds.
    Trickle(&'static [u8]),
    /// Says a line of 10 MB.
    Flood,
    /// Says nothing any more, and reads on.
    Silence,
    /// Does not even read for eight seconds.
    Sleep,
    /// Cuts the connection.
    HangUp,
    /// Says that nothing more will be said, and reads on.
    HalfClose,
}

/// What a relay does: the default at each stage, but for the first time at some.
#[derive(Clone, Default)]
pub(crate) struct Script {
    /// What it offers after `EHLO`, besides what belongs to TLS.
    pub(crate) offers: Vec<&'static str>,
    /// Its certificate and key.
    pub(crate) tls: Option<Arc<ServerConfig>>,
    /// Whether it begins with TLS; otherwise it offers it.
    pub(crate) implicit: bool,
    /// What it does otherwise than a good relay, in this order.
    pub(crate) acts: HashMap<&'static str, Vec<Act>>,
}

impl Script {
    /// Does something at a stage, once: `greeting`, a command, `body` (after the first line of a mail), `.`
    /// or `idle` (after a mail).
    pub(crate) fn at(mut self, stage: &'static str, act: Act) -> Self {
        self.acts.entry(stage).or_default().push(act);
        self
    }

    /// Says something at a stage, once.
    pub(crate) fn say(self, stage: &'static str, line: &str) -> Self {
        self.at(stage, Act::Say(format!("{line}\r\n")))
    }

    pub(crate) fn offering(mut self, offer: &'static str) -> Self {
        self.offers.push(offer);
        self
    }
}

/// A mail that the relay took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) sender: String,
    pub(crate) recipient: String,
    pub(crate) bytes: Vec<u8>,
}

/// What a relay heard.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) commands: Vec<String>,
    pub(crate) mails: Vec<Taken>,
    /// Connections that the other side has open.
    pub(crate) open: usize,
    /// Connections in all.
    pub(crate) connections: usize,
}

/// A relay that is there as long as this is kept.
pub(crate) struct FakeRelay {
    pub(crate) port: u16,
    heard: Arc<Mutex<Heard>>,
    _tasks: JoinSet<()>,
}

impl FakeRelay {
    /// Starts a relay on an address of this host.
    pub(crate) async fn start_on(host: &str, script: Script) -> Self {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let (script, shared) = (Arc::new(Mutex::new(script)), Arc::clone(&heard));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut conversations = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                let (script, heard) = (Arc::clone(&script), Arc::clone(&shared));
                {
                    let mut heard = heard.lock().unwrap();
                    heard.open += 1;
                    heard.connections += 1;
                }
                conversations.spawn(async move {
                    let mut talk = Talk::new(Box::new(stream), script, Arc::clone(&heard));
                    talk.run().await;
                    // Until the other side has closed, too: reading ends then.
                    talk.drain().await;
                    heard.lock().unwrap().open -= 1;
                });
            }
        });
        Self { port, heard, _tasks: tasks }
    }

    /// Starts a relay.
    pub(crate) async fn start(script: Script) -> Self {
        Self::start_on("127.0.0.1", script).await
    }

    /// What it heard.
    pub(crate) fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap()
    }
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

struct Talk {
    wire: Option<Box<dyn Wire>>,
    unread: Vec<u8>,
    script: Arc<Mutex<Script>>,
    heard: Arc<Mutex<Heard>>,
    sender: Option<String>,
    recipient: Option<String>,
    secret: bool,
}

/// The conversation is over.
struct Over;

impl Talk {
    fn new(wire: Box<dyn Wire>, script: Arc<Mutex<Script>>, heard: Arc<Mutex<Heard>>) -> Self {
        let (sender, recipient) = (None, None);
        let (wire, unread) = (Some(wire), Vec::new());
        Self { wire, unread, script, heard, sender, recipient, secret: false }
    }

    async fn run(&mut self) {
        let implicit = self.script.lock().unwrap().implicit;
        if implicit && self.secure().await.is_err() {
            return;
        }
        let greeted = self.act("greeting", "220 relay.example.jp ESMTP\r\n").await;
        if greeted.is_err() {
            return;
        }
        while let Ok(command) = self.line().await {
            self.heard.lock().unwrap().commands.push(command.clone());
            if self.answer(&command).await.is_err() {
                return;
            }
        }
    }

    async fn answer(&mut self, command: &str) -> Result<(), Over> {
        let verb = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let address = || command.split_once('<').unwrap().1.trim_end_matches('>').to_owned();
        match verb.as_str() {
            "EHLO" => {
                let answer = self.offers();
                self.act("EHLO", &answer).await.map(drop)
            }
            "STARTTLS" => {
                if self.act("STARTTLS", "220 go on\r\n").await? {
                    self.secure().await?;
                }
                Ok(())
            }
            "AUTH" => self.sign_in(command).await,
            "MAIL" => {
                if self.act("MAIL", "250 2.1.0 Ok\r\n").await? {
                    self.sender = Some(address());
                }
                Ok(())
            }
            "RCPT" => {
                let default =
                    if self.sender.is_some() { "250 2.1.5 Ok" } else { "503 5.5.1 no MAIL" };
                if self.act("RCPT", &format!("{default}\r\n")).await? {
                    self.recipient = Some(address());
                }
                Ok(())
            }
            "DATA" => self.data().await,
            "RSET" => {
                (self.sender, self.recipient) = (None, None);
                self.act("RSET", "250 2.0.0 Ok\r\n").await.map(drop)
            }
            "QUIT" => {
                self.act("QUIT", "221 2.0.0 Bye\r\n").await?;
                Err(Over)
            }
            _ => self.act("?", "500 5.5.2 What?\r\n").await.map(drop),
        }
    }

    fn offers(&self) -> String {
        let script = self.script.lock().unwrap();
        let mut offers = vec!["relay.example.jp"];
        offers.extend(&script.offers);
        if script.tls.is_some() && !self.secret {
            offers.push("STARTTLS");
        }
        let last = offers.len() - 1;
        offers.iter().enumerate().fold(String::new(), |all, (at, offer)| {
            all + &format!("250{}{offer}\r\n", if at == last { ' ' } else { '-' })
        })
    }

    async fn sign_in(&mut self, command: &str) -> Result<(), Over> {
        if command == "AUTH LOGIN" {
            for _ in 0..2 {
                self.say(b"334 VXNlcm5hbWU6\r\n").await?;
                let word = self.line().await?;
                self.heard.lock().unwrap().commands.push(word);
            }
        }
        self.act("AUTH", "235 2.7.0 Ok\r\n").await.map(drop)
    }

    async fn data(&mut self) -> Result<(), Over> {
        let willing = self.recipient.is_some();
        let default = if willing { "354 go on\r\n" } else { "554 5.5.1 no valid recipients\r\n" };
        let line = self.next_act("DATA").unwrap_or_else(|| Act::Say(default.to_owned()));
        let goes_on = matches!(&line, Act::Say(line) if line.starts_with("354"));
        self.perform(line).await?;
        if !goes_on {
            return Ok(());
        }
        let bytes = self.content().await?;
        self.heard.lock().unwrap().commands.push(".".to_owned());
        let nothing = if willing { "250 2.0.0 taken\r\n" } else { "554 5.5.1 nobody\r\n" };
        let positive = self.act(".", nothing).await?;
        let (sender, recipient) = (self.sender.take(), self.recipient.take());
        if let (true, Some(sender), Some(recipient)) = (positive, sender, recipient) {
            self.heard.lock().unwrap().mails.push(Taken { sender, recipient, bytes });
        }
        while let Some(act) = self.next_act("idle") {
            self.perform(act).await?;
        }
        Ok(())
    }

    /// The mail up to its end, with dots as they were before.
    async fn content(&mut self) -> Result<Vec<u8>, Over> {
        let mut bytes = Vec::new();
        let mut interruption = self.next_act("body");
        loop {
            let line = self.raw_line().await?;
            if let Some(act) = interruption.take() {
                self.perform(act).await?;
            }
            if line == b".\r\n" {
                return Ok(bytes);
            }
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }

    fn next_act(&self, stage: &str) -> Option<Act> {
        let mut script = self.script.lock().unwrap();
        script.acts.get_mut(stage).filter(|acts| !acts.is_empty()).map(|acts| acts.remove(0))
    }

    /// Does what the script has for a stage, or else what a good relay does. Tells whether that was a yes.
    async fn act(&mut self, stage: &str, default: &str) -> Result<bool, Over> {
        let act = self.next_act(stage).unwrap_or_else(|| Act::Say(default.to_owned()));
        let positive = matches!(&act, Act::Say(line) if line.starts_with('2'));
        self.perform(act).await?;
        Ok(positive)
    }

    async fn perform(&mut self, act: Act) -> Result<(), Over> {
        match act {
            Act::Say(line) => self.say(line.as_bytes()).await,
            Act::Trickle(bytes) => {
                let mut ticks = interval(Duration::from_millis(20));
                for byte in bytes.iter().cycle() {
                    ticks.tick().await;
                    self.say(&[*byte]).await?;
                }
                Ok(())
            }
            Act::Flood => {
                let piece = [b'2'; 10_000];
                for _ in 0..1000 {
                    self.say(&piece).await?;
                }
                Ok(())
            }
            Act::Silence => {
                self.drain().await;
                Err(Over)
            }
            Act::Sleep => {
                let mut ticks = interval(Duration::from_secs(8));
                ticks.tick().await;
                ticks.tick().await;
                Ok(())
            }
            Act::HangUp => {
                self.wire = None;
                Err(Over)
            }
            Act::HalfClose => {
                if let Some(wire) = &mut self.wire {
                    let _ = wire.shutdown().await;
                }
                self.drain().await;
                Err(Over)
            }
        }
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), Over> {
        let wire = self.wire.as_mut().ok_or(Over)?;
        wire.write_all(bytes).await.map_err(|_| Over)?;
        wire.flush().await.map_err(|_| Over)
    }

    async fn line(&mut self) -> Result<String, Over> {
        let line = self.raw_line().await?;
        Ok(String::from_utf8(line).unwrap().trim_end_matches("\r\n").to_owned())
    }

    async fn raw_line(&mut self) -> Result<Vec<u8>, Over> {
        loop {
            if let Some(at) = self.unread.windows(2).position(|two| two == b"\r\n") {
                return Ok(self.unread.drain(..at + 2).collect());
            }
            let wire = self.wire.as_mut().ok_or(Over)?;
            if wire.read_buf(&mut self.unread).await.map_err(|_| Over)? == 0 {
                return Err(Over);
            }
        }
    }

    async fn drain(&mut self) {
        let mut bytes = vec![0; 65_536];
        while let Some(wire) = &mut self.wire {
            if wire.read(&mut bytes).await.unwrap_or(0) == 0 {
                return;
            }
        }
    }

    async fn secure(&mut self) -> Result<(), Over> {
        let tls = self.script.lock().unwrap().tls.clone().ok_or(Over)?;
        let wire = self.wire.take().ok_or(Over)?;
        let secret = TlsAcceptor::from(tls).accept(wire).await.map_err(|_| Over)?;
        self.wire = Some(Box::new(secret));
        self.secret = true;
        Ok(())
    }
}
