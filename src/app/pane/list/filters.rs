//! What narrows and orders the list of a register.

use crate::app::outcome::Mood;
use crate::app::screen::desk::Desk;
use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::form::view::Sort;
use crate::model::{Field, Lang, Record, Value};
use crate::store::{Condition, Predicate};

impl Desk {
    /// Goes to the next or previous tab, round at the ends.
    pub(in crate::app) fn turn_view(&mut self, by: isize, session: &Session) {
        if let Some(pane) = self.pane() {
            let tabs = isize::try_from(pane.form.views.len() + 1).unwrap_or(1);
            let at = isize::try_from(pane.view).unwrap_or(0);
            self.show_view(
                usize::try_from((at + by).rem_euclid(tabs)).unwrap_or(0),
                session,
            );
        }
    }

    /// Shows a tab of the register.
    pub(in crate::app) fn show_view(&mut self, view: usize, session: &Session) {
        if let Some(pane) = self.pane_mut() {
            pane.view = view.min(pane.form.views.len());
            pane.sort = None;
            pane.marks.clear();
            self.ask(session);
        }
    }

    /// Orders by the current column: up, then down, then as the view has it.
    pub(in crate::app) fn sort(&mut self, session: &Session) {
        let Some(pane) = self.pane_mut() else { return };
        let Some(field) = pane.columns().get(pane.column).map(|f| f.id.clone()) else {
            return;
        };
        pane.sort = match &pane.sort {
            Some(s) if s.field == field && s.descending => None,
            Some(s) if s.field == field => Some(Sort {
                field,
                descending: true,
            }),
            _ => Some(Sort {
                field,
                descending: false,
            }),
        };
        self.ask(session);
    }

    /// Keeps only rows with the value of the current cell, or lets all in again.
    pub(in crate::app) fn filter_by_value(&mut self, session: &Session) {
        let lang = self.lang;
        let Some(pane) = self.pane_mut() else { return };
        if pane.same.take().is_none() {
            let found = {
                let columns = pane.columns();
                columns
                    .get(pane.column)
                    .copied()
                    .zip(pane.window.current())
                    .map(|(field, record)| {
                        let place = pane.form.fields.iter().position(|f| f.id == field.id);
                        let value = place
                            .and_then(|i| record.values.get(i))
                            .cloned()
                            .unwrap_or_default();
                        let shown = cell(record, place.unwrap_or(0), field, lang);
                        let (column, value) = match field.kind {
                            Kind::State => (
                                "state".to_owned(),
                                record.state.clone().map_or(Value::Empty, Value::Text),
                            ),
                            _ => (field.id.clone(), value),
                        };
                        let test = if value.is_empty() {
                            Predicate::Empty
                        } else {
                            Predicate::Is(value)
                        };
                        (
                            Condition {
                                field: column,
                                test,
                            },
                            shown,
                        )
                    })
            };
            pane.same = found;
        }
        self.ask(session);
    }

    pub(in crate::app) fn clear_filters(&mut self, session: &Session) {
        if let Some(pane) = self.pane_mut() {
            pane.same = None;
            pane.matches.clear();
            pane.search.set("");
            pane.typing = false;
            pane.sort = None;
            self.ask(session);
        }
    }

    /// Marks the row, or takes its mark away, and goes on.
    pub(in crate::app) fn mark(&mut self, session: &Session) {
        self.with_pane(session, |pane, reader| {
            if let Some(id) = pane.window.current().map(|r| r.id)
                && !pane.marks.remove(&id)
            {
                pane.marks.insert(id);
            }
            pane.go(1, reader)
        });
    }

    /// Marks every row of the list; if there are marks, takes them away.
    pub(in crate::app) fn mark_all(&mut self, session: &Session) {
        self.with_pane(session, |pane, reader| {
            if pane.marks.is_empty() {
                pane.marks = reader.ids(&pane.query())?.into_iter().collect();
            } else {
                pane.marks.clear();
            }
            Ok(())
        });
        let marks = self.pane().map_or(0, |p| p.marks.len());
        self.say(Mood::Note, "desk-marked", &[("n", &marks.to_string())]);
    }

    pub(in crate::app) fn show_void(&mut self, session: &Session) {
        if let Some(pane) = self.pane_mut() {
            pane.with_void = !pane.with_void;
            self.ask(session);
        }
    }

    /// Moves from column to column.
    pub(in crate::app) fn move_column(&mut self, right: bool) {
        if let Some(pane) = self.pane_mut() {
            let last = pane.columns().len().saturating_sub(1);
            pane.column = if right {
                (pane.column + 1).min(last)
            } else {
                pane.column.saturating_sub(1)
            };
        }
    }

    /// Marked rows, or the selected one, as lines with tabs: what a spreadsheet takes.
    pub(in crate::app) fn copy(&mut self, session: &Session) {
        let Some(pane) = self.pane() else { return };
        let (lang, columns) = (self.lang, pane.columns());
        let line = |record: &Record| {
            let cells: Vec<String> = columns
                .iter()
                .map(|f| {
                    let place = pane.form.fields.iter().position(|p| p.id == f.id);
                    cell(record, place.unwrap_or(0), f, lang).replace(['\t', '\n', '\r'], " ")
                })
                .collect();
            cells.join("\t")
        };
        let stamp = session.stamp();
        let lines: Vec<String> = if pane.marks.is_empty() {
            pane.window.current().map(line).into_iter().collect()
        } else {
            let query = crate::store::Query {
                ids: Some(pane.marks.iter().copied().collect()),
                ..pane.query()
            };
            let mut lines = Vec::new();
            let read = session.reader(&stamp).each(&query, |record| {
                lines.push(line(&record));
                Ok(())
            });
            if read.is_err() { Vec::new() } else { lines }
        };
        let n = lines.len().to_string();
        self.copied = Some(lines.join("\n"));
        self.say(Mood::Done, "desk-copied", &[("n", &n)]);
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
