//! Node, npm packages and wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{apt_install, capture, find_on_path, run};

const OLDEST_NODE: u32 = 20;
/// Older ones do not know every instruction that rustc writes.
const OLDEST_WASM_OPT: u32 = 120;
/// The npm package that ends up in the site: the code editor, which trunk's hook bundles. It brings wasm-opt, too.
pub(crate) const EDITOR: &str = "src/app/editor";

/// The folder that holds wasm-opt.
pub(crate) fn ensure_wasm_opt() -> Result<PathBuf> {
    let fits = |file: &Path| {
        let said = capture(Command::new(file).arg("--version"))?;
        let version: u32 = said.split_whitespace().nth(2)?.parse().ok()?;
        (version >= OLDEST_WASM_OPT).then(|| file.parent().map(Path::to_path_buf))?
    };
    if let Some(folder) = find_on_path("wasm-opt").and_then(|file| fits(&file)) {
        return Ok(folder);
    }
    ensure_packages(EDITOR)?;
    let folder = Path::new(EDITOR).join("node_modules/.bin");
    // Absolute: trunk starts its tools from other folders.
    std::path::absolute(folder).map_err(|error| Problem::failed(error.to_string()))
}

/// The packages that a folder's lock file names, in its `node_modules`.
pub(crate) fn ensure_packages(folder: &str) -> Result<()> {
    ensure_node()?;
    let folder = Path::new(folder);
    let stamp = folder.join("node_modules/.installed-lock.json");
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(|error| Problem::failed(format!("{}/package-lock.json: {error}", folder.display())))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("installing the npm packages of {}, about 10 seconds", folder.display());
    run(npm().args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]).current_dir(folder)).map_err(|_| {
        Problem::missing(
            format!("the npm packages of {} could not be installed", folder.display()),
            format!("see npm's message above; then `npm ci` in {}", folder.display()),
        )
    })?;
    fs::write(&stamp, lock).map_err(|error| Problem::failed(format!("{}: {error}", stamp.display())))
}

/// `npm`, which is a script with another name on Windows.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn ensure_node() -> Result<()> {
    let fits = || {
        let version = capture(Command::new("node").arg("--version"))?;
        let major: u32 = version.strip_prefix('v')?.split('.').next()?.parse().ok()?;
        (major >= OLDEST_NODE && capture(npm().arg("--version")).is_some()).then_some(())
    };
    if fits().is_some() || (apt_install(&["nodejs", "npm"]) && fits().is_some()) {
        return Ok(());
    }
    Err(Problem::missing(
        format!("Node {OLDEST_NODE} or newer, with npm, is not installed"),
        "https://nodejs.org, or your system's package manager",
    ))
}
