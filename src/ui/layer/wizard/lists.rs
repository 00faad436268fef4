//! The two steps of the wizard that tick lines of a list: the regulations, and the packs.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::adopt;
use crate::app::layer::wizard::Wizard;
use crate::app::layer::wizard::plan::WizardPlan;
use crate::app::screen::layout::Cells;
use crate::model::catalog::shipped;
use crate::model::rulebook::{self, Regulation};
use crate::model::{Catalog, locale};
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, wrapped};

/// Ground and pointer of a line with a tick; gives where it goes on.
fn ticked(on: bool, here: bool, line: Cells, pen: &mut Pen<'_>) -> u16 {
    if here {
        let style = pen.selected(true);
        pen.wash(line, style);
        let style = pen.style(Token::Focus);
        let pointer = pen.theme.chrome.pointer();
        pen.put(line.x, line.y, 1, pointer, style);
    }
    let style = pen.style(if on { Token::Ok } else { Token::Dim });
    let tick = if on { "[x]" } else { "[ ]" };
    line.x + 2 + pen.put(line.x + 2, line.y, 4, tick, style) + 1
}

/// Draws the regulations with what each brings.
pub fn regulations(
    catalog: &Catalog,
    wizard: &Wizard,
    plan: WizardPlan,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let (dim, faint, ok) = (
        pen.style(Token::Dim),
        pen.style(Token::Faint),
        pen.style(Token::Ok),
    );
    let (rules_at, registers_at, state_at) = (30_u16, 21, 9);
    let end = plan.rows.x + plan.rows.width;
    let heads = plan.heads;
    if heads.height > 0 {
        let text = locale::say(pen.lang, "adopt-col-rules", &[]);
        pen.put_right(end - rules_at.min(end), heads.y, 8, &text, faint);
        let text = locale::say(pen.lang, "adopt-col-registers", &[]);
        pen.put_right(end - registers_at.min(end) - 1, heads.y, 11, &text, faint);
    }
    let mut caret = None;
    for (y, at) in (0..plan.rows.height).zip(wizard.selection.visible()) {
        let line = plan.rows.lines(y, 1);
        let Some(r) = rulebook::shipped().regulations.get(at) else {
            break;
        };
        let here = at == wizard.selection.selected;
        let on = wizard.numbers.contains(&r.number);
        let x = ticked(on, here, line, pen);
        if here {
            caret = Some(Position::new(line.x + 3, line.y));
        }
        pen.put(x, line.y, 4, &format!("R{}", r.number), dim);
        let room = (end - rules_at.min(end)).saturating_sub(x + 6);
        pen.put(x + 5, line.y, room, r.title.get(pen.lang), Style::default());
        let rules = rulebook::shipped().rules_of(r.number).count().to_string();
        pen.put_right(end - rules_at.min(end), line.y, 8, &rules, dim);
        let registers = registers(r, catalog).to_string();
        pen.put_right(end - registers_at.min(end) - 1, line.y, 11, &registers, dim);
        if wizard.before.numbers.contains(&r.number) {
            let text = locale::say(pen.lang, "adopt-since", &[]);
            pen.put(end - state_at.min(end), line.y, 8, &text, ok);
        }
        if here {
            about(catalog, r, plan.about, pen);
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    caret
}

fn registers(regulation: &Regulation, catalog: &Catalog) -> usize {
    adopt::registers(&adopt::brought(&[regulation.number].into()), catalog)
}

/// What a regulation brings.
fn about(catalog: &Catalog, regulation: &Regulation, at: Cells, pen: &mut Pen<'_>) {
    let packs = shipped::packs();
    let brings: Vec<&str> = packs
        .all()
        .iter()
        .filter(|p| regulation.packs.contains(&p.id))
        .map(|p| p.label.get(pen.lang))
        .collect();
    let brings = locale::say(pen.lang, "adopt-brings", &[("packs", &brings.join(" · "))]);
    let rules = rulebook::shipped().rules_of(regulation.number).count();
    let args = [
        ("obligations", &*regulation.obligations.len().to_string()),
        ("rules", &*rules.to_string()),
        ("registers", &*registers(regulation, catalog).to_string()),
    ];
    let counts = locale::say(pen.lang, "adopt-counts", &args);
    let dim = pen.style(Token::Dim);
    let mut lines = wrapped(&brings, at.width.saturating_sub(4));
    lines.push(counts);
    let skip = u16::from(at.height > 3);
    if usize::from(at.height - skip) < lines.len() {
        lines = vec![brings];
    }
    for (y, line) in (skip..at.height).zip(&lines) {
        let line_at = at.lines(y, 1);
        pen.put(
            line_at.x + 2,
            line_at.y,
            at.width.saturating_sub(3),
            line,
            dim,
        );
    }
}

/// Draws the packs, and why a tick stays.
pub fn packs(wizard: &Wizard, plan: WizardPlan, pen: &mut Pen<'_>) -> Option<Position> {
    let faint = pen.style(Token::Faint);
    let packs = shipped::packs();
    let mut caret = None;
    if !wizard.before.fresh && wizard.before.packs.is_empty() && plan.heads.height > 0 {
        let text = locale::say(pen.lang, "adopt-packs-all", &[]);
        let room = plan.heads.width.saturating_sub(3);
        pen.put(plan.heads.x + 2, plan.heads.y, room, &text, faint);
    }
    for (y, at) in (0..plan.rows.height).zip(wizard.selection.visible()) {
        let line = plan.rows.lines(y, 1);
        let Some(pack) = packs.all().get(at) else {
            break;
        };
        let here = at == wizard.selection.selected;
        let stands = wizard.pack(&pack.id);
        let x = ticked(stands.on, here, line, pen);
        if here {
            caret = Some(Position::new(line.x + 3, line.y));
        }
        let room = (line.x + line.width).saturating_sub(x + 1);
        let label = pack.label.get(pen.lang);
        let used = pen.put(x, line.y, room.min(34), label, Style::default());
        let x = x + used.max(34) + 1;
        let room = (line.x + line.width).saturating_sub(x + 1);
        if let Some(why) = stands.fixed {
            pen.put(x, line.y, room, why.get(pen.lang), faint);
        }
        if here {
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    caret
}
