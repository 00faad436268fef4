//! The registers that the program itself must know by name: who somebody is, which units there are, which regulations
//! are in force. What else it does with a register, the register's form says.
//!
//! Invariant: no other file writes such a name. A desk without one of them does without what hangs on it.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// A register that the program knows; its word is the id of its form.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum System {
    /// Who is at the desk, and whose business a finding is.
    Person,
    /// For which part of the organisation something holds.
    OrgUnit,
    /// Who holds which office, and since when.
    RoleAppointment,
    /// What is in force here, since when, for which units.
    Regulation,
    /// The figures of rules as the organisation has set them.
    RuleParam,
    /// Days that are worked or not, beside the announced ones.
    Workday,
    /// Terms of the school year.
    Term,
    /// Findings that are put aside.
    Snooze,
}

impl System {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The id of its form.
    pub const fn id(self) -> &'static str {
        self.into_str()
    }

    /// The system register of an id.
    pub fn read(id: &str) -> Option<Self> {
        id.parse().ok()
    }

    /// The fields that the program reads or fills by itself.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Person => &["status"],
            Self::OrgUnit => &["code", "name", "kind", "parent"],
            Self::RoleAppointment => &["person"],
            Self::Regulation => &[
                "code",
                "title",
                "version",
                "kind",
                "seed_no",
                "approved_by",
                "approved_on",
                "effective_on",
                "note",
                "scope_unit",
                "drafted_by",
            ],
            Self::RuleParam => &[
                "code",
                "meaning",
                "value",
                "unit",
                "clause",
                "given_by_text",
                "set_by",
            ],
            Self::Workday | Self::Term => &[],
            Self::Snooze => &["rule", "register", "record", "subject", "until", "reason"],
        }
    }
}
