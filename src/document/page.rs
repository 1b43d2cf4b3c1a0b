//! A document for people: headings, prose, tables and diagrams, written as Markdown or as a page that stands alone.
//!
//! Texts are as a spec has them: what stands between backticks is code, a line break ends a line, and nothing else is
//! markup.

mod html;
mod markdown;
mod shared;

use std::rc::Rc;

use crate::diagram::Diagram;

pub(super) use html::write as as_html;
pub(super) use markdown::write as as_markdown;
pub(super) use shared::shared;

/// A document under construction.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
    chapters: usize,
}

/// What a page consists of.
#[derive(Debug)]
pub(super) enum Block {
    /// From 2, a chapter, to 4.
    Heading(u8, String),
    Paragraph(String),
    /// What is not said yet, and how to say it.
    Gap(String),
    List(Vec<String>),
    /// Things to tick off.
    Boxes(Vec<String>),
    Table(Vec<&'static str>, Vec<Vec<String>>),
    Code(&'static str, String),
    Diagram(Rc<Diagram>),
    /// Small things of one kind, which a wide page has side by side; each begins with its heading.
    Cards(Vec<Vec<Block>>),
}

impl Page {
    pub(super) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }

    /// A heading with the number of the chapter.
    pub(super) fn chapter(&mut self, title: &str) {
        self.chapters += 1;
        self.blocks.push(Block::Heading(2, format!("{}. {title}", self.chapters)));
    }

    /// A heading within a chapter.
    pub(super) fn part(&mut self, title: &str) {
        self.blocks.push(Block::Heading(3, title.to_owned()));
    }

    /// A heading for one thing of several.
    pub(super) fn item(&mut self, title: &str) {
        self.blocks.push(Block::Heading(4, title.to_owned()));
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Says that nothing is said, and which keys would say it.
    pub(super) fn gap(&mut self, what: &str, keys: &[&str]) {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        self.blocks.push(Block::Gap(format!("The spec does not say {what}. Write {}.", keys.join(", "))));
    }

    pub(super) fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    pub(super) fn boxes(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::Boxes(items));
        }
    }

    pub(super) fn code(&mut self, language: &'static str, text: impl Into<String>) {
        self.blocks.push(Block::Code(language, text.into()));
    }

    pub(super) fn diagram(&mut self, diagram: Option<Rc<Diagram>>) {
        self.blocks.extend(diagram.map(Block::Diagram));
    }

    /// A table without the columns in which no row says anything; none without rows. What every row says is said once,
    /// above it.
    pub(super) fn table(&mut self, head: &[&'static str], mut rows: Vec<Vec<String>>) {
        let common = shared::take_common(head, &mut rows);
        self.say(common);
        self.rows(head, rows);
    }

    /// A table in which each row stands for itself.
    pub(super) fn rows(&mut self, head: &[&'static str], rows: Vec<Vec<String>>) {
        let said = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<usize> = (0..head.len()).filter(|at| said(*at)).collect();
        if rows.is_empty() || kept.is_empty() {
            return;
        }
        let head = kept.iter().filter_map(|at| head.get(*at).copied()).collect();
        let cells = |row: &Vec<String>| kept.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
        self.blocks.push(Block::Table(head, rows.iter().map(cells).collect()));
    }

    /// Makes cards of what has been written since there were so many blocks: one for each heading.
    pub(super) fn cards_since(&mut self, blocks: usize) {
        let mut cards: Vec<Vec<Block>> = Vec::new();
        for block in self.blocks.split_off(blocks.min(self.blocks.len())) {
            match cards.last_mut() {
                Some(card) if !matches!(block, Block::Heading(..)) => card.push(block),
                _ => cards.push(vec![block]),
            }
        }
        if !cards.is_empty() {
            self.blocks.push(Block::Cards(cards));
        }
    }
}

/// What a cell or an item says, on one line: each fact as `write` has it, with a dot between two.
fn on_one_line(said: &str, write: fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut before = "";
    for line in said.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !before.is_empty() {
            text.push_str(if before.ends_with(['.', ':']) { " " } else { " · " });
        }
        text.push_str(&write(line));
        before = line;
    }
    text
}
