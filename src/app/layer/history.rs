//! Pages to be read: the history of a record, and the messages of this session.

use crate::app::outcome::Mood;
use crate::app::screen::desk::Desk;
use crate::app::session::Session;
use crate::model::form::kind::Kind;
use crate::model::value::record::{Change, ChangeKind};
use crate::model::value::stamp;
use crate::model::{Form, Lang, Value, locale};
use crate::store::Reader;

use super::{Ink, Layer, Pages};

type Line = Vec<(Ink, String)>;

impl Desk {
    /// Every change of the record, field by field, the newest first.
    pub(in crate::app) fn open_history(&mut self, session: &Session) {
        let Some((register, id)) = self.subject() else {
            return;
        };
        let Some(form) = self.catalog.form(&register).cloned() else {
            return;
        };
        let read = session.store.history(&register, id);
        let changes = self.check(read).unwrap_or_default();
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        let mut lines = Vec::new();
        for change in changes.iter().rev() {
            if !lines.is_empty() {
                lines.push(Vec::new());
            }
            lines.push(head(change, self.lang));
            lines.extend(fields(&form, change, &reader, self.lang));
        }
        let title = self.subject_title(session);
        self.layers.push(Layer::Pages(Pages::new(title, lines)));
        self.settle(session);
    }

    /// What was said in this session, the newest first.
    pub(in crate::app) fn open_messages(&mut self, session: &Session) {
        let mut lines: Vec<Line> = self
            .messages
            .iter()
            .map(|(at, toast)| {
                let ink = match toast.mood {
                    Mood::Done => Ink::Done,
                    Mood::Note => Ink::Text,
                    Mood::Warning | Mood::Error => Ink::Error,
                };
                let text = toast.text.get(self.lang).to_owned();
                vec![(Ink::Dim, format!("{}  ", at.format("%H:%M"))), (ink, text)]
            })
            .collect();
        if lines.is_empty() {
            lines.push(vec![(
                Ink::Dim,
                locale::say(self.lang, "desk-messages-none", &[]),
            )]);
        }
        let title = locale::both("command-messages", &[]);
        self.layers.push(Layer::Pages(Pages::new(title, lines)));
        self.settle(session);
    }
}

/// When, by whom, and what kind of change.
fn head(change: &Change, lang: Lang) -> Line {
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
fn fields(form: &Form, change: &Change, reader: &Reader<'_>, lang: Lang) -> Vec<Line> {
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
