//! Whether an index serves a list, so that a page of it costs the same however long the register is. Pure.
//!
//! Invariant: judged by the form and the question alone, never by a clock; in doubt the answer is no.

use crate::model::Form;
use crate::model::pinyin;

use crate::store::query::{Condition, Predicate};
use crate::store::sql::guards::selective;
use crate::store::sql::list::ListStatement;

/// Registers up to this many records are read at once, whatever is asked.
const FEW: i64 = 5_000;

/// Whether a register with this last id is read through as fast as a screen is drawn.
pub fn is_short(last: i64) -> bool {
    last <= FEW
}

impl ListStatement<'_> {
    /// Whether a page can be read while somebody waits for it, in a register whose last id is this.
    pub fn is_quick(&self, last: i64) -> bool {
        is_short(last) || self.is_served()
    }

    /// Whether rows come out of an index in the order asked for, with none to be passed over but void ones.
    fn is_served(&self) -> bool {
        let query = self.query;
        let sort = query.sort.as_ref().map(|s| s.field.as_str());
        let sort = sort.filter(|field| *field != "id");
        if query.ids.as_ref().is_some_and(|ids| ids.len() <= 1) {
            return true;
        }
        if let Some(words) = query.search.as_deref().filter(|w| !w.trim().is_empty()) {
            // Words that can match nothing are answered without looking.
            let plain = sort.is_none() && query.filters.is_empty() && query.conditions.is_empty();
            return plain || pinyin::match_query(words).is_none();
        }
        if !query.filters.is_empty() {
            return false;
        }
        match (sort, query.conditions.as_slice()) {
            (None, []) => true,
            (None, [m]) => matches!(m.test, Predicate::Is(_)) && has_index(self.form, &m.field),
            (Some(field), matches) => {
                is_ordered(self.form, field) && matches.iter().all(|m| m.field == field && runs(m))
            }
            _ => false,
        }
    }
}

fn has_index(form: &Form, field: &str) -> bool {
    match form.field(field) {
        Some(field) => selective(field).is_some(),
        None => field == "state" && !form.states.is_empty(),
    }
}

/// Whether the index of a field has the order of the list: references are ordered by title, and no index knows that.
fn is_ordered(form: &Form, field: &str) -> bool {
    has_index(form, field) && form.field(field).is_none_or(|f| f.kind.target().is_none())
}

/// Whether a condition keeps one run of its index.
fn runs(m: &Condition) -> bool {
    matches!(
        m.test,
        Predicate::Is(_)
            | Predicate::AtLeast(_)
            | Predicate::AtMost(_)
            | Predicate::More(_)
            | Predicate::Less(_)
            | Predicate::Between(..)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::form::view::Sort;
    use crate::model::{Catalog, Lang, Value};
    use crate::store::Query;

    const FORM: &str = r#"
id = "thing"
label = { zh = "物品", en = "Things" }
title = "{name}"
[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
listed = 1
[[field]]
id = "due"
label = { zh = "到期", en = "Due" }
kind = "date"
listed = 2
[[field]]
id = "part_of"
label = { zh = "属于", en = "Part of" }
kind = { reference = "thing" }
listed = 3
[[field]]
id = "size"
label = { zh = "大小", en = "Size" }
kind = { choice = [{ code = "s", zh = "小", en = "Small" }, { code = "l", zh = "大", en = "Large" }] }
listed = 4
[[field]]
id = "remark"
label = { zh = "备注", en = "Remark" }
kind = "note"
[[state]]
id = "open"
label = { zh = "在办", en = "Open" }
"#;

    fn served(change: impl Fn(&mut Query)) -> bool {
        let form = crate::model::definition::read::form(FORM).unwrap_or_else(|f| panic!("{f:?}"));
        let mut query = Query {
            register: form.id.clone(),
            ..Query::default()
        };
        change(&mut query);
        let catalog = Catalog::default();
        let maker = ListStatement {
            dialect: crate::store::sql::EMBEDDED,
            form: &form,
            catalog: &catalog,
            query: &query,
            lang: Lang::Zh,
        };
        assert!(maker.is_quick(FEW), "a short register is read at once");
        maker.is_quick(FEW + 1)
    }

    fn by(field: &str) -> Option<Sort> {
        Some(Sort {
            field: field.into(),
            descending: true,
        })
    }

    fn is(field: &str) -> Condition {
        Condition {
            field: field.into(),
            test: Predicate::Is(Value::Int(1)),
        }
    }

    #[test]
    fn orders_that_an_index_has_are_quick() {
        for field in ["id", "name", "due", "state"] {
            assert!(served(|q| q.sort = by(field)), "{field}");
        }
        for field in ["part_of", "size", "remark", "number", "updated_at"] {
            assert!(!served(|q| q.sort = by(field)), "{field}");
        }
    }

    #[test]
    fn words_are_quick_newest_first_and_alone() {
        assert!(served(|q| q.search = Some("lamp".into())));
        assert!(!served(|q| {
            q.search = Some("lamp".into());
            q.sort = by("due");
        }));
        assert!(!served(|q| {
            q.search = Some("lamp".into());
            q.conditions = vec![is("part_of")];
        }));
    }

    #[test]
    fn conditions_are_quick_where_they_are_one_run_of_an_index() {
        assert!(served(|_| ()));
        assert!(served(|q| q.conditions = vec![is("part_of")]));
        assert!(served(|q| q.conditions = vec![is("state")]));
        assert!(!served(|q| q.conditions = vec![is("size")]));
        assert!(!served(|q| q.conditions = vec![is("part_of"), is("size")]));
        let from = Condition {
            field: "due".into(),
            test: Predicate::AtLeast(Value::text("2026-01-01")),
        };
        assert!(!served(|q| q.conditions = vec![from.clone()]));
        assert!(served(|q| {
            q.conditions = vec![from.clone()];
            q.sort = by("due");
        }));
    }
}
