//! What may stand on the command line, as said: the verbs and their arguments, raw.
//!
//! Every verb and argument is named here once; the parser, the help, the completions, the manual page and
//! docs/CLI.md are readings of it. The words stand in the locale (see [`super::help_text`]). Must never know a
//! desk: what a name means is found in [`super::resolve`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "deskbook",
    version,
    disable_help_flag = true,
    disable_version_flag = true
)]
#[command(disable_help_subcommand = true)]
pub struct CommandLine {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(flatten)]
    pub look: Appearance,
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What may be said before and after every verb.
#[derive(Clone, Debug, Args)]
pub struct GlobalArgs {
    #[arg(long = "file", global = true, value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long = "as", global = true, value_name = "USER")]
    pub user: Option<String>,
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    #[arg(long, global = true, value_name = "zh|en")]
    pub lang: Option<String>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, short = 'y', global = true)]
    pub yes: bool,
}

/// How the desk is to look on the terminal.
#[derive(Clone, Debug, Default, Args)]
pub struct Appearance {
    /// `dark` or `light`; without it what was chosen last.
    #[arg(long, value_name = "dark|light", value_parser = ["dark", "light"], hide_possible_values = true)]
    pub theme: Option<String>,
    /// Borders and signs of plain ASCII, whatever the terminal can do.
    #[arg(long)]
    pub ascii: bool,
    /// The mouse is left to the terminal.
    #[arg(long)]
    pub no_mouse: bool,
}

impl Appearance {
    /// Whether anything was said at all.
    pub fn is_said(&self) -> bool {
        self.theme.is_some() || self.ascii || self.no_mouse
    }
}

/// The number of a regulation, written `9` or `R9` as in `due --clause`.
fn regulation(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.trim_start_matches(['r', 'R']).parse()
}

/// The verbs, in the order of the help.
#[derive(Debug, Subcommand)]
pub enum Verb {
    Demo(DemoArgs),
    Init(InitArgs),
    Registers,
    Fields(RegisterArgs),
    Add(AddArgs),
    Edit(EditArgs),
    Show(ShowArgs),
    List(ListArgs),
    Count(CountArgs),
    Act(ActArgs),
    Void(VoidArgs),
    Undo(UndoArgs),
    Redo,
    Find(FindArgs),
    Due(DueArgs),
    Rulebook(RulebookArgs),
    Import(ImportArgs),
    Export(ExportArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Verify,
    Doctor(DoctorArgs),
    #[command(subcommand)]
    Forms(Forms),
    Completions(CompletionsArgs),
    Man,
    Help(HelpArgs),
    #[command(hide = true)]
    Docs(DocsArgs),
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    #[arg(long, value_name = "N")]
    pub rows: Option<u64>,
    #[arg(long, value_name = "S", default_value_t = 1, hide_default_value = true)]
    pub seed: u64,
    #[arg(long, value_name = "REGISTER")]
    pub register: Option<String>,
}

#[derive(Debug, Args)]
pub struct InitArgs {
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    #[arg(long, value_name = "PACK,..", value_delimiter = ',')]
    pub packs: Vec<String>,
    #[arg(long, value_name = "N,..", value_delimiter = ',', value_parser = regulation)]
    pub adopt: Vec<u8>,
    #[arg(long, value_name = "ORGANISATION")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct RegisterArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    #[arg(long)]
    pub stdin: bool,
}

#[derive(Debug, Args)]
pub struct EditArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub fields: Vec<String>,
    #[arg(long, value_name = "N")]
    pub rev: Option<i64>,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub history: bool,
}

/// What narrows a register: shared by every verb that reads many records.
#[derive(Clone, Debug, Default, Args)]
pub struct ChooseArgs {
    #[arg(long, value_name = "VIEW")]
    pub view: Option<String>,
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    pub filter: Option<String>,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub search: Option<String>,
    #[arg(long)]
    pub void: bool,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[command(flatten)]
    pub choose: ChooseArgs,
    #[arg(long, value_name = "FIELD[:desc]")]
    pub sort: Option<String>,
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(long, value_name = "N")]
    pub offset: Option<usize>,
}

#[derive(Debug, Args)]
pub struct CountArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[command(flatten)]
    pub choose: ChooseArgs,
    #[arg(long, value_name = "FIELD")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct ActArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(value_name = "ACTION")]
    pub action: String,
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    #[arg(long, value_name = "N")]
    pub rev: Option<i64>,
}

#[derive(Debug, Args)]
pub struct VoidArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "TEXT", required = true, allow_hyphen_values = true)]
    pub reason: String,
    #[arg(long, value_name = "N")]
    pub rev: Option<i64>,
}

#[derive(Debug, Args)]
pub struct UndoArgs {
    #[arg(long)]
    pub list: bool,
}

#[derive(Debug, Args)]
pub struct FindArgs {
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
    #[arg(
        long,
        value_name = "N",
        default_value_t = 20,
        hide_default_value = true
    )]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct DueArgs {
    #[arg(long, value_name = "7d")]
    pub within: Option<String>,
    #[arg(long)]
    pub mine: bool,
    #[arg(long, value_name = "R1|R01.26")]
    pub clause: Option<String>,
    #[arg(long, value_name = "REGISTER")]
    pub register: Option<String>,
    #[arg(long)]
    pub fail: bool,
}

#[derive(Debug, Args)]
pub struct RulebookArgs {
    #[arg(long, value_name = "N", value_parser = regulation)]
    pub regulation: Option<u8>,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    #[arg(long, value_name = "MAP")]
    pub map: Option<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    #[arg(long)]
    pub raw: bool,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    #[command(flatten)]
    pub choose: ChooseArgs,
    #[arg(long, value_name = "FIELD[:desc]")]
    pub sort: Option<String>,
    #[arg(long, value_name = "FIELD,..", value_delimiter = ',')]
    pub columns: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub format: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    #[arg(long)]
    pub raw: bool,
}

#[derive(Debug, Args)]
pub struct BackupArgs {
    #[arg(value_name = "DEST")]
    pub dest: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct RestoreArgs {
    #[arg(value_name = "FILE")]
    pub from: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct DoctorArgs {
    #[arg(long)]
    pub fix: bool,
}

/// What can be done with the definitions of registers.
#[derive(Debug, Subcommand)]
pub enum Forms {
    Check(DefinitionsArgs),
    Plan(ChangesArgs),
    Apply(ChangesArgs),
    Show(RegisterArgs),
}

#[derive(Debug, Args)]
pub struct DefinitionsArgs {
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// Definitions to bring into the desk; none means those that came with the program.
#[derive(Debug, Args)]
pub struct ChangesArgs {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct HelpArgs {
    #[arg(value_name = "COMMAND")]
    pub about: Vec<String>,
}

#[derive(Debug, Args)]
pub struct DocsArgs {
    #[arg(value_name = "NAME", value_parser = ["cli", "keys", "complaints", "rulebook"], hide_possible_values = true)]
    pub name: String,
}
