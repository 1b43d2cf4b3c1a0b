//! A rule's page, which the workbench reads from a file of the site.

use serde::{Deserialize, Serialize};

use super::Severity;

/// A rule's page. No message holds one: the workbench reads all of them from a file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePage {
    /// Rule id.
    pub id: String,
    /// First sentence of its page.
    pub summary: String,
    /// Severity unless configured.
    pub severity: Severity,
    /// From which stage on it reports.
    pub stage: String,
    /// The profile that switches it on: `recommended`, `strict` or `all`.
    pub profile: String,
    /// `safe`, `suggested`, or none.
    pub fix: Option<String>,
    /// In reading order.
    pub sections: Vec<Section>,
}

impl RulePage {
    /// Why the rule exists: the first paragraph of the part of that name.
    #[must_use]
    pub fn why(&self) -> Option<&str> {
        let section = self.sections.iter().find(|section| section.title == "Why")?;
        section.blocks.iter().find_map(|block| match block {
            Block::Text { text } => Some(text.as_str()),
            Block::Code { .. } => None,
        })
    }
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading; empty for the introduction.
    pub title: String,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// A paragraph or an example. Text marks code with backticks and holds no other markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Text {
        /// With backticks.
        text: String,
    },
    /// An example spec.
    Code {
        /// `bad`, `fixed` or `good`.
        role: String,
        /// The YAML; in a bad one, caret lines as comments.
        text: String,
    },
}
