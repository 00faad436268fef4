//! The foot of a form: the help of the field with the focus, and the counters.

use crate::app::entry::Entry;
use crate::app::entry::answers::Keeping;
use crate::app::entry::layout::FormLayout;
use crate::app::entry::occasion::Purpose;
use crate::model::locale;
use crate::model::text::{cells, safety};
use crate::ui::theme::Token;
use crate::ui::widget::paint::width;

use super::board::Board;

/// Draws the lines under the fields.
pub fn draw(entry: &Entry, layout: &FormLayout, board: &mut Board<'_, '_>) {
    if layout.foot_h == 0 {
        return;
    }
    let lang = board.pen.lang;
    let mut y = layout.foot_y;
    let last = layout.foot_y + layout.foot_h - 1;
    if layout.foot_h >= 4 {
        let rule = board
            .pen
            .theme
            .chrome
            .rule()
            .repeat(usize::from(layout.width));
        let style = board.style(Token::Border);
        board.put(0, y, layout.width, &rule, style);
        y += 1;
    }
    if let Some((label, help)) = entry.help(lang)
        && y < last
    {
        let (title, dim) = (board.style(Token::Title), board.style(Token::Dim));
        let x = 1 + board.put(1, y, layout.width / 2, &label, title) + 2;
        let room = usize::from(layout.width.saturating_sub(x + 1)).max(2);
        let help = safety::visible(&help).into_owned();
        for line in cells::wrap(&help, room) {
            if y >= last {
                break;
            }
            board.put(x, y, layout.width.saturating_sub(x), &line, dim);
            y += 1;
        }
    }
    status(entry, layout, last, board);
}

fn status(entry: &Entry, layout: &FormLayout, y: u16, board: &mut Board<'_, '_>) {
    let lang = board.pen.lang;
    let room = layout.width.saturating_sub(2);
    if let Some(notice) = entry.notice() {
        let style = board.style(Token::Info);
        board.put(1, y, room, notice.get(lang), style);
        return;
    }
    let status = entry.status();
    let dim = board.style(Token::Dim);
    match &entry.occasion().purpose {
        Purpose::Query => return,
        Purpose::View => {
            let why = entry.occasion().why_read_only();
            board.put(1, y, room, why.get(lang), dim);
            return;
        }
        // An action that asks for nothing only waits for the word.
        Purpose::Act(_) if status.of == 0 => {
            let what = entry.occasion().path(lang).pop().unwrap_or_default();
            let text = locale::say(lang, "entry-act-ready", &[("what", &what)]);
            let info = board.style(Token::Info);
            board.put(1, y, room, &text, info);
            return;
        }
        Purpose::Act(_) | Purpose::New | Purpose::Edit | Purpose::Void => {}
    }
    let say = |id: &str, n: usize| locale::say(lang, id, &[("n", &n.to_string())]);
    let at = locale::say(
        lang,
        "entry-status-at",
        &[
            ("at", &status.at.to_string()),
            ("of", &status.of.to_string()),
        ],
    );
    let mut parts = vec![(at, dim)];
    let counted = [
        ("entry-status-missing", status.missing, Token::Accent),
        ("entry-status-wrong", status.wrong, Token::Error),
        ("entry-status-warnings", status.warnings, Token::Warn),
    ];
    for (id, n, token) in counted {
        let style = board.style(if n > 0 { token } else { Token::Faint });
        parts.push((say(id, n), style));
    }
    let mut x = 1;
    for (text, style) in parts {
        x += board.put(x, y, room.saturating_sub(x), &text, style) + 3;
    }
    let (text, token) = match &status.keeping {
        Keeping::Nothing => return,
        Keeping::Since(at) => {
            let kept = locale::say(lang, "entry-status-kept", &[("at", at)]);
            (kept, Token::Faint)
        }
        Keeping::NotYet => (locale::say(lang, "entry-status-unkept", &[]), Token::Warn),
    };
    let from = layout.width.saturating_sub(width(&text) + 1);
    if from > x {
        board.put(from, y, room, &text, board.style(token));
    }
}
