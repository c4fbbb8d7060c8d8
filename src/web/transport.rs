//! A TCP stream that gives up on a client who does not take its answer, and that tells what goes on.

use std::{
    io, mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use hyper::body::{Buf as _, Bytes};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

use super::slots::Signals;

/// The stream with its write deadline: from the first byte that the system could not take at once to
/// the moment when everything written has been taken. hyper flushes only then, so that one byte now
/// and then does not extend it.
pub(super) struct Transport {
    stream: TcpStream,
    deadline: Duration,
    running: Option<Pin<Box<Sleep>>>,
    signals: Arc<Signals>,
    /// Bytes that had been read already, to be read again.
    again: Bytes,
}

impl Transport {
    pub(super) const fn new(stream: TcpStream, deadline: Duration, signals: Arc<Signals>) -> Self {
        Self { stream, deadline, running: None, signals, again: Bytes::new() }
    }

    /// The same stream, on which these bytes are still to be read.
    pub(super) fn with(self, again: Bytes) -> Self {
        Self { again, ..self }
    }

    /// Takes the bytes that had been read already, if there are any.
    pub(super) fn unread(&mut self) -> Option<Bytes> {
        let again = mem::take(&mut self.again);
        (!again.is_empty()).then_some(again)
    }

    fn bounded(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_pending() {
            self.signals.set_blocked(true);
            let deadline = self.deadline;
            let running = self.running.get_or_insert_with(|| Box::pin(sleep(deadline)));
            if running.as_mut().poll(context).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }
}

impl AsyncRead for Transport {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.again.is_empty() {
            let length = self.again.len().min(buffer.remaining());
            buffer.put_slice(&self.again[..length]);
            self.again.advance(length);
            self.signals.hear();
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.signals.hear();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Transport {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.bounded(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [one] = slices {
            // The system's shorter way.
            return self.poll_write(context, one);
        }
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.bounded(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() && self.running.take().is_some() {
            self.signals.set_blocked(false);
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
