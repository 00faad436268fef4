//! What each thing on the screen looks like: the only file that names colours.
//!
//! Invariant: nothing is told by colour alone; every token that carries a meaning differs in weight too, or stands
//! beside a mark or a word. Without colour everything is told by weight and reverse.

use ratatui::style::{Color, Modifier, Style};

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::model::form::flow::Tone;

use super::widget::borders::Chrome;

/// What a piece of the screen is, whatever it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Token {
    /// The ground and ordinary text.
    Text,
    /// Text of second rank.
    Dim,
    /// Text of third rank: units, hints, what is empty.
    Faint,
    Title,
    Accent,
    /// The selected row of the pane with the focus.
    Selected,
    /// The selected row of a pane that has not the focus.
    Resting,
    /// A row marked for a common act.
    Marked,
    Border,
    /// The border of the pane with the focus.
    Focus,
    /// A key in a hint.
    Key,
    Ok,
    Warn,
    Error,
    Info,
    /// The ground of what lies above the panes.
    Panel,
    /// A place to type in.
    Field,
    /// The place that is being typed in.
    FieldFocus,
    /// The head and foot lines.
    Bar,
}

impl Token {
    pub const ALL: &[Self] = Self::VARIANTS;
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    None,
    Sixteen,
    Full,
}

/// Light letters on dark ground, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Shade {
    #[default]
    Dark,
    Light,
}

/// The look of the whole program.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    pub level: Level,
    pub shade: Shade,
    pub chrome: Chrome,
}

impl Theme {
    pub fn style(&self, token: Token) -> Style {
        match self.level {
            Level::None => plain(token),
            Level::Sixteen => sixteen(token),
            Level::Full => full(token, self.shade),
        }
    }

    /// The look of a workflow state.
    pub fn tone(&self, tone: Tone) -> Style {
        self.style(match tone {
            Tone::Open => Token::Info,
            Tone::Busy => Token::Warn,
            Tone::Good => Token::Ok,
            Tone::Bad => Token::Error,
            Tone::Closed => Token::Dim,
        })
    }

    /// Laid over a finished selected line where reverse marks it: dimmed or coloured letters would drown in it.
    pub fn over_selected(&self) -> Style {
        match self.level {
            Level::Full => Style::new(),
            Level::None | Level::Sixteen => Style::new()
                .fg(Color::Reset)
                .remove_modifier(Modifier::DIM | Modifier::BOLD),
        }
    }

    /// The style of whatever is drawn on nothing else.
    pub fn ground(&self) -> Style {
        self.style(Token::Text)
    }
}

impl Shade {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }
}

impl Level {
    /// What the environment says of the terminal.
    pub fn of(no_color: bool, term: &str, colorterm: &str) -> Self {
        if no_color {
            Self::None
        } else if colorterm == "truecolor" || colorterm == "24bit" || term.ends_with("-direct") {
            Self::Full
        } else {
            Self::Sixteen
        }
    }
}

/// Weight alone.
fn plain(token: Token) -> Style {
    let style = Style::new().fg(Color::Reset).bg(Color::Reset);
    style.add_modifier(match token {
        Token::Title | Token::Accent | Token::Marked | Token::Focus | Token::Key => Modifier::BOLD,
        Token::Error | Token::Warn => Modifier::BOLD,
        Token::Selected | Token::FieldFocus => Modifier::REVERSED,
        Token::Resting | Token::Field => Modifier::UNDERLINED,
        Token::Dim | Token::Faint | Token::Border => Modifier::DIM,
        Token::Text | Token::Ok | Token::Info | Token::Panel | Token::Bar => Modifier::empty(),
    })
}

/// The terminal's own ground and letters; colours only where they mean something.
fn sixteen(token: Token) -> Style {
    let on = |fg| Style::new().fg(fg);
    let bold = |fg| on(fg).add_modifier(Modifier::BOLD);
    match token {
        Token::Text | Token::Panel | Token::Bar => Style::new().fg(Color::Reset).bg(Color::Reset),
        Token::Dim => on(Color::Reset).add_modifier(Modifier::DIM),
        Token::Faint | Token::Border => on(Color::DarkGray),
        Token::Title => bold(Color::Reset),
        Token::Accent | Token::Key => on(Color::Cyan),
        Token::Focus => bold(Color::Cyan),
        Token::Selected => Style::new().add_modifier(Modifier::REVERSED),
        Token::Resting => Style::new().add_modifier(Modifier::BOLD),
        Token::Marked => bold(Color::Yellow),
        Token::Ok => on(Color::Green),
        Token::Warn => on(Color::Yellow),
        Token::Error => bold(Color::Red),
        Token::Info => on(Color::Blue),
        Token::Field => Style::new().add_modifier(Modifier::UNDERLINED),
        Token::FieldFocus => Style::new().add_modifier(Modifier::REVERSED),
    }
}

/// Three greys, one accent, three signals.
struct Palette {
    ground: Color,
    bar: Color,
    panel: Color,
    text: Color,
    strong: Color,
    dim: Color,
    faint: Color,
    border: Color,
    accent: Color,
    selected: Color,
    resting: Color,
    field: Color,
    field_focus: Color,
    marked: Color,
    ok: Color,
    warn: Color,
    error: Color,
    info: Color,
}

const fn rgb(hex: u32) -> Color {
    let [_, r, g, b] = hex.to_be_bytes();
    Color::Rgb(r, g, b)
}

const DARK: Palette = Palette {
    ground: rgb(0x0015_191f),
    bar: rgb(0x0010_1318),
    panel: rgb(0x001c_2129),
    text: rgb(0x00d2_d7de),
    strong: rgb(0x00f0_f3f7),
    dim: rgb(0x0099_a1ad),
    faint: rgb(0x0086_8f9c),
    border: rgb(0x0035_3d48),
    accent: rgb(0x007c_c3d2),
    selected: rgb(0x0026_4350),
    resting: rgb(0x0022_2931),
    field: rgb(0x0023_2a33),
    field_focus: rgb(0x002d_4451),
    marked: rgb(0x00d9_c48a),
    ok: rgb(0x0090_c48c),
    warn: rgb(0x00dd_b469),
    error: rgb(0x00e9_8483),
    info: rgb(0x008f_b7e8),
};

const LIGHT: Palette = Palette {
    ground: rgb(0x00fb_faf7),
    bar: rgb(0x00f1_efe9),
    panel: rgb(0x00f4_f2ec),
    text: rgb(0x0026_2b32),
    strong: rgb(0x000c_1016),
    dim: rgb(0x0052_5a66),
    faint: rgb(0x0062_6974),
    border: rgb(0x00cd_c9bf),
    accent: rgb(0x0012_6a80),
    selected: rgb(0x00cf_e4ea),
    resting: rgb(0x00e9_e7e0),
    field: rgb(0x00ec_eae3),
    field_focus: rgb(0x00d6_e8ed),
    marked: rgb(0x007a_5a00),
    ok: rgb(0x002f_6f2d),
    warn: rgb(0x0088_5600),
    error: rgb(0x00ad_2229),
    info: rgb(0x0024_559f),
};

fn full(token: Token, shade: Shade) -> Style {
    let p = match shade {
        Shade::Dark => &DARK,
        Shade::Light => &LIGHT,
    };
    let on = |fg| Style::new().fg(fg);
    let bold = |fg| on(fg).add_modifier(Modifier::BOLD);
    match token {
        Token::Text => on(p.text).bg(p.ground),
        Token::Panel => on(p.text).bg(p.panel),
        Token::Bar => on(p.dim).bg(p.bar),
        Token::Dim => on(p.dim),
        Token::Faint => on(p.faint),
        Token::Border => on(p.border),
        Token::Title => bold(p.strong),
        Token::Accent | Token::Focus | Token::Key => on(p.accent),
        Token::Selected => on(p.strong).bg(p.selected),
        Token::Resting => Style::new().bg(p.resting),
        Token::Marked => bold(p.marked),
        Token::Ok => on(p.ok),
        Token::Warn => on(p.warn),
        Token::Error => on(p.error),
        Token::Info => on(p.info),
        Token::Field => on(p.text).bg(p.field),
        Token::FieldFocus => on(p.strong).bg(p.field_focus),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color) -> f64 {
        let Color::Rgb(r, g, b) = color else {
            return 0.0;
        };
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        for p in [&DARK, &LIGHT] {
            for ground in [p.ground, p.panel, p.bar, p.resting] {
                for text in [
                    p.text, p.dim, p.faint, p.accent, p.ok, p.warn, p.error, p.info,
                ] {
                    let (a, b) = (luminance(text), luminance(ground));
                    let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(contrast >= 4.4, "{text:?} on {ground:?}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn without_colour_there_is_none() {
        for &token in Token::ALL {
            let style = plain(token);
            assert_eq!(
                (style.fg, style.bg),
                (Some(Color::Reset), Some(Color::Reset))
            );
        }
        assert_eq!(Level::of(true, "xterm-256color", "truecolor"), Level::None);
    }
}
