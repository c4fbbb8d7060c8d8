//! A process that dies at any moment, in miniature. Knows nothing of what it does.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A future that is dropped after so many polls, as by the death of the process: it gives nothing then.
pub(crate) struct Mortal<F> {
    pub(crate) life: F,
    pub(crate) polls: u64,
}

impl<F: Future + Unpin> Future for Mortal<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls == 0 {
            return Poll::Ready(None);
        }
        self.polls -= 1;
        Pin::new(&mut self.life).poll(context).map(Some)
    }
}
