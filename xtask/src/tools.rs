//! The two build tools that come from crates.io: trunk and wasm-bindgen.
//!
//! What is on PATH is taken where its version fits; what we install goes into a folder of its own beside cargo's
//! caches, named by version, so that branches with different versions do not fight and nothing of the user's is replaced.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{capture, cargo, find_on_path, run};

const TRUNK: &str = "0.22.1";

struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    fits: Fits,
    /// Whether its own lock file is used. wasm-bindgen-cli's names releases so old that not every registry mirror has them.
    locked: bool,
    time: &'static str,
}

/// Which installed versions serve as well as the one named.
#[derive(Clone, Copy)]
enum Fits {
    /// Only that one: wasm-bindgen's format between compiler and tool has no other compatibility.
    Exactly,
    /// Later ones that only mend.
    Patches,
}

/// The folders that hold trunk and wasm-bindgen, installed where missing.
pub(crate) fn ensure() -> Result<Vec<PathBuf>> {
    let trunk = Tool {
        package: "trunk",
        program: "trunk",
        version: TRUNK.into(),
        fits: Fits::Patches,
        locked: true,
        time: "4 minutes",
    };
    let bindgen = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: locked_version("wasm-bindgen")?,
        fits: Fits::Exactly,
        locked: false,
        time: "2 minutes",
    };
    Ok(vec![trunk.ensure()?, bindgen.ensure()?])
}

impl Fits {
    fn accept(self, wanted: &str, found: &str) -> bool {
        if matches!(self, Self::Exactly) {
            return found == wanted;
        }
        let split = |version: &str| {
            let (line, patch) = version.rsplit_once('.')?;
            Some((line.to_owned(), patch.parse::<u32>().ok()?))
        };
        match (split(wanted), split(found)) {
            (Some(wanted), Some(found)) => found.0 == wanted.0 && found.1 >= wanted.1,
            _ => false,
        }
    }
}

impl Tool {
    fn ensure(&self) -> Result<PathBuf> {
        if let Some(folder) = find_on_path(self.program).and_then(|file| self.folder_if_fits(&file)) {
            return Ok(folder);
        }
        let root = cache()?.join(format!("{}-{}", self.package, self.version));
        let file = root.join("bin").join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        if let Some(folder) = self.folder_if_fits(&file) {
            return Ok(folder);
        }
        if find_on_path("cargo-binstall").is_some() {
            println!("fetching {} {} with cargo-binstall, about 20 seconds", self.package, self.version);
            if run(&mut self.binstall(&root)).is_ok()
                && let Some(folder) = self.folder_if_fits(&file)
            {
                return Ok(folder);
            }
        }
        println!(
            "building {} {} from source, once: about {} on two cores, into {}",
            self.package,
            self.version,
            self.time,
            root.display()
        );
        let built = run(&mut self.source(&root));
        self.folder_if_fits(&file).ok_or_else(|| self.missing(built.err()))
    }

    fn folder_if_fits(&self, file: &Path) -> Option<PathBuf> {
        let said = capture(Command::new(file).arg("--version"))?;
        let version = said.split_whitespace().nth(1)?;
        self.fits.accept(&self.version, version).then(|| file.parent().map(Path::to_path_buf))?
    }

    fn binstall(&self, root: &Path) -> Command {
        let mut command = cargo();
        command.args(["binstall", "--no-confirm", "--version", &self.version, "--root"]).arg(root).arg(self.package);
        command
    }

    fn source(&self, root: &Path) -> Command {
        let mut command = cargo();
        command.args(["install", self.package, "--version", &self.version, "--root"]).arg(root);
        if self.locked {
            command.arg("--locked");
        }
        // A tool that runs for a second need not be optimised for ten minutes.
        command
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        command
    }

    fn missing(&self, cause: Option<Problem>) -> Problem {
        let cause = cause.map(|problem| format!(": {problem}")).unwrap_or_default();
        let locked = if self.locked { " --locked" } else { "" };
        Problem::missing(
            format!("{} {} could not be installed{cause}", self.package, self.version),
            format!("`cargo install {}{locked} --version {}`, or put a built one on PATH", self.package, self.version),
        )
    }
}

/// The version that `Cargo.lock` holds of a package.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string("Cargo.lock").map_err(|error| Problem::failed(format!("Cargo.lock: {error}")))?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| Problem::failed(format!("Cargo.lock does not hold {package}")))
}

fn cache() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || std::env::home_dir().map(|home| home.join(".cargo"));
    let folder = cargo.or_else(home).ok_or_else(|| Problem::failed("neither CARGO_HOME nor HOME is set"))?;
    Ok(folder.join("architrave"))
}
