//! The design document: eight chapters from overview to roadmap, then what is found in the design and what its builders
//! tick off; as Markdown and as a page that stands alone.

mod data;
mod decisions;
mod delivery;
mod findings;
mod growth;
mod interfaces;
mod messages;
mod overview;
mod plan;
mod schemas;
mod security;

use std::rc::Rc;

use super::page::{Page, as_html, as_markdown};
use super::{Entry, Format, Kind, Source, facts};
use crate::diagram::{self, Diagram};
use crate::model::Model;
use crate::yaml::NodeId;

/// As Markdown.
pub(super) const KIND: Kind = Kind {
    id: "design",
    tab: "Design",
    needs: "`name:` and `services:`",
    entries: markdown_entry,
    write: write_markdown,
};

/// As a page.
pub(super) const PAGE: Kind = Kind { id: "design-html", entries: page_entry, write: write_page, ..KIND };

fn markdown_entry<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    entry(model, "design", "Markdown", "design.md", Format::Markdown)
}

fn page_entry<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    entry(model, "design-html", "HTML", "design.html", Format::Html)
}

fn entry(model: &Model<'_>, id: &str, title: &str, path: &str, format: Format) -> Vec<Entry> {
    // An empty text is no design yet.
    if model.spec.tree.root().is_none_or(|root| root.is_null()) {
        return Vec::new();
    }
    vec![Entry { id: id.to_owned(), tab: KIND.tab, title: title.to_owned(), path: path.to_owned(), format }]
}

fn write_markdown<'m>(source: &Source<'m>, name: &str) -> Option<String> {
    (name.is_empty() && !markdown_entry(source.model).is_empty()).then(|| as_markdown(&page(source), true))
}

fn write_page<'m>(source: &Source<'m>, name: &str) -> Option<String> {
    (name.is_empty() && !page_entry(source.model).is_empty()).then(|| as_html(&page(source)))
}

/// The whole document.
fn page(source: &Source<'_>) -> Page {
    let mut design = Design { source: source.clone(), page: Page::new(source.model.name()) };
    design.lead();
    design.overview();
    design.interfaces();
    design.data();
    design.decisions();
    design.security();
    design.growth();
    design.delivery();
    design.plan();
    design.findings();
    design.page.chapter("Handler checklist");
    super::checklist::write_to(&mut design.page, source.model, 3);
    design.page
}

/// The document while it is written, a chapter a file.
struct Design<'m> {
    source: Source<'m>,
    page: Page,
}

impl<'m> Design<'m> {
    const fn model(&self) -> &'m Model<'m> {
        self.source.model
    }

    /// The diagram of that id, as the tabs of the workbench name it.
    fn diagram(&mut self, id: &str) {
        self.page.diagram(self.source.diagram(id));
    }

    /// The diagram of exactly that id, where the spec has it.
    fn diagram_if(&mut self, id: &str) {
        if diagram::tabs(self.model()).iter().any(|tab| tab.id == id) {
            self.diagram(id);
        }
    }

    /// Every diagram whose id begins so.
    fn diagrams(&mut self, prefix: &str) {
        let model = self.model();
        let tabs = diagram::tabs(model).into_iter().filter(|tab| tab.id.starts_with(prefix));
        let found: Vec<Rc<Diagram>> = tabs.filter_map(|tab| self.source.diagram(&tab.id)).collect();
        let mut shown: Vec<Rc<Diagram>> = Vec::new();
        for diagram in found {
            match shown.iter().find(|it| it.content == diagram.content) {
                Some(same) => self.page.say(format!("{} looks like {}.", diagram.title, facts::uncapital(&same.title))),
                None => {
                    self.page.diagram(Some(Rc::clone(&diagram)));
                    shown.push(diagram);
                }
            }
        }
    }

    /// What a section says, a key a row, but for some keys; and which subjects it says nothing about, each with the key
    /// that would say it.
    fn settings(&mut self, node: Option<NodeId>, without: &[&str], subjects: &[(&str, &str)]) {
        let rows = node.map(|node| facts::settings(self.model(), node, without)).unwrap_or_default();
        let stated = |key: &str| {
            let key = facts::spoken(key.rsplit('.').next().unwrap_or(key));
            // A list of words has no keys.
            rows.iter().any(|row| row.iter().any(|it| it.split(", ").any(|word| word.starts_with(&key))))
        };
        let unsaid: Vec<_> = subjects.iter().filter(|(_, key)| rows.is_empty() || !stated(key)).collect();
        let (what, keys): (Vec<String>, Vec<&str>) =
            unsaid.into_iter().map(|(it, key)| ((*it).to_owned(), *key)).unzip();
        self.page.rows(&["Subject", "Stated"], rows);
        if !what.is_empty() {
            self.page.gap(&facts::and(&what), &keys);
        }
    }

    /// A table, or that there is nothing to show.
    fn table(&mut self, head: &[&'static str], rows: Vec<Vec<String>>, gap: (&str, &[&str])) {
        if rows.is_empty() {
            self.page.gap(gap.0, gap.1);
        }
        self.page.table(head, rows);
    }
}
