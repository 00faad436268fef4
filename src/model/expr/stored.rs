//! Expressions as they are kept beside a definition: what they say, not where it was written, which is of no use
//! without the definition. They are taken apart again when they are first needed.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::formula::{Formula, Lets};
use super::source_map::SourceMap;

/// What one expression says, without the names that it may use.
#[derive(Serialize, Deserialize)]
struct Said {
    text: String,
    composed: bool,
}

impl Said {
    fn of(formula: &Formula) -> Self {
        Self {
            text: formula.text.clone(),
            composed: formula.composed,
        }
    }

    fn formula(self, lets: Arc<Lets>) -> Formula {
        let mut formula = Formula::written(&self.text, SourceMap::default(), lets);
        formula.composed = self.composed;
        formula
    }
}

impl Serialize for Lets {
    /// One after the other: each may use those before it, which so stand once.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let all: Vec<(&str, Said)> = self.iter().map(|(name, f)| (name, Said::of(f))).collect();
        all.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Lets {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let all = Vec::<(String, Said)>::deserialize(from)?;
        let with = |before: Self, (name, said): (String, Said)| {
            let formula = said.formula(Arc::new(before.clone()));
            before.with(&name, formula)
        };
        Ok(all.into_iter().fold(Self::default(), with))
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (Said::of(self), &*self.lets).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (said, lets) = <(Said, Lets)>::deserialize(from)?;
        Ok(said.formula(Arc::new(lets)))
    }
}
