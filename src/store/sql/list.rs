//! The SQL that answers a [`Query`]: by key, never by OFFSET. Pure.

use crate::model::form::Form;
use crate::model::form::kind::Kind;
use crate::model::pinyin;
use crate::model::{Catalog, Field, Lang, Value};

use super::codes::has_code;
use super::dialect::Dialect;
use super::expr::Emit;
use super::names::{quote, search_table};
use super::show::Sentence;
use crate::store::query::{Condition, Direction, PageKey, Predicate, Query};

/// SQL text with the values it binds by position.
#[derive(Clone, Debug, PartialEq)]
pub struct Sql {
    pub text: String,
    pub values: Vec<Value>,
}

/// Puts together the statements for one query.
pub struct ListStatement<'a> {
    pub dialect: &'a dyn Dialect,
    pub form: &'a Form,
    pub catalog: &'a Catalog,
    pub query: &'a Query,
    pub lang: Lang,
}

impl<'a> ListStatement<'a> {
    fn emit(&self) -> Emit<'a> {
        Emit::new(self.dialect, self.form, self.catalog, "r")
    }

    /// The clock's parameters have names, the others numbers.
    fn statement(&self, text: String, values: Vec<Value>) -> Sql {
        let clock = [":today", ":now", ":me"].iter().any(|n| text.contains(n));
        let text = if clock && !values.is_empty() {
            self.dialect.numbered(text, values.len())
        } else {
            text
        };
        Sql { text, values }
    }

    /// FROM and WHERE. A search alone is driven from its index, newest first.
    fn source(&self, values: &mut Vec<Value>) -> (String, Vec<String>) {
        let mut from = format!("{} AS r", quote(&self.form.id));
        let mut tests = Vec::new();
        if let Some(words) = self
            .query
            .search
            .as_deref()
            .filter(|w| !w.trim().is_empty())
        {
            let table = quote(&search_table(&self.form.id));
            match pinyin::match_query(words) {
                Some(expression) => {
                    from = self.dialect.searched(&table, &quote(&self.form.id));
                    values.push(Value::Text(expression));
                    let words = format!("?{}", values.len());
                    tests.push(self.dialect.has_words(&table, &words));
                }
                None => tests.push(self.dialect.yes_no(false).into()),
            }
        }
        if !self.query.with_void {
            tests.push("r.\"void_at\" IS NULL".into());
        }
        tests.extend(
            self.query
                .filters
                .iter()
                .map(|f| format!("({})", self.emit().expr(f.root()))),
        );
        for m in &self.query.conditions {
            tests.push(self.test(m, values));
        }
        if let Some([id]) = self.query.ids.as_deref() {
            // Bound, so that looking at record after record is one prepared statement.
            values.push(Value::Int(*id));
            tests.push(format!("r.\"id\" = ?{}", values.len()));
        } else if let Some(ids) = &self.query.ids {
            let list: Vec<String> = ids.iter().map(i64::to_string).collect();
            tests.push(format!("r.\"id\" IN ({})", list.join(",")));
        }
        (from, tests)
    }

    fn test(&self, m: &Condition, values: &mut Vec<Value>) -> String {
        let column = self.column(&m.field);
        let mut bind = |value: &Value| {
            values.push(value.clone());
            format!("?{}", values.len())
        };
        match &m.test {
            Predicate::Is(v) => format!("{column} = {}", bind(v)),
            Predicate::IsNot(v) => self.dialect.differ(&column, &bind(v)),
            Predicate::AtLeast(v) => format!("{column} >= {}", bind(v)),
            Predicate::AtMost(v) => format!("{column} <= {}", bind(&upper_end(v))),
            Predicate::More(v) => format!("{column} > {}", bind(&upper_end(v))),
            Predicate::Less(v) => format!("{column} < {}", bind(v)),
            Predicate::Between(a, b) => {
                format!("{column} BETWEEN {} AND {}", bind(a), bind(&upper_end(b)))
            }
            Predicate::Contains(text) => {
                let part = format!("lower({})", bind(&Value::text(text)));
                self.dialect.contains(&format!("lower({column})"), &part)
            }
            Predicate::Begins(text) => {
                format!(
                    "substr(lower({column}), 1, {}) = lower({})",
                    text.chars().count(),
                    bind(&Value::text(text))
                )
            }
            Predicate::OneOf(list) => {
                let list: Vec<String> = list.iter().map(bind).collect();
                format!("{column} IN ({})", list.join(", "))
            }
            Predicate::Has(code) => has_code(self.dialect, &column, &bind(&Value::text(code))),
            Predicate::Empty => format!("({column} IS NULL OR {column} = '')"),
            Predicate::Filled => format!("({column} IS NOT NULL AND {column} <> '')"),
        }
    }

    /// A field or envelope column as the file keeps it.
    pub fn column(&self, name: &str) -> String {
        match self.form.field(name) {
            Some(field) => self.emit().stored(field),
            None => format!("r.{}", quote(name)),
        }
    }

    /// What the list is ordered by: references by the title of what they point at.
    fn order_by(&self) -> Option<(String, bool)> {
        let sort = self.query.sort.as_ref().filter(|s| s.field != "id")?;
        let field = self.form.field(&sort.field);
        let by_title = field.and_then(|f| self.target(f));
        let by_title = by_title.map(|title| title.sql(self.dialect, self.lang));
        let worked_out = field.is_some_and(|f| matches!(f.kind, Kind::Computed(_)));
        // A key cannot tell a blank text from nothing; columns never hold one, worked-out texts may.
        let by = match by_title {
            Some(title) => format!("nullif({title}, '')"),
            None if worked_out => format!("nullif({}, '')", self.column(&sort.field)),
            None => self.column(&sort.field),
        };
        Some((by, sort.descending))
    }

    /// What rows are ordered by, and the whole order.
    fn order(&self) -> (String, String) {
        let id = self.id_column();
        let word = |down| if down { "DESC" } else { "ASC" };
        match self.order_by() {
            None => (
                "NULL".into(),
                format!("{id} {}", word(self.id_descending())),
            ),
            Some((by, down)) => {
                let order = format!("{by} {0}, {id} {0}", word(down));
                (by, order)
            }
        }
    }

    fn id_descending(&self) -> bool {
        self.query.sort.as_ref().is_none_or(|s| s.descending)
    }

    /// Id column of the driving table: the search index is walked in its own order.
    fn id_column(&self) -> &'static str {
        let searched = self
            .query
            .search
            .as_deref()
            .is_some_and(|w| pinyin::match_query(w).is_some());
        if searched {
            self.dialect.searched_id()
        } else {
            "r.\"id\""
        }
    }

    /// The statements that together read up to `limit` rows after (or before) a key. NULL sorts first;
    /// rows with and without a value are two segments, each of which an index can serve.
    pub fn page(&self, from: Option<&PageKey>, way: Direction, limit: usize) -> Vec<Sql> {
        let mut bound = Vec::new();
        self.source(&mut bound);
        let (one, two) = (bound.len() + 1, bound.len() + 2);
        let Some((expr, descending)) = self.order_by() else {
            let down = self.id_descending() == (way == Direction::Forward);
            let after = from.map(|k| {
                (
                    format!(
                        "{} {} ?{one}",
                        self.id_column(),
                        if down { "<" } else { ">" }
                    ),
                    vec![Value::Int(k.id)],
                )
            });
            let order = format!("{} {}", self.id_column(), if down { "DESC" } else { "ASC" });
            return vec![self.select("NULL", after, &order, limit)];
        };
        let down = descending == (way == Direction::Forward);
        let (than, word) = if down { ("<", "DESC") } else { (">", "ASC") };
        let id = self.id_column();
        let order = format!("{expr} {word}, {id} {word}");
        let filled = |key: Option<&PageKey>| {
            let after = key.map_or_else(
                || (format!("{expr} IS NOT NULL"), Vec::new()),
                |k| {
                    (
                        format!("({expr}, {id}) {than} (?{one}, ?{two})"),
                        vec![k.sort.clone(), Value::Int(k.id)],
                    )
                },
            );
            self.select(&expr, Some(after), &order, limit)
        };
        let empty = |key: Option<&PageKey>| {
            let (test, values) = match key {
                Some(k) => (
                    format!("{expr} IS NULL AND {id} {than} ?{one}"),
                    vec![Value::Int(k.id)],
                ),
                None => (format!("{expr} IS NULL"), Vec::new()),
            };
            self.select(&expr, Some((test, values)), &format!("{id} {word}"), limit)
        };
        match (from, down) {
            (None, true) => vec![filled(None), empty(None)],
            (None, false) => vec![empty(None), filled(None)],
            (Some(k), true) if k.sort.is_empty() => vec![empty(Some(k))],
            (Some(k), false) if k.sort.is_empty() => vec![empty(Some(k)), filled(None)],
            (Some(k), true) => vec![filled(Some(k)), empty(None)],
            (Some(k), false) => vec![filled(Some(k))],
        }
    }

    fn select(
        &self,
        sort: &str,
        after: Option<(String, Vec<Value>)>,
        order: &str,
        limit: usize,
    ) -> Sql {
        let mut values = Vec::new();
        let (from, mut tests) = self.source(&mut values);
        if let Some((test, more)) = after {
            tests.push(test);
            values.extend(more);
        }
        let text = format!(
            "SELECT {}, {sort} FROM {from} WHERE {} ORDER BY {order} LIMIT {limit}",
            self.columns(),
            self.all(&tests)
        );
        self.statement(text, values)
    }

    /// Keys of every `step`-th row in order, so that any page can be read by key.
    pub fn ladder(&self, step: usize) -> Sql {
        let mut values = Vec::new();
        let (from, tests) = self.source(&mut values);
        let (id, (sort, order)) = (self.id_column(), self.order());
        let text = format!(
            "SELECT sort, id FROM (SELECT {sort} AS sort, {id} AS id, row_number() OVER (ORDER BY {order}) AS n FROM {from} \
             WHERE {}) WHERE (n - 1) % {} = 0 ORDER BY n",
            self.all(&tests),
            step.max(1)
        );
        self.statement(text, values)
    }

    pub fn count(&self) -> Sql {
        let mut values = Vec::new();
        let (from, tests) = self.source(&mut values);
        // Without a condition on the register the search index alone can count.
        self.statement(
            format!("SELECT count(*) FROM {from} WHERE {}", self.all(&tests)),
            values,
        )
    }

    /// Counts by the value of a field, most frequent first.
    pub fn count_by(&self, field: &str) -> Sql {
        let mut values = Vec::new();
        let (from, tests) = self.source(&mut values);
        let column = self.column(field);
        let target = self.form.field(field).and_then(|f| self.target(f));
        let title = target.and_then(|t| t.columns(self.dialect).pop());
        let text = format!(
            "SELECT {column}, {}, count(*) FROM {from} WHERE {} GROUP BY 1 ORDER BY 3 DESC, 1",
            title.unwrap_or_else(|| "NULL".into()),
            self.all(&tests)
        );
        self.statement(text, values)
    }

    /// The ids alone, in the list's order.
    pub fn ids(&self) -> Sql {
        let mut values = Vec::new();
        let (from, tests) = self.source(&mut values);
        let (_, order) = self.order();
        self.statement(
            format!(
                "SELECT r.\"id\" FROM {from} WHERE {} ORDER BY {order}",
                self.all(&tests)
            ),
            values,
        )
    }

    /// Every row, in order, for export: one statement that is read to its end.
    pub fn everything(&self) -> Sql {
        let mut values = Vec::new();
        let (from, tests) = self.source(&mut values);
        let (_, order) = self.order();
        self.statement(
            format!(
                "SELECT {}, NULL FROM {from} WHERE {} ORDER BY {order}",
                self.columns(),
                self.all(&tests)
            ),
            values,
        )
    }

    fn all(&self, tests: &[String]) -> String {
        if tests.is_empty() {
            self.dialect.yes_no(true).into()
        } else {
            tests.join(" AND ")
        }
    }

    /// The title of what a field of a row points at.
    pub fn target(&self, field: &Field) -> Option<Sentence<'a>> {
        Sentence::of_target(self.dialect, field, self.catalog, "r")
    }

    /// Envelope, then for each field its value and what the title of its record is made of.
    fn columns(&self) -> String {
        let mut columns: Vec<String> = crate::model::form::ENVELOPE
            .iter()
            .map(|c| format!("r.{}", quote(c)))
            .collect();
        for field in &self.form.fields {
            columns.extend(self.field_columns(field));
        }
        columns.join(", ")
    }

    /// Whether a row tells something of a field: because it was asked for, or in the title.
    fn is_wanted(&self, field: &Field) -> bool {
        let wanted = |wanted: &Vec<String>| {
            wanted.contains(&field.id) || self.form.title.places().any(|place| place == field.id)
        };
        self.query.fields.as_ref().is_none_or(wanted)
    }

    fn field_columns(&self, field: &Field) -> Vec<String> {
        if field.line_fields().is_some() {
            return vec!["NULL".into()];
        }
        let target = self.target(field).map(|t| t.columns(self.dialect));
        let target = target.unwrap_or_default();
        if !self.is_wanted(field) {
            // Rows are read by place.
            return vec!["NULL".into(); 1 + target.len()];
        }
        let mut columns = vec![self.emit().stored(field)];
        columns.extend(target);
        columns
    }
}

/// A day as an upper bound includes its last minute.
fn upper_end(value: &Value) -> Value {
    match value.as_text() {
        Some(t) if t.len() == 10 && value.as_date().is_some() => Value::Text(format!("{t}T99")),
        _ => value.clone(),
    }
}
