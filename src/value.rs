//! The typed units of the language: what a scalar may say and what it means.

pub mod column;
mod date;
pub mod embedded;
pub mod field;
pub mod graphql;
pub mod measure;
pub mod proto;

pub use column::Column;
pub use date::Date;
pub use field::Field;
pub use measure::{Duration, Percentage, Rate, Size};
