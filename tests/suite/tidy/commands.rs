//! A command of the table is answered somewhere: being named as a hint is not enough.

use std::collections::BTreeSet;

use deskbook::app::command::COMMANDS;
use regex_lite::Regex;

use super::{none, sources};

#[test]
fn every_command_is_answered_by_the_desk() {
    let slice = Regex::new(r"&\[[\sA-Za-z:,]*\]").expect("a pattern");
    let named = Regex::new(r"Command::([A-Za-z]+)").expect("a pattern");
    let mut answered = BTreeSet::new();
    for source in sources().iter().filter(|s| s.name.starts_with("app/")) {
        if source.name != "app/command.rs" && !source.is_test() {
            let text = slice.replace_all(source.body(), "");
            answered.extend(named.captures_iter(&text).map(|c| c[1].to_owned()));
        }
    }
    let silent: Vec<String> = COMMANDS
        .iter()
        .filter(|row| !answered.contains(&format!("{:?}", row.command)))
        .map(|row| row.name.to_owned())
        .collect();
    none("a command that nothing answers to", &silent);
}
