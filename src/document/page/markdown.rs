//! A page as Markdown with GitHub's tables, boxes and Mermaid fences.

use std::collections::BTreeMap;

use super::{Block, Page, on_one_line};
use crate::document::markdown::{cell, inline};

/// The page as text; `contents` says whether it begins with a table of contents.
pub(in crate::document) fn write(page: &Page, contents: bool) -> String {
    let mut text = format!("# {}\n", inline(&page.title));
    let mut waiting = contents;
    for block in &page.blocks {
        // What comes before the first chapter is said first.
        if waiting && matches!(block, Block::Heading(2, _)) {
            text.push('\n');
            text.push_str(&table_of_contents(page));
            waiting = false;
        }
        text.push('\n');
        write_block(&mut text, block);
    }
    text
}

fn write_block(text: &mut String, block: &Block) {
    match block {
        Block::Heading(level, title) => text.push_str(&format!("{} {}\n", "#".repeat((*level).into()), heading(title))),
        Block::Paragraph(said) => text.push_str(&lines(said, "  \n")),
        Block::Gap(said) => text.push_str(&format!("> {}", lines(said, "  \n> "))),
        Block::List(items) => items.iter().for_each(|item| text.push_str(&format!("- {}", lines(item, "  \n  ")))),
        Block::Boxes(items) => {
            for item in items {
                let (first, details) = item.split_once('\n').unwrap_or((item, ""));
                let details = on_one_line(details, inline);
                let between = if details.is_empty() { "" } else { "  \n      " };
                text.push_str(&format!("- [ ] {}{between}{details}\n", inline(first)));
            }
        }
        Block::Table(head, rows) => {
            text.push_str(&format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len())));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|it| on_one_line(it, cell)).collect();
                text.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
        }
        Block::Code(language, code) => text.push_str(&fenced(language, code)),
        Block::Diagram(diagram) => {
            text.push_str(&fenced("mermaid", &diagram.mermaid()));
            text.push_str(&format!("\n*{}*\n", inline(&diagram.title)));
        }
        Block::Cards(cards) => {
            for (at, block) in cards.iter().flatten().enumerate() {
                text.push_str(if at == 0 { "" } else { "\n" });
                write_block(text, block);
            }
        }
    }
}

/// A title behind its number, which is no item of a list.
fn heading(title: &str) -> String {
    let numbered = title.split_once(". ").filter(|(number, _)| number.parse::<u8>().is_ok());
    numbered.map_or_else(|| inline(title), |(number, title)| format!("{number}. {}", inline(title)))
}

fn lines(said: &str, between: &str) -> String {
    let mut text = said.lines().map(inline).collect::<Vec<_>>().join(between);
    text.push('\n');
    text
}

/// A block of code between fences that are longer than any that it holds.
fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", code.trim_end())
}

/// Links to the chapters and their parts.
fn table_of_contents(page: &Page) -> String {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut text = String::new();
    for block in &page.blocks {
        let Block::Heading(level, title) = block else { continue };
        let anchor = anchor(title, &mut seen);
        match level {
            2 => text.push_str(&format!("- [{}](#{anchor})\n", heading(title))),
            3 => text.push_str(&format!("  - [{}](#{anchor})\n", heading(title))),
            _ => {}
        }
    }
    text
}

/// The anchor that GitHub makes of a heading.
fn anchor(title: &str, seen: &mut BTreeMap<String, usize>) -> String {
    let kept = title.to_lowercase();
    let kept: String = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    let times = seen.entry(kept.clone()).or_default();
    *times += 1;
    if *times == 1 { kept } else { format!("{kept}-{}", *times - 1) }
}
