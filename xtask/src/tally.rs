//! How many tests ran, read from what the runners print.

use std::ops::AddAssign;

/// Tests that were executed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// Sums the closing lines of cargo test, nextest and Playwright in an output.
    pub(crate) fn read(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            let line = plain(line);
            // Indented it is what nextest shows of a test that failed, and counted already.
            let cargo = line.strip_prefix("test result:");
            let line = line.trim();
            if let Some(counts) = cargo.or_else(|| nextest(line)) {
                tally += Self { passed: count(counts, "passed"), failed: count(counts, "failed") };
            } else if let Some(counts) = playwright(line) {
                tally += counts;
            }
        }
        tally
    }
}

/// `Summary [   0.4s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`
fn nextest(line: &str) -> Option<&str> {
    line.strip_prefix("Summary [")?.split_once(" run: ").map(|(_, counts)| counts)
}

/// `12 passed (3.4s)`, `1 failed`, `2 flaky`, each on a line of its own.
fn playwright(line: &str) -> Option<Tally> {
    let (number, rest) = line.split_once(' ')?;
    let number = number.parse().ok()?;
    match rest.split(" (").next()? {
        "passed" => Some(Tally { passed: number, failed: 0 }),
        "failed" | "flaky" | "did not run" | "interrupted" => Some(Tally { passed: 0, failed: number }),
        _ => None,
    }
}

/// The number before a word: `count("3 passed; 1 failed", "failed")` is 1.
fn count(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split([' ', ';', ',', '.', ':']).filter(|part| !part.is_empty()).collect();
    words.windows(2).find_map(|pair| (*pair.last()? == word).then(|| pair.first()?.parse().ok())?).unwrap_or(0)
}

/// Without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_every_runner() {
        let output = "\
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Summary [   0.013s] 12 tests run: 11 passed (1 slow), 1 failed, 4 skipped
    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
\u{1b}[32m  5 passed\u{1b}[39m (3.4s)
  2 flaky
Running 20 tests using 1 worker";
        assert_eq!(Tally::read(output), Tally { passed: 19, failed: 3 });
    }
}
