//! All rules at once with a connection for each core, for a caller that waits for the answer.

use std::thread;

use crate::model::{Lang, Stamp, locale};
use crate::store::{Error, Result, Store};

use super::finding::{self, Finding};
use super::{Guard, Severity, Watch, evaluate};

/// More connections than this gain nothing: the file is read through one cache of the system.
const MOST: usize = 4;

impl Watch {
    /// Everything that the wanted rules find now. `ahead` is the moment up to which deadlines are shown although they are
    /// not near, as `YYYY-MM-DDTHH:MM`; the empty text shows none but the near ones. A rule that cannot be run on the
    /// forms of this desk hides no other: it is said to be not computable.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn run_wide(
        &self,
        store: &Store,
        stamp: &Stamp,
        lang: Lang,
        ahead: &str,
        wanted: &(dyn Fn(&Guard) -> bool + Sync),
    ) -> Result<Vec<Finding>> {
        let lanes = thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST);
        let stores: Vec<Store> = (0..lanes)
            .map(|_| store.second_connection())
            .collect::<Result<_>>()?;
        let look = |lane: usize, store: &Store| {
            let reader = store.reader(stamp, lang);
            reader.refresh_calendar()?;
            let mut found = Vec::new();
            let guards = self.guards.iter().filter(|g| wanted(g));
            for guard in guards.skip(lane).step_by(lanes) {
                match evaluate::evaluate(guard, &reader, ahead, None, usize::MAX) {
                    Err(cause) if cause.is_misfit() => found.push(unfit(guard, &cause, lang)),
                    answer => found.extend(answer?.0),
                }
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

/// What is said of a rule that this desk's forms do not fit: no record, and never a pass.
fn unfit(guard: &Guard, cause: &Error, lang: Lang) -> Finding {
    let why = [("cause", cause.to_string())];
    let why = why.each_ref().map(|(name, text)| (*name, text.as_str()));
    Finding {
        rule: guard.name(),
        obligations: guard.rule.clauses.clone(),
        register: guard.form.id.clone(),
        id: 0,
        number: None,
        title: guard.form.label.get(lang).to_owned(),
        severity: Severity::Unknown,
        since: None,
        due_at: None,
        missing: Vec::new(),
        message: locale::say(lang, "finding-unfit", &why),
        whose: None,
        rests_on: None,
    }
}
