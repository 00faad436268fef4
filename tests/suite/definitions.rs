//! What is wrong with a form is said all at once, each fault at its line and column, with what would be right.

use deskbook::model::fault::Wrong;
use deskbook::model::{Fault, Lang, definition, locale};
use proptest::prelude::*;
use regex_lite::Regex;
use strum::IntoEnumIterator;

use super::desk::{LOAN, PERSON, catalog, registers};

/// A small form into which the tests write their mistakes.
const GOOD: &str = r#"id = "visit"
label = { zh = "来访", en = "Visits" }
number = "LF-{year}-{seq:3}"
title = "{guest}"

[[field]]
id = "guest"
label = { zh = "来客", en = "Guest" }
kind = "text"
required = true
listed = 1

[[field]]
id = "host"
label = { zh = "接待人", en = "Host" }
kind = "person"

[[field]]
id = "came"
label = { zh = "来", en = "Came" }
kind = "moment"

[[field]]
id = "went"
label = { zh = "走", en = "Went" }
kind = "moment"
min = "came"

[[field]]
id = "why"
label = { zh = "事由", en = "Why" }
kind = { choice = [{ code = "tour", zh = "参观", en = "Tour" }, { code = "work", zh = "工作", en = "Work" }] }

[[state]]
id = "inside"
label = { zh = "在内", en = "Inside" }

[[state]]
id = "left"
label = { zh = "离开", en = "Left" }

[[action]]
id = "leave"
label = { zh = "离开", en = "Leave" }
from = ["inside"]
to = "left"
needs = ["went"]

[[view]]
id = "now"
label = { zh = "在内", en = "Inside" }
where = "state = 'inside'"
sort = ["came:desc"]

[[rule]]
id = "once"
kind = { no_overlap = ["guest"], from = "came", to = "went" }
say = { zh = "重叠。", en = "Overlap." }
"#;

/// Every fault as `line:column code message (hint)`.
fn faults(text: &str) -> Vec<String> {
    let found = definition::faults(text, &catalog(&[PERSON, LOAN]));
    registers::faults("visit.toml", text, &found)
}

fn with(by: &[(&str, &str)]) -> String {
    registers::with(GOOD, by)
}

#[test]
fn a_good_form_has_no_fault() {
    assert_eq!(faults(GOOD), Vec::<String>::new());
}

#[test]
fn typical_mistakes_are_named_at_their_place() {
    let mut wrong = Vec::new();
    for (from, to, said) in [
        (
            "required = true",
            "requird = true",
            "10:1 F01 unknown key `requird` (did you mean required?)",
        ),
        (
            "listed = 1",
            "listed = \"one\"",
            "11:10 F03 `listed` must be a whole number from 1 to 99, this is a text",
        ),
        (
            "kind = \"person\"",
            "kind = { reference = \"persn\" }",
            "16:23 L07 there is no register `persn` (did you mean person?)",
        ),
        (
            "kind = \"person\"",
            "kind = \"persom\"",
            "16:8 F10 `persom` is not a kind (did you mean person?)",
        ),
        (
            "state = 'inside'",
            "state = 'insid'",
            "52:19 E13 visit has no state `insid` (did you mean inside?)",
        ),
        (
            "state = 'inside'",
            "why = 'tours'",
            "52:17 E14 why has no choice `tours` (did you mean tour?)",
        ),
        (
            "to = \"left\"",
            "to = \"lft\"",
            "46:7 L02 there is no state `lft` (did you mean left?)",
        ),
        (
            "title = \"{guest}\"",
            "title = \"{guest\"",
            "4:10 F05 this brace is not closed, or names nothing",
        ),
        (
            "title = \"{guest}\"",
            "title = \"{guest}\"\nunit = \"hst\"",
            "5:9 E10 visit has no field `hst` (did you mean host?)",
        ),
        (
            "title = \"{guest}\"",
            "title = \"{guest}\"\nunit = \"host\"",
            "5:9 L20 `host` does not lead to a unit of the organisation",
        ),
        (
            "title = \"{guest}\"",
            "title = \"{gest}\"",
            "4:11 L01 there is no field `gest` (did you mean guest, host, went?)",
        ),
        (", en = \"Host\" }", " }", "15:9 F02 `en` is missing"),
        (
            "zh = \"接待人\"",
            "zh = \"\"",
            "15:9 F16 this text says nothing",
        ),
        (
            "id = \"host\"",
            "id = \"guest\"",
            "14:7 L03 the field `guest` stands twice",
        ),
        (
            "id = \"host\"",
            "id = \"Host\"",
            "14:6 F07 `Host` cannot be an id (an id is a small letter, then small letters, digits and single underscores, at most 31)",
        ),
        (
            "id = \"host\"",
            "id = \"state\"",
            "14:7 L04 `state` is a column that every register has",
        ),
        (
            "state = 'inside'",
            "guest in (select guest from visit)",
            "52:20 E06 `select` is not allowed in an expression (comparison, and/or/not, in, between, like, is null, case, arithmetic and the listed functions are)",
        ),
        (
            "state = 'inside'",
            "came > tody()",
            "52:17 E04 there is no function `tody` (did you mean today?)",
        ),
        (
            "state = 'inside'",
            "state = ",
            "52:18 E01 something is missing at the end: a field, a value, a function or a bracket",
        ),
        (
            "state = 'inside'",
            "guets = 'x'",
            "52:10 E10 visit has no field `guets` (did you mean guest?)",
        ),
        (
            "state = 'inside'",
            "guest > 5",
            "52:18 E12 a text cannot be compared with a number",
        ),
        (
            "state = 'inside'",
            "guest",
            "52:10 E20 a condition is needed here, this is a text",
        ),
        (
            "state = 'inside'",
            "days(came) > 2",
            "52:10 E15 days takes 2 arguments, here are 1",
        ),
        (
            "state = 'inside'",
            "came = 'monday'",
            "52:17 E12 a date with time cannot be compared with a text",
        ),
        (
            "LF-{year}-{seq:3}",
            "LF-{year}",
            "3:10 F06 a number needs {seq} exactly once",
        ),
        (
            "LF-{year}-{seq:3}",
            "LF-{day}-{seq}",
            "3:10 F06 a number has no place `day` (year, month and seq are)",
        ),
        (
            "from = \"came\"",
            "from = \"come\"",
            "57:42 L01 there is no field `come` (did you mean came?)",
        ),
        (
            "from = \"came\"",
            "from = \"guest\"",
            "57:42 L14 `guest` does not tell when: a date, a time or a moment is needed",
        ),
        (
            "no_overlap = [\"guest\"]",
            "no_overlaps = [\"guest\"]",
            "57:8 F15 this kind of rule is not known (did you mean no_overlap?)",
        ),
        (
            "min = \"came\"",
            "min = \"cam\"",
            "27:8 L01 there is no field `cam` (did you mean came?)",
        ),
        ("required = true", "pattern = \"[a-\"", "10:11 F08"),
        (
            "code = \"work\"",
            "code = \"tour\"",
            "32:72 F12 the code `tour` stands twice",
        ),
        (
            "sort = [\"came:desc\"]",
            "sort = [\"came:down\"]",
            "53:9 F09 an order is written field, field:asc or field:desc",
        ),
        (
            "needs = [\"went\"]",
            "needs = [\"wnt\"]",
            "47:11 L01 there is no field `wnt` (did you mean went, why?)",
        ),
        ("id = \"visit\"", "id = \"sqlite_visit\"", "1:6 F07"),
        (
            "[[view]]",
            "[[veiw]]",
            "49:3 F01 unknown key `veiw` (did you mean view?)",
        ),
        (
            "kind = \"moment\"\nmin",
            "kind = { computed = \"went2 + 1\", as = \"number\" }\nmin",
            "26:22 E10 visit has no field `went2` (did you mean went?)",
        ),
    ] {
        let all = faults(&with(&[(from, to)]));
        if !all.iter().any(|f| f.starts_with(said)) {
            wrong.push(format!(
                "{to}\n  wanted {said}\n  got    {}",
                all.join("\n         ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_faults_come_at_once_in_their_order() {
    let text = with(&[
        ("required = true", "requird = true"),
        (", en = \"Host\" }", " }"),
        ("'inside'\"", "'inside\""),
        ("[[rule]]", "[[rules]]"),
    ]);
    insta::assert_snapshot!(faults(&text).join("\n"), @r"
    10:1 F01 unknown key `requird` (did you mean required?)
    15:9 F02 `en` is missing
    52:18 E01 what was opened here is not closed
    55:3 F01 unknown key `rules` (did you mean rule?)
    ");
}

#[test]
fn a_fault_is_shown_with_its_line_and_a_caret() {
    let text = with(&[("state = 'inside'", "state = 'insid'")]);
    let fault = &definition::faults(&text, &catalog(&[PERSON, LOAN]))[0];
    insta::assert_snapshot!(fault.render(Lang::En, "visit.toml", &text), @r#"
    error[E13]: visit has no state `insid`
      --> visit.toml:52:19
       |
    52 | where = "state = 'insid'"
       |                   ^^^^^
       |
       = help: did you mean inside?
    "#);
}

#[test]
fn expressions_in_long_strings_keep_their_places() {
    for (quoted, place) in [
        ("'''state = \"x\" or guets = 1'''", "52:27"),
        (
            "\"\"\"\nstate = 'inside'\n  and guets is null\"\"\"",
            "54:7",
        ),
        ("'''\nguets is null'''", "53:1"),
    ] {
        let all = faults(&with(&[("\"state = 'inside'\"", quoted)]));
        assert!(
            all.iter()
                .any(|f| f.starts_with(place) && f.contains("`guets`")),
            "{quoted}: {all:?}"
        );
    }
}

#[test]
fn what_the_file_must_hold_needs_columns() {
    let lines =
        "kind = { rows = [{ id = \"a\", label = { zh = \"甲\", en = \"A\" }, kind = \"text\" }] }";
    for (from, to, code) in [
        (
            "kind = \"text\"\nrequired = true",
            format!("{lines}\nrequired = true"),
            "L13",
        ),
        (
            "kind = \"text\"\nrequired = true",
            format!("{lines}\nunique = true"),
            "L13",
        ),
        (
            "title = \"{guest}\"",
            format!(
                "title = \"{{why}}\"\nkey = [\"list\"]\n[[field]]\nid = \"list\"\nlabel = {{ zh = \"表\", en = \"List\" }}\n{lines}"
            ),
            "L13",
        ),
        (
            "kind = \"text\"",
            lines.replace("id = \"a\"", "id = \"parent\""),
            "L04",
        ),
        (
            "kind = \"text\"",
            lines.replace("kind = \"text\"", "kind = \"text\", required = \"a = 'x'\""),
            "L15",
        ),
    ] {
        let all = faults(&with(&[(from, &to)]));
        assert!(all.iter().any(|f| f.contains(code)), "{to}: {all:?}");
    }
}

#[test]
fn no_text_however_broken_brings_the_reader_down() {
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 400,
        ..ProptestConfig::default()
    };
    let piece = prop_oneof![
        Just("\""),
        Just("'"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]]"),
        Just("="),
        Just("\n"),
        Just("名"),
        Just("é"),
        Just("\""),
        Just(", "),
        Just("(("),
        Just("select"),
        Just("'''"),
        Just("\\u4e00"),
        Just("and "),
        Just("0x"),
        Just("1e999"),
        Just("-"),
        Just("[[field]]\n"),
        Just("\0"),
        Just("🦀")
    ];
    let text = prop_oneof![Just(GOOD), Just(LOAN), Just(PERSON)];
    proptest!(config, |(text in text, edits in proptest::collection::vec((0.0..1.0_f64, 0..12_usize, piece), 1..5))| {
        let mut chars: Vec<char> = text.chars().collect();
        for (place, cut, piece) in edits {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let at = ((chars.len() as f64) * place) as usize;
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        let text: String = chars.into_iter().collect();
        faults(&text);
    });
}

#[test]
fn no_expression_however_broken_brings_the_reader_down() {
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 400,
        ..ProptestConfig::default()
    };
    let word = prop_oneof![
        Just("guest"),
        Just("came"),
        Just("'tour'"),
        Just("why"),
        Just("and"),
        Just("or"),
        Just("not"),
        Just("("),
        Just(")"),
        Just("="),
        Just(">"),
        Just("in"),
        Just("between"),
        Just("case"),
        Just("when"),
        Just("then"),
        Just("end"),
        Just("ref"),
        Just("days"),
        Just(","),
        Just("today()"),
        Just("null"),
        Just("is"),
        Just("like"),
        Just("1"),
        Just("-"),
        Just("||"),
        Just("'名"),
        Just("select"),
        Just("名"),
        Just("::"),
        Just("[")
    ];
    proptest!(config, |(words in proptest::collection::vec(word, 0..12))| {
        faults(&with(&[("state = 'inside'", &words.join(" "))]));
    });
    let deep = format!("{}guest{}", "(".repeat(3000), ")".repeat(3000));
    assert!(faults(&with(&[("state = 'inside'", &deep)]))[0].contains("E07"));
}

#[test]
fn a_form_that_cannot_be_read_whole_is_still_checked_by_its_laws() {
    let text = r#"
id = "key_loan"
label = { zh = "钥匙借用", en = "Key loans" }
numbr = "YS-{seq:3}"

[[field]]
id = "holder"
label = { zh = "借用人", en = "Holder" }
kind = { reference = "persn" }

[[view]]
id = "out"
label = { zh = "在外", en = "Out" }
where = "holdr is null"
"#;
    let faults = definition::faults(text, &deskbook::model::catalog::shipped::catalog());
    let codes: Vec<&str> = faults.iter().map(Fault::code).collect();
    assert_eq!(codes, ["F01", "L07", "E10"]);
}

#[test]
fn three_faults_with_one_name_are_three_faults_each_at_its_place() {
    let text = with(&[
        ("needs = [\"went\"]", "needs = [\"wnt\", \"wnt\"]"),
        ("min = \"came\"", "min = \"wnt\""),
        ("title = \"{guest}\"", "title = \"{wnt} {guest} {wnt}\""),
        (
            "sort = [\"came:desc\"]",
            "sort = [\"wnt:desc\"]\ncolumns = [\"guest\", \"wnt\"]",
        ),
    ]);
    insta::assert_snapshot!(faults(&text).join("\n"), @r"
    4:11 L01 there is no field `wnt` (did you mean went, why?)
    4:25 L01 there is no field `wnt` (did you mean went, why?)
    27:8 L01 there is no field `wnt` (did you mean went, why?)
    47:11 L01 there is no field `wnt` (did you mean went, why?)
    47:18 L01 there is no field `wnt` (did you mean went, why?)
    53:10 L01 there is no field `wnt` (did you mean went, why?)
    54:22 L01 there is no field `wnt` (did you mean went, why?)
    ");
}

#[test]
fn two_tables_of_one_name_are_told_apart() {
    let action = "[[action]]\nid = \"leave\"\nlabel = { zh = \"走\", en = \"Go\" }\nto = \"lft\"\n\n[[view]]";
    let text = with(&[("to = \"left\"", "to = \"lft\""), ("[[view]]", action)]);
    insta::assert_snapshot!(faults(&text).join("\n"), @r"
    46:7 L02 there is no state `lft` (did you mean left?)
    50:7 L03 the action `leave` stands twice
    52:7 L02 there is no state `lft` (did you mean left?)
    ");
}

#[test]
fn a_fault_behind_escapes_stands_where_it_is_written() {
    let text = with(&[(
        "\"state = 'inside'\"",
        r#""guest = '\"\u4e2d' or guets = 1""#,
    )]);
    insta::assert_snapshot!(faults(&text).join("\n"), @r"
    52:32 E10 visit has no field `guets` (did you mean guest?)
    ");
}

#[test]
fn an_expression_without_end_is_a_fault() {
    let terms = vec!["guest = 'x'"; 20_000].join(" or ");
    let found = faults(&with(&[("state = 'inside'", &terms)]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("E08") || found[0].contains("E09"),
        "{}",
        found[0]
    );
    let thousand = vec!["guest = 'x'"; 1000].join(" or ");
    assert_eq!(faults(&with(&[("state = 'inside'", &thousand)])), [""; 0]);
}

#[test]
fn faults_are_shown_in_the_language_of_the_desk() {
    let text = with(&[
        ("required = true", "requird = true"),
        ("state = 'inside'", "guest > 5 and"),
    ]);
    let shown: Vec<String> = definition::faults(&text, &catalog(&[PERSON, LOAN]))
        .iter()
        .map(|f| f.render(Lang::Zh, "visit.toml", &text))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    错误[F01]: 没有“requird”这个键
      --> visit.toml:10:1
       |
    10 | requird = true
       | ^^^^^^^
       |
       = 提示: 是不是 required？
    错误[E01]: 末尾少了东西：字段、值、函数或括号
      --> visit.toml:52:23
       |
    52 | where = "guest > 5 and"
       |                       ^
    "#);
}

/// The words of a definition that stand in a fault's Chinese words without being an argument.
const WRITTEN: &[&str] = &[
    "TOML",
    "from",
    "to",
    "on",
    "asc",
    "desc",
    "true",
    "false",
    "zh",
    "en",
    "year",
    "month",
    "seq",
    "day",
    "choice",
    "choices",
    "checklist",
    "reference",
    "rows",
    "computed",
    "id",
    "label",
    "help",
    "kind",
    "required",
    "width",
    "and",
    "or",
    "not",
    "in",
    "between",
    "like",
    "is",
    "null",
    "case",
    "up",
    "some",
    "on_save",
    "nothing",
    "org_unit",
    "KiB",
];

/// What a fault says in Chinese is Chinese, other than the words that stand in definitions.
fn english(said: &str, text: &str) -> Vec<String> {
    let latin = Regex::new("[A-Za-z][A-Za-z_]+").expect("a pattern");
    let words = latin.find_iter(said).map(|word| word.as_str());
    let known = |word: &&str| text.contains(*word) || WRITTEN.contains(word);
    words
        .filter(|word| !known(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_english_stands_in_the_chinese_words_of_faults() {
    let ids = Wrong::iter().flat_map(|wrong| [wrong.message_id(), wrong.hint_id()]);
    for id in ids.filter(|id| locale::has(Lang::Zh, id)) {
        // An argument that is not given stands as its name: what is given is looked at where it happens.
        let said = locale::say(Lang::Zh, &id, &[]);
        let open = Regex::new(r"\{\$[a-z]+\}").expect("a pattern");
        let said = open.replace_all(&said, "");
        assert_eq!(english(&said, ""), [""; 0], "{id}: {said}");
    }
}

/// Whatever is wrong, no argument of its words is left open, in neither language, and none brings English along.
#[test]
fn the_words_of_a_fault_are_whole() {
    let mut seen = std::collections::BTreeSet::new();
    for (from, to) in [
        ("id = \"visit\"", "id ="),
        ("id = \"visit\"", "id = \"visit\"\nid = \"visit\""),
        ("title = \"{guest}\"", "title = \"{guest}"),
        ("title = \"{guest}\"", "title = guest"),
        ("[\"inside\"]", "[\"inside\" \"left\"]"),
        ("[\"inside\"]", "inside"),
        ("sort = [\"came:desc\"]", "sort = 5"),
        ("required = true", "required = 1979-05-27"),
        ("required = true", "required = { a = 1 }"),
        ("kind = \"person\"", "kind = {}"),
        ("kind = \"person\"", "kind = { choice = [] }"),
        ("kind = \"person\"", "kind = { rows = [] }"),
        (
            "kind = \"person\"",
            "kind = { choice = [{ code = \"a b\", zh = \"x\", en = \"x\" }] }",
        ),
        ("kind = \"person\"", "kind = \"person\"\nsection = \"two\""),
        ("kind = \"person\"", "kind = \"person\"\nmin = 5"),
        ("kind = \"person\"", "kind = \"date\"\ndefault = \"soon\""),
        ("state = 'inside'", "days(came) = \u{ff11}"),
        ("state = 'inside'", "host.nothing = 1 or guest.x = 1"),
        ("state = 'inside'", "days(came) > 1 and length(came)"),
        ("state = 'inside'", "guest > came or host = yes"),
        ("id = \"went\"", "id = \"guest\""),
    ] {
        let text = with(&[(from, to)]);
        let found = definition::faults(&text, &catalog(&[PERSON, LOAN]));
        assert!(!found.is_empty(), "{to}");
        for fault in found {
            for lang in [Lang::Zh, Lang::En] {
                let said = fault.message(lang) + &fault.hint(lang).unwrap_or_default();
                assert!(!said.contains("{$") && !said.contains("fault-"), "{said}");
            }
            // Names that may have been meant come as they are written.
            let said = fault.message(Lang::Zh);
            assert_eq!(english(&said, &text), [""; 0], "{said}");
            seen.insert(fault.wrong.message_id());
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}
