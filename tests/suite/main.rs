//! The whole test suite in one program: linking SQLite once is what keeps it quick.

mod demo;
#[allow(dead_code, reason = "each module uses a part of it")]
mod desk;
mod growth;
mod records;
mod exchange;
mod exchange_desk;
mod shipped;
mod tidy;
