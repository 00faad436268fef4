//! Undo and redo of whole steps, with words for what was taken back.

use crate::app::session::Session;
use crate::app::toast::{Mood, Toast};
use crate::model::{Catalog, Lang, Text, locale};
use crate::store::{LoggedOp, Op};

use super::desk::Desk;

impl Desk {
    /// Takes back the newest step of this person, or brings it back.
    pub(super) fn undo(&mut self, back: bool, session: &mut Session) {
        let stamp = session.stamp();
        let done = if back {
            session.store.undo(&stamp)
        } else {
            session.store.redo(&stamp)
        };
        let Some(done) = self.check_outcome(done) else {
            return;
        };
        self.refresh_touched(session);
        let last = done.changes.last().map(|c| (c.register.clone(), c.record));
        let name = last.and_then(|(register, id)| {
            let stamp = session.stamp();
            session.reader(&stamp).title(&register, id).ok().flatten()
        });
        let what = step_name(&done.value, &self.scene.catalog);
        let say = |lang| {
            let id = match (back, done.changes.len()) {
                (true, 0..=1) => "desk-undone-one",
                (true, _) => "desk-undone-many",
                (false, 0..=1) => "desk-redone-one",
                (false, _) => "desk-redone-many",
            };
            let args = [
                ("what", what.get(lang)),
                ("record", name.as_deref().unwrap_or_default()),
                ("n", &done.changes.len().to_string()),
            ];
            locale::say(lang, id, &args)
        };
        let text = Text::new(say(Lang::Zh), say(Lang::En));
        self.line.saved_at = Some(session.clock.now());
        self.line.say(Toast::new(Mood::Done, text), self.scene.now);
    }
}

/// A step in words: the verb, and the register it was done in.
fn step_name(op: &LoggedOp, catalog: &Catalog) -> Text {
    let form = catalog.form(&op.register);
    let register = form.map_or_else(|| Text::same(&op.register), |f| f.one.clone());
    let act = match &op.op {
        Op::Act(action) => form.and_then(|form| Some(form.action(action)?.label.clone())),
        _ => None,
    };
    let word = op.op.word();
    let id = format!("desk-did-{word}");
    let verb = match act {
        Some(label) => label,
        None if locale::has(Lang::Zh, &id) => locale::both(&id, &[]),
        None => Text::same(word),
    };
    Text {
        zh: format!("{}{}", verb.zh, register.zh),
        en: format!("{} {}", verb.en, register.en.to_lowercase()),
    }
}
