//! Further connections of this process to a file that it holds open: for other threads, reading only.
//!
//! The file is not looked at before it is opened again: closing a file descriptor of ours would drop the locks of the
//! first connection.

use std::path::{Path, PathBuf};

use crate::model::Catalog;

use super::error::Result;
use super::kept::Keeper;
use super::{Access, Indexer, Store, calendar, open};

/// The way to an open file, for a thread that will connect when it has something to ask.
#[derive(Clone)]
pub struct Connector {
    path: PathBuf,
    catalog: Catalog,
    keeper: Keeper,
}

impl Store {
    /// The way to this file for other threads.
    pub fn connector(&self) -> Connector {
        Connector {
            path: self.path.clone(),
            catalog: self.catalog.clone(),
            keeper: self.keeper.looking(),
        }
    }

    /// A second connection to the same file that only reads, for another thread.
    ///
    /// # Errors
    /// The file cannot be opened any more.
    pub fn second_connection(&self) -> Result<Self> {
        self.connector().connect()
    }
}

impl Connector {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Connects. The forms are those that the first connection knew when the way was asked for.
    ///
    /// # Errors
    /// The file cannot be opened any more.
    pub fn connect(&self) -> Result<Store> {
        let conn = open::second(&self.path)?;
        Ok(Store {
            calendar: calendar::Shared::attach(&conn, &self.catalog)?,
            conn,
            path: self.path.clone(),
            catalog: self.catalog.clone(),
            mode: Access::Read,
            indexer: Indexer::default(),
            keeper: self.keeper.clone(),
        })
    }
}
