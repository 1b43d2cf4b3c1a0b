//! The typed units of the language: what a scalar may say and what it means.

pub mod column;
mod date;
pub mod field;
pub mod measure;

pub use column::Column;
pub use date::Date;
pub use field::Field;
pub use measure::{Duration, Percentage, Rate, Size};
