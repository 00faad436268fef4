//! The figures of the rules, as an organisation may set them: known, counted in their unit, never looser than a text.

use crate::model::catalog::system::System;
use crate::model::form::kind::Kind;
use crate::model::rulebook::params::{self, Param, Strict};
use crate::model::rulebook::shipped;
use crate::model::text::near;
use crate::model::{Complaint, Form, Text, Value, locale};

/// The register in which figures are kept.
const REGISTER: &str = System::RuleParam.id();

/// What is wrong with a figure; nothing for records of other registers.
pub(super) fn check(form: &Form, values: &[Value]) -> Vec<Complaint> {
    if form.id != REGISTER {
        return Vec::new();
    }
    let place = |name: &str| form.fields.iter().position(|f| f.id == name);
    let held = |name: &str| place(name).and_then(|i| values.get(i));
    let Some(code) = held("code").and_then(Value::as_text) else {
        return Vec::new();
    };
    let Some(param) = params::find(code) else {
        return vec![unknown(code)];
    };
    let mut out = Vec::new();
    let value = place("value").and_then(|i| amount(&form.fields[i].kind, values.get(i)?));
    if let Some(value) = value {
        let nothing = value <= 0.0 && param.counted_in().is_some_and(|u| u.span);
        if nothing {
            let words = locale::both("figure-positive", &[]);
            out.push(Complaint::new(Some("value"), "format").with_text("what", words));
        } else if value >= 0.0 && !param.allows(value) {
            out.push(loosened(param));
        }
    }
    let unit = held("unit").and_then(Value::as_text);
    let other = |word: &&str| param.counted_in().is_some_and(|u| !u.is_meant_by(word));
    if let Some(word) = unit.filter(other) {
        let complaint = Complaint::new(Some("unit"), "choice").with("text", word);
        out.push(complaint.with_text("near", unit_of(param)));
    }
    out
}

/// A kept value as the number that it means.
fn amount(kind: &Kind, value: &Value) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "figures of rules are small")]
    let kept = value.as_int()? as f64;
    let places = kind.places().unwrap_or(0);
    Some(kept / f64::from(10_u32.pow(places)))
}

fn unknown(code: &str) -> Complaint {
    let near = near::nearest(code, params::all().iter().map(|p| p.code.as_str())).join(", ");
    let hint = if near.is_empty() {
        locale::both("figure-where", &[])
    } else {
        locale::both("near", &[("near", &near)])
    };
    Complaint::new(Some("code"), "not-found")
        .with_text("register", locale::both("word-figure", &[]))
        .with("text", code)
        .with_text("near", hint)
}

fn loosened(param: &Param) -> Complaint {
    let value = param.value.to_string();
    let way = match param.strict {
        Some(Strict::Less) => "figure-less",
        Some(Strict::More) => "figure-more",
        Some(Strict::Exact) | None => "figure-exact",
    };
    let clauses: Vec<String> = shipped()
        .obligation_of(param)
        .map(str::to_owned)
        .into_iter()
        .collect();
    Complaint::new(Some("value"), "loosened")
        .with("clause", param.clauses.join(", "))
        .with("value", &value)
        .with_text("unit", unit_of(param))
        .with_text("right", locale::both(way, &[("value", &value)]))
        .clause(&clauses)
}

fn unit_of(param: &Param) -> Text {
    let unit = param.counted_in();
    unit.map_or_else(|| Text::same(&param.unit), params::Measure::label)
}
