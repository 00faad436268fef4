//! Forms that came with an older program and that nobody has changed since: they become those of this program when a desk
//! is opened, all together and after a verified copy.
//!
//! Invariant: a definition that is not word for word one of an older program is left alone; so is everything where the new
//! forms do not fit the data, and `deskbook forms plan` says why.

use crate::model::Stamp;
use crate::model::catalog::shipped;
use crate::model::definition;
use crate::model::form::Form;

use super::connection::Connection;
use super::error::Result;
use super::{Access, Store, settings};

/// The definitions of former versions: version, register, and the beginning of the hash of the text; a test holds them
/// against the desks that those versions left.
const FORMER: &str = include_str!("../../assets/former_forms.txt");

/// By which version's forms the desk was last brought up to date.
const BROUGHT: &str = "forms_of";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What stands for a definition in the list.
pub fn mark(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    hash.chars().take(32).collect()
}

/// A desk that was made by this version needs nothing.
pub(super) fn note_made(conn: &Connection) -> Result<()> {
    settings::set(conn, BROUGHT, VERSION)
}

impl Store {
    /// Brings the forms up to date that an older program left as it had them.
    pub(super) fn renew_forms(&mut self, stamp: &Stamp) -> Result<()> {
        let known = settings::get(&self.conn, BROUGHT)?;
        if self.mode != Access::Write || known.as_deref() == Some(VERSION) {
            return Ok(());
        }
        let set = self.outdated()?;
        if !set.is_empty() {
            // What is refused once would be refused at every opening.
            drop(self.apply_all(&set, stamp)?);
        }
        settings::set(&self.conn, BROUGHT, VERSION)
    }

    /// The forms of this program in place of which the file has those of an older one.
    fn outdated(&self) -> Result<Vec<(Form, String)>> {
        let mut set = Vec::new();
        for (_, text) in shipped::sources() {
            let Ok(form) = definition::read::form(text) else {
                continue;
            };
            let kept = self.form_source(&form.id)?;
            if kept.is_some_and(|kept| kept != text && is_former(&form.id, &kept)) {
                set.push((form, text.to_owned()));
            }
        }
        Ok(set)
    }
}

fn is_former(id: &str, text: &str) -> bool {
    let mark = mark(text);
    let mut lines = FORMER.lines().map(|line| line.split(' '));
    lines.any(|mut words| words.next().is_some() && words.eq([id, mark.as_str()]))
}
