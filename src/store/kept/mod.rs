//! What the file keeps beside its records so that a desk opens at once: its forms as they were read, the rulebook as it
//! was read, what the rules found last.
//!
//! Invariant: nothing here is needed, and nothing is believed that does not bear the seal of whoever opens the desk
//! ([`seal`]); without it everything is worked out anew from what the file is about. What cannot be read, in a damaged
//! file or in that of an older program, is not kept. Written in short steps of their own, never while somebody else writes.

mod forms;
mod look;
mod rulebook;
mod seal;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::form::Form;

use super::connection::Connection;
use super::error::Result;
use super::{Access, Store};

pub use forms::load;
pub use look::KeptLook;
pub use seal::Seal;

/// Whose seal is looked for, and how far the forms of the file bear it.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    /// Nothing where the person has no secret: then nothing is kept or believed.
    seal: Option<Seal>,
    /// The seals on the forms that were found kept.
    seals: BTreeMap<String, Vec<u8>>,
    /// The forms that had to be read, with their definitions; to be kept.
    unkept: Vec<(Arc<Form>, String)>,
}

impl Keeper {
    pub fn new(seal: Option<Seal>) -> Self {
        Self {
            seal,
            ..Self::default()
        }
    }

    /// Forms that were read from these definitions since the file was opened.
    pub fn note_read(&mut self, forms: impl IntoIterator<Item = (Arc<Form>, String)>) {
        for (form, text) in forms {
            self.seals.remove(&form.id);
            self.unkept.retain(|(known, _)| known.id != form.id);
            self.unkept.push((form, text));
        }
    }

    /// The same for a connection that only looks, and so keeps nothing.
    pub fn looking(&self) -> Self {
        let seals = self.unkept.is_empty().then(|| self.seals.clone());
        Self {
            seal: self.seal.clone(),
            seals: seals.unwrap_or_default(),
            unkept: Vec::new(),
        }
    }

    /// What stands for all definitions of the file together; nothing while some of them are not kept.
    fn definitions(&self) -> Option<Vec<u8>> {
        let whole = self.unkept.is_empty() && !self.seals.is_empty();
        whole.then(|| self.seals.values().flatten().copied().collect())
    }
}

/// Writes what can wait for another time: not while somebody else writes, nor where nothing can be written. Whether it was
/// written: whatever was in the way will be met again, and told, by a write that matters.
fn unless_busy(conn: &mut Connection, write: impl FnOnce(&Connection) -> Result<()>) -> bool {
    let done = conn.without_waiting(|conn| {
        let tx = conn.begin()?;
        write(&tx)?;
        tx.commit()
    });
    matches!(done, Ok(Ok(())))
}

impl Store {
    /// From here on the file is opened by whoever has this seal.
    pub fn seal_with(&mut self, seal: Option<Seal>) {
        self.keeper.seal = seal;
    }

    /// Keeps in the file what had to be worked out since it was opened, unless somebody else writes just now.
    pub fn keep(&mut self) {
        if self.mode == Access::Write {
            self.keeper.keep_forms(&mut self.conn);
            self.keeper.keep_rulebook(&mut self.conn);
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Whoever breaks down does not know what it has worked out.
        if !std::thread::panicking() {
            self.keep();
        }
    }
}
