//! The command line: reads the arguments, runs one verb over a desk, prints, and ends with an exit code.
//!
//! Stands beside the terminal and never sees it: a call that opens the desk gives it back to `main`. A file for
//! each family of verbs; names become things in [`resolve`], what is printed is made in [`table`] and [`json`].

mod args;
mod backup;
mod context;
mod count;
mod definitions;
mod demo;
mod desk;
mod due;
mod exit;
mod field_args;
mod fields;
mod forms;
mod help_text;
mod json;
mod list;
mod manual;
mod registers;
mod resolve;
mod show;
mod stdin;
mod table;
mod transfer;
mod undo;
mod write;
mod written;

use std::ffi::OsString;
use std::io::Write;

use clap::{FromArgMatches, Parser as _};

use crate::app::session::Session;
use crate::model::Lang;
use crate::store::Error;

use args::{CommandLine, Verb};
use context::Call;
use exit::{Ended, Stop};

pub use args::Appearance;

/// How a call of the program goes on.
pub enum Next {
    /// It is over, with this exit code.
    End(u8),
    /// The desk is to be opened on the terminal.
    Desk(Box<OpenedDesk>),
}

/// A desk to be shown on the terminal.
pub struct OpenedDesk {
    pub session: Session,
    /// Keeps a demonstration's folder until the desk is left.
    pub folder: Option<tempfile::TempDir>,
    pub look: Appearance,
}

/// Runs the command line, its first argument being the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Next {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = help_text::language(&args);
    let as_json = args
        .iter()
        .take_while(|a| *a != "--")
        .any(|a| a == "--json");
    match parsed(&args, lang) {
        Ok(line) => start(line, lang),
        Err(stop) => Next::End(stop.tell(lang, as_json)),
    }
}

/// Says an error that ended the desk on the terminal, and gives the exit code.
pub fn tell(error: Error, lang: Lang) -> u8 {
    Stop::from(error).tell(lang, false)
}

fn parsed(args: &[OsString], lang: Lang) -> Ended<CommandLine> {
    // Only help and complaints need words, which take longer than the reading.
    if let Ok(line) = CommandLine::try_parse_from(args) {
        return Ok(line);
    }
    let matches = help_text::command(lang).try_get_matches_from(args);
    let line = matches.and_then(|mut m| CommandLine::from_arg_matches_mut(&mut m));
    line.map_err(|error| {
        if error.use_stderr() {
            return Stop::Usage(help_text::wrong(&error, lang));
        }
        // Help and version: what was asked for. Nobody is left to be told that printing failed.
        drop(error.print());
        Stop::Said(0)
    })
}

fn start(line: CommandLine, lang: Lang) -> Next {
    let as_json = line.global.json;
    let mut call = match Call::new(line.global, lang) {
        Ok(call) => call,
        Err(stop) => return Next::End(stop.tell(lang, as_json)),
    };
    if let Some(path) = &line.path {
        call.file = Some(path.clone());
    }
    let ended = match line.verb {
        None => desk::open(&call, line.path.is_some()).map(Some),
        Some(verb) if line.look.is_said() && !matches!(verb, Verb::Demo(_)) => {
            Err(call.usage("cli-look-elsewhere", &[]))
        }
        Some(verb) => act(&mut call, verb),
    };
    let flushed = call.out.flush().map_err(Stop::from);
    match ended.and_then(|opened| flushed.map(|()| opened)) {
        Ok(Some(opened)) => Next::Desk(Box::new(OpenedDesk {
            look: line.look,
            ..opened
        })),
        Ok(None) => Next::End(0),
        Err(stop) => Next::End(stop.tell(lang, as_json)),
    }
}

/// Does what a verb says; gives a desk that is to be shown after it.
fn act(call: &mut Call, verb: Verb) -> Ended<Option<OpenedDesk>> {
    let done = match verb {
        Verb::Demo(args) => return demo::demo(call, &args),
        Verb::Init(args) => desk::init(call, &args),
        Verb::Registers => registers::registers(call),
        Verb::Fields(args) => fields::fields(call, &args),
        Verb::Add(args) => write::add(call, &args),
        Verb::Edit(args) => write::edit(call, &args),
        Verb::Act(args) => write::act(call, &args),
        Verb::Void(args) => write::void(call, &args),
        Verb::Count(args) => count::count(call, &args),
        Verb::Find(args) => count::find(call, &args),
        Verb::Due(args) => due::due(call, &args),
        Verb::Rulebook(args) => due::rulebook(call, &args),
        Verb::Show(args) => show::show(call, &args),
        Verb::List(args) => list::list(call, &args),
        Verb::Import(args) => transfer::import(call, &args),
        Verb::Export(args) => transfer::export(call, &args),
        Verb::Undo(args) => undo::undo(call, &args),
        Verb::Redo => undo::redo(call),
        Verb::Backup(args) => backup::backup(call, &args),
        Verb::Restore(args) => backup::restore(call, &args),
        Verb::Verify => backup::verify(call),
        Verb::Doctor(args) => backup::doctor(call, &args),
        Verb::Forms(verb) => forms::forms(call, &verb),
        Verb::Completions(args) => manual::completions(call, args.shell),
        Verb::Man => manual::man(call),
        Verb::Help(args) => manual::help(call, &args.about),
        Verb::Docs(args) => manual::docs(call, &args.name),
    };
    done.map(|()| None)
}
