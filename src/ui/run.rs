//! The loop of the terminal.

use crate::app::session::Session;
use crate::store::Result;

/// What the command line says about the screen.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `dark` or `light`; `None` takes what was chosen last.
    pub theme: Option<String>,
    /// Plain ASCII borders; `None` asks the terminal.
    pub ascii: Option<bool>,
    /// Leaves the mouse to the terminal.
    pub no_mouse: bool,
    /// The register to begin with instead of the Today pane.
    pub register: Option<String>,
}

/// Runs the desk until it is left.
///
/// # Errors
/// The terminal or the file gives way.
pub fn run(_session: Session, _options: &Options) -> Result<()> {
    Ok(())
}
