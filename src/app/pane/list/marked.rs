//! What is done with all marked records at once: actions that ask for nothing, and voiding for one reason.

use crate::app::entry::Entry;
use crate::app::layer::{Chooser, Choosing, Confirm, Go, Ink, Item, Layer, Pages};
use crate::app::outcome::{Mood, Toast};
use crate::app::screen::desk::{Desk, Focus};
use crate::app::session::Session;
use crate::model::form::flow::Action;
use crate::model::{Complaint, Text, locale};
use crate::rules::bulk::Many;
use crate::rules::{actions, save};
use crate::store::{Reader, Result};

/// More records at once are the work of an import.
const MOST: usize = 500;

impl Desk {
    /// The marked records of the list with the focus; `None` where nothing is marked, or a form lies above.
    fn marked(&self) -> Option<(String, Vec<i64>)> {
        let pane = self.pane().filter(|p| !p.marks.is_empty())?;
        let here = self.focus == Focus::Main && self.layers.is_empty();
        here.then(|| (pane.form.id.clone(), pane.marks.iter().copied().collect()))
    }

    /// The marked records, if there are not too many; `true` beside them says that there are marks at all.
    fn few_marked(&mut self) -> (bool, Option<(String, Vec<i64>)>) {
        match self.marked() {
            Some((_, ids)) if ids.len() > MOST => {
                self.say(
                    Mood::Warning,
                    "desk-marked-too-many",
                    &[("n", &MOST.to_string())],
                );
                (true, None)
            }
            found => (found.is_some(), found),
        }
    }

    /// Offers what can be done with all marked records; `false` if none are marked.
    pub(in crate::app) fn open_marked_actions(&mut self, session: &Session) -> bool {
        let (any, found) = self.few_marked();
        let Some((register, ids)) = found else {
            return any;
        };
        let stamp = session.stamp();
        let items = items(&register, &ids, &session.reader(&stamp));
        let items = self.check(items).unwrap_or_default();
        let n = ids.len().to_string();
        let title = locale::both("desk-choose-act-marked", &[("n", &n)]);
        let mut chooser = Chooser::new(Choosing::Act, title, items);
        chooser.empty = locale::both("desk-act-marked-nothing", &[]);
        self.open(chooser, session);
        true
    }

    /// Asks before an action is carried out on all marked records.
    pub(in crate::app) fn ask_marked(&mut self, action: &str) {
        let Some((register, ids)) = self.marked() else {
            return;
        };
        let (label, n) = (self.action_label(&register, action), ids.len().to_string());
        self.layers.push(Layer::Confirm(Confirm {
            question: both("desk-act-marked", &label, &n),
            no: locale::both("desk-marked-no", &[]),
            yes: label,
            go: Go::ActMarked(action.to_owned(), true),
            on_yes: false,
        }));
    }

    /// Carries an action out on all marked records.
    pub(in crate::app) fn act_marked(&mut self, action: &str, session: &mut Session) {
        let Some((register, ids)) = self.marked() else {
            return;
        };
        let stamp = session.stamp();
        let done = save::act_all(&mut session.store, &register, &ids, action, &stamp);
        if let Some(many) = self.check(done) {
            let what = self.action_label(&register, action);
            self.said("desk-acted-marked", &what, many, session);
        }
    }

    /// Asks for the reason to void all marked records; `false` if none are marked.
    pub(in crate::app) fn void_marked(&mut self, session: &mut Session) -> bool {
        let (any, found) = self.few_marked();
        if let Some((register, ids)) = found {
            let entry = Entry::void_all(&register, &ids, session);
            self.push_entry(entry, session);
        }
        any
    }

    /// Voids records for the reason that was asked for; the form stays where one of them refuses.
    pub(in crate::app) fn void_all(
        &mut self,
        register: &str,
        ids: &[i64],
        reason: &str,
        session: &mut Session,
    ) {
        let stamp = session.stamp();
        let done = save::void_all(&mut session.store, register, ids, reason, &stamp);
        if let Some(many) = self.check(done) {
            if many.refused.is_empty() {
                self.pop_entry();
            }
            let form = self.catalog.form(register);
            let what = form.map_or_else(Text::default, |f| f.label.clone());
            self.said("desk-voided-marked", &what, many, session);
        }
    }

    fn action_label(&self, register: &str, action: &str) -> Text {
        let form = self.catalog.form(register);
        let action = form.and_then(|f| f.action(action));
        action.map_or_else(Text::default, |a| a.label.clone())
    }

    /// Says what came of it: what was done, or every refusal by record.
    fn said(&mut self, id: &str, what: &Text, many: Many, session: &Session) {
        if !many.refused.is_empty() {
            let n = many.refused.len().to_string();
            let lines = refusals(&many.refused, self.lang);
            let title = locale::both("desk-marked-refused", &[("n", &n)]);
            self.layers.push(Layer::Pages(Pages::new(title, lines)));
            self.settle(session);
            return;
        }
        if let Some(pane) = self.pane_mut() {
            pane.marks.clear();
        }
        let refreshed = self.refresh_touched(session);
        self.check(refreshed);
        self.settle(session);
        self.saved_at = Some(session.clock.now());
        let mut text = both(id, what, &many.done.to_string());
        let mood = match many.warnings.first() {
            Some(warning) => {
                let say = |lang| {
                    let args = [
                        ("saved", text.get(lang)),
                        ("warning", &*warning.message(lang)),
                    ];
                    locale::say(lang, "entry-saved-warned", &args)
                };
                text = Text {
                    zh: say(crate::model::Lang::Zh),
                    en: say(crate::model::Lang::En),
                };
                Mood::Warning
            }
            None => Mood::Done,
        };
        self.toast(Toast::new(mood, text));
    }
}

/// Words with a label and a number in them.
fn both(id: &str, what: &Text, n: &str) -> Text {
    let say = |lang| locale::say(lang, id, &[("what", what.get(lang)), ("n", n)]);
    Text {
        zh: say(crate::model::Lang::Zh),
        en: say(crate::model::Lang::En),
    }
}

/// The actions that ask for nothing; one that some record cannot take says which, and why.
fn items(register: &str, ids: &[i64], reader: &Reader<'_>) -> Result<Vec<Item>> {
    let Some(form) = reader.catalog.form(register) else {
        return Ok(Vec::new());
    };
    let plain = |a: &&Action| {
        let by_person = !a.by_system() || a.by.len() > 1;
        a.needs.is_empty() && a.creates.is_none() && by_person
    };
    let mut records = Vec::with_capacity(ids.len());
    for id in ids {
        records.extend(reader.record(register, *id)?);
    }
    let mut items = Vec::new();
    for action in form.actions.iter().filter(plain) {
        let mut why_not = None;
        for record in &records {
            if let Some(why) = actions::why_not(form, action, record, reader)? {
                let name = record.number.as_deref().unwrap_or(&record.title);
                why_not = Some(Text {
                    zh: format!("{name}：{}", why.zh),
                    en: format!("{name}: {}", why.en),
                });
                break;
            }
        }
        items.push(
            Item::new(
                action.label.clone(),
                Go::ActMarked(action.id.clone(), false),
            )
            .under(locale::both("desk-choose-act", &[]))
            .detail(action.help.clone())
            .why_not(why_not),
        );
    }
    items.sort_by_key(|i| i.why_not.is_some());
    Ok(items)
}

fn refusals(
    refused: &[(String, Vec<Complaint>)],
    lang: crate::model::Lang,
) -> Vec<Vec<(Ink, String)>> {
    let mut lines = Vec::new();
    for (name, complaints) in refused {
        lines.push(vec![(Ink::Title, name.clone())]);
        for complaint in complaints {
            lines.push(vec![(Ink::Error, format!("  {}", complaint.message(lang)))]);
        }
    }
    lines
}
