//! From keys to commands: the table `assets/keys.toml` as one trie for each scope.
//!
//! Invariant: within a scope no key stands twice, no key sequence is the start of another, and nothing is bound that
//! terminals, input methods or the wire take away. Must never know what a command does.

use std::collections::HashMap;

use super::command::Command;
use super::key::{Code, Key};
use super::scope::KeyScope;

/// What a key means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fed {
    Found(Command),
    /// More keys are needed; which, and where they lead.
    Pending(Vec<(Key, Option<Command>)>),
    /// A character to be typed.
    Text(char),
    /// Nothing here answers to the key.
    None,
}

#[derive(Clone, Debug, Default)]
struct Node {
    command: Option<Command>,
    next: Vec<(Key, Node)>,
}

/// The keys of every scope, and what has been pressed of a sequence so far.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    scopes: HashMap<KeyScope, Node>,
    unbound: Vec<Command>,
    pressed: Vec<Key>,
}

/// The table that comes with the program.
pub const SHIPPED: &str = include_str!("../../assets/keys.toml");

/// Keys that are taken away before they reach us, with the reason.
pub const NEVER: [(&str, &str); 17] = [
    ("ctrl-h", "backspace on some terminals"),
    ("ctrl-i", "tab"),
    ("ctrl-j", "line feed, comes with pasted text"),
    ("ctrl-m", "enter"),
    ("ctrl-[", "escape"),
    ("ctrl-space", "switches input methods"),
    ("shift-space", "switches full width"),
    ("ctrl-.", "switches punctuation"),
    ("ctrl-tab", "the terminal's tabs"),
    ("ctrl-pgup", "the terminal's tabs"),
    ("ctrl-pgdn", "the terminal's tabs"),
    ("alt-enter", "full screen"),
    ("f10", "the terminal's menu"),
    ("f11", "full screen"),
    ("ctrl-b", "tmux"),
    ("ctrl-shift-f", "input methods and terminals"),
    ("ctrl-\\", "quits programs"),
];

impl Keymap {
    /// The shipped keys; empty where the table is wrong, which a test rules out.
    pub fn shipped() -> Self {
        Self::read(SHIPPED).unwrap_or_default()
    }

    /// Reads a key table.
    ///
    /// # Errors
    /// Every fault of the table in words: unknown scopes, keys and commands, keys that may not be bound.
    pub fn read(source: &str) -> Result<Self, Vec<String>> {
        let table: toml::Table = source
            .parse()
            .map_err(|e: toml::de::Error| vec![e.to_string()])?;
        let (mut map, mut faults) = (Self::default(), Vec::new());
        for (name, value) in &table {
            if name == "unbound" {
                let names = value.as_array().into_iter().flatten();
                for word in names.filter_map(toml::Value::as_str) {
                    match Command::read(word) {
                        Some(command) => map.unbound.push(command),
                        None => faults.push(format!("unbound: {word}?")),
                    }
                }
                continue;
            }
            let scope = KeyScope::try_from(name.as_str());
            let (Ok(scope), Some(keys)) = (scope, value.as_table()) else {
                faults.push(format!("[{name}]?"));
                continue;
            };
            for (keys, command) in keys {
                if let Err(fault) = map.bind(scope, keys, command.as_str().unwrap_or_default()) {
                    faults.push(format!("[{name}] {keys}: {fault}"));
                }
            }
        }
        if faults.is_empty() {
            Ok(map)
        } else {
            Err(faults)
        }
    }

    fn bind(&mut self, scope: KeyScope, keys: &str, command: &str) -> Result<(), String> {
        let command = Command::read(command).ok_or_else(|| format!("{command}?"))?;
        let scopes = command.entry().scopes;
        if !scopes.contains(&KeyScope::Global) && !scopes.contains(&scope) {
            return Err(format!("{} does nothing here", command.name()));
        }
        let mut node = self.scopes.entry(scope).or_default();
        for word in keys.split_whitespace() {
            if let Some((_, why)) = NEVER.iter().find(|(key, _)| *key == word) {
                return Err((*why).to_owned());
            }
            let key = Key::read(word).ok_or_else(|| format!("{word}?"))?;
            if matches!(key, Key { code: Code::Char(c), ctrl: false, alt: false, .. } if c.is_alphabetic())
            {
                return Err("letters are text".into());
            }
            if node.command.is_some() {
                return Err("the start is bound already".into());
            }
            let at = match node.next.iter().position(|(k, _)| *k == key) {
                Some(at) => at,
                None => {
                    node.next.push((key, Node::default()));
                    node.next.len() - 1
                }
            };
            node = &mut node.next[at].1;
        }
        if node.command.is_some() || !node.next.is_empty() {
            return Err("bound twice".into());
        }
        node.command = Some(command);
        Ok(())
    }

    /// Takes a key; keys of an unfinished sequence are remembered.
    pub fn feed(&mut self, scope: KeyScope, key: Key) -> Fed {
        self.pressed.push(key);
        let node = self
            .find(scope, &self.pressed)
            .or_else(|| self.find(KeyScope::Global, &self.pressed));
        let fed = match node {
            Some(Node {
                command: Some(command),
                ..
            }) => Fed::Found(*command),
            Some(node) => Fed::Pending(node.next.iter().map(|(k, n)| (*k, n.command)).collect()),
            None if self.pressed.len() == 1 => match key {
                Key {
                    code: Code::Char(c),
                    ctrl: false,
                    alt: false,
                    ..
                } => Fed::Text(c),
                _ => Fed::None,
            },
            None => Fed::None,
        };
        if !matches!(fed, Fed::Pending(_)) {
            self.pressed.clear();
        }
        fed
    }

    /// Whether a key that begins nothing here would be typed as text.
    pub fn is_text(&self, scope: KeyScope, key: Key) -> bool {
        let plain = !key.ctrl && !key.alt && matches!(key.code, Code::Char(_));
        let free = |s| self.find(s, &[key]).is_none();
        plain && self.pressed.is_empty() && free(scope) && free(KeyScope::Global)
    }

    fn find(&self, scope: KeyScope, keys: &[Key]) -> Option<&Node> {
        let mut node = self.scopes.get(&scope)?;
        for key in keys {
            node = node.next.iter().find(|(k, _)| k == key).map(|(_, n)| n)?;
        }
        Some(node)
    }

    /// The first key of a command in a scope, as hints write it; one that an input method lets through, if there is one.
    pub fn key_of(&self, scope: KeyScope, command: Command) -> Option<String> {
        let keys: Vec<String> = self
            .keys(scope)
            .into_iter()
            .chain(self.keys(KeyScope::Global))
            .filter(|(_, c)| *c == command)
            .map(|(keys, _)| keys)
            .collect();
        let hard = |k: &String| (k.chars().count() == 1, k.contains('+'));
        keys.into_iter().min_by_key(hard)
    }

    /// Every key sequence of a scope with its command, in the order of the table.
    pub fn keys(&self, scope: KeyScope) -> Vec<(String, Command)> {
        let mut out = Vec::new();
        if let Some(node) = self.scopes.get(&scope) {
            walk(node, "", &mut out);
        }
        out
    }

    /// Commands that have no key on purpose: palette and menu reach them.
    pub fn unbound(&self) -> &[Command] {
        &self.unbound
    }
}

fn walk(node: &Node, before: &str, out: &mut Vec<(String, Command)>) {
    if let Some(command) = node.command {
        out.push((before.to_owned(), command));
    }
    for (key, next) in &node.next {
        let blank = if before.is_empty() { "" } else { " " };
        walk(next, &format!("{before}{blank}{key}"), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::COMMANDS;

    #[test]
    fn the_shipped_table_holds_its_laws() {
        let map = Keymap::read(SHIPPED).expect("the table is sound");
        let bound: Vec<Command> = KeyScope::ALL
            .iter()
            .copied()
            .flat_map(|s| map.keys(s))
            .map(|(_, c)| c)
            .collect();
        for scope in KeyScope::ALL {
            assert!(!map.keys(*scope).is_empty(), "{} has no keys", scope.name());
        }
        for entry in COMMANDS {
            let listed = map.unbound().contains(&entry.command);
            assert_ne!(bound.contains(&entry.command), listed, "{}", entry.name);
        }
    }

    #[test]
    fn faults_are_told_all_at_once() {
        let faults = Keymap::read(
            "[list]\n\"ctrl-j\" = \"open\"\n\"x\" = \"open\"\n\"f2\" = \"fly\"\n\"f4 f5\" = \"open\"\n\"f4\" = \"edit\"\n[moon]\n",
        )
        .unwrap_err();
        assert_eq!(faults.len(), 5, "{faults:?}");
    }

    #[test]
    fn sequences_show_what_may_follow() {
        let mut map = Keymap::read("[list]\n\"ctrl-x f1\" = \"open\"\n").expect("sound");
        let key = |t| Key::read(t).expect("a key");
        let open = Command::Open;
        assert_eq!(
            map.feed(KeyScope::List, key("ctrl-x")),
            Fed::Pending(vec![(key("f1"), Some(open))])
        );
        assert_eq!(map.feed(KeyScope::List, key("f1")), Fed::Found(open));
        assert_eq!(map.feed(KeyScope::List, key("a")), Fed::Text('a'));
        assert_eq!(map.feed(KeyScope::List, key("f7")), Fed::None);
    }

    #[test]
    fn every_function_is_out_of_reach_of_an_input_method() {
        let map = Keymap::shipped();
        for (keys, command) in KeyScope::ALL.iter().copied().flat_map(|s| map.keys(s)) {
            let safe = |k: &str| k.chars().count() > 1;
            let other = KeyScope::ALL
                .iter()
                .copied()
                .flat_map(|s| map.keys(s))
                .any(|(k, c)| c == command && safe(&k));
            assert!(other, "{keys} is the only way to {}", command.name());
        }
    }
}
