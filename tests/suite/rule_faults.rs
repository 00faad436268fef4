//! What is wrong with a rule is said at its place, in a form as in a file of the rulebook; and with the files of a
//! regulation.

use deskbook::model::Fault;
use deskbook::model::definition;

use super::desk::{LOAN, PERSON, catalog, registers};

/// A file of rules into which the tests write their mistakes. The last lines of each rule are the same.
const GOOD: &str = r#"[[rule]]
id = "back_in_time"
register = "loan"
clauses = ["R01.26"]
kind = { deadline = "from_at", within = { days = "param('scan.days')" }, done = "to_at", when = "state = 'out'" }
say = { zh = "没有归还，最迟 {due}", en = "Not back by {due}" }
since = "from_at"
whose = "borrower"
cure = { register = "person", set = { name = "tool" } }

[[rule]]
id = "deposit_paid"
register = "loan"
clauses = ["R01.27"]
kind = { require = "filled(deposit)", when = "tool like '%lamp%'" }
on_save = "warn"
say = { zh = "没有押金", en = "No deposit" }

[[rule]]
id = "lent_each_month"
register = "person"
clauses = ["R01.28"]
kind = { every = "loan", of = "borrower", at = "from_at", period = "month" }
say = { zh = "{missing} 没借过", en = "Nothing lent in {missing}" }
"#;

fn shown(found: &[Fault], text: &str) -> Vec<String> {
    registers::faults("r01.rules.toml", text, found)
}

/// Every fault as `line:column code message (hint)`.
fn faults(text: &str) -> Vec<String> {
    let found = definition::lint::rulebook(text, &catalog(&[PERSON, LOAN]));
    shown(&found, text)
}

fn with(text: &str, from: &str, to: &str) -> String {
    registers::with(text, &[(from, to)])
}

#[test]
fn a_good_file_of_rules_has_no_fault() {
    assert_eq!(faults(GOOD), Vec::<String>::new());
}

#[test]
fn mistakes_in_rules_are_named_at_their_place() {
    let mut wrong = Vec::new();
    for (from, to, said) in [
        (
            "filled(deposit)",
            "filled(depsit)",
            "15:28 E10 loan has no field `depsit` (did you mean deposit?)",
        ),
        (
            "done = \"to_at\"",
            "done = \"too_at\"",
            "E10 loan has no field `too_at`",
        ),
        (
            "at = \"from_at\"",
            "at = \"form_at\"",
            "E10 loan has no field `form_at`",
        ),
        (
            "of = \"borrower\"",
            "of = \"borower\"",
            "E10 loan has no field `borower`",
        ),
        ("since = \"from_at\"", "since = \"tool\"", "7:10 E20"),
        ("filled(deposit)", "deposit + 1", "15:21 E20"),
        ("deadline = \"from_at\"", "deadline = \"deposit\"", "E20"),
        ("'%lamp%'", "7", "15:57 E11"),
        (
            "\"R01.26\"",
            "\"R01.99\"",
            "4:13 L16 there is no obligation `R01.99`",
        ),
        (
            "\"R01.26\"",
            "\"R16.01\"",
            "4:13 L16 there is no obligation `R16.01`",
        ),
        ("\"R01.26\"", "\"\"", "L16"),
        (
            "register = \"loan\"",
            "register = \"laon\"",
            "3:13 L07 there is no register `laon` (did you mean loan?)",
        ),
        (
            "every = \"loan\"",
            "every = \"laon\"",
            "there is no register `laon` (did you mean loan?)",
        ),
        (
            "register = \"person\", set",
            "register = \"persn\", set",
            "9:22 L07 there is no register `persn`",
        ),
        ("set = { name", "set = { nam", "L0"),
        (
            "scan.days",
            "scan.day",
            "there is no figure `scan.day` (did you mean scan.days",
        ),
        (
            "days = \"param('scan.days')\"",
            "days = 1, hours = 2",
            "5:41 F17 a length of time has exactly one unit",
        ),
        (
            "days = \"param('scan.days')\"",
            "",
            "5:41 F17 a length of time has exactly one unit",
        ),
        (
            "days = \"param('scan.days')\"",
            "fortnights = 1",
            "F01 unknown key `fortnights`",
        ),
        (
            "kind = { require",
            "kind = { requires",
            "15:8 F15 this kind of rule is not known (did you mean require?)",
        ),
        (
            "kind = { deadline",
            "kind = { dedline",
            "5:8 F15 this kind of rule is not known (did you mean deadline?)",
        ),
        (
            "period = \"month\"",
            "period = \"monht\"",
            "F04 `monht` is not known here (did you mean month?)",
        ),
        (", period = \"month\"", "", "F02 `within` is missing"),
        (
            "whose = \"borrower\"",
            "whose = \"tool\"",
            "8:10 L10 `tool` does not name a person",
        ),
        (
            "whose = \"borrower\"",
            "whose = \"lender\"",
            "8:10 L01 there is no field `lender`",
        ),
        ("on_save = \"warn\"", "on_save = \"warm\"", "16:11 F04"),
        ("on_save = \"warn\"", "on_save = 1", "16:11 F03"),
        (
            "on_save = \"warn\"",
            "onsave = \"warn\"",
            "16:1 F01 unknown key `onsave` (did you mean on_save?)",
        ),
        (
            "since = \"from_at\"",
            "on_save = \"refuse\"",
            "2:7 L17 a rule of the kind deadline cannot stop a save",
        ),
        (
            "kind = { require = \"filled(deposit)\", when = \"tool like '%lamp%'\" }",
            "kind = { unique = [\"tool\"] }",
            "12:7 L17",
        ),
        (
            "Not back by {due}",
            "Not back by {dew}",
            "there is no field `dew`",
        ),
        (", en = \"No deposit\"", "", "F02 `en` is missing"),
        ("id = \"deposit_paid\"", "id = \"Deposit\"", "12:6 F07"),
        ("id = \"deposit_paid\"\n", "", "11:1 F02 `id` is missing"),
        (
            "kind = { require = \"filled(deposit)\", when = \"tool like '%lamp%'\" }\n",
            "",
            "F02 `kind` is missing",
        ),
        (
            "state = 'out'",
            "state = 'outt'",
            "E13 loan has no state `outt` (did you mean out?)",
        ),
        (
            "[[rule]]",
            "[[rul]]",
            "1:3 F01 unknown key `rul` (did you mean rule?)",
        ),
        ("[[rule]]", "[[rule]", "F00"),
    ] {
        let all = faults(&with(GOOD, from, to));
        if !all.iter().any(|f| f.contains(said)) {
            wrong.push(format!(
                "{to}\n  wanted {said}\n  got    {}",
                all.join("\n         ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_of_a_form_have_the_same_faults() {
    let catalog = catalog(&[PERSON, LOAN]);
    let mut wrong = Vec::new();
    for (kind, said) in [
        (
            "{ deadline = \"from_at\", within = { days = 1, hours = 2 } }",
            "F17",
        ),
        ("{ deadline = \"from_at\" }", "F02 `within` is missing"),
        (
            "{ deadline = \"from_on\", within = { days = 1 } }",
            "E10 loan has no field `from_on`",
        ),
        (
            "{ require = \"param('scan.dayz') > 1\" }",
            "there is no figure `scan.dayz`",
        ),
        ("{ linked = \"persons\" }", "there is no register `persons`"),
        ("{ figure = \"tool\", equals = \"deposit\" }", "E20"),
        ("{ figure = \"deposit\" }", "F02 `equals` is missing"),
        (
            "{ order = [\"from_at\"] }",
            "F15 two fields are needed for an order",
        ),
        (
            "{ order = [\"from_at\", \"too_at\"] }",
            "loan has no field `too_at`",
        ),
        (
            "{ differ = [\"borrower\"] }",
            "L11 two fields are needed to differ",
        ),
        (
            "{ differ = [\"borrower\", \"tool\"] }",
            "E12 a person cannot be compared with a text",
        ),
        (
            "{ coverage = \"loan\", from = \"from_at\" }",
            "F02 `to` is missing",
        ),
        (
            "{ count_within = 3, at = \"from_at\" }",
            "F02 `window` is missing",
        ),
        (
            "{ total = \"deposit\", in = \"loan\", at = \"from_at\", period = \"month\" }",
            "F02 `at_least` is missing",
        ),
        (
            "{ run = \"loan\", at = \"from_at\", until = \"from_at\" }",
            "F02 `at_least` is missing",
        ),
        (
            "{ retain = \"from_at\", least = { days = 60 } }",
            "F02 `at` is missing",
        ),
        (
            "{ notice = \"from_at\", least = { days = 7 } }",
            "F02 `given` is missing",
        ),
        (
            "{ keep = \"from_at\" }",
            "F15 this kind of rule is not known",
        ),
        ("\"require\"", "F03"),
    ] {
        let text = format!(
            "{LOAN}[[rule]]\nid = \"mine\"\nkind = {kind}\non_save = \"nothing\"\nsay = {{ zh = \"错\", en = \"Wrong\" }}\n"
        );
        let all = shown(&definition::faults(&text, &catalog), &text);
        if !all.iter().any(|f| f.contains(said)) {
            wrong.push(format!(
                "{kind}\n  wanted {said}\n  got    {}",
                all.join("\n         ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const REGULATION: &str = r#"seed_no = 1
title = { zh = "工地", en = "Sites" }
packs = ["core"]

[[absent]]
clause = "九"
say = { zh = "缺页", en = "The page is missing" }

[[obligation]]
id = "R01.01"
clause = "一"
kind = "record"
zh = "记录。"
en = "A record."
held = ["print:training"]
"#;

#[test]
fn mistakes_in_a_regulation_are_named_at_their_place() {
    let read = |text: &str| {
        let (_, found) = definition::read::rulebook::book([("r01.toml", text)]);
        let found: Vec<_> = found.into_iter().map(|(_, fault)| fault).collect();
        shown(&found, text)
    };
    assert_eq!(read(REGULATION), Vec::<String>::new());
    let mut wrong = Vec::new();
    for (from, to, said) in [
        ("seed_no = 1", "seed_no = \"1\"", "1:11 F03"),
        ("seed_no = 1", "seed_no = 0", "1:11 F03"),
        (
            "clause = \"一\"",
            "claus = \"一\"",
            "11:1 F01 unknown key `claus` (did you mean clause?)",
        ),
        ("clause = \"一\"\n", "", "9:1 F02 `clause` is missing"),
        ("en = \"A record.\"\n", "", "9:1 F02 `en` is missing"),
        ("print:training", "printed:training", "15:9 F04"),
        (", en = \"The page is missing\"", "", "F02 `en` is missing"),
        ("packs = [\"core\"]", "packs = \"core\"", "3:9 F03"),
    ] {
        let all = read(&with(REGULATION, from, to));
        if !all.iter().any(|f| f.starts_with(said) || f.contains(said)) {
            wrong.push(format!(
                "{to}\n  wanted {said}\n  got    {}",
                all.join("\n         ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
