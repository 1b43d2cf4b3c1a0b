//! Architrave's engine: text → tree → spec → model → findings, fixes, diagrams and documents.
//!
//! No browser, no input or output, no clock, no randomness. Broken input is data, never a failure.
#![doc = include_str!("ARCHITECTURE.md")]

mod order;
pub mod text;
pub mod yaml;

pub mod spec;
pub mod value;

pub mod limits;

pub mod model;

pub mod lint;
pub mod rule;
pub mod rules;

pub mod archive;
pub mod diagram;
pub mod document;
pub mod score;

pub mod draft;
pub mod engine;
pub mod protocol;
pub mod reference;
pub mod share;

#[cfg(test)]
mod testing;
