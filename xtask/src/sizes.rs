//! The weight of the site against its budget.

use std::fmt::Write as _;
use std::fs;
use std::ops::AddAssign;
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::capture;
use crate::stamp;

/// Thousands of bytes after brotli. What a person downloads before typing, before the first findings, and both together,
/// on first use. The last line is what takes the engine's place when somebody looks at documents.
const BUDGET: [(&str, &[Part], u64); 4] = [
    ("page, components and editor", &[Part::Shell], 472),
    ("engine with rules", &[Part::Engine], 776),
    ("both", &[Part::Shell, Part::Engine], 1248),
    ("engine with documents, when they are opened", &[Part::Writer], 1120),
];

/// What a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Page, styles, components and editor: with these one can type.
    Shell,
    /// The worker with all rules.
    Engine,
    /// The same with all that writes documents: loaded when they are looked at.
    Writer,
    /// Loaded when the first findings are there or when asked for: rule pages, the official Mermaid, samples.
    Later,
}

/// Bytes of one or more files.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Size {
    pub(crate) raw: u64,
    pub(crate) gzip: u64,
    pub(crate) brotli: u64,
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Fails where a binary of `dist/` was not optimised.
pub(crate) fn check_optimised() -> Result<()> {
    for file in stamp::files(&["dist"]).map_err(|error| Problem::failed(format!("dist: {error}")))? {
        if file.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let bytes = fs::read(&file).map_err(|error| Problem::failed(format!("{}: {error}", file.display())))?;
        // A wasm-opt that fails leaves the binary as it was, and trunk says nothing; one that works drops the names.
        if has_names(&bytes) {
            return Err(Problem::failed(format!("{} is not optimised: wasm-opt failed", file.display())));
        }
    }
    Ok(())
}

/// Prints the weight of `dist/`, and fails where it is over budget.
pub(crate) fn check_budget() -> Result<()> {
    let files = measure()?;
    println!("{}", table(&files));
    let over: Vec<String> = BUDGET
        .iter()
        .map(|(what, parts, limit)| (what, sum(&files, parts).brotli.div_ceil(1000), limit))
        .filter(|(_, size, limit)| size > limit)
        .map(|(what, size, limit)| format!("{what}: {size} KB brotli, {limit} allowed"))
        .collect();
    if over.is_empty() { Ok(()) } else { Err(Problem::failed(over.join("\n  "))) }
}

/// Raw, gzip and brotli bytes of the parts of `dist/`, as a Markdown table.
pub(crate) fn table(files: &[(String, Size)]) -> String {
    let mut table = String::from("| first use | raw KB | gzip KB | brotli KB | budget |\n|---|--:|--:|--:|--:|\n");
    let rows = BUDGET.iter().map(|(what, parts, limit)| (*what, *parts, limit.to_string()));
    for (what, parts, budget) in rows.chain([("after that, or when asked for", &[Part::Later][..], String::new())]) {
        let Size { raw, gzip, brotli } = sum(files, parts);
        let [raw, gzip, brotli] = [raw, gzip, brotli].map(|bytes| bytes.div_ceil(1000));
        let _ = writeln!(table, "| {what} | {raw} | {gzip} | {brotli} | {budget} |");
    }
    table
}

/// Every file of `dist/` with its size.
pub(crate) fn measure() -> Result<Vec<(String, Size)>> {
    let mut node = Command::new("node");
    let listing = capture(node.args(["xtask/src/sizes.mjs", "dist"]))
        .ok_or_else(|| Problem::failed("the sizes of dist could not be measured"))?;
    Ok(listing.lines().filter_map(entry).collect())
}

fn entry(line: &str) -> Option<(String, Size)> {
    let mut fields = line.split('\t');
    let path = fields.next()?.replace('\\', "/");
    let mut number = || fields.next()?.parse().ok();
    Some((path, Size { raw: number()?, gzip: number()?, brotli: number()? }))
}

fn sum(files: &[(String, Size)], parts: &[Part]) -> Size {
    let mut total = Size::default();
    for (_, size) in files.iter().filter(|(path, _)| parts.contains(&part(path))) {
        total += *size;
    }
    total
}

fn part(path: &str) -> Part {
    let name = path.trim_start_matches("dist/");
    if name.starts_with("worker") {
        Part::Engine
    } else if name.starts_with("writer") {
        Part::Writer
    } else if ["document", "mermaid", "rules-", "samples"].iter().any(|later| name.contains(later)) {
        Part::Later
    } else {
        Part::Shell
    }
}

/// Whether a WebAssembly binary has the custom section `name`.
fn has_names(wasm: &[u8]) -> bool {
    let mut rest = wasm.get(8..).unwrap_or_default();
    while let Some((id, after)) = rest.split_first() {
        let Some((length, body)) = leb128(after) else { return false };
        if *id == 0 && body.starts_with(b"\x04name") {
            return true;
        }
        rest = body.get(length..).unwrap_or_default();
    }
    false
}

fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_names_of_an_unoptimised_binary() {
        let header = b"\0asm\x01\0\0\0";
        let types = [1, 2, 0, 0];
        let names = [0, 0x86, 0, 4, b'n', b'a', b'm', b'e', 0];
        assert!(has_names(&[&header[..], &types, &names].concat()));
        assert!(!has_names(&[&header[..], &types].concat()));
        assert!(!has_names(b""));
    }
}
