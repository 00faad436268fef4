//! What is said of records: titles, and sentences with fields filled in, made of raw values as every list makes its texts.

use crate::model::form::template::{Part, Template};
use crate::model::{Field, Form, Kind, Lang, Record, Text, Value};
use crate::store::connection::Row;
use crate::store::error::Result;
use crate::store::sql::show::{self, Sentence, state_label};

use super::{Reader, Subject};

impl<'a> Reader<'a> {
    /// The title of the rows of a form under the alias `r`.
    pub(super) fn title_sentence(&self, form: &'a Form) -> Sentence<'a> {
        Sentence::title(self.conn.dialect(), form, self.catalog, "r")
    }

    /// The title that a sentence makes of the values of a row from a column on; the column after them.
    pub(super) fn titled(
        &self,
        sentence: &Sentence<'_>,
        row: &Row<'_>,
        from: usize,
    ) -> Result<(String, usize)> {
        let to = from + sentence.places();
        Ok((sentence.titled(row.values(from..to)?, self.lang), to))
    }

    /// The title of a record, void or not.
    pub fn title(&self, register: &str, id: i64) -> Result<Option<String>> {
        let Some(form) = self.form(register) else {
            return Ok(None);
        };
        let title = self.title_sentence(form);
        let sql = show::of_record(register, &title.columns(self.conn.dialect()));
        let told = |row: &Row<'_>| Ok(self.titled(&title, row, 0)?.0);
        self.conn.first(&sql, &[&id], told)
    }

    /// The words of a rule with the fields of a record filled in that is being written.
    ///
    /// # Errors
    /// Trouble with the file.
    pub fn said(&self, words: &Text, form: &Form, written: &Subject<'_>) -> Result<Text> {
        let values = self.completed(form, written)?;
        let written = &Subject {
            values: &values,
            ..*written
        };
        let in_lang = |lang: Lang| {
            let reader = Reader { lang, ..*self };
            let text = words.get(lang);
            match Template::read(text) {
                Ok(template) if template.places().next().is_some() => {
                    reader.filled(&template, form, written)
                }
                _ => Ok(text.to_owned()),
            }
        };
        Ok(Text {
            zh: in_lang(Lang::Zh)?,
            en: in_lang(Lang::En)?,
        })
    }

    fn filled(&self, template: &Template, form: &Form, written: &Subject<'_>) -> Result<String> {
        let mut out = String::new();
        for part in &template.parts {
            match part {
                Part::Plain(text) => out.push_str(text),
                Part::Place(name, _) => match form.fields.iter().position(|f| f.id == *name) {
                    Some(place) => {
                        let value = written.values.get(place).unwrap_or(&Value::Empty);
                        out.push_str(&self.shown(&form.fields[place], form, value)?);
                    }
                    None if name == "state" => {
                        let state = written.state.map(Value::text).unwrap_or_default();
                        out.push_str(&state_label(form, &state, self.lang));
                    }
                    None if name == "number" => out.push_str(written.number.unwrap_or_default()),
                    None => out.push_str(&format!("{{{name}}}")),
                },
            }
        }
        Ok(out)
    }

    fn shown(&self, field: &Field, form: &Form, value: &Value) -> Result<String> {
        Ok(match (value, field.kind.target()) {
            (Value::Int(id), Some(target)) => {
                self.title(target, *id)?.unwrap_or_else(|| format!("#{id}"))
            }
            _ if matches!(field.kind, Kind::State) => state_label(form, value, self.lang),
            _ => value.show(&field.kind, self.lang),
        })
    }

    /// The title of a record whose values and references have been read.
    pub(super) fn title_of(&self, form: &Form, record: &Record) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let kept = |name: &str| match name {
            "id" => record.id.to_string(),
            "number" => text(&record.number),
            "rev" => record.rev.to_string(),
            "state" => {
                let state = Value::text(text(&record.state));
                state_label(form, &state, self.lang)
            }
            "created_at" => record.created_at.clone(),
            "created_by" => record.created_by.clone(),
            "updated_at" => record.updated_at.clone(),
            "updated_by" => record.updated_by.clone(),
            "void_at" => text(&record.void_at),
            "void_reason" => text(&record.void_reason),
            _ => String::new(),
        };
        let place = |name: &str| {
            let Some(place) = form.fields.iter().position(|f| f.id == name) else {
                return kept(name);
            };
            let (field, value) = (&form.fields[place], &record.values[place]);
            match field.kind.target() {
                Some(target) if self.catalog.form(target).is_some() => text(&record.titles[place]),
                _ if matches!(field.kind, Kind::State) => state_label(form, value, self.lang),
                _ => value.show(&field.kind, self.lang),
            }
        };
        if form.title.parts.is_empty() {
            return record.id.to_string();
        }
        let part = |part: &Part| match part {
            Part::Plain(text) => text.clone(),
            Part::Place(name, _) => place(name),
        };
        let title: String = form.title.parts.iter().map(part).collect();
        title.trim_matches(' ').to_owned()
    }
}
