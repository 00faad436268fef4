//! Records listed as JSON on one desk and added on another: what they refer to is found there by what it is called, never
//! by the place that its row has in the first file.

use serde_json::{Value as Json, json};

use crate::cli::{Bench, Said};

const SHELF: &str = r#"
id = "shelf"
label = { zh = "货架", en = "Shelves" }
one = { zh = "货架", en = "Shelf" }
pack = "core"
title = "{name}"

[[field]]
id = "name"
label = { zh = "名称", en = "Name" }
kind = "text"
required = true
listed = 1
"#;

const LOAN: &str = r#"
id = "lending"
label = { zh = "借用", en = "Lendings" }
one = { zh = "借用", en = "Lending" }
pack = "core"
number = "JY-{seq:3}"
title = "{what}"

[[field]]
id = "what"
label = { zh = "物品", en = "What" }
kind = "text"
required = true
listed = 1

[[field]]
id = "keeper"
label = { zh = "借用人", en = "Borrower" }
kind = "person"
listed = 2

[[field]]
id = "shelf"
label = { zh = "货架", en = "Shelf" }
kind = { reference = "shelf" }

[[field]]
id = "after"
label = { zh = "上一次", en = "After" }
kind = { reference = "lending" }

[[field]]
id = "uses"
label = { zh = "用途", en = "Uses" }
kind = { choices = [ { code = "teach", zh = "教学", en = "Teaching" }, { code = "office", zh = "办公", en = "Office" } ] }

[[field]]
id = "weight"
label = { zh = "重量", en = "Weight" }
kind = "number"

[[field]]
id = "double"
label = { zh = "两倍", en = "Double" }
kind = { computed = "weight * 2", as = "number" }

[[field]]
id = "parts"
label = { zh = "配件", en = "Parts" }
kind = { rows = [
  { id = "part", label = { zh = "配件", en = "Part" }, kind = "text" },
  { id = "from", label = { zh = "货架", en = "Shelf" }, kind = { reference = "shelf" } },
  { id = "by", label = { zh = "经手", en = "By" }, kind = "person" },
] }
"#;

/// A desk with the two registers, these people after the first, and these shelves.
/// People stand as names, with a staff number behind a slash where it is not that of their place.
fn desk(people: &[&str], shelves: &[&str]) -> Bench {
    let bench = Bench::new();
    bench.write("shelf.toml", SHELF);
    bench.write("lending.toml", LOAN);
    let apply = ["forms", "apply", "shelf.toml", "lending.toml", "--yes"];
    bench.run(&apply).ends(0);
    for (nth, name) in (8..).zip(people) {
        let usual = format!("0{nth}");
        let (name, number) = name.split_once('/').unwrap_or((name, &usual));
        let (staff_no, name) = (format!("staff_no={number}"), format!("name={name}"));
        let unit = "org_unit=信息部";
        let rest = [
            "position=管理员",
            "phone=1",
            "pager=1",
            "hired_on=2020-01-01",
        ];
        let mut add = vec!["add", "person", &*staff_no, &*name, unit, "is_core=no"];
        add.extend(rest);
        bench.run(&add).ends(0);
    }
    for name in shelves {
        let name = format!("name={name}");
        bench.run(&["add", "shelf", &name]).ends(0);
    }
    bench
}

fn there() -> Bench {
    let bench = desk(&["值班员乙", "值班员丙"], &["上层", "下层"]);
    let lines = json!([
        { "part": "线", "from": "下层", "by": "值班员丙" },
        { "part": "架", "from": null, "by": null },
    ]);
    let parts = format!("parts={lines}");
    let add = [
        "add",
        "lending",
        "what=相机",
        "keeper=值班员乙",
        "shelf=下层",
        "uses=teach,office",
        "weight=1.5",
        &parts,
    ];
    bench.run(&add).ends(0);
    bench
}

fn listed(bench: &Bench) -> Json {
    bench.json(&["list", "lending"])
}

/// All records of a listing as the other desk takes them.
fn piped(bench: &Bench, listing: &Json) -> Said {
    bench.fed(
        &["add", "lending", "--stdin", "--json"],
        &listing.to_string(),
    )
}

#[test]
fn a_listed_record_is_added_elsewhere_with_what_it_refers_to() {
    let here = desk(
        &["值班员丙/09", "值班员丁/010", "值班员乙/08"],
        &["下层", "中层", "上层"],
    );
    let listing = listed(&there());
    piped(&here, &listing).ends(0);
    let record = here.json(&["show", "lending", "1"]);
    assert_eq!(record["keeper"]["title"], "值班员乙");
    assert_eq!(record["keeper"]["id"], 4);
    assert_eq!(
        record["shelf"],
        json!({"id": 1, "number": null, "title": "下层"})
    );
    assert_eq!(record["uses"], json!(["teach", "office"]));
    assert_eq!(
        (&record["weight"], &record["double"]),
        (&json!(1.5), &json!(3))
    );
    assert_eq!(record["parts"][0]["from"]["title"], "下层");
    assert_eq!(record["parts"][0]["by"]["title"], "值班员丙");
    assert_eq!(
        record["parts"][1],
        json!({"part": "架", "from": null, "by": null})
    );
}

#[test]
fn an_import_of_the_same_record_says_the_same() {
    let here = || {
        desk(
            &["值班员丙/09", "值班员丁/010", "值班员乙/08"],
            &["下层", "中层", "上层"],
        )
    };
    let (there, added, taken) = (there(), here(), here());
    piped(&added, &listed(&there)).ends(0);
    there.run(&["export", "lending", "out.json"]).ends(0);
    let out = std::fs::read_to_string(there.path("out.json")).expect("a file");
    taken.write("in.json", &out);
    taken.run(&["import", "lending", "in.json"]).ends(0);
    let plain = |bench: &Bench| {
        let mut record = bench.json(&["show", "lending", "1"]);
        for own in ["created_by", "updated_by", "rev", "changes"] {
            record.as_object_mut().expect("an object").remove(own);
        }
        record
    };
    assert_eq!(plain(&added), plain(&taken));
}

#[test]
fn what_is_not_there_is_refused_and_never_replaced_by_a_row_of_the_same_id() {
    let listing = listed(&there());
    for (people, shelves, fields) in [
        // Ids 2 and 3 are somebody else's, and nobody is called so.
        (
            &["值班员丁", "值班员戊"][..],
            &["上层", "下层"][..],
            &["keeper", "parts"][..],
        ),
        (
            &["值班员乙", "值班员丙"],
            &["左", "右"],
            &["shelf", "parts"],
        ),
    ] {
        let here = desk(people, shelves);
        let said = piped(&here, &listing).ends(1);
        let complaints = said.complaints();
        let named: Vec<&str> = complaints.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(named, fields, "{said:?}");
        assert_eq!(here.json(&["count", "lending"])["count"], 0);
    }
}

#[test]
fn a_title_of_digits_is_a_title() {
    let there = desk(&[], &["上层", "3"]);
    there.run(&["add", "lending", "what=灯", "shelf=2"]).ends(0);
    let mut listing = listed(&there);
    assert_eq!(listing[0]["shelf"]["title"], "3");
    let here = desk(&[], &["一", "二", "三", "四"]);
    let said = piped(&here, &listing).ends(1);
    assert_eq!(said.complaints(), [("shelf".into(), "not-found".into())]);
    // Where only the id is said, it is an id of this desk.
    listing[0]["shelf"] = json!({ "id": 3 });
    piped(&here, &listing).ends(0);
    assert_eq!(here.json(&["show", "lending", "1"])["shelf"]["title"], "三");
}

#[test]
fn the_number_of_a_record_names_it_before_its_id() {
    let there = desk(&[], &[]);
    for what in ["甲", "乙"] {
        there
            .run(&["add", "lending", &format!("what={what}")])
            .ends(0);
    }
    there
        .run(&["add", "lending", "what=丙", "after=JY-002"])
        .ends(0);
    let listing = there.json(&["list", "lending", "--where", "what = '丙'"]);
    assert_eq!(listing[0]["after"]["number"], "JY-002");
    let here = desk(&[], &[]);
    for what in ["一", "二"] {
        here.run(&["add", "lending", &format!("what={what}")])
            .ends(0);
    }
    let mut moved = listing.clone();
    moved[0]["after"]["id"] = json!(1);
    piped(&here, &moved).ends(0);
    assert_eq!(
        here.json(&["show", "lending", "JY-003"])["after"]["number"],
        "JY-002"
    );
    moved[0]["after"]["number"] = json!("JY-099");
    let said = piped(&here, &moved).ends(1);
    assert_eq!(said.complaints(), [("after".into(), "not-found".into())]);
}

#[test]
fn of_two_that_are_called_the_same_the_key_tells_which_and_no_id_does() {
    // Staff numbers 08 and 09 here and there, ids the other way round.
    let there = desk(&["值班员乙", "值班员乙"], &["上层"]);
    let add = ["add", "lending", "what=灯", "keeper=08", "shelf=上层"];
    there.run(&add).ends(0);
    let mut listing = listed(&there);
    assert_eq!(listing[0]["keeper"]["key"], "08");
    let here = desk(&["值班员丁", "值班员乙", "值班员乙"], &["下层", "上层"]);
    // Nobody of that name has that staff number: which of the two it is, nobody knows.
    let said = piped(&here, &listing).ends(1);
    assert_eq!(said.complaints(), [("keeper".into(), "ambiguous".into())]);
    assert!(said.out.contains("#3 值班员乙") && said.out.contains("#4 值班员乙"));
    // The id is one of theirs, and tells nothing all the same.
    listing[0]["keeper"]["id"] = json!(4);
    piped(&here, &listing).ends(1);
    // One of that name alone, and another staff number: somebody else.
    let alone = desk(&["值班员丁", "值班员乙"], &["上层"]);
    let said = piped(&alone, &listing).ends(1);
    assert_eq!(said.complaints(), [("keeper".into(), "not-found".into())]);
    assert!(said.out.contains("值班员乙 (08)") && said.out.contains("09"));
    listing[0]["keeper"]["key"] = json!("010");
    listing[0]["keeper"]["id"] = json!(3);
    piped(&here, &listing).ends(0);
    let record = here.json(&["show", "lending", "1"]);
    assert_eq!(record["keeper"]["id"], 4);
    // Shelves have no key: two of one name are two, wherever they stand.
    let twice = desk(&["值班员乙", "值班员乙"], &["上层", "上层"]);
    let said = piped(&twice, &listed(&there)).ends(1);
    assert_eq!(said.complaints(), [("shelf".into(), "ambiguous".into())]);
    assert_eq!(twice.json(&["count", "lending"])["count"], 0);
}

#[test]
fn one_that_is_in_use_no_more_is_not_taken_for_another_of_its_name() {
    let there = desk(&[], &["上层"]);
    there
        .run(&["add", "lending", "what=灯", "shelf=上层"])
        .ends(0);
    let listing = listed(&there);
    let here = desk(&[], &["上层", "上层"]);
    here.run(&["void", "shelf", "1", "--reason", "twice"])
        .ends(0);
    let said = piped(&here, &listing).ends(1);
    assert_eq!(said.complaints(), [("shelf".into(), "ambiguous".into())]);
    // On a desk where its id is nobody's, the one that is in use is meant.
    let mut moved = listing;
    moved[0]["shelf"]["id"] = json!(77);
    piped(&here, &moved).ends(0);
    assert_eq!(here.json(&["show", "lending", "1"])["shelf"]["id"], 2);
}

#[test]
fn a_title_is_not_taken_for_a_key_or_a_number_of_another() {
    let there = desk(&["08"], &["上层"]);
    there
        .run(&["add", "lending", "what=灯", "keeper=08"])
        .ends(0);
    let mut listing = listed(&there);
    assert_eq!(listing[0]["keeper"]["title"], "08");
    let here = desk(&["值班员丁"], &["上层"]);
    let said = piped(&here, &listing).ends(1);
    assert_eq!(said.complaints(), [("keeper".into(), "not-found".into())]);
    listing[0]["keeper"]["key"] = Json::Null;
    piped(&here, &listing).ends(1);
}

#[test]
fn a_record_that_is_void_or_has_moved_on_is_not_begun_anew() {
    let bench = Bench::new();
    bench
        .run(&["void", "repair", "2", "--reason", "twice", "--as", "007"])
        .ends(0);
    let listing = bench.json(&["list", "repair", "--void"]);
    let void = listing
        .as_array()
        .expect("a list")
        .iter()
        .find(|r| r["id"] == 2);
    let void = void.expect("the record").to_string();
    let said = bench
        .fed(
            &["add", "repair", "--stdin", "--json", "--as", "007"],
            &void,
        )
        .ends(1);
    assert_eq!(said.complaints()[0], ("void_at".into(), "not-typed".into()));
}
