//! Bringing a copy back as a desk: whole and verified first, then in its place by one rename.
//!
//! Invariant: what stood there is kept under another name, and at every moment one whole desk stands in the place.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::model::Stamp;

use super::backup::{self, name_of_copy};
use super::error::{Error, Result, Trouble};
use super::open::{self, Access};
use super::unfinished::folder_of;

/// Makes a desk from a copy. Where a desk stands already it is only replaced with `over`, and its new name is given.
///
/// # Errors
/// The copy is not a sound desk; the place is taken, in use, or holds something that is no desk.
pub fn restore(
    from: &Path,
    to: &Path,
    over: bool,
    stamp: &Stamp,
    progress: impl FnMut(i32, i32) -> bool,
) -> Result<Option<PathBuf>> {
    let source = open::open(from, Access::Read)?;
    if !to.exists() {
        backup::copy(&source, to, progress)?;
        return Ok(None);
    }
    if !over || same(from, to) {
        return Err(Error::world(Trouble::Exists, to));
    }
    // Through a link the desk itself is replaced, not the link.
    let to = &to.canonicalize()?;
    let fresh = name_of_copy(to, stamp, "restored");
    backup::copy(&source, &fresh, progress)?;
    let kept = replace(&fresh, to, stamp);
    if kept.is_err() {
        // The desk in the place is as it was; a copy that is left over would only puzzle.
        let _ = fs::remove_file(&fresh);
    }
    kept.map(Some)
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn replace(fresh: &Path, to: &Path, stamp: &Stamp) -> Result<PathBuf> {
    let damaged = settle(to)?;
    let kept = name_of_copy(to, stamp, "before-restore");
    if fs::hard_link(to, &kept).is_err() {
        fs::copy(to, &kept)?;
    }
    if damaged {
        // The log belongs to the damaged file; beside the new one it would be taken for its own.
        for end in ["-wal", "-shm"] {
            let log = with_end(to, end);
            if log.exists() {
                fs::rename(log, with_end(&kept, end))?;
            }
        }
    }
    belongs_as(fresh, to)?;
    fs::rename(fresh, to)?;
    fs::File::open(folder_of(to))?.sync_all()?;
    Ok(kept)
}

/// Gives a file to whom another one belongs, under the same rights: a group that shares a desk goes on sharing it.
#[cfg(unix)]
fn belongs_as(file: &Path, other: &Path) -> Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let theirs = fs::metadata(other)?;
    let ours = fs::metadata(file)?;
    if ours.uid() != theirs.uid() || ours.gid() != theirs.gid() {
        // Only the administrator can give a file away; its group is what those who share it need.
        chown(file, Some(theirs.uid()), Some(theirs.gid()))
            .or_else(|_| chown(file, None, Some(theirs.gid())))
            .map_err(|e| Error::of_file(e, other))?;
    }
    fs::set_permissions(file, theirs.permissions()).map_err(|e| Error::of_file(e, other))
}

#[cfg(not(unix))]
fn belongs_as(_: &Path, _: &Path) -> Result<()> {
    Ok(())
}

/// Brings a desk to rest as one file, which fails while anyone else has it open. `true` for one too damaged for that.
fn settle(path: &Path) -> Result<bool> {
    let rests =
        open::open(path, Access::Write).and_then(|conn| conn.rest().map_err(|e| e.at(path)));
    match rests {
        Ok(true) => Ok(false),
        Ok(false) => Err(Error::world(Trouble::Locked, path)),
        Err(Error::World {
            kind: Trouble::Corrupt | Trouble::Empty,
            ..
        }) => Ok(true),
        Err(other) => Err(other),
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(end);
    PathBuf::from(name)
}
