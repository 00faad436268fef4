//! The registers that the program itself must know by name: who somebody is, which units there are, which regulations
//! are in force. What else it does with a register, the register's form says.
//!
//! Invariant: no other file writes such a name. A desk without one of them does without what hangs on it.

/// A register that the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::OrgUnit,
        Self::RoleAppointment,
        Self::Regulation,
        Self::RuleParam,
        Self::Workday,
        Self::Term,
        Self::Snooze,
    ];

    /// The id of its form.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::OrgUnit => "org_unit",
            Self::RoleAppointment => "role_appointment",
            Self::Regulation => "regulation",
            Self::RuleParam => "rule_param",
            Self::Workday => "workday",
            Self::Term => "term",
            Self::Snooze => "snooze",
        }
    }

    /// The system register of an id.
    pub fn read(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
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
