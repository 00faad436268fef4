//! The desk's own small facts: organisation, packs, seed.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Result;

pub fn get(conn: &Connection, key: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM _setting WHERE key = ?";
    Ok(conn
        .prepare_cached(sql)?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

pub fn set(conn: &Connection, key: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO _setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
    conn.prepare_cached(sql)?.execute(params![key, value])?;
    Ok(())
}
