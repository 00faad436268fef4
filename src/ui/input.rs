//! The terminal's events as ours: the one place that knows both.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::key::{Code, Key};

/// Something that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalInput {
    Key(Key),
    Paste(String),
    Click(u16, u16),
    Wheel(bool),
    Resize(u16, u16),
    Nothing,
}

/// Reads an event. Releases are dropped: a key acts when it is pressed.
pub fn read(event: Event) -> TerminalInput {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            self::key(key).map_or(TerminalInput::Nothing, TerminalInput::Key)
        }
        Event::Paste(text) => TerminalInput::Paste(text),
        Event::Resize(width, height) => TerminalInput::Resize(width, height),
        Event::Mouse(mouse) => self::mouse(mouse),
        _ => TerminalInput::Nothing,
    }
}

fn mouse(mouse: MouseEvent) -> TerminalInput {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => TerminalInput::Click(mouse.column, mouse.row),
        MouseEventKind::ScrollDown => TerminalInput::Wheel(true),
        MouseEventKind::ScrollUp => TerminalInput::Wheel(false),
        _ => TerminalInput::Nothing,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        // 0x08 arrives as Ctrl+H from terminals whose backspace sends it.
        KeyCode::Char('h') if ctrl => return Some(Key::plain(Code::Backspace)),
        // 0x0A arrives as Ctrl+J where pasted text is not bracketed: the end of a line is a key of its own.
        KeyCode::Char('j') if ctrl => return Some(Key::plain(Code::Enter)),
        KeyCode::Char(c) => {
            shift = false;
            Code::Char(if ctrl { c.to_ascii_lowercase() } else { c })
        }
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl,
        alt,
        shift,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_as_the_key_table_writes_them() {
        let press = |code, modifiers| read(Event::Key(KeyEvent::new(code, modifiers)));
        let cases = [
            (
                KeyCode::Char('S'),
                KeyModifiers::CONTROL | KeyModifiers::SHIFT,
                "ctrl-s",
            ),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, "A"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab"),
            (KeyCode::Char('h'), KeyModifiers::CONTROL, "backspace"),
            (KeyCode::Left, KeyModifiers::CONTROL, "ctrl-left"),
        ];
        for (code, modifiers, name) in cases {
            let key = if name == "ctrl-s" {
                Key {
                    shift: false,
                    ..Key::ctrl('s')
                }
            } else {
                Key::read(name).expect("a key")
            };
            assert_eq!(press(code, modifiers), TerminalInput::Key(key), "{name}");
        }
        let mut release = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert_eq!(read(Event::Key(release)), TerminalInput::Nothing);
    }
}
