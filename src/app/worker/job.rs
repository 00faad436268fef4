//! What can be looked up off the thread that draws: pages no index serves, counts, ladders, what rules find, searching
//! everywhere.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::findings::look::{self, FoundIndex, LookOrder};
use crate::app::pane::grid::{self, day::GridDay};
use crate::app::pane::list::navigation::Navigation;
use crate::app::pane::list::page_buffer::PageBuffer;
use crate::app::pane::today::attention::Attention;
use crate::app::pane::today::read;
use crate::exchange::export;
use crate::model::{Lang, Stamp, Text};
use crate::store::{Error, Hit, PageKey, Query, Result, Store};

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
    /// The look that was kept, where there is one to be believed, and the top of what else asks for attention.
    Opening(Option<Arc<FoundIndex>>, Attention),
    /// The same, with all that asks for attention.
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
        Job::Opening => store.at_one_moment(|| {
            let found = look::recalled(store, &reader)?.map(Arc::new);
            let top = |top| tell(Reply::Opening(found.clone(), top));
            let whole = read::read(&reader, found.as_deref(), &top)?;
            Ok(Reply::Opened(found, whole))
        })?,
        Job::Today(found) => {
            let read = || read::read(&reader, found.as_deref(), &|_| {});
            Reply::Today(store.at_one_moment(read)?)
        }
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
    pub(super) fn lane(&self) -> u8 {
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
