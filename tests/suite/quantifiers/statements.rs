//! Quantifiers as SQL, the indexes that serve them, and whom a changed record touches.

use deskbook::model::expr::{Formula, Scope, Touch};
use deskbook::store::emit::Emit;

use super::{catalog, desk};

fn sql(register: &str, text: &str) -> String {
    let catalog = catalog();
    let form = catalog.form(register).unwrap();
    Emit::new(form, &catalog, "r").expr(Formula::read(text, 0).unwrap().root())
}

#[test]
fn the_statements_leave_columns_bare_for_their_indexes() {
    let none = "(NOT EXISTS (SELECT 1 FROM job AS q1 WHERE q1.void_at IS NULL AND ((q1.machine = r.id) \
         AND (EXISTS (SELECT 1 FROM spare AS q2 WHERE q2.void_at IS NULL AND ((q2.job = q1.id) \
         AND (q2.machine = r.id)))))))";
    let some = "(EXISTS (SELECT 1 FROM job AS q1 WHERE q1.void_at IS NULL AND ((((q1.machine = r.id) \
         AND (q1.state IN ('waiting', 'begun'))) AND (q1.cost >= 150)) AND (q1.at >= r.bought_on))))";
    let state = "(SELECT q1.state FROM job AS q1 WHERE q1.void_at IS NULL AND (q1.machine = r.id) AND \
         q1.state IS NOT NULL ORDER BY CASE q1.state WHEN 'waiting' THEN 0 WHEN 'begun' THEN 1 WHEN 'closed' \
         THEN 2 END DESC LIMIT 1)";
    let streak = "(SELECT count(*) FROM (SELECT top, goal, k + row_number() OVER (ORDER BY k DESC) AS run FROM \
         (SELECT CAST(substr(m, 1, 4) AS INTEGER) * 12 + CAST(substr(m, 6, 2) AS INTEGER) AS k, \
         CAST(substr(u, 1, 4) AS INTEGER) * 12 + CAST(substr(u, 6, 2) AS INTEGER) AS goal, \
         max(CAST(substr(m, 1, 4) AS INTEGER) * 12 + CAST(substr(m, 6, 2) AS INTEGER)) OVER () AS top FROM \
         (SELECT DISTINCT substr(q1.at, 1, 7) AS m, substr(:today, 1, 7) AS u FROM job AS q1 \
         WHERE q1.void_at IS NULL AND (q1.machine = r.id)) WHERE m <= u)) WHERE run = top + 1 AND top >= goal - 1)";
    for (text, expected) in [
        (
            "some(job, machine = this and state < 'closed' and cost >= 1.5 and at >= this.bought_on)",
            some,
        ),
        (
            "none(job, machine = this and some(spare, job = up and machine = this))",
            none,
        ),
        (
            "sum(job, cost, machine = this)",
            "(SELECT coalesce(sum(q1.cost), 0) / 100.0 FROM job AS q1 WHERE q1.void_at IS NULL AND (q1.machine = r.id))",
        ),
        ("last(job, state, machine = this)", state),
        (
            "keeper.chief.name",
            "(SELECT (SELECT r_keeper_chief.name FROM person AS r_keeper_chief WHERE r_keeper_chief.id = \
             r_keeper.chief) FROM person AS r_keeper WHERE r_keeper.id = r.keeper)",
        ),
        ("streak(job, at, machine = this, today())", streak),
    ] {
        assert_eq!(sql("machine", text).replace('"', ""), expected, "{text}");
    }
}

#[test]
fn a_changed_record_touches_those_it_points_at() {
    let catalog = catalog();
    let touches = |on: &str, text: &str| {
        let formula = Formula::read(text, 0).unwrap();
        let scope = Scope {
            form: catalog.form(on).unwrap(),
            catalog: &catalog,
        };
        let all = formula.root().registers(scope);
        let said = all.iter().map(|(register, touch)| match touch {
            Touch::Unread => format!("{register} never"),
            Touch::Whole => format!("{register} *"),
            Touch::By(links) => {
                let links: Vec<String> = links
                    .iter()
                    .map(|l| format!("{}={}", l.own, l.far))
                    .collect();
                format!("{register} {}", links.join(" "))
            }
        });
        said.collect::<Vec<_>>().join(", ")
    };
    for (on, text, said) in [
        ("machine", "price > 3", ""),
        ("machine", "some(job, machine = this)", "job id=machine"),
        (
            "machine",
            "some(job, cost > 1 and (this = machine and yes))",
            "job id=machine",
        ),
        ("machine", "some(job, machine = this or cost > 1)", "job *"),
        ("machine", "some(job, not (machine = this))", "job *"),
        ("machine", "some(job, by = this.keeper)", "job keeper=by"),
        (
            "machine",
            "some(job, by = this.keeper and machine = this)",
            "job id=machine",
        ),
        (
            "machine",
            "some(job, by = this.keeper.chief)",
            "job *, person keeper=id",
        ),
        (
            "machine",
            "some(job, machine = this) and none(job, by = this.keeper)",
            "job id=machine keeper=by",
        ),
        (
            "machine",
            "some(job, machine = this) and count(job, yes) > 3",
            "job *",
        ),
        ("machine", "some(job, what = this.name)", "job name=what"),
        (
            "machine",
            "some(job, cost = this.price and at = this.bought_on)",
            "job price=cost",
        ),
        ("machine", "some(job, at = this.bought_on)", "job *"),
        (
            "machine",
            "some(job, machine = this and some(spare, job = up))",
            "job id=machine, spare *",
        ),
        (
            "machine",
            "some(job, machine = this and some(spare, job = up and machine = this))",
            "job id=machine, spare id=machine",
        ),
        (
            "machine",
            "some(job, machine = up and by.name = up.name)",
            "job id=machine, person *",
        ),
        ("machine", "keeper.name = 'x'", "person keeper=id"),
        (
            "machine",
            "ref(keeper, name) = this.keeper.chief.name",
            "person *",
        ),
        ("machine", "open_jobs = 0", "job id=machine"),
        ("machine", "related('job', 'machine') > 0", "job id=machine"),
        (
            "machine",
            "streak(job, on, machine = this, keeper.chief.name) > 0",
            "job id=machine, person *",
        ),
        ("job", "machine.open_jobs > 0", "job *, machine machine=id"),
        (
            "job",
            "some(spare, job = this and machine.open_jobs > 0)",
            "job *, machine *, spare id=job",
        ),
        ("machine", "param('contact.minutes') > 1", "rule_param *"),
        (
            "machine",
            "holds(keeper, 'x') or holds(keeper.chief, 'x', bought_on)",
            "person keeper=id, role_appointment *",
        ),
        (
            "machine",
            "holds(keeper, 'x', bought_on)",
            "role_appointment keeper=person",
        ),
        (
            "machine",
            "holds(me(), 'x')",
            "person *, role_appointment *",
        ),
        ("machine", "staffed('x')", "person *, role_appointment *"),
    ] {
        assert_eq!(touches(on, text), said, "{on}: {text}");
    }
    let calendar = |text: &str| {
        let form = catalog.form("machine").unwrap();
        let scope = Scope {
            form,
            catalog: &catalog,
        };
        Formula::read(text, 0).unwrap().root().needs_calendar(scope)
    };
    assert!(calendar("some(job, is_working_day(on))"));
    assert!(!calendar(
        "open_jobs > 0 and add_days(bought_on, 1) < today()"
    ));
}

#[test]
fn an_index_of_the_far_register_serves() {
    let desk = desk();
    let raw = desk.raw();
    for (text, index) in [
        (
            "some(job, machine = this and state <> 'closed')",
            "ix_job.machine",
        ),
        ("none(job, this = machine and cost > 3)", "ix_job.machine"),
        ("some(job, by = this.keeper)", "ix_job.by"),
        (
            "last(job, on, by = this.keeper) > '2026-01-01'",
            "ix_job.by",
        ),
        (
            "streak(job, on, machine = this, today()) > 3",
            "ix_job.machine",
        ),
        (
            "some(spare, machine = this and some(job, id = up.job))",
            "INTEGER PRIMARY KEY",
        ),
        ("keeper.chief.name = 'x'", "INTEGER PRIMARY KEY"),
        ("changed_at('price') is null", "_ix_change_record"),
    ] {
        let plan = format!(
            "EXPLAIN QUERY PLAN SELECT {} FROM machine AS r",
            sql("machine", text).replace(":today", "'2026-03-02'")
        );
        let mut statement = raw.prepare(&plan).unwrap();
        let steps: Vec<String> = statement
            .query_map([], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let walked = steps.iter().filter(|s| s.starts_with("SCAN q")).count();
        assert!(
            walked == 0 && steps.iter().any(|s| s.contains(index)),
            "{text}: {steps:?}"
        );
    }
}
