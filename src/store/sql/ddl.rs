//! From a form to the statements that make its table and search table. Pure.
//!
//! Required fields and ranges are not in the table: SQLite would have to rebuild it to change them.

use crate::model::Catalog;
use crate::model::form::Form;
use crate::model::form::field::Field;
use crate::model::form::kind::{Kind, Storage};

use super::EMBEDDED;
use super::dialect::Dialect;
use super::expr::{Emit, is_generated};
use super::guards::guards;
use super::names::{quote, search_table};

/// Everything that makes a register in an empty file.
pub fn create(dialect: &dyn Dialect, form: &Form, catalog: &Catalog) -> Vec<String> {
    let mut sql = vec![table(dialect, form, catalog)];
    sql.extend(
        form.child_tables()
            .flat_map(|(field, lines)| child(dialect, form, &field.id, lines)),
    );
    sql.push(dialect.search_table(&quote(&search_table(&form.id))));
    sql.extend(guards(dialect, form, catalog));
    sql
}

fn table(dialect: &dyn Dialect, form: &Form, catalog: &Catalog) -> String {
    let (int, text) = (dialect.int_type(), dialect.text_type());
    let mut columns = vec![
        dialect.id_column().to_owned(),
        format!("\"number\" {text}"),
        format!("\"rev\" {int} NOT NULL"),
        format!("\"state\" {text}"),
        format!("\"created_at\" {text} NOT NULL"),
        format!("\"created_by\" {text} NOT NULL"),
        format!("\"updated_at\" {text} NOT NULL"),
        format!("\"updated_by\" {text} NOT NULL"),
        format!("\"void_at\" {text}"),
        format!("\"void_reason\" {text}"),
    ];
    let own = |f| column(dialect, f, form, catalog);
    columns.extend(form.fields.iter().filter_map(own));
    dialect.table(&quote(&form.id), &columns)
}

/// Whether a field has a column of its own.
pub fn has_column(field: &Field) -> bool {
    field.is_stored() || is_generated(field)
}

/// The definition of a field's column, where it has one.
pub fn column(
    dialect: &dyn Dialect,
    field: &Field,
    form: &Form,
    catalog: &Catalog,
) -> Option<String> {
    let name = quote(&field.id);
    let ty = type_of(dialect, field.kind.shown());
    if let Some(target) = field.kind.target() {
        return Some(format!("{name} {ty} REFERENCES {}(\"id\")", quote(target)));
    }
    if field.is_stored() {
        return Some(format!("{name} {ty}"));
    }
    if matches!(field.kind, Kind::State) {
        return Some(dialect.worked_out(&name, dialect.text_type(), "\"state\""));
    }
    is_generated(field).then(|| {
        let emit = Emit::new(dialect, form, catalog, "").for_draft();
        dialect.worked_out(&name, ty, &emit.stored(field))
    })
}

/// Whether two fields, each with the form it stands in, are worked out in the same way.
pub fn is_same_column((old, before): (&Form, &Field), (new, after): (&Form, &Field)) -> bool {
    let nowhere = Catalog::default();
    let column = |form: &Form, field: &Field| column(EMBEDDED, field, form, &nowhere);
    column(old, before) == column(new, after)
}

fn type_of(dialect: &dyn Dialect, kind: &Kind) -> &'static str {
    match kind.storage() {
        Storage::Integer => dialect.int_type(),
        Storage::Text | Storage::None => dialect.text_type(),
    }
}

/// The table of a field's lines.
pub fn child(dialect: &dyn Dialect, form: &Form, field: &str, lines: &[Field]) -> Vec<String> {
    let table = quote(&form.child_table(field));
    let int = dialect.int_type();
    let mut columns = vec![
        dialect.id_column().to_owned(),
        format!(
            "\"parent\" {int} NOT NULL REFERENCES {}(\"id\")",
            quote(&form.id)
        ),
        format!("\"line\" {int} NOT NULL"),
    ];
    columns.extend(lines.iter().map(|line| child_column(dialect, line)));
    vec![dialect.table(&table, &columns), index_of_lines(form, field)]
}

/// The name of the index over a field's lines.
pub fn lines_index(form: &Form, field: &str) -> String {
    format!("ix_{}.{field}#lines", form.id)
}

/// The index by which the lines of one record are found in order.
pub fn index_of_lines(form: &Form, field: &str) -> String {
    format!(
        "CREATE INDEX {} ON {}(\"parent\", \"line\")",
        quote(&lines_index(form, field)),
        quote(&form.child_table(field))
    )
}

pub fn child_column(dialect: &dyn Dialect, line: &Field) -> String {
    let reference = line
        .kind
        .target()
        .map(|t| format!(" REFERENCES {}(\"id\")", quote(t)))
        .unwrap_or_default();
    let ty = type_of(dialect, &line.kind);
    format!("{} {ty}{reference}", quote(&line.id))
}
