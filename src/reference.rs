//! Rules and language → pages for people, and the schema for editors.

mod language;
mod limits;
mod schema;

pub use language::language;
pub use limits::limits;
pub use schema::schema;

use crate::protocol::{Block, RulePage, Section};
use crate::rule::{FixKind, Rule};

/// A rule's page.
#[must_use]
pub fn page(rule: &Rule) -> RulePage {
    RulePage {
        id: rule.id.to_owned(),
        summary: rule.summary().to_owned(),
        severity: rule.severity,
        stage: rule.stage.word().to_owned(),
        profile: rule.profile.word().to_owned(),
        fix: rule.fix.map(|fix| if fix == FixKind::Safe { "safe" } else { "suggested" }.to_owned()),
        sections: sections(rule.doc),
    }
}

/// The examples of a page, each with its role.
#[must_use]
pub fn page_blocks(doc: &str) -> Vec<(String, String)> {
    let blocks = sections(doc).into_iter().flat_map(|section| section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Code { role, text } => Some((role, text)),
            Block::Text { .. } => None,
        })
        .collect()
}

/// Splits a page into its parts. A doc comment's lines begin with a space, which is not part of them.
fn sections(doc: &str) -> Vec<Section> {
    let mut sections = vec![Section { title: String::new(), blocks: Vec::new() }];
    let mut paragraph = String::new();
    let mut code: Option<(String, String)> = None;
    let push = |block: Block, sections: &mut Vec<Section>| {
        if let Some(section) = sections.last_mut() {
            section.blocks.push(block);
        }
    };
    for line in doc.lines().chain([""]) {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some((role, text)) = &mut code {
            if line.trim_end() == "```" {
                push(Block::Code { role: std::mem::take(role), text: std::mem::take(text) }, &mut sections);
                code = None;
            } else {
                text.push_str(line);
                text.push('\n');
            }
            continue;
        }
        let fence = line.strip_prefix("```");
        let title = line.strip_prefix("## ");
        if (line.trim().is_empty() || fence.is_some() || title.is_some()) && !paragraph.is_empty() {
            push(Block::Text { text: std::mem::take(&mut paragraph) }, &mut sections);
        }
        if let Some(info) = fence {
            code = Some((info.split_whitespace().last().unwrap_or_default().to_owned(), String::new()));
        } else if let Some(title) = title {
            sections.push(Section { title: title.trim().to_owned(), blocks: Vec::new() });
        } else if !line.trim().is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    sections
}
