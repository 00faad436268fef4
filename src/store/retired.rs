//! What earlier definitions of a register left behind in the file, and what it means for a plan.
//!
//! Nothing is ever dropped: a field that comes back finds its column, if its values still mean the same.

use crate::model::Field;
use crate::model::definition;
use crate::model::form::Form;

use super::connection::Connection;
use super::error::Result;
use super::plan::{self, PlanStep};
use super::sql::expr::is_generated;
use super::sql::{ddl, own};

/// The steps from the stored definition to a new one in this very file.
pub fn steps(conn: &Connection, old: Option<&Form>, form: &Form) -> Result<Vec<PlanStep>> {
    let past = Retired { conn, form };
    let mut out = Vec::new();
    for step in plan::plan(old, form) {
        past.settle(step, old, &mut out)?;
    }
    Ok(out)
}

struct Retired<'a> {
    conn: &'a Connection,
    form: &'a Form,
}

/// What stands in the file under a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    /// A column that is worked out: it holds no data of its own.
    Generated,
    Data,
}

impl Retired<'_> {
    fn settle(&self, step: PlanStep, old: Option<&Form>, out: &mut Vec<PlanStep>) -> Result<()> {
        match &step {
            PlanStep::Add { field } => return self.added(field, old, out),
            PlanStep::Recompute { field } if self.left(field)? == Left::Nothing => {
                out.push(PlanStep::Add {
                    field: field.clone(),
                });
            }
            PlanStep::Rename { to, .. } if self.left(to)? != Left::Nothing => {
                let kind = self.form.field(to).map_or("", |f| f.kind.name());
                out.push(PlanStep::Refuse {
                    field: to.clone(),
                    from: self.kept_kind(to)?,
                    to: kind,
                });
            }
            PlanStep::Create
            | PlanStep::Revive { .. }
            | PlanStep::Rename { .. }
            | PlanStep::Retire { .. }
            | PlanStep::Widen { .. }
            | PlanStep::Refuse { .. }
            | PlanStep::Fewer { .. }
            | PlanStep::FewerStates { .. }
            | PlanStep::Recompute { .. }
            | PlanStep::Redefine => out.push(step),
        }
        Ok(())
    }

    fn added(&self, id: &str, old: Option<&Form>, out: &mut Vec<PlanStep>) -> Result<()> {
        let add = PlanStep::Add {
            field: id.to_owned(),
        };
        let Some(field) = self.form.field(id) else {
            // A column of lines: data of the same name are of the same column.
            out.push(match self.left(id)? {
                Left::Nothing => add,
                Left::Generated | Left::Data => PlanStep::Revive {
                    field: id.to_owned(),
                },
            });
            return Ok(());
        };
        let has_place = field.line_fields().is_some() || ddl::has_column(field);
        if !has_place {
            out.push(add);
            return Ok(());
        }
        match self.left(id)? {
            Left::Generated => out.push(PlanStep::Recompute {
                field: id.to_owned(),
            }),
            Left::Data if is_generated(field) => out.push(PlanStep::Refuse {
                field: id.to_owned(),
                from: self.kept_kind(id)?,
                to: field.kind.name(),
            }),
            Left::Data => {
                out.push(PlanStep::Revive {
                    field: id.to_owned(),
                });
                self.like_before(id, field, old, out)?;
            }
            Left::Nothing => match field.was.as_deref() {
                Some(was) if self.form.field(was).is_none() && self.left(was)? == Left::Data => {
                    self.like_before(was, field, old, out)?;
                }
                _ => out.push(add),
            },
        }
        Ok(())
    }

    /// The steps from the last definition that knew a field to the new one.
    fn like_before(
        &self,
        was: &str,
        field: &Field,
        old: Option<&Form>,
        out: &mut Vec<PlanStep>,
    ) -> Result<()> {
        if let Some((form, before)) = self.last_known(was)? {
            for step in plan::changed((&form, &before), (self.form, field)) {
                self.settle(step, old, out)?;
            }
        }
        Ok(())
    }

    fn kept_kind(&self, id: &str) -> Result<&'static str> {
        Ok(self.last_known(id)?.map_or("", |(_, f)| f.kind.name()))
    }

    /// The newest definition in which a field stood.
    fn last_known(&self, id: &str) -> Result<Option<(Form, Field)>> {
        let texts = self
            .conn
            .rows(own::DEFINITIONS_OF, &[&self.form.id], |row| row.text(0))?;
        for text in texts {
            let Ok(form) = definition::read::form(&text) else {
                continue;
            };
            if let Some(field) = form.field(id).cloned() {
                return Ok(Some((form, field)));
            }
        }
        Ok(None)
    }

    fn left(&self, id: &str) -> Result<Left> {
        let (table, column) = match id.split_once('.') {
            Some((rows, column)) => (self.form.child_table(rows), column.to_owned()),
            None => (self.form.id.clone(), id.to_owned()),
        };
        let sql = self.conn.dialect().column_worked_out();
        let worked_out = self
            .conn
            .first(sql, &[&table, &column], |row| row.maybe_int(0))?;
        Ok(match worked_out.flatten() {
            Some(0) => Left::Data,
            Some(_) => Left::Generated,
            None if self.has_table(&self.form.child_table(id))? => Left::Data,
            None => Left::Nothing,
        })
    }

    fn has_table(&self, name: &str) -> Result<bool> {
        let n = self.conn.number(self.conn.dialect().tables(), &[&name])?;
        Ok(n > 0)
    }
}
