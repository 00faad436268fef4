//! Rules as statements: one for each rule, over all records of its register or over a few of them. Pure.
//!
//! A statement gives the records that need a word, with what the word rests on; titles and texts come after, for
//! those alone. Named parameters: `:today`, `:now`, `:me`, `:in_force` (date), `:ahead` (moment up to which
//! deadlines are shown), `:units` (JSON list) and `:ids` (JSON list) where they are asked for.

use crate::model::expr::{Formula, Type};
use crate::model::form::rule::{Coverage, Deadline, Periods, Rule, RuleKind, Test};
use crate::model::{Catalog, Form};

use crate::store::severity::Severity;

use super::dialect::Dialect;
use super::expr::Emit;
use super::names::{literal, quote};

/// Which records a statement looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RuleReach {
    /// Where listed, only records of the units in `:units`, and those of no unit.
    pub units: Among,
    /// Where listed, only the records in `:ids`.
    pub records: Among,
}

/// All there are, or those of a list that is bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Among {
    #[default]
    All,
    Listed,
}

impl Among {
    /// Those of a list, where there is one.
    pub fn of<T>(list: Option<T>) -> Self {
        list.map_or(Self::All, |_| Self::Listed)
    }
}

/// The statement of a rule.
///
/// Columns: id, severity (its word, nothing where the list says it), since, due, person, list, days of grace.
pub fn statement(
    dialect: &dyn Dialect,
    rule: &Rule,
    form: &Form,
    catalog: &Catalog,
    reach: RuleReach,
) -> String {
    let maker = RuleStatement {
        emit: Emit::new(dialect, form, catalog, "r"),
        dialect,
        form,
        catalog,
        rule,
        reach,
    };
    match &rule.test {
        Test::Require { holds, when } => maker.require(holds, when.as_ref()),
        Test::Differ { fields, when } => maker.differ(fields, when.as_ref()),
        Test::Unique { fields, when } => maker.twins(fields, when.as_ref()),
        Test::NoOverlap {
            subject,
            from,
            to,
            when,
        } => maker.overlaps(subject, from, to, when.as_ref()),
        Test::Deadline(deadline) => maker.deadline(deadline),
        Test::Figure {
            value,
            equals,
            off,
            when,
        } => {
            let off = off.as_ref().map_or("0.005".into(), |f| maker.sql(f));
            maker.figure(value, equals, &off, when.as_ref())
        }
        Test::Periods(periods) => maker.periods(periods),
        Test::Coverage(coverage) => maker.coverage(coverage),
    }
}

/// A severity as a statement gives it.
pub(super) fn word(severity: Severity) -> String {
    literal(severity.word())
}

/// A breach, but where what is asked for has no answer.
fn unless_unknown(asked: &str) -> String {
    let (unknown, breach) = (word(Severity::Unknown), word(Severity::Breach));
    format!("CASE WHEN ({asked}) IS NULL THEN {unknown} ELSE {breach} END")
}

/// Id, number and columns of the records in a list of ids, in their order.
pub fn named(dialect: &dyn Dialect, register: &str, columns: &[String]) -> String {
    let columns: String = columns.iter().map(|column| format!(", {column}")).collect();
    format!(
        "SELECT r.\"id\", r.\"number\"{columns} FROM {} AS r WHERE r.\"id\" IN ({}) ORDER BY r.\"id\"",
        quote(register),
        dialect.each_of("?"),
    )
}

pub(super) struct RuleStatement<'a> {
    emit: Emit<'a>,
    pub dialect: &'a dyn Dialect,
    pub form: &'a Form,
    pub catalog: &'a Catalog,
    rule: &'a Rule,
    pub reach: RuleReach,
}

impl RuleStatement<'_> {
    fn sql(&self, formula: &Formula) -> String {
        self.emit.expr(formula.root())
    }

    fn type_of(&self, formula: &Formula) -> Type {
        self.emit.type_of(formula.root())
    }

    /// When it began, as the rule says it; `otherwise` where it does not.
    fn since(&self, otherwise: Option<&Formula>) -> String {
        let since = self.rule.since.as_ref().or(otherwise);
        since.map_or("NULL".into(), |s| self.sql(s))
    }

    fn whose(&self) -> String {
        self.rule
            .whose
            .as_ref()
            .map_or("NULL".into(), |w| format!("r.{}", quote(w)))
    }

    /// The conditions under which a record is looked at.
    fn applies(&self, when: Option<&Formula>) -> String {
        let mut all = Vec::new();
        if self.reach.records == Among::Listed {
            all.push(format!("r.\"id\" IN ({})", self.dialect.each_of(":ids")));
        }
        all.push("r.\"void_at\" IS NULL".to_owned());
        all.extend(when.map(|w| format!("({})", self.sql(w))));
        if self.reach.units == Among::Listed
            && let Some(unit) = self.form.unit_of_record()
        {
            let unit = self.sql(&unit);
            let units = self.dialect.each_of(":units");
            all.push(format!("({unit} IS NULL OR {unit} IN ({units}))"));
        }
        all.join(" AND ")
    }

    /// The statement of a rule that looks at the record once and says the same of all it finds.
    pub fn plain(&self, severity: &str, when: Option<&Formula>, broken: &str) -> String {
        let since = self.since(None);
        let began = match since.as_str() {
            "NULL" => String::new(),
            since => format!("coalesce(substr({since}, 1, 10) >= :in_force, 1) AND "),
        };
        format!(
            "SELECT r.\"id\", {severity}, {since}, NULL, {}, NULL, NULL FROM {} AS r WHERE {} AND {began}({broken})",
            self.whose(),
            quote(&self.form.id),
            self.applies(when),
        )
    }

    fn require(&self, holds: &Formula, when: Option<&Formula>) -> String {
        let test = self.sql(holds);
        if self.emit.needs_calendar(holds.root()) {
            // A calendar that is not loaded gives no answer; that is said, not passed over.
            let severity = unless_unknown(&test);
            return self.plain(&severity, when, &format!("NOT coalesce(({test}), 0)"));
        }
        self.plain(&word(Severity::Breach), when, &format!("NOT ({test})"))
    }

    fn differ(&self, fields: &[String], when: Option<&Formula>) -> String {
        let mut same = Vec::new();
        for (i, a) in fields.iter().enumerate() {
            same.extend(
                fields[i + 1..]
                    .iter()
                    .map(|b| format!("r.{} = r.{}", quote(a), quote(b))),
            );
        }
        self.plain(&word(Severity::Breach), when, &same.join(" OR "))
    }

    fn figure(
        &self,
        value: &Formula,
        equals: &Formula,
        off: &str,
        when: Option<&Formula>,
    ) -> String {
        let (value, equals) = (self.sql(value), self.sql(equals));
        let severity = unless_unknown(&equals);
        let broken = format!(
            "({equals}) IS NULL OR ({value}) IS NULL OR abs(({value}) - ({equals})) > {off}"
        );
        self.plain(&severity, when, &broken)
    }

    fn deadline(&self, deadline: &Deadline) -> String {
        let day = |formula: &Formula| self.type_of(formula) == Type::Date;
        let done = deadline.done.as_ref();
        let reached = done.is_some_and(|d| self.type_of(d) != Type::YesNo);
        let late = match done.map(day) {
            // A day is in time until it ends, a moment until it is passed.
            Some(false) if day(&deadline.due) => "substr(c.done, 1, 10) > c.due",
            Some(true) if !day(&deadline.due) => "c.done > substr(c.due, 1, 10)",
            _ => "c.done > c.due",
        };
        let unknown = word(Severity::Unknown);
        let finished = match (done.is_some(), reached) {
            (false, _) => String::new(),
            (true, true) => {
                // Whether it was in time cannot be told where the calendar does not say by when.
                format!(
                    "WHEN c.done IS NOT NULL THEN \
                     CASE WHEN c.due IS NULL THEN {unknown} WHEN {late} THEN {} END ",
                    word(Severity::Breach)
                )
            }
            (true, false) => "WHEN c.done THEN NULL ".to_owned(),
        };
        let passed = if day(&deadline.due) {
            ":today > c.due"
        } else {
            ":now > c.due"
        };
        let shown = if day(&deadline.warn) {
            "c.warn <= :today"
        } else {
            "c.warn <= :now"
        };
        // Blank though it began: the calendar does not say.
        let severity = format!(
            "CASE {finished}WHEN c.due IS NULL THEN {unknown} WHEN {passed} THEN {} \
             WHEN {shown} OR c.due <= :ahead THEN {} END",
            word(Severity::Overdue),
            word(Severity::Due),
        );
        let own = matches!(
            self.rule.kind,
            RuleKind::Deadline | RuleKind::Notice | RuleKind::CountWithin
        );
        let since = self.since(own.then_some(&deadline.start));
        let began = if own || self.rule.since.is_some() {
            " AND coalesce(substr(c.since, 1, 10) >= :in_force, 1)"
        } else {
            ""
        };
        let since = if since == "NULL" {
            self.sql(&deadline.start)
        } else {
            since
        };
        format!(
            "WITH c AS MATERIALIZED (SELECT r.\"id\" AS id, {} AS start, {since} AS since, {} AS due, {} AS warn, {} AS done, {} AS whose \
             FROM {} AS r WHERE {}) \
             SELECT c.id, {severity} AS severity, c.since, c.due, c.whose, NULL, NULL FROM c \
             WHERE c.start IS NOT NULL AND severity IS NOT NULL{began}",
            self.sql(&deadline.start),
            self.sql(&deadline.due),
            self.sql(&deadline.warn),
            done.map_or("NULL".into(), |d| self.sql(d)),
            self.whose(),
            quote(&self.form.id),
            self.applies(deadline.when.as_ref()),
        )
    }

    fn periods(&self, periods: &Periods) -> String {
        let start = periods
            .start
            .as_ref()
            .map_or("substr(r.\"created_at\", 1, 10)".into(), |s| self.sql(s));
        format!(
            "SELECT r.\"id\", NULL, {start}, NULL, {}, {}, {} FROM {} AS r WHERE {}",
            self.whose(),
            self.sql(&periods.days),
            periods.grace.as_ref().map_or("0".into(), |g| self.sql(g)),
            quote(&self.form.id),
            self.applies(periods.when.as_ref()),
        )
    }

    fn coverage(&self, coverage: &Coverage) -> String {
        format!(
            "SELECT r.\"id\", NULL, {}, {}, {}, {}, NULL FROM {} AS r WHERE {}",
            self.sql(&coverage.after),
            self.sql(&coverage.until),
            self.whose(),
            self.sql(&coverage.spans),
            quote(&self.form.id),
            self.applies(coverage.when.as_ref()),
        )
    }
}
