//! The findings: one row for Today and for the list, the list pane, and the explanation beside it.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::age::lateness;
use crate::app::command::Command;
use crate::app::findings::clause;
use crate::app::findings::detail::Detail;
use crate::app::pane::findings::FindingsPane;
use crate::app::pane::findings::lines::FoundRow;
use crate::app::scope::KeyScope;
use crate::app::screen::layout::Cells;
use crate::app::screen::scene::{Focus, Scene};
use crate::model::locale;
use crate::rules::watch::Severity;
use crate::ui::theme::Token;
use crate::ui::widget::inked;
use crate::ui::widget::paint::{Pen, width};

/// The columns of a line: title, what is wrong, age, clause or register.
pub struct FindingColumns {
    pub title: u16,
    pub message: u16,
    pub age_at: u16,
    pub age: u16,
    pub last_at: u16,
    pub last: u16,
}

impl FindingColumns {
    /// The columns of a line so wide; the widest title in sight takes no more than it needs.
    pub fn of(width: u16, widest: u16) -> Self {
        let last = match width {
            90.. => 16,
            66.. => 13,
            _ => 0,
        };
        let age = match width {
            90.. => 17,
            40.. => 12,
            _ => 0,
        };
        let last_at = width.saturating_sub(last + 1);
        let age_at = last_at.saturating_sub(age + u16::from(last > 0) * 2);
        let rest = age_at.saturating_sub(5);
        let title = (widest + 2).clamp(12, (rest * 2 / 5).max(12)).min(rest);
        Self {
            title,
            message: rest - title,
            age_at,
            age,
            last_at,
            last,
        }
    }
}

/// The colour of an urgency; the mark beside it says the same.
pub fn ink(severity: Severity) -> Token {
    match severity {
        Severity::Overdue | Severity::Breach | Severity::Gap => Token::Error,
        Severity::Due => Token::Warn,
        Severity::Unknown => Token::Info,
        Severity::Advisory => Token::Dim,
    }
}

/// What is shown and what not, in words.
pub fn flags(scene: &Scene) -> Vec<String> {
    let mut flags = Vec::new();
    if scene.findings.mine {
        flags.push(locale::say(scene.lang, "found-only-mine", &[]));
    }
    if scene.findings.aside {
        flags.push(locale::say(scene.lang, "found-with-aside", &[]));
    }
    flags
}

/// One finding: mark, record, what is wrong, age, clause.
pub fn row(scene: &Scene, place: usize, line: Cells, widest: u16, pen: &mut Pen<'_>) {
    let Some(finding) = scene.findings.get(place) else {
        return;
    };
    let aside = scene.findings.is_aside(place);
    let mark = if aside {
        pen.theme.chrome.aside()
    } else {
        pen.theme.chrome.severity(finding.severity)
    };
    let (strong, dim) = if aside {
        (pen.style(Token::Faint), pen.style(Token::Faint))
    } else {
        (pen.style(ink(finding.severity)), pen.style(Token::Dim))
    };
    let title = if aside { dim } else { Style::default() };
    let plan = FindingColumns::of(line.width, widest);
    pen.put(line.x + 2, line.y, 2, mark, strong);
    let name = &finding.title;
    let room = plan.title.saturating_sub(2);
    pen.put(line.x + 4, line.y, room, name, title);
    let x = line.x + 4 + plan.title;
    pen.put(x, line.y, plan.message, &finding.message, title);
    let late = lateness(finding, scene.now, pen.lang, line.width >= 90);
    let overdue = finding.severity == Severity::Overdue;
    let when = if overdue { strong } else { dim };
    pen.put_right(line.x + plan.age_at, line.y, plan.age, &late, when);
    let clause = short(clause(finding), plan.last);
    pen.put(line.x + plan.last_at, line.y, plan.last, &clause, dim);
}

/// The cells of the widest title among some findings.
pub fn widest(scene: &Scene, places: impl Iterator<Item = usize>) -> u16 {
    let titles = places.filter_map(|p| scene.findings.get(p));
    titles.map(|f| width(&f.title)).max().unwrap_or(0)
}

/// A clause that does not fit does without the words around its number.
fn short(clause: String, room: u16) -> String {
    if width(&clause) <= room {
        return clause;
    }
    clause.replace(['第', '条'], "")
}

/// Draws the list; gives the caret of what is typed, or the first cell of the selected line.
pub fn draw(
    list: &FindingsPane,
    scene: &Scene,
    cells: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let focused = scene.focus == Focus::Main;
    let title = locale::say(pen.lang, "desk-findings", &[]);
    pen.pane(cells, &title, &place(list, scene), focused);
    let (above, rows) = list.plan(scene);
    let typed = narrowing(list, scene, above, pen);
    if list.rows.is_empty() {
        empty(list, scene, rows, pen);
    }
    let sight = list.rows.get(list.selection.visible()).unwrap_or_default();
    let places = sight.iter().filter_map(|r| match r {
        FoundRow::Finding(place) => Some(*place),
        FoundRow::Heading(..) | FoundRow::More(_) => None,
    });
    let widest = widest(scene, places);
    let mut caret = Some(Position::new(rows.x, rows.y));
    for (y, at) in (0..rows.height).zip(list.selection.visible()) {
        let line = rows.lines(y, 1);
        match list.rows.get(at) {
            Some(FoundRow::Heading(label, n)) => {
                let (style, faint) = (pen.style(Token::Title), pen.style(Token::Faint));
                let n = n.to_string();
                let room = line.width.saturating_sub(width(&n) + 4);
                let used = pen.put(line.x + 1, line.y, room, label.get(pen.lang), style);
                pen.put(line.x + 3 + used, line.y, width(&n), &n, faint);
            }
            Some(FoundRow::Finding(finding)) => {
                let here = at == list.selection.selected;
                if here {
                    let style = pen.selected(focused);
                    pen.wash(line, style);
                    caret = Some(Position::new(line.x, line.y));
                    let style = pen.style(if focused { Token::Focus } else { Token::Dim });
                    let pointer = pen.theme.chrome.pointer();
                    pen.put(line.x, line.y, 1, pointer, style);
                }
                row(scene, *finding, line, widest, pen);
                if here && focused {
                    let over = pen.theme.over_selected();
                    pen.wash(line, over);
                }
            }
            Some(FoundRow::More(text)) => {
                let (room, faint) = (line.width.saturating_sub(3), pen.style(Token::Faint));
                pen.put(line.x + 2, line.y, room, text.get(pen.lang), faint);
            }
            None => {}
        }
    }
    typed.or(caret)
}

/// What is shown, by what it is grouped, and where one is.
fn place(list: &FindingsPane, scene: &Scene) -> String {
    let mut parts = flags(scene);
    parts.push(locale::say(scene.lang, list.grouping.label_id(), &[]));
    let before = list.rows.iter().take(list.selection.selected + 1);
    let at = before.filter(|r| matches!(r, FoundRow::Finding(_))).count();
    parts.push(format!("{at} / {}", list.count));
    parts.join("   ")
}

/// What is typed and chosen to narrow the list; gives the caret.
fn narrowing(
    list: &FindingsPane,
    scene: &Scene,
    line: Cells,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    if line.height == 0 {
        return None;
    }
    let (dim, accent) = (pen.style(Token::Dim), pen.style(Token::Accent));
    let (mut x, end) = (line.x + 1, line.x + line.width);
    let mut caret = None;
    if !list.line.text().is_empty() {
        let label = locale::say(pen.lang, "desk-search-label", &[]);
        let room = end.saturating_sub(x);
        x = pen.pieces(x, line.y, room, &[(&label, dim), (" ", dim)]);
        let cells = end.saturating_sub(x + 2).min(30);
        let field = pen.style(Token::FieldFocus);
        pen.wash(Cells::new(x, line.y, cells, 1), field);
        let view = list.line.view(usize::from(cells));
        pen.put(x, line.y, cells, &view.text, field);
        caret = Some(Position::new(x + view.caret, line.y));
        x += cells + 3;
    }
    for words in list.narrow.words(&scene.catalog) {
        let room = end.saturating_sub(x);
        x = pen.pieces(
            x,
            line.y,
            room,
            &[(words.get(pen.lang), accent), ("   ", dim)],
        );
    }
    caret.filter(|_| scene.focus == Focus::Main)
}

fn empty(list: &FindingsPane, scene: &Scene, cells: Cells, pen: &mut Pen<'_>) {
    let key = scene.keymap.key_of(KeyScope::Findings, Command::Cancel);
    let key = key.unwrap_or_default();
    let id = match &scene.findings.found {
        _ if scene.findings.failed => "found-failed",
        None => "found-checking",
        Some(_) if list.is_narrowed() => "found-no-match",
        Some(_) => "found-none",
    };
    let text = locale::say(pen.lang, id, &[("key", &key)]);
    let style = pen.style(Token::Dim);
    let line = cells.lines(1.min(cells.height.saturating_sub(1)), 1);
    if line.height > 0 {
        let room = line.width.saturating_sub(2);
        pen.put(line.x + 2, line.y, room, &text, style);
    }
}

/// Draws the explanation beside the list.
pub fn explanation(detail: Option<&Detail>, cells: Cells, pen: &mut Pen<'_>) {
    let title = locale::say(pen.lang, "found-title", &[]);
    let inside = pen.pane(cells, &title, "", false);
    let room = usize::from(inside.width.saturating_sub(2));
    let lines = detail.map(|d| d.lines(room)).unwrap_or_default();
    for (y, line) in (0..inside.height).zip(&lines) {
        inked::line(line, inside.lines(y, 1), Token::Text, pen);
    }
}
