//! Pages to be read: the history of a record, and the messages of this session.

use std::collections::VecDeque;

use chrono::NaiveDateTime;

use crate::app::screen::ink::{Ink, InkedLine};
use crate::app::screen::scene::Sight;
use crate::app::toast::{Mood, Toast};
use crate::model::form::kind::Kind;
use crate::model::value::record::{Change, ChangeKind};
use crate::model::value::stamp;
use crate::model::{Form, Lang, Value, locale};
use crate::store::{Reader, Result};

use super::choosers;
use super::pages::Pages;

/// Every change of a record, field by field, the newest first; nothing for a register that is not known.
///
/// # Errors
/// Trouble with the file.
pub fn of(register: &str, id: i64, sight: &Sight<'_>) -> Result<Option<Pages>> {
    let Some(form) = sight.scene.catalog.form(register) else {
        return Ok(None);
    };
    let changes = sight.session.store.history(register, id)?;
    let reader = sight.reader();
    let mut lines = Vec::new();
    for change in changes.iter().rev() {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(head(change, sight.lang()));
        lines.extend(fields(form, change, &reader, sight.lang()));
    }
    let title = choosers::title(register, id, sight);
    Ok(Some(Pages::new(title, lines)))
}

/// What was said in this session, the newest first.
pub fn messages(said: &VecDeque<(NaiveDateTime, Toast)>, lang: Lang) -> Pages {
    let line = |(at, toast): &(NaiveDateTime, Toast)| {
        let ink = match toast.mood {
            Mood::Done => Ink::Done,
            Mood::Note => Ink::Text,
            Mood::Warning | Mood::Error => Ink::Error,
        };
        let text = toast.text.get(lang).to_owned();
        vec![(Ink::Dim, format!("{}  ", at.format("%H:%M"))), (ink, text)]
    };
    let mut lines: Vec<InkedLine> = said.iter().map(line).collect();
    if lines.is_empty() {
        let none = locale::say(lang, "desk-messages-none", &[]);
        lines.push(vec![(Ink::Dim, none)]);
    }
    Pages::new(locale::both("command-messages", &[]), lines)
}

/// When, by whom, and what kind of change.
fn head(change: &Change, lang: Lang) -> InkedLine {
    let what = locale::say(lang, &format!("desk-change-{}", change.kind.name()), &[]);
    let mut line = vec![
        (Ink::Title, format!("{what}  ")),
        (Ink::Text, change.by.clone()),
        (Ink::Dim, format!("  {}", stamp::wall(&change.at))),
    ];
    if let Some(reason) = &change.reason {
        line.push((Ink::Text, format!("  {reason}")));
    }
    line
}

/// Each field that changed: its label, what stood there, what stands there now.
fn fields(form: &Form, change: &Change, reader: &Reader<'_>, lang: Lang) -> Vec<InkedLine> {
    let mut lines = Vec::new();
    for (name, before, after) in &change.fields {
        if matches!(name.as_str(), "updated_at" | "updated_by" | "rev") {
            continue;
        }
        let label = form.label_of(name, lang);
        let mut line = vec![(Ink::Dim, format!("    {label}  "))];
        let shown = |value: &Value| show(form, name, value, reader, lang);
        if !before.is_empty() {
            line.push((Ink::Before, shown(before)));
            line.push((Ink::Dim, " → ".into()));
        }
        if change.kind != ChangeKind::Insert || !after.is_empty() {
            line.push((Ink::After, shown(after)));
            lines.push(line);
        }
    }
    lines
}

fn show(form: &Form, name: &str, value: &Value, reader: &Reader<'_>, lang: Lang) -> String {
    if name == "state" {
        let state = value.as_text().and_then(|s| form.state(s));
        return state.map_or_else(
            || value.as_text().unwrap_or("-").to_owned(),
            |s| s.label.get(lang).to_owned(),
        );
    }
    let Some(field) = form.field(name) else {
        return value.show(&Kind::Text, lang);
    };
    let title = match (field.kind.target(), value.as_int()) {
        (Some(target), Some(id)) => reader.title(target, id).ok().flatten(),
        _ => None,
    };
    let shown = title.unwrap_or_else(|| value.show(&field.kind, lang));
    if shown.is_empty() {
        "-".into()
    } else {
        shown.replace('\n', " ")
    }
}
