//! What the engine says when it cannot do something, told apart by its codes and our own tags, never by its words.

use rusqlite::ErrorCode as Code;
use rusqlite::ffi::{
    SQLITE_CONSTRAINT_DATATYPE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_TRIGGER,
    SQLITE_CONSTRAINT_UNIQUE,
};

/// A failure of the engine; its own words are for the cause chain alone.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Failure(#[from] rusqlite::Error);

/// What a failure is, as far as the desk tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind<'f> {
    /// Somebody else holds the file.
    Busy,
    ReadOnly,
    Corrupt,
    NotADatabase,
    Full,
    Denied,
    Interrupted,
    /// A statement names a table or column that is not there.
    Misfit,
    /// Something would stand twice that may stand once.
    Twice,
    /// One of the desk's own guards refuses; its tag says which.
    Guard(&'f str),
    /// A value is not of its column's type.
    WrongType,
    Other,
}

impl Failure {
    pub fn kind(&self) -> FailureKind<'_> {
        if matches!(self.0, rusqlite::Error::SqlInputError { .. }) {
            return FailureKind::Misfit;
        }
        match self.0.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => FailureKind::Busy,
            Some(Code::ReadOnly) => FailureKind::ReadOnly,
            Some(Code::DatabaseCorrupt) => FailureKind::Corrupt,
            Some(Code::NotADatabase) => FailureKind::NotADatabase,
            Some(Code::DiskFull) => FailureKind::Full,
            Some(Code::CannotOpen | Code::PermissionDenied) => FailureKind::Denied,
            Some(Code::OperationInterrupted) => FailureKind::Interrupted,
            Some(Code::ConstraintViolation) => self.constraint(),
            _ => FailureKind::Other,
        }
    }

    fn constraint(&self) -> FailureKind<'_> {
        let rusqlite::Error::SqliteFailure(error, said) = &self.0 else {
            return FailureKind::Other;
        };
        match error.extended_code {
            SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY => FailureKind::Twice,
            SQLITE_CONSTRAINT_DATATYPE => FailureKind::WrongType,
            // What a trigger of ours raises is its tag and nothing else.
            SQLITE_CONSTRAINT_TRIGGER => said
                .as_deref()
                .map_or(FailureKind::Other, FailureKind::Guard),
            _ => FailureKind::Other,
        }
    }
}
