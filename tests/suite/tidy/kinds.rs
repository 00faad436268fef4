//! A kind has its words, wherever they are put together from its name.

use deskbook::model::form::kind::{Kind, KindWord};
use deskbook::model::form::rule::RuleKind;
use deskbook::model::text::Lang;
use deskbook::model::value::{Misread, Moment};
use deskbook::model::{Value, locale};
use strum::IntoEnumIterator;

use super::{none, root};

fn dashed(word: &str) -> String {
    word.replace('_', "-")
}

fn wordless(ids: impl Iterator<Item = String>) -> Vec<String> {
    let missing = |id: &String| !locale::has(Lang::Zh, id) || !locale::has(Lang::En, id);
    ids.filter(missing).collect()
}

#[test]
fn every_kind_says_what_cannot_be_read() {
    let noon =
        chrono::NaiveDate::from_ymd_opt(2026, 3, 1).and_then(|day| day.and_hms_opt(12, 0, 0));
    let now = Moment(noon.expect("a moment"));
    let alone = KindWord::iter().filter_map(|word| Kind::of_word(word.name()));
    let misread = alone.filter_map(|kind| match Value::read(&kind, "#?", now) {
        Err(Misread::Form(word)) => Some(format!("misread-{word}")),
        _ => None,
    });
    none("a kind that cannot say what is wrong", &wordless(misread));
}

#[test]
fn every_kind_stands_in_the_manual() {
    let page = std::fs::read_to_string(root().join("docs/FORMS.md")).expect("docs/FORMS.md");
    let table = page.split("| kind | stored as").nth(1);
    let table = table.and_then(|t| t.split("\n\n").next());
    let table = table.expect("the table of kinds");
    let told = |word: &KindWord| {
        let name = word.name();
        table.contains(&format!("\n| `{name}` |")) || table.contains(&format!("`{{ {name} = "))
    };
    let silent = KindWord::iter().filter(|word| !told(word));
    let silent: Vec<String> = silent.map(|word| word.name().to_owned()).collect();
    none("a kind that docs/FORMS.md does not tell of", &silent);
}

#[test]
fn every_kind_of_rule_is_explained_in_the_rulebook() {
    let ids = RuleKind::iter().map(|kind| format!("book-rule-{}", dashed(kind.name())));
    none("a kind of rule without words", &wordless(ids));
}
