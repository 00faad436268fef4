//! The rulebook of the program as it was read: it belongs to no desk, but every desk that watches needs it at once.

use crate::model::rulebook;
use crate::store::Store;
use crate::store::connection::Connection;
use crate::store::sql::own;

use super::{Keeper, unless_busy};

/// What its seal is on beside the bytes.
const NAME: &[u8] = b"rulebook";

impl Store {
    /// Gives the program its rulebook as it was read once, where it does not have it and the file keeps it.
    pub fn ready_rulebook(&self) {
        let Some(seal) = self.keeper.seal.as_ref().filter(|_| !rulebook::is_read()) else {
            return;
        };
        let read = self
            .conn
            .first(own::KEPT_RULEBOOK, &[&seal.holder()], |row| {
                Ok((row.bytes(0)?, row.bytes(1)?))
            });
        if let Ok(Some((packed, on))) = read
            && seal.is_on(&[NAME, &packed], &on)
        {
            rulebook::unpack(&packed);
        }
    }
}

impl Keeper {
    /// Keeps the rulebook, where the program had to read its files.
    pub(super) fn keep_rulebook(&self, conn: &mut Connection) {
        let Some((seal, packed)) = self.seal.as_ref().zip(rulebook::packed()) else {
            return;
        };
        let on = seal.on(&[NAME, &packed]);
        unless_busy(conn, |conn| {
            conn.execute(own::KEEP_RULEBOOK, &[&seal.holder(), &packed, &on])
                .map(|_| ())
        });
    }
}
