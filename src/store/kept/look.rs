//! What the rules found last: the number of the ledger and the minute for which it is true, and bytes that only the floor
//! of the rules understands.

use crate::store::sql::own;
use crate::store::{Access, Store};

use super::unless_busy;

/// A look as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLook {
    /// The last number of the ledger that it knows of.
    pub seq: i64,
    /// The minute at which every rule ran, `YYYY-MM-DDTHH:MM`.
    pub at: String,
    pub body: Vec<u8>,
}

impl KeptLook {
    /// What its seal is on: a look over other definitions is another look.
    fn parts<'a>(&'a self, definitions: &'a [u8], seq: &'a [u8; 8]) -> [&'a [u8]; 5] {
        [b"look", definitions, seq, self.at.as_bytes(), &self.body]
    }
}

impl Store {
    /// The look that was kept last by whoever opens the desk now; nothing where the file, the definitions or the program
    /// have become others since.
    pub fn kept_look(&self) -> Option<KeptLook> {
        let (seal, definitions) = (self.keeper.seal.as_ref()?, self.keeper.definitions()?);
        let read = self.conn.first(own::KEPT_LOOK, &[&seal.holder()], |row| {
            let look = KeptLook {
                seq: row.int(0)?,
                at: row.text(1)?,
                body: row.bytes(2)?,
            };
            Ok((look, row.bytes(3)?))
        });
        let (look, on) = read.ok()??;
        let seq = look.seq.to_be_bytes();
        seal.is_on(&look.parts(&definitions, &seq), &on)
            .then_some(look)
    }

    /// Keeps a look in the place of the one before, unless somebody else writes just now; whether it is kept.
    pub fn keep_look(&mut self, look: &KeptLook) -> bool {
        if self.mode != Access::Write {
            return false;
        }
        let Self { keeper, conn, .. } = self;
        keeper.keep_forms(conn);
        let (Some(seal), Some(definitions)) = (&keeper.seal, keeper.definitions()) else {
            return false;
        };
        let holder = seal.holder();
        let on = seal.on(&look.parts(&definitions, &look.seq.to_be_bytes()));
        unless_busy(conn, |conn| {
            conn.execute(
                own::KEEP_LOOK,
                &[&holder, &look.seq, &look.at, &look.body, &on],
            )
            .map(|_| ())
        })
    }
}
