//! Who is connected: the cap of all connections, the cap per client, and whom to ask to go when a
//! cap is reached. Knows nothing of HTTP.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, futures::Notified};

use crate::domain::network;

/// All places for connections.
pub(super) struct Slots {
    free: Arc<Semaphore>,
    per_client: u32,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    /// Open connections, the longest open first.
    open: BTreeMap<u64, Arc<Signals>>,
    clients: HashMap<IpAddr, u32>,
}

/// What passes between the parts of a connection and the accept loop.
#[derive(Default)]
pub(super) struct Signals {
    /// Whether a request is being answered, to the end of its body.
    busy: AtomicBool,
    /// Whether part of a request has come that is not being answered yet.
    heard: AtomicBool,
    /// Whether something written waits for the client to take it.
    blocked: AtomicBool,
    requests: AtomicU64,
    /// Whether it is to end at once, whatever it is at.
    cut: AtomicBool,
    close: Notify,
}

impl Signals {
    /// A request begins to be answered.
    pub(super) fn begin(&self) {
        self.busy.store(true, Ordering::Relaxed);
        self.heard.store(false, Ordering::Relaxed);
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Its answer has ended.
    pub(super) fn end(&self) {
        self.busy.store(false, Ordering::Relaxed);
    }

    pub(super) fn hear(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }

    pub(super) fn set_blocked(&self, blocked: bool) {
        self.blocked.store(blocked, Ordering::Relaxed);
    }

    /// How many requests there were, if nothing at all is going on.
    pub(super) fn at_rest(&self) -> Option<u64> {
        let going_on = [&self.busy, &self.heard, &self.blocked];
        let rests = !going_on.iter().any(|flag| flag.load(Ordering::Relaxed));
        rests.then(|| self.requests.load(Ordering::Relaxed))
    }

    /// Whether the connection, asked to go, is to end at once.
    pub(super) fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// Waits until the connection is asked to go.
    pub(super) fn asked_to_close(&self) -> Notified<'_> {
        self.close.notified()
    }
}

/// A place that one connection takes; free again when this is dropped.
pub(super) struct Slot {
    slots: Arc<Slots>,
    number: u64,
    client: Option<IpAddr>,
    pub(super) signals: Arc<Signals>,
    _permit: OwnedSemaphorePermit,
}

impl Slots {
    pub(super) fn new(connections: usize, per_client: u32) -> Arc<Self> {
        let free = Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS)));
        Arc::new(Self { free, per_client, taken: Mutex::default() })
    }

    /// Waits for a free place. If there is none, the longest open idle connection is asked to go.
    /// `None` never comes while the listener runs.
    pub(super) async fn free(&self) -> Option<OwnedSemaphorePermit> {
        if self.free.available_permits() == 0 {
            self.close_oldest_idle();
        }
        self.free.clone().acquire_owned().await.ok()
    }

    /// Takes a place, unless the client has as many as it may. `counted` is false for a proxy, which
    /// speaks for many.
    pub(super) fn take(
        self: &Arc<Self>,
        permit: OwnedSemaphorePermit,
        peer: IpAddr,
        counted: bool,
    ) -> Option<Slot> {
        let client = counted.then(|| network::client(peer));
        let mut taken = self.taken();
        if let Some(client) = client {
            let count = taken.clients.entry(client).or_default();
            if *count >= self.per_client {
                return None;
            }
            *count += 1;
        }
        let number = taken.next;
        taken.next += 1;
        let signals = Arc::new(Signals::default());
        taken.open.insert(number, signals.clone());
        drop(taken);
        Some(Slot { slots: self.clone(), number, client, signals, _permit: permit })
    }

    fn close_oldest_idle(&self) {
        let taken = self.taken();
        if let Some(idle) =
            taken.open.values().find(|signals| !signals.busy.load(Ordering::Relaxed))
        {
            idle.close.notify_one();
        }
    }

    /// Asks every connection to go once its request in flight is answered.
    pub(super) fn close_all(&self) {
        for signals in self.taken().open.values() {
            signals.close.notify_one();
        }
    }

    /// Ends every connection at once.
    pub(super) fn cut_all(&self) {
        for signals in self.taken().open.values() {
            signals.cut.store(true, Ordering::Relaxed);
            signals.close.notify_one();
        }
    }

    /// A panic between taking and releasing leaves counts that are still right.
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.taken();
        taken.open.remove(&self.number);
        if let Some(client) = self.client
            && let Some(count) = taken.clients.get_mut(&client)
        {
            *count -= 1;
            if *count == 0 {
                taken.clients.remove(&client);
            }
        }
    }
}
