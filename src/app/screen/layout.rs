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
pub struct ScreenLayout {
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

impl ScreenLayout {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_within_the_screen_and_apart_at_every_size() {
        for width in 0..=160 {
            for height in 0..=50 {
                for flags in 0..4 {
                    let s = ScreenLayout::of(width, height, flags & 1 > 0, flags & 2 > 0);
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
