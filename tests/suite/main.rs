//! The whole test suite in one program: linking SQLite once is what keeps it quick.

mod demo;
#[allow(dead_code, reason = "each module uses a part of it")]
mod desk;
mod exchange;
mod exchange_desk;
mod growth;
mod records;
mod shipped;
mod tidy;
