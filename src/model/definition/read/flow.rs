//! States, actions and follow-up records as the TOML writes them.

use super::check_id;
use super::table::TomlTable;
use crate::model::form::flow::{Action, Creates, Fill, Follow, State};

pub fn state(t: &TomlTable<'_>) -> State {
    let id = t.need_string("id");
    check_id(t, &id);
    let state = State {
        id: id.value,
        label: t.need_text("label"),
        tone: t.word("tone").unwrap_or_default(),
    };
    t.finish();
    state
}

pub fn action(t: &TomlTable<'_>) -> Action {
    let id = t.need_string("id");
    check_id(t, &id);
    let action = Action {
        id: id.value,
        label: t.need_text("label"),
        help: t.text("help").unwrap_or_default(),
        from: t.words("from"),
        to: t.string("to").map(|s| s.value),
        by: t.words("by"),
        needs: t.words("needs"),
        set: fills(t, "set"),
        when: t.formula("when"),
        say: t.text("say").unwrap_or_default(),
        not_by: t.words("not_by"),
        sign: t.flag("sign").unwrap_or(false),
        creates: t.table("creates").map(|c| creates(&c)),
    };
    t.finish();
    action
}

pub fn follow(t: &TomlTable<'_>) -> Follow {
    let id = t.need_string("id");
    check_id(t, &id);
    t.need("creates");
    let follow = Follow {
        id: id.value,
        label: t.need_text("label"),
        when: t.formula("when"),
        creates: t.table("creates").map_or_else(
            || Creates {
                register: String::new(),
                set: Vec::new(),
                link: None,
            },
            |c| creates(&c),
        ),
    };
    t.finish();
    follow
}

pub fn creates(t: &TomlTable<'_>) -> Creates {
    let creates = Creates {
        register: t.need_string("register").value,
        set: fills(t, "set"),
        link: t.string("link").map(|s| s.value),
    };
    t.finish();
    creates
}

fn fills(t: &TomlTable<'_>, key: &'static str) -> Vec<(String, Fill)> {
    t.pairs(key)
        .into_iter()
        .map(|(name, word)| (name.value, fill(&word.value)))
        .collect()
}

/// `now`, `today`, `me`, `this`, a literal in single quotes, or the name of a field.
fn fill(word: &str) -> Fill {
    match word {
        "now" => Fill::Now,
        "today" => Fill::Today,
        "me" => Fill::Me,
        "this" => Fill::This,
        _ => match word.strip_prefix('\'').and_then(|w| w.strip_suffix('\'')) {
            Some(literal) => Fill::Literal(literal.to_owned()),
            None => Fill::Field(word.to_owned()),
        },
    }
}
