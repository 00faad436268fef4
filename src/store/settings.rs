//! The desk's own small facts: organisation, packs, seed.

use super::connection::Connection;
use super::error::Result;
use super::sql::own;

pub fn get(conn: &Connection, key: &str) -> Result<Option<String>> {
    conn.first(own::SETTING, &[&key], |row| row.text(0))
}

pub fn set(conn: &Connection, key: &str, value: &str) -> Result<()> {
    conn.execute(own::SET_SETTING, &[&key, &value])?;
    Ok(())
}
