//! What the builders of each service tick off: interface, security, modules, persistence, observability, tests.

mod inside;
mod interface;
mod operation;

use super::facts::{and, one_line, word};
use super::page::{Block, Page, as_markdown};
use super::{Entry, Format, Kind, Source};
use crate::model::{Endpoint, Model, Service};
use crate::spec::service::ServiceKind;

pub(super) const KIND: Kind =
    Kind { id: "checklist", tab: "Checklist", needs: "`services:` or `api:`", entries, write };

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    if builders(model).is_empty() {
        return Vec::new();
    }
    vec![Entry {
        id: "checklist".to_owned(),
        tab: KIND.tab,
        title: String::new(),
        path: "checklist.md".to_owned(),
        format: Format::Markdown,
    }]
}

fn write<'m>(&Source { model, .. }: &Source<'m>, name: &str) -> Option<String> {
    (name.is_empty() && !entries(model).is_empty()).then(|| {
        let mut page = Page::new(&format!("{}: handler checklist", model.name()));
        page.say("What there is to build, service by service, with the facts of the spec. A box is done when its test passes.");
        write_to(&mut page, model, 2);
        as_markdown(&page, true)
    })
}

/// Who has something to build: each service, or one that has no name where only endpoints are known.
struct Builder<'m> {
    model: &'m Model<'m>,
    service: Option<Service<'m>>,
    endpoints: Vec<Endpoint<'m>>,
}

/// The services that are ours to build, then the endpoints that belong to none.
fn builders<'m>(model: &'m Model<'m>) -> Vec<Builder<'m>> {
    let ours = model.services().filter(|it| it.kind() != ServiceKind::Legacy && !it.name().is_empty());
    let of = |service: Service<'m>| Builder { model, service: Some(service), endpoints: service.endpoints().collect() };
    let nobodys: Vec<Endpoint<'m>> = model.endpoints().filter(|it| it.service().is_none()).collect();
    let nobodys = (!nobodys.is_empty()).then_some(Builder { model, service: None, endpoints: nobodys });
    ours.map(of).chain(nobodys).collect()
}

/// A list of what to build, and the keys that would fill it; none where it asks for nothing here.
struct Section {
    title: &'static str,
    boxes: Vec<String>,
    keys: &'static [&'static str],
}

/// The lists of all services, each under a heading of that level; before them what each of them has to do.
pub(super) fn write_to(page: &mut Page, model: &Model<'_>, level: u8) {
    let builders = builders(model);
    if builders.is_empty() {
        page.gap("what there is to build", &["services", "api"]);
    }
    let mut lists: Vec<Vec<Section>> = builders.iter().map(Builder::sections).collect();
    let common = take_common(&mut lists);
    if !common.is_empty() {
        page.blocks.push(Block::Heading(level, "Every service".to_owned()));
        common.into_iter().for_each(|section| write_section(page, section, level + 1));
    }
    for (builder, sections) in builders.iter().zip(lists) {
        let title = builder.service.map_or("Endpoints of no service", Service::name);
        page.blocks.push(Block::Heading(level, one_line(title)));
        page.say(builder.service.map(|it| word(&it.at.value.summary)).unwrap_or_default());
        let (empty, stated): (Vec<Section>, Vec<Section>) = sections.into_iter().partition(|it| it.boxes.is_empty());
        stated.into_iter().for_each(|section| write_section(page, section, level + 1));
        if !empty.is_empty() {
            let titles: Vec<String> = empty.iter().map(|it| it.title.to_owned()).collect();
            let keys: Vec<&str> = empty.iter().flat_map(|it| it.keys).copied().collect();
            page.gap(&format!("what to build under {}", and(&titles)), &keys);
        }
    }
}

fn write_section(page: &mut Page, Section { title, boxes, .. }: Section, level: u8) {
    page.blocks.push(Block::Heading(level, title.to_owned()));
    page.boxes(boxes);
}

/// Takes out what every service has to do alike.
fn take_common(lists: &mut [Vec<Section>]) -> Vec<Section> {
    let mut common = Vec::new();
    let Some((first, others)) = lists.split_first().filter(|(_, others)| !others.is_empty()) else { return common };
    for section in first {
        let of = |list: &[Section], item: &String| {
            list.iter().any(|it| it.title == section.title && it.boxes.contains(item))
        };
        let boxes: Vec<String> =
            section.boxes.iter().filter(|it| others.iter().all(|list| of(list, it))).cloned().collect();
        if !boxes.is_empty() {
            common.push(Section { boxes, ..*section });
        }
    }
    for list in lists {
        for section in list.iter_mut() {
            if let Some(shared) = common.iter().find(|it| it.title == section.title) {
                section.boxes.retain(|item| !shared.boxes.contains(item));
            }
        }
        list.retain(|it| !it.boxes.is_empty() || common.iter().all(|other| other.title != it.title));
    }
    common
}

impl<'m> Builder<'m> {
    fn sections(&self) -> Vec<Section> {
        let surface = self.surface();
        // Who only hears of events lets nobody in; a page in a browser offers and keeps nothing.
        let is_page = self.service.is_some_and(|it| it.kind() == ServiceKind::Frontend);
        let is_open = !is_page && (surface.is_empty() || !self.endpoints.is_empty());
        let asks = |title: &str| match title {
            "Security model" => is_open,
            "API surface" | "Persistence" => !is_page,
            _ => true,
        };
        let section = |title, boxes, keys| Section { title, boxes, keys };
        let mut sections = vec![
            section("API surface", surface, &["services[].api", "services[].publishes", "services[].subscribes"][..]),
            section("Security model", self.security(), &["api[].auth", "api[].request", "security"]),
            section("Module layout", self.modules(), &["services[].modules"]),
            section("Persistence", self.persistence(), &["services[].owns", "data_model"]),
            section("Observability", self.observability(), &["observability"]),
            section("Validation plan", self.validation(), &["validation"]),
        ];
        sections.retain(|it| !it.boxes.is_empty() || asks(it.title));
        sections
    }
}
