//! The two steps of the wizard that are filled in: who keeps the desk, and from when.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::layer::wizard::plan::WizardPlan;
use crate::app::layer::wizard::{Wizard, WizardField};
use crate::app::screen::layout::Cells;
use crate::model::rulebook;
use crate::model::text::editor::LineEdit;
use crate::model::{Catalog, Lang, locale};
use crate::ui::theme::Token;
use crate::ui::widget::paint::{Pen, width, wrapped};

/// Cells for the labels of fields.
const LABELS: u16 = 20;

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

/// Draws the name of the organisation and the language.
pub fn organisation(wizard: &Wizard, plan: WizardPlan, pen: &mut Pen<'_>) -> Option<Position> {
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

/// Draws what was chosen, from when, and why something ends.
pub fn summary(
    catalog: &Catalog,
    wizard: &Wizard,
    plan: WizardPlan,
    pen: &mut Pen<'_>,
) -> Option<Position> {
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
    let (rules, registers) = wizard.counts(catalog);
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
