//! `cargo xtask`: what a contributor runs. Each command installs what it lacks, and says so before it does.

mod bench;
mod browser;
mod check;
mod databases;
mod names;
mod node;
mod problem;
mod process;
mod python;
mod site;
mod sizes;
mod stamp;
mod tally;
mod toolchain;
mod tools;

use std::process::ExitCode;

use problem::{Problem, Result};

const HELP: &str = "\
cargo xtask <command>

  serve   build the workbench and serve it on this machine, rebuilt on every change
  test    run every check, as CI does; stops at the first that fails
  build   build the site into dist/, ready for any file server
  bench   measure the engine and the workbench, and print one table

Each installs what it lacks and says so first. Arguments after `serve` go to `trunk serve` (`--release`, `--port`, `--open`).
With CI=true nothing is skipped: what cannot run, fails.";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let rest: Vec<String> = arguments.collect();
    match run(command.as_deref(), &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<&str>, rest: &[String]) -> Result<()> {
    process::enter_root()?;
    match command {
        Some("serve") => site::serve(rest),
        Some("test") => check::run(),
        Some("build") => site::build(),
        Some("bench") => bench::run(),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Problem::failed(format!("there is no command `{other}`\n\n{HELP}"))),
    }
}
