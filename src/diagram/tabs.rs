//! Which diagrams a spec has, and each of them by its id.

use super::{Diagram, data_model, sequence, service_map};
use crate::model::{Flow, Model};
use crate::protocol::{DiagramTab, Drawn, Element, Severity};
use crate::spec::Items;
use crate::text::Span;

/// What stands before a flow's name in an id.
const SEQUENCE: &str = "sequence:";

/// The diagrams that have something to show, in the order of the tabs.
#[must_use]
pub fn tabs(model: &Model<'_>) -> Vec<DiagramTab> {
    let system = model.system();
    let tab = |id: &str, tab: &str, title: &str| DiagramTab { id: id.into(), tab: tab.into(), title: title.into() };
    let mut tabs = Vec::new();
    let parts = model.services().count() + model.externals().count() + model.stores().count();
    if parts + model.channels().count() + model.events().count() > 0 {
        tabs.push(tab("map", "Map", ""));
    }
    if model.tables().next().is_some() || !system.data_entities.items().is_empty() {
        tabs.push(tab("data", "Data", ""));
    }
    for (title, _) in flows(model) {
        tabs.push(tab(&format!("{SEQUENCE}{title}"), "Sequence", &title));
    }
    tabs
}

/// The diagram of that id, as [`tabs`] names it.
#[must_use]
pub fn find(model: &Model<'_>, id: &str) -> Option<Diagram> {
    match id {
        "map" => Some(service_map::diagram(model).turned_to_fit()),
        "data" => Some(data_model::diagram(model)),
        _ => {
            let name = id.strip_prefix(SEQUENCE)?;
            flows(model).into_iter().find(|(title, _)| title == name).map(|(_, flow)| sequence::diagram(flow))
        }
    }
}

/// The answer to a request to draw: marked with findings, only what is in focus, with places as `range` counts them.
#[must_use]
pub fn drawn(
    model: &Model<'_>,
    id: &str,
    focus: Option<&str>,
    findings: impl IntoIterator<Item = (Severity, Span)>,
    range: impl Fn(Span) -> (usize, usize),
) -> Option<Drawn> {
    let mut diagram = find(model, id)?;
    diagram.mark(findings);
    if let Some(focus) = focus {
        diagram = diagram.focus(focus);
    }
    let drawing = diagram.drawing();
    let elements = drawing.elements.into_iter().map(|element| {
        let (from, to) = range(element.span);
        let super::Drawn { id, kind, label, detail, marks, .. } = element;
        Element { id, kind, label, detail, from, to, findings: marks }
    });
    Some(Drawn {
        diagram: id.to_owned(),
        svg: drawing.svg,
        width: drawing.width,
        height: drawing.height,
        mermaid: diagram.mermaid(),
        elements: elements.collect(),
        notice: drawing.notice,
    })
}

/// The flows that have steps, each with a title of its own.
fn flows<'m>(model: &'m Model<'m>) -> Vec<(String, Flow<'m>)> {
    let mut titled: Vec<(String, Flow<'m>)> = Vec::new();
    for flow in model.flows().filter(|flow| !flow.at.value.steps.items().is_empty()) {
        let title = sequence::title(flow);
        let taken = |title: &str| titled.iter().any(|(other, _)| other == title);
        let numbered = (2..).map(|number| format!("{title} {number}"));
        let free = std::iter::once(title.clone()).chain(numbered).find(|title| !taken(title));
        titled.push((free.unwrap_or(title), flow));
    }
    titled
}
