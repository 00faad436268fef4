//! Files in and out, as a clerk meets them.

use deskbook::exchange::encoding::Charset;
use deskbook::exchange::export::Format;
use deskbook::exchange::import::{self, ImportOptions, NameMap, RowFate, Source};
use deskbook::model::{Lang, Value, definition};
use deskbook::store::Error;

use crate::desk::{Desk, PLACE, complaints, csv, done, every, record_says, rejected, words};

fn desk_with_places() -> Desk {
    let mut desk = Desk::of_things();
    desk.id("place", &[("code", "G"), ("name", "总务处")]);
    desk.id("place", &[("code", "A1"), ("name", "一楼")]);
    desk
}

const THREE: &str = "代码,名称,件数,单价,购置日期,所在,是否损坏\r\n\
    T1,打印机,2,\"1,280.00\",2026-01-05,总务处,否\r\n\
    T2,投影仪,1,3999,2026.2.7,A1,是\r\n\
    T3,椅子,40,85.5,,,\r\n";

#[test]
fn a_file_is_taken_in_and_the_second_time_changes_nothing() {
    let mut desk = desk_with_places();
    let first = desk.csv("thing", THREE);
    assert_eq!((first.rows, first.new), (3, 3), "{}", words(&first));
    assert!(first.written);
    let things = desk.live("thing");
    assert_eq!(things[0].number.as_deref(), Some("WP-2026-0001"));
    assert_eq!(things[0].values[5], Value::Int(128_000));
    assert_eq!(things[1].values[6], Value::text("2026-02-07"));
    assert_eq!(things[1].titles[14].as_deref(), Some("一楼"));
    let second = desk.csv("thing", THREE);
    assert_eq!((second.same, second.rows, second.written), (3, 3, false));
    let changed = desk.csv("thing", &THREE.replace(",40,", ",41,"));
    assert_eq!((changed.same, changed.changed), (2, 1));
    assert_eq!(desk.live("thing").len(), 3);
}

#[test]
fn an_import_adds_to_what_is_only_added_to_and_changes_nothing_there() {
    let mut desk = desk_with_places();
    let only = PLACE.replace("id = \"place\"\n", "id = \"place\"\nappend_only = true\n");
    let form = definition::read::form(&only).expect("a form");
    let stamp = desk.stamp();
    done(desk.store.apply(&form, &only, &stamp));
    let report = desk.csv("place", "code,name\nG,总务处\nA1,two\nB2,new\n");
    assert_eq!((report.same, report.new, report.rejected), (1, 1, 1));
    assert_eq!(rejected(&report), [(3, vec!["append-only"])]);
    let names: Vec<Value> = desk
        .live("place")
        .iter()
        .map(|r| r.values[1].clone())
        .collect();
    assert!(names.contains(&Value::text("一楼")), "{names:?}");
}

#[test]
fn one_undo_takes_an_import_back() {
    let mut desk = desk_with_places();
    desk.csv("thing", "code,name\nT1,old\n");
    desk.csv("thing", "code,name\nT1,new\nT2,more\n");
    done(desk.store.undo(&desk.stamp()));
    let live = desk.live("thing");
    assert_eq!(live.len(), 1);
    assert_eq!(live[0].values[1], Value::text("old"));
}

#[test]
fn a_dry_run_changes_nothing_not_even_the_next_number() {
    let mut desk = desk_with_places();
    let before = desk.store.last_seq().expect("a number");
    let path = desk.file("in.csv", THREE);
    let options = ImportOptions {
        dry_run: true,
        ..ImportOptions::default()
    };
    let report = desk.import("thing", &path, &options);
    assert_eq!((report.new, report.written), (3, false));
    assert_eq!(desk.all("thing").len(), 0);
    assert_eq!(desk.store.last_seq().expect("a number"), before);
    assert!(
        desk.store
            .undo_list("officer A", 9)
            .expect("a list")
            .iter()
            .all(|op| op.op.word() == "add")
    );
    desk.csv("thing", THREE);
    assert_eq!(
        desk.live("thing")[0].number.as_deref(),
        Some("WP-2026-0001")
    );
}

#[test]
fn bad_rows_stay_out_with_their_reasons_and_leave_no_gap_in_the_numbers() {
    let mut desk = desk_with_places();
    let rejects = desk.place("rejects.csv");
    let path = desk.file(
        "in.csv",
        "code;name;pieces;bought;place\nT1;a;1;;\n;b;2;;\nT2;c;many;2026-02-30;nowhere\nT3;=cmd|x;4;;\nT1;twice;;;\nT4;d;5;;\n",
    );
    let options = ImportOptions {
        rejects: Some(rejects.clone()),
        ..ImportOptions::default()
    };
    let report = desk.import("thing", &path, &options);
    assert_eq!((report.rows, report.new, report.rejected), (6, 3, 3));
    assert_eq!(
        rejected(&report),
        vec![
            (3, vec!["required"]),
            (4, vec!["misread", "misread", "not-found"]),
            (6, vec!["format"]),
        ]
    );
    assert!(
        words(&report).contains("line 2 of the file"),
        "{}",
        words(&report)
    );
    let numbers: Vec<_> = desk
        .live("thing")
        .into_iter()
        .filter_map(|r| r.number)
        .collect();
    assert_eq!(numbers, ["WP-2026-0001", "WP-2026-0002", "WP-2026-0003"]);
    assert_eq!(report.rejects.as_deref(), Some(rejects.as_path()));
    let text = std::fs::read_to_string(&rejects).expect("rejects");
    assert!(
        text.starts_with("code;name;pieces;bought;place;_line;_reason\r\n"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 4);
    // Put right, the rejects file is taken in as it is: our own columns are passed over.
    let fixed = text
        .replace(";b;", "T9;b;")
        .replace("T1;twice", "T8;once")
        .replace("many;2026-02-30;nowhere", "9;2026-02-28;G");
    let path = desk.file("fixed.csv", fixed);
    let again = desk.import("thing", &path, &ImportOptions::default());
    assert_eq!(again.new, 3, "{}", words(&again));
}

#[test]
fn what_the_file_itself_refuses_rejects_only_that_row() {
    let mut desk = desk_with_places();
    desk.csv("thing", "number,code,name\nWP-2026-0005,T1,a\n");
    // The number is new, the key is not: the unique index says no in the middle of the step.
    let report = desk.csv("thing", "number,code,name\nWP-2026-0009,T1,b\n,T2,c\n");
    assert_eq!(rejected(&report), vec![(2, vec!["duplicate"])]);
    let numbers: Vec<_> = desk
        .live("thing")
        .into_iter()
        .filter_map(|r| r.number)
        .collect();
    assert_eq!(numbers, ["WP-2026-0005", "WP-2026-0006"]);
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::Zh);
    assert_eq!(reader.search_rows("thing").expect("a count"), 2);
    let found = desk.store.examine().expect("a look");
    assert!(found.iter().all(|f| f.ok), "{found:?}");
}

#[test]
fn all_or_nothing_keeps_the_good_rows_out_too() {
    let mut desk = desk_with_places();
    let path = desk.file("in.csv", "code,name\nT1,a\n,b\n");
    let options = ImportOptions {
        all_or_nothing: true,
        ..ImportOptions::default()
    };
    let report = desk.import("thing", &path, &options);
    assert_eq!((report.new, report.rejected, report.written), (1, 1, false));
    assert!(desk.all("thing").is_empty());
}

#[test]
fn rows_without_number_and_key_are_known_by_what_they_say() {
    let mut desk = Desk::of_things();
    let text = "时间,何人\n2026-03-01 08:00,值班员甲\n2026-03-01 08:00,值班员乙\n2026-03-01 08:00,值班员甲\n";
    let report = desk.csv("call", text);
    assert_eq!((report.new, report.rejected), (2, 1));
    assert!(words(&report).contains("line 2"), "{}", words(&report));
    let report = desk.csv("call", &text.replace("值班员丙", ""));
    assert_eq!((report.new, report.same, report.rejected), (0, 2, 1));
    assert_eq!(
        desk.live("call")[0].values[2],
        Value::Int(0),
        "the form's own literal is filled in"
    );
}

#[test]
fn rows_may_point_at_rows_further_down() {
    let mut desk = Desk::of_things();
    let report = desk.csv(
        "place",
        "code,name,parent\nR1,101室,F1\nF1,一楼,B\nB,主楼,\nX,孤儿,nowhere\n",
    );
    assert_eq!((report.new, report.rejected), (3, 1), "{}", words(&report));
    assert_eq!(report.reasons[0].line, 5);
    let room = desk
        .live("place")
        .into_iter()
        .find(|r| r.title == "101室")
        .expect("a room");
    assert_eq!(room.titles[2].as_deref(), Some("一楼"));
}

#[test]
fn headings_are_matched_by_id_label_or_map_and_nothing_is_dropped_unseen() {
    let mut desk = desk_with_places();
    let path = desk.file("in.csv", " Ｃｏｄｅ ,品名,件数,merk\nT1,桌子,3,ok\n");
    let refused = desk.try_import("thing", &path, &ImportOptions::default());
    let said = complaints(refused);
    let names: Vec<_> = said
        .iter()
        .map(|c| c.field.clone().unwrap_or_default())
        .collect();
    assert_eq!(names, ["品名", "merk"]);
    let map = NameMap::read("\"品名\" = \"name\"\nmerk = \"-\"\n", "map.toml").expect("a map");
    let options = ImportOptions {
        map,
        ..ImportOptions::default()
    };
    let report = desk.import("thing", &path, &options);
    assert_eq!(report.new, 1, "{}", words(&report));
    assert_eq!(desk.live("thing")[0].values[1], Value::text("桌子"));
    let map = NameMap::read("x = \"nmae\"", "map.toml").expect("a map");
    let options = ImportOptions {
        map,
        ..ImportOptions::default()
    };
    let said = complaints(desk.try_import("thing", &path, &options));
    assert!(said[0].message(Lang::En).contains("name"));
    assert!(NameMap::read("a = 1", "map.toml").is_err());
    assert!(NameMap::read("a = ", "map.toml").is_err());
}

#[test]
fn the_same_field_twice_is_refused() {
    let mut desk = desk_with_places();
    let path = desk.file("in.csv", "code,name,名称\nT1,a,b\n");
    let refused = desk.try_import("thing", &path, &ImportOptions::default());
    let said = complaints(refused);
    assert!(said[0].message(Lang::En).contains("same field"));
}

#[test]
fn encodings_are_found_and_can_be_told() {
    let text = "代码,名称\nT1,值班室联通电话㐂𠮷\n";
    let utf16 = |little: bool| {
        let mut out = if little {
            vec![0xFF, 0xFE]
        } else {
            vec![0xFE, 0xFF]
        };
        for unit in text.encode_utf16() {
            out.extend(if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            });
        }
        out
    };
    let gb = encoding_rs::GB18030.encode(text).0.into_owned();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let files: [(&str, Vec<u8>); 5] = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 BOM", marked),
        ("UTF-16LE", utf16(true)),
        ("UTF-16BE", utf16(false)),
        ("gb18030", gb.clone()),
    ];
    for (name, bytes) in files {
        let mut desk = Desk::of_things();
        let path = desk.file("in.csv", bytes);
        let report = desk.import("thing", &path, &ImportOptions::default());
        assert_eq!(report.encoding, name);
        assert_eq!(report.new, 1, "{name}: {}", words(&report));
        assert_eq!(
            desk.live("thing")[0].values[1],
            Value::text("值班室联通电话㐂𠮷"),
            "{name}"
        );
    }
    // Told wrongly, rows whose bytes mean nothing are rejected, not garbled.
    let mut desk = Desk::of_things();
    let path = desk.file("in.csv", [b"code,name\n".as_slice(), &gb[10..]].concat());
    let options = ImportOptions {
        encoding: Charset::read("utf-8"),
        ..ImportOptions::default()
    };
    let report = desk.import("thing", &path, &options);
    assert_eq!((report.new, report.rejected), (0, 1));
    assert!(words(&report).contains("bytes that mean nothing"));
    assert_eq!(
        Charset::read("gbk").map(Charset::name).as_deref(),
        Some("gb18030")
    );
    assert_eq!(Charset::read("klingon"), None);
}

#[test]
fn the_rejects_file_keeps_encoding_and_separator() {
    let mut desk = Desk::of_things();
    let text = "代码\t名称\n\t无代码的行\n";
    let path = desk.file("in.txt", encoding_rs::GB18030.encode(text).0);
    let rejects = desk.place("rejects.txt");
    let options = ImportOptions {
        rejects: Some(rejects.clone()),
        encoding: Charset::read("gb18030"),
        ..ImportOptions::default()
    };
    desk.import("thing", &path, &options);
    let bytes = std::fs::read(&rejects).expect("rejects");
    let (text, _, wrong) = encoding_rs::GB18030.decode(&bytes);
    assert!(
        !wrong && text.starts_with("代码\t名称\t_line\t_reason"),
        "{text}"
    );
    assert!(text.contains("无代码的行\t2\t"), "{text}");
    // Nothing rejected: no file.
    std::fs::remove_file(&rejects).expect("gone");
    let text = "代码\t名称\nT1\t有\n";
    let path = desk.file("in.txt", encoding_rs::GB18030.encode(text).0);
    let report = desk.import("thing", &path, &options);
    assert!(report.rejects.is_none() && !rejects.exists());
}

#[test]
fn json_comes_in_as_array_and_as_lines() {
    let mut desk = desk_with_places();
    let text = r#"[ {"code":"T1","name":"柜子","pieces":3,"price":"12.50","broken":true,"uses":["teach","spare"],
        "place":{"id":99,"number":null,"title":"总务处"},"parts":[{"what":"锁","cost":"3.00","at":"A1"}],"state":"gone"},
      {"code":"T2","place":"一楼","weight":1.25}, 7 ]"#;
    let path = desk.file("in.json", text);
    let report = desk.import("thing", &path, &ImportOptions::default());
    assert_eq!(
        (report.rows, report.new, report.rejected),
        (3, 2, 1),
        "{}",
        words(&report)
    );
    let thing = &desk.live("thing")[0];
    assert_eq!(thing.state.as_deref(), Some("gone"));
    assert_eq!(thing.values[12], Value::text("teach,spare"));
    assert_eq!(thing.titles[14].as_deref(), Some("总务处"));
    assert_eq!(
        thing.values[17],
        Value::Lines(vec![vec![
            Value::text("锁"),
            Value::Int(300),
            Value::Int(2)
        ]])
    );
    assert_eq!(desk.live("thing")[1].values[4], Value::Int(1250));
    let rejects = desk.place("rejects.jsonl");
    let options = ImportOptions {
        rejects: Some(rejects.clone()),
        ..ImportOptions::default()
    };
    let path = desk.file(
        "in.jsonl",
        "{\"code\":\"T3\"}\n\n{\"code\":}\n{\"code\":\"T4\",\"colour\":1}\n",
    );
    let report = desk.import("thing", &path, &options);
    assert_eq!(
        rejected(&report),
        vec![(3, vec!["format"]), (4, vec!["field"])]
    );
    let text = std::fs::read_to_string(rejects).expect("rejects");
    assert!(
        text.contains("\"_text\":\"{\\\"code\\\":}\"") && text.contains("\"colour\":1"),
        "{text}"
    );
    let path = desk.file("cut.json", "[{\"code\":\"T5\"},{\"co");
    let cut = desk.try_import("thing", &path, &ImportOptions::default());
    assert!(matches!(cut, Err(Error::Outside(_))), "{cut:?}");
    assert_eq!(desk.live("thing").len(), 3);
}

#[test]
fn own_exports_say_the_same_when_they_come_back() {
    let mut desk = desk_with_places();
    desk.csv("thing", THREE);
    desk.csv("thing", "code,grade,uses,checks,story,spell,opens,seen_at,name,state,parts\nT4,b,\"teach,office\",clean,\"line 1\nline 2, \"\"q\"\"\",1:30,08:05,2026-03-01T08:30,'=1+1,gone,\"[{\"\"what\"\":\"\"a\"\"}]\"\nT5,x,,,-,,,,''=2,,\n");
    assert_eq!(desk.live("thing")[3].values[1], Value::text("=1+1"));
    assert_eq!(desk.live("thing").len(), 5);
    for format in [Format::Csv, Format::Json, Format::JsonLines] {
        for raw in [false, true] {
            for lang in [Lang::Zh, Lang::En] {
                let mut options = csv();
                options.format = format;
                options.raw = raw;
                let ending = Format::ALL
                    .iter()
                    .find(|(_, f)| *f == format)
                    .expect("an ending")
                    .0;
                let path = desk.export_in(lang, "thing", &format!("out.{ending}"), &options);
                let text = std::fs::read_to_string(&path).expect("text");
                let options = ImportOptions {
                    raw,
                    ..ImportOptions::default()
                };
                let report = desk.import("thing", &path, &options);
                assert_eq!(
                    (report.same, report.rows),
                    (5, 5),
                    "{format:?} {raw} {lang:?}: {}\n{text}",
                    words(&report)
                );
                let mut other = desk_with_places();
                let copied = other.place("copy.csv").with_extension(ending);
                std::fs::copy(&path, &copied).expect("a copy");
                let report = other.import("thing", &copied, &options);
                assert_eq!(report.new, 5, "{}", words(&report));
                let here: Vec<_> = desk.live("thing").iter().map(record_says).collect();
                let there: Vec<_> = other.live("thing").iter().map(record_says).collect();
                assert_eq!(here, there, "{format:?} {raw} {lang:?}\n{text}");
            }
        }
    }
}

#[test]
fn csv_is_made_for_a_spreadsheet() {
    let mut desk = desk_with_places();
    desk.csv("thing", THREE);
    let path = desk.export("thing", "out.csv", &csv());
    let bytes = std::fs::read(&path).expect("bytes");
    assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("WP-2026-0001,T1,打印机,,2,,1280.00,2026-01-05,,,,否,,,,总务处"),
        "{text}"
    );
    let mut gb = csv();
    gb.encoding = Charset::read("gb18030");
    let path = desk.export("thing", "gb.csv", &gb);
    let bytes = std::fs::read(&path).expect("bytes");
    assert!(encoding_rs::GB18030.decode(&bytes).0.contains("打印机"));
    let mut two = csv();
    two.columns = vec!["code".into(), "state".into(), "created_by".into()];
    let path = desk.export_in(Lang::En, "thing", "two.csv", &two);
    let text = std::fs::read_to_string(path).expect("text");
    assert!(
        text.contains("Code,State,Entered by\r\nT1,in_use,officer A"),
        "{text}"
    );
}

#[test]
fn a_page_holds_text_never_markup() {
    let mut desk = Desk::of_things();
    desk.id(
        "place",
        &[
            ("code", "<b>"),
            ("name", "a & \"b\" <script>alert(1)</script>"),
        ],
    );
    let mut options = csv();
    options.format = Format::Html;
    options.organisation = "<i>校</i>".into();
    let path = desk.export("place", "out.html", &options);
    let text = std::fs::read_to_string(path).expect("text");
    assert!(
        !text.contains("<script") && text.contains("&lt;script&gt;") && !text.contains("<i>"),
        "{text}"
    );
    assert!(text.contains("size:A4") && text.contains("Places") && text.contains("地点"));
}

#[test]
fn a_file_that_stands_there_is_kept_where_asked_and_a_desk_always() {
    let mut desk = Desk::of_things();
    desk.id("place", &[("code", "A"), ("name", "a")]);
    let there = desk.file("there.csv", "mine");
    let mut options = csv();
    options.over = false;
    let query = every("place");
    let stamp = desk.stamp();
    let reader = desk.store.reader(&stamp, Lang::En);
    let mut on = |_| true;
    let run = |path: &std::path::Path, options: &deskbook::exchange::export::ExportOptions| {
        deskbook::exchange::export::run(&reader, &query, options, path, &mut |_| true)
    };
    assert!(run(&there, &options).is_err());
    assert_eq!(std::fs::read_to_string(&there).expect("text"), "mine");
    options.over = true;
    assert!(run(&there, &options).is_ok());
    assert!(run(desk.store.path(), &options).is_err());
    assert!(run(&desk.place("none/out.csv"), &options).is_err());
    assert!(run(desk.folder(), &options).is_err());
    let stopped =
        deskbook::exchange::export::run(&reader, &query, &options, &desk.place("x.csv"), &mut on);
    assert!(stopped.is_ok());
    let left: Vec<_> = std::fs::read_dir(desk.folder())
        .expect("a folder")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_look_before_anything_is_done() {
    let mut desk = desk_with_places();
    desk.csv("thing", "code,name,pieces\nT1,a,1\nT2,b,2\n");
    let path = desk.file("in.csv", "代码,件数,型号\nT1,1,x\nT2,3,y\nT3,4,z\n,5,\n");
    let source = Source::path(&path);
    let stamp = desk.stamp();
    let seen = import::preview(
        &mut desk.store,
        &stamp,
        Lang::Zh,
        "thing",
        &source,
        &ImportOptions::default(),
    );
    let seen = done(seen);
    let columns: Vec<_> = seen
        .columns
        .iter()
        .map(|c| (c.heading.as_str(), c.field.as_deref()))
        .collect();
    assert_eq!(
        columns,
        [
            ("代码", Some("code")),
            ("件数", Some("pieces")),
            ("型号", None)
        ]
    );
    assert_eq!(seen.complaints.len(), 1);
    let outcomes: Vec<_> = seen.rows.iter().map(|r| r.outcome.clone()).collect();
    assert_eq!(
        outcomes[..3],
        [
            RowFate::Same,
            RowFate::Changed(vec!["pieces".into()]),
            RowFate::New
        ]
    );
    assert!(matches!(outcomes[3], RowFate::Rejected(_)));
    assert_eq!(desk.live("thing").len(), 2);
}

#[test]
fn an_import_can_be_stopped_and_nothing_is_left() {
    let mut desk = Desk::of_things();
    let rows: String = (0..2000).map(|i| format!("P{i},n{i}\n")).collect();
    let path = desk.file("in.csv", format!("code,name\n{rows}"));
    let mut looks = 0;
    let stamp = desk.stamp();
    let stopped = import::run(
        &mut desk.store,
        &stamp,
        Lang::En,
        "place",
        &Source::path(&path),
        &ImportOptions::default(),
        &mut |p| {
            looks += 1;
            p.rows < 1000
        },
    );
    assert!(matches!(stopped, Err(Error::Interrupted)));
    assert!(looks > 2 && desk.all("place").is_empty());
    let report = desk.import("place", &path, &ImportOptions::default());
    assert_eq!(report.new, 2000);
}
