//! The rulebook that comes with the program: `assets/rulebook/rNN.toml` and `rNN.rules.toml`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use include_dir::{Dir, include_dir};

use super::{BookRule, Rulebook, params};
use crate::model::definition::read;
use crate::model::form::rule::OnSave;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/rulebook");

static BOOK: OnceLock<Rulebook> = OnceLock::new();

/// Whether this run has read the files itself.
static FROM_FILES: AtomicBool = AtomicBool::new(false);

/// The definitions that come with the program: file name and TOML, by name.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let mut files: Vec<_> = FILES
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
        .filter(|(name, _)| *name != params::FILE)
        .collect();
    files.sort_unstable();
    files
}

/// The rulebook of the program. The tests hold that its files have no fault.
pub fn shipped() -> &'static Rulebook {
    BOOK.get_or_init(|| {
        FROM_FILES.store(true, Ordering::Relaxed);
        read::rulebook::shipped(sources())
    })
}

/// Whether the rulebook is there already.
pub fn is_read() -> bool {
    BOOK.get().is_some()
}

/// Takes the rulebook from bytes into which this program has packed it, so that its files need not be read.
pub fn unpack(packed: &[u8]) {
    if let Ok(book) = postcard::from_bytes(packed) {
        // Somebody else may just have read the files; it is the same book.
        let _ = BOOK.set(book);
    }
}

/// The rulebook in bytes that load at once; nothing where this run has not read its files.
pub fn packed() -> Option<Vec<u8>> {
    let book = BOOK.get().filter(|_| FROM_FILES.load(Ordering::Relaxed))?;
    postcard::to_stdvec(book).ok()
}

/// The rules of a register that a save answers to. Where the rulebook is not there they alone are read: a save does
/// not wait for hundreds that it does not ask.
pub fn at_save(register: &str) -> Vec<BookRule> {
    if let Some(book) = BOOK.get() {
        let all = book.rules.iter();
        return all.filter(|r| r.is_at_save(register)).cloned().collect();
    }
    alone(register)
}

/// The same from the files, of which only those rules are read.
fn alone(register: &str) -> Vec<BookRule> {
    let own = format!("register = \"{register}\"");
    let mut found = Vec::new();
    for (_, text) in sources()
        .iter()
        .filter(|(name, _)| name.ends_with(".rules.toml"))
    {
        let rules = text.split("[[rule]]").skip(1);
        for one in rules.filter(|one| one.contains("on_save") && one.contains(&own)) {
            found.extend(read::rulebook::rules(&format!("[[rule]]{one}"), true).value);
        }
    }
    found.retain(|rule| rule.is_at_save(register));
    found
}

impl BookRule {
    fn is_at_save(&self, register: &str) -> bool {
        self.register == register && self.rule.on_save != OnSave::Nothing
    }
}

/// Whether there is an obligation of this id.
pub fn knows(id: &str) -> bool {
    shipped().obligation(id).is_some()
}

/// The ids of all obligations.
pub fn ids() -> impl Iterator<Item = &'static str> {
    shipped().obligations().map(|o| o.id.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_rules_of_a_save_are_found_without_the_others() {
        let book = read::rulebook::shipped(sources());
        let registers: BTreeSet<&str> = book.rules.iter().map(|r| r.register.as_str()).collect();
        let packed = |rules: &[BookRule]| postcard::to_stdvec(rules).expect("packed");
        let mut n = 0;
        for register in registers {
            let all = book.rules.iter().filter(|r| r.is_at_save(register));
            let all: Vec<BookRule> = all.cloned().collect();
            n += all.len();
            assert_eq!(packed(&alone(register)), packed(&all), "{register}");
        }
        assert!(n > 0, "some rules stop a save");
    }
}
