//! The entry form as state: one record being typed, amended, acted on, or asked for by example.

use crate::model::Draft;
use crate::store::{Match, Result};

use super::command::{Command, Scope};
use super::outcome::Outcome;
use super::session::Session;

/// One form on the screen.
#[derive(Debug)]
pub struct Entry {
    register: String,
    record: Option<i64>,
}

impl Entry {
    /// A new record; the draft holds what is known of it (`rules::fill::new_draft`, a duplicate, a follow-up, a kept draft).
    pub fn add(draft: Draft, _session: &mut Session) -> Result<Self> {
        Ok(Self {
            register: draft.register,
            record: None,
        })
    }

    /// A record as it stands, to be read and amended.
    pub fn edit(register: &str, id: i64, _session: &mut Session) -> Result<Self> {
        Ok(Self {
            register: register.to_owned(),
            record: Some(id),
        })
    }

    /// What an action asks for.
    pub fn act(register: &str, id: i64, _action: &str, session: &mut Session) -> Result<Self> {
        Self::edit(register, id, session)
    }

    /// The reason for which a record is taken out of use.
    pub fn void(register: &str, id: i64, session: &mut Session) -> Result<Self> {
        Self::edit(register, id, session)
    }

    /// A query by example over a register, beginning with the conditions in force.
    pub fn query(register: &str, _matches: &[Match], _session: &mut Session) -> Result<Self> {
        Ok(Self {
            register: register.to_owned(),
            record: None,
        })
    }

    /// Where its keys are looked up: entry, picker, query or confirm.
    pub fn scope(&self) -> Scope {
        Scope::Entry
    }

    /// The register and the record that it stands over.
    pub fn subject(&self) -> (&str, Option<i64>) {
        (&self.register, self.record)
    }

    /// Whether something typed would be lost.
    pub fn is_dirty(&self) -> bool {
        false
    }

    pub fn command(&mut self, command: Command, _session: &mut Session) -> Outcome {
        match command {
            Command::Cancel => Outcome::Close,
            _ => Outcome::Stay,
        }
    }

    /// Text typed or committed by an input method: one undo step.
    pub fn text(&mut self, _text: &str, _session: &mut Session) -> Outcome {
        Outcome::Stay
    }

    /// Text pasted: never a command.
    pub fn paste(&mut self, _text: &str, _session: &mut Session) -> Outcome {
        Outcome::Stay
    }

    /// The mouse was pressed on a cell of the area it was drawn in.
    pub fn click(&mut self, _column: u16, _row: u16, _session: &mut Session) -> Outcome {
        Outcome::Stay
    }

    /// The cells it is drawn in.
    pub fn resize(&mut self, _width: u16, _height: u16) {}

    /// The keys rest: what was typed is kept as a draft. Also called before the program ends.
    pub fn pause(&mut self, _session: &mut Session) {}
}
