//! What is done with all marked records at once: actions that ask for nothing, and voiding for one reason.

use crate::app::layer::choices::EffectItem;
use crate::app::layer::chooser::{Chooser, Choosing, Item};
use crate::app::layer::confirm::Confirm;
use crate::app::layer::pages::Pages;
use crate::app::screen::effect::{Effect, Effects, Opening};
use crate::app::screen::ink::{Ink, InkedLine};
use crate::app::screen::scene::Sight;
use crate::app::toast::{Mood, Toast};
use crate::model::form::flow::Action;
use crate::model::{Complaint, Lang, Text, locale};
use crate::rules::actions;
use crate::rules::bulk::Many;
use crate::store::{Reader, Result};

use super::ListPane;

/// More records at once are the work of an import.
const MOST: usize = 500;

/// The marked records, or what is said where they are too many; `None` where nothing is marked.
fn few(pane: &ListPane) -> Option<std::result::Result<Vec<i64>, Effects>> {
    let marks = &pane.marks;
    let too_many = || {
        let n = MOST.to_string();
        vec![Effect::say(
            Mood::Warning,
            "desk-marked-too-many",
            &[("n", &n)],
        )]
    };
    match marks.len() {
        0 => None,
        n if n > MOST => Some(Err(too_many())),
        _ => Some(Ok(marks.iter().copied().collect())),
    }
}

/// Offers what can be done with all marked records; `None` if none are marked.
pub fn choose(pane: &ListPane, sight: &Sight<'_>) -> Option<Effects> {
    let ids = match few(pane)? {
        Ok(ids) => ids,
        Err(why) => return Some(why),
    };
    let (items, mut effects) = match items(&pane.form.id, &ids, &sight.reader()) {
        Ok(items) => (items, Vec::new()),
        Err(error) => (Vec::new(), vec![Effect::trouble(&error)]),
    };
    let n = ids.len().to_string();
    let title = locale::both("desk-choose-act-marked", &[("n", &n)]);
    let chooser = Chooser::new(Choosing::Act, title, items).or("desk-act-marked-nothing");
    effects.push(Effect::Choose(Box::new(chooser)));
    Some(effects)
}

/// Asks for the reason to void all marked records; `None` if none are marked.
pub fn void(pane: &ListPane) -> Option<Effects> {
    Some(match few(pane)? {
        Ok(ids) => vec![Effect::Open(Opening::Void(pane.form.id.clone(), ids))],
        Err(why) => why,
    })
}

/// What was done to all of them; a warning goes with it.
pub fn done(id: &str, what: &Text, many: &Many) -> Toast {
    let text = both(id, what, &many.done.to_string());
    let Some(warning) = many.warnings.first() else {
        return Toast::new(Mood::Done, text);
    };
    let say = |lang| {
        let args = [
            ("saved", text.get(lang)),
            ("warning", &*warning.message(lang)),
        ];
        locale::say(lang, "entry-saved-warned", &args)
    };
    Toast::new(Mood::Warning, Text::new(say(Lang::Zh), say(Lang::En)))
}

/// Every refusal by record: nothing was done to any.
pub fn refused(many: &Many, lang: Lang) -> Pages {
    let n = many.refused.len().to_string();
    let title = locale::both("desk-marked-refused", &[("n", &n)]);
    Pages::new(title, refusals(&many.refused, lang))
}

/// Asks before an action is carried out on all marked records.
fn ask(register: &str, ids: &[i64], action: &Action) -> Effect {
    let n = ids.len().to_string();
    let go = Effect::ActAll {
        register: register.to_owned(),
        ids: ids.to_vec(),
        action: action.id.clone(),
    };
    let question = both("desk-act-marked", &action.label, &n);
    let no = locale::both("desk-marked-no", &[]);
    Effect::Confirm(Box::new(Confirm::new(
        question,
        no,
        action.label.clone(),
        go,
    )))
}

/// Words with a label and a number in them.
fn both(id: &str, what: &Text, n: &str) -> Text {
    let say = |lang| locale::say(lang, id, &[("what", what.get(lang)), ("n", n)]);
    Text {
        zh: say(Lang::Zh),
        en: say(Lang::En),
    }
}

/// The actions that ask for nothing; one that some record cannot take says which, and why.
fn items(register: &str, ids: &[i64], reader: &Reader<'_>) -> Result<Vec<EffectItem>> {
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
            Item::new(action.label.clone(), ask(register, ids, action))
                .under(locale::both("desk-choose-act", &[]))
                .detail(action.help.clone())
                .why_not(why_not),
        );
    }
    items.sort_by_key(|i| i.why_not.is_some());
    Ok(items)
}

fn refusals(refused: &[(String, Vec<Complaint>)], lang: Lang) -> Vec<InkedLine> {
    let mut lines = Vec::new();
    for (name, complaints) in refused {
        lines.push(vec![(Ink::Title, name.clone())]);
        for complaint in complaints {
            lines.push(vec![(Ink::Error, format!("  {}", complaint.message(lang)))]);
        }
    }
    lines
}
