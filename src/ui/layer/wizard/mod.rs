//! The wizard that adopts regulations: steps above, the step's own lines, what is wrong below.

mod fields;
mod lists;

use ratatui::layout::Position;

use crate::app::layer::wizard::plan::WizardPlan;
use crate::app::layer::wizard::{Wizard, WizardStep};
use crate::app::screen::layout::Cells;
use crate::model::{Catalog, locale};
use crate::ui::theme::Token;
use crate::ui::widget::paint::Pen;

/// Draws the wizard; gives the caret.
pub fn draw(
    wizard: &Wizard,
    catalog: &Catalog,
    cells: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let title = locale::say(pen.lang, "adopt-title", &[]);
    pen.pane(cells, &title, "", true);
    let plan = WizardPlan::of(cells, wizard.has_list());
    steps(wizard, plan.steps, pen);
    let caret = match wizard.step {
        WizardStep::Organisation => fields::organisation(wizard, plan, pen),
        WizardStep::Regulations => lists::regulations(catalog, wizard, plan, pen),
        WizardStep::Packs => lists::packs(wizard, plan, pen),
        WizardStep::Summary => fields::summary(catalog, wizard, plan, pen),
    };
    foot(catalog, wizard, plan.foot, pen);
    caret
}

fn steps(wizard: &Wizard, line: Cells, pen: &mut Pen<'_>) {
    let mut x = line.x + 1;
    for (n, step) in WizardStep::ALL.iter().copied().enumerate() {
        let style = pen.style(if step == wizard.step {
            Token::Title
        } else {
            Token::Faint
        });
        let text = locale::say(pen.lang, step.label_id(), &[]);
        let room = (line.x + line.width).saturating_sub(x);
        let chrome = pen.theme.chrome;
        let faint = pen.style(Token::Faint);
        let gap = if n > 0 { chrome.step() } else { "" };
        if line.height > 0 {
            x = pen.pieces(x, line.y, room, &[(gap, faint), (&text, style)]);
        }
    }
}

/// What is wrong; else how much is ticked.
fn foot(catalog: &Catalog, wizard: &Wizard, line: Cells, pen: &mut Pen<'_>) {
    if line.height == 0 {
        return;
    }
    let room = line.width.saturating_sub(4);
    if let Some(wrong) = &wizard.wrong {
        let style = pen.style(Token::Error);
        pen.pieces(
            line.x + 2,
            line.y,
            room,
            &[("! ", style), (wrong.get(pen.lang), style)],
        );
    } else if wizard.has_list() {
        let (rules, registers) = wizard.counts(catalog);
        let args = [
            ("n", &*wizard.numbers.len().to_string()),
            ("rules", &*rules.to_string()),
            ("registers", &*registers.to_string()),
        ];
        let text = locale::say(pen.lang, "adopt-ticked", &args);
        let style = pen.style(Token::Accent);
        pen.put(line.x + 2, line.y, room, &text, style);
    }
}
