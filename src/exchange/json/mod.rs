//! Records as JSON, out and in: the shape promised to scripts, and how it is read back.

pub mod decode;
pub mod encode;

pub use encode::{fields_json, record_json, value_json};
