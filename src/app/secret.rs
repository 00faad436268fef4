//! The secret of this person on this machine, with which a desk file's kept things are sealed: 32 random bytes in a file
//! of their own, outside of any desk, made when they are first needed.
//!
//! Without it everything works; what was kept is then worked out anew at each start.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::store::Seal;

/// The name of the file in the folder where the platform keeps the program's data.
const FILE: &str = "seal.key";

/// How many bytes a secret has.
const LENGTH: usize = 32;

/// The seal of whoever runs the program; `None` where there can be no secret.
pub fn seal(folder: &Path) -> Option<Seal> {
    let path = folder.join(FILE);
    let secret = match read(&path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => make(folder, &path),
        other => other,
    };
    // Nobody needs to hear of it: what a seal saves is time alone.
    secret.ok().map(Seal::of)
}

fn read(path: &Path) -> io::Result<[u8; LENGTH]> {
    let mut file = File::open(path)?;
    if !is_ours_alone(&file.metadata()?) {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    let mut secret = [0; LENGTH];
    file.read_exact(&mut secret)?;
    Ok(secret)
}

/// Whether nobody else can know what stands in the file.
#[cfg(unix)]
fn is_ours_alone(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.is_file() && file.uid() == rustix::process::geteuid().as_raw() && file.mode() & 0o077 == 0
}

#[cfg(not(unix))]
fn is_ours_alone(file: &fs::Metadata) -> bool {
    file.is_file()
}

/// Makes the secret. The file appears whole; of two that make it at once both go by the first.
fn make(folder: &Path, path: &Path) -> io::Result<[u8; LENGTH]> {
    fs::create_dir_all(folder)?;
    let mut secret = [0; LENGTH];
    getrandom::fill(&mut secret)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&secret)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(secret),
        Err(_) => read(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_found_again() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("data/deskbook");
        let first = seal(&folder).expect("a seal").holder();
        assert_eq!(seal(&folder).expect("the same").holder(), first);
        let other = seal(&home.path().join("other")).expect("another");
        assert_ne!(other.holder(), first);
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_can_read_seals_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        assert!(seal(folder.path()).is_some());
        let file = folder.path().join(FILE);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("set");
        assert!(seal(folder.path()).is_none());
    }

    #[test]
    fn a_secret_that_was_cut_off_seals_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(seal(folder.path()).is_some());
        fs::write(folder.path().join(FILE), b"short").expect("written");
        assert!(seal(folder.path()).is_none());
    }

    #[test]
    fn without_a_folder_there_is_no_seal() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert!(seal(&file.path().join("below")).is_none());
    }
}
