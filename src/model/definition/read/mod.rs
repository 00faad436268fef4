//! From the TOML of a form to a [`Form`], with every Fault that the text itself shows.
//!
//! What needs the other forms (references, types of expressions) is checked in [`super::lint`].

mod field;
mod flow;
mod length;
mod rule;
pub mod rulebook;
mod table;
mod view;

use std::ops::Range;

use toml::de::DeTable;

pub use rule::KINDS;
pub use table::wrong_at;
pub(in crate::model) use table::{Placed, TomlTable};

use super::fault::{Fault, Faults};
use crate::model::form::template::Template;
use crate::model::form::{Form, FormHead, Print, Section};
use crate::model::text::near::nearest;

/// Reads one definition.
///
/// # Errors
/// All faults, in the order of their places.
pub fn form(source: &str) -> Result<Form, Vec<Fault>> {
    sound(read_into(Faults::default(), source))
}

/// Reads a definition that passed its laws before it was kept in a file.
///
/// # Errors
/// As [`form`], but for expressions.
pub fn kept(source: &str) -> Result<Form, Vec<Fault>> {
    sound(read_into(Faults::trusting(), source))
}

/// Reads what stands before the first table of a definition; of one that was kept elsewhere in another shape, the whole.
pub fn head(source: &str) -> Option<FormHead> {
    let text = source.find("\n[").map_or(source, |end| &source[..end]);
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // A bracket at the beginning of a line within a text.
        return kept(source).ok().map(|form| form.head());
    }
    let faults = Faults::trusting();
    let t = TomlTable::new(root.get_ref(), root.span(), &faults, text);
    let head = FormHead {
        id: t.need_string("id").value,
        label: t.need_text("label"),
        pack: home(&t, "pack"),
        group: home(&t, "group"),
    };
    (!head.id.is_empty()).then_some(head)
}

/// Where a register is at home; those that an organisation makes itself stand apart.
fn home(t: &TomlTable<'_>, key: &'static str) -> String {
    t.string(key).map_or_else(|| "own".to_owned(), |s| s.value)
}

/// Reads as much of a definition as can be understood, so that its laws can be checked in spite of its faults;
/// nothing of a text that is not TOML.
pub fn whole(source: &str) -> (Option<Form>, Vec<Fault>) {
    let (form, faults) = read_into(Faults::default(), source);
    let legible = !faults.iter().any(|f| f.code == "F00") && !form.id.is_empty();
    (legible.then_some(form), faults)
}

fn sound((form, faults): (Form, Vec<Fault>)) -> Result<Form, Vec<Fault>> {
    if faults.is_empty() {
        Ok(form)
    } else {
        Err(faults)
    }
}

fn read_into(faults: Faults, source: &str) -> (Form, Vec<Fault>) {
    let (root, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        faults.add("F00", at, error.message().to_owned());
    }
    let table = TomlTable::new(root.get_ref(), root.span(), &faults, source);
    let form = shape(&table);
    table.finish();
    drop(table);
    (form, faults.into_sorted())
}

fn shape(t: &TomlTable<'_>) -> Form {
    let id = t.need_string("id");
    check_id(t, &id);
    let label = t.need_text("label");
    let one = t.text("one").unwrap_or_else(|| label.clone());
    let fields = t
        .tables("field")
        .iter()
        .map(field::field)
        .collect::<Vec<_>>();
    if fields.is_empty() {
        t.need("field");
    }
    let form = Form {
        id: id.value.clone(),
        one,
        label,
        help: t.text("help").unwrap_or_default(),
        pack: home(t, "pack"),
        group: home(t, "group"),
        number: t.string("number").and_then(|s| number(t, &s)),
        title: t
            .string("title")
            .and_then(|s| template(t, &s))
            .unwrap_or_default(),
        key: t.strings("key").into_iter().map(|s| s.value).collect(),
        append_only: t.flag("append_only").unwrap_or(false),
        clauses: t.strings("clauses").into_iter().map(|s| s.value).collect(),
        sections: t.tables("section").iter().map(section).collect(),
        fields,
        states: t.tables("state").iter().map(flow::state).collect(),
        actions: t.tables("action").iter().map(flow::action).collect(),
        follows: t.tables("follow").iter().map(flow::follow).collect(),
        rules: t
            .tables("rule")
            .iter()
            .map(|r| rule::rule(r, &id.value))
            .collect(),
        views: t.tables("view").iter().map(view::view).collect(),
        print: t.table("print").map(|p| print(&p)).unwrap_or_default(),
    };
    with_title(form)
}

/// A form without a title is named by its number, or by its first field.
fn with_title(mut form: Form) -> Form {
    if form.title.parts.is_empty() {
        let name = if form.number.is_some() {
            Some("number")
        } else {
            form.fields.first().map(|f| f.id.as_str())
        };
        form.title = Template::read(&format!("{{{}}}", name.unwrap_or("id"))).unwrap_or_default();
    }
    form
}

fn section(t: &TomlTable<'_>) -> Section {
    let section = Section {
        id: t.need_string("id").value,
        label: t.need_text("label"),
    };
    t.finish();
    section
}

fn print(t: &TomlTable<'_>) -> Print {
    let orientation = t.string("orientation");
    if let Some(o) = orientation
        .as_ref()
        .filter(|o| !matches!(o.value.as_str(), "portrait" | "landscape"))
    {
        t.faults
            .add("F04", o.at.clone(), "orientation is portrait or landscape");
    }
    let print = Print {
        landscape: orientation.is_some_and(|o| o.value == "landscape"),
        sections: t.flag("sections").unwrap_or(false),
        signatures: t
            .tables("signatures")
            .iter()
            .map(|s| {
                let text = crate::model::text::Text {
                    zh: s.need_string("zh").value,
                    en: s.need_string("en").value,
                };
                s.finish();
                text
            })
            .collect(),
        copies: t.number("copies", 1..=9).unwrap_or(1),
    };
    t.finish();
    print
}

fn template(t: &TomlTable<'_>, text: &Placed<String>) -> Option<Template> {
    match Template::read(&text.value) {
        Ok(template) => Some(template),
        Err(at) => {
            let start = t.inside(text) + at;
            t.faults.add(
                "F05",
                start..start + 1,
                "this brace is not closed, or names nothing",
            );
            None
        }
    }
}

fn number(t: &TomlTable<'_>, text: &Placed<String>) -> Option<Template> {
    let template = template(t, text)?;
    if let Some(odd) = template
        .places()
        .find(|p| !matches!(*p, "year" | "month" | "seq"))
    {
        t.faults.hint(
            "F06",
            text.at.clone(),
            format!("a number has no place `{odd}`"),
            "year, month and seq are",
        );
    }
    if template.places().filter(|p| *p == "seq").count() != 1 {
        t.faults
            .add("F06", text.at.clone(), "a number needs {seq} exactly once");
    }
    Some(template)
}

/// Ids are short, lower case, and never begin with the underscore that marks the program's own tables.
fn check_id(t: &TomlTable<'_>, id: &Placed<String>) {
    let mut chars = id.value.chars();
    let good = chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && id.value.len() <= 31
        && !id.value.contains("__")
        && !id.value.starts_with("sqlite_");
    if !good {
        let hint = "an id is a small letter, then small letters, digits and single underscores, at most 31";
        t.faults.hint(
            "F07",
            id.at.clone(),
            format!("`{}` cannot be an id", id.value),
            hint,
        );
    }
}

/// Reports a word that is not one of a list.
fn not_one_of(t: &TomlTable<'_>, code: &'static str, at: Range<usize>, word: &str, known: &[&str]) {
    let near = nearest(word, known.iter().copied());
    let hint = if near.is_empty() {
        known.join(", ")
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    t.faults
        .hint(code, at, format!("`{word}` is not known here"), hint);
}
