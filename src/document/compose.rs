//! A Compose file for work on one machine: every service beside the stores and brokers that it needs.

pub(super) mod image;
pub(super) mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::value::{Object, Value, yaml};
use super::{Entry, Format, Kind, Source, file_name};
use crate::model::{Model, Service};
use crate::text::LineIndex;
use image::Image;
use parts::{Parts, Peer, Server, in_order, variable};

pub(super) const KIND: Kind = Kind { id: "compose", tab: "Compose", needs: "`services:`", entries, write };

/// Where every service is to listen: nothing in a spec says it.
pub(super) const PORT: u16 = 8080;

fn entries<'m>(model: &'m Model<'m>) -> Vec<Entry> {
    if Parts::new(model).services.is_empty() {
        return Vec::new();
    }
    vec![Entry {
        id: "compose".to_owned(),
        tab: KIND.tab,
        title: String::new(),
        path: "compose.yaml".to_owned(),
        format: Format::Yaml,
    }]
}

fn write(source: &Source<'_>, name: &str) -> Option<String> {
    let model = source.model;
    let parts = Parts::new(model);
    if !name.is_empty() || parts.services.is_empty() {
        return None;
    }
    let asks = parts.services.iter().enumerate();
    let order = in_order(&asks.map(|(at, (service, _))| (at, parts.asks(*service))).collect());
    let writer = Writer { model, parts, lines: LineIndex::new(model.spec.text()), order };
    Some(writer.document())
}

struct Writer<'m> {
    model: &'m Model<'m>,
    parts: Parts<'m>,
    lines: LineIndex,
    /// Which services wait for which others.
    order: BTreeMap<usize, Vec<usize>>,
}

impl<'m> Writer<'m> {
    fn document(self) -> String {
        // Ports of the machine that are given out.
        let mut ports: BTreeSet<u16> = BTreeSet::new();
        let mut services = Object::new();
        let mut volumes = Object::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        for (at, (service, label)) in self.parts.services.iter().enumerate() {
            let port = free(&mut ports, PORT.saturating_add(u16::try_from(at).unwrap_or(u16::MAX)));
            services.set(label.as_str(), self.service(*service, label, at, port, &mut told));
        }
        for server in &self.parts.servers {
            let Some(image) = server.image() else { continue };
            let port = free(&mut ports, image.port);
            services.set(server.label.as_str(), self.server(server, image, port));
            if image.has_password() {
                told.insert(password(server));
            }
            if image.data.is_some() {
                volumes.set(format!("{}-data", server.label), Object::new());
            }
        }
        let document = Object::new()
            .with("name", file_name(self.model.name()))
            .with("services", services)
            .unless_empty("volumes", volumes);
        self.head(&told) + &yaml(&document)
    }

    /// What somebody has to know before they start it.
    fn head(&self, told: &BTreeSet<String>) -> String {
        let mut head =
            "# For work on one machine. Each service is built from the folder of its name and listens on PORT.\n"
                .to_owned();
        if !told.is_empty() {
            head.push_str(
                "# These variables belong into a file .env beside this one, which stays out of version control:\n",
            );
        }
        // Writing to a string cannot fail.
        for name in told {
            let _ = writeln!(head, "#   {name}");
        }
        for server in &self.parts.servers {
            let label = &server.label;
            let _ = match server.image() {
                Some(image) => image.instead_of.map_or(Ok(()), |what| writeln!(head, "# {label}: {what}.")),
                None => {
                    writeln!(head, "# {label}: no image is known that runs it here; its variable says where it is.")
                }
            };
        }
        head
    }

    fn service(&self, service: Service<'m>, label: &str, at: usize, port: u16, told: &mut BTreeSet<String>) -> Object {
        let said = &service.at.value;
        let mut environment = Object::new().with("PORT", PORT.to_string());
        let mut waits = Object::new();
        for (name, peer) in self.parts.needs(service) {
            match peer {
                Peer::Service(to) => {
                    let Some((_, host)) = self.parts.services.get(to) else { continue };
                    environment.set(name, format!("http://{host}:{PORT}"));
                }
                Peer::Server(to) => {
                    let Some(server) = self.parts.servers.get(to) else { continue };
                    let Some(image) = server.image() else {
                        environment.set(name.as_str(), required(&name));
                        told.insert(name);
                        continue;
                    };
                    environment.set(name, filled(image.url, server));
                    let condition = if image.health.is_empty() { "service_started" } else { "service_healthy" };
                    waits.set(server.label.as_str(), Object::new().with("condition", condition));
                }
                Peer::External(_) => {
                    environment.set(name.as_str(), required(&name));
                    told.insert(name);
                }
            }
        }
        for to in self.order.get(&at).into_iter().flatten() {
            if let Some((_, host)) = self.parts.services.get(*to) {
                waits.set(host.as_str(), Object::new().with("condition", "service_started"));
            }
        }
        let grace = self.model.system().resilience.as_ref().and_then(|it| it.graceful_shutdown.as_ref());
        let grace = grace.and_then(|it| it.value.details()).map(|grace| format!("{}s", grace.0.div_ceil(1000)));
        Object::new()
            .with("build", format!("./{label}"))
            .unless_empty("depends_on", waits)
            .with("environment", environment)
            .with("ports", vec![format!("127.0.0.1:{port}:{PORT}")])
            .maybe("mem_limit", said.memory.as_ref().map(|memory| format!("{}b", memory.value.0)))
            .maybe("stop_grace_period", grace)
            .with("x-source-line", self.line(service.name_span().start))
    }

    fn server(&self, server: &Server<'_>, image: &Image, port: u16) -> Object {
        let environment =
            image.environment.iter().fold(Object::new(), |all, (name, value)| all.with(*name, filled(value, server)));
        let texts = |words: &[&str]| words.iter().map(|word| filled(word, server)).collect::<Vec<String>>();
        let health = Object::new()
            .with("test", texts(image.health))
            .with("interval", "5s")
            .with("timeout", "5s")
            .with("retries", 20_u64)
            .with("start_period", "30s");
        Object::new()
            .with("image", image.image)
            .unless_empty(
                "volumes",
                image.data.iter().map(|path| format!("{}-data:{path}", server.label)).collect::<Vec<_>>(),
            )
            .unless_empty("environment", environment)
            .with("ports", vec![format!("127.0.0.1:{port}:{}", image.port)])
            .unless_empty("command", texts(image.command))
            .maybe("healthcheck", (!image.health.is_empty()).then_some(health))
            .with("x-source-line", self.line(server.span.start))
    }

    fn line(&self, offset: usize) -> Value {
        Value::from(self.lines.line_of(offset) as u64 + 1)
    }
}

/// The next port that nobody has yet.
fn free(taken: &mut BTreeSet<u16>, wish: u16) -> u16 {
    let mut ports = (wish..=u16::MAX).chain(1024..wish);
    let port = ports.find(|port| !taken.contains(port)).unwrap_or(wish);
    taken.insert(port);
    port
}

/// A variable without which nothing starts.
fn required(name: &str) -> String {
    format!("${{{name}:?set it in .env}}")
}

/// The variable with the password of a server.
fn password(server: &Server<'_>) -> String {
    format!("{}_PASSWORD", variable(&server.label))
}

fn filled(text: &str, server: &Server<'_>) -> String {
    let text = text.replace("{host}", &server.label).replace("{database}", &server.label.replace('-', "_"));
    text.replace("{password}", &required(&password(server)))
}
