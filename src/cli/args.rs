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
pub struct Line {
    #[command(flatten)]
    pub global: Global,
    #[command(flatten)]
    pub look: Look,
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What may be said before and after every verb.
#[derive(Clone, Debug, Args)]
pub struct Global {
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
pub struct Look {
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

impl Look {
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
    Demo(Demo),
    Init(Init),
    Registers,
    Fields(Register),
    Add(Add),
    Edit(Edit),
    Show(Show),
    List(List),
    Count(Count),
    Act(Act),
    Void(Void),
    Undo(Undo),
    Redo,
    Find(Find),
    Due(Due),
    Rulebook(Rulebook),
    Import(Import),
    Export(Export),
    Backup(Backup),
    Restore(Restore),
    Verify,
    Doctor(Doctor),
    #[command(subcommand)]
    Forms(Forms),
    Completions(Completions),
    Man,
    Help(Help),
    #[command(hide = true)]
    Docs(Docs),
}

#[derive(Debug, Args)]
pub struct Demo {
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
pub struct Init {
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
pub struct Register {
    #[arg(value_name = "REGISTER")]
    pub register: String,
}

#[derive(Debug, Args)]
pub struct Add {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    #[arg(long)]
    pub stdin: bool,
}

#[derive(Debug, Args)]
pub struct Edit {
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
pub struct Show {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long)]
    pub history: bool,
}

/// What narrows a register: shared by every verb that reads many records.
#[derive(Clone, Debug, Default, Args)]
pub struct Choose {
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
pub struct List {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[command(flatten)]
    pub choose: Choose,
    #[arg(long, value_name = "FIELD[:desc]")]
    pub sort: Option<String>,
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(long, value_name = "N")]
    pub offset: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Count {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[command(flatten)]
    pub choose: Choose,
    #[arg(long, value_name = "FIELD")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Act {
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
pub struct Void {
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
pub struct Undo {
    #[arg(long)]
    pub list: bool,
}

#[derive(Debug, Args)]
pub struct Find {
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
pub struct Due {
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
pub struct Rulebook {
    #[arg(long, value_name = "N", value_parser = regulation)]
    pub regulation: Option<u8>,
}

#[derive(Debug, Args)]
pub struct Import {
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
pub struct Export {
    #[arg(value_name = "REGISTER")]
    pub register: String,
    #[arg(value_name = "FILE")]
    pub path: PathBuf,
    #[command(flatten)]
    pub choose: Choose,
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
pub struct Backup {
    #[arg(value_name = "DEST")]
    pub dest: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub from: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Doctor {
    #[arg(long)]
    pub fix: bool,
}

/// What can be done with the definitions of registers.
#[derive(Debug, Subcommand)]
pub enum Forms {
    Check(Definitions),
    Plan(Changes),
    Apply(Changes),
    Show(Register),
}

#[derive(Debug, Args)]
pub struct Definitions {
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
}

/// Definitions to bring into the desk; none means those that came with the program.
#[derive(Debug, Args)]
pub struct Changes {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Help {
    #[arg(value_name = "COMMAND")]
    pub about: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Docs {
    #[arg(value_name = "NAME", value_parser = ["cli", "keys", "complaints", "rulebook"], hide_possible_values = true)]
    pub name: String,
}
