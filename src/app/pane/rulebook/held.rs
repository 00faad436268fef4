//! What holds an obligation, in words: a rule by what it says, the rest by the label that stands in the register.

use crate::app::findings::detail::Detail;
use crate::app::findings::narrow;
use crate::app::screen::ink::Ink;
use crate::model::Lang;
use crate::model::rulebook::{self, By, Holder};
use crate::model::{Catalog, Form, Text, locale};

/// The way in which something holds, in a word.
pub fn way(by: By) -> Text {
    locale::both(&format!("book-by-{}", by.word()), &[])
}

/// The register that a holder belongs to; nothing for what the program does.
pub fn register(holder: &Holder, catalog: &Catalog) -> Option<Text> {
    let known = !holder.register.is_empty();
    known.then(|| narrow::register(catalog, &holder.register))
}

/// The holder by the name that a person knows.
pub fn name(holder: &Holder, catalog: &Catalog) -> Text {
    let form = catalog.form(&holder.register);
    let label = match holder.by {
        By::Rule => rulebook::shipped()
            .rule(holder, catalog)
            .map(|r| open(&r.say)),
        By::Field | By::Permission => form.and_then(|f| Some(f.field(&holder.name)?.label.clone())),
        By::State => form.and_then(|f| step(f, &holder.name)),
        By::View => form.and_then(|f| Some(f.view(&holder.name)?.label.clone())),
        By::Register | By::Print => form.map(|f| f.label.clone()),
        By::Program => Some(program(&holder.name)),
    };
    label
        .filter(|l| !l.is_empty())
        .unwrap_or_else(|| Text::same(&holder.name))
}

/// What a rule says, with gaps where it names a day or what is missing.
fn open(say: &Text) -> Text {
    let gaps = |text: &str| {
        let mut text = text.to_owned();
        for name in ["{due}", "{missing}", "{field}"] {
            text = text.replace(name, "…");
        }
        text
    };
    Text::new(gaps(&say.zh), gaps(&say.en))
}

/// An action, or the state of that name.
fn step(form: &Form, name: &str) -> Option<Text> {
    let action = form.action(name).map(|a| a.label.clone());
    action.or_else(|| form.state(name).map(|s| s.label.clone()))
}

fn program(name: &str) -> Text {
    let id = format!("book-program-{}", name.replace('_', "-"));
    if locale::has(Lang::Zh, &id) {
        locale::both(&id, &[])
    } else {
        Text::same(name)
    }
}

/// Everything worth knowing of a holder.
pub fn explain(holder: &Holder, catalog: &Catalog, lang: Lang, out: &mut Detail) {
    out.add(Ink::Title, 0, name(holder, catalog).get(lang));
    let mut place = vec![way(holder.by).get(lang).to_owned()];
    place.extend(register(holder, catalog).map(|r| r.get(lang).to_owned()));
    out.add(Ink::Dim, 0, place.join("  "));
    let form = catalog.form(&holder.register);
    let help = match holder.by {
        By::Rule => {
            if let Some(rule) = rulebook::shipped().rule(holder, catalog) {
                let kind = locale::say(
                    lang,
                    &format!("book-rule-{}", dashed(rule.kind.name())),
                    &[],
                );
                out.add(Ink::Text, 0, kind);
                let save = locale::say(lang, &format!("book-save-{}", on_save(rule)), &[]);
                out.add(Ink::Dim, 0, save);
                out.add(Ink::Dim, 0, format!("{}.{}", holder.register, rule.id));
                if rule.help.is_empty() {
                    return;
                }
                out.heading("found-what-helps", lang);
                out.add(Ink::Text, 2, rule.help.get(lang));
            }
            return;
        }
        By::Field | By::Permission => form.and_then(|f| Some(f.field(&holder.name)?.help.clone())),
        By::State => form.and_then(|f| Some(f.action(&holder.name)?.help.clone())),
        By::Register => form.map(|f| f.help.clone()),
        By::View | By::Print | By::Program => None,
    };
    if let Some(help) = help.filter(|h| !h.is_empty()) {
        out.add(Ink::Text, 0, "");
        out.add(Ink::Text, 0, help.get(lang));
    }
    out.add(Ink::Text, 0, "");
    let how = locale::say(lang, &format!("book-how-{}", holder.by.word()), &[]);
    out.add(Ink::Text, 0, how);
}

fn on_save(rule: &crate::model::form::rule::Rule) -> &'static str {
    use crate::model::form::rule::OnSave;
    match rule.on_save {
        OnSave::Refuse => "refuse",
        OnSave::Warn => "warn",
        OnSave::Nothing => "nothing",
    }
}

fn dashed(word: &str) -> String {
    word.replace('_', "-")
}
