//! Statements over the program's own tables but the ledger: settings, definitions, what is kept
//! under seal, numbers issued, drafts.

pub const SETTING: &str = "SELECT value FROM _setting WHERE key = ?";

pub const SET_SETTING: &str = "INSERT INTO _setting (key, value) VALUES (?1, ?2) \
     ON CONFLICT (key) DO UPDATE SET value = excluded.value";

/// The texts of a form's definitions, newest first.
pub const DEFINITIONS_OF: &str = "SELECT source FROM _form WHERE id = ? ORDER BY version DESC";

/// Keeps a definition: form, text, time, person.
pub const ADD_DEFINITION: &str = "INSERT INTO _form (id, version, source, at, by) \
     SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3, ?4 FROM _form WHERE id = ?1";

/// Form, packed form and seal of what somebody's seal is on.
pub const KEPT_FORMS: &str = "SELECT form, body, seal FROM _kept_form WHERE holder = ?";

/// Keeps a packed form: holder, form, packed form, seal.
pub const KEEP_FORM: &str = "INSERT INTO _kept_form (holder, form, body, seal) VALUES (?1, ?2, ?3, ?4) \
     ON CONFLICT (holder, form) DO UPDATE SET body = excluded.body, seal = excluded.seal";

/// The packed rulebook and the seal on it.
pub const KEPT_RULEBOOK: &str = "SELECT body, seal FROM _kept_rulebook WHERE holder = ?";

/// Keeps the rulebook: holder, packed rulebook, seal.
pub const KEEP_RULEBOOK: &str = "INSERT INTO _kept_rulebook (holder, body, seal) VALUES (?1, ?2, ?3) \
     ON CONFLICT (holder) DO UPDATE SET body = excluded.body, seal = excluded.seal";

/// The last look: number of the ledger, minute, facts, seal.
pub const KEPT_LOOK: &str = "SELECT seq, at, body, seal FROM _kept_look WHERE holder = ?";

/// Keeps a look: holder, number of the ledger, minute, facts, seal.
pub const KEEP_LOOK: &str = "INSERT INTO _kept_look (holder, seq, at, body, seal) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (holder) DO UPDATE SET seq = excluded.seq, at = excluded.at, \
     body = excluded.body, seal = excluded.seal";

/// The number issued last: register, period.
pub const LAST_ISSUED: &str = "SELECT last FROM _sequence WHERE register = ?1 AND period = ?2";

/// Notes a number as issued: register, period, number. A lower one changes nothing.
pub const ISSUED: &str = "INSERT INTO _sequence (register, period, last) VALUES (?1, ?2, ?3) \
     ON CONFLICT (register, period) DO UPDATE SET last = excluded.last WHERE excluded.last > _sequence.last";

/// Keeps a draft: person, register, record, text, time.
pub const KEEP_DRAFT: &str = "INSERT INTO _draft (who, register, record, body, at) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (who, register, record) DO UPDATE SET body = excluded.body, at = excluded.at";

pub const DRAFT: &str = "SELECT body FROM _draft WHERE who = ? AND register = ? AND record = ?";

/// The first place below all that new records of a register hold.
pub const FREE_DRAFT: &str = "SELECT coalesce(min(record), 1) - 1 FROM _draft \
     WHERE who = ? AND register = ? AND record <= 0";

/// Register and record of a person's drafts, newest first.
pub const DRAFTS: &str = "SELECT register, record FROM _draft WHERE who = ? ORDER BY at DESC";

pub const FORGET_DRAFT: &str = "DELETE FROM _draft WHERE who = ? AND register = ? AND record = ?";
