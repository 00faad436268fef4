//! The forms of the file: those that bear the seal as they were read, the others from their definitions.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Catalog;
use crate::model::catalog::{LazyForm, PackedForm, shipped};
use crate::model::definition::{self, compiled};
use crate::model::form::Form;
use crate::store::Store;
use crate::store::connection::Connection;
use crate::store::error::{Error, Result};
use crate::store::forms;
use crate::store::sql::own;

use super::{Keeper, unless_busy};

/// A packed form with the seal on it.
type Sealed = (Vec<u8>, Vec<u8>);

/// Reads the catalog that the file itself holds.
///
/// # Errors
/// A definition that had to be read is faulty, or the file cannot be read.
pub fn load(conn: &Connection, keeper: &mut Keeper) -> Result<Catalog> {
    let newest = conn.dialect().newest_definitions();
    let definitions = conn.rows(newest, &[], |row| Ok((row.text(0)?, row.text(1)?)))?;
    let mut kept = keeper.packed(conn);
    let (mut all, mut anew) = (Vec::new(), Vec::new());
    keeper.seals.clear();
    keeper.unkept.clear();
    for (id, text) in definitions {
        match kept
            .remove(&id)
            .filter(|kept| keeper.is_sealed(&id, &text, kept))
        {
            Some((packed, seal)) => match LazyForm::packed(PackedForm { packed, text }) {
                Ok(form) => {
                    keeper.seals.insert(id, seal);
                    all.push(form);
                }
                Err(form) => anew.push((id, form.text)),
            },
            None => anew.push((id, text)),
        }
    }
    let read = read_all(&anew)?;
    all.extend(read.iter().cloned().map(LazyForm::read));
    keeper.note_read(read.into_iter().zip(anew.into_iter().map(|(_, text)| text)));
    Ok(Catalog::lazy(all, shipped::packs(), forms::adopted(conn)?))
}

impl Store {
    /// The registers whose definitions had to be read since the file was opened, because they were not kept.
    pub fn read_anew(&self) -> Vec<&str> {
        let forms = self.keeper.unkept.iter();
        forms.map(|(form, _)| form.id.as_str()).collect()
    }
}

impl Keeper {
    fn packed(&self, conn: &Connection) -> HashMap<String, Sealed> {
        let Some(seal) = &self.seal else {
            return HashMap::new();
        };
        let read = conn.rows(own::KEPT_FORMS, &[&seal.holder()], |row| {
            Ok((row.text(0)?, (row.bytes(1)?, row.bytes(2)?)))
        });
        read.unwrap_or_default().into_iter().collect()
    }

    fn is_sealed(&self, id: &str, text: &str, (packed, on): &Sealed) -> bool {
        let parts = [id.as_bytes(), text.as_bytes(), packed];
        self.seal
            .as_ref()
            .is_some_and(|seal| seal.is_on(&parts, on))
    }

    /// Keeps the forms that had to be read, each with its definition under the seal.
    pub fn keep_forms(&mut self, conn: &mut Connection) {
        let Some(seal) = self.seal.as_ref().filter(|_| !self.unkept.is_empty()) else {
            return;
        };
        let sealed = |(form, text): &(Arc<Form>, String)| {
            let packed = compiled::pack(form)?;
            let on = seal.on(&[form.id.as_bytes(), text.as_bytes(), &packed]);
            Some((form.id.clone(), packed, on))
        };
        // All of it before the file is locked.
        let all: Vec<_> = self.unkept.iter().filter_map(sealed).collect();
        let holder = seal.holder();
        let written = unless_busy(conn, |conn| {
            for (id, packed, on) in &all {
                conn.execute(own::KEEP_FORM, &[&holder, id, packed, on])?;
            }
            Ok(())
        });
        if written {
            self.unkept.clear();
            let seals = all.into_iter().map(|(id, _, on)| (id, on.to_vec()));
            self.seals.extend(seals);
        }
    }
}

/// Reads definitions on two threads: the first frame waits for them.
fn read_all(definitions: &[(String, String)]) -> Result<Vec<Arc<Form>>> {
    if definitions.len() < 2 {
        return read_each(definitions);
    }
    let (left, right) = definitions.split_at(definitions.len() / 2);
    let (left, right) = std::thread::scope(|scope| {
        let right = scope.spawn(|| read_each(right));
        (read_each(left), right.join())
    });
    let mut forms = left?;
    match right {
        Ok(more) => forms.extend(more?),
        Err(panic) => std::panic::resume_unwind(panic),
    }
    Ok(forms)
}

fn read_each(definitions: &[(String, String)]) -> Result<Vec<Arc<Form>>> {
    let read = |(id, text): &(String, String)| match definition::read::kept(text) {
        Ok(form) => Ok(Arc::new(form)),
        Err(faults) => Err(Error::Faulty {
            file: format!("{id}.toml"),
            source_text: text.clone(),
            faults,
        }),
    };
    definitions.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::model::Stamp;
    use crate::store::Access;
    use crate::store::kept::Seal;

    const FORM: &str = r#"
id = "room"
label = { zh = "房间", en = "Rooms" }
[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
listed = 1
"#;

    #[test]
    fn what_another_build_has_kept_is_read_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.sqlite");
        let now = NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|d| d.and_hms_opt(9, 0, 0));
        let now = now.expect("a moment");
        let stamp = Stamp {
            now,
            utc: now.and_utc(),
            by: "officer A".into(),
            me: None,
        };
        let form = definition::read::form(FORM).expect("a form");
        let made = Store::create(&path, &[(form, FORM.to_owned())], &[], &stamp);
        made.expect("a desk")
            .seal_with(Some(Seal::of([7; 32]).of_build("0.0.9 older")));
        let open = || {
            let seal = Some(Seal::of([7; 32]));
            Store::open_sealed(&path, Access::Write, &stamp, seal).expect("it opens")
        };
        assert_eq!(open().read_anew(), ["room"]);
        assert!(open().read_anew().is_empty(), "kept by this one");
    }
}
