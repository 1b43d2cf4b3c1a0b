//! Architrave's engine: text → tree → spec → model → findings, fixes, diagrams and documents.
//!
//! No browser, no input or output, no clock, no randomness. Broken input is data, never a failure.

pub mod protocol;
pub mod text;
pub mod yaml;
