//! The command line in words: its language, and the help, taken from the locale by the names of verbs and arguments.
//!
//! Invariant: no text of the help is written in the code. A verb's line is `cli-<verb>`, what it says besides
//! `cli-<verb>-more`, an argument's `cli-<verb>-<argument>`, or `cli-arg-<argument>` where every verb means the same.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error};

use crate::model::{Lang, locale};

use super::args::CommandLine;
use super::context::variable;

/// Where the option for help stands among what holds everywhere.
const LAST: usize = 99;

/// The language of a call, known before the arguments are read: `--lang`, else the environment, else Chinese.
pub fn language(args: &[OsString]) -> Lang {
    let mut said = None;
    let mut texts = args.iter().map(|a| a.to_string_lossy());
    while let Some(text) = texts.next() {
        match text.as_ref() {
            "--" => break,
            "--lang" => said = texts.next().map(std::borrow::Cow::into_owned),
            other => said = other.strip_prefix("--lang=").map(str::to_owned).or(said),
        }
    }
    let from_environment = || {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| variable(name));
        set.as_deref().and_then(Lang::read)
    };
    said.as_deref()
        .and_then(Lang::read)
        .or_else(from_environment)
        .unwrap_or_default()
}

/// The whole command line with its words in one language.
pub fn command(lang: Lang) -> Command {
    spoken(CommandLine::command(), "", lang)
}

fn spoken(command: Command, path: &str, lang: Lang) -> Command {
    let heading = |id: &str| locale::say(lang, id, &[]);
    let usage = locale::say(lang, "cli-head-usage", &[("usage", "{usage}")]);
    let template = format!("{{about-with-newline}}\n{usage}\n\n{{all-args}}{{after-help}}\n");
    let own = if path.is_empty() { "deskbook" } else { path };
    let mut place = 0;
    let mut command = command
        .about(heading(&format!("cli-{own}")))
        .help_template(template)
        .subcommand_help_heading(heading("cli-head-commands"))
        .subcommand_value_name(heading("cli-head-command"))
        .arg(flag("help", 'h', ArgAction::Help))
        .mut_args(|arg| {
            place += 1;
            let place = if arg.get_id() == "help" { LAST } else { place };
            argument(arg, own, lang).display_order(place)
        });
    if path.is_empty() {
        command = command.arg(argument(
            flag("version", 'V', ArgAction::Version),
            own,
            lang,
        ));
    }
    let more = format!("cli-{own}-more");
    if locale::has(lang, &more) {
        command = command.after_help(heading(&more));
    }
    command.mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        let path = if path.is_empty() {
            name
        } else {
            format!("{path}-{name}")
        };
        spoken(sub, &path, lang)
    })
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name).long(name).short(short).action(action)
}

fn argument(arg: Arg, own: &str, lang: Lang) -> Arg {
    let head = if arg.is_positional() {
        "cli-head-arguments"
    } else if arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version") {
        "cli-head-everywhere"
    } else {
        "cli-head-options"
    };
    let id = message_of(own, arg.get_id().as_str(), lang);
    arg.help(locale::say(lang, &id, &[]))
        .help_heading(locale::say(lang, head, &[]))
}

/// The message of an argument: the verb's own, or the one that all verbs share.
pub fn message_of(verb: &str, argument: &str, lang: Lang) -> String {
    let argument = argument.replace('_', "-");
    let own = format!("cli-{verb}-{argument}");
    if locale::has(lang, &own) {
        own
    } else {
        format!("cli-arg-{argument}")
    }
}

/// What clap finds wrong, in one language. Its own words are kept where there is nothing to translate.
pub fn wrong(error: &Error, lang: Lang) -> String {
    let part = |kind| error.get(kind).map(text_of).unwrap_or_default();
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(part)
    .find(|t| !t.is_empty());
    let known = part(ContextKind::ValidValue);
    let hint = match near {
        Some(near) => locale::say(lang, "near", &[("near", &near)]),
        None if !known.is_empty() => locale::say(lang, "cli-known", &[("known", &known)]),
        None => String::new(),
    };
    let (arg, value) = (
        part(ContextKind::InvalidArg),
        part(ContextKind::InvalidValue),
    );
    let id = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => "cli-wrong-unknown",
        ErrorKind::MissingRequiredArgument => "cli-wrong-missing",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "cli-wrong-no-verb"
        }
        ErrorKind::InvalidValue if value.is_empty() => "cli-wrong-no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-wrong-value",
        ErrorKind::ArgumentConflict => "cli-wrong-twice",
        ErrorKind::InvalidUtf8 => "cli-wrong-utf8",
        _ => return error.to_string().trim().to_owned(),
    };
    let arg = if arg.is_empty() {
        part(ContextKind::InvalidSubcommand)
    } else {
        arg
    };
    locale::say(
        lang,
        id,
        &[("arg", &arg), ("value", &value), ("hint", &hint)],
    )
    .trim_end()
    .to_owned()
}

fn text_of(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(list) => list.join(", "),
        ContextValue::None => String::new(),
        other => other.to_string(),
    }
}
