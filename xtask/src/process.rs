//! Running other programs.

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::problem::{Problem, Result};

/// Makes the repository's root the current folder, so that every path here can be relative to it.
pub(crate) fn enter_root() -> Result<()> {
    // Asked for when run, not when compiled: the folder may have been moved since.
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&here).parent().unwrap_or(Path::new("."));
    std::env::set_current_dir(root)
        .map_err(|error| Problem::failed(format!("cannot enter {}: {error}", root.display())))
}

/// Whether nothing may be skipped.
pub(crate) fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// The cargo that runs us, so that both are of one toolchain.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// What [`tee`] saw.
pub(crate) struct Outcome {
    pub(crate) success: bool,
    pub(crate) output: String,
}

/// Runs a program with our own standard streams.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(Problem::failed(format!("`{}` failed", name(command)))) }
}

/// Runs a program quietly: its standard output, or nothing where it is absent or fails.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, shows what it prints and keeps it too, both streams in the order written.
pub(crate) fn tee(command: &mut Command) -> Result<Outcome> {
    let stream = |error: io::Error| Problem::failed(format!("cannot read what a program prints: {error}"));
    let (reader, writer) = io::pipe().map_err(stream)?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().map_err(stream)?).stderr(writer);
    let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
    // The command holds our ends for writing; while they are open the reader below would wait forever.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut output = String::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = line.map_err(stream)?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        output.push_str(&line);
        output.push('\n');
    }
    let status = child.wait().map_err(stream)?;
    Ok(Outcome { success: status.success(), output })
}

/// The file that a bare program name would start.
pub(crate) fn find_on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

/// `PATH` with these folders before all others.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(folders.iter().cloned().chain(std::env::split_paths(&rest)))
        .map_err(|error| Problem::failed(format!("a folder cannot be put on PATH: {error}")))
}

/// Whether the system's package manager may be used without asking: a Debian kind, and we are its root.
pub(crate) fn apt_install(packages: &[&str]) -> bool {
    let root = capture(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || find_on_path("apt-get").is_none() {
        return false;
    }
    println!("installing {} with apt-get, about a minute", packages.join(" "));
    let quiet = |command: &mut Command| run(command.env("DEBIAN_FRONTEND", "noninteractive")).is_ok();
    quiet(Command::new("apt-get").args(["-qq", "update"]))
        && quiet(Command::new("apt-get").args(["-qq", "install", "--yes", "--no-install-recommends"]).args(packages))
}

fn cannot_start(command: &Command, error: &io::Error) -> Problem {
    Problem::failed(format!("cannot start `{}`: {error}", name(command)))
}

fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
