//! Reading what was typed into a line when it is left: what it means, and how that is shown.

use crate::app::session::Session;
use crate::model::expr::Type;
use crate::model::form::kind::Kind;
use crate::model::value::Moment;
use crate::model::{Lang, Value};
use crate::store::{Reader, Result};

use super::Entry;
use super::input::Input;
use super::suggestions;

impl Entry {
    /// Reads what was typed into a line and shows it as it was understood.
    pub(super) fn settle(&mut self, place: usize, session: &Session) -> Result<()> {
        if self.over.is_query() {
            return Ok(());
        }
        let kind = match &self.answers.inputs[place] {
            Input::Rows(lines) => {
                let columns = self.over.field(place).line_fields();
                columns.and_then(|c| c.get(lines.column)).map(|c| &c.kind)
            }
            _ => Some(self.over.kind(place)),
        };
        let Some((kind, slot)) = kind.zip(self.answers.inputs[place].slot_mut()) else {
            return Ok(());
        };
        if slot.value().is_some() {
            return Ok(());
        }
        let stamp = session.stamp();
        let reader = session.reader(&stamp);
        if let Some((value, shown)) = understood(kind, slot.text(), &reader, self.lang)? {
            slot.pick(value, shown);
        }
        Ok(())
    }
}

/// What a text means for a kind, and how that is shown; `None` where it cannot be read.
fn understood(
    kind: &Kind,
    text: &str,
    reader: &Reader<'_>,
    lang: Lang,
) -> Result<Option<(Value, String)>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = || Value::read(kind, text, Moment(reader.stamp.now)).ok();
    let value = match kind {
        Kind::Reference(target) => return suggestions::resolve(reader, target, text),
        Kind::Choice(list) => read().or_else(|| suggestions::best_choice(list, text)),
        // It stands as it was typed.
        _ if kind.ty() == Type::Text => None,
        _ => read().filter(|v| !v.is_empty()),
    };
    Ok(value.map(|v| {
        let shown = v.show(kind, lang);
        (v, shown)
    }))
}
