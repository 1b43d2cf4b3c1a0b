//! `cargo xtask bench`: how fast the engine and the workbench are, as one table.

use std::process::Command;
use std::thread::available_parallelism;

use crate::problem::{Problem, Result};
use crate::process::{capture, cargo, tee};
use crate::{browser, node, site, sizes};

/// Measures everything and prints one Markdown table. Takes about five minutes.
pub(crate) fn run() -> Result<()> {
    site::build()?;
    node::ensure_packages(browser::FOLDER)?;
    let chrome = browser::ensure()?;
    println!("measuring the engine, about 2 minutes");
    let native = lines(cargo().args(["bench", "--bench", "engine"]))?;
    println!("measuring the workbench in {}, about 2 minutes", chrome.display());
    let web = lines(browser::playwright().args(["test", "--config", "bench.config.ts"]).env("CHROME", chrome))?;

    println!("\nMeasured on {}.\n\n| what | time |\n|---|--:|", machine());
    for (what, time) in criterion(&native).into_iter().chain(native.lines().chain(web.lines()).filter_map(figure)) {
        println!("| {what} | {time} |");
    }
    println!("\n{}", sizes::table(&sizes::measure()?));
    Ok(())
}

fn lines(command: &mut Command) -> Result<String> {
    let outcome = tee(command)?;
    if outcome.success { Ok(outcome.output) } else { Err(Problem::failed("a measurement failed, see above")) }
}

/// `check/300   time:   [1.1 ms 1.2 ms 1.3 ms]`: the middle is the estimate. A long name stands on a line before.
fn criterion(output: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut before = "";
    for line in output.lines() {
        if let Some((name, times)) = line.split_once("time:") {
            let name = if name.trim().is_empty() { before } else { name.trim() };
            let times: Vec<&str> = times.trim().trim_matches(['[', ']']).split_whitespace().collect();
            if let (Some(value), Some(unit)) = (times.get(2), times.get(3)) {
                rows.push((format!("native: {name}"), format!("{value} {unit}")));
            }
        }
        before = line.trim();
    }
    rows
}

/// What measurements print that are not criterion's.
fn figure(line: &str) -> Option<(String, String)> {
    let (what, value) = line.strip_prefix("figure\t")?.split_once('\t')?;
    Some((what.to_owned(), value.to_owned()))
}

/// The kind of machine, without its name.
fn machine() -> String {
    let cores = available_parallelism().map_or(1, usize::from);
    let rustc = capture(Command::new("rustc").arg("--version")).unwrap_or_default();
    format!("{} {}, {cores} cores, {rustc}", std::env::consts::OS, std::env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_measurements_print() {
        let rows = criterion("check/300   time:   [1.1 ms 1.2 ms 1.3 ms]\na long name\n    time:   [1 us 2 us 3 us]\n");
        let expected = [("native: check/300", "1.2 ms"), ("native: a long name", "2 us")];
        assert_eq!(rows, expected.map(|(what, time)| (what.to_owned(), time.to_owned())));
        assert_eq!(figure("figure\tfirst visit\t80 ms"), Some(("first visit".into(), "80 ms".into())));
        assert_eq!(figure("  1 passed (2s)"), None);
    }
}
