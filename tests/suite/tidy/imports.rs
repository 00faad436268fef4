//! Which file of `src/` takes names from which: the imports, followed through what a module only hands on.
//!
//! Not a parser: comments and strings are blanked, what is left are paths of identifiers. A path leads to the file in
//! which its name is written down, so a module that re-exports is passed through and owes nothing. What a module says
//! of the modules around it is no arrow: the inner rooms of a room are a part of it.

use std::collections::{BTreeMap, BTreeSet};

use regex_lite::Regex;

/// A file of the sources as far as its imports go.
struct Room {
    /// Its place among the modules, from the crate down.
    module: Vec<String>,
    code: String,
    /// What a name stands for that was imported: the whole path.
    names: BTreeMap<String, Vec<String>>,
    /// Those of them that are not only handed on.
    used: BTreeSet<String>,
}

/// For each file, by its path below `src/`, the files from which it takes a name.
pub fn arrows(sources: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut rooms: BTreeMap<String, Room> = sources
        .iter()
        .map(|(file, text)| (file.clone(), Room::of(file, &blanked(text))))
        .collect();
    let files: BTreeMap<Vec<String>, String> = rooms
        .iter()
        .map(|(file, room)| (room.module.clone(), file.clone()))
        .collect();
    for room in rooms.values_mut() {
        room.read_names(&files);
    }
    let plan = Plan { rooms, files };
    plan.rooms
        .iter()
        .map(|(file, room)| (file.clone(), plan.taken_by(file, room)))
        .collect()
}

/// The groups of files that lead back to themselves, each in order.
pub fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reach = |from: &String| {
        let (mut seen, mut left) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(file) = left.pop() {
            for next in arrows.get(&file).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    left.push(next.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        arrows.keys().map(|file| (file, reach(file))).collect();
    let mut found: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for (file, far) in &reached {
        if far.contains(*file) {
            let back = |other: &&String| reached[*other].contains(*file);
            found.insert(far.iter().filter(back).cloned().collect());
        }
    }
    found.into_iter().collect()
}

struct Plan {
    rooms: BTreeMap<String, Room>,
    files: BTreeMap<Vec<String>, String>,
}

impl Plan {
    fn taken_by(&self, file: &str, room: &Room) -> BTreeSet<String> {
        let path = Regex::new(r"\b[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+").expect("a pattern");
        let uses = Regex::new(r"(?s)\buse\s+[^;]*;").expect("a pattern");
        let body = uses.replace_all(&room.code, "");
        let inline = path.find_iter(&body).filter_map(|m| {
            let parts: Vec<String> = m.as_str().split("::").map(str::to_owned).collect();
            room.absolute(&parts, &self.files)
        });
        let imported = room.used.iter().map(|name| room.names[name].clone());
        inline
            .chain(imported)
            .filter_map(|path| self.home(&path, 0))
            .filter(|home| home != file && !room.module.starts_with(&self.rooms[home].module))
            .collect()
    }

    /// The file in which the name at the end of a path is written down; `None` for a module as a whole.
    fn home(&self, path: &[String], depth: usize) -> Option<String> {
        let mut module: Vec<String> = Vec::new();
        let mut at = 0;
        while at < path.len() {
            let longer = [&module[..], &path[at..=at]].concat();
            if !self.files.contains_key(&longer) {
                break;
            }
            module = longer;
            at += 1;
        }
        let file = self.files.get(&module)?;
        let name = path.get(at)?;
        match self.rooms[file].names.get(name) {
            Some(further) if depth < 9 => {
                let further = [further, &path[at + 1..]].concat();
                self.home(&further, depth + 1)
            }
            _ => Some(file.clone()),
        }
    }
}

impl Room {
    fn of(file: &str, code: &str) -> Self {
        let mut module: Vec<String> = file
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        if module
            .last()
            .is_some_and(|last| last == "mod" || last == "lib")
        {
            module.pop();
        }
        Self {
            module,
            code: code.to_owned(),
            names: BTreeMap::new(),
            used: BTreeSet::new(),
        }
    }

    fn read_names(&mut self, files: &BTreeMap<Vec<String>, String>) {
        let uses =
            Regex::new(r"(?s)(\bpub\s+|\bpub\([^)]*\)\s+)?\buse\s+([^;]*);").expect("a pattern");
        for tree in uses.captures_iter(&self.code) {
            let mut found = Vec::new();
            leaves(&[], &tree[2], &mut found);
            for (name, path) in found {
                let Some(path) = self.absolute(&path, files) else {
                    continue;
                };
                if tree.get(1).is_none() {
                    self.used.insert(name.clone());
                }
                self.names.insert(name, path);
            }
        }
    }

    /// A path from the crate down; `None` for one that leads out of it, or begins with a name of this file.
    fn absolute(
        &self,
        path: &[String],
        files: &BTreeMap<Vec<String>, String>,
    ) -> Option<Vec<String>> {
        let first = path.first()?;
        match first.as_str() {
            "crate" | "deskbook" => Some(path[1..].to_vec()),
            "self" => Some([&self.module[..], &path[1..]].concat()),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                let kept = self.module.len().checked_sub(up)?;
                Some([&self.module[..kept], &path[up..]].concat())
            }
            _ => {
                let child = [&self.module[..], &path[..1]].concat();
                if files.contains_key(&child) {
                    return Some([&self.module[..], path].concat());
                }
                let known = self.names.get(first)?;
                Some([&known[..], &path[1..]].concat())
            }
        }
    }
}

/// The leaves of a tree of imports: the name that each brings, and its path.
fn leaves(before: &[String], tree: &str, out: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    if let Some(inner) = tree.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[start..at].trim().is_empty() {
                        leaves(before, &inner[start..at], out);
                    }
                    start = (at + 1).min(inner.len());
                }
                _ => {}
            }
        }
        return;
    }
    let (first, rest) = match tree.split_once("::") {
        Some((first, rest)) if !first.contains([' ', '{']) => (first.trim(), rest),
        _ => {
            let (name, alias) = tree.split_once(" as ").unwrap_or((tree, tree));
            let path = match name.trim() {
                "self" | "*" => before.to_vec(),
                name => [before, &[name.to_owned()]].concat(),
            };
            let alias = match alias.trim() {
                "self" => before.last().cloned().unwrap_or_default(),
                alias => alias.to_owned(),
            };
            out.push((alias, path));
            return;
        }
    };
    leaves(&[before, &[first.to_owned()]].concat(), rest, out);
}

/// The code without comments and without what stands in quotes.
fn blanked(text: &str) -> String {
    let raw = Regex::new(r##"(?s)r#"(?:[^"]|"[^#])*"#"##).expect("a pattern");
    let quoted = Regex::new(r#"(?s)b?"(?:[^"\\]|\\.)*""#).expect("a pattern");
    let comment = Regex::new(r"//[^\n]*").expect("a pattern");
    let letter = Regex::new(r"'(?:[^'\\]|\\.[^']*)'").expect("a pattern");
    let text = raw.replace_all(text, "\"\"");
    let text = letter.replace_all(&text, "' '");
    let text = quoted.replace_all(&text, "\"\"");
    comment.replace_all(&text, "").into_owned()
}
