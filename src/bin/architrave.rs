//! The `architrave` command: the engine for terminals and CI.

fn main() {}
