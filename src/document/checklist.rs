//! What the builders of each service tick off: interface, security, modules, persistence, observability, tests.

mod inside;
mod interface;
mod operation;

use super::facts::{code, one_line, word};
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

fn write<'m>(Source { model, .. }: Source<'m>, name: &str) -> Option<String> {
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

/// The lists of all services, each under a heading of that level.
pub(super) fn write_to(page: &mut Page, model: &Model<'_>, level: u8) {
    let builders = builders(model);
    if builders.is_empty() {
        page.gap("what there is to build", &["services", "api"]);
    }
    for builder in builders {
        let title = builder.service.map_or("Endpoints of no service", Service::name);
        page.blocks.push(Block::Heading(level, one_line(title)));
        page.say(builder.service.map(|it| word(&it.at.value.summary)).unwrap_or_default());
        for (title, boxes, keys) in [
            (
                "API surface",
                builder.surface(),
                &["services[].api", "services[].publishes", "services[].subscribes"][..],
            ),
            ("Security model", builder.security(), &["api[].auth", "api[].request", "security"][..]),
            ("Module layout", builder.modules(), &["services[].modules"][..]),
            ("Persistence", builder.persistence(), &["services[].owns", "data_model"][..]),
            ("Observability", builder.observability(), &["observability"][..]),
            ("Validation plan", builder.validation(), &["validation"][..]),
        ] {
            page.blocks.push(Block::Heading(level + 1, title.to_owned()));
            if boxes.is_empty() {
                page.gap("what to build here", keys);
            }
            page.boxes(boxes);
        }
    }
}

impl<'m> Builder<'m> {
    /// The name as code, or what stands for it.
    fn name(&self) -> String {
        self.service.map_or_else(|| "the service".to_owned(), |it| code(it.name()))
    }
}
