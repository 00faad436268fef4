//! Errors of the world: the file, the disk, the lock, the format. Each says in one line what to do.

use std::path::{Path, PathBuf};

use strum::{IntoStaticStr, VariantArray};

use crate::model::text::{Lang, Text};
use crate::model::{Fault, locale};

use super::connection::failure::{Failure, FailureKind};

/// What kept the desk from doing something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", self.message(Lang::En))]
    World {
        kind: Trouble,
        path: PathBuf,
        #[source]
        cause: Option<Failure>,
    },
    /// A form in the file or to be applied is wrong.
    #[error("a form is wrong")]
    Faulty {
        file: String,
        source_text: String,
        faults: Vec<Fault>,
    },
    /// The database said something that no other arm expects.
    #[error(transparent)]
    Database(Failure),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A file that comes in or goes out: what is wrong with it and what to do, in both languages.
    #[error("{}", .0.en)]
    Outside(Text),
    /// A newer request, or the user, stopped this one.
    #[error("interrupted")]
    Interrupted,
}

/// The kinds of trouble with a file, each with its words in the locale under `error-<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Trouble {
    Missing,
    Exists,
    Empty,
    NotSqlite,
    NotOurs,
    TooNew,
    ReadOnly,
    Locked,
    Corrupt,
    Full,
    NetworkShare,
    NotAFile,
    Denied,
    NoFolder,
}

impl Trouble {
    pub const ALL: &[Self] = Self::VARIANTS;

    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl From<Failure> for Error {
    fn from(cause: Failure) -> Self {
        if cause.kind() == FailureKind::Interrupted {
            Self::Interrupted
        } else {
            Self::Database(cause)
        }
    }
}

impl Error {
    /// Whether a statement does not fit the file: it names a table or column that is not there.
    pub fn is_misfit(&self) -> bool {
        matches!(self, Self::Database(cause) if cause.kind() == FailureKind::Misfit)
    }

    pub fn world(kind: Trouble, path: &Path) -> Self {
        Self::World {
            kind,
            path: path.to_owned(),
            cause: None,
        }
    }

    /// An error of the file system under the name of its trouble, where it has one.
    pub fn of_file(cause: std::io::Error, path: &Path) -> Self {
        use std::io::ErrorKind as Kind;
        let named = [
            (Kind::PermissionDenied, Trouble::Denied),
            (Kind::ReadOnlyFilesystem, Trouble::ReadOnly),
            (Kind::StorageFull, Trouble::Full),
            (Kind::QuotaExceeded, Trouble::Full),
            (Kind::AlreadyExists, Trouble::Exists),
        ];
        match named.into_iter().find(|(kind, _)| *kind == cause.kind()) {
            Some((_, trouble)) => Self::world(trouble, path),
            None => Self::Io(cause),
        }
    }

    /// The same trouble under the name by which the user knows the file.
    #[must_use]
    pub(super) fn moved(self, to: &Path) -> Self {
        if let Self::World { kind, cause, .. } = self {
            let path = to.to_owned();
            return Self::World { kind, path, cause };
        }
        self.at(to)
    }

    /// Gives an error of the database the name of its trouble, where it has one.
    #[must_use]
    pub fn at(self, path: &Path) -> Self {
        let Self::Database(cause) = self else {
            return self;
        };
        let kind = match cause.kind() {
            FailureKind::Busy => Trouble::Locked,
            FailureKind::ReadOnly => Trouble::ReadOnly,
            FailureKind::Corrupt => Trouble::Corrupt,
            FailureKind::NotADatabase => Trouble::NotSqlite,
            FailureKind::Full => Trouble::Full,
            FailureKind::Denied => Trouble::Denied,
            FailureKind::Interrupted
            | FailureKind::Misfit
            | FailureKind::Twice
            | FailureKind::Guard(_)
            | FailureKind::WrongType
            | FailureKind::Other => return Self::Database(cause),
        };
        Self::World {
            kind,
            path: path.to_owned(),
            cause: Some(cause),
        }
    }

    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::World { kind, path, .. } => locale::say(
                lang,
                &format!("error-{}", kind.name()),
                &[("path", &path.display().to_string())],
            ),
            Self::Faulty {
                file,
                source_text,
                faults,
            } => faults
                .iter()
                .map(|f| f.render(lang, file, source_text))
                .collect::<Vec<_>>()
                .join("\n\n"),
            Self::Database(cause) => {
                locale::say(lang, "error-database", &[("cause", &cause.to_string())])
            }
            Self::Io(cause) => locale::say(lang, "error-io", &[("cause", &cause.to_string())]),
            Self::Outside(words) => words.get(lang).to_owned(),
            Self::Interrupted => locale::say(lang, "error-interrupted", &[]),
        }
    }

    pub fn text(&self) -> Text {
        Text {
            zh: self.message(Lang::Zh),
            en: self.message(Lang::En),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
