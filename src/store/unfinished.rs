//! Files on their way: each stands beside its place under a name of its own until it is whole, then gets its place in one
//! step.
//!
//! Invariant: nothing half made ever stands in the place. What a killed program left behind goes with the next file that
//! is made in its folder; the name says which program made it, so that nobody's work under way is taken.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// How the name of a file on its way begins: this, the number of its process, and a dash.
const BEGINS: &str = ".deskbook-";

/// How it ends; the engine may put a log of its own behind.
const ENDS: &str = ".part";

/// The folder in which a file has its place.
pub fn folder_of(place: &Path) -> &Path {
    let folder = place.parent().filter(|p| !p.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Begins a file for a place in a folder, readable by its owner alone; dropped, it is gone.
///
/// # Errors
/// Nothing can be written there.
pub fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    let prefix = format!("{BEGINS}{}-", std::process::id());
    Builder::new()
        .prefix(&prefix)
        .suffix(ENDS)
        .tempfile_in(folder)
}

/// Removes what programs that run no more have left in a folder.
fn sweep(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for file in files.flatten() {
        let name = file.file_name();
        if name.to_str().and_then(made_by).is_some_and(|id| !runs(id)) {
            // What cannot go stays, and is in nobody's way.
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The process that makes a file of this name.
fn made_by(name: &str) -> Option<i32> {
    let (id, rest) = name.strip_prefix(BEGINS)?.split_once('-')?;
    rest.contains(ENDS).then(|| id.parse().ok()).flatten()
}

/// Whether a process runs; where that cannot be known it is taken to.
#[cfg(unix)]
fn runs(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let Some(id) = Pid::from_raw(id) else {
        return false;
    };
    test_kill_process(id) != Err(Errno::SRCH)
}

#[cfg(not(unix))]
fn runs(_: i32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_who_makes_a_file() {
        assert_eq!(made_by(".deskbook-4711-aB3.part"), Some(4711));
        assert_eq!(made_by(".deskbook-4711-aB3.part-journal"), Some(4711));
        assert_eq!(made_by(".deskbook-notes.part"), None);
        assert_eq!(made_by(".deskbook-4711-notes.txt"), None);
        assert_eq!(made_by("4711-aB3.part"), None);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_program_left_goes_and_what_is_under_way_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut gone = std::process::Command::new("true")
            .spawn()
            .expect("a process");
        gone.wait().expect("it ends");
        let left = [
            format!(".deskbook-{}-abc.part", gone.id()),
            format!(".deskbook-{}-abc.part-journal", gone.id()),
        ];
        for name in &left {
            fs::write(folder.path().join(name), "half").expect("a file");
        }
        fs::write(folder.path().join("desk.part"), "dear to somebody").expect("a file");
        let under_way = begin(folder.path()).expect("a file");
        assert!(left.iter().all(|name| !folder.path().join(name).exists()));
        begin(folder.path()).expect("another");
        assert!(under_way.path().exists());
        assert!(folder.path().join("desk.part").exists());
    }
}
