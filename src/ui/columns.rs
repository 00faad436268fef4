//! Which columns of a list are shown, where, and how wide: by kind, language and the width there is. Pure.

use crate::app::desk::pane::Pane;
use crate::model::glyph::width;
use crate::model::kind::Kind;
use crate::model::{Field, Lang};

/// Blank cells between columns.
const GAP: u16 = 2;
/// A heading makes its column at most this wide.
const HEADING: u16 = 14;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Number,
    /// A field: its place among the list's columns, and in the form.
    Field(usize, usize),
    State,
}

/// A column in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub what: What,
    /// Cells from the left edge.
    pub x: u16,
    pub width: u16,
    pub right: bool,
}

/// Lays the columns out in `room` cells; the current column is always among them.
pub fn layout(pane: &Pane, lang: Lang, room: u16) -> Vec<Column> {
    let form = &pane.form;
    let fields = pane.columns();
    let wanted: Vec<(What, u16, bool, bool)> = fields
        .iter()
        .enumerate()
        .filter_map(|(n, field)| {
            let place = form.fields.iter().position(|f| f.id == field.id)?;
            let right = field.kind.is_numeric();
            Some((
                What::Field(n, place),
                natural(field, pane, lang),
                right,
                stretches(field),
            ))
        })
        .collect();
    let mut left = room;
    let mut chosen: Vec<(What, u16, bool, bool)> = Vec::new();
    let number = number_width(pane);
    if number > 0 && room >= 56 {
        chosen.push((What::Number, number, false, false));
        left = left.saturating_sub(number + GAP);
    }
    let state = state_width(pane, lang);
    let shows_state = fields.iter().any(|f| matches!(f.kind, Kind::State));
    let state = if shows_state || room < 40 { 0 } else { state };
    if state > 0 {
        left = left.saturating_sub(state + GAP);
    }
    let first = first_shown(&wanted, pane.column, left);
    for column in &wanted[first.min(wanted.len())..] {
        let started = chosen.iter().any(|(w, ..)| matches!(w, What::Field(..)));
        if column.1 > left && started {
            if left >= 8 {
                chosen.push((column.0, left, column.2, column.3));
                left = 0;
            }
            break;
        }
        let wide = column.1.min(left);
        chosen.push((column.0, wide, column.2, column.3));
        left = left.saturating_sub(wide + GAP);
    }
    stretch(&mut chosen, left);
    if state > 0 {
        chosen.push((What::State, state, false, false));
    }
    let mut x = 0;
    let mut columns = Vec::new();
    for (what, wide, right, _) in chosen {
        let wide = wide.min(room.saturating_sub(x));
        if wide > 0 {
            columns.push(Column {
                what,
                x,
                width: wide,
                right,
            });
        }
        x += wide + GAP;
    }
    columns
}

/// The first field from which on the current one still fits.
fn first_shown(wanted: &[(What, u16, bool, bool)], current: usize, room: u16) -> usize {
    let mut first = 0;
    let need = |from: usize| -> u16 {
        wanted
            .get(from..=current.min(wanted.len().saturating_sub(1)))
            .unwrap_or_default()
            .iter()
            .map(|(_, w, ..)| w + GAP)
            .fold(0, u16::saturating_add)
    };
    while first < current && need(first) > room + GAP {
        first += 1;
    }
    first
}

/// What is left over makes the columns of free text wider.
fn stretch(columns: &mut [(What, u16, bool, bool)], left: u16) {
    let free = columns.iter().filter(|(.., s)| *s).count();
    let Some(share) = u16::try_from(free).ok().and_then(|n| left.checked_div(n)) else {
        return;
    };
    for (_, wide, _, free) in columns.iter_mut() {
        if *free {
            *wide += share.min(*wide);
        }
    }
}

fn stretches(field: &Field) -> bool {
    matches!(
        field.kind.shown(),
        Kind::Text | Kind::Note | Kind::Reference(_) | Kind::Choices(_) | Kind::Checklist(_)
    )
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The width a column would like to have.
fn natural(field: &Field, pane: &Pane, lang: Lang) -> u16 {
    let by_kind = match field.kind.shown() {
        Kind::Text | Kind::File => 16,
        Kind::Note => 24,
        Kind::Integer | Kind::Rows(_) => 6,
        Kind::Number | Kind::Duration => 8,
        Kind::Money => 12,
        Kind::Date => 10,
        Kind::Time => 5,
        Kind::Moment => 16,
        Kind::YesNo => 4,
        Kind::Choice(list) => list
            .iter()
            .map(|c| cells(c.label.get(lang)))
            .max()
            .unwrap_or(8)
            .min(18),
        Kind::Choices(_) | Kind::Checklist(_) => 18,
        Kind::Reference(_) => 14,
        Kind::State => state_width(pane, lang),
        Kind::Computed(_) => 12,
    };
    let own = match field.kind.shown() {
        // A form gives the width of its Chinese labels; the other language may need more.
        Kind::Choice(_) | Kind::State => by_kind,
        _ => field.width.unwrap_or(by_kind),
    };
    own.max(cells(field.label.get(lang)).min(HEADING)).max(2)
}

fn state_width(pane: &Pane, lang: Lang) -> u16 {
    pane.form
        .states
        .iter()
        .map(|s| cells(s.label.get(lang)))
        .max()
        .map_or(0, |w| w.clamp(4, 16))
}

/// As wide as the numbers in sight.
fn number_width(pane: &Pane) -> u16 {
    pane.window
        .rows
        .get(pane.window.visible())
        .unwrap_or_default()
        .iter()
        .filter_map(|r| r.number.as_deref())
        .map(cells)
        .max()
        .map_or(0, |w| w.min(18))
}
