//! Pages to be read.

use crate::app::command::Command;
use crate::app::screen::ink::InkedLine;
use crate::model::Text;

/// Lines under a title, some of them in sight.
#[derive(Clone, Debug)]
pub struct Pages {
    pub title: Text,
    pub lines: Vec<InkedLine>,
    pub top: usize,
    pub height: usize,
}

impl Pages {
    pub fn new(title: Text, lines: Vec<InkedLine>) -> Self {
        Self {
            title,
            lines,
            top: 0,
            height: 0,
        }
    }

    /// Cells of the box on a screen of this width.
    pub fn width(screen: u16) -> u16 {
        (screen * 4 / 5).clamp(56, 100)
    }

    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.scroll(0);
    }

    fn scroll(&mut self, by: isize) {
        let most = self.lines.len().saturating_sub(self.height.max(1));
        self.top = self.top.saturating_add_signed(by).min(most);
    }

    /// Takes a command; `true` once they have been read.
    pub fn run(&mut self, command: Command) -> bool {
        let page = isize::try_from(self.height).unwrap_or(1).max(1);
        match command {
            Command::Up => self.scroll(-1),
            Command::Down => self.scroll(1),
            Command::PageUp => self.scroll(-page),
            Command::PageDown => self.scroll(page),
            Command::Top => self.top = 0,
            Command::Bottom => self.scroll(isize::MAX / 2),
            Command::Cancel | Command::Accept => return true,
            _ => {}
        }
        false
    }
}
