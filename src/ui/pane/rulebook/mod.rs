//! The Rulebook pane: the regulations, the obligations of one, and what holds an obligation.

mod columns;
mod rows;

use ratatui::layout::Position;

use crate::app::command::Command;
use crate::app::pane::rulebook::RulebookPane;
use crate::app::pane::rulebook::row::{Depth, RulebookRow};
use crate::app::scope::KeyScope;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::{Focus, Scene};
use crate::model::locale;
use crate::model::rulebook;
use crate::model::text::cells;
use crate::ui::theme::Token;
use crate::ui::widget::inked;
use crate::ui::widget::paint::{Pen, width};

/// Draws the pane; gives the caret of what is typed, or the first cell of the selected line.
pub fn draw(
    book: &RulebookPane,
    scene: &Scene,
    cells: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let focused = scene.focus == Focus::Main;
    pen.pane(cells, &title(book, pen), &place(book), focused);
    let plan = book.plan(scene);
    let typed = narrowing(book, focused, plan.typed, pen);
    if plan.heads.height > 0 {
        columns::heads(book, plan.heads, pen);
    }
    if book.rows.is_empty() {
        let key = scene.keymap.key_of(KeyScope::Rulebook, Command::Cancel);
        let key = key.unwrap_or_default();
        let text = locale::say(pen.lang, "found-no-match", &[("key", &key)]);
        let (line, style) = (plan.rows.lines(0, 1), pen.style(Token::Dim));
        if line.height > 0 {
            pen.put(
                line.x + 2,
                line.y,
                line.width.saturating_sub(2),
                &text,
                style,
            );
        }
    }
    let widest = widest(book, scene);
    let mut caret = Some(Position::new(plan.rows.x, plan.rows.y));
    for (y, at) in (0..plan.rows.height).zip(book.selection.visible()) {
        let line = plan.rows.lines(y, 1);
        let Some(row) = book.rows.get(at) else { break };
        let here = at == book.selection.selected && row.is_selectable();
        if here {
            let style = pen.selected(focused);
            pen.wash(line, style);
            caret = Some(Position::new(line.x, line.y));
            let style = pen.style(if focused { Token::Focus } else { Token::Dim });
            let pointer = pen.theme.chrome.pointer();
            pen.put(line.x, line.y, 1, pointer, style);
        }
        rows::draw(book, scene, row, line, widest, pen);
        if here && focused {
            let over = pen.theme.over_selected();
            pen.wash(line, over);
        }
    }
    under(book, plan.under, pen);
    typed.or(caret)
}

/// Draws what the selected line is about, beside the pane.
pub fn explanation(book: &RulebookPane, cells: Cells, pen: &mut Pen<'_>) {
    let title = locale::say(pen.lang, "book-about", &[]);
    let inside = pen.pane(cells, &title, "", false);
    let room = usize::from(inside.width.saturating_sub(2));
    let lines = book.detail.as_ref().map(|d| d.lines(room));
    for (y, line) in (0..inside.height).zip(&lines.unwrap_or_default()) {
        inked::line(line, inside.lines(y, 1), Token::Text, pen);
    }
}

/// The cells of the longest title among the findings in sight.
fn widest(book: &RulebookPane, scene: &Scene) -> u16 {
    let rows = book.rows.get(book.selection.visible()).unwrap_or_default();
    let title = |row: &RulebookRow| match row {
        RulebookRow::Finding(place) => scene.findings.get(*place).map(|f| width(&f.title)),
        _ => None,
    };
    rows.iter().filter_map(title).max().unwrap_or(0)
}

fn title(book: &RulebookPane, pen: &Pen<'_>) -> String {
    let shipped = rulebook::shipped();
    match &book.level {
        Depth::Book => locale::say(pen.lang, "desk-rulebook", &[]),
        Depth::Regulation(number) => {
            let title = shipped.regulation(*number).map(|r| r.title.get(pen.lang));
            format!("R{number}  {}", title.unwrap_or_default())
        }
        Depth::Obligation(id) => {
            let clause = shipped.obligation(id).map(|o| o.clause.as_str());
            format!("{id}  {}", clause.unwrap_or_default())
        }
    }
}

/// Where one is among the lines that can be gone to.
fn place(book: &RulebookPane) -> String {
    let counts = |r: &&RulebookRow| r.is_selectable();
    let all = book.rows.iter().filter(counts).count();
    if all == 0 {
        return String::new();
    }
    let before = book.rows.iter().take(book.selection.selected + 1);
    format!("{} / {all}", before.filter(counts).count())
}

fn narrowing(
    book: &RulebookPane,
    focused: bool,
    line: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    if line.height == 0 {
        return None;
    }
    let dim = pen.style(Token::Dim);
    let label = locale::say(pen.lang, "desk-search-label", &[]);
    let x = pen.pieces(line.x + 1, line.y, line.width, &[(&label, dim), (" ", dim)]);
    let cells = (line.x + line.width).saturating_sub(x + 2).min(40);
    let field = pen.style(Token::FieldFocus);
    pen.wash(Cells::new(x, line.y, cells, 1), field);
    let view = book.line.view(usize::from(cells));
    pen.put(x, line.y, cells, &view.text, field);
    Some(Position::new(x + view.caret, line.y)).filter(|_| focused)
}

/// The selected line in short where there is no room beside.
fn under(book: &RulebookPane, at: Cells, pen: &mut Pen<'_>) {
    if at.height == 0 {
        return;
    }
    let rule = pen.theme.chrome.rule().repeat(usize::from(at.width));
    let border = pen.style(Token::Border);
    pen.put(at.x, at.y, at.width, &rule, border);
    let room = usize::from(at.width.saturating_sub(2));
    let Some(detail) = &book.detail else {
        return;
    };
    // There is no room for headings and blanks.
    let heads = ["book-held", "book-found", "book-packs", "found-what-helps"];
    let heads = heads.map(|id| locale::say(pen.lang, id, &[]));
    let says = |text: &str| cells::width(text.trim()) > 0 && heads.iter().all(|h| h != text);
    let lines = detail.lines(room).into_iter();
    let told = lines.filter(|l| l.iter().any(|(_, t)| says(t)));
    for (y, line) in (1..at.height).zip(told) {
        inked::line(&line, at.lines(y, 1), Token::Text, pen);
    }
}
