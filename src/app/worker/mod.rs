//! Slow looking, off the thread that draws.
//!
//! Invariant: of one lane only the newest job matters; a newer one takes the place of a waiting one and interrupts a
//! running one. The worker only reads, through a connection of its own, and sees the packs that are adopted now.

mod job;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::model::{Text, locale};
use crate::store::{Connector, Error, Result, Store};

pub use job::{Job, Order, Reply, work};

/// How soon a worker that is let go is told again to stop.
const HEARS: Duration = Duration::from_millis(2);

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Order>,
    running: Option<u8>,
    ended: bool,
}

/// Stops what a connection reads.
type Interrupt = Box<dyn Fn() + Send + Sync>;

/// A thread that works through orders.
///
/// Dropped, it is waited for: its connection is closed before that of whoever started it, so that the last one to close
/// finds nobody else at the file and leaves it without a log.
pub struct Worker {
    queue: Arc<(Mutex<Queue>, Condvar)>,
    /// Nothing before the thread has connected.
    running: Arc<OnceLock<Interrupt>>,
    thread: Option<JoinHandle<()>>,
}

/// The name of the thread: a panic in it must not write over the screen.
pub const THREAD: &str = "worker";

impl Worker {
    /// Starts the thread; answers go to `tell`. Its connection is opened there, when the first order comes: nobody waits
    /// for it to read the schema.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(way: Connector, tell: impl Fn(Reply) + Send + 'static) -> Result<Self> {
        let running: Arc<OnceLock<Interrupt>> = Arc::default();
        let queue: Arc<(Mutex<Queue>, Condvar)> = Arc::default();
        let (shared, opened) = (queue.clone(), running.clone());
        let thread = thread::Builder::new()
            .name(THREAD.into())
            .spawn(move || {
                let mut store = None;
                while let Some(order) = next(&shared) {
                    // A fault in one job must not end the others; it is said, not drawn over the screen.
                    let done = catch_unwind(AssertUnwindSafe(|| {
                        let store = at_work(&mut store, &way, &opened)?;
                        work(store, &order, &tell)
                    }));
                    let answer = match done.unwrap_or_else(|_| Ok(Reply::Trouble(broke_down()))) {
                        Ok(answer) => Some(answer),
                        Err(error) => match error.at(way.path()) {
                            Error::Interrupted => None,
                            error => Some(Reply::Trouble(error.text())),
                        },
                    };
                    if let Some(answer) = answer {
                        tell(answer);
                    }
                }
            })
            .map_err(Error::Io)?;
        Ok(Self {
            queue,
            running,
            thread: Some(thread),
        })
    }

    /// Stops what the worker does now.
    pub fn stop(&self) {
        if let Some(interrupt) = self.running.get() {
            interrupt();
        }
    }

    /// Gives the worker something to do.
    pub fn order(&self, order: Order) {
        let (lock, bell) = &*self.queue;
        let mut queue = lock.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = order.job.lane();
        queue.waiting.retain(|o| o.job.lane() != lane);
        if queue.running == Some(lane) {
            self.stop();
        }
        // Rows and hits are waited for; the rest comes when it comes.
        if matches!(order.job, Job::Page { .. } | Job::Find { .. }) {
            queue.waiting.push_front(order);
        } else {
            queue.waiting.push_back(order);
        }
        bell.notify_one();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let (lock, bell) = &*self.queue;
        lock.lock().unwrap_or_else(PoisonError::into_inner).ended = true;
        bell.notify_one();
        let Some(thread) = self.thread.take() else {
            return;
        };
        // Stopped between two statements it would begin the next one: it is told until it has heard.
        while !thread.is_finished() {
            self.stop();
            thread::park_timeout(HEARS);
        }
        // It breaks down in no job; if it did, its connection is closed as well.
        let _ = thread.join();
    }
}

/// The worker's own connection, opened when it is first needed, seeing the packs that are adopted now.
fn at_work<'a>(
    store: &'a mut Option<Store>,
    way: &Connector,
    opened: &OnceLock<Interrupt>,
) -> Result<&'a Store> {
    let store = match store {
        Some(store) => store,
        None => {
            let made = store.insert(way.connect()?);
            let handle = made.interrupter();
            // It is set once: only this thread connects.
            let _ = opened.set(Box::new(move || handle.interrupt()));
            made
        }
    };
    store.follow_packs()?;
    Ok(store)
}

/// Waits for the next order; `None` when the worker is let go.
fn next(shared: &(Mutex<Queue>, Condvar)) -> Option<Order> {
    let (lock, bell) = shared;
    let mut queue = lock.lock().unwrap_or_else(PoisonError::into_inner);
    queue.running = None;
    loop {
        if queue.ended {
            return None;
        }
        if let Some(order) = queue.waiting.pop_front() {
            queue.running = Some(order.job.lane());
            return Some(order);
        }
        queue = bell.wait(queue).unwrap_or_else(PoisonError::into_inner);
    }
}

/// What is said of a job that broke down.
fn broke_down() -> Text {
    locale::both("desk-worker-broke", &[])
}
