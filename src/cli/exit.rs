//! Why a command ended before its end, and what the shell is told.
//!
//! Invariant: the exit codes of the contract are given here and nowhere else. Every text is in the chosen
//! language and safe for a terminal.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use crate::model::text::safety;
use crate::model::{Complaint, Lang, locale};
use crate::store::Error;

/// The end of a command that did not simply succeed.
#[derive(Debug)]
pub enum Stop {
    /// The world: what the store says.
    Store(Error),
    /// Refused, with every reason.
    Refused(Vec<Complaint>),
    /// Records of the standard input are refused, each with the line on which it begins.
    Lines(Vec<(u64, Vec<Complaint>)>),
    /// The command line was wrong.
    Usage(String),
    /// Everything has been said; only the exit code is left.
    Said(u8),
    /// Nobody reads the output any more.
    Deaf,
}

/// What every verb gives back.
pub type Ended<T = ()> = Result<T, Stop>;

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Io(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Self::Deaf,
            other => Self::Store(other),
        }
    }
}

impl From<Vec<Complaint>> for Stop {
    fn from(complaints: Vec<Complaint>) -> Self {
        Self::Refused(complaints)
    }
}

impl From<io::Error> for Stop {
    fn from(cause: io::Error) -> Self {
        Self::from(Error::Io(cause))
    }
}

impl Stop {
    /// A wrong command line, in words of the locale.
    pub fn usage(lang: Lang, id: &str, args: &[(&str, &str)]) -> Self {
        Self::Usage(locale::say(lang, id, args))
    }

    /// One complaint, refused.
    pub fn refused(complaint: Complaint) -> Self {
        Self::Refused(vec![complaint])
    }

    /// 0 done, 1 refused, 2 the command line, 3 the world.
    pub fn code(&self) -> u8 {
        match self {
            Self::Deaf => 0,
            Self::Refused(_) | Self::Lines(_) => 1,
            Self::Usage(_) => 2,
            Self::Store(_) => 3,
            Self::Said(code) => *code,
        }
    }

    /// Says it, as text to the error output or as JSON to the output, and gives the exit code.
    pub fn tell(&self, lang: Lang, as_json: bool) -> u8 {
        let written = match (self.json(lang), as_json) {
            (None, _) => Ok(()),
            (Some(json), true) => writeln!(io::stdout(), "{json}"),
            (Some(_), false) => self.lines(lang),
        };
        // Nobody is left to be told that telling failed.
        drop(written);
        self.code()
    }

    fn json(&self, lang: Lang) -> Option<Json> {
        let error = |code: &str, message: &str| {
            Some(json!({ "error": { "code": code, "message": message } }))
        };
        match self {
            Self::Said(_) | Self::Deaf => None,
            Self::Refused(complaints) => {
                Some(json!({ "complaints": complaints_json(complaints, lang) }))
            }
            Self::Lines(list) => Some(json!({ "complaints": lines_json(list, lang) })),
            Self::Usage(message) => error("usage", message),
            Self::Store(other) => error(code_of(other), &other.message(lang)),
        }
    }

    fn lines(&self, lang: Lang) -> io::Result<()> {
        let mut out = io::stderr();
        match self {
            Self::Said(_) | Self::Deaf => Ok(()),
            Self::Refused(complaints) => complaints
                .iter()
                .try_for_each(|c| writeln!(out, "{}", complaint_line(c, lang))),
            Self::Lines(list) => list
                .iter()
                .try_for_each(|(line, complaints)| tell_line(*line, complaints, lang)),
            Self::Usage(message) => block(&mut out, message),
            Self::Store(other) => block(&mut out, &other.message(lang)),
        }
    }
}

/// Writes a text line by line, each made safe for a terminal.
pub fn block(out: &mut impl Write, text: &str) -> io::Result<()> {
    text.trim_end()
        .split('\n')
        .try_for_each(|line| writeln!(out, "{}", safety::visible(line)))
}

/// A complaint on one line: where, what, and the clause behind it.
pub fn complaint_line(complaint: &Complaint, lang: Lang) -> String {
    let mut line = complaint.message(lang).trim().to_owned();
    if let Some(field) = &complaint.field {
        line = locale::say(lang, "cli-at", &[("field", field), ("message", &line)]);
    }
    if let Some(clause) = &complaint.clause {
        line = format!("{line} [{clause}]");
    }
    safety::visible(&line.replace('\n', " ")).into_owned()
}

/// Says complaints about what stands in one line of a file.
pub fn tell_line(line: u64, complaints: &[Complaint], lang: Lang) -> io::Result<()> {
    let told = |c: &Complaint| {
        let args = [
            ("line", &*line.to_string()),
            ("message", &*complaint_line(c, lang)),
        ];
        locale::say(lang, "cli-line", &args)
    };
    complaints
        .iter()
        .try_for_each(|c| writeln!(io::stderr(), "{}", told(c)))
}

/// Complaints in the shape promised to scripts.
pub fn complaints_json(complaints: &[Complaint], lang: Lang) -> Json {
    complaints.iter().map(|c| complaint_json(c, lang)).collect()
}

fn complaint_json(c: &Complaint, lang: Lang) -> Json {
    let message = c.message(lang);
    json!({ "field": c.field, "code": c.code, "message": message.trim(), "clause": c.clause })
}

/// Complaints about several records, each with its line.
fn lines_json(list: &[(u64, Vec<Complaint>)], lang: Lang) -> Json {
    let mut out = Vec::new();
    for (line, complaints) in list {
        for complaint in complaints {
            let mut json = complaint_json(complaint, lang);
            json["line"] = json!(line);
            out.push(json);
        }
    }
    Json::Array(out)
}

fn code_of(error: &Error) -> &'static str {
    match error {
        Error::World { kind, .. } => kind.name(),
        Error::Faulty { .. } => "faulty",
        Error::Io(_) => "io",
        Error::Outside(_) => "outside",
        Error::Interrupted => "interrupted",
        Error::Database(_) => "database",
    }
}
