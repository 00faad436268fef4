//! Which columns of a list are shown, where, and how wide: by kind, language and the width there is. Pure.

use crate::app::pane::list::ListPane;
use crate::model::form::kind::Kind;
use crate::model::text::cells::width;
use crate::model::{Field, Lang};

/// Blank cells between columns.
const GAP: u16 = 2;
/// From this width on a list can afford its numbers at any price.
const ROOMY: u16 = 74;
/// A name of five Chinese characters is told whole.
const NAME: u16 = 10;
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

/// A column that would like to be shown.
struct Wish {
    what: What,
    /// What it would like to have, and what it can live with.
    width: u16,
    least: u16,
    /// Whether it takes what is left over.
    grows: bool,
    right: bool,
}

/// Lays the columns out in `room` cells; the current column is always among them.
pub fn layout(pane: &ListPane, lang: Lang, room: u16, year: i32) -> Vec<Column> {
    let fields = pane.columns();
    let mut wishes = wishes(pane, &fields, lang, year);
    let shows_state = fields.iter().any(|f| matches!(f.kind, Kind::State));
    let state = if shows_state || room < 40 {
        0
    } else {
        state_width(pane, lang)
    };
    let fixed = |w: u16| if w > 0 { w + GAP } else { 0 };
    let mut left = room.saturating_sub(fixed(state));
    let first = first_shown(&wishes, pane.column, left);
    wishes.drain(..first.min(wishes.len()));
    let mut fits = fitting(&wishes, left);
    // Numbers name records well, but not at the price of what they are about; the preview tells them too.
    let mut number = number_width(pane);
    let with_number = fitting(&wishes, left.saturating_sub(fixed(number)));
    if with_number == fits || room >= ROOMY {
        (left, fits) = (left.saturating_sub(fixed(number)), with_number);
    } else {
        number = 0;
    }
    wishes.truncate(fits);
    share(&mut wishes, left);
    let whole = |what, width| Wish {
        what,
        width,
        least: width,
        grows: false,
        right: false,
    };
    if number > 0 {
        wishes.insert(0, whole(What::Number, number));
    }
    if state > 0 {
        wishes.push(whole(What::State, state));
    }
    let mut x = 0;
    let mut columns = Vec::new();
    for wish in wishes {
        let width = wish.width.min(room.saturating_sub(x));
        if width > 0 {
            columns.push(Column {
                what: wish.what,
                x,
                width,
                right: wish.right,
            });
        }
        x += wish.width + GAP;
    }
    columns
}

fn wishes(pane: &ListPane, fields: &[&Field], lang: Lang, year: i32) -> Vec<Wish> {
    let wish = |(n, field): (usize, &&Field)| {
        let place = pane.form.fields.iter().position(|f| f.id == field.id)?;
        let width = match field.kind.shown() {
            Kind::Moment if all_in(year, pane, place) => {
                MOMENT.max(cells(field.label.get(lang)).min(HEADING))
            }
            _ => natural(field, pane, lang),
        };
        Some(Wish {
            what: What::Field(n, place),
            width,
            least: match field.kind.shown() {
                Kind::Choice(_) => width.min(12),
                Kind::Moment if width <= HEADING => MOMENT,
                Kind::Reference(_) => width.min(NAME),
                _ if stretches(field) => (width * 3 / 5).clamp(8, 14).min(width),
                _ => width,
            },
            grows: stretches(field),
            right: field.kind.is_numeric(),
        })
    };
    fields.iter().enumerate().filter_map(wish).collect()
}

fn least(wishes: &[Wish]) -> u16 {
    wishes
        .iter()
        .map(|w| w.least + GAP)
        .fold(0, u16::saturating_add)
}

/// The first field from which on the current one still fits.
fn first_shown(wishes: &[Wish], current: usize, room: u16) -> usize {
    let last = current.min(wishes.len().saturating_sub(1));
    (0..last)
        .find(|from| {
            wishes
                .get(*from..=last)
                .is_some_and(|w| least(w) <= room + GAP)
        })
        .unwrap_or(last)
}

/// How many of the columns fit; one always does.
fn fitting(wishes: &[Wish], room: u16) -> usize {
    (1..=wishes.len())
        .rev()
        .find(|n| least(&wishes[..*n]) <= room + GAP)
        .unwrap_or(1)
}

/// Gives each column its least, then what it wishes, then the rest to those of free text.
fn share(wishes: &mut [Wish], room: u16) {
    let mut spare = (room + GAP).saturating_sub(least(wishes));
    for wish in wishes.iter_mut() {
        let more = (wish.width - wish.least.min(wish.width)).min(spare);
        spare -= more;
        wish.width = wish.least + more;
    }
    let free = wishes.iter().filter(|w| w.grows).count();
    let share = u16::try_from(free).ok().and_then(|n| spare.checked_div(n));
    for wish in wishes.iter_mut().filter(|w| w.grows) {
        wish.width += share.unwrap_or(0).min(wish.width);
    }
}

fn stretches(field: &Field) -> bool {
    field.kind.shown().facts().stretches
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The width a column would like to have.
fn natural(field: &Field, pane: &ListPane, lang: Lang) -> u16 {
    let kind = field.kind.shown();
    let wish = kind.facts().column;
    let by_kind = match kind {
        Kind::Choice(list) => {
            let labels = list.iter().map(|c| cells(c.label.get(lang)));
            labels.max().unwrap_or(8).min(wish)
        }
        Kind::State => state_width(pane, lang),
        _ => wish,
    };
    let own = match kind {
        // A form gives the width of its Chinese labels; the other language may need more.
        Kind::Choice(_) | Kind::State => by_kind,
        _ => field.width.unwrap_or(by_kind),
    };
    own.max(cells(field.label.get(lang)).min(HEADING)).max(2)
}

/// A moment without its year, `11-23 18:54`.
const MOMENT: u16 = 11;

/// Whether the moments in sight are all of one year, which need not be told then.
fn all_in(year: i32, pane: &ListPane, place: usize) -> bool {
    let year = format!("{year:04}-");
    let rows = pane.window.rows.get(pane.window.visible());
    rows.unwrap_or_default()
        .iter()
        .filter_map(|r| r.values.get(place)?.as_text())
        .all(|t| t.starts_with(&year))
}

fn state_width(pane: &ListPane, lang: Lang) -> u16 {
    pane.form
        .states
        .iter()
        .map(|s| cells(s.label.get(lang)))
        .max()
        .map_or(0, |w| w.clamp(4, 16))
}

/// As wide as the numbers in sight.
fn number_width(pane: &ListPane) -> u16 {
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
