//! The open file. The only floor that names the database.
//!
//! `reader` looks; [`Store::transact`] is the one door for writes, and it tells what it changed. What the
//! file must hold by itself it enforces with generated indexes and triggers ([`ddl`]). SQL is made by pure
//! functions ([`ddl`], [`plan`], [`query`], [`emit`]); names are quoted in one place, values are bound.

#![deny(clippy::wildcard_enum_match_arm)]

mod apply;
mod backup;
mod calendar;
mod connection;
mod connector;
mod constraints;
mod drafts;
mod error;
pub mod former;
mod forms;
mod integrity;
mod kept;
mod ledger;
mod lines;
mod numbering;
mod op;
mod open;
mod outcome;
pub mod plan;
pub mod query;
mod read;
mod records;
mod reindex;
mod restore;
mod retired;
mod schema;
mod search;
mod settings;
mod severity;
mod shown;
pub mod sql;
mod transaction;
mod undo;
pub mod unfinished;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::definition;
use crate::model::form::Form;
use crate::model::value::record::Change;
use crate::model::{Catalog, Draft, Lang, Stamp, locale};

pub use apply::Ahead;
pub use backup::name_of_copy;
pub use connection::{Connection, Interrupter};
pub use connector::Connector;
pub use drafts::Patience;
pub use error::{Error, Result, Trouble};
pub use integrity::Defect;
pub use kept::{KeptLook, Seal};
pub use ledger::LoggedOp;
pub use op::{Intent, Op};
pub use open::Access;
pub use outcome::Outcome;
pub(crate) use outcome::done;
pub use plan::PlanStep;
pub use query::{Condition, Direction, PageKey, Predicate, Query};
pub use read::{Hit, Lookup, Page, Reader, Realm, RecordName, RuleRow, Subject, plan_of};
pub use records::{Written, holder_of_number};
pub use restore::restore;
pub use search::Indexer;
pub use severity::Severity;
pub use sql::draft::Evaluator;
pub use transaction::Tx;

/// A desk file held open by one connection.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    catalog: Catalog,
    mode: Access,
    indexer: Indexer,
    calendar: calendar::Shared,
    keeper: kept::Keeper,
}

/// What a write gave back, and every change it made.
#[derive(Debug)]
pub struct Done<T> {
    pub value: T,
    pub changes: Vec<Change>,
}

impl Store {
    /// Makes a new desk file with the given forms and adopted packs (empty: all).
    ///
    /// # Errors
    /// The file exists, its folder does not, or a form is wrong.
    pub fn create(
        path: &Path,
        forms: &[(Form, String)],
        packs: &[String],
        stamp: &Stamp,
    ) -> Result<Self> {
        open::is_free(path)?;
        let unfinished = unfinished::begin(unfinished::folder_of(path))
            .map_err(|e| Error::of_file(e, path))?
            .into_temp_path();
        let catalog = Self::fill(&unfinished, forms, packs, stamp).map_err(|e| e.moved(path))?;
        backup::settle(unfinished, path)?;
        let conn = open::open(path, Access::Write)?;
        let mut keeper = kept::Keeper::default();
        keeper.note_read(apply::shared(forms));
        Ok(Self {
            calendar: calendar::Shared::attach(&conn, &catalog)?,
            conn,
            path: path.to_owned(),
            catalog,
            mode: Access::Write,
            indexer: Indexer::default(),
            keeper,
        })
    }

    /// Makes an empty file a desk at rest.
    fn fill(
        empty: &Path,
        forms: &[(Form, String)],
        packs: &[String],
        stamp: &Stamp,
    ) -> Result<Catalog> {
        let mut conn = open::create(empty)?;
        let tx = conn.begin()?;
        schema::upgrade(&tx, 0)?;
        settings::set(&tx, "packs", &packs.join(","))?;
        former::note_made(&tx)?;
        let catalog = Catalog::new(
            forms.iter().map(|(f, _)| Arc::new(f.clone())).collect(),
            crate::model::catalog::shipped::packs(),
            packs.to_vec(),
        );
        for (form, text) in forms {
            apply::lawful(form, text, &catalog)?;
            forms::reshape(&tx, form, &[PlanStep::Create], &catalog)?;
            forms::keep(&tx, form, text, stamp)?;
        }
        tx.commit().map_err(|e| e.at(empty))?;
        conn.rest()?;
        Ok(catalog)
    }

    /// Makes a desk file with the shipped forms.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_shipped(path: &Path, packs: &[String], stamp: &Stamp) -> Result<Self> {
        let mut forms = Vec::new();
        for (file, text) in crate::model::catalog::shipped::sources() {
            match definition::read::form(text) {
                Ok(form) => forms.push((form, text.to_owned())),
                Err(faults) => {
                    return Err(Error::Faulty {
                        file: file.to_owned(),
                        source_text: text.to_owned(),
                        faults,
                    });
                }
            }
        }
        Self::create(path, &forms, packs, stamp)
    }

    /// Opens a desk file and believes nothing that is kept in it beside the records.
    ///
    /// # Errors
    /// As [`Store::open_sealed`].
    pub fn open(path: &Path, mode: Access, stamp: &Stamp) -> Result<Self> {
        Self::open_sealed(path, mode, stamp, None)
    }

    /// Opens a desk file; its own tables are brought up to date, after a verified copy, where they are older. What is
    /// kept in it under the seal need not be worked out anew.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do.
    pub fn open_sealed(
        path: &Path,
        mode: Access,
        stamp: &Stamp,
        seal: Option<Seal>,
    ) -> Result<Self> {
        let mut conn = open::open(path, mode)?;
        let version = conn.version().map_err(|e| e.at(path))?;
        if version < schema::version(conn.dialect()) && mode == Access::Write {
            backup::copy(
                &conn,
                &backup::name_of_copy(path, stamp, "before-upgrade"),
                |_, _| true,
            )?;
            let world = |e: Error| e.at(path);
            let tx = conn.begin().map_err(world)?;
            // Another process may have done it while the copy was made.
            let version = tx.version().map_err(world)?;
            schema::upgrade(&tx, version).map_err(world)?;
            tx.commit().map_err(world)?;
        }
        let mut keeper = kept::Keeper::new(seal);
        let catalog = kept::load(&conn, &mut keeper).map_err(|e| e.at(path))?;
        let mut store = Self {
            calendar: calendar::Shared::attach(&conn, &catalog).map_err(|e| e.at(path))?,
            conn,
            path: path.to_owned(),
            catalog,
            mode,
            indexer: Indexer::default(),
            keeper,
        };
        // A desk whose forms cannot be brought up to date now is opened with those that it has.
        let _ = store.renew_forms(stamp);
        Ok(store)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The form of a register by its name; refused where there is none.
    pub fn form(&self, register: &str) -> Outcome<Arc<Form>> {
        Outcome::from(self.catalog.named(register).cloned())
    }

    pub fn mode(&self) -> Access {
        self.mode
    }

    /// Looks at the file in one language, at one moment, as one person.
    pub fn reader<'a>(&'a self, stamp: &'a Stamp, lang: Lang) -> Reader<'a> {
        Reader {
            conn: &self.conn,
            catalog: &self.catalog,
            lang,
            stamp,
            shared: &self.calendar,
        }
    }

    /// Lets another thread stop what this connection is reading.
    pub fn interrupter(&self) -> Interrupter {
        self.conn.interrupter()
    }

    /// Takes back the newest step of this person that still stands. Refused when there is nothing to undo, or a later
    /// change depends on it.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn undo(&mut self, stamp: &Stamp) -> Result<Outcome<Done<LoggedOp>>> {
        let Some(op) = ledger::standing(&self.conn, &stamp.by, 1)?.pop() else {
            return Ok(undo::refused(locale::both("undo-nothing", &[])));
        };
        let intent = Op::Undo(op.id).on(&op.register);
        let done = done!(self.transact(stamp, &intent, |tx| tx.revert(&op))?);
        Ok(Outcome::Done(Done {
            value: op,
            changes: done.changes,
        }))
    }

    /// Brings back the step of this person that was undone last. Refused when there is none, or the records have
    /// changed since.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn redo(&mut self, stamp: &Stamp) -> Result<Outcome<Done<LoggedOp>>> {
        let Some(op) = ledger::undone(&self.conn, &stamp.by)? else {
            return Ok(undo::refused(locale::both("redo-nothing", &[])));
        };
        let intent = Op::Redo(op.id).on(&op.register);
        let done = done!(self.transact(stamp, &intent, |tx| tx.replay(&op))?);
        Ok(Outcome::Done(Done {
            value: op,
            changes: done.changes,
        }))
    }

    /// A person's steps that undo would take back, newest first.
    pub fn undo_list(&self, by: &str, limit: usize) -> Result<Vec<LoggedOp>> {
        ledger::standing(&self.conn, by, limit)
    }

    pub fn history(&self, register: &str, record: i64) -> Result<Vec<Change>> {
        ledger::history(&self.conn, register, record)
    }

    /// The newest changes of the desk before a number of the ledger (`i64::MAX` for the newest of all).
    pub fn recent(&self, before: i64, limit: usize) -> Result<Vec<Change>> {
        ledger::recent(&self.conn, before, limit)
    }

    /// The changes after a number of the ledger, oldest first.
    pub fn changes_after(&self, seq: i64, limit: usize) -> Result<Vec<Change>> {
        ledger::since(&self.conn, seq, limit)
    }

    /// A number that changes when another connection has written to the file.
    pub fn data_version(&self) -> Result<i64> {
        self.conn.data_version()
    }

    /// The last number of the ledger.
    pub fn last_seq(&self) -> Result<i64> {
        ledger::last(&self.conn)
    }

    /// The registers touched after a number of the ledger, and the ledger's last number.
    pub fn touched(&self, after: i64) -> Result<(Vec<String>, i64)> {
        ledger::touched(&self.conn, after)
    }

    /// Keeps what was typed and is not yet saved. While somebody types, nobody else at the file is waited for.
    ///
    /// # Errors
    /// Somebody else writes just now, or trouble with the file.
    pub fn keep_draft(&self, draft: &Draft, stamp: &Stamp, patience: Patience) -> Result<()> {
        let keep = |conn: &Connection| drafts::keep(conn, &stamp.by, draft, &stamp.utc_text());
        let kept = match patience {
            Patience::AtOnce => self.conn.at_once(keep),
            Patience::Waits => keep(&self.conn),
        };
        kept.map_err(|e| e.at(&self.path))
    }

    /// The kept draft of a record; `record` 0 is the new record of a register.
    pub fn draft(&self, who: &str, register: &str, record: i64) -> Result<Option<Draft>> {
        drafts::find(&self.conn, who, register, record)
    }

    /// Registers and records of which a person has drafts, newest first.
    pub fn drafts(&self, who: &str) -> Result<Vec<(String, i64)>> {
        drafts::list(&self.conn, who)
    }

    /// A place for the draft of one more new record of a register.
    pub fn free_draft_slot(&self, who: &str, register: &str) -> Result<i64> {
        drafts::free_slot(&self.conn, who, register)
    }

    pub fn forget_draft(&self, who: &str, register: &str, record: i64) -> Result<()> {
        drafts::forget(&self.conn, who, register, record)
    }

    /// A fact of the desk, such as the organisation's name.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        settings::get(&self.conn, key)
    }

    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        settings::set(&self.conn, key, value).map_err(|e| e.at(&self.path))?;
        if key == "packs" {
            self.follow_packs()?;
        }
        Ok(())
    }

    /// Copies the file to a new place while it is open, and verifies the copy.
    ///
    /// # Errors
    /// The place is taken or cannot be written, or the copy is not sound.
    pub fn back_up(&self, to: &Path, progress: impl FnMut(i32, i32) -> bool) -> Result<()> {
        backup::copy(&self.conn, to, progress)
    }

    /// Looks for what can be wrong with the file.
    pub fn examine(&self) -> Result<Vec<Defect>> {
        integrity::examine(&self.conn, &self.catalog).map_err(|e| e.at(&self.path))
    }

    /// Lets the engine look after its statistics and log; called when the desk is closed.
    pub fn close(mut self) {
        self.keep();
        if self.mode == Access::Write {
            // A failure here loses nothing: the next one to open does it.
            let _ = self.conn.tidy_up();
        }
    }
}

/// Whether a file is a sound desk.
///
/// # Errors
/// What is wrong with it.
pub fn verify(path: &Path) -> Result<()> {
    backup::verify(path)
}
