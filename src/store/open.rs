//! OpenAs the file: what is looked at before, how the connection is set, what is refused and why.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::connection::{Connection, OpenAs};
use super::error::{Error, Result, Trouble};
use super::unfinished::folder_of;
use super::{schema, shown};

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Write,
    /// Looks only; used where the file cannot be written, and by the worker.
    Read,
}

/// Opens an existing desk file and refuses what is not one.
pub fn open(path: &Path, mode: Access) -> Result<Connection> {
    sniff(path)?;
    if mode == Access::Write && !writable(path) {
        return Err(Error::world(Trouble::ReadOnly, path));
    }
    let opening = match mode {
        Access::Write => OpenAs::Write,
        Access::Read if at_rest(path) => OpenAs::AtRest,
        Access::Read => OpenAs::Read,
    };
    connect(path, opening)
}

/// Whether this user may write to a file or into a folder.
fn writable(path: &Path) -> bool {
    #[cfg(unix)]
    return rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    #[cfg(not(unix))]
    return fs::metadata(path).is_ok_and(|m| !m.permissions().readonly());
}

/// A file on a medium where nothing can be made beside it, with no log of another program: it cannot change.
fn at_rest(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    !writable(folder_of(path)) && !Path::new(&log).exists()
}

/// A further connection of this process to a file that it holds open.
pub fn second(path: &Path) -> Result<Connection> {
    connect(path, OpenAs::Read)
}

/// Looks whether a desk can be made in a place: never over what is there.
pub fn is_free(place: &Path) -> Result<()> {
    if place.exists() {
        return Err(Error::world(Trouble::Exists, place));
    }
    let folder = folder_of(place);
    if !folder.is_dir() {
        return Err(Error::world(Trouble::NoFolder, folder));
    }
    refuse_network(folder)
}

/// Opens an empty file that becomes a desk.
pub fn create(empty: &Path) -> Result<Connection> {
    connect(empty, OpenAs::Create)
}

/// Looks at the file before SQLite does: POSIX would drop our locks if we opened it again later.
fn sniff(path: &Path) -> Result<()> {
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::world(Trouble::Missing, path));
        }
        Err(_) => return Err(Error::world(Trouble::Denied, path)),
    };
    if !meta.is_file() {
        return Err(Error::world(Trouble::NotAFile, path));
    }
    if meta.len() == 0 {
        return Err(Error::world(Trouble::Empty, path));
    }
    refuse_network(path)?;
    let mut head = [0_u8; 16];
    let read = File::open(path).and_then(|mut f| f.read_exact(&mut head));
    match read {
        Ok(()) if &head == b"SQLite format 3\0" => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(Error::world(Trouble::Denied, path))
        }
        _ => Err(Error::world(Trouble::NotSqlite, path)),
    }
}

/// The write-ahead log needs memory shared on one machine.
fn refuse_network(path: &Path) -> Result<()> {
    #[cfg(target_os = "linux")]
    {
        const NFS: i64 = 0x6969;
        const SMB: [i64; 3] = [0xFF53_4D42, 0xFE53_4D42, 0x517B];
        const FUSE_AND_9P: [i64; 2] = [0x6573_5546, 0x0102_1997];
        let Ok(stat) = rustix::fs::statfs(path) else {
            return Ok(());
        };
        #[allow(
            clippy::useless_conversion,
            reason = "the type differs between platforms"
        )]
        let kind = i64::from(stat.f_type);
        if kind == NFS || SMB.contains(&kind) || FUSE_AND_9P.contains(&kind) {
            return Err(Error::world(Trouble::NetworkShare, path));
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = path;
    Ok(())
}

fn connect(path: &Path, opening: OpenAs) -> Result<Connection> {
    let conn = Connection::open(path, opening).map_err(|e| e.at(path))?;
    if opening != OpenAs::Create {
        // Before anything is set: another program's file is left exactly as it was.
        check_owner(&conn, path).map_err(|e| e.at(path))?;
    }
    conn.settle(opening).map_err(|e| e.at(path))?;
    shown::add_functions(&conn)?;
    Ok(conn)
}

/// Whether the file is a desk, and one that this program understands.
fn check_owner(conn: &Connection, path: &Path) -> Result<()> {
    if conn.owner()? != i64::from(schema::APPLICATION_ID) {
        return Err(Error::world(Trouble::NotOurs, path));
    }
    if conn.version()? > schema::version(conn.dialect()) {
        return Err(Error::world(Trouble::TooNew, path));
    }
    Ok(())
}

impl super::Store {
    /// Looks at one moment of the file: what others write meanwhile is not seen, and many short questions take the lock
    /// once.
    ///
    /// # Errors
    /// Trouble with the file, or what the look says.
    pub fn at_one_moment<T>(&self, look: impl FnOnce() -> Result<T>) -> Result<T> {
        let moment = self.conn.look()?;
        let seen = look()?;
        moment.commit()?;
        Ok(seen)
    }

    /// Keeps so many statements ready: for a connection that asks the same hundreds of questions again and again.
    pub fn keep_statements(&self, n: usize) {
        self.conn.keep_statements(n);
    }
}
