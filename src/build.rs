//! Gives the program a fingerprint of what it is made from, so that nothing kept by another build is taken for its own.
//!
//! The version alone does not do: between two releases it stays while the program changes.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "assets"] {
        println!("cargo::rerun-if-changed={folder}");
        take(Path::new(folder), &mut hasher)?;
    }
    println!("cargo::rustc-env=DESKBOOK_BUILD={:016x}", hasher.finish());
    Ok(())
}

/// Every file below a folder, in the order of the names: its name and what is in it.
fn take(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            take(&path, hasher)?;
        } else {
            hasher.write(path.to_string_lossy().as_bytes());
            hasher.write(&fs::read(&path)?);
        }
    }
    Ok(())
}
