//! `cargo xtask bench`.

use crate::problem::Result;
use crate::process::{cargo, run as must};

/// Measures the engine natively.
pub(crate) fn run() -> Result<()> {
    must(cargo().arg("bench"))
}
