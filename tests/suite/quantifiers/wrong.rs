//! What is wrong with an expression over other registers, and where; whose names are whose.

use deskbook::model::expr::{Formula, Scope, check};

use super::{CHECKED, catalog, desk, hold};

/// What is wrong with an expression over a register, as `at+len code message (hint)`.
fn wrongs(register: &str, text: &str) -> Vec<String> {
    let catalog = catalog();
    let form = catalog.form(register).expect("a register");
    let scope = Scope {
        form,
        catalog: &catalog,
    };
    let found = match Formula::read(text, 0) {
        Ok(formula) => check(&formula, scope, None),
        Err(wrong) => vec![wrong],
    };
    found
        .iter()
        .map(|w| {
            let hint = w.hint.as_ref().map(|h| format!(" ({h})"));
            format!(
                "{}+{} {} {}{}",
                w.at,
                w.len,
                w.code,
                w.message,
                hint.unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let none: [&str; 0] = [];
    let mut wrong = Vec::new();
    for (text, said) in [
        (
            "some(jobb, machine = this)",
            "5+4 E17 there is no register `jobb` (did you mean job?)",
        ),
        (
            "some('job', machine = this)",
            "5+1 E17 some begins with the bare name of a register (some(register, condition))",
        ),
        (
            "some(this, yes)",
            "5+1 E17 some begins with the bare name of a register (some(register, condition))",
        ),
        ("some(job)", "0+4 E15 some takes 2 arguments, here are 1"),
        (
            "sum(job, cost)",
            "0+3 E15 sum takes 3 arguments, here are 2",
        ),
        (
            "some(job, machin = this)",
            "10+6 E10 job has no field `machin` (did you mean machine?)",
        ),
        (
            "some(job, machine = this and price > 3)",
            "29+5 E10 job has no field `price`",
        ),
        (
            "some(job, cost)",
            "10+4 E11 a condition is needed, this is an amount",
        ),
        (
            "some(job, by = this)",
            "15+4 E12 a record of person is not one of machine",
        ),
        (
            "some(job, this = by)",
            "17+2 E12 a record of machine is not one of person",
        ),
        (
            "some(job, machine = up.keeper)",
            "20+9 E12 a record of machine is not one of person",
        ),
        (
            "some(job, machine = me())",
            "20+3 E12 a record of machine is not one of person",
        ),
        (
            "some(job, some(spare, job = this))",
            "28+4 E12 a record of job is not one of machine",
        ),
        (
            "some(job, some(spare, machine = up))",
            "32+2 E12 a record of machine is not one of job",
        ),
        (
            "some(job, state = 'close')",
            "18+5 E13 job has no state `close` (did you mean closed?)",
        ),
        (
            "some(job, machine = this and cause = 'vrus')",
            "37+4 E14 cause has no choice `vrus` (did you mean virus?)",
        ),
        (
            "last(job, state, yes) = 'close'",
            "24+5 E13 job has no state `close` (did you mean closed?)",
        ),
        (
            "first(job, cause, yes) = 'vrus'",
            "25+4 E14 cause has no choice `vrus` (did you mean virus?)",
        ),
        (
            "some(job, on > this.bougt_on)",
            "20+8 E10 machine has no field `bougt_on` (did you mean bought_on?)",
        ),
        (
            "some(job, on > this.name)",
            "15+9 E12 a date cannot be compared with a text",
        ),
        (
            "sum(job, what, yes) > 0",
            "9+4 E11 a number is needed, this is a text",
        ),
        (
            "up.name = 'x'",
            "0+2 E21 there is no record around this one (`up` stands only inside some(…) and its like)",
        ),
        (
            "this = 1",
            "7+1 E12 a record cannot be compared with a number",
        ),
        (
            "keeper.nme = 'x'",
            "7+3 E10 person has no field `nme` (did you mean name?)",
        ),
        (
            "keeper.chief.nme = 'x'",
            "13+3 E10 person has no field `nme` (did you mean name?)",
        ),
        (
            "name.length = 1",
            "0+4 E16 machine.name does not refer to a register",
        ),
        (
            "keeper.name.x = 1",
            "7+4 E16 person.name does not refer to a register",
        ),
        (
            "keepr.name = 'x'",
            "0+5 E10 machine has no field `keepr` (did you mean keeper?)",
        ),
        (
            "keeper.chief.chief.chief.chief.chief.name = ''",
            "37+4 E06 a path leads through 6 records at most",
        ),
        (
            "streak(job, what, machine = this, today()) > 1",
            "12+4 E11 a date is needed, this is a text",
        ),
        (
            "streak(job, on, machine = this, name) > 1",
            "32+4 E11 a date is needed, this is a text",
        ),
        (
            "some(job, streak(job, on, yes, price) > 1)",
            "31+5 E10 job has no field `price`",
        ),
        (
            "count(distinct job, yes) > 1",
            "0+5 E05 count cannot be called in this way",
        ),
        (
            "somme(job, yes)",
            "0+5 E04 there is no function `somme` (did you mean some?)",
        ),
    ] {
        let found = wrongs("machine", text);
        if found != [said] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for text in [
        "streak(job, at, machine = this, bought_on) > 1",
        "id = this",
        "keeper = keeper.chief and keeper.chief = me()",
        "some(machine, keeper = this.keeper)",
        "case when yes then keeper else keeper.chief end = me()",
    ] {
        assert_eq!(wrongs("machine", text), none, "{text}");
    }
}

#[test]
fn far_names_are_not_our_own() {
    let names = |text: &str| Formula::read(text, 0).unwrap().root().names().join(" ");
    for (text, own) in [
        (
            "some(job, machine = this and on > this.bought_on and cost > price)",
            "bought_on id",
        ),
        (
            "some(job, some(spare, price > up.cost and machine = this.twin.other) and up.name = what)",
            "name twin",
        ),
        ("streak(job, on, machine = this, bought_on)", "bought_on id"),
        ("keeper.chief.name = name", "keeper name"),
        ("sum(job, cost, yes) > price", "price"),
        (
            "some(job, total(parts, price) > 1 and ref(machine, name) = '')",
            "",
        ),
    ] {
        assert_eq!(names(text), own, "{text}");
    }
    let local = |text: &str| Formula::read(text, 0).unwrap().root().is_local();
    assert!(local("this.name = name and price > 1"));
    assert!(!local("keeper.name = 'x'") && !local("this.keeper.name = 'x'"));
    assert!(!local("some(job, yes)") && !local("1 + count(job, yes) > 2"));
}

#[test]
fn nesting_has_an_end_and_what_may_be_nested_runs() {
    let desk = desk();
    let nested =
        |times: usize| format!("{}yes{}", "SOME(machine, ".repeat(times), ")".repeat(times));
    hold(&desk, "machine", 1, &[(&nested(12), true)]);
    let ups = format!(
        "{}id = up.id{}",
        "some(machine, ".repeat(10),
        ")".repeat(10)
    );
    hold(&desk, "machine", 1, &[(&ups, true)]);
    for times in [60, 3000] {
        assert!(
            wrongs("machine", &nested(times))[0].contains("E01"),
            "{times}"
        );
    }
    for (steps, code) in [(7, "E06"), (30, "E06"), (5000, "E01")] {
        let far = format!("{} = 'x'", vec!["keeper"; steps].join("."));
        assert!(wrongs("machine", &far)[0].contains(code), "{steps}");
    }
}

#[test]
fn a_field_is_not_named_like_a_word_of_expressions() {
    let text = CHECKED
        .replace("id = \"note\"", "id = \"up\"")
        .replace("{note}", "{up}");
    let faults = deskbook::model::check::check(&super::form(&text), &text, &catalog());
    let said: Vec<&str> = faults.iter().map(|f| f.code).collect();
    assert_eq!(said, ["L04"], "{faults:?}");
}
