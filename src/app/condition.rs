//! Conditions as a clerk types them into a query by example, and back: `>10`, `2026-11..`, `张*`, `=`, `!x`, `a,b`.
//!
//! Pure: the clock and the finding of records are handed in. Invariant: what [`show`] writes, [`read`] reads back as the
//! same tests. Several tests of one field hold together.

mod days;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

use crate::model::form::kind::{Choice, Kind};
use crate::model::text::safety;
use crate::model::value::{Misread, Moment};
use crate::model::{Form, Lang, Value};
use crate::store::Predicate;

/// Finds the records of another register that a text may mean.
pub type NameLookup<'a> = &'a dyn Fn(&str) -> Vec<i64>;

type Tests = Result<Vec<Predicate>, Misread>;

/// The kind by which conditions over a field are read: a state is chosen among the form's states.
pub fn kind_of(form: &Form, kind: &Kind) -> Kind {
    match kind.shown() {
        Kind::State => Kind::Choice(
            form.states
                .iter()
                .map(|s| Choice {
                    code: s.id.clone(),
                    label: s.label.clone(),
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

/// Reads a condition; a blank one asks for nothing.
///
/// # Errors
/// Why the text is not a condition over the kind.
pub fn read(kind: &Kind, text: &str, now: NaiveDateTime, lookup: NameLookup<'_>) -> Tests {
    let kind = kind.shown();
    if matches!(kind, Kind::Rows(_)) {
        return Err(Misread::Form("condition"));
    }
    let text = safety::clean(text, false).map_err(|h| Misread::Hostile(h.code))?;
    let text = text.trim();
    let reading = ConditionReader { kind, now, lookup };
    match sign(text) {
        _ if text.is_empty() => Ok(Vec::new()),
        (Sign::Is, "") => Ok(vec![Predicate::Empty]),
        (Sign::Not, "") => Ok(vec![Predicate::Filled]),
        (Sign::None, "*") => Ok(vec![Predicate::Filled]),
        (_, "") => Err(Misread::Form("condition")),
        (Sign::None, rest) => reading.bare(rest),
        (Sign::Is, rest) => reading.exact(rest),
        (Sign::Not, rest) => reading.not(rest),
        (bound, rest) => reading.bound(bound, rest),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Is,
    Not,
    More,
    Less,
    AtLeast,
    AtMost,
}

const SIGNS: [(&str, Sign); 16] = [
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("<>", Sign::Not),
    ("!=", Sign::Not),
    ("≥", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("≠", Sign::Not),
    ("》=", Sign::AtLeast),
    ("《=", Sign::AtMost),
    ("《》", Sign::Not),
    (">", Sign::More),
    ("<", Sign::Less),
    ("》", Sign::More),
    ("《", Sign::Less),
    ("=", Sign::Is),
    ("!", Sign::Not),
];

/// The sign before a condition, in half or full width, and what follows it.
fn sign(text: &str) -> (Sign, &str) {
    for (word, sign) in SIGNS {
        let mut rest = text;
        let all = word.chars().all(|want| {
            let mut chars = rest.chars();
            let same = chars.next().is_some_and(|c| {
                c == want || safety::fold(c.encode_utf8(&mut [0; 4])).starts_with(want)
            });
            rest = chars.as_str();
            same
        });
        if all {
            return (sign, rest.trim());
        }
    }
    (Sign::None, text)
}

struct ConditionReader<'a> {
    kind: &'a Kind,
    now: NaiveDateTime,
    lookup: NameLookup<'a>,
}

impl ConditionReader<'_> {
    fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Note | Kind::File)
    }

    fn is_ticks(&self) -> bool {
        matches!(self.kind, Kind::Choices(_) | Kind::Checklist(_))
    }

    /// Whether values of the kind lie one after another.
    fn is_ordered(&self) -> bool {
        self.is_text()
            || self.kind.is_numeric()
            || matches!(self.kind, Kind::Date | Kind::Time | Kind::Moment)
    }

    /// A condition without a sign.
    fn bare(&self, text: &str) -> Tests {
        if let Some((from, to)) = self.range(text) {
            return self.between(from, to);
        }
        if !self.is_text()
            && let Ok(tests) = self.exact(text)
        {
            return Ok(tests);
        }
        let parts: Vec<&str> = text
            .split([',', '，', '、', ';', '；'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        match parts.as_slice() {
            [] => Err(Misread::Form("condition")),
            [one] if self.is_text() => Ok(vec![words(one)]),
            [_] => self.exact(text),
            many => self.any_of(many),
        }
    }

    fn any_of(&self, parts: &[&str]) -> Tests {
        if self.is_ticks() {
            return self.exact(&parts.join(","));
        }
        let mut values = Vec::new();
        for part in parts {
            for test in self.exact(part)? {
                match test {
                    Predicate::Is(value) => values.push(value),
                    Predicate::OneOf(several) => values.extend(several),
                    _ => return Err(Misread::Form("condition")),
                }
            }
        }
        Ok(vec![Predicate::OneOf(values)])
    }

    /// The value itself, or the span of days that a word such as `2026-11` stands for.
    fn exact(&self, text: &str) -> Tests {
        match self.kind {
            Kind::Date | Kind::Moment => {
                let (from, to) = self.span(text)?;
                Ok(vec![if from == to && !is_day_of_moment(self.kind, &from) {
                    Predicate::Is(from)
                } else {
                    Predicate::Between(from, to)
                }])
            }
            Kind::Choices(list) | Kind::Checklist(list) => match self.value(text)? {
                Value::Text(codes) => Ok(codes
                    .split(',')
                    .filter(|code| list.iter().any(|c| c.code == *code))
                    .map(|code| Predicate::Has(code.to_owned()))
                    .collect()),
                _ => Err(Misread::Form("condition")),
            },
            Kind::Reference(_) => Ok(vec![one_of(self.records(text)?)]),
            _ => Ok(vec![Predicate::Is(self.value(text)?)]),
        }
    }

    fn not(&self, text: &str) -> Tests {
        match self.exact(text)?.as_slice() {
            [Predicate::Is(value)] => Ok(vec![Predicate::IsNot(value.clone())]),
            _ => Err(Misread::Form("condition")),
        }
    }

    fn bound(&self, sign: Sign, text: &str) -> Tests {
        if !self.is_ordered() {
            return Err(Misread::Form("condition"));
        }
        let (from, to) = self.span(text)?;
        Ok(vec![match sign {
            Sign::More => Predicate::More(to),
            Sign::Less => Predicate::Less(from),
            Sign::AtMost => Predicate::AtMost(to),
            _ => Predicate::AtLeast(from),
        }])
    }

    fn between(&self, from: &str, to: &str) -> Tests {
        Ok(vec![match (from, to) {
            ("", "") => Predicate::Filled,
            (from, "") => Predicate::AtLeast(self.span(from)?.0),
            ("", to) => Predicate::AtMost(self.span(to)?.1),
            (from, to) => Predicate::Between(self.span(from)?.0, self.span(to)?.1),
        }])
    }

    /// The two sides of `a..b`. In texts two full stops mean a range only between two words.
    fn range<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        if !self.is_ordered() {
            return None;
        }
        let (from, to) = text.split_once("..").or_else(|| text.split_once("。。"))?;
        let (from, to) = (from.trim(), to.trim());
        let dotted = |side: &str| side.contains(['.', '。']);
        let open = from.is_empty() || to.is_empty();
        let plain = !self.is_text() || !(open || dotted(from) || dotted(to));
        plain.then_some((from, to))
    }

    /// First and last value that a text stands for.
    fn span(&self, text: &str) -> Result<(Value, Value), Misread> {
        let days = match self.kind {
            Kind::Date | Kind::Moment => days::span(text, self.now.date()),
            _ => None,
        };
        if let Some((from, to)) = days {
            return Ok((Value::date(from), Value::date(to)));
        }
        let value = self.value(text)?;
        Ok((value.clone(), value))
    }

    fn value(&self, text: &str) -> Result<Value, Misread> {
        Value::read(self.kind, text, Moment(self.now))
    }

    fn records(&self, text: &str) -> Result<Vec<Value>, Misread> {
        let found = (self.lookup)(text.trim_matches('*'));
        if found.is_empty() {
            return Err(Misread::Form("condition-none"));
        }
        Ok(found.into_iter().map(Value::Int).collect())
    }
}

/// A moment's column never equals a day: the whole day is meant.
fn is_day_of_moment(kind: &Kind, value: &Value) -> bool {
    matches!(kind, Kind::Moment) && value.as_text().is_some_and(|t| t.len() == 10)
}

fn one_of(mut values: Vec<Value>) -> Predicate {
    match values.len() {
        1 => Predicate::Is(values.remove(0)),
        _ => Predicate::OneOf(values),
    }
}

/// Words of a text: `张*` begins, everything else is found anywhere.
fn words(text: &str) -> Predicate {
    match text.strip_suffix('*') {
        Some(start) if !start.is_empty() && !start.starts_with('*') => {
            Predicate::Begins(start.to_owned())
        }
        _ => Predicate::Contains(text.trim_matches('*').to_owned()),
    }
}

/// A condition as it is typed; `title` names the records of a reference.
pub fn show(kind: &Kind, test: &Predicate, lang: Lang, title: &dyn Fn(i64) -> String) -> String {
    let kind = kind.shown();
    let one = |value: &Value| match (kind, value) {
        (Kind::Reference(_), Value::Int(id)) => title(*id),
        _ => value.show(kind, lang),
    };
    match test {
        // What is typed without a sign is looked for inside a text.
        Predicate::Is(v) if matches!(kind, Kind::Text | Kind::Note | Kind::File) => {
            format!("={}", one(v))
        }
        Predicate::Is(v) => one(v),
        Predicate::IsNot(v) => format!("!{}", one(v)),
        Predicate::AtLeast(v) => format!(">={}", one(v)),
        Predicate::AtMost(v) => format!("<={}", one(v)),
        Predicate::More(v) => format!(">{}", one(v)),
        Predicate::Less(v) => format!("<{}", one(v)),
        Predicate::Between(a, b) if a == b && is_day_of_moment(kind, a) => one(a),
        Predicate::Between(a, b) => format!("{}..{}", one(a), one(b)),
        Predicate::Contains(text) => text.clone(),
        Predicate::Begins(text) => format!("{text}*"),
        Predicate::OneOf(list) => list.iter().map(one).collect::<Vec<_>>().join(", "),
        Predicate::Has(code) => kind.choices().map_or_else(
            || code.clone(),
            |list| Choice::label_of(list, code, lang).to_owned(),
        ),
        Predicate::Empty => "=".to_owned(),
        Predicate::Filled => "*".to_owned(),
    }
}
