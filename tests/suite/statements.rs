//! The statements themselves, where it matters what they are: the table, its guards, a changed form, a list.

use deskbook::model::expr::Formula;
use deskbook::model::form::view::Sort;
use deskbook::model::{Form, Lang, Value};
use deskbook::store::sql::list::ListStatement;
use deskbook::store::sql::{Sqlite, alter, ddl};
use deskbook::store::{Direction, PageKey, Query, plan};

use super::desk::{Desk, PERSON, catalog, form};

const SLOT: &str = r#"
id = "slot"
label = { zh = "时段", en = "Slots" }
title = "{room}"
field = [
  { id = "room", label = { zh = "室", en = "Room" }, kind = "text", listed = 1, unique = true },
  { id = "who", label = { zh = "谁", en = "Who" }, kind = "person" },
  { id = "cost", label = { zh = "价", en = "Cost" }, kind = "money" },
  { id = "a", label = { zh = "起", en = "From" }, kind = "moment" },
  { id = "b", label = { zh = "止", en = "To" }, kind = "moment" },
  { id = "twice", label = { zh = "倍", en = "Twice" }, kind = { computed = "cost * 2", as = "money" } },
]
rule = [{ id = "once", kind = { no_overlap = ["room"], from = "a", to = "b", while = "cost > 0" }, say = { zh = "。", en = "." } }]
"#;

#[test]
fn a_register_is_a_strict_table_with_guards() {
    let sql = ddl::create(&Sqlite, &form(SLOT), &catalog(&[PERSON, SLOT])).join(";\n");
    insta::assert_snapshot!(sql, @r##"
    CREATE TABLE "slot" (
      "id" INTEGER PRIMARY KEY,
      "number" TEXT,
      "rev" INTEGER NOT NULL,
      "state" TEXT,
      "created_at" TEXT NOT NULL,
      "created_by" TEXT NOT NULL,
      "updated_at" TEXT NOT NULL,
      "updated_by" TEXT NOT NULL,
      "void_at" TEXT,
      "void_reason" TEXT,
      "room" TEXT,
      "who" INTEGER REFERENCES "person"("id"),
      "cost" INTEGER,
      "a" TEXT,
      "b" TEXT,
      "twice" INTEGER GENERATED ALWAYS AS (CAST(round(((("cost" / 100.0) * 2)) * 100) AS INTEGER)) VIRTUAL
    ) STRICT;
    CREATE VIRTUAL TABLE "_slot_words" USING fts5(t, pi, py, content='', contentless_delete=1, tokenize='unicode61');
    CREATE INDEX "ix_slot.room" ON "slot"("room", "id");
    CREATE INDEX "ix_slot.who" ON "slot"("who", "id");
    CREATE UNIQUE INDEX "ux_slot#number" ON "slot"("number") WHERE "number" IS NOT NULL;
    CREATE UNIQUE INDEX "ux_slot.room" ON "slot"("room") WHERE "void_at" IS NULL;
    CREATE INDEX "ix_slot:once" ON "slot"("room", "a", "b") WHERE "void_at" IS NULL AND ("cost" > 0);
    CREATE TRIGGER "tg_slot:once:i" AFTER INSERT ON "slot" WHEN NEW."void_at" IS NULL AND (NEW."cost" > 0) BEGIN SELECT RAISE(ABORT, 'overlap:once') FROM (SELECT o."id" AS "id", o."b" AS "until" FROM "slot" AS o WHERE 1 AND o."room" = NEW."room" AND o."void_at" IS NULL AND (o."cost" > 0) AND o."a" < NEW."b" AND o."a" < o."b" AND o."id" <> NEW."id" ORDER BY o."a" DESC LIMIT 1) WHERE "until" > NEW."a"; END;
    CREATE TRIGGER "tg_slot:once:u" AFTER UPDATE OF "a", "b", "cost", "room", "state", "void_at" ON "slot" WHEN NEW."void_at" IS NULL AND (NEW."cost" > 0) BEGIN SELECT RAISE(ABORT, 'overlap:once') FROM (SELECT o."id" AS "id", o."b" AS "until" FROM "slot" AS o WHERE 1 AND o."room" = NEW."room" AND o."void_at" IS NULL AND (o."cost" > 0) AND o."a" < NEW."b" AND o."a" < o."b" AND o."id" <> NEW."id" ORDER BY o."a" DESC LIMIT 1) WHERE "until" > NEW."a"; END;
    CREATE TRIGGER "tg_slot#kept" BEFORE DELETE ON "slot" BEGIN SELECT RAISE(ABORT, 'delete:slot'); END
    "##);
}

#[test]
fn a_changed_form_is_a_few_statements() {
    let old = form(SLOT);
    let new = SLOT
        .replace(r#"id = "room", label"#, r#"id = "place", was = "room", label"#)
        .replace(r#"["room"]"#, r#"["place"]"#)
        .replace("{room}", "{place}")
        .replace("cost * 2", "cost * 3")
        .replace(r#"kind = "person" }"#, r#"kind = "person" }, { id = "note", label = { zh = "注", en = "Note" }, kind = "note" }"#);
    let new = form(&new);
    let sql: Vec<String> = plan::plan(Some(&old), &new)
        .iter()
        .flat_map(|s| alter::statements(&Sqlite, s, &new, &catalog(&[PERSON, SLOT])))
        .collect();
    insta::assert_snapshot!(sql.join(";\n"), @r##"
    ALTER TABLE "slot" RENAME COLUMN "room" TO "place";
    ALTER TABLE "slot" ADD COLUMN "note" TEXT;
    ALTER TABLE "slot" DROP COLUMN "twice";
    ALTER TABLE "slot" ADD COLUMN "twice" INTEGER GENERATED ALWAYS AS (CAST(round(((("cost" / 100.0) * 3)) * 100) AS INTEGER)) VIRTUAL
    "##);
    assert!(
        plan::plan(Some(&old), &old)
            .iter()
            .all(|s| alter::statements(&Sqlite, s, &old, &catalog(&[PERSON, SLOT])).is_empty())
    );
}

fn tail(form: &Form, query: &Query, from: Option<&PageKey>) -> Vec<String> {
    let catalog = catalog(&[PERSON, SLOT]);
    let maker = ListStatement {
        dialect: &Sqlite,
        form,
        catalog: &catalog,
        query,
        lang: Lang::En,
    };
    let parts = maker.page(from, Direction::Forward, 50);
    parts
        .iter()
        .map(|s| {
            s.text.split_once(" FROM ").map_or(String::new(), |(_, t)| {
                t.rsplit_once(" FROM ").map_or(t, |(_, t)| t).to_owned()
            })
        })
        .collect()
}

#[test]
fn a_list_is_read_by_key_and_scaled_numbers_leave_the_column_bare() {
    let slot = form(SLOT);
    let query = Query {
        register: "slot".into(),
        filters: vec![Formula::read("cost >= 12.50", 0).unwrap()],
        sort: Some(Sort {
            field: "room".into(),
            descending: false,
        }),
        ..Query::default()
    };
    let key = PageKey {
        sort: Value::text("A"),
        id: 7,
    };
    insta::assert_snapshot!(tail(&slot, &query, Some(&key)).join("\n"), @r##"
    "slot" AS r WHERE r."void_at" IS NULL AND ((r."cost" >= 1250)) AND (r."room", r."id") > (?1, ?2) ORDER BY r."room" ASC, r."id" ASC LIMIT 50
    "##);
    insta::assert_snapshot!(tail(&slot, &query, None).join("\n"), @r##"
    "slot" AS r WHERE r."void_at" IS NULL AND ((r."cost" >= 1250)) AND r."room" IS NULL ORDER BY r."id" ASC LIMIT 50
    "slot" AS r WHERE r."void_at" IS NULL AND ((r."cost" >= 1250)) AND r."room" IS NOT NULL ORDER BY r."room" ASC, r."id" ASC LIMIT 50
    "##);
    let newest = Query {
        register: "slot".into(),
        search: Some("甲".into()),
        ..Query::default()
    };
    insta::assert_snapshot!(tail(&slot, &newest, Some(&key)).join("\n"), @r##"
    "_slot_words" AS s CROSS JOIN "slot" AS r ON r."id" = s.rowid WHERE s."_slot_words" MATCH ?1 AND r."void_at" IS NULL AND s.rowid < ?2 ORDER BY s.rowid DESC LIMIT 50
    "##);
}

/// How `SQLite` goes about a statement, in one line.
fn way(desk: &Desk, sql: &str) -> String {
    let raw = desk.raw();
    let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps: Vec<String> = statement
        .query_map([], |r| r.get(3))
        .unwrap()
        .map(|r| r.unwrap())
        .collect();
    steps.join(" / ")
}

#[test]
fn what_grows_is_searched_and_never_walked() {
    let desk = Desk::with(&[PERSON, SLOT]);
    for (sql, wanted) in [
        (
            r#"SELECT * FROM slot AS r WHERE r."room" IS NOT NULL ORDER BY r."room", r."id" LIMIT 50"#,
            "USING INDEX ix_slot.room",
        ),
        (
            r#"SELECT 1 FROM slot AS o WHERE o."room" = 'x' AND o."void_at" IS NULL AND o."cost" > 0 AND o."a" < 'y' ORDER BY o."a" DESC LIMIT 1"#,
            "ix_slot:once (room=? AND a<?)",
        ),
        (r"SELECT id FROM slot WHERE who = 1", "ix_slot.who"),
        (
            "SELECT DISTINCT register FROM _change NOT INDEXED WHERE seq > 5",
            "INTEGER PRIMARY KEY (rowid>?)",
        ),
    ] {
        let way = way(&desk, sql);
        assert!(
            way.contains(wanted) && !way.contains("TEMP B-TREE FOR ORDER"),
            "{sql}: {way}"
        );
    }
}
