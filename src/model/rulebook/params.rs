//! The figures that rules use, with the start value of each (`assets/rulebook/params.toml`).
//!
//! A desk keeps its own in the register `rule_param`. What a text gives can only be made stricter; what rests on a
//! figure that no text gives is advisory until the organisation has set it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

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
    label: Words,
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

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
struct Shape {
    param: Vec<Param>,
}

/// Every figure, in the order of the file.
pub fn all() -> &'static [Param] {
    &shelf().0
}

/// The figure of a code.
pub fn find(code: &str) -> Option<&'static Param> {
    let (params, index) = shelf();
    index.get(code).and_then(|i| params.get(*i))
}

fn shelf() -> &'static (Vec<Param>, HashMap<String, usize>) {
    static READ: OnceLock<(Vec<Param>, HashMap<String, usize>)> = OnceLock::new();
    READ.get_or_init(|| {
        // The tests hold that the file can be read.
        let params = toml::from_str::<Shape>(SHIPPED).map_or_else(|_| Vec::new(), |s| s.param);
        let index = params
            .iter()
            .enumerate()
            .map(|(i, p)| (p.code.clone(), i))
            .collect();
        (params, index)
    })
}

impl Param {
    pub fn label(&self) -> Text {
        Text::new(self.label.zh.clone(), self.label.en.clone())
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
        let read = toml::from_str::<Shape>(SHIPPED);
        assert!(read.is_ok(), "{:?}", read.err());
        let (params, index) = shelf();
        assert_eq!(params.len(), index.len(), "a code stands twice");
        for param in params {
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
