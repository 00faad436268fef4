//! Opening the file: what is looked at before, how the connection is set, what is refused and why.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Result, Trouble};
use super::schema;

/// The oldest SQLite that is safe with several processes on one file.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a statement waits for another writer.
const BUSY: Duration = Duration::from_secs(5);

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
    if mode == Access::Read && at_rest(path) {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        return connect(Path::new(&unchanging(path)), flags, mode, true).map_err(|e| e.moved(path));
    }
    let flags = match mode {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    connect(path, flags, mode, true)
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
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    !writable(folder.unwrap_or(Path::new("."))) && !Path::new(&log).exists()
}

/// The name by which SQLite reads such a file without its log and locks.
fn unchanging(path: &Path) -> String {
    let mut name = "file:".to_owned();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' | '?' | '#' => name.push_str(&format!("%{:02x}", c as u32)),
            other => name.push(other),
        }
    }
    name + "?immutable=1"
}

/// The version of the program's own tables in a file.
pub fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Removes a file that was being made and could not be finished.
pub fn discard(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // What is not there need not go; what cannot go is reported by the next one to make the file.
        let _ = fs::remove_file(name);
    }
}

/// A further connection of this process to a file that it holds open.
pub fn second(path: &Path) -> Result<Connection> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, Access::Read, true)
}

/// Creates a file; never over one that is there.
pub fn create(path: &Path) -> Result<Connection> {
    if path.exists() {
        return Err(Error::world(Trouble::Exists, path));
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::world(Trouble::NoFolder, folder));
    }
    refuse_network(folder)?;
    private(path)?;
    let conn = connect(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Access::Write,
        false,
    )
    .inspect_err(|_| discard(path))?;
    Ok(conn)
}

/// The file is made by us, readable by its owner alone, before SQLite fills it.
fn private(path: &Path) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(e) => Err(Error::of_file(e, path)),
    }
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

fn connect(path: &Path, flags: OpenFlags, mode: Access, exists: bool) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| Error::from(e).at(path))?;
    conn.busy_timeout(BUSY)?;
    if exists {
        // Before anything is set: another program's file is left exactly as it was.
        check_owner(&conn, path).map_err(|e| e.at(path))?;
    }
    settle(&conn, mode).map_err(|e| e.at(path))?;
    Ok(conn)
}

impl super::Store {
    /// Keeps so many statements ready: for a connection that asks the same hundreds of questions again and again.
    pub fn keep_statements(&self, n: usize) {
        self.conn.set_prepared_statement_cache_capacity(n);
    }
}

/// The opening recipe: safe against power loss, strict about what SQL may do.
fn settle(conn: &Connection, mode: Access) -> Result<()> {
    debug_assert!(rusqlite::version_number() >= OLDEST_SQLITE);
    if mode == Access::Write {
        conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    }
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000;",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 32 << 20)?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Writes something that can wait for another time: not while somebody else writes, nor where nothing can be written.
pub fn unless_busy(conn: &Connection, write: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    conn.busy_timeout(Duration::ZERO)?;
    // Whatever was in the way will be met again, and told, by a write that matters.
    let _ = write(conn);
    Ok(conn.busy_timeout(BUSY)?)
}

/// Whether the file is a desk, and one that this program understands.
fn check_owner(conn: &Connection, path: &Path) -> Result<()> {
    let number = |pragma: &str| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if number("application_id")? != i64::from(schema::APPLICATION_ID) {
        return Err(Error::world(Trouble::NotOurs, path));
    }
    if number("user_version")? > schema::version() {
        return Err(Error::world(Trouble::TooNew, path));
    }
    Ok(())
}
