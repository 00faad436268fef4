//! Pages of the manual that are readings of the program's own tables: docs/KEYS.md, docs/COMPLAINTS.md, docs/RULEBOOK.md.
//!
//! A test compares the files with what is printed here, so that they cannot disagree.

mod rulebook;

use crate::model::expr::{FUNCTIONS, WORDS};
use crate::model::value::complaint::CODES;
use crate::model::{Lang, locale};

use super::command::COMMANDS;
use super::keymap::Keymap;
use super::scope::KeyScope;

/// The pages by name, each with its text.
pub fn pages() -> [(&'static str, String); 3] {
    [
        ("keys", keys()),
        ("complaints", complaints()),
        ("rulebook", rulebook::page()),
    ]
}

/// Every key by scope, then the commands that are reached without one.
fn keys() -> String {
    let keymap = Keymap::shipped();
    let mut out = heading("keys");
    for &scope in KeyScope::ALL {
        let bound = keymap.keys(scope);
        if bound.is_empty() {
            continue;
        }
        let id = format!("manual-scope-{}", scope.name());
        out += &format!("\n## {} · {}\n\n", say(Lang::Zh, &id), say(Lang::En, &id));
        out += "| | | |\n|---|---|---|\n";
        for (keys, command) in bound {
            out += &row(&[
                &format!("`{keys}`"),
                &command.doc(Lang::Zh),
                &command.doc(Lang::En),
            ]);
        }
    }
    let unbound: Vec<_> = COMMANDS
        .iter()
        .filter(|e| keymap.unbound().contains(&e.command))
        .collect();
    if !unbound.is_empty() {
        let id = "manual-unbound";
        out += &format!("\n## {} · {}\n\n", say(Lang::Zh, id), say(Lang::En, id));
        out += "| | |\n|---|---|\n";
        for entry in unbound {
            out += &row(&[&entry.command.doc(Lang::Zh), &entry.command.doc(Lang::En)]);
        }
    }
    out
}

/// The functions of expressions: the table of docs/FORMS.md.
pub fn functions() -> String {
    let mut out = "| function | gives | |\n|---|---|---|\n".to_owned();
    for function in FUNCTIONS {
        let usage = format!("`{}`", function.usage());
        out += &row(&[&usage, &function.result(), function.doc]);
    }
    for (word, result, doc) in WORDS {
        out += &row(&[&format!("`{word}`"), result, doc]);
    }
    out
}

/// Every code of a complaint with its words; the places of arguments stand in braces.
fn complaints() -> String {
    let mut out = heading("complaints");
    out += "\n| code | 中文 | English |\n|---|---|---|\n";
    for code in CODES {
        let id = format!("complaint-{code}");
        let words = |lang| locale::pattern(lang, &id);
        out += &row(&[&format!("`{code}`"), &words(Lang::Zh), &words(Lang::En)]);
    }
    out
}

fn heading(page: &str) -> String {
    let part = |part: &str, lang| say(lang, &format!("manual-{page}-{part}"));
    format!(
        "# {} · {}\n\n{}\n\n{}\n",
        part("title", Lang::Zh),
        part("title", Lang::En),
        part("intro", Lang::Zh),
        part("intro", Lang::En)
    )
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|c| c.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn say(lang: Lang, id: &str) -> String {
    locale::say(lang, id, &[])
}
