//! What narrows and orders the list of a register, and its marks.

use crate::app::screen::effect::{Effect, Effects};
use crate::app::screen::notice::{Notice, Notices};
use crate::app::screen::scene::Sight;
use crate::app::toast::Mood;
use crate::model::form::kind::Kind;
use crate::model::form::view::Sort;
use crate::model::{Field, Lang, Record, Value};
use crate::store::{Condition, Predicate, Query};

use super::ListPane;

impl ListPane {
    /// Shows a tab of the register.
    pub fn show_view(&mut self, view: usize, sight: &Sight<'_>) -> Notices {
        self.view = view.min(self.form.views.len());
        self.sort = None;
        self.marks.clear();
        self.ask_anew(sight)
    }

    /// Shows the records that refer to one record by a field, under what that record is called by.
    pub fn refer(&mut self, field: &str, id: i64, shown: String, sight: &Sight<'_>) -> Notices {
        self.view = 0;
        self.search.set("");
        self.matches.clear();
        self.same = Some((Condition::is(field, Value::Int(id)), shown));
        self.ask_anew(sight)
    }

    /// Orders by the current column: up, then down, then as the view has it.
    pub(super) fn sort_by_column(&mut self, sight: &Sight<'_>) -> Notices {
        let Some(field) = self.columns().get(self.column).map(|f| f.id.clone()) else {
            return Vec::new();
        };
        let sort = |descending| {
            Some(Sort {
                field: field.clone(),
                descending,
            })
        };
        self.sort = match &self.sort {
            Some(s) if s.field == field && s.descending => None,
            Some(s) if s.field == field => sort(true),
            _ => sort(false),
        };
        self.ask_anew(sight)
    }

    /// Keeps only rows with the value of the current cell, or lets all in again.
    pub(super) fn filter_by_value(&mut self, sight: &Sight<'_>) -> Notices {
        if self.same.take().is_none() {
            self.same = self.same_as_cell(sight.lang());
        }
        self.ask_anew(sight)
    }

    /// The condition that the current cell holds, and how its value is shown.
    fn same_as_cell(&self, lang: Lang) -> Option<(Condition, String)> {
        let columns = self.columns();
        let (field, record) = (columns.get(self.column)?, self.window.current()?);
        let place = self.form.fields.iter().position(|f| f.id == field.id);
        let shown = cell(record, place.unwrap_or(0), field, lang);
        let (column, value) = match field.kind {
            Kind::State => {
                let state = record.state.clone().map_or(Value::Empty, Value::Text);
                ("state", state)
            }
            _ => {
                let value = place.and_then(|i| record.values.get(i)).cloned();
                (field.id.as_str(), value.unwrap_or_default())
            }
        };
        let condition = if value.is_empty() {
            Condition {
                field: column.to_owned(),
                test: Predicate::Empty,
            }
        } else {
            Condition::is(column, value)
        };
        Some((condition, shown))
    }

    pub(super) fn clear_filters(&mut self, sight: &Sight<'_>) -> Notices {
        self.same = None;
        self.matches.clear();
        self.search.set("");
        self.typing = false;
        self.sort = None;
        self.ask_anew(sight)
    }

    /// Marks the row, or takes its mark away, and goes on.
    pub(super) fn mark(&mut self, sight: &Sight<'_>) -> Notices {
        self.reading(sight, |pane, reader| {
            if let Some(id) = pane.window.current().map(|r| r.id)
                && !pane.marks.remove(&id)
            {
                pane.marks.insert(id);
            }
            pane.go(1, reader)
        })
    }

    /// Marks the row and the one to which it goes.
    pub(super) fn mark_on(&mut self, by: isize, sight: &Sight<'_>) -> Notices {
        self.reading(sight, |pane, reader| {
            let marked = pane.window.current().map(|c| c.id);
            pane.marks.extend(marked);
            pane.go(by, reader)?;
            let marked = pane.window.current().map(|c| c.id);
            pane.marks.extend(marked);
            Ok(())
        })
    }

    /// Marks every row of the list; if there are marks, takes them away.
    pub(super) fn mark_all(&mut self, sight: &Sight<'_>) -> Notices {
        let mut notices = self.reading(sight, |pane, reader| {
            if pane.marks.is_empty() {
                pane.marks = reader.ids(&pane.query())?.into_iter().collect();
            } else {
                pane.marks.clear();
            }
            Ok(())
        });
        let marks = self.marks.len().to_string();
        notices.push(Notice::say(Mood::Note, "desk-marked", &[("n", &marks)]));
        notices
    }

    /// Moves from column to column.
    pub(super) fn move_column(&mut self, right: bool) -> Notices {
        let last = self.columns().len().saturating_sub(1);
        self.column = if right {
            (self.column + 1).min(last)
        } else {
            self.column.saturating_sub(1)
        };
        Vec::new()
    }

    /// Marked rows, or the selected one, as lines with tabs: what a spreadsheet takes.
    pub(super) fn copy(&self, sight: &Sight<'_>) -> Effects {
        let (lang, columns) = (sight.lang(), self.columns());
        let line = |record: &Record| {
            let cells: Vec<String> = columns
                .iter()
                .map(|f| {
                    let place = self.form.fields.iter().position(|p| p.id == f.id);
                    cell(record, place.unwrap_or(0), f, lang).replace(['\t', '\n', '\r'], " ")
                })
                .collect();
            cells.join("\t")
        };
        let lines: Vec<String> = if self.marks.is_empty() {
            self.window.current().map(line).into_iter().collect()
        } else {
            let query = Query {
                ids: Some(self.marks.iter().copied().collect()),
                ..self.query()
            };
            let mut lines = Vec::new();
            let read = sight.reader().each(&query, |record| {
                lines.push(line(&record));
                Ok(())
            });
            if read.is_err() { Vec::new() } else { lines }
        };
        let n = lines.len().to_string();
        vec![
            Effect::Copy(lines.join("\n")),
            Effect::say(Mood::Done, "desk-copied", &[("n", &n)]),
        ]
    }
}

/// A cell as a person reads it: references by title, states by label.
pub fn cell(record: &Record, place: usize, field: &Field, lang: Lang) -> String {
    if let Some(Some(title)) = record.titles.get(place) {
        return title.clone();
    }
    record
        .values
        .get(place)
        .map(|v| v.show(&field.kind, lang))
        .unwrap_or_default()
}
