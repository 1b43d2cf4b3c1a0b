//! Which rules answer which line of the guidelines that the rules come from.
//!
//! A rule cites a line under `## See` as `seed 001:88`, and lines in a row as `seed 001:24-30`.

mod guideline;
mod written;

use std::process::ExitCode;

use architrave::protocol::Block;
use architrave::rule::Rule;
use architrave::{reference, rules};

use self::guideline::Guideline;
use super::Format;

/// Prints the lines of the guidelines with the rules that cite them.
pub(crate) fn run(format: Format, missing: bool) -> Result<ExitCode, String> {
    let mut guidelines = covered()?;
    if missing {
        guidelines.iter_mut().for_each(Guideline::keep_missing);
    }
    match format {
        Format::Text => anstream::print!("{}", written::text(&guidelines)),
        Format::Json => anstream::println!("{}", written::json(&guidelines)?),
    }
    Ok(ExitCode::SUCCESS)
}

/// The part of the reference that says which line is covered by what.
pub(crate) fn markdown() -> Result<String, String> {
    Ok(written::markdown(&covered()?))
}

/// The guidelines, each line with the rules that cite it.
///
/// # Errors
/// A sentence where a rule cites nothing, or something that no guideline says.
fn covered() -> Result<Vec<Guideline>, String> {
    let mut guidelines = guideline::all()?;
    for rule in rules::all() {
        let cited = sources(rule).map_err(|reason| format!("{} {reason}", rule.id))?;
        for source in cited {
            let guideline = guidelines.iter_mut().find(|guideline| guideline.id == source.guideline);
            let guideline = guideline.ok_or_else(|| format!("{} cites no guideline: {source:?}", rule.id))?;
            guideline.cite(source.first..=source.last, rule.id).map_err(|reason| format!("{} {reason}", rule.id))?;
        }
    }
    Ok(guidelines)
}

/// Lines that a rule cites.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    guideline: String,
    first: usize,
    last: usize,
}

/// What a rule's page cites.
fn sources(rule: &Rule) -> Result<Vec<Source>, String> {
    let see = reference::page(rule).sections.into_iter().filter(|section| section.title == "See");
    let texts = see.flat_map(|section| section.blocks).filter_map(|block| match block {
        Block::Text { text } => Some(text),
        Block::Code { .. } => None,
    });
    let cited = texts.map(|text| cited(&text)).collect::<Result<Vec<_>, _>>()?.concat();
    if cited.is_empty() { Err("cites no line of a guideline".to_owned()) } else { Ok(cited) }
}

/// The parts of `seed 001:24-30 · RFC 9110, 9.3.1` that name lines of a guideline.
fn cited(text: &str) -> Result<Vec<Source>, String> {
    let parts = text.split(" · ").map(str::trim).filter(|part| part.contains("seed "));
    parts
        .map(|part| source(part).ok_or_else(|| format!("cites `{part}`, which is not of the form `seed 001:24-30`")))
        .collect()
}

fn source(part: &str) -> Option<Source> {
    let (guideline, lines) = part.strip_prefix("seed ")?.split_once(':')?;
    let (first, last) = lines.split_once('-').map_or((lines, None), |(first, last)| (first, Some(last)));
    let first = number(first)?;
    let last = match last {
        Some(last) => number(last).filter(|last| *last > first)?,
        None => first,
    };
    (guideline.len() == 3).then(|| Source { guideline: guideline.to_owned(), first, last })
}

/// A line's number in its one spelling.
fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number: &usize| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::{Source, cited, covered};

    #[test]
    fn every_rule_cites_lines_that_say_something() {
        let guidelines = covered().unwrap_or_else(|reason| panic!("{reason}"));
        assert_eq!(guidelines.len(), 4);
    }

    #[test]
    fn only_whole_citations_are_read() {
        let lines = |first, last| Source { guideline: "001".to_owned(), first, last };
        assert_eq!(cited("seed 001:24-30 · RFC 9110 · seed 001:88"), Ok(vec![lines(24, 30), lines(88, 88)]));
        assert_eq!(cited("RFC 9110, 9.3.1 · Google AIP-158"), Ok(Vec::new()));
        for wrong in
            ["seed 1:8", "seed 001", "seed 001:8a", "seed 001:30-24", "seed 001:08", "see seed 001:8", "seed 001:8, 9"]
        {
            assert!(cited(wrong).is_err(), "{wrong}");
        }
    }
}
