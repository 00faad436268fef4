//! Screens as text; drawn in both languages and in the two sizes that people have, each as a test of its own.

use ratatui::buffer::Buffer;

/// The rows of a screen; the cell behind a wide character is a part of it.
pub fn rows(screen: &Buffer) -> Vec<String> {
    let row = |y: u16| {
        let (mut line, mut x) = (String::new(), 0);
        while x < screen.area.width {
            let symbol = screen[(x, y)].symbol();
            line.push_str(symbol);
            let cells = deskbook::model::text::cells::width(symbol);
            x += u16::try_from(cells).unwrap_or(1).max(1);
        }
        line.trim_end().to_owned()
    };
    (0..screen.area.height).map(row).collect()
}

/// For each name four tests, `name::zh_80x24` and so on; each calls the function of that name with language and size.
macro_rules! looks {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            use deskbook::model::Lang;

            #[test]
            fn zh_80x24() {
                super::$name(Lang::Zh, 80, 24);
            }

            #[test]
            fn zh_120x36() {
                super::$name(Lang::Zh, 120, 36);
            }

            #[test]
            fn en_80x24() {
                super::$name(Lang::En, 80, 24);
            }

            #[test]
            fn en_120x36() {
                super::$name(Lang::En, 120, 36);
            }
        }
    )+ };
}
