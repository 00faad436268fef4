//! The steps of a plan as statements. Pure.

use crate::model::form::Form;
use crate::model::{Catalog, Field};
use crate::store::plan::PlanStep;

use super::ddl;
use super::dialect::Dialect;
use super::names::quote;

/// The statements of a step; guards are dropped before and made again after all steps.
pub fn statements(
    dialect: &dyn Dialect,
    step: &PlanStep,
    form: &Form,
    catalog: &Catalog,
) -> Vec<String> {
    match step {
        PlanStep::Create => ddl::create(dialect, form, catalog),
        PlanStep::Add { field } => add(dialect, form, field, catalog),
        PlanStep::Rename { from, to } => rename(dialect, form, from, to),
        PlanStep::Recompute { field } => {
            let table = quote(&form.id);
            let mut sql = vec![format!("ALTER TABLE {table} DROP COLUMN {}", quote(field))];
            sql.extend(add(dialect, form, field, catalog));
            sql
        }
        PlanStep::Revive { .. }
        | PlanStep::Retire { .. }
        | PlanStep::Widen { .. }
        | PlanStep::Refuse { .. }
        | PlanStep::Fewer { .. }
        | PlanStep::FewerStates { .. }
        | PlanStep::Redefine => Vec::new(),
    }
}

fn add(dialect: &dyn Dialect, form: &Form, id: &str, catalog: &Catalog) -> Vec<String> {
    let lines = |field: &str| form.field(field).and_then(Field::line_fields);
    if let Some((field, column)) = id.split_once('.') {
        let found = lines(field).and_then(|l| l.iter().find(|f| f.id == column));
        let table = quote(&form.child_table(field));
        let sql = found.map(|f| {
            format!(
                "ALTER TABLE {table} ADD COLUMN {}",
                ddl::child_column(dialect, f)
            )
        });
        return sql.into_iter().collect();
    }
    if let Some(lines) = lines(id) {
        return ddl::child(dialect, form, id, lines);
    }
    let column = form
        .field(id)
        .and_then(|f| ddl::column(dialect, f, form, catalog))
        .map(|c| format!("ALTER TABLE {} ADD COLUMN {c}", quote(&form.id)));
    column.into_iter().collect()
}

fn rename(dialect: &dyn Dialect, form: &Form, from: &str, to: &str) -> Vec<String> {
    let column = |table: &str, from: &str, to: &str| {
        let (table, from, to) = (quote(table), quote(from), quote(to));
        format!("ALTER TABLE {table} RENAME COLUMN {from} TO {to}")
    };
    if let (Some((field, from)), Some((_, to))) = (from.split_once('.'), to.split_once('.')) {
        return vec![column(&form.child_table(field), from, to)];
    }
    if form.field(to).is_some_and(|f| f.line_fields().is_some()) {
        let (old, new) = (form.child_table(from), form.child_table(to));
        return vec![
            format!("ALTER TABLE {} RENAME TO {}", quote(&old), quote(&new)),
            dialect.drop_index(&ddl::lines_index(form, from)),
            ddl::index_of_lines(form, to),
        ];
    }
    vec![column(&form.id, from, to)]
}
