//! Files as they should not be: each is refused with a reason, or taken in as far as it is sound.

use deskbook::exchange::import::ImportOptions;
use deskbook::model::{Lang, Value};
use deskbook::store::{Error, Outcome};

use crate::desk::{Desk, csv, done, every, rejected, words};

fn refusal(desk: &mut Desk, path: &std::path::Path) -> String {
    match desk.try_import("place", path, &ImportOptions::default()) {
        Err(Error::Outside(why)) => {
            assert_ne!(why.zh, why.en);
            why.en
        }
        Ok(Outcome::Refused(all)) => {
            let say = |lang| all.iter().map(|c| c.message(lang)).collect::<String>();
            assert_ne!(say(Lang::Zh), say(Lang::En));
            say(Lang::En)
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn what_is_no_list_of_rows_is_refused_with_what_to_do() {
    let mut desk = Desk::of_things();
    let nowhere = desk.place("nowhere.csv");
    assert!(refusal(&mut desk, &nowhere).contains("no file"));
    let folder = desk.folder().to_owned();
    assert!(refusal(&mut desk, &folder).contains("folder"));
    for (name, bytes, reason) in [
        ("empty.csv", b"".as_slice(), "is empty"),
        ("blank.csv", b"\r\n \r\n", "is empty"),
        ("mark.csv", b"\xEF\xBB\xBF", "is empty"),
        ("book.csv", b"PK\x03\x04rest", "workbook"),
        ("desk.csv", b"SQLite format 3\0rest", "workbook"),
        ("other.csv", b"colour,size\nred,3\n", "no field"),
        ("none.csv", b",,\nred,3,\n", "No column"),
        ("cut.json", b"[{\"code\":\"A\"", "stops being JSON"),
    ] {
        let path = desk.file(name, bytes);
        let said = refusal(&mut desk, &path);
        assert!(said.contains(reason), "{name}: {said}");
    }
    let query = every("place");
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::En);
    assert_eq!(reader.count(&query).expect("a count"), 0);
}

#[test]
fn a_heading_alone_is_a_list_without_rows() {
    let mut desk = Desk::of_things();
    let report = desk.csv("place", "code,name\n");
    assert_eq!((report.rows, report.written), (0, false));
    let path = desk.file("none.json", "[]");
    let report = desk.import("place", &path, &ImportOptions::default());
    assert_eq!(report.rows, 0);
}

#[test]
fn characters_that_are_not_kept_reject_their_row() {
    let mut desk = Desk::of_things();
    let report = desk.csv(
        "place",
        "code,name\nA\0,nul\nB,\u{1b}[2Jescape\nC,left\u{202e}right\nD,joined\u{200b}word\nE,good\nF,b\u{9b}c\n",
    );
    assert_eq!((report.new, report.rejected), (1, 5));
    assert!(
        rejected(&report)
            .iter()
            .all(|(_, codes)| codes == &["hostile"])
    );
    assert!(words(&report).contains("U+202E"));
}

#[test]
fn bytes_that_are_no_characters_reject_their_row_only() {
    let mut desk = Desk::of_things();
    let rows: String = (0..60).map(|i| format!("P{i},第{i}号房间\n")).collect();
    let mut bytes = format!("code,name\n{rows}").into_bytes();
    bytes.extend(b"BAD,\xFF\xFE\xC3(\nLAST,good\n");
    let path = desk.file("in.csv", bytes);
    let report = desk.import("place", &path, &ImportOptions::default());
    assert_eq!(report.encoding, "UTF-8");
    assert_eq!((report.new, report.rejected), (61, 1), "{}", words(&report));
    assert_eq!(report.reasons[0].line, 62);
}

#[test]
fn rows_of_the_wrong_length_and_cells_of_the_wrong_size_are_rejected() {
    let mut desk = Desk::of_things();
    let big = "x".repeat(1_000_000);
    let report = desk.csv(
        "place",
        &format!("code,name\nA\nB,b,extra\nC,c,,\nD,{big}\n\n , \nE,e\nF,\"never closed\nG,g\n"),
    );
    assert_eq!(
        (report.rows, report.new, report.rejected),
        (6, 2, 4),
        "{}",
        words(&report)
    );
}

#[test]
fn quotes_lines_and_separators_are_as_spreadsheets_write_them() {
    let mut desk = Desk::of_things();
    for (n, text) in [
        "sep=;\r\ncode;name\r\nA;a, b\r\n",
        "code;name\nA;\"a, b\"\n",
        "code\tname\nA\ta, b\n",
        "\u{feff}\"code\",\"name\"\r\n\"A\",\"a, b\"",
        "code,name,,\nA,\"a, b\",,\n,,,\n",
    ]
    .into_iter()
    .enumerate()
    {
        let report = desk.csv("place", text);
        let expected = if n == 0 { (1, 0) } else { (0, 1) };
        assert_eq!(
            (report.new, report.same),
            expected,
            "{text}: {}",
            words(&report)
        );
    }
    let report = desk.csv("place", "sep=,\ncode,name\nB,b\nC,\"c\nd\"\n,e\n");
    assert_eq!(
        (report.new, rejected(&report)),
        (2, vec![(6, vec!["required"])])
    );
    assert_eq!(desk.live("place")[2].values[1], Value::text("c d"));
}

#[test]
fn formulas_go_out_disarmed_and_come_back_as_they_were() {
    let mut desk = Desk::of_things();
    let names = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "＝1",
        "－x",
        "'=1",
        "''@a",
        "-5",
        "+86",
        "-",
        "'quoted",
    ];
    for (n, name) in names.iter().enumerate() {
        desk.id("place", &[("code", &format!("C{n}")), ("name", name)]);
    }
    let path = desk.export("place", "out.csv", &csv());
    let text = std::fs::read_to_string(&path).expect("text");
    for cell in text.lines().filter_map(|l| l.split(',').nth(2)) {
        let harmless = cell.parse::<f64>().is_ok()
            || !cell
                .trim_matches('"')
                .starts_with(['=', '+', '-', '@', '＝', '－']);
        assert!(harmless, "{cell}");
    }
    let report = desk.import("place", &path, &ImportOptions::default());
    assert_eq!(
        report.same,
        names.len() as u64,
        "{}\n{text}",
        words(&report)
    );
    let mut other = Desk::of_things();
    let copy = other.file("in.csv", &text);
    other.import("place", &copy, &ImportOptions::default());
    let there: Vec<_> = other
        .live("place")
        .into_iter()
        .map(|r| r.values[1].clone())
        .collect();
    assert_eq!(there, names.map(Value::text));
}

#[test]
fn a_number_that_is_none_is_rejected() {
    let mut desk = Desk::of_things();
    let long = "9".repeat(200);
    let report = desk.csv(
        "thing",
        &format!("number,code,state\n{long},A,\nX\u{202e}Y,B,\n,C,lost\n旧-1,D,已报废\n"),
    );
    assert_eq!((report.new, report.rejected), (1, 3), "{}", words(&report));
    let thing = &desk.live("thing")[0];
    assert_eq!(
        (thing.number.as_deref(), thing.state.as_deref()),
        (Some("旧-1"), Some("gone"))
    );
}

#[test]
fn void_records_do_not_come_back_by_the_side_door() {
    let mut desk = Desk::of_things();
    let report = desk.csv(
        "thing",
        "number,code,void_at\nWP-1,A,\nWP-2,B,2026-01-01T00:00:00.000Z\n",
    );
    assert_eq!((report.new, report.rejected), (1, 1));
    done(desk.store.undo(&desk.stamp()));
    let report = desk.csv("thing", "number,code\nWP-1,A\n");
    assert_eq!(rejected(&report), vec![(2, vec!["void"])]);
}
