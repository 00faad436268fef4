//! The command line from outside: a desk in a folder of its own, a fixed clock, and what a call answers.

use std::path::PathBuf;

use serde_json::Value as Json;
use tempfile::TempDir;

use crate::desk::prepared;

/// A folder with a desk file `d.sqlite` in it.
pub struct Bench {
    folder: TempDir,
}

/// What a call of the program answered.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The output as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}\n{self:?}"))
    }

    /// Expects an exit code.
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// The codes of the complaints, each with its field.
    pub fn complaints(&self) -> Vec<(String, String)> {
        let json = self.json();
        let list = json["complaints"].as_array().expect("complaints");
        let text = |v: &Json| v.as_str().unwrap_or("-").to_owned();
        list.iter()
            .map(|c| (text(&c["field"]), text(&c["code"])))
            .collect()
    }
}

impl Bench {
    /// An empty folder, no desk.
    pub fn bare() -> Self {
        let bench = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        bench.give_secret();
        bench
    }

    /// The same person sits at every bench: what was kept in a desk that is copied bears the seal.
    #[cfg(unix)]
    fn give_secret(&self) {
        use std::os::unix::fs::PermissionsExt;
        let key = self.path(".local/share/deskbook/seal.key");
        std::fs::create_dir_all(key.parent().expect("a folder")).expect("a home");
        std::fs::write(&key, prepared::SECRET).expect("the secret");
        let alone = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(&key, alone).expect("a secret");
    }

    #[cfg(not(unix))]
    fn give_secret(&self) {}

    /// A desk with a unit, a person, a room, a device and three repairs.
    pub fn new() -> Self {
        Self::prepared("a stocked desk", stock)
    }

    /// A copy of the desk of this name; the first who asks has it made in a folder of its own.
    pub fn prepared(name: &str, make: impl FnOnce(&Self)) -> Self {
        let bench = Self::bare();
        prepared::copy(name, &bench.path("d.sqlite"), |file| {
            let first = Self::bare();
            make(&first);
            std::fs::copy(first.path("d.sqlite"), file).expect("what was made");
        });
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    pub fn command(&self) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_deskbook"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("LANG", "en_GB.UTF-8")
            .env("USER", "tester")
            .env("DESKBOOK_NOW", "2026-03-01T08:30")
            .env("DESKBOOK_FILE", "d.sqlite");
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        said(self.command().args(args))
    }

    pub fn fed(&self, args: &[&str], stdin: &str) -> Said {
        said(self.command().args(args).write_stdin(stdin))
    }

    pub fn json(&self, args: &[&str]) -> Json {
        let mut all = vec!["--json"];
        all.extend(args);
        self.run(&all).ends(0).json()
    }

    pub fn sql(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path("d.sqlite")).expect("the file")
    }
}

pub fn said(command: &mut assert_cmd::Command) -> Said {
    let output = command.output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Said {
        code: output.status.code().expect("an exit code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

pub const REPAIR: [&str; 4] = ["add", "repair", "asset=DN-0001", "site=R101"];

/// A unit, a person, a room, a device and three repairs.
pub fn stock(bench: &Bench) {
    let steps: [&[&str]; 5] = [
        &["init", "d.sqlite", "--name", "Test house"],
        &[
            "add",
            "org_unit",
            "name=信息部",
            "code=IT",
            "kind=department",
        ],
        &[
            "add",
            "person",
            "staff_no=007",
            "name=值班员甲",
            "org_unit=信息部",
            "position=管理员",
            "is_core=yes",
            "phone=13800000000",
            "pager=1",
            "hired_on=2020-01-01",
        ],
        &[
            "add",
            "site",
            "code=R101",
            "name=机房",
            "kind=machine_room",
            "org_unit=信息部",
            "manager=007",
            "address=一号楼",
            "protections=fire,heat",
            "restricted=yes",
        ],
        &[
            "add",
            "asset",
            "asset_no=DN-0001",
            "kind=pc",
            "model=M1",
            "status=in_use",
            "org_unit=信息部",
            "site=R101",
            "keeper=me",
            "purchased_on=2025-01-01",
            "original_value=4280",
            "key_device=no",
            "internet_allowed=yes",
            "internet_connected=yes",
            "holds_secret=no",
            "holds_important=no",
            "--as",
            "007",
        ],
    ];
    for step in steps {
        bench.run(step).ends(0);
    }
    for symptom in ["symptom=black screen", "symptom=花屏", "symptom=noise"] {
        let said = bench.run(&[REPAIR.as_slice(), &[symptom, "--as", "007"]].concat());
        said.ends(0);
    }
}
