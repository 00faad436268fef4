//! Fields and their kinds as the TOML writes them.

use super::table::{Either, Placed, TomlTable};
use super::{check_id, not_one_of};
use crate::model::form::field::{Bound, DefaultValue, Field, Required, Search};
use crate::model::form::kind::{Choice, Computed, Kind, Target};
use crate::model::text::Text;

const WORDS: [&str; 14] = [
    "text", "note", "integer", "number", "money", "date", "time", "moment", "duration", "yes_no",
    "person", "file", "state", "choice",
];

pub fn field(t: &TomlTable<'_>) -> Field {
    let id = t.need_string("id");
    check_id(t, &id);
    let field = Field {
        id: id.value,
        label: t.need_text("label"),
        help: t.text("help").unwrap_or_default(),
        kind: kind(t),
        required: required(t),
        listed: t.number("listed", 1..=99),
        width: t
            .number("width", 1..=200)
            .and_then(|n| u16::try_from(n).ok()),
        default: t.scalar("default").map(|s| default(s.value)),
        unique: t.flag("unique").unwrap_or(false),
        indexed: t.flag("index").unwrap_or(false),
        index_with: t
            .strings("index_with")
            .into_iter()
            .map(|s| s.value)
            .collect(),
        min: t.scalar("min").map(|s| bound(s.value)),
        max: t.scalar("max").map(|s| bound(s.value)),
        pattern: pattern(t),
        show_when: t.formula("show_when"),
        read_only: t.flag("read_only").unwrap_or(false),
        sealed: t.flag("sealed").unwrap_or(false),
        copy: t.flag("copy").unwrap_or(true),
        search: search(t),
        section: t.string("section").map(|s| s.value),
        confidential: t
            .strings("confidential")
            .into_iter()
            .map(|s| s.value)
            .collect(),
        was: t.string("was").map(|s| s.value),
        clauses: t.strings("clauses").into_iter().map(|s| s.value).collect(),
    };
    t.finish();
    field
}

fn required(t: &TomlTable<'_>) -> Required {
    match t.either("required") {
        None | Some(Either::Flag(false)) => Required::Never,
        Some(Either::Flag(true)) => Required::Always,
        Some(Either::Word(text)) => t.read_formula(text).map_or(Required::Never, Required::When),
        Some(Either::Table(inner)) => {
            t.faults.add(
                "F03",
                inner.at.clone(),
                "`required` must be true, false or an expression",
            );
            Required::Never
        }
    }
}

fn default(word: String) -> DefaultValue {
    match word.as_str() {
        "now" => DefaultValue::Now,
        "today" => DefaultValue::Today,
        "me" => DefaultValue::Me,
        "my_unit" => DefaultValue::MyUnit,
        "last" => DefaultValue::Last,
        _ => DefaultValue::Literal(word),
    }
}

fn bound(word: String) -> Bound {
    match word.as_str() {
        "today" => Bound::Today,
        "now" => Bound::Now,
        _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') => {
            Bound::Number(word)
        }
        _ => Bound::Field(word),
    }
}

fn pattern(t: &TomlTable<'_>) -> Option<String> {
    let text = t.string("pattern")?;
    if let Err(error) = regex_lite::Regex::new(&text.value) {
        t.faults.add(
            "F08",
            text.at,
            format!("the pattern cannot be read: {error}"),
        );
        return None;
    }
    Some(text.value)
}

fn search(t: &TomlTable<'_>) -> Search {
    let Some(word) = t.string("search") else {
        return Search::Words;
    };
    match word.value.as_str() {
        "words" => Search::Words,
        "pinyin" => Search::Pinyin,
        "none" => Search::None,
        other => {
            not_one_of(t, "F04", word.at, other, &["words", "pinyin", "none"]);
            Search::Words
        }
    }
}

fn kind(t: &TomlTable<'_>) -> Kind {
    match t.either("kind") {
        Some(Either::Word(word)) => simple(t, &word),
        Some(Either::Table(inner)) => {
            let kind = with_parameters(&inner);
            inner.finish();
            kind
        }
        Some(Either::Flag(_)) | None => {
            t.need("kind");
            Kind::Text
        }
    }
}

/// The kinds that are a word alone.
fn simple(t: &TomlTable<'_>, word: &Placed<String>) -> Kind {
    match word.value.as_str() {
        "text" => Kind::Text,
        "note" => Kind::Note,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "money" => Kind::Money,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "moment" => Kind::Moment,
        "duration" => Kind::Duration,
        "yes_no" => Kind::YesNo,
        "file" => Kind::File,
        "state" => Kind::State,
        "person" => Kind::Reference(Target {
            register: "person".into(),
            filter: None,
        }),
        other => {
            not_one_of(t, "F10", word.at.clone(), other, &WORDS);
            Kind::Text
        }
    }
}

/// The kinds that bring their own keys.
fn with_parameters(t: &TomlTable<'_>) -> Kind {
    if t.has("choice") {
        Kind::Choice(choices(t, "choice"))
    } else if t.has("choices") {
        Kind::Choices(choices(t, "choices"))
    } else if t.has("checklist") {
        Kind::Checklist(choices(t, "checklist"))
    } else if t.has("reference") {
        Kind::Reference(Target {
            register: t.need_string("reference").value,
            filter: t.formula("where"),
        })
    } else if t.has("rows") {
        Kind::Rows(lines(t))
    } else if t.has("computed") {
        computed(t)
    } else {
        let hint = "choice, choices, checklist, reference, rows or computed";
        t.faults
            .hint("F10", t.at.clone(), "this kind is not known", hint);
        Kind::Text
    }
}

fn choices(t: &TomlTable<'_>, key: &'static str) -> Vec<Choice> {
    let mut list: Vec<Choice> = Vec::new();
    for entry in t.tables(key) {
        let code = entry.need_string("code");
        let label = Text {
            zh: entry.need_string("zh").value,
            en: entry.need_string("en").value,
        };
        entry.finish();
        let plain = code
            .value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if !plain || code.value.is_empty() {
            t.faults
                .add("F11", code.at.clone(), "a code is letters, digits, - and _");
        }
        if list.iter().any(|c| c.code == code.value) {
            t.faults.add(
                "F12",
                code.at,
                format!("the code `{}` stands twice", code.value),
            );
        }
        list.push(Choice {
            code: code.value,
            label,
        });
    }
    if list.is_empty() {
        t.faults.add("F13", t.at.clone(), "the list has no choice");
    }
    list
}

fn lines(t: &TomlTable<'_>) -> Vec<Field> {
    let fields: Vec<Field> = t.tables("rows").iter().map(field).collect();
    for f in &fields {
        if matches!(f.kind, Kind::Rows(_) | Kind::Computed(_) | Kind::State) {
            let message = format!("a line cannot hold {} (`{}`)", f.kind.name(), f.id);
            t.faults.add("F14", t.at.clone(), message);
        }
    }
    if fields.is_empty() {
        t.faults
            .add("F13", t.at.clone(), "a line needs at least one field");
    }
    fields
}

fn computed(t: &TomlTable<'_>) -> Kind {
    let formula = t.formula("computed");
    let as_kind = t.string("as").map_or(Kind::Text, |word| simple(t, &word));
    match formula {
        Some(formula) => Kind::Computed(Computed {
            formula,
            as_kind: Box::new(as_kind),
        }),
        None => as_kind,
    }
}
