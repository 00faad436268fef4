//! What commands do to a line of text: where the caret goes, what is erased. Every line that is typed into takes these.

use crate::model::text::editor::{LineEdit, Reach};

use super::command::Command;

/// How far a command reaches in a line, and whether it erases; nothing if it is not about lines.
pub fn reach(command: Command) -> Option<(Reach, bool)> {
    Some(match command {
        Command::Left => (Reach::Left, false),
        Command::Right => (Reach::Right, false),
        Command::WordLeft => (Reach::WordLeft, false),
        Command::WordRight => (Reach::WordRight, false),
        Command::LineStart => (Reach::Home, false),
        Command::LineEnd => (Reach::End, false),
        Command::EraseLeft => (Reach::Left, true),
        Command::EraseRight => (Reach::Right, true),
        Command::EraseWord => (Reach::WordLeft, true),
        Command::EraseLine => (Reach::Home, true),
        _ => return None,
    })
}

/// A line takes a command: whether its text has changed, nothing if the command is not about the line.
pub fn edit(line: &mut LineEdit, command: Command) -> Option<bool> {
    let (reach, erases) = reach(command)?;
    if erases {
        return Some(line.erase(reach));
    }
    line.go(reach);
    Some(false)
}

/// A list that is narrowed by typing takes the keys that erase; arrows are for its lines.
pub fn erase(line: &mut LineEdit, command: Command) -> bool {
    let erases = matches!(
        command,
        Command::EraseLeft | Command::EraseWord | Command::EraseLine
    );
    if erases {
        edit(line, command);
    }
    erases
}
