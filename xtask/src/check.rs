//! `cargo xtask test`: every check, in the order that fails soonest.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::problem::{Problem, Result};
use crate::process::{capture, cargo, in_ci, run as must, tee};
use crate::tally::Tally;
use crate::toolchain::{WASM, ensure_component, ensure_wasm_target};
use crate::{browser, databases, node, python, site, sizes, stamp};

/// Folders of npm packages that hold the other side of a test.
const OUTSIDERS: [&str; 6] =
    ["tests/mermaid", "tests/openapi", "tests/asyncapi", "tests/contracts", "tests/sql", "tests/platform"];

type Step = fn(&mut Tally) -> Result<()>;

const STEPS: [(&str, Step); 10] = [
    ("format", format),
    ("clippy", clippy),
    ("tests", tests),
    ("tests against the tools of others", outsiders),
    ("documentation", documentation),
    ("editor bundle", bundle),
    ("tests of the workbench", workbench),
    ("clippy for WebAssembly", clippy_wasm),
    ("site and its weight", site),
    ("browser journeys", journeys),
];

/// Runs every step and stops at the first that fails. The last line is the number of tests that were executed.
pub(crate) fn run() -> Result<()> {
    let mut tally = Tally::default();
    let mut skipped = Vec::new();
    for (title, step) in STEPS {
        println!("\n── {title}");
        let start = Instant::now();
        match step(&mut tally) {
            Ok(()) => println!("   {title}: {:.1} s", start.elapsed().as_secs_f64()),
            Err(problem @ Problem::Missing { .. }) if !in_ci() => skipped.push(format!("skipped: {title}: {problem}")),
            Err(problem) => return Err(Problem::failed(format!("{title}: {problem}"))),
        }
    }
    println!();
    for line in skipped {
        println!("{line}");
    }
    if tally.passed == 0 {
        return Err(Problem::failed("no test was executed"));
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(())
}

fn format(_: &mut Tally) -> Result<()> {
    ensure_component("rustfmt", "fmt")?;
    // By name: `cargo fmt` does not see modules that a macro declares.
    let files = rust_files()?;
    // In parts: Windows allows a command line of 32,000 characters.
    for part in files.chunks(200) {
        must(Command::new("rustfmt").args(["--check", "--edition", "2024"]).args(part))
            .map_err(|_| Problem::failed("files are not formatted: name them to `rustfmt --edition 2024`"))?;
    }
    println!("   {} files", files.len());
    Ok(())
}

fn clippy(_: &mut Tally) -> Result<()> {
    ensure_component("clippy", "clippy")?;
    must(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(_: &mut Tally) -> Result<()> {
    ensure_wasm_target()?;
    let features = ["--no-default-features", "--features", "web,worker"];
    must(
        cargo()
            .args(["clippy", "--quiet", "--target", WASM, "--lib", "--bins"])
            .args(features)
            .args(["--", "-D", "warnings"]),
    )
}

fn tests(tally: &mut Tally) -> Result<()> {
    if !has_nextest() {
        return counted(cargo().args(["test", "--workspace"]), tally);
    }
    counted(cargo().args(["nextest", "run", "--workspace", "--status-level", "fail"]), tally)?;
    // nextest does not run the examples of doc comments.
    counted(cargo().args(["test", "--quiet", "--workspace", "--doc"]), tally)
}

/// Tests that are ignored unless asked for, since they need npm packages: what we write is read by its real readers.
fn outsiders(tally: &mut Tally) -> Result<()> {
    for folder in OUTSIDERS {
        node::ensure_packages(folder)?;
    }
    let (mariadb, python) = (databases::ensure_mariadb(), python::ensure());
    let mut command = cargo();
    if has_nextest() {
        command.args(["nextest", "run", "--run-ignored", "only", "--status-level", "fail", "--"]);
    } else {
        command.args(["test", "--tests", "--", "--ignored"]);
    }
    match &mariadb {
        Ok(program) => command.env("MARIADBD", program),
        Err(_) => command.args(["--skip", "mariadb"]),
    };
    match &python {
        Ok(program) => command.env("ARCHITRAVE_PYTHON", program),
        Err(_) => command.args(["--skip", "python"]),
    };
    counted(&mut command, tally)?;
    mariadb.and(python).map(drop)
}

fn documentation(_: &mut Tally) -> Result<()> {
    must(cargo().args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The page's only script that is not Rust: types checked and bundled, since the WebAssembly step reads the result.
fn bundle(_: &mut Tally) -> Result<()> {
    node::ensure_packages(node::EDITOR)?;
    scripts(node::EDITOR, &["check", "build"])
}

/// What of the workbench needs no browser. It holds the bundle, so it comes after that.
fn workbench(tally: &mut Tally) -> Result<()> {
    let program = ["--features", "web", "--bin", "web"];
    if !has_nextest() {
        return counted(cargo().arg("test").args(program), tally);
    }
    counted(cargo().args(["nextest", "run", "--status-level", "fail"]).args(program), tally)
}

fn site(_: &mut Tally) -> Result<()> {
    site::build()?;
    // Here, too: dist may be from a build before, and its fingerprint says nothing of its quality.
    sizes::check_optimised()?;
    sizes::check_budget()
}

fn journeys(tally: &mut Tally) -> Result<()> {
    if !Path::new("dist/index.html").exists() {
        return Err(Problem::missing("there is no dist to open", "see why the site was skipped"));
    }
    node::ensure_packages(browser::FOLDER)?;
    scripts(browser::FOLDER, &["check"])?;
    let chrome = browser::ensure()?;
    println!("   with {}", chrome.display());
    counted(browser::playwright().arg("test").env("CHROME", chrome), tally)
}

/// Runs those npm scripts of a package that it has.
fn scripts(folder: &str, names: &[&str]) -> Result<()> {
    for name in names {
        must(node::npm().args(["run", "--silent", "--if-present", name]).current_dir(folder))
            .map_err(|_| Problem::failed(format!("`npm run {name}` in {folder} failed")))?;
    }
    Ok(())
}

/// Runs tests and adds what the runner counted.
fn counted(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let outcome = tee(command)?;
    let counts = Tally::read(&outcome.output);
    *tally += counts;
    if outcome.success && counts.failed == 0 {
        return Ok(());
    }
    Err(Problem::failed(format!("{} passed, {} failed", tally.passed, tally.failed.max(1))))
}

fn has_nextest() -> bool {
    capture(cargo().args(["nextest", "--version"])).is_some()
}

fn rust_files() -> Result<Vec<PathBuf>> {
    let mut files = stamp::files(&["src", "tests", "benches", "xtask", "build.rs"])
        .map_err(|error| Problem::failed(format!("cannot list the sources: {error}")))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    Ok(files)
}
