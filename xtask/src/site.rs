//! Building and serving the site, with trunk.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{path_with, run};
use crate::{names, node, sizes, stamp, toolchain, tools};

const STAMP: &str = "target/dist.stamp";

/// Makes `dist/`, unless it is what a build would make.
pub(crate) fn build() -> Result<()> {
    if up_to_date() {
        println!("dist is up to date");
        return Ok(());
    }
    // Taken before: what is edited while we build counts as a change.
    let sources = stamp::of_sources().map_err(unreadable)?;
    println!("building the site: about 4 minutes the first time, a minute after a change");
    // Trunk names some files by content, and neither workers nor snippets; so we name them all.
    run(trunk()?.args(["build", "--release", "--filehash", "false"]))?;
    sizes::check_optimised()?;
    names::by_content("dist")?;
    let stamp = format!("{sources:x} {:x}", stamp::of_dist().map_err(unreadable)?);
    fs::write(STAMP, stamp).map_err(unreadable)
}

/// Serves the workbench and builds it again on every change.
pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    let mut command = trunk()?;
    command.arg("serve").args(arguments);
    if !arguments.iter().any(|argument| argument.starts_with("--port") || argument.starts_with("-p")) {
        let port = free_port();
        command.arg("--port").arg(port.to_string());
        println!("building the workbench: about 2 minutes the first time, seconds after a change");
        println!("then open http://127.0.0.1:{port}/ (Ctrl+C ends it)\n");
    }
    run(&mut command)
}

fn up_to_date() -> bool {
    let (Ok(sources), Ok(dist), Ok(stamp)) = (stamp::of_sources(), stamp::of_dist(), fs::read_to_string(STAMP)) else {
        return false;
    };
    Path::new("dist/index.html").exists() && stamp == format!("{sources:x} {dist:x}")
}

/// Trunk with all it calls on PATH, so that it downloads nothing by itself.
fn trunk() -> Result<Command> {
    node::ensure_packages(node::EDITOR)?;
    toolchain::ensure_wasm_target()?;
    let mut folders = tools::ensure()?;
    folders.push(node::ensure_wasm_opt()?);
    let program = folders.first().map(|folder| folder.join("trunk")).unwrap_or_default();
    let mut command = Command::new(program);
    command.env("PATH", path_with(&folders)?).env("TRUNK_OFFLINE", "true").env("TRUNK_SKIP_VERSION_CHECK", "true");
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk reads it as a boolean and stops at the usual `1`.
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Trunk's usual port, or the next one that nobody listens on.
fn free_port() -> u16 {
    (8080..8180).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).unwrap_or(8080)
}

fn unreadable(error: std::io::Error) -> Problem {
    Problem::failed(format!("cannot tell what changed: {error}"))
}
