//! Which regulations are in force, since when, and for which units.

use std::collections::BTreeMap;

use crate::model::rulebook::regulation_of;
use crate::store::{Reader, Realm, Result};

/// The regulations that the desk has adopted.
#[derive(Clone, Debug, Default)]
pub struct InForce(BTreeMap<u8, Realm>);

impl InForce {
    /// Reads the register of regulations.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn read(reader: &Reader<'_>) -> Result<Self> {
        let mut all = BTreeMap::new();
        for (number, unit, since) in reader.adopted()? {
            let units = match unit {
                Some(unit) => reader.units_under(unit)?,
                None => None,
            };
            let realm = Realm { since, units };
            all.entry(number)
                .and_modify(|r| join(r, &realm))
                .or_insert(realm);
        }
        Ok(Self(all))
    }

    /// The numbers of the adopted regulations.
    pub fn numbers(&self) -> impl Iterator<Item = u8> {
        self.0.keys().copied()
    }

    pub fn has(&self, number: u8) -> bool {
        self.0.contains_key(&number)
    }

    /// The first day on which an adopted regulation is in force.
    pub fn since(&self, number: u8) -> Option<&str> {
        self.0.get(&number).map(|r| r.since.as_str())
    }

    /// From when and for whom a rule with these obligations is in force; nothing where none of them is. A rule that no
    /// obligation asks for is the organisation's own.
    pub fn realm(&self, clauses: &[String]) -> Option<Realm> {
        if clauses.is_empty() {
            return Some(Realm {
                since: "0001-01-01".into(),
                units: None,
            });
        }
        let mut found: Option<Realm> = None;
        for realm in clauses
            .iter()
            .filter_map(|c| self.0.get(&regulation_of(c)?))
        {
            match &mut found {
                Some(found) => join(found, realm),
                None => found = Some(realm.clone()),
            }
        }
        found
    }
}

/// Two adoptions hold together for everybody whom one of them holds for, since the earlier.
fn join(realm: &mut Realm, other: &Realm) {
    if other.since < realm.since {
        realm.since.clone_from(&other.since);
    }
    realm.units = match (realm.units.take(), &other.units) {
        (Some(mut a), Some(b)) => {
            a.extend(b);
            a.sort_unstable();
            a.dedup();
            Some(a)
        }
        _ => None,
    };
}
