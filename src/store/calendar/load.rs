//! Reading the registers of which the calendar is made: the organisation's own days, and the terms of the school.
//!
//! Invariant: what a register's form does not have, or a record does not say, is left open; nothing is guessed.

use chrono::{NaiveDate, NaiveTime};

use crate::model::calendar::{LessonPeriod, Override, Term, Week};
use crate::model::catalog::system::System;
use crate::model::value::TIME;
use crate::model::{Catalog, Field};
use crate::store::connection::Connection;
use crate::store::error::Result;
use crate::store::sql::{ledger, records, system};

/// The registers of which the calendar is made.
const WORKDAY: &str = System::Workday.id();
const TERM: &str = System::Term.id();

/// Whether records of the calendar's registers were written after a number of the ledger.
pub fn touched(conn: &Connection, after: i64) -> Result<bool> {
    let touched = ledger::touched_one_of_two(conn.dialect());
    conn.has(&touched, &[&after, &WORKDAY, &TERM])
}

/// The columns of a register that its form has; `None` without the register or without the first of them.
fn columns<'n>(
    catalog: &Catalog,
    register: &str,
    names: &[&'n str],
) -> Option<Vec<Option<&'n str>>> {
    let form = catalog.form(register)?;
    let has = |name: &&str| form.field(name).is_some_and(Field::is_stored);
    let known = names.iter().map(|name| Some(*name).filter(has));
    has(names.first()?).then(|| known.collect())
}

/// What the organisation says of its days.
pub fn days(conn: &Connection, catalog: &Catalog) -> Result<Vec<(NaiveDate, Override)>> {
    let names = ["date", "is_workday", "is_transfer_day", "is_teaching_day"];
    let Some(columns) = columns(catalog, WORKDAY, &names) else {
        return Ok(Vec::new());
    };
    let mut days = Vec::new();
    conn.prepare(&system::living(WORKDAY, &columns))?
        .each(|row| {
            let yes = |at: usize| Result::Ok(row.value(at)?.as_int().map(|n| n != 0));
            let own = Override {
                working: yes(1)?,
                transfer: yes(2)?,
                teaching: yes(3)?,
            };
            days.extend(day(row.text(0)?.as_bytes()).map(|date| (date, own)));
            Ok(())
        })?;
    Ok(days)
}

/// The terms with their periods.
pub fn terms(conn: &Connection, catalog: &Catalog) -> Result<Vec<Term>> {
    let names = ["from_date", "to_date", "name", "first_week"];
    let Some(columns) = columns(catalog, TERM, &names) else {
        return Ok(Vec::new());
    };
    let mut terms = Vec::new();
    conn.prepare(&system::living(TERM, &columns))?.each(|row| {
        let date = |at: usize| Result::Ok(day(row.text(at)?.as_bytes()));
        let (Some(from), Some(to)) = (date(0)?, date(1)?) else {
            return Ok(());
        };
        terms.push(Term {
            name: row.text(2)?,
            from,
            to,
            first_week: Week::read(&row.text(3)?),
            periods: periods(conn, catalog, row.int(4)?)?,
        });
        Ok(())
    })?;
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
    let mut periods = Vec::new();
    conn.prepare(&records::lines(&table, &names))?
        .bound(&[&term])?
        .each(|row| {
            let no = row.value(0)?.as_int().and_then(|n| u32::try_from(n).ok());
            let time = |at: usize| Result::Ok(NaiveTime::parse_from_str(&row.text(at)?, TIME).ok());
            if let (Some(no), Some(start), Some(end)) = (no, time(1)?, time(2)?) {
                periods.push(LessonPeriod { no, start, end });
            }
            Ok(())
        })?;
    Ok(periods)
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
