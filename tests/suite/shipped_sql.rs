//! Every expression of the shipped forms and of the rulebook becomes the SQL that it became before: a change of the
//! grammar or of the maker of SQL is seen here. `shipped_sql.txt` keeps a print of it for each register and rule.

use std::fs;
use std::path::PathBuf;

use deskbook::model::catalog::shipped;
use deskbook::model::expr::Formula;
use deskbook::model::form::field::Required;
use deskbook::model::form::rule::Rule;
use deskbook::model::{Catalog, Form, Kind, rulebook};
use deskbook::store::sql::Sqlite;
use deskbook::store::sql::expr::Emit;

/// What the expressions of one register or rule become: the name of each, and its SQL.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, of: &str, formula: &Formula, form: &Form, catalog: &Catalog) {
        let sql = Emit::new(&Sqlite, form, catalog, "r").expr(formula.root());
        self.0 += &format!("{of}\n    {sql}\n");
    }

    fn form(&mut self, form: &Form, catalog: &Catalog) {
        let id = &form.id;
        for field in &form.fields {
            let mut add = |key: &str, formula: &Formula, form: &Form| {
                self.add(&format!("{id}.{} {key}", field.id), formula, form, catalog);
            };
            if let Required::When(formula) = &field.required {
                add("required", formula, form);
            }
            if let Some(formula) = &field.show_when {
                add("show_when", formula, form);
            }
            match &field.kind {
                Kind::Computed(c) => add("computed", &c.formula, form),
                Kind::Reference(t) => {
                    if let (Some(filter), Some(far)) = (&t.filter, catalog.form(&t.register)) {
                        add("where", filter, far);
                    }
                }
                _ => {}
            }
        }
        for action in &form.actions {
            if let Some(when) = &action.when {
                self.add(&format!("{id} {} when", action.id), when, form, catalog);
            }
        }
        for follow in &form.follows {
            if let Some(when) = &follow.when {
                self.add(&format!("{id} {} when", follow.id), when, form, catalog);
            }
        }
        for view in &form.views {
            if let Some(filter) = &view.filter {
                self.add(&format!("{id} {} where", view.id), filter, form, catalog);
            }
        }
        for rule in &form.rules {
            self.rule(rule, form, catalog);
        }
    }

    fn rule(&mut self, rule: &Rule, form: &Form, catalog: &Catalog) {
        for formula in rule.formulas() {
            self.add(&format!("{} {}", form.id, rule.id), formula, form, catalog);
        }
    }
}

/// FNV-1a over what a register or rule becomes; the same on every machine and with every compiler.
fn print_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Each register and each rule of the rulebook, with everything that its expressions become.
fn made() -> Vec<(String, String)> {
    let catalog = shipped::catalog();
    let mut all = Vec::new();
    for form in catalog.forms() {
        let mut lines = Lines::default();
        lines.form(form, &catalog);
        all.push((form.id.clone(), lines.0));
    }
    for watch in &rulebook::shipped().rules {
        let form = catalog.form(&watch.register).expect("a register");
        let mut lines = Lines::default();
        lines.rule(&watch.rule, form, &catalog);
        all.push((format!("{} {}", form.id, watch.rule.id), lines.0));
    }
    all
}

#[test]
fn each_becomes_the_sql_that_it_became() {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/shipped_sql.txt");
    let all = made();
    let prints: Vec<String> = all
        .iter()
        .map(|(name, sql)| format!("{:016x} {name}", print_of(sql)))
        .collect();
    if std::env::var_os("UPDATE_SQL").is_some() {
        fs::write(&place, prints.join("\n") + "\n").expect("written");
    }
    let kept = fs::read_to_string(&place).unwrap_or_default();
    let kept: Vec<&str> = kept.lines().collect();
    let changed: Vec<&str> = all
        .iter()
        .zip(&prints)
        .filter(|(_, print)| !kept.contains(&print.as_str()))
        .map(|((_, sql), _)| sql.as_str())
        .collect();
    assert!(
        changed.is_empty() && kept.len() == prints.len(),
        "the SQL of the shipped expressions is another than it was. Look at it here and at the commit before, then \
         write tests/suite/shipped_sql.txt anew with UPDATE_SQL=1:\n{}",
        changed.join("\n")
    );
}
