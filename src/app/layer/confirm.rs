//! A question with a safe answer, which comes first.

use crate::app::command::Command;
use crate::app::screen::layout::Cells;
use crate::model::Text;

use super::chooser::Chosen;

/// A question with a safe answer, which comes first.
#[derive(Clone, Debug)]
pub struct Confirm<G> {
    pub question: Text,
    pub no: Text,
    pub yes: Text,
    pub go: G,
    /// Whether "yes" is selected.
    pub on_yes: bool,
}

impl<G: Clone> Confirm<G> {
    /// A question; "no" is selected.
    pub fn new(question: Text, no: Text, yes: Text, go: G) -> Self {
        Self {
            question,
            no,
            yes,
            go,
            on_yes: false,
        }
    }

    /// Takes a command.
    pub fn run(&mut self, command: Command) -> Chosen<G> {
        match command {
            Command::Left | Command::Right | Command::Up | Command::Down => {
                self.on_yes = !self.on_yes;
                Chosen::Nothing
            }
            Command::Accept if self.on_yes => Chosen::Go(self.go.clone()),
            Command::Accept | Command::Cancel => Chosen::Close,
            _ => Chosen::Nothing,
        }
    }

    /// A press of the mouse on one half answers.
    pub fn click(&mut self, cells: Cells, x: u16) -> Chosen<G> {
        self.on_yes = x >= cells.x + cells.width / 2;
        self.run(Command::Accept)
    }
}
