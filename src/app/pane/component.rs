//! What every pane does: it takes keys and mouse, knows what is selected, and says what it wants of the desk.

use crate::app::command::Command;
use crate::app::scope::KeyScope;
use crate::app::screen::effect::Effects;
use crate::app::screen::notice::Notices;
use crate::app::screen::scene::{Scene, Sight};

/// A pane as the desk deals with it. What it returns is for others to do; its own part is done.
pub trait Component {
    /// Where its keys are looked up.
    fn scope(&self) -> KeyScope;

    /// The commands worth a hint, the most useful first.
    fn hints(&self) -> &'static [Command];

    /// The way to what is shown, for the head line: how deep one has gone.
    fn way(&self, _scene: &Scene) -> Vec<String> {
        Vec::new()
    }

    /// It comes onto the screen, or what it shows has changed while it was there.
    fn enter(&mut self, sight: &Sight<'_>) -> Notices;

    /// Takes a command; `None` where it has nothing to do with it.
    fn run(&mut self, command: Command, sight: &Sight<'_>) -> Option<Effects>;

    /// Takes text that was typed over it.
    fn text(&mut self, text: &str, sight: &Sight<'_>) -> Effects;

    /// Takes a press of the mouse.
    fn click(&mut self, x: u16, y: u16, sight: &Sight<'_>) -> Effects;

    /// Back one level, out of what narrows it; `None` where there is nothing to go back from.
    fn back(&mut self, _sight: &Sight<'_>) -> Option<Effects> {
        None
    }

    /// The screen has another size, or something else stands around its lines.
    fn settle(&mut self, sight: &Sight<'_>) -> Notices;

    /// What the rules find has changed: lines are made anew, and the selection stays on what it was about.
    fn arrange(&mut self, _sight: &Sight<'_>) -> Notices {
        Vec::new()
    }

    /// Everything in sight is to be read again.
    fn refresh(&mut self, _sight: &Sight<'_>) -> Notices {
        Vec::new()
    }

    /// Records of these registers were written; whether any is in sight.
    fn touched(&mut self, _registers: &[String]) -> bool {
        false
    }

    /// What it shows is to be read anew when it is entered: it is worded in another language.
    fn outdate(&mut self) {}

    /// The keys go elsewhere.
    fn leave(&mut self) {}

    /// The place of the selected finding.
    fn finding(&self) -> Option<usize> {
        None
    }

    /// Register and id of the selected record.
    fn subject(&self, scene: &Scene) -> Option<(String, i64)> {
        let finding = scene.findings.get(self.finding()?)?;
        Some((finding.register.clone(), finding.id))
    }
}
