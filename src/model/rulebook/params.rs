//! The figures that rules use, with the start value of each (`assets/rulebook/params.toml`).
//!
//! A desk keeps its own in the register `rule_param`. What a text gives can only be made stricter; what rests on a
//! figure that no text gives is advisory until the organisation has set it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::model::locale;
use crate::model::text::Text;

/// The name of the file among those of the rulebook.
pub const FILE: &str = "params.toml";

const SHIPPED: &str = include_str!("../../../assets/rulebook/params.toml");

/// One figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    pub code: String,
    /// The figure of the text, or the start value.
    pub value: f64,
    pub unit: String,
    /// The clauses that it belongs to, as regulation and printed clause.
    pub clauses: Vec<String>,
    /// Whether a text gives the figure.
    pub given: bool,
    /// Which way a given figure may be changed.
    pub strict: Option<Strict>,
    label: Text,
}

/// In which direction a figure becomes stricter.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Strict {
    Less,
    More,
    /// Neither: it is what it is.
    Exact,
}

/// What figures are counted in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub code: String,
    /// What people write for it.
    words: Vec<String>,
    /// A stretch of time, which cannot be nothing.
    #[serde(default)]
    pub span: bool,
}

#[derive(Deserialize)]
struct ParamsFile {
    param: Vec<Param>,
    unit: Vec<Measure>,
}

/// Every figure, in the order of the file.
pub fn all() -> &'static [Param] {
    &shipped().params
}

/// The figure of a code.
pub fn find(code: &str) -> Option<&'static Param> {
    let shipped = shipped();
    shipped.index.get(code).and_then(|i| shipped.params.get(*i))
}

#[derive(Default)]
struct Shipped {
    params: Vec<Param>,
    index: HashMap<String, usize>,
    units: Vec<Measure>,
}

fn shipped() -> &'static Shipped {
    static READ: OnceLock<Shipped> = OnceLock::new();
    READ.get_or_init(|| {
        // The tests hold that the file can be read.
        let Ok(shape) = toml::from_str::<ParamsFile>(SHIPPED) else {
            return Shipped::default();
        };
        let codes = shape.param.iter().map(|p| p.code.clone());
        Shipped {
            index: codes.zip(0..).collect(),
            params: shape.param,
            units: shape.unit,
        }
    })
}

impl Measure {
    pub fn label(&self) -> Text {
        locale::both(&format!("unit-{}", self.code.replace('_', "-")), &[])
    }

    /// Whether somebody who writes this means the unit.
    pub fn is_meant_by(&self, word: &str) -> bool {
        let mut words = std::iter::once(&self.code).chain(&self.words);
        words.any(|w| w.eq_ignore_ascii_case(word.trim()))
    }
}

impl Param {
    pub fn label(&self) -> Text {
        self.label.clone()
    }

    /// What it is counted in.
    pub fn counted_in(&self) -> Option<&'static Measure> {
        shipped().units.iter().find(|u| u.code == self.unit)
    }

    /// The regulation and the printed clause that it belongs to first: `R1 六/3` is 1 and `六/3`.
    pub fn clause(&self) -> Option<(u8, &str)> {
        let (number, clause) = self.clauses.first()?.strip_prefix('R')?.split_once(' ')?;
        Some((number.parse().ok()?, clause))
    }

    /// Whether an organisation may set this figure.
    pub fn allows(&self, value: f64) -> bool {
        match self.strict {
            _ if !value.is_finite() || value < 0.0 => false,
            None => true,
            Some(Strict::Less) => value <= self.value,
            Some(Strict::More) => value >= self.value,
            Some(Strict::Exact) => (value - self.value).abs() < f64::EPSILON,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_figures_can_be_read_and_stand_once() {
        let read = toml::from_str::<ParamsFile>(SHIPPED);
        assert!(read.is_ok(), "{:?}", read.err());
        let shipped = shipped();
        assert_eq!(
            shipped.params.len(),
            shipped.index.len(),
            "a code stands twice"
        );
        for param in &shipped.params {
            assert!(
                param.counted_in().is_some(),
                "{}: {}",
                param.code,
                param.unit
            );
            assert!(param.clause().is_some(), "{}", param.code);
            assert!(param.value > 0.0, "{}", param.code);
            assert_eq!(param.given, param.strict.is_some(), "{}", param.code);
            assert!(
                !param.label.zh.is_empty() && !param.label.en.is_empty(),
                "{}",
                param.code
            );
        }
    }

    #[test]
    fn a_given_figure_can_only_be_made_stricter() {
        let hours = find("report.joint_office_hours").expect("a figure");
        assert!(
            hours.allows(24.0) && hours.allows(12.0) && !hours.allows(24.1) && !hours.allows(-1.0)
        );
        let days = find("log.days").expect("a figure");
        assert!(days.allows(90.0) && !days.allows(59.0) && !days.allows(f64::NAN));
        assert!(
            find("av.days").is_some_and(|p| p.allows(400.0)),
            "no text gives it"
        );
    }
}
