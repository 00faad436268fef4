//! Files in and out. Uses the rules to write and the store to read.
