//! The wizard that adopts regulations: steps above, the step's own lines, what is wrong below.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::adopt;
use crate::app::layer::wizard::{Wizard, WizardField, WizardStep};
use crate::app::screen::desk::Desk;
use crate::app::screen::layout::{Cells, WizardPlan};
use crate::model::catalog::shipped;
use crate::model::rulebook::{self, Regulation};
use crate::model::text::editor::LineEdit;
use crate::model::{Lang, locale};
use crate::ui::pane::list::preview::wrapped;
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width};

/// Cells for the labels of fields.
const LABELS: u16 = 20;

/// Draws the wizard; gives the caret.
pub fn draw(desk: &Desk, wizard: &Wizard, cells: Cells, pen: &mut Pen<'_>) -> Option<Position> {
    let ground = pen.style(Token::Panel);
    pen.clear(cells, ground);
    let title = locale::say(pen.lang, "adopt-title", &[]);
    pen.pane(cells, &title, "", true);
    let plan = WizardPlan::of(cells, wizard.has_list());
    steps(wizard, plan.steps, pen);
    let caret = match wizard.step {
        WizardStep::Organisation => organisation(wizard, plan, pen),
        WizardStep::Regulations => regulations(desk, wizard, plan, pen),
        WizardStep::Packs => packs(wizard, plan, pen),
        WizardStep::Summary => summary(desk, wizard, plan, pen),
    };
    foot(desk, wizard, plan.foot, pen);
    caret
}

fn steps(wizard: &Wizard, line: Cells, pen: &mut Pen<'_>) {
    let mut x = line.x + 1;
    for (n, step) in WizardStep::ALL.into_iter().enumerate() {
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

/// One field with its label; gives the caret if it has the keys.
fn field(
    label: &str,
    line: &LineEdit,
    here: bool,
    at: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    if at.height == 0 {
        return None;
    }
    let dim = pen.style(Token::Dim);
    let text = locale::say(pen.lang, label, &[]);
    pen.put(at.x + 2, at.y, LABELS - 2, &text, dim);
    let x = at.x + 2 + LABELS;
    let room = (at.x + at.width).saturating_sub(x + 2).min(48);
    let style = pen.style(if here {
        Token::FieldFocus
    } else {
        Token::Field
    });
    pen.wash(Cells::new(x, at.y, room, 1), style);
    let view = line.view(usize::from(room));
    pen.put(x, at.y, room, &view.text, style);
    here.then(|| Position::new(x + view.caret, at.y))
}

fn organisation(wizard: &Wizard, plan: WizardPlan, pen: &mut Pen<'_>) -> Option<Position> {
    let rows = plan.rows;
    let id = if wizard.first {
        "adopt-welcome"
    } else {
        "adopt-again"
    };
    let text = locale::say(pen.lang, id, &[]);
    let mut y = u16::from(rows.height > 8);
    for line in wrapped(&text, rows.width.saturating_sub(4)) {
        let at = rows.lines(y, 1);
        if at.height > 0 {
            pen.put(
                at.x + 2,
                at.y,
                at.width.saturating_sub(3),
                &line,
                Style::default(),
            );
        }
        y += 1;
    }
    y += u16::from(rows.height > 8);
    let here = wizard.at == WizardField::Name;
    let name = field("adopt-name", &wizard.name, here, rows.lines(y, 1), pen);
    let at = rows.lines(y + 1, 1);
    if at.height == 0 {
        return name;
    }
    let dim = pen.style(Token::Dim);
    let label = locale::say(pen.lang, "adopt-language", &[]);
    pen.put(at.x + 2, at.y, LABELS - 2, &label, dim);
    let here = wizard.at == WizardField::Language;
    let mut x = at.x + 2 + LABELS;
    let first = x;
    for (lang, text) in [(Lang::Zh, " 中文 "), (Lang::En, " English ")] {
        let on = lang == pen.lang;
        let style = pen.style(match (on, here) {
            (true, true) => Token::FieldFocus,
            (true, false) => Token::Field,
            (false, _) => Token::Faint,
        });
        // Which of the two it is must be seen without colour too.
        let mark = if on { "[x]" } else { "[ ]" };
        x = pen.pieces(x, at.y, 14, &[(mark, style), (text, style), (" ", dim)]);
    }
    name.or_else(|| here.then(|| Position::new(first, at.y)))
}

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

fn regulations(
    desk: &Desk,
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
    for (y, at) in (0..plan.rows.height).zip(wizard.roll.visible()) {
        let line = plan.rows.lines(y, 1);
        let Some(r) = rulebook::shipped().regulations.get(at) else {
            break;
        };
        let here = at == wizard.roll.selected;
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
        let registers = registers(r, desk).to_string();
        pen.put_right(end - registers_at.min(end) - 1, line.y, 11, &registers, dim);
        if wizard.before.numbers.contains(&r.number) {
            let text = locale::say(pen.lang, "adopt-since", &[]);
            pen.put(end - state_at.min(end), line.y, 8, &text, ok);
        }
        if here {
            about(desk, r, plan.about, pen);
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    caret
}

fn registers(regulation: &Regulation, desk: &Desk) -> usize {
    adopt::registers(&adopt::brought(&[regulation.number].into()), &desk.catalog)
}

/// What a regulation brings.
fn about(desk: &Desk, regulation: &Regulation, at: Cells, pen: &mut Pen<'_>) {
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
        ("registers", &*registers(regulation, desk).to_string()),
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

fn packs(wizard: &Wizard, plan: WizardPlan, pen: &mut Pen<'_>) -> Option<Position> {
    let faint = pen.style(Token::Faint);
    let packs = shipped::packs();
    let mut caret = None;
    if !wizard.before.fresh && wizard.before.packs.is_empty() && plan.heads.height > 0 {
        let text = locale::say(pen.lang, "adopt-packs-all", &[]);
        let room = plan.heads.width.saturating_sub(3);
        pen.put(plan.heads.x + 2, plan.heads.y, room, &text, faint);
    }
    for (y, at) in (0..plan.rows.height).zip(wizard.roll.visible()) {
        let line = plan.rows.lines(y, 1);
        let Some(pack) = packs.all().get(at) else {
            break;
        };
        let here = at == wizard.roll.selected;
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

fn summary(desk: &Desk, wizard: &Wizard, plan: WizardPlan, pen: &mut Pen<'_>) -> Option<Position> {
    let rows = plan.rows;
    let mut told: Vec<(String, String)> = Vec::new();
    let say = |id: &str| locale::say(pen.lang, id, &[]);
    let titles = |numbers: Vec<u8>| {
        let one = |n: &u8| {
            let title = rulebook::shipped().regulation(*n);
            format!("R{n} {}", title.map_or("", |r| r.title.get(pen.lang)))
        };
        numbers.iter().map(one).collect::<Vec<_>>().join(" · ")
    };
    let name = wizard.name.text().trim().to_owned();
    if !name.is_empty() {
        told.push((say("adopt-name"), name));
    }
    told.push((say("adopt-scope"), say("adopt-scope-whole")));
    let adds: Vec<u8> = wizard
        .numbers
        .difference(&wizard.before.numbers)
        .copied()
        .collect();
    let ends: Vec<u8> = wizard
        .before
        .numbers
        .difference(&wizard.numbers)
        .copied()
        .collect();
    let adopted = if adds.is_empty() {
        say("adopt-sum-none")
    } else {
        titles(adds)
    };
    told.push((say("adopt-sum-adopted"), adopted));
    if !ends.is_empty() {
        told.push((say("adopt-sum-ended"), titles(ends)));
    }
    let (rules, registers) = wizard.counts(&desk.catalog);
    let args = [
        ("rules", &*rules.to_string()),
        ("registers", &*registers.to_string()),
    ];
    told.push((
        String::new(),
        locale::say(pen.lang, "adopt-sum-watch", &args),
    ));
    let fields = 2 + u16::from(wizard.ends());
    let dim = pen.style(Token::Dim);
    let mut y = 0;
    for (label, text) in told {
        pen.put(
            rows.x + 2,
            rows.lines(y, 1).y,
            if y < rows.height { LABELS - 2 } else { 0 },
            &label,
            dim,
        );
        for line in wrapped(&text, rows.width.saturating_sub(LABELS + 4)) {
            // What is to be answered is never pushed off the box by what is told.
            if y + fields < rows.height {
                let at = rows.lines(y, 1);
                let room = at.width.saturating_sub(LABELS + 3);
                pen.put(at.x + 2 + LABELS, at.y, room, &line, Style::default());
                y += 1;
            }
        }
    }
    y += u16::from(y + fields < rows.height);
    let mut caret = field(
        "adopt-from",
        &wizard.from,
        wizard.at == WizardField::From,
        rows.lines(y, 1),
        pen,
    );
    y += 1;
    if wizard.ends() {
        let here = wizard.at == WizardField::Reason;
        let reason = field("adopt-reason", &wizard.reason, here, rows.lines(y, 1), pen);
        caret = caret.or(reason);
        y += 1;
    }
    y += u16::from(y + 1 < rows.height);
    let at = rows.lines(y, 1);
    if at.height > 0 {
        let here = wizard.at == WizardField::Go;
        let style = pen.style(if here {
            Token::FieldFocus
        } else {
            Token::Field
        });
        let text = format!(" {} ", locale::say(pen.lang, "adopt-go", &[]));
        let x = at.x + 2 + LABELS;
        pen.put(x, at.y, width(&text), &text, style);
        caret = caret.or_else(|| here.then(|| Position::new(x, at.y)));
    }
    caret
}

/// What is wrong; else how much is ticked.
fn foot(desk: &Desk, wizard: &Wizard, line: Cells, pen: &mut Pen<'_>) {
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
        let (rules, registers) = wizard.counts(&desk.catalog);
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
