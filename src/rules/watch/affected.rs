//! Which rules, over which records, a change makes worth running again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::catalog::system::System;
use crate::model::form::rule::Rule;
use crate::model::typing::{Frame, Link, Touch};
use crate::model::value::record::{Change, ChangeKind};
use crate::model::{Catalog, Value};
use crate::store::{Reader, Result};

use super::{Guard, Watch};

/// Registers whose records change what rules are in force or how days are counted.
const GROUND: [System; 5] = [
    System::Regulation,
    System::RuleParam,
    System::Workday,
    System::Term,
    System::OrgUnit,
];

/// The rules to run again, by their place, with the records to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// What is in force may be different: everything is read and run again.
    pub ground: bool,
    pub guards: BTreeMap<usize, Recheck>,
}

/// Which records of a rule's register are looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recheck {
    All,
    Records(Vec<i64>),
}

/// The rules that ran again, by name, with the records that they looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    whole: HashSet<String>,
    some: HashMap<String, HashSet<i64>>,
}

impl Looked {
    pub fn of(watch: &Watch, which: &[(usize, Recheck)]) -> Self {
        let mut looked = Self::default();
        for (place, records) in which {
            if let Some(guard) = watch.guards().get(*place) {
                looked.add(guard.name(), records);
            }
        }
        looked
    }

    pub fn add(&mut self, rule: String, records: &Recheck) {
        match records {
            Recheck::All => _ = self.whole.insert(rule),
            Recheck::Records(ids) => self.some.entry(rule).or_default().extend(ids),
        }
    }

    /// Whether a rule ran at all.
    pub fn ran(&self, rule: &str) -> bool {
        self.whole.contains(rule) || self.some.contains_key(rule)
    }

    /// Tells of records whether a rule passed them by.
    pub fn passed_by(&self, rule: &str) -> impl Fn(i64) -> bool {
        let whole = self.whole.contains(rule);
        let some = self.some.get(rule);
        move |id| !whole && some.is_none_or(|ids| !ids.contains(&id))
    }
}

/// More records than this are looked at as a whole.
const MOST: usize = 2_000;

impl Watch {
    /// What changes touch. A change carries what stood before and after, so that a record that pointed elsewhere
    /// before is looked at too.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn touched(&self, changes: &[Change], reader: &Reader<'_>) -> Result<Affected> {
        let mut touched = Affected {
            ground: changes.iter().any(is_ground),
            guards: BTreeMap::new(),
        };
        for (place, guard) in self.guards.iter().enumerate() {
            if let Some(scope) = scope(guard, changes, reader)? {
                touched.guards.insert(place, scope);
            }
        }
        Ok(touched)
    }
}

/// Whether a change may put rules in force or out of it.
pub(super) fn is_ground(change: &Change) -> bool {
    System::read(&change.register).is_some_and(|s| GROUND.contains(&s))
}

impl Guard {
    /// The registers that the rule looks at besides its own, each with what a change there touches.
    pub fn reads(&self, catalog: &Catalog) -> &BTreeMap<String, Touch> {
        self.reads.get_or_init(|| {
            let form = &self.form;
            let mut all: BTreeMap<String, Touch> = BTreeMap::new();
            if self.rule.is_held_by_file() {
                all.insert(form.id.clone(), alike(&self.rule));
            }
            for formula in self.rule.formulas() {
                for (register, touch) in formula.root().registers(Frame::of(form, catalog)) {
                    match (all.remove(&register), touch) {
                        (None | Some(Touch::Unread), touch) => all.insert(register, touch),
                        (Some(Touch::By(mut links)), Touch::By(more)) => {
                            links.extend(more);
                            all.insert(register, Touch::By(links))
                        }
                        (Some(_), _) => all.insert(register, Touch::Whole),
                    };
                }
            }
            all
        })
    }
}

/// A record that is like no other any more leaves its twin alone too.
fn alike(rule: &Rule) -> Touch {
    let links = rule.alike().iter().take(1).map(|field| Link {
        own: field.clone(),
        far: field.clone(),
    });
    let links: Vec<Link> = links.collect();
    if links.is_empty() {
        Touch::Whole
    } else {
        Touch::By(links)
    }
}

fn scope(guard: &Guard, changes: &[Change], reader: &Reader<'_>) -> Result<Option<Recheck>> {
    let mut ids = BTreeSet::new();
    for change in changes {
        if change.register == guard.form.id {
            ids.insert(change.record);
        }
        match guard.reads(reader.catalog).get(&change.register) {
            None | Some(Touch::Unread) => {}
            Some(Touch::Whole) => return Ok(Some(Recheck::All)),
            Some(Touch::By(links)) => {
                for link in links {
                    ids.extend(linked(guard, link, change, reader)?);
                }
            }
        }
        if ids.len() > MOST {
            return Ok(Some(Recheck::All));
        }
    }
    Ok(Some(Recheck::Records(ids.into_iter().collect()))
        .filter(|s| *s != Recheck::Records(Vec::new())))
}

/// The records of the rule's register that a changed record elsewhere belongs to, before or after its change.
fn linked(guard: &Guard, link: &Link, change: &Change, reader: &Reader<'_>) -> Result<Vec<i64>> {
    let mut values: Vec<Value> = Vec::new();
    if link.far == "id" {
        values.push(Value::Int(change.record));
    } else if let Some((_, before, after)) =
        change.fields.iter().find(|(name, ..)| *name == link.far)
    {
        values.extend([before.clone(), after.clone()]);
    } else if change.kind != ChangeKind::Insert {
        // What did not change is not in the change: the record itself says where it points.
        values.extend(reader.column(&change.register, change.record, &link.far)?);
    }
    values.retain(|v| !v.is_empty());
    if link.own == "id" {
        return Ok(values.iter().filter_map(Value::as_int).collect());
    }
    reader.having(&guard.form.id, &link.own, &values)
}
