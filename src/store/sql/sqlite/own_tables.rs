//! The program's own tables in SQLite: a list of steps, each released once and never edited.

/// What each version of the file adds to the one before.
pub(super) const STEPS: &[&str] = &["
CREATE TABLE _setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE _form (
  id TEXT NOT NULL, version INTEGER NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE _sequence (
  register TEXT NOT NULL, period TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (register, period)
) STRICT, WITHOUT ROWID;
CREATE TABLE _op (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, register TEXT NOT NULL,
  undoes INTEGER REFERENCES _op(id), redoes INTEGER REFERENCES _op(id)
) STRICT;
CREATE INDEX _ix_op_by ON _op(by, id);
CREATE INDEX _ix_op_undoes ON _op(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX _ix_op_redoes ON _op(redoes) WHERE redoes IS NOT NULL;
CREATE TABLE _change (
  seq INTEGER PRIMARY KEY, op INTEGER NOT NULL REFERENCES _op(id), register TEXT NOT NULL, record INTEGER NOT NULL,
  rev INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT, body TEXT NOT NULL
) STRICT;
CREATE INDEX _ix_change_record ON _change(register, record, seq);
CREATE INDEX _ix_change_op ON _change(op);
CREATE TABLE _draft (
  who TEXT NOT NULL, register TEXT NOT NULL, record INTEGER NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (who, register, record)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER _tg_op_update BEFORE UPDATE ON _op BEGIN SELECT RAISE(ABORT, 'ledger:update'); END;
CREATE TRIGGER _tg_op_delete BEFORE DELETE ON _op BEGIN SELECT RAISE(ABORT, 'ledger:delete'); END;
CREATE TRIGGER _tg_op_next BEFORE INSERT ON _op WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM _op)
  BEGIN SELECT RAISE(ABORT, 'ledger:sequence'); END;
CREATE TRIGGER _tg_change_update BEFORE UPDATE ON _change BEGIN SELECT RAISE(ABORT, 'ledger:update'); END;
CREATE TRIGGER _tg_change_delete BEFORE DELETE ON _change BEGIN SELECT RAISE(ABORT, 'ledger:delete'); END;
CREATE TRIGGER _tg_change_next BEFORE INSERT ON _change WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM _change)
  BEGIN SELECT RAISE(ABORT, 'ledger:sequence'); END;
CREATE TRIGGER _tg_form_update BEFORE UPDATE ON _form BEGIN SELECT RAISE(ABORT, 'ledger:update'); END;
CREATE TRIGGER _tg_form_delete BEFORE DELETE ON _form BEGIN SELECT RAISE(ABORT, 'ledger:delete'); END;
",
    "
CREATE TABLE _kept_form (
  holder TEXT NOT NULL, form TEXT NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (holder, form)
) STRICT, WITHOUT ROWID;
CREATE TABLE _kept_rulebook (holder TEXT PRIMARY KEY, body BLOB NOT NULL, seal BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE _kept_look (
  holder TEXT PRIMARY KEY, seq INTEGER NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL, seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;
",
];
