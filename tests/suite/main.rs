//! The whole test suite in one program: linking SQLite once is what keeps it quick.

mod demo;
mod shipped;
mod tidy;
