//! The front of a connection: it waits for what a client asks, and answers at once what needs no more
//! than the bytes of one plain request, as nearly every request of a reader is. Anything else leaves
//! the front, with the bytes that have come, for hyper.
//!
//! While nothing comes there is no buffer and no state of a protocol: a connection costs its socket,
//! its place and this future. The timer of idleness is not set anew with each request; when it goes
//! off, it looks how long ago the last answer was.
//!
//! Must not know HTTP: what is plain and how it is answered is decided by who is asked for the answer.

use std::{
    future::poll_fn,
    io,
    mem::MaybeUninit,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use hyper::body::{Buf as _, Bytes};
use tokio::{
    io::{AsyncRead as _, AsyncWriteExt as _, ReadBuf},
    sync::futures::Notified,
    time::{Instant, sleep},
};

use super::{answer::Whole, limits::Limits, slots::Signals, transport::Transport};

/// The longest request that is answered here, in bytes: the buffer is on the stack.
const LONGEST: usize = 4096;

/// Answers what can be answered at once, and gives the first bytes of what cannot. `None` when the
/// connection is to end: the client is gone or has been silent for too long, the connection is older
/// than it may be, or it is asked to close.
pub(super) async fn stand(
    transport: &mut Transport,
    at_once: &impl Fn(&[u8]) -> Option<Whole>,
    signals: &Signals,
    limits: &Limits,
    old: Instant,
) -> Option<Bytes> {
    if let Some(unread) = transport.unread() {
        return Some(unread);
    }
    let mut asked = pin!(signals.asked_to_close());
    let mut answered = Instant::now();
    let mut silent = pin!(sleep(limits.head_deadline));
    loop {
        tokio::select! {
            biased;
            received = poll_fn(|context| receive(transport, at_once, context)) => match received.ok()? {
                Received::Plain(answer) => {
                    give(answer, transport, asked.as_mut(), signals).await?;
                    answered = Instant::now();
                    if answered >= old {
                        return None;
                    }
                }
                Received::Other(bytes) => return Some(bytes),
            },
            () = asked.as_mut() => return None,
            () = silent.as_mut() => {
                let until = answered + limits.head_deadline;
                if Instant::now() >= until {
                    return None;
                }
                silent.as_mut().reset(until);
            }
        }
    }
}

/// What came of a client.
enum Received {
    /// A plain request; its answer.
    Plain(Whole),
    /// Something else; its first bytes.
    Other(Bytes),
}

fn receive(
    transport: &mut Transport,
    at_once: &impl Fn(&[u8]) -> Option<Whole>,
    context: &mut Context<'_>,
) -> Poll<io::Result<Received>> {
    let mut room = [const { MaybeUninit::uninit() }; LONGEST];
    let mut buffer = ReadBuf::uninit(&mut room);
    ready!(Pin::new(transport).poll_read(context, &mut buffer))?;
    Poll::Ready(match buffer.filled() {
        [] => Err(io::ErrorKind::UnexpectedEof.into()),
        bytes => Ok(match at_once(bytes) {
            Some(answer) => Received::Plain(answer),
            None => Received::Other(Bytes::copy_from_slice(bytes)),
        }),
    })
}

/// Sends an answer within the deadline of the transport. `None` when the connection is to end.
async fn give<'a>(
    Whole { head, body }: Whole,
    transport: &mut Transport,
    mut asked: Pin<&mut Notified<'a>>,
    signals: &'a Signals,
) -> Option<()> {
    signals.begin();
    let mut unsent = head.as_slice().chain(body);
    let mut sent = pin!(async {
        transport.write_all_buf(&mut unsent).await?;
        transport.flush().await
    });
    let mut closing = false;
    loop {
        tokio::select! {
            biased;
            sent = sent.as_mut() => break sent.ok()?,
            () = asked.as_mut() => {
                if signals.is_cut() {
                    return None;
                }
                closing = true;
                asked.set(signals.asked_to_close());
            }
        }
    }
    signals.end();
    (!closing).then_some(())
}
