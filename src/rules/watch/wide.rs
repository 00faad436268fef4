//! All rules at once with a connection for each core, for a caller that waits for the answer.

use std::thread;

use crate::model::{Lang, Stamp};
use crate::store::{Error, Result, Store};

use super::finding::{self, Finding};
use super::{Watch, judge};

/// More connections than this gain nothing: the file is read through one cache of the system.
const MOST: usize = 4;

impl Watch {
    /// Everything that is found now, as [`Watch::run`] finds it.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn run_wide(
        &self,
        store: &Store,
        stamp: &Stamp,
        lang: Lang,
        ahead: &str,
    ) -> Result<Vec<Finding>> {
        let lanes = thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST);
        let stores: Vec<Store> = (0..lanes).map(|_| store.beside()).collect::<Result<_>>()?;
        let look = |lane: usize, store: &Store| {
            let reader = store.reader(stamp, lang);
            reader.refresh_calendar()?;
            let mut found = Vec::new();
            for guard in self.guards.iter().skip(lane).step_by(lanes) {
                found.extend(judge::judge(guard, &reader, ahead, None)?);
            }
            Ok(found)
        };
        let look = &look;
        let answers: Vec<Result<Vec<Finding>>> = thread::scope(|scope| {
            let lanes = stores.into_iter().enumerate();
            let running: Vec<_> = lanes
                .map(|(n, store)| scope.spawn(move || look(n, &store)))
                .collect();
            let broke = |_| {
                Err(Error::Io(std::io::Error::other(
                    "a look at the rules broke down",
                )))
            };
            running
                .into_iter()
                .map(|r| r.join().unwrap_or_else(broke))
                .collect()
        });
        let mut all = Vec::new();
        for answer in answers {
            all.extend(answer?);
        }
        finding::sort(&mut all);
        Ok(all)
    }
}
