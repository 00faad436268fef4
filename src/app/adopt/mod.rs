//! Adopting regulations: which of the program's fifteen an organisation keeps, from when, and what that brings along.
//!
//! Invariant: what is adopted stands in the register `regulation` and nowhere else; one undo takes an adoption back.
//! Must never know a screen or a command line.

mod write;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::model::form::FormHead;
use crate::model::rulebook::{self, Regulation};
use crate::model::{Catalog, Complaint, Value, locale};
use crate::store::{Query, Reader, Result, Store};

pub use write::{AdoptionDone, carry_out};

/// The setting that says that somebody has been asked.
pub const ASKED: &str = "adopted";
/// The pack of every desk.
const CORE: &str = "core";
/// The earliest year that a regulation can be in force from.
const EARLIEST: i32 = 1950;
/// How far ahead a regulation can be adopted.
const AHEAD: Days = Days::new(5 * 366);
/// The longest name of an organisation.
pub const LONGEST: usize = 100;

/// What is to be in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionPlan {
    /// The organisation; empty leaves its name as it is.
    pub name: String,
    /// The regulations in force afterwards. What was in force and is not among them ends.
    pub numbers: BTreeSet<u8>,
    /// Packs beside those that the regulations bring.
    pub packs: BTreeSet<String>,
    /// The first day of what is adopted anew.
    pub from: NaiveDate,
    /// Why something ends.
    pub reason: String,
}

/// How a desk stands before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub name: String,
    pub numbers: BTreeSet<u8>,
    /// The packs shown; empty for all.
    pub packs: BTreeSet<String>,
    /// Nothing was ever written.
    pub fresh: bool,
}

impl Standing {
    /// Reads how a desk stands.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn read(store: &Store, reader: &Reader<'_>) -> Result<Self> {
        let rows = rows(reader)?;
        Ok(Self {
            name: store.setting("organisation")?.unwrap_or_default(),
            numbers: rows.iter().map(|r| r.number).collect(),
            packs: store.catalog().adopted_packs().iter().cloned().collect(),
            fresh: store.last_seq()? == 0,
        })
    }

    /// Whether somebody who opens the desk is to be asked: nothing was written yet, and nobody was asked before.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn is_to_be_asked(store: &Store) -> Result<bool> {
        Ok(store.last_seq()? == 0 && store.setting(ASKED)?.is_none())
    }
}

impl AdoptionPlan {
    /// What is wrong with it, most basic first.
    pub fn complaints(&self, before: &Standing, today: NaiveDate) -> Vec<Complaint> {
        let wrong =
            |field: &str, id: &str| Complaint::said(Some(field), "rule", locale::both(id, &[]));
        let mut all = Vec::new();
        if before.fresh && self.name.trim().is_empty() && before.name.is_empty() {
            all.push(wrong("name", "adopt-no-name"));
        }
        if self.numbers.is_empty() && before.numbers.is_empty() {
            all.push(wrong("numbers", "adopt-none"));
        }
        let latest = today.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
        if self.adds(before).next().is_some() && (self.from.year() < EARLIEST || self.from > latest)
        {
            all.push(wrong("from", "adopt-wrong-date"));
        }
        if self.ends(before).next().is_some() && self.reason.trim().is_empty() {
            all.push(wrong("reason", "adopt-no-reason"));
        }
        all
    }

    /// What is adopted anew.
    pub fn adds<'a>(&'a self, before: &'a Standing) -> impl Iterator<Item = u8> + 'a {
        self.numbers.difference(&before.numbers).copied()
    }

    /// What ends.
    pub fn ends<'a>(&'a self, before: &'a Standing) -> impl Iterator<Item = u8> + 'a {
        before.numbers.difference(&self.numbers).copied()
    }

    /// The packs of the desk afterwards; empty for all.
    pub fn packs_after(&self, before: &Standing) -> BTreeSet<String> {
        let mut packs = self.packs.clone();
        packs.extend(brought(&self.numbers));
        if before.fresh {
            return packs;
        }
        if before.packs.is_empty() {
            return BTreeSet::new();
        }
        packs.extend(before.packs.iter().cloned());
        packs
    }
}

/// The packs that regulations bring along, what is in every desk among them.
pub fn brought(numbers: &BTreeSet<u8>) -> BTreeSet<String> {
    let book = rulebook::shipped();
    let regulations = numbers.iter().filter_map(|n| book.regulation(*n));
    let mut packs: BTreeSet<String> = regulations
        .flat_map(|r: &Regulation| r.packs.clone())
        .collect();
    packs.insert(CORE.to_owned());
    packs
}

/// How many registers a desk with these packs shows; empty stands for all packs.
pub fn registers(packs: &BTreeSet<String>, catalog: &Catalog) -> usize {
    let packs: Vec<String> = packs.iter().cloned().collect();
    let shown =
        |head: &&FormHead| packs.is_empty() || catalog.packs().shows(&packs, &head.id, &head.pack);
    catalog.heads().filter(shown).count()
}

/// How many rules watch for regulations, each once.
pub fn rules(numbers: &BTreeSet<u8>) -> usize {
    let asked = |c: &String| rulebook::regulation_of(c).is_some_and(|n| numbers.contains(&n));
    let rules = rulebook::shipped().rules.iter();
    rules.filter(|w| w.rule.clauses.iter().any(asked)).count()
}

/// One adopted regulation as it stands in the register.
#[derive(Clone, Debug)]
struct AdoptedRegulation {
    number: u8,
    id: i64,
    rev: i64,
    title: String,
}

/// The adopted regulations, those that begin on a later day among them.
fn rows(reader: &Reader<'_>) -> Result<Vec<AdoptedRegulation>> {
    let mut all = Vec::new();
    let Some(form) = reader.catalog.form(write::REGULATION) else {
        return Ok(all);
    };
    let place = form.fields.iter().position(|f| f.id == "seed_no");
    let query = Query {
        register: form.id.clone(),
        ..Query::default()
    };
    reader.each(&query, |record| {
        let number = place
            .and_then(|i| record.values.get(i))
            .and_then(Value::as_int)
            .and_then(|n| u8::try_from(n).ok());
        let stands = matches!(record.state.as_deref(), Some("in_force" | "published"));
        if let Some(number) = number.filter(|_| stands) {
            all.push(AdoptedRegulation {
                number,
                id: record.id,
                rev: record.rev,
                title: record.title,
            });
        }
        Ok(())
    })?;
    Ok(all)
}
