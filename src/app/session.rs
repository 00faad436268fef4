//! One person at one desk: the open file, the clock, the name under which things are done, the language.

use std::path::Path;

use crate::model::catalog::system::System;
use crate::model::{Lang, Stamp};
use crate::store::{Access, Lookup, Reader, Result, Seal, Store};

use super::clock::Clock;

/// What every command needs to know and to reach.
pub struct Session {
    pub store: Store,
    pub clock: Clock,
    pub lang: Lang,
    /// The name that the ledger keeps.
    pub by: String,
    /// The person's record in the register of persons, where there is one.
    pub me: Option<i64>,
}

impl Session {
    /// Opens a desk file as a person; `by` may be the number or name of someone in the staff register.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn open(path: &Path, mode: Access, clock: Clock, by: &str, lang: Lang) -> Result<Self> {
        Self::open_sealed(path, mode, clock, by, lang, None)
    }

    /// The same for somebody with a seal, who need not wait for what is kept under it.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_sealed(
        path: &Path,
        mode: Access,
        clock: Clock,
        by: &str,
        lang: Lang,
        seal: Option<Seal>,
    ) -> Result<Self> {
        let store = Store::open_sealed(path, mode, &clock.stamp(by, None), seal)?;
        Self::over(store, clock, by, lang)
    }

    /// A session over a file that is open already.
    pub fn over(store: Store, clock: Clock, by: &str, lang: Lang) -> Result<Self> {
        let stamp = clock.stamp(by, None);
        let reader = store.reader(&stamp, lang);
        let me = match reader.catalog.form(System::Person.id()) {
            Some(_) => match reader.resolve(System::Person.id(), by)? {
                Lookup::One(id) => Some(id),
                Lookup::None | Lookup::Several(_) => None,
            },
            None => None,
        };
        Ok(Self {
            store,
            clock,
            lang,
            by: by.to_owned(),
            me,
        })
    }

    /// Who acts, and when: now.
    pub fn stamp(&self) -> Stamp {
        self.clock.stamp(&self.by, self.me)
    }

    /// Looks at the file at the moment of the stamp.
    pub fn reader<'a>(&'a self, stamp: &'a Stamp) -> Reader<'a> {
        self.store.reader(stamp, self.lang)
    }
}
