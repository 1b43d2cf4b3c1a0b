//! How the system is cut and how its parts talk.

use std::collections::BTreeSet;

use super::{Draft, Fact, Topic, all_of, no_names};
use crate::document::facts::{code, count, one_line, toggle, word};
use crate::model::{Model, Service};
use crate::order;
use crate::spec::Items;
use crate::spec::service::ServiceKind;
use crate::spec::system::Style;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        words: &["microservice", "monolith", "modul", "decompos", "serverless", "deployable"],
        names: no_names,
        draft: decomposition,
    },
    Topic {
        words: &["gateway", "bff", "backend for", "edge"],
        names: |model| model.services().filter(|it| is_gate(*it)).map(Service::name).collect(),
        draft: gateway,
    },
    Topic {
        words: &["event", "messag", "asynchron", "kafka", "rabbitmq", "broker", "queue", "outbox"],
        names: |model| model.channels().map(|it| it.name()).collect(),
        draft: events,
    },
    Topic { words: &["saga", "choreograph", "orchestrat", "compensat"], names: no_names, draft: sagas },
    Topic { words: &["graphql", "grpc", "websocket", "protobuf"], names: no_names, draft: styles },
];

fn is_gate(service: Service<'_>) -> bool {
    matches!(service.kind(), ServiceKind::Gateway | ServiceKind::Bff)
}

fn runs<'m>(model: &'m Model<'m>) -> impl Iterator<Item = Service<'m>> {
    model.services().filter(|it| !matches!(it.kind(), ServiceKind::Frontend | ServiceKind::Legacy))
}

fn decomposition<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let number = runs(model).count();
    let style = model.system().style.as_ref();
    if number < 2 || style.is_some_and(|it| it.value == Style::Monolith) {
        return None;
    }
    let mut context: Vec<Fact> = Vec::new();
    context.extend(style.map(|it| Fact::at(it.span, format!("The style is {}.", it.value))));
    context.extend(runs(model).map(|service| {
        let does = service.at.value.summary.as_ref().map(|it| format!(": {}", one_line(&it.value))).unwrap_or_default();
        Fact::at(service.name_span(), format!("{}{does}", code(service.name())))
    }));
    let teams = order::set(runs(model).map(|it| word(&it.at.value.team)).filter(|it| !it.is_empty()));
    let mut consequences =
        vec![Fact::of(format!("{} are built, deployed and watched apart.", count(number, "service")))];
    if teams.len() > 1 {
        consequences.push(Fact::of(format!(
            "{} answer for them: {}.",
            count(teams.len(), "team"),
            teams.into_iter().collect::<Vec<_>>().join(", ")
        )));
    }
    consequences.extend(calls_between(model));
    Some(Draft {
        slug: "service-decomposition",
        title: format!("Cut the system into {}", count(number, "service")),
        context,
        consequences,
    })
}

/// What the network is asked to carry, and which of it can fail an answer.
fn calls_between<'m>(model: &'m Model<'m>) -> Vec<Fact> {
    let calls: Vec<_> = model.calls().filter(|it| it.service().is_some()).collect();
    let hard: Vec<String> = calls.iter().filter(|it| it.is_hard()).map(|it| it.label()).collect();
    let mut facts = Vec::new();
    if !calls.is_empty() {
        facts.push(Fact::of(format!("{} between services cross the network.", count(calls.len(), "call"))));
    }
    if !hard.is_empty() {
        facts.push(Fact::of(format!(
            "The caller cannot answer when one of these fails: {}.",
            all_of(hard.iter().map(String::as_str))
        )));
    }
    facts
}

fn gateway<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let gates: Vec<Service<'m>> = model.services().filter(|it| is_gate(*it)).collect();
    let first = gates.first()?;
    let mut context = Vec::new();
    let mut consequences = Vec::new();
    for gate in &gates {
        let said = &gate.at.value;
        let serves = said.serves.items().iter().map(|it| it.value.as_str()).collect::<Vec<_>>();
        let for_whom = if serves.is_empty() { String::new() } else { format!(" for {}", all_of(serves)) };
        context.push(Fact::at(gate.name_span(), format!("{} is a {}{for_whom}.", code(gate.name()), gate.kind())));
        let mut seen = BTreeSet::new();
        let behind: Vec<&str> =
            gate.calls().filter_map(|it| it.service()).map(Service::name).filter(|it| seen.insert(*it)).collect();
        if !behind.is_empty() {
            context.push(Fact::of(format!("Behind {} stand {}.", code(gate.name()), all_of(behind.iter().copied()))));
            consequences.push(Fact::of(format!(
                "A request to one of {} needs {} as well.",
                count(behind.len(), "service"),
                code(gate.name())
            )));
        }
        consequences.extend(said.availability.as_ref().map(|it| {
            Fact::at(it.span, format!("{} promises {}: {}.", code(gate.name()), it.value, it.value.allowance()))
        }));
        consequences.extend(said.instances.as_ref().map(|it| {
            let number = gate.min_instances().map(|it| it.to_string()).unwrap_or_default();
            Fact::at(it.span, format!("At least {number} instances of {} run.", code(gate.name())))
        }));
    }
    let title = if gates.len() == 1 {
        format!("Let requests in through {}", code(first.name()))
    } else {
        format!("Let requests in through {}", all_of(gates.iter().map(|it| it.name())))
    };
    Some(Draft { slug: "gateway", title, context, consequences })
}

fn events<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let handlers: Vec<_> = model.subscriptions().collect();
    if handlers.len() < 2 || model.publications().is_empty() {
        return None;
    }
    let mut context = Vec::new();
    let brokers = order::set(model.channels().map(|it| word(&it.at.value.broker)).filter(|it| !it.is_empty()));
    for service in model.services() {
        let told: Vec<&str> =
            model.publications().iter().filter(|it| it.service == service.name()).map(|it| it.event).collect();
        if !told.is_empty() {
            context
                .push(Fact::at(service.name_span(), format!("{} publishes {}.", code(service.name()), all_of(told))));
        }
    }
    context.extend(model.channels().map(|it| {
        let on = [word(&it.at.value.broker), word(&it.at.value.kind)]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        Fact::at(
            it.name_span(),
            format!("{} carries them{}.", code(it.name()), if on.is_empty() { on } else { format!(" ({on})") }),
        )
    }));
    let knows = handlers.iter().filter(|it| it.idempotent().is_some_and(|it| it.is_on())).count();
    let parked = handlers.iter().filter(|it| it.has_dead_letter()).count();
    let boxes: Vec<&str> = model.services().filter(|it| it.has_outbox()).map(Service::name).collect();
    let mut consequences = vec![
        Fact::of(format!("{knows} of {} recognise a message that comes twice.", count(handlers.len(), "handler"))),
        Fact::of(format!(
            "{parked} of {} say where a message goes that cannot be handled.",
            count(handlers.len(), "handler")
        )),
    ];
    if !boxes.is_empty() {
        consequences.push(Fact::of(format!("A change and its event leave together at {}.", all_of(boxes))));
    }
    let by = if brokers.is_empty() {
        String::new()
    } else {
        format!(" over {}", brokers.into_iter().collect::<Vec<_>>().join(" and "))
    };
    Some(Draft { slug: "events", title: format!("Tell other services by events{by}"), context, consequences })
}

fn sagas<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let sagas: Vec<_> = model.flows().filter(|it| it.is_saga()).collect();
    if sagas.is_empty() {
        return None;
    }
    let mut context = Vec::new();
    let mut consequences = Vec::new();
    for flow in &sagas {
        let name = code(&word(&flow.at.value.name));
        let services = order::set(flow.steps().iter().filter_map(|it| it.from.as_ref()).map(|it| it.value.0.as_str()));
        context.push(Fact::at(
            flow.at.span,
            format!("{name} takes {} and involves {}.", count(flow.steps().len(), "step"), all_of(services)),
        ));
        for step in flow.steps() {
            let does = word(&step.does);
            consequences.extend(
                step.compensate.as_ref().map(|it| {
                    Fact::at(it.span, format!("{name}: {} is taken back by {}.", code(&does), code(&it.value)))
                }),
            );
            consequences.extend(step.on_failure.as_ref().map(|it| {
                Fact::at(
                    it.span,
                    format!("{name}: where {} fails: {}.", code(&does), one_line(&it.value).trim_end_matches('.')),
                )
            }));
        }
        consequences.extend(
            flow.at
                .value
                .state
                .as_ref()
                .map(|it| Fact::at(it.span, format!("How far {name} is stands in {}.", code(&it.value.0)))),
        );
    }
    let kinds = order::set(sagas.iter().map(|it| word(&it.at.value.saga)).filter(|it| it != "true"));
    let by = if kinds.is_empty() {
        String::new()
    } else {
        format!(" by {}", kinds.into_iter().collect::<Vec<_>>().join(" and "))
    };
    Some(Draft {
        slug: "sagas",
        title: format!("Hold business transactions together with sagas{by}"),
        context,
        consequences,
    })
}

fn styles<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let mut context = Vec::new();
    let mut used = Vec::new();
    let mut consequences = Vec::new();
    for graphql in model.graphql() {
        used.push("GraphQL");
        context.push(Fact::at(
            graphql.place(),
            format!(
                "{} answers GraphQL at {}.",
                code(&word(&graphql.at.value.service)),
                code(&word(&graphql.at.value.path))
            ),
        ));
        consequences.extend(graphql.at.value.limits.as_ref().map(|it| {
            let said = model.spec.tree.node(it.node).map(crate::document::facts::said).unwrap_or_default();
            Fact::at(it.span, format!("One query may ask for: {said}."))
        }));
        consequences.extend((!graphql.at.value.loaders.items().is_empty()).then(|| {
            Fact::of(format!(
                "Fields that are loaded in batches: {}.",
                all_of(graphql.at.value.loaders.items().iter().map(|it| it.value.as_str()))
            ))
        }));
    }
    for grpc in model.grpc() {
        used.push("gRPC");
        context.push(Fact::at(
            grpc.place(),
            format!(
                "{} answers gRPC: {}.",
                code(&word(&grpc.at.value.service)),
                count(grpc.procedures().len(), "procedure")
            ),
        ));
    }
    for socket in model.websockets() {
        used.push("WebSocket");
        let said = &socket.at.value;
        context.push(Fact::at(
            socket.place(),
            format!("{} holds WebSockets at {}.", code(&word(&said.service)), code(&word(&said.path))),
        ));
        consequences.extend(
            said.max_connections
                .as_ref()
                .map(|it| Fact::at(it.span, format!("Up to {} connections are open.", it.value))),
        );
        let spread = toggle(&said.backplane);
        consequences.extend(
            (!spread.is_empty()).then(|| Fact::of(format!("Messages reach other instances through: {spread}."))),
        );
    }
    used.dedup();
    if used.is_empty() {
        return None;
    }
    if model.endpoints().next().is_some() {
        context.push(Fact::of(format!(
            "Beside that there are {} over HTTP.",
            count(model.endpoints().count(), "endpoint")
        )));
    }
    Some(Draft {
        slug: "api-styles",
        title: format!("Use {} for a part of the interfaces", used.join(" and ")),
        context,
        consequences,
    })
}
