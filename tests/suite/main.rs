//! The whole test suite in one program: linking `SQLite` once is what keeps it quick.

#[macro_use]
mod looks;

mod added_only;
mod behind;
mod between_desks;
mod calendar;
mod calendar_file;
mod changelog;
mod checks;
mod cli;
mod cli_due;
mod cli_hostile;
mod cli_keep;
mod cli_read;
mod cli_write;
mod definitions;
mod demo;
#[allow(dead_code, reason = "each module uses a part of it")]
mod desk;
mod entry;
mod exchange;
mod exchange_hostile;
mod exchange_laws;
mod expressions;
mod faults;
mod finding;
mod former;
mod growth;
mod hard;
mod hard_counted;
mod kept;
mod licences;
mod manual;
mod many;
mod named;
mod on_save;
mod pages;
mod paging;
mod pty;
mod quantifiers;
mod records;
mod rule_faults;
mod rulebook;
mod shipped;
mod shipped_sql;
mod shown;
mod standing;
mod statements;
mod tidy;
mod tours;
mod views;
