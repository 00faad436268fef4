//! One call of the program: what was said for every verb, resolved; the output; the way to the desk.
//!
//! Invariant: nothing is written to the output but through [`Call::line`], [`Call::json`] and the tables, which
//! make every text safe for a terminal first. Environment variables are read here and in [`super::help_text`] alone.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value as Json;

use crate::app::clock::Clock;
use crate::app::secret;
use crate::app::session::Session;
use crate::model::text::safety;
use crate::model::{Complaint, Lang, Stamp, locale};
use crate::store::{Access, Error, Seal, Trouble};

use super::args::GlobalArgs;
use super::exit::{self, Ended, Stop};

/// What holds for the whole call.
pub struct Call {
    pub lang: Lang,
    pub clock: Clock,
    /// The name under which things are done.
    pub by: String,
    pub json: bool,
    pub yes: bool,
    /// The desk that was named, by option or environment.
    pub file: Option<PathBuf>,
    pub out: BufWriter<io::Stdout>,
}

impl Call {
    /// Resolves the global arguments.
    pub fn new(global: GlobalArgs, lang: Lang) -> Ended<Self> {
        if let Some(tag) = global.lang.filter(|tag| Lang::read(tag).is_none()) {
            return Err(Stop::usage(lang, "cli-bad-lang", &[("text", &tag)]));
        }
        let now = global.now.or_else(|| variable("DESKBOOK_NOW"));
        let clock = match now.as_deref() {
            None => Clock::Wall,
            Some(text) => Clock::Fixed(
                moment(text).ok_or_else(|| Stop::usage(lang, "cli-bad-now", &[("text", text)]))?,
            ),
        };
        let by = match global.user {
            Some(name) => name_of(&name)
                .ok_or_else(|| Stop::usage(lang, "cli-bad-user", &[("text", &name)]))?,
            None => os_user(),
        };
        Ok(Self {
            lang,
            clock,
            by,
            json: global.json,
            yes: global.yes,
            file: global
                .file
                .or_else(|| variable("DESKBOOK_FILE").map(PathBuf::from)),
            out: BufWriter::new(io::stdout()),
        })
    }

    /// The words of a message in the language of the call.
    pub fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        locale::say(self.lang, id, args)
    }

    /// A wrong command line.
    pub fn usage(&self, id: &str, args: &[(&str, &str)]) -> Stop {
        Stop::usage(self.lang, id, args)
    }

    /// The desk file: the one that was named, else the one in the platform's data folder.
    pub fn path(&self) -> Ended<PathBuf> {
        match &self.file {
            Some(path) => Ok(path.clone()),
            None => default_path().ok_or_else(|| self.usage("cli-no-home", &[])),
        }
    }

    /// Opens the desk.
    pub fn open(&self) -> Ended<Session> {
        let path = self.path()?;
        // Whoever opens no desk needs no secret.
        let seal = path.is_file().then(seal).flatten();
        let (by, lang) = (&self.by, self.lang);
        let session = Session::open_sealed(&path, Access::Write, self.clock, by, lang, seal)?;
        Ok(session)
    }

    /// The stamp of an act outside of any session.
    pub fn stamp(&self) -> Stamp {
        self.clock.stamp(&self.by, None)
    }

    /// Writes one line of text.
    pub fn line(&mut self, text: &str) -> Ended {
        writeln!(self.out, "{}", safety::visible(text))?;
        Ok(())
    }

    /// Writes a text of several lines.
    pub fn text(&mut self, text: &str) -> Ended {
        exit::block(&mut self.out, text)?;
        Ok(())
    }

    /// Writes one JSON document on a line of its own.
    pub fn put(&mut self, json: &Json) -> Ended {
        serde_json::to_writer(&mut self.out, json).map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Warnings do not stop a save: as text they go to the error output.
    pub fn warn(&mut self, warnings: &[Complaint]) -> Ended {
        self.out.flush()?;
        for warning in warnings {
            let line = exit::complaint_line(warning, self.lang);
            writeln!(
                io::stderr(),
                "{}",
                self.say("cli-warning", &[("message", &line)])
            )?;
        }
        Ok(())
    }

    /// Something to know about an answer: it goes to the error output, so that the answer stays what it is.
    pub fn note(&mut self, id: &str, words: &[(&str, &str)]) -> Ended {
        self.out.flush()?;
        writeln!(io::stderr(), "{}", safety::visible(&self.say(id, words)))?;
        Ok(())
    }

    /// Asks before something that cannot be taken back; `--yes` answers, and so nobody needs to sit there.
    pub fn ask(&mut self, question: &str) -> Ended {
        if self.yes {
            return Ok(());
        }
        self.out.flush()?;
        if !io::stdin().is_terminal() {
            return Err(self.usage("cli-needs-yes", &[("question", question)]));
        }
        let mut err = io::stderr();
        write!(
            err,
            "{} ",
            safety::visible(&self.say("cli-ask", &[("question", question)]))
        )?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        match crate::model::text::typed::yes_no(&answer) {
            Some(true) => Ok(()),
            _ => Err(Stop::Store(Error::Interrupted)),
        }
    }

    /// Whether a person watches the error output, where progress is shown.
    pub fn watched(&self) -> bool {
        !self.json && io::stderr().is_terminal()
    }
}

/// Whether a person sits at a terminal that the desk can take over.
pub fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// An environment variable that says something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.trim().is_empty())
}

/// The seal of whoever runs the program, for what desk files keep beside their records.
pub fn seal() -> Option<Seal> {
    secret::seal(&data_folder()?)
}

/// `desk.sqlite` in the folder where the platform keeps a program's data.
fn default_path() -> Option<PathBuf> {
    Some(data_folder()?.join("desk.sqlite"))
}

fn data_folder() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "deskbook")?;
    Some(folders.data_dir().to_owned())
}

/// Makes the folder of the default desk.
pub fn make_folder(path: &Path) -> Ended {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    match folder.map(std::fs::create_dir_all) {
        Some(Err(_)) => Err(Stop::Store(Error::world(Trouble::Denied, path))),
        _ => Ok(()),
    }
}

/// A moment of the desk's clock, with or without seconds; a day means its beginning.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().replacen(' ', "T", 1);
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let read = forms
        .iter()
        .find_map(|f| NaiveDateTime::parse_from_str(&text, f).ok());
    read.or_else(|| {
        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
            .ok()?
            .and_hms_opt(0, 0, 0)
    })
}

/// A name that the ledger may keep.
fn name_of(text: &str) -> Option<String> {
    let name = safety::clean(text, false).ok()?.trim().to_owned();
    (!name.is_empty() && name.chars().count() <= 60).then_some(name)
}

fn os_user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|v| variable(v));
    named.as_deref().and_then(name_of).unwrap_or_else(nameless)
}

#[cfg(unix)]
fn nameless() -> String {
    format!("uid{}", rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
fn nameless() -> String {
    "user".to_owned()
}
