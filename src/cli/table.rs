//! Text output: aligned columns, and labels with their values.
//!
//! Invariant: columns are aligned by the cells that the text takes on a screen, and every text is made visible
//! first. No column is wider than a bound, and on a terminal rows are fitted to its width; a cut is marked. Whoever wants
//! all of a long text asks for JSON, or for the record.

use std::io::{self, IsTerminal};

use crate::model::text::cells::Align;
use crate::model::text::{cells, safety};
use crate::model::{Field, Form, Lang, Record, Value};

use super::context::{Call, variable};
use super::exit::Ended;

/// Between two columns.
const GAP: &str = "  ";
/// No column is wider than this: one long text must not pad every line.
const WIDEST: usize = 80;
/// No column is made narrower than this to fit a terminal.
const NARROWEST: usize = 8;

/// A table that is printed as its rows come; the first batch decides the widths.
pub struct TextTable {
    heads: Vec<String>,
    right: Vec<bool>,
    widths: Vec<usize>,
    headed: bool,
}

impl TextTable {
    pub fn new(heads: Vec<String>) -> Self {
        Self {
            right: vec![false; heads.len()],
            widths: Vec::new(),
            headed: false,
            heads,
        }
    }

    /// Aligns a column at the right: numbers.
    #[must_use]
    pub fn right(mut self, column: usize) -> Self {
        if let Some(right) = self.right.get_mut(column) {
            *right = true;
        }
        self
    }

    /// Prints a batch of rows.
    pub fn rows(&mut self, call: &mut Call, rows: &[Vec<String>]) -> Ended {
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|r| r.iter().map(|c| one_line(c)).collect())
            .collect();
        if !self.headed {
            self.measure(&rows);
            self.headed = true;
            let heads = self.heads.clone();
            self.row(call, &heads)?;
        }
        rows.iter().try_for_each(|row| self.row(call, row))
    }

    fn measure(&mut self, rows: &[Vec<String>]) {
        let widest = |i: usize| {
            let cells = rows
                .iter()
                .filter_map(|r| r.get(i))
                .map(|c| cells::width(c))
                .max();
            let widest = cells.unwrap_or(0).max(cells::width(&self.heads[i]));
            widest.min(WIDEST)
        };
        self.widths = (0..self.heads.len()).map(widest).collect();
        let Some(room) = terminal_width() else { return };
        let gaps = GAP.len() * self.widths.len().saturating_sub(1);
        while self.widths.iter().sum::<usize>() + gaps > room {
            let Some(widest) = self.widths.iter_mut().max().filter(|w| **w > NARROWEST) else {
                break;
            };
            *widest -= 1;
        }
    }

    fn row(&self, call: &mut Call, cells: &[String]) -> Ended {
        let fitted = io::stdout().is_terminal();
        let mut line = String::new();
        for ((cell, width), right) in cells.iter().zip(&self.widths).zip(&self.right) {
            // Where nobody looks, a later row may be wider than the first ones were.
            let room = if fitted { *width } else { WIDEST };
            let cell = cells::clip(cell, room, '…');
            let align = if *right { Align::Right } else { Align::Left };
            line += &cells::pad(&cell, (*width).max(cells::width(&cell)), align);
            line += GAP;
        }
        call.line(line.trim_end())
    }
}

/// Prints labels with their values below each other; further lines of a value stand under its first.
pub fn pairs(call: &mut Call, pairs: &[(String, String)]) -> Ended {
    let width = pairs
        .iter()
        .map(|(label, _)| cells::width(label))
        .max()
        .unwrap_or(0);
    for (label, value) in pairs {
        for (n, line) in value.split('\n').enumerate() {
            let label = if n == 0 { label.as_str() } else { "" };
            let text = format!(
                "{}{GAP}{}",
                cells::pad(label, width, Align::Left),
                safety::visible(line)
            );
            call.line(text.trim_end())?;
        }
    }
    Ok(())
}

/// What stands in a field of a record, for a person.
pub fn shown(form: &Form, record: &Record, field: &Field, lang: Lang) -> String {
    let Some(place) = form.fields.iter().position(|f| f.id == field.id) else {
        return String::new();
    };
    let value = &record.values[place];
    match (record.titles.get(place).and_then(Option::as_ref), value) {
        (Some(title), Value::Int(_)) => title.clone(),
        _ if matches!(field.kind, crate::model::Kind::State) => state(form, value.as_text(), lang),
        _ => value.show(&field.kind, lang),
    }
}

/// The label of a state, or its id where the form no longer has it.
pub fn state(form: &Form, id: Option<&str>, lang: Lang) -> String {
    let Some(id) = id else { return String::new() };
    form.state(id)
        .map_or_else(|| id.to_owned(), |s| s.label.get(lang).to_owned())
}

fn one_line(text: &str) -> String {
    safety::visible(&text.split(['\n', '\t']).collect::<Vec<_>>().join(" ")).into_owned()
}

/// Cells of a line of the terminal; nothing where the output goes elsewhere.
fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let set = variable("COLUMNS").and_then(|c| c.parse().ok());
    set.or_else(asked_width).or(Some(80))
}

#[cfg(unix)]
fn asked_width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|w| *w > 0)
}

#[cfg(not(unix))]
fn asked_width() -> Option<usize> {
    None
}
