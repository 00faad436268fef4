//! Where things stand on the screen: the plan that both drawing and scrolling follow. Pure.
//!
//! Invariant: every part lies within the screen, parts do not overlap, and any size is served, down to a single cell.

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Cells {
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    pub fn holds(&self, x: u16, y: u16) -> bool {
        x >= self.x && x < self.x + self.width && y >= self.y && y < self.y + self.height
    }

    /// What lies inside a border.
    #[must_use]
    pub fn inside(&self) -> Self {
        Self {
            x: self.x.saturating_add(u16::from(self.width > 1)),
            y: self.y.saturating_add(u16::from(self.height > 1)),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// So many lines of it from a line on.
    #[must_use]
    pub fn lines(&self, from: u16, lines: u16) -> Self {
        let from = from.min(self.height);
        Self {
            y: self.y + from,
            height: lines.min(self.height - from),
            ..*self
        }
    }
}

/// From this width on the side list stands beside the pane.
const WIDE: u16 = 96;
/// From this width on the preview stands beside the list.
const WIDER: u16 = 110;

/// The plan of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Space {
    pub head: Cells,
    pub side: Option<Cells>,
    pub main: Cells,
    pub preview: Option<Cells>,
    /// Everything between the head and the message line: where forms are drawn.
    pub body: Cells,
    pub message: Cells,
    pub hints: Cells,
    /// Lines for a preview at the foot of the list.
    pub under: u16,
}

impl Space {
    /// Plans a screen; the side list is folded away on narrow screens unless it has the focus.
    pub fn of(width: u16, height: u16, side_focused: bool, with_preview: bool) -> Self {
        let head = u16::from(height >= 5);
        let hints = u16::from(height >= 3);
        let message = u16::from(height >= 2);
        let body = Cells::new(0, head, width, height - head - hints - message);
        let row = |y: u16, lines: u16| Cells::new(0, y.min(height), width, lines);
        let side = if width >= WIDE {
            (width / 5).clamp(24, 34)
        } else if side_focused {
            width.min(28)
        } else {
            0
        };
        let rest = width - side;
        let right = if with_preview && width >= WIDER && body.height >= 8 {
            (rest * 34 / 100).clamp(30, 56)
        } else {
            0
        };
        let column = |x: u16, width: u16| Cells { x, width, ..body };
        Self {
            head: row(0, head),
            side: (side > 0).then(|| column(0, side)),
            main: column(side, rest - right),
            preview: (right > 0).then(|| column(width - right, right)),
            body,
            message: row(head + body.height, message),
            hints: row(head + body.height + message, hints),
            under: if with_preview && right == 0 && body.height >= 16 {
                3
            } else {
                0
            },
        }
    }

    /// A box in the middle of the body, for what lies above the panes.
    pub fn above(&self, width: u16, height: u16) -> Cells {
        let (w, h) = (width.min(self.body.width), height.min(self.body.height));
        Cells {
            x: self.body.x + (self.body.width - w) / 2,
            y: self.body.y + (self.body.height - h) / 3,
            width: w,
            height: h,
        }
    }
}

/// The plan of a register pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPlan {
    pub tabs: Cells,
    /// Where words are typed and conditions are told.
    pub search: Cells,
    pub head: Cells,
    pub rows: Cells,
    /// The selected record in short, where there is no room for a preview beside.
    pub under: Cells,
}

impl ListPlan {
    /// Plans the inside of a pane.
    pub fn of(main: Cells, with_tabs: bool, with_search: bool, under: u16) -> Self {
        let inside = main.inside();
        let tight = inside.height < 6;
        let tabs = u16::from(with_tabs && !tight);
        let search = u16::from(with_search && inside.height > 2);
        let head = u16::from(inside.height > 1);
        let under = if inside.height > 10 { under } else { 0 };
        let rows = inside.height.saturating_sub(tabs + search + head + under);
        Self {
            tabs: inside.lines(0, tabs),
            search: inside.lines(tabs, search),
            head: inside.lines(tabs + search, head),
            rows: inside.lines(tabs + search + head, rows),
            under: inside.lines(tabs + search + head + rows, under),
        }
    }
}

/// Splits the inside of the Today pane: what is due above, the rooms of the day below.
pub fn today_plan(main: Cells, rooms: usize) -> (Cells, Cells) {
    let inside = main.inside();
    let wanted = u16::try_from(rooms).map_or(0, |n| if n == 0 { 0 } else { n + 2 });
    let below = if inside.height >= 14 {
        wanted.min(inside.height / 3)
    } else {
        0
    };
    let above = inside.height - below;
    (inside.lines(0, above), inside.lines(above, below))
}

/// Splits the inside of the Findings pane: what narrows it above, where anything does, and the lines.
pub fn findings_plan(main: Cells, narrowed: bool) -> (Cells, Cells) {
    let inside = main.inside();
    let above = u16::from(narrowed && inside.height > 2);
    (
        inside.lines(0, above),
        inside.lines(above, inside.height - above),
    )
}

/// The plan of the Rulebook pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BookPlan {
    /// What is typed.
    pub typed: Cells,
    /// The heads of the columns.
    pub heads: Cells,
    pub rows: Cells,
    /// The selected line explained in short, where there is no room beside.
    pub under: Cells,
}

impl BookPlan {
    /// Plans the inside of a pane.
    pub fn of(main: Cells, with_typed: bool, with_heads: bool, under: u16) -> Self {
        let inside = main.inside();
        let typed = u16::from(with_typed && inside.height > 2);
        let heads = u16::from(with_heads && inside.height > 5);
        let under = if inside.height > 10 && under > 0 {
            under + 1
        } else {
            0
        };
        let rows = inside.height.saturating_sub(typed + heads + under);
        Self {
            typed: inside.lines(0, typed),
            heads: inside.lines(typed, heads),
            rows: inside.lines(typed + heads, rows),
            under: inside.lines(typed + heads + rows, under),
        }
    }
}

/// The plan of the wizard that adopts regulations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WizardPlan {
    /// The steps.
    pub steps: Cells,
    /// What is asked, or the heads of the columns.
    pub heads: Cells,
    pub rows: Cells,
    /// The selected line explained.
    pub about: Cells,
    /// What is wrong, or how much is ticked.
    pub foot: Cells,
}

impl WizardPlan {
    /// Plans the inside of its box.
    pub fn of(cells: Cells, with_list: bool) -> Self {
        let inside = cells.inside();
        let steps = u16::from(inside.height > 3);
        let heads = u16::from(inside.height > 5);
        let foot = u16::from(inside.height > 1);
        let about = match inside.height {
            _ if !with_list => 0,
            24.. => 5,
            8.. => 1,
            _ => 0,
        };
        let rows = inside.height - steps - heads - foot - about;
        Self {
            steps: inside.lines(0, steps),
            heads: inside.lines(steps, heads),
            rows: inside.lines(steps + heads, rows),
            about: inside.lines(steps + heads + rows, about),
            foot: inside.lines(steps + heads + rows + about, foot),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_within_the_screen_and_apart_at_every_size() {
        for width in 0..=160 {
            for height in 0..=50 {
                for flags in 0..4 {
                    let s = Space::of(width, height, flags & 1 > 0, flags & 2 > 0);
                    let mut parts = vec![s.head, s.main, s.message, s.hints];
                    parts.extend(s.side);
                    parts.extend(s.preview);
                    let area: u32 = parts
                        .iter()
                        .map(|p| u32::from(p.width) * u32::from(p.height))
                        .sum();
                    assert_eq!(
                        area,
                        u32::from(width) * u32::from(height),
                        "{width}x{height}"
                    );
                    for p in parts {
                        assert!(p.x + p.width <= width && p.y + p.height <= height);
                    }
                }
            }
        }
    }
}
