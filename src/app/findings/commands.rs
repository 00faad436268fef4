//! What can be done with a finding, wherever one is selected.

use crate::app::command::Command;
use crate::app::layer::chooser::{Chooser, Choosing};
use crate::app::layer::pages::Pages;
use crate::app::screen::effect::{Effect, Effects};
use crate::app::screen::notice::told;
use crate::app::screen::scene::Sight;
use crate::app::toast::Mood;
use crate::model::locale;
use crate::store::Result;

use super::{cure, detail, narrowings, snooze};

/// Takes a command over the finding of a place, or over all of them; `None` if it is about neither.
pub fn run(command: Command, place: Option<usize>, sight: &Sight<'_>) -> Option<Effects> {
    let findings = &sight.scene.findings;
    Some(match (command, place) {
        (Command::Open, Some(place)) => told(cure::settle(place, sight)),
        (Command::Explain, Some(place)) => told(explanation(place, sight)),
        (Command::Snooze, Some(place)) => match findings.get(place) {
            Some(finding) => told(snooze::ask(finding, sight)),
            None => Vec::new(),
        },
        (Command::Mine, _) if findings.me.is_none() => {
            vec![Effect::say(Mood::Warning, "found-nobody", &[])]
        }
        (Command::Mine, _) => vec![Effect::TurnMine],
        (Command::ShowAside, _) => vec![Effect::TurnAside],
        (Command::Narrow, _) => {
            let items = narrowings::choices(findings, &sight.scene.catalog);
            let title = locale::both("command-narrow", &[]);
            let chooser = Chooser::new(Choosing::Narrow, title, items);
            vec![Effect::Choose(Box::new(chooser))]
        }
        _ => return None,
    })
}

/// A finding in full, over the pane.
fn explanation(place: usize, sight: &Sight<'_>) -> Result<Effects> {
    let Some(detail) = detail::of(place, sight)? else {
        return Ok(Vec::new());
    };
    let width = sight.scene.width;
    let room = usize::from(Pages::width(width).min(width));
    let title = locale::both("command-explain", &[]);
    let pages = Pages::new(title, detail.lines(room.saturating_sub(4)));
    Ok(vec![Effect::Read(pages)])
}
