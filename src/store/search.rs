//! The search tables: kept in step in the same transaction as the records they index.

use std::collections::HashMap;

use crate::model::form::Form;
use crate::model::form::field::Search;
use crate::model::form::kind::Kind;
use crate::model::{Catalog, Lang, Value, pinyin};

use super::connection::Connection;
use super::error::Result;
use super::lines;
use super::sql::names::{quote, search_table};
use super::sql::records;
use super::sql::show::{self, Sentence};

/// The words of a record: all text, and the readings of what is found by pinyin.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SearchWords {
    pub t: String,
    pub pi: String,
    pub py: String,
}

/// Indexes records; remembers readings and titles, which repeat.
#[derive(Default)]
pub struct Indexer {
    readings: HashMap<String, (String, String)>,
    titles: HashMap<(String, i64), String>,
    /// The tokens of labels and titles.
    tokens: HashMap<String, String>,
}

/// Beyond this many remembered texts the memory is emptied.
const REMEMBERED: usize = 50_000;

/// Bytes of a text that may still be a code or the name of a thing with one.
const LONGEST_CODE: usize = 60;

impl Indexer {
    /// The words of a record from its values.
    pub fn words(
        &mut self,
        conn: &Connection,
        form: &Form,
        catalog: &Catalog,
        number: Option<&str>,
        values: &[Value],
    ) -> Result<SearchWords> {
        let mut words = SearchWords::default();
        if let Some(number) = number {
            add(&mut words.t, number);
        }
        for (field, value) in form.fields.iter().zip(values) {
            if field.search == Search::None || value.is_empty() {
                continue;
            }
            match (&field.kind, value) {
                (Kind::Text | Kind::Note | Kind::File, Value::Text(text)) => {
                    add(&mut words.t, text);
                    if field.search == Search::Pinyin {
                        self.pinyin(&mut words, text);
                    }
                }
                (
                    Kind::Choice(list) | Kind::Choices(list) | Kind::Checklist(list),
                    Value::Text(codes),
                ) => {
                    for choice in codes
                        .split(',')
                        .filter_map(|code| list.iter().find(|c| c.code == code))
                    {
                        self.repeated(&mut words.t, &choice.label.zh);
                        self.repeated(&mut words.t, &choice.label.en);
                    }
                }
                (Kind::Reference(target), Value::Int(id)) => {
                    let title = self.title(conn, catalog, &target.register, *id)?;
                    self.repeated(&mut words.t, &title);
                    self.pinyin(&mut words, &title);
                }
                (_, Value::Lines(lines)) => {
                    for text in lines.iter().flatten().filter_map(Value::as_text) {
                        add(&mut words.t, text);
                    }
                }
                _ => {}
            }
        }
        Ok(words)
    }

    /// Forgets what another step may have changed; readings never change.
    pub fn begin(&mut self) {
        self.titles.clear();
    }

    /// Adds a text that many records have.
    fn repeated(&mut self, to: &mut String, text: &str) {
        if let Some(tokens) = self.tokens.get(text) {
            return join(to, tokens);
        }
        if self.tokens.len() > REMEMBERED {
            self.tokens.clear();
        }
        let tokens = pinyin::search_text(text);
        join(to, &tokens);
        self.tokens.insert(text.to_owned(), tokens);
    }

    fn pinyin(&mut self, words: &mut SearchWords, text: &str) {
        if text.is_ascii() {
            return;
        }
        if !self.readings.contains_key(text) {
            if self.readings.len() > REMEMBERED {
                self.readings.clear();
            }
            self.readings
                .insert(text.to_owned(), pinyin::index_text(text));
        }
        if let Some((pi, py)) = self.readings.get(text) {
            join(&mut words.pi, pi);
            join(&mut words.py, py);
        }
    }

    fn title(
        &mut self,
        conn: &Connection,
        catalog: &Catalog,
        register: &str,
        id: i64,
    ) -> Result<String> {
        let key = (register.to_owned(), id);
        if let Some(title) = self.titles.get(&key) {
            return Ok(title.clone());
        }
        let Some(form) = catalog.form(register) else {
            return Ok(String::new());
        };
        let dialect = conn.dialect();
        let sentence = Sentence::title(dialect, form, catalog, "r");
        let sql = show::of_record(&form.id, &sentence.columns(dialect));
        let title = conn.first(&sql, &[&id], |row| {
            let values = row.values(0..sentence.places())?;
            Ok(sentence.titled(values, Lang::Zh))
        })?;
        let title = title.unwrap_or_default();
        if self.titles.len() > REMEMBERED {
            self.titles.clear();
        }
        self.titles.insert(key, title.clone());
        Ok(title)
    }

    /// Forgets the title of a record that has changed.
    pub fn forget(&mut self, register: &str, id: i64) {
        self.titles.remove(&(register.to_owned(), id));
    }
}

fn add(to: &mut String, text: &str) {
    let tokens = pinyin::search_text(text);
    join(to, &tokens);
    if let Some(short) = without_zeros(&tokens) {
        join(to, &short);
    }
}

/// A code as people say it: `pc 0012` is also found as `pc 12`.
fn without_zeros(tokens: &str) -> Option<String> {
    if tokens.len() > LONGEST_CODE || !tokens.split(' ').any(is_padded) {
        return None;
    }
    let shortened = |token| {
        if is_padded(token) {
            token.trim_start_matches('0')
        } else {
            token
        }
    };
    Some(
        tokens
            .split(' ')
            .map(shortened)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

fn is_padded(token: &str) -> bool {
    token.len() > 1
        && token.starts_with('0')
        && token.bytes().all(|b| b.is_ascii_digit())
        && token.bytes().any(|b| b != b'0')
}

fn join(to: &mut String, tokens: &str) {
    if !tokens.is_empty() {
        if !to.is_empty() {
            to.push(' ');
            to.push_str(pinyin::SEPARATOR);
            to.push(' ');
        }
        to.push_str(tokens);
    }
}

/// Writes the words of a new record.
pub fn insert(conn: &Connection, register: &str, id: i64, words: &SearchWords) -> Result<()> {
    let index = conn.dialect().index_words(&quote(&search_table(register)));
    conn.execute(&index, &[&id, &words.t, &words.pi, &words.py])?;
    Ok(())
}

/// Replaces the words of a record.
pub fn replace(conn: &Connection, register: &str, id: i64, words: &SearchWords) -> Result<()> {
    let drop = conn.dialect().drop_words(&quote(&search_table(register)));
    conn.execute(&drop, &[&id])?;
    insert(conn, register, id, words)
}

/// Makes the search table of a register anew from its records.
pub fn rebuild(
    conn: &Connection,
    form: &Form,
    catalog: &Catalog,
    indexer: &mut Indexer,
) -> Result<()> {
    let table = quote(&search_table(&form.id));
    conn.batch(&conn.dialect().drop_all_words(&table))?;
    let fields = form.fields.iter().enumerate();
    let stored: Vec<usize> = fields
        .filter(|(_, f)| f.is_stored())
        .map(|(i, _)| i)
        .collect();
    conn.prepare(&records::indexed(form))?.each(|row| {
        let mut values = vec![Value::Empty; form.fields.len()];
        for (place, column) in stored.iter().zip(2..) {
            values[*place] = row.value(column)?;
        }
        let (id, number) = (row.int(0)?, row.maybe_text(1)?);
        lines::fill(conn, form, id, &mut values)?;
        let words = indexer.words(conn, form, catalog, number.as_deref(), &values)?;
        insert(conn, &form.id, id, &words)
    })
}

#[cfg(test)]
mod tests {
    use super::without_zeros;

    #[test]
    fn codes_are_also_found_without_their_zeros() {
        assert_eq!(without_zeros("pc 0012").as_deref(), Some("pc 12"));
        assert_eq!(
            without_zeros("wx 2026 0007 打 印 机").as_deref(),
            Some("wx 2026 7 打 印 机")
        );
        assert_eq!(without_zeros("pc 12"), None);
        assert_eq!(without_zeros("000"), None);
    }
}
