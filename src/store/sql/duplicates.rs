//! Rules of the rulebook that look for records twice: the same values, or intervals that overlap.
//!
//! In a form such a rule is held by the file and nothing can break it; a rule of the rulebook looks at what stands
//! there. A whole register is sorted once; a few records are held against the others one by one.

use crate::model::expr::Formula;
use crate::store::severity::Severity;

use super::expr::Emit;
use super::names::quote;
use super::rule::{Among, RuleStatement, word};

impl RuleStatement<'_> {
    /// Records that share all values with another; a blank is like no other.
    pub(super) fn twins(&self, fields: &[String], when: Option<&Formula>) -> String {
        let broken = if self.reach.records == Among::Listed {
            let same = fields.iter().map(|f| same(f));
            self.another(same.collect(), when)
        } else {
            let names: Vec<String> = fields.iter().map(|f| quote(f)).collect();
            let rows: Vec<String> = names.iter().map(|n| format!("r.{n}")).collect();
            let filled = fields.iter().map(|f| format!("o.{} IS NOT NULL", quote(f)));
            format!(
                "({}) IN (SELECT {} FROM {} AS o WHERE {} GROUP BY {} HAVING count(*) > 1)",
                rows.join(", "),
                names.join(", "),
                quote(&self.form.id),
                self.others(filled.collect(), when),
                names.join(", "),
            )
        };
        self.plain(&word(Severity::Breach), when, &broken)
    }

    /// Records whose interval runs into another of the same subject. Touching is fine, and what does not end after
    /// it begins is no interval.
    pub(super) fn overlaps(
        &self,
        subject: &[String],
        from: &str,
        to: &str,
        when: Option<&Formula>,
    ) -> String {
        let (from, to) = (quote(from), quote(to));
        let broken = if self.reach.records == Among::Listed {
            let same = subject.iter().map(|s| same(s));
            let meets = [
                format!("r.{from} < r.{to}"),
                format!("o.{from} < o.{to}"),
                format!("o.{from} < r.{to}"),
                format!("o.{to} > r.{from}"),
            ];
            self.another(same.chain(meets).collect(), when)
        } else {
            let apart = subject.iter().map(|s| format!("o.{}", quote(s)));
            let apart: Vec<String> = apart.collect();
            let apart = if apart.is_empty() {
                String::new()
            } else {
                format!("PARTITION BY {} ", apart.join(", "))
            };
            let order = format!("{apart}ORDER BY o.{from}, o.\"id\"");
            let known = subject
                .iter()
                .map(|s| format!("o.{} IS NOT NULL", quote(s)));
            let known = known.chain([format!("o.{from} < o.{to}")]);
            format!(
                "r.\"id\" IN (SELECT id FROM (SELECT o.\"id\" AS id, o.{from} AS begins, o.{to} AS ends, \
                 max(o.{to}) OVER ({order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before, \
                 lead(o.{from}) OVER ({order}) AS next FROM {} AS o WHERE {}) \
                 WHERE begins < before OR next < ends)",
                quote(&self.form.id),
                self.others(known.collect(), when),
            )
        };
        self.plain(&word(Severity::Breach), when, &broken)
    }

    /// Whether another record counts for which the tests hold.
    fn another(&self, mut tests: Vec<String>, when: Option<&Formula>) -> String {
        tests.push("o.\"id\" <> r.\"id\"".into());
        format!(
            "EXISTS (SELECT 1 FROM {} AS o WHERE {})",
            quote(&self.form.id),
            self.others(tests, when)
        )
    }

    /// The tests, and that the other record counts.
    fn others(&self, mut tests: Vec<String>, when: Option<&Formula>) -> String {
        let emit = Emit::new(self.dialect, self.form, self.catalog, "o");
        tests.push("o.\"void_at\" IS NULL".into());
        tests.extend(when.map(|w| format!("({})", emit.expr(w.root()))));
        tests.join(" AND ")
    }
}

fn same(field: &str) -> String {
    format!("o.{0} = r.{0}", quote(field))
}
