//! From the TOML of a form to a [`Form`], with every Fault that the text itself shows and the place of each part.
//!
//! What needs the other forms (references, types of expressions) is checked in [`super::lint`].

mod field;
mod flow;
mod length;
mod reading;
mod rule;
pub mod rulebook;
mod table;
mod understood;
mod view;

pub(in crate::model) use table::{Placed, TomlTable};
pub use understood::{Understood, toml};

use crate::model::fault::{Fault, Wrong};
use crate::model::form::template::Template;
use crate::model::form::{Form, Print, Section};

/// Reads one definition.
///
/// # Errors
/// All faults, in the order of their places.
pub fn form(source: &str) -> Result<Form, Vec<Fault>> {
    sound(toml(source, false, shape))
}

/// Reads a definition that passed its laws before it was kept in a file.
///
/// # Errors
/// As [`form`], but for expressions.
pub fn kept(source: &str) -> Result<Form, Vec<Fault>> {
    sound(toml(source, true, shape))
}

/// Reads as much of a definition as can be understood, so that its laws can be checked in spite of its faults;
/// nothing of a text that is not TOML.
pub fn whole(source: &str) -> Understood<'_, Option<Form>> {
    let read = toml(source, false, shape);
    let legible = !read.faults.iter().any(|f| f.code() == "F00") && !read.value.id.is_empty();
    Understood {
        value: legible.then_some(read.value),
        places: read.places,
        faults: read.faults,
    }
}

/// Where a register is at home; those that an organisation makes itself stand apart.
fn home(t: &TomlTable<'_>, key: &'static str) -> String {
    t.string(key).map_or_else(|| "own".to_owned(), |s| s.value)
}

fn sound(read: Understood<'_, Form>) -> Result<Form, Vec<Fault>> {
    if read.faults.is_empty() {
        Ok(read.value)
    } else {
        Err(read.faults)
    }
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
    let rules = t.tables("rule");
    let form = Form {
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
        key: t.words("key"),
        append_only: t.flag("append_only").unwrap_or(false),
        unit: t.formula("unit"),
        clauses: t.words("clauses"),
        sections: t.tables("section").iter().map(section).collect(),
        fields,
        states: t.tables("state").iter().map(flow::state).collect(),
        actions: t.tables("action").iter().map(flow::action).collect(),
        follows: t.tables("follow").iter().map(flow::follow).collect(),
        rules: rules
            .into_iter()
            .map(|r| rule::rule(r, &id.value))
            .collect(),
        views: t.tables("view").iter().map(view::view).collect(),
        print: t.table("print").map(|p| print(&p)).unwrap_or_default(),
        id: id.value,
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
    const ORIENTATIONS: [&str; 2] = ["portrait", "landscape"];
    let orientation = t.string("orientation");
    if let Some(word) = orientation
        .as_ref()
        .filter(|o| !ORIENTATIONS.contains(&o.value.as_str()))
    {
        t.not_one_of(Wrong::UnknownWord, word, &ORIENTATIONS);
    }
    let print = Print {
        landscape: orientation.is_some_and(|o| o.value == "landscape"),
        sections: t.flag("sections").unwrap_or(false),
        signatures: t
            .tables("signatures")
            .iter()
            .map(|s| {
                let text = s.languages();
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
    let read = Template::read(&text.value);
    let fault = |at: usize| {
        let start = t.inside(text) + at;
        t.fault(Fault::new(Wrong::BadTemplate, start..start + 1));
    };
    read.map_err(fault).ok()
}

fn number(t: &TomlTable<'_>, text: &Placed<String>) -> Option<Template> {
    let template = template(t, text)?;
    if let Some(odd) = template
        .places()
        .find(|p| !matches!(*p, "year" | "month" | "seq"))
    {
        let fault = Fault::new(Wrong::NumberPlace, text.at.clone());
        t.fault(fault.with("name", odd));
    }
    if template.places().filter(|p| *p == "seq").count() != 1 {
        t.fault(Fault::new(Wrong::NumberWithoutSequence, text.at.clone()));
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
        let fault = Fault::new(Wrong::BadId, id.at.clone());
        t.fault(fault.with("id", &id.value));
    }
}
