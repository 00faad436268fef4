//! Forms, fields, kinds, values: the words in which the desk describes itself.
//!
//! Pure: no clock, no file, no SQL text, no colour. Everything here can be used and tested without a
//! desk. A definition enters through [`definition`], which reads it and holds its laws, and what comes out is a
//! [`Catalog`] of [`Form`]s that answer questions about themselves.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod calendar;
pub mod catalog;
pub mod definition;
pub mod expr;
pub mod fault;
pub mod form;
pub mod locale;
pub mod pinyin;
pub mod rulebook;
pub mod text;
pub mod typing;
pub mod value;

pub use calendar::Calendar;
pub use catalog::Catalog;
pub use fault::Fault;
pub use form::Form;
pub use form::field::Field;
pub use form::kind::Kind;
pub use text::{Lang, Text};
pub use value::Value;
pub use value::complaint::Complaint;
pub use value::draft::{Answer, Draft};
pub use value::record::{Change, Record};
pub use value::stamp::Stamp;
