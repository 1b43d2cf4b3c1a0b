//! What of the Rust toolchain a step needs: the WebAssembly target, clippy and rustfmt.
//!
//! `rust-toolchain.toml` names all of it, and rustup fetches it by itself unless `RUSTUP_AUTO_INSTALL=0` says no.

use std::path::Path;
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{capture, cargo, run};

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The standard library for WebAssembly.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let installed = || {
        capture(Command::new("rustc").args(["--print", "sysroot"]))
            .is_some_and(|root| Path::new(&root).join("lib/rustlib").join(WASM).join("lib").is_dir())
    };
    ensure(installed, &["target", "add", WASM], &format!("the compile target {WASM}"))
}

/// `clippy` or `rustfmt`.
pub(crate) fn ensure_component(component: &str, subcommand: &str) -> Result<()> {
    let installed = || capture(cargo().args([subcommand, "--version"])).is_some();
    ensure(installed, &["component", "add", component], component)
}

fn ensure(installed: impl Fn() -> bool, rustup: &[&str], what: &str) -> Result<()> {
    if installed() {
        return Ok(());
    }
    println!("installing {what} with rustup, about 20 seconds");
    if run(Command::new("rustup").args(rustup)).is_ok() && installed() {
        return Ok(());
    }
    Err(Problem::missing(
        format!("{what} is not installed"),
        format!("install rustup (https://rustup.rs), then `rustup {}` in this folder", rustup.join(" ")),
    ))
}
