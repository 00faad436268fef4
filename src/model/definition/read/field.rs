//! Fields and their kinds as the TOML writes them.

use super::check_id;
use super::table::{Either, Placed, TomlTable};
use crate::model::fault::{Fault, Wrong};
use crate::model::form::field::{Bound, DefaultValue, Field, Required};
use crate::model::form::kind::{Choice, Computed, Kind, KindWord, Storage, Target};
use crate::model::locale;

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
        index_with: t.words("index_with"),
        min: t.scalar("min").map(|s| bound(s.value)),
        max: t.scalar("max").map(|s| bound(s.value)),
        pattern: pattern(t),
        show_when: t.formula("show_when"),
        read_only: t.flag("read_only").unwrap_or(false),
        sealed: t.flag("sealed").unwrap_or(false),
        contact: t.flag("contact").unwrap_or(false),
        copy: t.flag("copy").unwrap_or(true),
        search: t.word("search").unwrap_or_default(),
        section: t.string("section").map(|s| s.value),
        confidential: t.words("confidential"),
        was: t.string("was").map(|s| s.value),
        clauses: t.words("clauses"),
    };
    t.finish();
    field
}

fn required(t: &TomlTable<'_>) -> Required {
    match t.either("required") {
        None | Some(Either::Flag(false)) => Required::Never,
        Some(Either::Flag(true)) => Required::Always,
        Some(Either::Word(text)) => t
            .read_formula(&text)
            .map_or(Required::Never, Required::When),
        Some(Either::Table(inner)) => {
            let fault = Fault::new(Wrong::WrongType, inner.at.clone())
                .with("key", "required")
                .with_text("want", locale::both("toml-want-condition", &[]))
                .with_text("found", locale::both("toml-table", &[]));
            t.fault(fault);
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
    if regex_lite::Regex::new(&text.value).is_err() {
        t.fault(Fault::new(Wrong::BadPattern, text.at));
        return None;
    }
    Some(text.value)
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
    Kind::of_word(&word.value).unwrap_or_else(|| {
        t.not_one_of(Wrong::UnknownKind, word, &Kind::words());
        Kind::Text
    })
}

/// The kinds that bring their own keys.
fn with_parameters(t: &TomlTable<'_>) -> Kind {
    let reader = READERS.iter().find(|(word, _)| t.has(word.name()));
    reader.map_or_else(
        || {
            t.fault(Fault::new(Wrong::KindWithoutName, t.at.clone()));
            Kind::Text
        },
        |(word, read)| read(t, word.name()),
    )
}

type ReadKind = fn(&TomlTable<'_>, &'static str) -> Kind;

/// How the keys of each such kind are read, its own being the first.
const READERS: [(KindWord, ReadKind); 6] = [
    (KindWord::Choice, |t, key| Kind::Choice(choices(t, key))),
    (KindWord::Choices, |t, key| Kind::Choices(choices(t, key))),
    (KindWord::Checklist, |t, key| {
        Kind::Checklist(choices(t, key))
    }),
    (KindWord::Reference, |t, key| {
        Kind::Reference(Target {
            register: t.need_string(key).value,
            filter: t.formula("where"),
        })
    }),
    (KindWord::Rows, |t, key| Kind::Rows(lines(t, key))),
    (KindWord::Computed, computed),
];

fn choices(t: &TomlTable<'_>, key: &'static str) -> Vec<Choice> {
    let mut list: Vec<Choice> = Vec::new();
    for entry in t.tables(key) {
        let code = entry.need_string("code");
        let label = entry.languages();
        entry.finish();
        let plain = code
            .value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if !plain || code.value.is_empty() {
            t.fault(Fault::new(Wrong::BadCode, code.at.clone()));
        }
        if list.iter().any(|c| c.code == code.value) {
            t.fault(Fault::new(Wrong::CodeTwice, code.at).with("code", &code.value));
        }
        list.push(Choice {
            code: code.value,
            label,
        });
    }
    if list.is_empty() {
        t.fault(Fault::new(Wrong::NoChoices, t.at.clone()));
    }
    list
}

fn lines(t: &TomlTable<'_>, key: &'static str) -> Vec<Field> {
    let mut fields = Vec::new();
    for column in t.tables(key) {
        let field = field(&column);
        if field.kind.storage() == Storage::None {
            let fault = Fault::new(Wrong::KindInLines, column.at.clone());
            t.fault(fault.with("kind", field.kind.name()).with("id", &field.id));
        }
        fields.push(field);
    }
    if fields.is_empty() {
        t.fault(Fault::new(Wrong::NoColumns, t.at.clone()));
    }
    fields
}

fn computed(t: &TomlTable<'_>, key: &'static str) -> Kind {
    let formula = t.formula(key);
    let as_kind = t.string("as").map_or(Kind::Text, |word| simple(t, &word));
    match formula {
        Some(formula) => Kind::Computed(Computed {
            formula,
            as_kind: Box::new(as_kind),
        }),
        None => as_kind,
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_kind_is_a_word_alone_or_has_its_reader() {
        for word in KindWord::iter() {
            let alone = Kind::words().contains(&word.name());
            let reader = READERS.iter().any(|(known, _)| *known == word);
            assert!(alone != reader, "{}", word.name());
        }
    }
}
