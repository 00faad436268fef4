//! Reading the registers of which the calendar is made: the organisation's own days, and the terms of the school.
//!
//! Invariant: what a register's form does not have, or a record does not say, is left open; nothing is guessed.

use chrono::{NaiveDate, NaiveTime};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use crate::model::Catalog;
use crate::model::calendar::{LessonPeriod, Override, Term, Week};
use crate::model::value::TIME;
use crate::store::error::Result;
use crate::store::sql::names::quote;

/// The registers of which the calendar is made.
const WORKDAY: &str = "workday";
const TERM: &str = "term";

/// Whether records of the calendar's registers were written after a number of the ledger.
pub fn touched(conn: &Connection, after: i64) -> Result<bool> {
    // By number: only what came since is looked at.
    let sql = "SELECT 1 FROM _change NOT INDEXED WHERE seq > ?1 AND register IN (?2, ?3) LIMIT 1";
    let found = conn
        .prepare_cached(sql)?
        .query_row(rusqlite::params![after, WORKDAY, TERM], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// A register's columns as SQL, NULL for each that its form does not have; `None` without the register or without
/// the first of them.
fn columns(catalog: &Catalog, register: &str, names: &[&str]) -> Option<String> {
    let form = catalog.form(register)?;
    let has = |name: &str| form.field(name).is_some_and(|f| f.is_stored());
    has(names.first()?).then(|| {
        let column = |n: &&str| if has(n) { quote(n) } else { "NULL".into() };
        names.iter().map(column).collect::<Vec<_>>().join(", ")
    })
}

/// What the organisation says of its days.
pub fn days(conn: &Connection, catalog: &Catalog) -> Result<Vec<(NaiveDate, Override)>> {
    let names = ["date", "is_workday", "is_transfer_day", "is_teaching_day"];
    let Some(columns) = columns(catalog, WORKDAY, &names) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {columns} FROM {} WHERE void_at IS NULL ORDER BY id",
        quote(WORKDAY)
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        let yes = |at: usize| match row.get_ref(at) {
            Ok(ValueRef::Integer(n)) => Some(n != 0),
            _ => None,
        };
        let own = Override {
            working: yes(1),
            transfer: yes(2),
            teaching: yes(3),
        };
        if let Some(date) = text(row, 0).and_then(|t| day(t.as_bytes())) {
            days.push((date, own));
        }
    }
    Ok(days)
}

/// The terms with their periods.
pub fn terms(conn: &Connection, catalog: &Catalog) -> Result<Vec<Term>> {
    let names = ["from_date", "to_date", "name", "first_week"];
    let Some(columns) = columns(catalog, TERM, &names) else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {columns}, id FROM {} WHERE void_at IS NULL ORDER BY id",
        quote(TERM)
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut terms = Vec::new();
    while let Some(row) = rows.next()? {
        let date = |at: usize| text(row, at).and_then(|t| day(t.as_bytes()));
        let (Some(from), Some(to)) = (date(0), date(1)) else {
            continue;
        };
        terms.push(Term {
            name: text(row, 2).unwrap_or_default(),
            from,
            to,
            first_week: text(row, 3).and_then(|t| Week::read(&t)),
            periods: periods(conn, catalog, row.get(4)?)?,
        });
    }
    Ok(terms)
}

/// The lessons of a term's day, where the form has rows for them.
fn periods(conn: &Connection, catalog: &Catalog, term: i64) -> Result<Vec<LessonPeriod>> {
    let names = ["no", "start", "end"];
    let table = catalog.form(TERM).and_then(|form| {
        let lines = form.field("periods")?.line_fields()?;
        let all = names.iter().all(|n| lines.iter().any(|l| l.id == *n));
        all.then(|| form.child_table("periods"))
    });
    let Some(table) = table else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT {} FROM {} WHERE \"parent\" = ? ORDER BY \"line\"",
        names.map(quote).join(", "),
        quote(&table)
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([term])?;
    let mut periods = Vec::new();
    while let Some(row) = rows.next()? {
        let time = |at: usize| NaiveTime::parse_from_str(&text(row, at)?, TIME).ok();
        let no = row.get::<_, Option<u32>>(0).ok().flatten();
        if let (Some(no), Some(start), Some(end)) = (no, time(1), time(2)) {
            periods.push(LessonPeriod { no, start, end });
        }
    }
    Ok(periods)
}

fn text(row: &rusqlite::Row<'_>, at: usize) -> Option<String> {
    row.get::<_, Option<String>>(at).ok().flatten()
}

/// The day of `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`.
pub fn day(text: &[u8]) -> Option<NaiveDate> {
    let text = std::str::from_utf8(text).ok()?;
    let (date, time) = text.split_at_checked(10)?;
    let figures = |from: usize, to: usize| {
        let part = &date.as_bytes()[from..to];
        let plain = part.iter().all(u8::is_ascii_digit);
        plain.then(|| part.iter().fold(0, |sum, c| sum * 10 + u32::from(c - b'0')))
    };
    let dashes = date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-';
    let sound = dashes && (time.is_empty() || read_time(time).is_some());
    let year = i32::try_from(figures(0, 4)?).ok().filter(|y| *y > 0)?;
    sound
        .then(|| NaiveDate::from_ymd_opt(year, figures(5, 7)?, figures(8, 10)?))
        .flatten()
}

/// The rest of a moment after its day.
fn read_time(text: &str) -> Option<NaiveTime> {
    let time = text.strip_prefix(['T', ' '])?;
    let form = match time.len() {
        5 => TIME,
        8 => "%H:%M:%S",
        _ => return None,
    };
    NaiveTime::parse_from_str(time, form).ok()
}
