//! Names that a rule gives to its expressions: about its own record wherever they stand, and taken for nothing else.

use deskbook::model::{Catalog, Fault, Lang, definition};

use super::desk::{Desk, LOAN, PERSON, complaints, form};

/// Lent tools come back before others of the keeper's go out, unless they went out the same day.
const RULES: &str = r#"
[[rule]]
id = "one_at_a_time"
let = { day = "date(from_at)", own = "coalesce(id, 0)", others = "count(loan, keeper = this.keeper and id <> own and state = 'out')", crowded = "others > 0" }
kind = { require = "not crowded or some(loan, id <> own and keeper = this.keeper and date(from_at) = day)", when = "filled(keeper)" }
say = { zh = "保管人还有别的没收回。", en = "The keeper has others out." }
"#;

fn lending(rules: &str) -> String {
    format!("{LOAN}{rules}")
}

#[test]
fn a_name_stands_for_its_expression_in_a_save() {
    let mut desk = Desk::with(&[PERSON, &lending(RULES)]);
    desk.id("person", &[("name", "管理员甲")]);
    let lend = |desk: &mut Desk, tool: &str, at: &str| {
        let answers = [("tool", tool), ("keeper", "管理员甲"), ("from_at", at)];
        desk.add("loan", &answers)
    };
    lend(&mut desk, "lamp", "2026-03-01 08:30").expect("the first");
    let refused = complaints(lend(&mut desk, "rope", "2026-03-02 08:30"));
    assert_eq!(refused[0].message(Lang::En), "The keeper has others out.");
    lend(&mut desk, "rope", "2026-03-01 17:00").expect("on the same day");
    desk.act("loan", 1, "return", &[("checks", "clean")])
        .expect("given back");
    desk.act("loan", 2, "return", &[("checks", "clean")])
        .expect("given back");
    lend(&mut desk, "saw", "2026-03-02 08:30").expect("nothing is out");
}

#[test]
fn what_is_wrong_with_a_name_is_said_at_its_place() {
    let catalog = Catalog::default().with([form(PERSON), form(LOAN)].map(std::sync::Arc::new));
    let head = lending(RULES).find("let = {").expect("a line");
    let line = lending(RULES)[..head].matches('\n').count() + 1;
    let mut wrong = Vec::new();
    for (from, to, said) in [
        (
            "day = \"date(from_at)\"",
            "deposit = \"date(from_at)\"",
            "9 E24 `deposit` is also a field of loan",
        ),
        (
            "day = \"date(from_at)\"",
            "Day = \"date(from_at)\"",
            "9 F07 `Day` cannot be an id",
        ),
        (
            "day = \"date(from_at)\"",
            "day = \"date(form_at)\"",
            "21 E10 loan has no field `form_at`",
        ),
        (
            "day = \"date(from_at)\"",
            "day = \"date(from_at\"",
            "28 E01 `)` is missing at the end",
        ),
        (
            "day = \"date(from_at)\"",
            "day = 5",
            "15 F03 `day` must be a text in quotes, this is a whole number",
        ),
        (
            "crowded = \"others > 0\"",
            "crowded = \"others > name\"",
            "E10 loan has no field `name`",
        ),
        // A name may not be used before it is given.
        (
            "day = \"date(from_at)\"",
            "day = \"crowded\"",
            "16 E10 loan has no field `crowded`",
        ),
        (
            "crowded = \"others > 0\"",
            "crowded = \"others\"",
            "E11 a condition is needed, this is a number",
        ),
        // In the register that is asked, a field is called so.
        (
            "day = \"date(from_at)\"",
            "name = \"date(from_at)\", day = \"date(from_at)\"",
            "",
        ),
    ] {
        let text = lending(RULES).replacen(from, to, 1);
        let found: Vec<String> = definition::faults(&text, &catalog)
            .iter()
            .map(|f: &Fault| {
                let (row, column) = f.place(&text);
                let row = if row == line {
                    String::new()
                } else {
                    format!("+{} ", row - line)
                };
                format!("{row}{column} {} {}", f.code(), f.message(Lang::En))
            })
            .collect();
        let fits = if said.is_empty() {
            found.is_empty()
        } else {
            found.iter().any(|f| f.contains(said))
        };
        if !fits {
            wrong.push(format!("{to}\n  wanted {said}\n  got    {found:?}"));
        }
    }
    let hidden = lending(RULES).replacen("day = \"date(from_at)\"", "name = \"tool\"", 1);
    let hidden = hidden.replacen(
        "date(from_at) = day)",
        "true) or some(person, name = 'x')",
        1,
    );
    let found = definition::faults(&hidden, &catalog);
    assert_eq!(found.iter().map(Fault::code).collect::<Vec<_>>(), ["E24"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
