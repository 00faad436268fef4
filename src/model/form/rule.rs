//! Rules, as data: what must hold for the records of a form, and what is said where it does not.
//!
//! A rule is written as one of fifteen kinds and read into a few tests: most kinds are a shorter way to write a
//! condition or a deadline over the record at hand, so the engine below has little to know.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr, VariantNames};

use super::flow::Creates;
use crate::model::expr::{Formula, Lets};
use crate::model::text::Text;

/// Something that must hold for the records of a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub id: String,
    /// The obligations it watches.
    pub clauses: Vec<String>,
    /// The expressions to which it gives names.
    pub lets: Lets,
    /// How it was written.
    pub kind: RuleKind,
    pub test: Test,
    pub on_save: OnSave,
    /// What is wrong. `{field}`, `{due}` and `{missing}` are filled in.
    pub say: Text,
    /// What would put it right.
    pub help: Text,
    /// When it began: what began before the regulation was in force is not judged.
    pub since: Option<Formula>,
    /// The field that names the person whose business it is.
    pub whose: Option<String>,
    /// Only a warning, whatever comes out.
    pub advisory: bool,
    /// A new record that would put it right.
    pub cure: Option<Creates>,
}

/// The kinds that a rule is written as; the word in a definition is the name.
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
    EnumIter,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum RuleKind {
    Require,
    Deadline,
    Notice,
    Coverage,
    NoOverlap,
    Every,
    Total,
    Run,
    CountWithin,
    Order,
    Unique,
    Linked,
    Retain,
    Differ,
    Figure,
}

/// What a rule tests, over one record and what stands beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Test {
    /// When a condition holds, another holds.
    Require {
        holds: Formula,
        when: Option<Formula>,
    },
    /// Two fields name different things.
    Differ {
        fields: Vec<String>,
        when: Option<Formula>,
    },
    /// A value or combination stands once, among the records for which the condition holds. Held by the file.
    Unique {
        fields: Vec<String>,
        when: Option<Formula>,
    },
    /// Intervals of one subject never overlap; touching is fine. Held by the file.
    NoOverlap {
        subject: Vec<String>,
        from: String,
        to: String,
        when: Option<Formula>,
    },
    /// Something is reached by a day or moment.
    Deadline(Deadline),
    /// An amount is what the standard makes it; no standard, no answer.
    Figure {
        value: Formula,
        equals: Formula,
        off: Option<Formula>,
        when: Option<Formula>,
    },
    /// Something was done in each period of the calendar.
    Periods(Periods),
    /// Intervals leave no hole.
    Coverage(Coverage),
}

/// A day or moment by which something is reached.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Deadline {
    /// From when it is counted; nothing there, no deadline.
    pub start: Formula,
    /// The last day or moment that is in time; nothing there although it began: not computable.
    pub due: Formula,
    /// When it was reached, or whether it was.
    pub done: Option<Formula>,
    /// From when it is shown as coming.
    pub warn: Formula,
    pub when: Option<Formula>,
}

/// Something that is done in each period of the calendar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Periods {
    /// The days on which it was done, as a list.
    pub days: Formula,
    pub period: Period,
    /// How many periods are looked back.
    pub reach: u32,
    /// Days that a period may be late.
    pub grace: Option<Formula>,
    /// The first day for which it is asked.
    pub start: Option<Formula>,
    pub when: Option<Formula>,
}

/// Intervals that leave no hole around now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Coverage {
    /// The intervals, as a list of `from/to`.
    pub spans: Formula,
    /// Where the stretch to be covered ends and begins.
    pub until: Formula,
    pub after: Formula,
    pub when: Option<Formula>,
}

/// A stretch of the calendar.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, EnumIter, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum Period {
    Day,
    WorkingDay,
    TeachingDay,
    Week,
    Month,
    Quarter,
    Half,
    Year,
}

/// What a breach does to a save.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, EnumString, VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum OnSave {
    #[default]
    Refuse,
    Warn,
    Nothing,
}

impl Period {
    /// How many periods are looked back where a rule does not say.
    pub fn usual_reach(self) -> u32 {
        match self {
            Self::Day | Self::WorkingDay | Self::TeachingDay => 31,
            Self::Week => 8,
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Half | Self::Year => 2,
        }
    }
}

impl RuleKind {
    /// The word in a definition.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it only watches, because time decides it: a deadline or a hole in a roster is nothing that a save could
    /// put right at once.
    pub fn only_watches(self) -> bool {
        match self {
            Self::Deadline | Self::Notice | Self::Coverage | Self::Every => true,
            Self::Require
            | Self::NoOverlap
            | Self::Total
            | Self::Run
            | Self::CountWithin
            | Self::Order
            | Self::Unique
            | Self::Linked
            | Self::Retain
            | Self::Differ
            | Self::Figure => false,
        }
    }
}

impl Test {
    /// Whether a save can answer it; what only time decides cannot stop one.
    pub fn can_stop_a_save(&self) -> bool {
        match self {
            Self::Require { .. }
            | Self::Differ { .. }
            | Self::Figure { .. }
            | Self::Unique { .. }
            | Self::NoOverlap { .. } => true,
            Self::Deadline(_) | Self::Periods(_) | Self::Coverage(_) => false,
        }
    }
}

impl Rule {
    /// Every expression of the rule, all over its own record.
    pub fn formulas(&self) -> Vec<&Formula> {
        let mut all: Vec<&Formula> = self.since.iter().collect();
        match &self.test {
            Test::Require { holds, when } => {
                all.push(holds);
                all.extend(when);
            }
            Test::Differ { when, .. }
            | Test::Unique { when, .. }
            | Test::NoOverlap { when, .. } => {
                all.extend(when);
            }
            Test::Deadline(d) => {
                all.extend([&d.start, &d.due, &d.warn]);
                all.extend(d.done.iter().chain(&d.when));
            }
            Test::Figure {
                value,
                equals,
                off,
                when,
            } => {
                all.extend([value, equals]);
                all.extend(off.iter().chain(when));
            }
            Test::Periods(p) => {
                all.push(&p.days);
                all.extend(p.grace.iter().chain(&p.start).chain(&p.when));
            }
            Test::Coverage(c) => {
                all.extend([&c.spans, &c.until, &c.after]);
                all.extend(&c.when);
            }
        }
        all
    }

    /// Whether, standing in a form, the file itself refuses a breach, so that none can stand in it.
    pub fn is_held_by_file(&self) -> bool {
        matches!(self.test, Test::Unique { .. } | Test::NoOverlap { .. })
    }

    /// The fields that two records of the register have alike when the rule holds one against the other.
    pub fn alike(&self) -> &[String] {
        match &self.test {
            Test::Unique { fields, .. } => fields,
            Test::NoOverlap { subject, .. } => subject,
            Test::Require { .. }
            | Test::Differ { .. }
            | Test::Deadline(_)
            | Test::Figure { .. }
            | Test::Periods(_)
            | Test::Coverage(_) => &[],
        }
    }
}
