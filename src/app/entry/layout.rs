//! Where everything of a form stands, in cells of its area: lines at head and foot, columns, boxes, complaints.
//!
//! Pure arithmetic over the entry as it is; the painter draws by it, and the mouse and the caret of a note read it too.
//! Invariant: nothing stands outside the area, whatever its size, and the field with the focus is always within the body.

use crate::model::Lang;
use crate::model::form::kind::Kind;
use crate::model::text::{cells, safety};

use super::Entry;
use super::input::Input;
use super::note::cells_of;
use super::ticks;

/// From this width on a form has two columns.
const TWO: u16 = 100;
/// Cells between two columns.
const GUTTER: u16 = 3;
/// Cells before a label: the mark of what is required, wrong, or has the focus.
pub const MARK: u16 = 2;

/// Where one field stands; `y` counts from the start of the page, not of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPlace {
    pub field: usize,
    pub x: u16,
    pub y: u16,
    /// Cells of the whole column.
    pub width: u16,
    pub label: u16,
    /// The place for the value, inside its brackets.
    pub value_x: u16,
    pub value_w: u16,
    /// Rows of the value.
    pub rows: u16,
    /// Complaints under it, broken into lines; whether each only warns.
    pub notes: Vec<(String, bool)>,
}

impl FieldPlace {
    pub fn height(&self) -> u16 {
        self.rows.saturating_add(cells(self.notes.len()))
    }
}

/// A page in the line of pages: its place among the pages, first column and the one behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    pub page: usize,
    pub from: u16,
    pub to: u16,
}

/// The whole form in its area.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FormLayout {
    pub width: u16,
    pub height: u16,
    /// The line of the pages, where there are several: its row and the pages on it.
    pub tabs: Option<(u16, Vec<Tab>)>,
    /// Complaints about the record as a whole, above the fields.
    pub banner: Vec<(String, bool)>,
    pub body_y: u16,
    pub body_h: u16,
    /// Rows scrolled away above.
    pub scroll: u16,
    pub total: u16,
    /// First row of the foot and its rows.
    pub foot_y: u16,
    pub foot_h: u16,
    pub places: Vec<FieldPlace>,
}

impl FormLayout {
    /// The row of the screen on which a row of the page is seen.
    pub fn seen(&self, y: u16) -> Option<u16> {
        let row = y.checked_sub(self.scroll)?;
        (row < self.body_h).then_some(self.body_y + row)
    }

    pub fn place(&self, field: usize) -> Option<&FieldPlace> {
        self.places.iter().find(|p| p.field == field)
    }

    pub(super) fn tab_at(&self, column: u16, row: u16) -> Option<usize> {
        let (tabs_row, spans) = self.tabs.as_ref()?;
        let hit = spans.iter().find(|t| (t.from..t.to).contains(&column))?;
        (*tabs_row == row).then_some(hit.page)
    }

    pub(super) fn place_at(&self, column: u16, row: u16) -> Option<usize> {
        let y = row.checked_sub(self.body_y).filter(|r| *r < self.body_h)? + self.scroll;
        let here = |p: &&FieldPlace| {
            (p.y..p.y + p.height()).contains(&y) && (p.x..p.x + p.width).contains(&column)
        };
        self.places.iter().find(here).map(|p| p.field)
    }
}

impl Entry {
    /// Where everything stands as it was drawn last.
    pub(super) fn layout(&self) -> FormLayout {
        let (width, height) = self.at.size;
        self.layout_in(self.lang, width, height)
    }

    /// Works out where everything stands.
    pub fn layout_in(&self, lang: Lang, width: u16, height: u16) -> FormLayout {
        Laying { entry: self, lang }.lay(width, height)
    }

    /// Cells in which the note with the focus wraps.
    pub(super) fn note_cells(&self) -> usize {
        let layout = self.layout();
        let place = self.at.focus.and_then(|f| layout.place(f));
        place.map_or(40, |p| usize::from(p.value_w))
    }
}

/// A form being laid out in a language.
struct Laying<'a> {
    entry: &'a Entry,
    lang: Lang,
}

impl Laying<'_> {
    fn lay(&self, width: u16, height: u16) -> FormLayout {
        let lang = self.lang;
        let mut layout = FormLayout {
            width,
            height,
            ..FormLayout::default()
        };
        let mut top = u16::from(height >= 4);
        let pages: Vec<(usize, String)> = self
            .entry
            .pages()
            .map(|(at, p)| (at, p.label.get(lang).to_owned()))
            .collect();
        if pages.len() > 1 && height >= 8 {
            layout.tabs = Some((top, self.tabs(&pages, width)));
            top += 1;
        }
        layout.foot_h = match height {
            0..6 => 0,
            6..12 => 1,
            12..20 => 3,
            _ => 4,
        };
        layout.foot_y = height.saturating_sub(layout.foot_h);
        let room = usize::from(width).saturating_sub(4).max(8);
        for complaint in self.entry.complaints(None) {
            let words = safety::visible(&complaint.message(lang)).into_owned();
            let lines = cells::wrap(&words, room);
            layout
                .banner
                .extend(lines.into_iter().map(|l| (l, complaint.warning)));
        }
        let most = usize::from(height / 4);
        layout.banner.truncate(most);
        top += cells(layout.banner.len());
        if height >= 16 {
            top += 1;
        }
        layout.body_y = top.min(layout.foot_y);
        layout.body_h = layout.foot_y - layout.body_y;
        self.put_fields(&mut layout);
        let end = |p: &FieldPlace| p.y + p.height();
        layout.total = layout.places.iter().map(end).max().unwrap_or(0);
        if let Some(place) = self.entry.at.focus.and_then(|f| layout.place(f)) {
            let middle = place.y + place.height().min(layout.body_h) / 2;
            let most = layout.total.saturating_sub(layout.body_h);
            layout.scroll = middle.saturating_sub(layout.body_h / 2).min(most);
        }
        layout
    }

    fn tabs(&self, pages: &[(usize, String)], width: u16) -> Vec<Tab> {
        let mut x = 1_u16;
        let mut spans = Vec::new();
        for (at, label) in pages {
            let wrong = usize::from(self.entry.is_page_wrong(*at));
            let wide = cells(cells_of(label) + 2 + wrong);
            if x + wide > width {
                break;
            }
            spans.push(Tab {
                page: *at,
                from: x,
                to: x + wide,
            });
            x += wide + 1;
        }
        spans
    }

    /// Places the fields of the page in one column or two.
    fn put_fields(&self, layout: &mut FormLayout) {
        let shown = self.entry.shown();
        let two = layout.width >= TWO && shown.len() > 1;
        let inner = layout.width.saturating_sub(2);
        let column = if two {
            inner.saturating_sub(GUTTER) / 2
        } else {
            inner
        };
        let most = match self.lang {
            Lang::Zh => 22,
            Lang::En => 26,
        };
        let label = shown
            .iter()
            .map(|f| cells_of(self.entry.field(*f).label.get(self.lang)))
            .max()
            .unwrap_or(0)
            .min(most)
            .min(usize::from(column / 5 * 2));
        let label = cells(label);
        let made = |field: usize, width: u16| self.make(field, width, label);
        // A page that has room to breathe gets it; complaints that come and go do not move the fields apart.
        let plain = |gap: u16| -> u16 {
            let all = shown.iter().map(|f| made(*f, column).rows + gap);
            let sum: u16 = all.fold(0, u16::saturating_add);
            if two {
                sum.div_ceil(2).saturating_add(1)
            } else {
                sum
            }
        };
        let gap = u16::from(plain(1) <= layout.body_h.saturating_add(1));
        let mut y = 0_u16;
        let mut run: Vec<FieldPlace> = Vec::new();
        for field in shown {
            if matches!(self.entry.over.kinds[field], Kind::Rows(_)) {
                y = flush(&mut run, layout, y, gap, two, column);
                let mut wide = made(field, inner);
                (wide.x, wide.y) = (1, y);
                wide.value_x += 1;
                y = y.saturating_add(wide.height() + gap);
                layout.places.push(wide);
            } else {
                run.push(made(field, column));
            }
        }
        flush(&mut run, layout, y, gap, two, column);
    }

    /// A field in a column of this width, still without its place on the page.
    fn make(&self, field: usize, width: u16, label: u16) -> FieldPlace {
        let value_x = MARK + label + 2;
        let room = width.saturating_sub(value_x + 1).max(1);
        let kind = &self.entry.over.kinds[field];
        let typed = self.entry.is_editable(field);
        let natural = if typed { self.natural(kind) } else { u16::MAX };
        let value_w = natural.min(room);
        let wide = usize::from(value_w);
        let rows = match &self.entry.answers.inputs[field] {
            Input::Line(_) => 1,
            Input::Note(note) => note.rows(wide.max(2)).len().clamp(2, 6),
            Input::Ticks(_) => {
                let widths: Vec<usize> = choice_widths(kind, self.lang);
                let last = ticks::flow(&widths, wide).last().map_or(0, |(row, _)| *row);
                last + 1
            }
            Input::Rows(lines) => lines.cells.len().min(8) + 1,
            Input::Fixed => {
                let text = self.entry.fixed(field, self.lang);
                let lines = text.split('\n').map(|l| safety::visible(l).into_owned());
                let rows: usize = lines.map(|l| cells::wrap(&l, wide.max(2)).len()).sum();
                rows.clamp(1, 5)
            }
        };
        let mut notes = Vec::new();
        let note_room = usize::from(room).saturating_sub(1).max(4);
        for complaint in self.entry.complaints(Some(field)) {
            let mut words = complaint.message(self.lang);
            if let Some(clause) = &complaint.clause {
                words.push_str(&match self.lang {
                    Lang::Zh => format!("（{clause}）"),
                    Lang::En => format!(" ({clause})"),
                });
            }
            let words = safety::visible(&words).into_owned();
            let lines = cells::wrap(&words, note_room);
            notes.extend(lines.into_iter().take(3).map(|l| (l, complaint.warning)));
        }
        FieldPlace {
            field,
            x: 0,
            y: 0,
            width,
            label,
            value_x,
            value_w,
            rows: cells(rows),
            notes,
        }
    }

    /// How wide a box its kind asks for, the caret behind the text counted.
    fn natural(&self, kind: &Kind) -> u16 {
        if self.entry.over.is_query() {
            return 36;
        }
        let wish = kind.facts().entry;
        if matches!(kind, Kind::Choice(_)) {
            let widest = choice_widths(kind, self.lang)
                .into_iter()
                .max()
                .unwrap_or(0);
            return cells(widest + 2).clamp(10, wish);
        }
        wish
    }
}

/// Widths of the labels of a choice.
pub fn choice_widths(kind: &Kind, lang: Lang) -> Vec<usize> {
    let list = kind.choices().unwrap_or_default();
    list.iter().map(|c| cells_of(c.label.get(lang))).collect()
}

/// Puts a run of fields into one column, or into two of about the same height; the row below them.
fn flush(
    run: &mut Vec<FieldPlace>,
    layout: &mut FormLayout,
    from: u16,
    gap: u16,
    two: bool,
    column: u16,
) -> u16 {
    let places = std::mem::take(run);
    let total: u16 = places
        .iter()
        .map(|p| p.rows + gap)
        .fold(0, u16::saturating_add);
    let half = if two { total.div_ceil(2) } else { u16::MAX };
    let (mut left, mut right, mut used) = (from, from, 0_u16);
    for mut place in places {
        let on_left = used < half;
        used = used.saturating_add(place.rows + gap);
        let (x, y) = if on_left {
            (1, &mut left)
        } else {
            (1 + column + GUTTER, &mut right)
        };
        (place.x, place.y) = (x, *y);
        place.value_x += x;
        *y = y.saturating_add(place.height() + gap);
        layout.places.push(place);
    }
    left.max(right)
}

fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
