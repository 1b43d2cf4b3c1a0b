//! Coverage as text, JSON and Markdown.

use std::fmt::Write;

use serde_json::{Value, json};

use super::guideline::{Count, Guideline, Kind, Line, Section};

/// For a terminal.
pub(super) fn text(guidelines: &[Guideline]) -> String {
    let mut text = String::new();
    for guideline in guidelines {
        let _ = writeln!(text, "{} {}: {}", guideline.id, guideline.title, said(guideline.count));
        for section in &guideline.sections {
            if let Some(heading) = &section.heading {
                let _ = writeln!(text, "\n  {}{}", heading.text, summary(section));
            }
            for line in &section.lines {
                let _ = writeln!(text, "    {}:{:<4} {}", guideline.id, line.number, line.text);
                if !line.rules.is_empty() {
                    let _ = writeln!(text, "             {}", line.rules.join(", "));
                } else if line.kind == Kind::Asks {
                    let _ = writeln!(text, "             (no rule)");
                }
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "all guidelines: {}", said(total(guidelines)));
    text
}

/// For programs.
pub(super) fn json(guidelines: &[Guideline]) -> Result<String, String> {
    let line =
        |line: &Line| json!({ "line": line.number, "text": line.text, "kind": kind(line.kind), "rules": line.rules });
    let section = |section: &Section| {
        json!({
            "heading": section.heading.as_ref().map(line),
            "covered": section.count.covered,
            "of": section.count.of,
            "lines": section.lines.iter().map(&line).collect::<Vec<Value>>(),
        })
    };
    let all: Vec<Value> = guidelines
        .iter()
        .map(|guideline| {
            json!({
                "guideline": guideline.id,
                "title": guideline.title,
                "covered": guideline.count.covered,
                "of": guideline.count.of,
                "sections": guideline.sections.iter().map(section).collect::<Vec<Value>>(),
            })
        })
        .collect();
    serde_json::to_string_pretty(&all).map_err(|error| error.to_string())
}

/// For the reference.
pub(super) fn markdown(guidelines: &[Guideline]) -> String {
    let mut page = format!(
        "\n# Coverage of the guidelines\n\nEach line that asks something of a design, with the rules that answer it: {}.\n",
        said(total(guidelines))
    );
    for guideline in guidelines {
        let _ = writeln!(
            page,
            "\n## Guideline {}: {}\n\n{}.",
            guideline.id,
            guideline.title,
            capital(&said(guideline.count))
        );
        for section in guideline.sections.iter().filter(|section| section.count.of > 0) {
            let heading = section.heading.as_ref().map_or("", |heading| heading.text.trim_start_matches(['#', ' ']));
            let _ = writeln!(page, "\n### {heading}{}\n\n| line | says | rules |\n|---|---|---|", summary(section));
            for line in section.lines.iter().filter(|line| line.kind == Kind::Asks) {
                let rules: Vec<String> = line.rules.iter().map(|rule| format!("`{rule}`")).collect();
                let rules = if rules.is_empty() { "none".to_owned() } else { rules.join(" ") };
                let says = line.text.replace('`', "'").replace('|', "\\|");
                let _ = writeln!(page, "| {}:{} | `{says}` | {rules} |", guideline.id, line.number);
            }
        }
    }
    page
}

fn summary(section: &Section) -> String {
    if section.count.of == 0 { String::new() } else { format!(": {}", said(section.count)) }
}

fn said(count: Count) -> String {
    format!("covered {} of {}", count.covered, count.of)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn total(guidelines: &[Guideline]) -> Count {
    let sum = |count: fn(&Guideline) -> usize| guidelines.iter().map(count).sum();
    Count { covered: sum(|guideline| guideline.count.covered), of: sum(|guideline| guideline.count.of) }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Heading => "heading",
        Kind::Asks => "asks",
        Kind::Frame => "frame",
    }
}
