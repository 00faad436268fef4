//! The lines of a record: read into their places among its values, and written anew with each change of them.

use crate::model::Value;
use crate::model::form::Form;

use super::connection::{Bind, Connection};
use super::error::Result;
use super::sql::records as sql;

/// Writes the lines of a record in place of those that are there.
pub fn write(conn: &Connection, form: &Form, id: i64, values: &[Value]) -> Result<()> {
    for (i, table, columns) in tables(form) {
        conn.execute(&sql::drop_lines(&table), &[&id])?;
        let Some(Value::Lines(lines)) = values.get(i) else {
            continue;
        };
        let insert = sql::insert_line(&table, &columns);
        for (line, n) in lines.iter().zip(1_i64..) {
            let mut bound: Vec<&dyn Bind> = vec![&id, &n];
            bound.extend(line.iter().map(|value| value as &dyn Bind));
            conn.execute(&insert, &bound)?;
        }
    }
    Ok(())
}

/// Reads the lines of a record into their places among its values.
pub fn fill(conn: &Connection, form: &Form, id: i64, values: &mut [Value]) -> Result<()> {
    for (i, table, columns) in tables(form) {
        let lines = conn.rows(&sql::lines(&table, &columns), &[&id], |row| {
            (0..columns.len()).map(|c| row.value(c)).collect()
        })?;
        values[i] = if lines.is_empty() {
            Value::Empty
        } else {
            Value::Lines(lines)
        };
    }
    Ok(())
}

/// The fields that hold lines: place, table, columns.
fn tables(form: &Form) -> impl Iterator<Item = (usize, String, Vec<&str>)> {
    let fields = form.fields.iter().enumerate();
    fields.filter_map(|(i, field)| {
        let columns = field.line_fields()?.iter().map(|c| c.id.as_str());
        Some((i, form.child_table(&field.id), columns.collect()))
    })
}
