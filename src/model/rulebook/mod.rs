//! The rulebook: fifteen regulations as their obligations in our own words, and the rules that watch them.
//!
//! It belongs to the program (`assets/rulebook`), not to the desk file: which of the regulations a desk has adopted
//! stands in its register `regulation`.

pub mod params;
mod shipped;

pub use shipped::{at_save, ids, is_read, knows, packed, shipped, sources, unpack};

use serde::{Deserialize, Serialize};

use std::sync::Arc;

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::catalog::Catalog;
use super::form::rule::Rule;
use super::text::Text;

/// All regulations that the program knows, by their number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rulebook {
    pub regulations: Vec<Regulation>,
    pub rules: Vec<BookRule>,
}

/// One regulation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Regulation {
    /// 1 to 15.
    pub number: u8,
    pub title: Text,
    /// The packs that a desk needs which adopts it.
    pub packs: Vec<String>,
    pub absent: Vec<Absent>,
    pub obligations: Vec<Obligation>,
}

/// A clause that the printed text lacks, or has in a way that nothing can bind to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Absent {
    pub clause: String,
    pub say: Text,
}

/// One thing that somebody must do, record, approve or keep.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Obligation {
    /// `R01.26`: regulation and number.
    pub id: String,
    pub clause: String,
    pub kind: String,
    pub text: Text,
    /// How a doubtful clause is read here.
    pub reading: Option<Text>,
    /// What holds it, or will, beside the rules and fields that name it themselves.
    pub held: Vec<Holder>,
    /// Why no program can hold it.
    pub outside: Option<Text>,
}

/// What holds an obligation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holder {
    /// Empty for what the program does as a whole.
    pub register: String,
    pub by: By,
    pub name: String,
}

/// In which way something holds an obligation.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum By {
    /// The register is there for it.
    Register,
    Rule,
    Field,
    State,
    View,
    Permission,
    Print,
    Program,
}

/// A rule of the rulebook with the register whose records it looks at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BookRule {
    pub register: String,
    pub rule: Arc<Rule>,
}

/// The number of the regulation that an obligation's id begins with.
pub fn regulation_of(id: &str) -> Option<u8> {
    id.strip_prefix('R')?.split('.').next()?.parse().ok()
}

impl Rulebook {
    pub fn regulation(&self, number: u8) -> Option<&Regulation> {
        self.regulations.iter().find(|r| r.number == number)
    }

    /// Every obligation, in order.
    pub fn obligations(&self) -> impl Iterator<Item = &Obligation> {
        self.regulations.iter().flat_map(|r| &r.obligations)
    }

    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        let regulation = self.regulation(regulation_of(id)?)?;
        regulation.obligations.iter().find(|o| o.id == id)
    }

    /// The obligation that a figure belongs to: that of a rule which uses it, else that of its printed clause.
    pub fn obligation_of(&self, param: &params::Param) -> Option<&str> {
        let (number, clause) = param.clause()?;
        let uses = |w: &&BookRule| {
            w.rule
                .formulas()
                .iter()
                .any(|f| f.root().uses_figure(&param.code))
        };
        let own = |id: &&String| regulation_of(id) == Some(number);
        let mut using = self.rules.iter().filter(uses);
        if let Some(id) = using.find_map(|w| w.rule.clauses.iter().find(own)) {
            return Some(id);
        }
        let printed = self.regulation(number)?.obligations.iter();
        let mut near = printed.filter(|o| o.clause == clause);
        near.next().map(|o| o.id.as_str())
    }

    /// The rule that a holder names: one of the rulebook, or one of the register's own.
    pub fn rule<'a>(&'a self, holder: &Holder, catalog: &'a Catalog) -> Option<&'a Rule> {
        let own = || {
            let form = catalog.form(&holder.register)?;
            form.rules.iter().find(|r| r.id == holder.name)
        };
        self.rules
            .iter()
            .find(|w| w.register == holder.register && w.rule.id == holder.name)
            .map(|w| &*w.rule)
            .or_else(own)
    }

    /// The rules that watch for a regulation.
    pub fn rules_of(&self, number: u8) -> impl Iterator<Item = &BookRule> {
        let about = move |c: &String| regulation_of(c) == Some(number);
        self.rules
            .iter()
            .filter(move |w| w.rule.clauses.iter().any(about))
    }

    /// Everything that holds an obligation, each once. What will hold it some day is not among it.
    pub fn holders(&self, obligation: &Obligation, catalog: &Catalog) -> Vec<Holder> {
        let id = &obligation.id;
        let at_work = obligation.held.iter().filter(|h| h.by.is_at_work());
        let mut all: Vec<Holder> = at_work.cloned().collect();
        let holder = |register: &str, by, name: &str| Holder {
            register: register.to_owned(),
            by,
            name: name.to_owned(),
        };
        for watch in self.rules.iter().filter(|w| w.rule.clauses.contains(id)) {
            all.push(holder(&watch.register, By::Rule, &watch.rule.id));
        }
        for form in catalog
            .forms()
            .filter(|f| f.clauses.contains(id) || f.names_clause(id))
        {
            // Where something of the register is still missing for it, the register alone is not enough.
            let waits = obligation.awaited().any(|h| h.register == form.id);
            if form.clauses.contains(id) && !waits {
                all.push(holder(&form.id, By::Register, ""));
            }
            let rules = form.rules.iter().filter(|r| r.clauses.contains(id));
            all.extend(rules.map(|r| holder(&form.id, By::Rule, &r.id)));
            let fields = form.fields.iter().filter(|f| f.clauses.contains(id));
            all.extend(fields.map(|f| holder(&form.id, By::Field, &f.id)));
        }
        all.sort();
        all.dedup();
        all
    }
}

impl Obligation {
    /// Whether it waits for something that the program cannot do yet: whatever else holds a part of it, it is not held.
    pub fn is_awaiting(&self) -> bool {
        self.awaited().next().is_some()
    }

    /// What will hold it as soon as the program can do that.
    pub fn awaited(&self) -> impl Iterator<Item = &Holder> {
        self.held.iter().filter(|h| !h.by.is_at_work())
    }
}

impl By {
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// Whether the program does what the word says. Sheets with their signatures and fields that only some may see are
    /// described in the forms, and come with a later version.
    pub fn is_at_work(self) -> bool {
        match self {
            Self::Register
            | Self::Rule
            | Self::Field
            | Self::State
            | Self::View
            | Self::Program => true,
            Self::Permission | Self::Print => false,
        }
    }

    /// The word used in the files and in JSON.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
