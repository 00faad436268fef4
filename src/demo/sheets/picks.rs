//! What the program picks for a sheet: some record, somebody who holds a post, some entry of a list.
//!
//! Invariant: chance comes from the register's own stream, and no two lines of a column get the same record while
//! there are others.

use std::collections::{BTreeMap, BTreeSet};

use crate::demo::moves;
use crate::demo::pen::DemoPen;
use crate::demo::rng::Rng;
use crate::demo::world::World;
use crate::model::form::kind::Target;
use crate::model::{Field, Value};
use crate::store::{Query, Result};

use super::fault;

/// Who and what may be picked.
pub struct Picks<'w> {
    world: &'w World,
    streams: BTreeMap<String, Rng>,
    taken: BTreeMap<String, BTreeSet<i64>>,
    /// The people of the line under way: nobody is picked to stand beside themselves.
    present: BTreeSet<i64>,
}

impl<'w> Picks<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            world,
            streams: BTreeMap::new(),
            taken: BTreeMap::new(),
            present: BTreeSet::new(),
        }
    }

    /// Begins a line in which these people stand.
    pub fn begin(&mut self, present: BTreeSet<i64>) {
        self.present = present;
    }

    fn stream(&mut self, register: &str) -> &mut Rng {
        let world = self.world;
        self.streams
            .entry(register.to_owned())
            .or_insert_with(|| world.rng(&format!("sheet {register}")))
    }

    /// A value that fits a field of a register; nothing where there is none.
    pub fn any(&mut self, register: &str, field: &Field, pen: &DemoPen<'_>) -> Result<Value> {
        if let Some(list) = field.kind.choices() {
            return Ok(Value::text(&self.stream(register).pick(list).code));
        }
        let crate::model::Kind::Reference(target) = &field.kind else {
            return Err(fault(&format!(
                "demo {register}: nothing to pick for {}",
                field.id
            )));
        };
        let mut ids = fitting(target, pen)?;
        if target.register == "person" {
            ids.retain(|id| self.world.is_here(*id) && !self.present.contains(id));
        }
        let column = format!("{register}.{}", field.id);
        let taken = self.taken.entry(column.clone()).or_default();
        if ids.iter().any(|id| !taken.contains(id)) {
            ids.retain(|id| !taken.contains(id));
        }
        let picked = self.stream(register).id(&ids);
        self.taken.entry(column).or_default().extend(picked);
        if target.register == "person" {
            self.present.extend(picked);
        }
        Ok(picked.map_or(Value::Empty, Value::Int))
    }

    /// The person whom a cell names.
    pub fn named(&self, text: &str) -> Option<i64> {
        match text.strip_prefix("@role:") {
            Some(role) => self.holder(role),
            None => self.world.who(text),
        }
    }

    /// Somebody who holds a post, the same for every line that asks.
    pub fn holder(&self, role: &str) -> Option<i64> {
        self.world.holder(role)
    }

    /// The computer of somebody, or the device with a number.
    pub fn device(&self, whose: &str) -> Option<i64> {
        let keeper = self.world.who(whose);
        let mut own = self.world.working(&["pc", "laptop", "server"]).into_iter();
        own.find(|d| d.no == whose || Some(d.keeper) == keeper)
            .map(|d| d.id)
    }

    /// The network address of that computer.
    pub fn address(&self, whose: &str) -> Option<String> {
        moves::address_of(self.world, self.device(whose)?)
    }

    /// The name under which somebody enters records.
    pub fn name(&self, person: i64) -> &str {
        self.world.name_of(person)
    }

    pub fn now(&self) -> chrono::NaiveDateTime {
        self.world.time.now
    }
}

/// The records that a pick list would offer.
fn fitting(target: &Target, pen: &DemoPen<'_>) -> Result<Vec<i64>> {
    let query = Query {
        register: target.register.clone(),
        filters: target.filter.clone().into_iter().collect(),
        ..Query::default()
    };
    pen.reader().ids(&query)
}
