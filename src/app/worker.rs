//! Slow looking, off the thread that draws: pages no index serves, counts, ladders, what rules find, searching everywhere.
//!
//! Invariant: of one lane only the newest job matters; a newer one takes the place of a waiting one and interrupts a
//! running one. The worker only reads, through a connection of its own, and sees the packs that are adopted now.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread;

use chrono::NaiveDate;

use crate::exchange::export;
use crate::model::{Lang, Stamp, Text, locale};
use crate::store::{Connector, Error, Hit, PageKey, Query, Result, Store};

use super::findings::look::{self, FoundIndex, LookOrder};
use super::pane::grid::{self, day::GridDay};
use super::pane::list::navigation::Navigation;
use super::pane::list::page_buffer::PageBuffer;
use super::pane::today::attention::Attention;
use super::pane::today::read;

/// Something to be looked up.
#[derive(Clone, Debug)]
pub enum Job {
    /// The last look as it was kept, and what asks for attention beside it: what a desk that opens wants first.
    Opening,
    /// What asks for attention, but for what findings name.
    Today(Option<Arc<FoundIndex>>),
    /// Everything that the rules find, or what changed of it.
    Findings(LookOrder),
    /// A day of a register, as a view has it.
    Day {
        asked: u64,
        register: String,
        view: String,
        date: NaiveDate,
    },
    Count {
        asked: u64,
        query: Query,
    },
    Ladder {
        asked: u64,
        step: usize,
        query: Query,
    },
    /// A way through a list that no index serves, from the rows that are held.
    Page {
        read: u64,
        walk: Navigation,
        window: PageBuffer,
        query: Query,
    },
    /// How many records fit a query that is being typed.
    Hits {
        asked: u64,
        query: Query,
    },
    Find {
        asked: u64,
        text: String,
    },
    /// The records of a list as a file.
    Export {
        query: Query,
        options: export::ExportOptions,
        path: PathBuf,
        total: u64,
    },
}

/// A job with who asks, and when.
#[derive(Clone, Debug)]
pub struct Order {
    pub job: Job,
    pub stamp: Stamp,
    pub lang: Lang,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The look that was kept, where there is one, and what else asks for attention.
    Opened(Option<Arc<FoundIndex>>, Attention),
    Today(Attention),
    Findings(Arc<FoundIndex>),
    /// The rules could not be run: why.
    Unchecked(Text),
    /// Nothing where the view is there no more.
    Day {
        asked: u64,
        day: Option<GridDay>,
    },
    Count {
        register: String,
        asked: u64,
        count: u64,
    },
    Ladder {
        register: String,
        asked: u64,
        step: usize,
        keys: Vec<PageKey>,
    },
    Page {
        register: String,
        read: u64,
        window: PageBuffer,
    },
    Hits {
        asked: u64,
        count: u64,
    },
    Found {
        asked: u64,
        hits: Vec<Hit>,
    },
    /// A file is being written: so many records of so many.
    Progress {
        done: u64,
        total: u64,
    },
    Exported {
        rows: u64,
        path: PathBuf,
    },
    /// What was being written was given up; no file is left.
    Stopped,
    Trouble(Text),
}

/// Records between two words about a long job.
const PACE: u64 = 4_096;
/// Hits of each register that are shown.
const EACH: usize = 8;

/// Does a job.
///
/// # Errors
/// Trouble with the file, or a newer job.
pub fn work(store: &Store, order: &Order, tell: &dyn Fn(Reply)) -> Result<Reply> {
    let reader = store.reader(&order.stamp, order.lang);
    Ok(match &order.job {
        Job::Opening => {
            let found = look::recalled(store, &reader)?.map(Arc::new);
            let attention = read::read(&reader, found.as_deref())?;
            Reply::Opened(found, attention)
        }
        Job::Today(found) => Reply::Today(read::read(&reader, found.as_deref())?),
        Job::Findings(order) => match look::look(store, &reader, order) {
            Ok(found) => Reply::Findings(Arc::new(found)),
            Err(error) => match error.at(store.path()) {
                Error::Interrupted => return Err(Error::Interrupted),
                error => Reply::Unchecked(error.text()),
            },
        },
        Job::Day {
            asked,
            register,
            view,
            date,
        } => {
            // What a view says of today it says of the day that is shown.
            let stamp = Stamp {
                now: date.and_time(order.stamp.now.time()),
                ..order.stamp.clone()
            };
            let form = store.catalog().form(register);
            let view = form.and_then(|f| Some((f, f.view(view)?)));
            let reader = store.reader(&stamp, order.lang);
            let day = view.map(|(form, view)| grid::read::day(form, view, &reader));
            Reply::Day {
                asked: *asked,
                day: day.transpose()?.flatten(),
            }
        }
        Job::Count { asked, query } => Reply::Count {
            register: query.register.clone(),
            asked: *asked,
            count: reader.count(query)?,
        },
        Job::Ladder { asked, step, query } => Reply::Ladder {
            register: query.register.clone(),
            asked: *asked,
            step: *step,
            keys: reader.ladder(query, *step)?,
        },
        Job::Page {
            read,
            walk,
            window,
            query,
        } => {
            let mut window = window.clone();
            walk.go(&mut window, &reader, query)?;
            Reply::Page {
                register: query.register.clone(),
                read: *read,
                window,
            }
        }
        Job::Hits { asked, query } => Reply::Hits {
            asked: *asked,
            count: reader.count(query)?,
        },
        Job::Find { asked, text } => Reply::Found {
            asked: *asked,
            hits: reader.find(text, EACH)?,
        },
        Job::Export {
            query,
            options,
            path,
            total,
        } => {
            let mut progress = |done: u64| {
                if done.is_multiple_of(PACE) {
                    tell(Reply::Progress {
                        done,
                        total: *total,
                    });
                }
                true
            };
            match export::run(&reader, query, options, path, &mut progress) {
                Ok(rows) => Reply::Exported {
                    rows,
                    path: path.clone(),
                },
                Err(error) => match error.at(store.path()) {
                    Error::Interrupted => Reply::Stopped,
                    error => return Err(error),
                },
            }
        }
    })
}

impl Job {
    /// Jobs of one lane replace each other.
    fn lane(&self) -> u8 {
        match self {
            // Whoever asks for Today again wants nothing that was kept.
            Self::Opening | Self::Today(_) => 0,
            Self::Count { .. } => 1,
            Self::Ladder { .. } => 2,
            Self::Find { .. } => 3,
            Self::Export { .. } => 4,
            Self::Page { .. } => 5,
            Self::Hits { .. } => 6,
            Self::Findings(_) => 7,
            Self::Day { .. } => 8,
        }
    }
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Order>,
    running: Option<u8>,
    ended: bool,
}

/// Stops what a connection reads.
type Interrupt = Box<dyn Fn() + Send + Sync>;

/// A thread that works through orders.
pub struct Worker {
    queue: Arc<(Mutex<Queue>, Condvar)>,
    /// Nothing before the thread has connected.
    running: Arc<OnceLock<Interrupt>>,
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
        thread::Builder::new()
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
        Ok(Self { queue, running })
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
        self.stop();
        bell.notify_one();
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
