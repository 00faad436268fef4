//! Expressions over a draft as one statement: its values are bound, and so are its lines, as JSON.

use crate::model::expr::Formula;
use crate::model::form::Form;
use crate::model::form::kind::Kind;
use crate::model::{Catalog, Field};

use super::EMBEDDED;
use super::expr::Emit;
use super::names::quote;

/// Expressions of a form made ready to be evaluated over drafts.
#[derive(Clone, Debug)]
pub struct Evaluator {
    pub(in crate::store) text: String,
    /// How many values it gives.
    pub(in crate::store) wanted: usize,
    /// Places of the fields whose values are bound, from the fourth on: id, state and number stand before them.
    pub(in crate::store) held: Vec<usize>,
}

impl Evaluator {
    pub fn new<'f>(
        form: &Form,
        catalog: &Catalog,
        formulas: impl IntoIterator<Item = &'f Formula>,
    ) -> Self {
        let emit = Emit::new(EMBEDDED, form, catalog, "d").for_draft();
        let wanted = formulas.into_iter().map(|f| emit.expr(f.root()));
        Self::of(form, &wanted.collect::<Vec<_>>())
    }

    /// The computed fields of a form, in its order, as the file would keep them.
    pub fn computed(form: &Form, catalog: &Catalog) -> Self {
        let emit = Emit::new(EMBEDDED, form, catalog, "d").for_draft();
        let computed = |f: &&Field| matches!(f.kind, Kind::Computed(_));
        let wanted = form.fields.iter().filter(computed);
        let wanted: Vec<String> = wanted.map(|f| emit.stored(f)).collect();
        Self::of(form, &wanted)
    }

    fn of(form: &Form, wanted: &[String]) -> Self {
        let mut columns: Vec<String> = [
            "?1 AS \"id\"",
            "?2 AS \"state\"",
            "?3 AS \"number\"",
            "NULL AS \"void_at\"",
            "NULL AS \"void_reason\"",
        ]
        .map(str::to_owned)
        .to_vec();
        // What the program stamps is looked up, and only where it is asked for.
        for name in [
            "rev",
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
        ] {
            let quoted = quote(name);
            if wanted.iter().any(|w| w.contains(&format!("d.{quoted}"))) {
                columns.push(format!(
                    "(SELECT {quoted} FROM {} WHERE \"id\" = ?1) AS {quoted}",
                    quote(&form.id)
                ));
            }
        }
        let fields = || {
            form.fields
                .iter()
                .enumerate()
                .filter(|(_, f)| f.is_stored() || f.line_fields().is_some())
        };
        columns.extend(
            fields()
                .zip(4..)
                .map(|((_, f), n)| format!("?{n} AS {}", quote(&f.id))),
        );
        let held = fields().map(|(i, _)| i).collect();
        // The values first: a named parameter before them would take the number of one of them.
        let text = format!(
            "WITH d AS (SELECT {}) SELECT {} FROM d",
            columns.join(", "),
            wanted.join(", ")
        );
        Self {
            text,
            wanted: wanted.len(),
            held,
        }
    }
}
