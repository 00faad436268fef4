//! The selected record in full, beside the list or in short below it.

use ratatui::style::Style;

use crate::app::pane::list::ListPane;
use crate::app::pane::list::filters::cell;
use crate::app::screen::layout::Cells;
use crate::model::{Field, Lang, Record, Value, locale};
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width, wrapped};

use super::state;

/// Draws every field that holds something, in the form's order and sections.
pub fn draw(pane: &ListPane, cells: Cells, pen: &mut Pen<'_>) {
    let Some(record) = &pane.preview else {
        pen.pane(cells, "", "", false);
        return;
    };
    let number = record
        .number
        .clone()
        .unwrap_or_else(|| format!("#{}", record.id));
    let inside = pen.pane(cells, &number, "", false);
    let mut at = Cursor {
        cells: inside,
        y: 0,
    };
    for line in wrapped(&record.title, inside.width.saturating_sub(2)) {
        let style = pen.style(Token::Title);
        at.line(&line, 1, style, pen);
    }
    if record.state.is_some() || record.is_void() {
        let (label, style) = state(pane, record, pen);
        at.line(&label, 1, style, pen);
    }
    let labels = label_width(pane, record, pen.lang).min(inside.width / 2);
    let mut section = None;
    for (place, field) in pane.form.fields.iter().enumerate() {
        let text = shown(record, place, field, pen.lang);
        if text.is_empty() || matches!(field.kind, crate::model::Kind::State) {
            continue;
        }
        if field.section != section {
            section.clone_from(&field.section);
            at.y += 1;
        }
        at.field(field.label.get(pen.lang), &text, labels, pen);
    }
    at.y += 1;
    let by = locale::say(
        pen.lang,
        "desk-preview-by",
        &[
            ("who", &record.updated_by),
            ("rev", &record.rev.to_string()),
        ],
    );
    let style = pen.style(Token::Faint);
    at.line(&by, 1, style, pen);
    if let Some(reason) = &record.void_reason {
        let style = pen.style(Token::Warn);
        at.line(reason, 1, style, pen);
    }
}

/// The two most telling lines of a record: its title and state, and what else it holds.
pub fn under(pane: &ListPane, cells: Cells, pen: &mut Pen<'_>) {
    let rule = pen.theme.chrome.rule().repeat(usize::from(cells.width));
    let border = pen.style(Token::Border);
    pen.put(cells.x, cells.y, cells.width, &rule, border);
    let Some(record) = &pane.preview else { return };
    let (label, tone) = state(pane, record, pen);
    let title = pen.style(Token::Title);
    let room = cells.width.saturating_sub(2);
    pen.pieces(
        cells.x + 1,
        cells.y + 1,
        room,
        &[(&record.title, title), ("   ", title), (&label, tone)],
    );
    let dim = pen.style(Token::Dim);
    let rest: Vec<String> = pane
        .form
        .fields
        .iter()
        .enumerate()
        .filter(|(_, f)| f.listed.is_none() && !matches!(f.kind, crate::model::Kind::State))
        .map(|(i, f)| (f, shown(record, i, f, pen.lang)))
        .filter(|(_, text)| !text.is_empty() && !record.title.contains(text.as_str()))
        .map(|(f, text)| format!("{} {}", f.label.get(pen.lang), text.replace('\n', " ")))
        .collect();
    pen.put(cells.x + 1, cells.y + 2, room, &rest.join("   "), dim);
}

/// A value as it is read; the lines of a field, each on its own.
fn shown(record: &Record, place: usize, field: &Field, lang: Lang) -> String {
    match (record.values.get(place), field.line_fields()) {
        (Some(Value::Lines(lines)), Some(columns)) => lines
            .iter()
            .map(|line| {
                let cells = line.iter().zip(columns).map(|(v, c)| v.show(&c.kind, lang));
                cells
                    .filter(|t| !t.is_empty())
                    .collect::<Vec<_>>()
                    .join("  ")
            })
            .collect::<Vec<_>>()
            .join("\n"),
        _ => cell(record, place, field, lang),
    }
}

fn label_width(pane: &ListPane, record: &Record, lang: Lang) -> u16 {
    pane.form
        .fields
        .iter()
        .enumerate()
        .filter(|(i, _)| record.values.get(*i).is_some_and(|v| !v.is_empty()))
        .map(|(_, f)| width(f.label.get(lang)))
        .max()
        .unwrap_or(0)
        .min(16)
}

/// Writes line under line until the pane is full.
struct Cursor {
    cells: Cells,
    y: u16,
}

impl Cursor {
    fn line(&mut self, text: &str, indent: u16, style: Style, pen: &mut Pen<'_>) {
        let line = self.cells.lines(self.y, 1);
        if line.height > 0 {
            pen.put(
                line.x + indent,
                line.y,
                line.width.saturating_sub(indent),
                text,
                style,
            );
        }
        self.y = self.y.saturating_add(1);
    }

    fn field(&mut self, label: &str, text: &str, labels: u16, pen: &mut Pen<'_>) {
        let line = self.cells.lines(self.y, 1);
        let dim = pen.style(Token::Dim);
        if line.height > 0 {
            pen.put(line.x + 1, line.y, labels, label, dim);
        }
        let indent = labels + 3;
        for part in wrapped(text, self.cells.width.saturating_sub(indent)) {
            self.line(&part, indent, Style::default(), pen);
        }
    }
}
