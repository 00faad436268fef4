//! docs/FORMS.md says what is so: its example is applied, its functions are those of the program, its keys are all keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use deskbook::app::manual;
use deskbook::model::catalog::shipped;
use deskbook::model::definition;
use deskbook::model::form::rule::RuleKind;
use deskbook::model::{Kind, Lang, Value};
use strum::IntoEnumIterator;

use super::desk::{Desk, LOAN, PERSON, catalog, codes, done, form};

fn place() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/FORMS.md")
}

fn page() -> String {
    fs::read_to_string(place()).expect("docs/FORMS.md")
}

#[test]
fn the_example_is_a_register() {
    let page = page();
    let example = page
        .split("```toml\n")
        .nth(1)
        .and_then(|p| p.split("```").next())
        .expect("an example");
    let mut desk = Desk::lending();
    let stamp = desk.stamp();
    done(desk.store.apply(&form(example), example, &stamp));
    let id = desk.id(
        "key_issue",
        &[("room", "重庆厅"), ("holder", "管理员甲"), ("due_on", "+3")],
    );
    assert_eq!(
        desk.record("key_issue", id).number.as_deref(),
        Some("YS-2026-001")
    );
    assert_eq!(desk.value("key_issue", id, "days"), Value::Int(3));
    assert_eq!(desk.found("key_issue", "cqt"), [id]);
    let said = deskbook::model::Lang::En;
    let twice = super::desk::complaints(
        desk.add("key_issue", &[("room", "重庆厅"), ("holder", "管理员甲")]),
    );
    assert_eq!(twice[0].message(said), "This key is still out.");
    assert_eq!(
        codes(desk.act("key_issue", id, "report", &[])),
        ["remark:required"]
    );
    desk.act("key_issue", id, "give_back", &[])
        .expect("given back");
    desk.add("key_issue", &[("room", "重庆厅"), ("holder", "管理员甲")])
        .expect("free again");
}

#[test]
fn the_functions_are_those_of_the_program() {
    let page = page();
    let (open, close) = ("compared by a test -->\n", "<!-- /functions -->");
    let (head, rest) = page.split_once(open).expect("the beginning of the table");
    let (table, tail) = rest.split_once(close).expect("the end of the table");
    let wanted = manual::functions();
    if table != wanted && std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(place(), format!("{head}{open}{wanted}{close}{tail}")).expect("written");
        return;
    }
    assert_eq!(
        table, wanted,
        "write it anew with UPDATE_DOCS=1 cargo test --test suite manual"
    );
}

#[test]
fn every_key_and_kind_of_the_shipped_forms_is_explained() {
    let page = page();
    let mut keys = BTreeSet::new();
    for (_, text) in shipped::sources() {
        let table: toml::Table = text.parse().expect("a form");
        gather(&toml::Value::Table(table), &mut keys);
    }
    for form in shipped::catalog().forms() {
        keys.extend(form.fields.iter().map(|f| f.kind.name().to_owned()));
        keys.extend(form.fields.iter().filter_map(|f| match &f.kind {
            Kind::Computed(c) => Some(c.as_kind.name().to_owned()),
            _ => None,
        }));
    }
    let unsaid: Vec<&String> = keys
        .iter()
        .filter(|k| {
            !page.contains(&format!("`{k}`"))
                && !page.contains(&format!("{k} = "))
                && !page.contains(&format!("{k}]]"))
                && !page.contains(&format!("[{k}]"))
        })
        .collect();
    assert!(unsaid.is_empty(), "docs/FORMS.md does not say {unsaid:?}");
}

/// Every key of a definition; what stands under `set` are names of fields.
fn gather(value: &toml::Value, keys: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                keys.insert(key.clone());
                if key != "set" {
                    gather(inner, keys);
                }
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|i| gather(i, keys)),
        _ => {}
    }
}

/// The example of a picture stands in the register of loans without a fault.
#[test]
fn the_example_of_a_day_is_sound() {
    let page = page();
    let example = page.split("```toml\n[[view]]").nth(1);
    let example = example.and_then(|e| e.split("```").next());
    let text = format!("{LOAN}[[view]]{}", example.expect("an example"));
    let faults = definition::faults(&text, &catalog(&[PERSON, LOAN]));
    assert_eq!(faults, []);
    let read = definition::read::form(&text).expect("a form");
    assert!(read.view("by_borrower").is_some_and(|v| v.day().is_some()));
}

/// Each example of a kind of rule stands in the register of loans without a fault, and all kinds have one.
#[test]
fn every_kind_of_rule_has_an_example_that_is_sound() {
    let page = page();
    let chapter = page.split("## Rules\n").nth(1).expect("the chapter");
    let chapter = chapter.split("\n## ").next().expect("its end");
    let mut examples: Vec<String> = Vec::new();
    let mut names = "";
    for line in chapter.lines() {
        if line.starts_with("let = {") {
            names = line;
        } else if line.starts_with("kind = {") {
            examples.push(format!("{names}\n{line}"));
            names = "";
        }
    }
    let catalog = catalog(&[PERSON, LOAN]);
    let (mut kinds, mut wrong) = (BTreeSet::new(), Vec::new());
    for example in examples {
        let text = format!(
            "{LOAN}[[rule]]\nid = \"mine\"\n{example}\non_save = \"nothing\"\nsay = {{ zh = \"错\", en = \"Wrong\" }}\n"
        );
        let read = definition::read::whole(&text).value;
        let read = read.expect("as much as can be read");
        let faults = definition::faults(&text, &catalog);
        wrong.extend(faults.iter().map(|f| f.render(Lang::En, &example, &text)));
        kinds.extend(read.rules.iter().find(|r| r.id == "mine").map(|r| r.kind));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(kinds, RuleKind::iter().collect());
}
