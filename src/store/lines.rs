//! The lines of a record: read into their places among its values, and written anew with each change of them.

use rusqlite::{Connection, params_from_iter};

use crate::model::Value;
use crate::model::form::Form;

use super::error::Result;
use super::records::Tx;
use super::rows;
use super::sql::names::quote;

impl Tx<'_> {
    pub(super) fn write_lines(&self, form: &Form, id: i64, values: &[Value]) -> Result<()> {
        for (i, field) in form.fields.iter().enumerate() {
            let Some(columns) = field.line_fields() else {
                continue;
            };
            let table = quote(&form.child_table(&field.id));
            self.conn
                .prepare_cached(&format!("DELETE FROM {table} WHERE \"parent\" = ?"))?
                .execute([id])?;
            let Some(Value::Lines(lines)) = values.get(i) else {
                continue;
            };
            let names: Vec<String> = columns.iter().map(|c| quote(&c.id)).collect();
            let places = vec!["?"; columns.len() + 2].join(", ");
            let sql = format!(
                "INSERT INTO {table} (\"parent\", \"line\", {}) VALUES ({places})",
                names.join(", ")
            );
            for (line, n) in lines.iter().zip(1..) {
                let bound = [Value::Int(id), Value::Int(n)]
                    .into_iter()
                    .chain(line.iter().cloned());
                self.conn
                    .prepare_cached(&sql)?
                    .execute(params_from_iter(bound))?;
            }
        }
        Ok(())
    }
}

/// Reads the lines of a record into their places among its values.
pub fn fill(conn: &Connection, form: &Form, id: i64, values: &mut [Value]) -> Result<()> {
    for (i, field) in form.fields.iter().enumerate() {
        let Some(columns) = field.line_fields() else {
            continue;
        };
        let names: Vec<String> = columns.iter().map(|c| quote(&c.id)).collect();
        let sql = format!(
            "SELECT {} FROM {} WHERE \"parent\" = ? ORDER BY \"line\"",
            names.join(", "),
            quote(&form.child_table(&field.id))
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let lines = statement
            .query_map([id], |row| {
                (0..columns.len()).map(|c| rows::value(row, c)).collect()
            })?
            .collect::<std::result::Result<Vec<Vec<Value>>, _>>()?;
        values[i] = if lines.is_empty() {
            Value::Empty
        } else {
            Value::Lines(lines)
        };
    }
    Ok(())
}
