use crate::lint::Report;
use std::collections::BTreeMap;

use crate::model::{Model, words};
use crate::rule::rule;
use crate::spec::data::StoreKind;
use crate::spec::read::shorten;
use crate::text::Span;

rule! {
    /// More than three brokers, or more than four databases of one kind, run in one system.
    ///
    /// ## Why
    /// Each product needs somebody who can restore, tune and upgrade it at night. With five there is one such person
    /// for each, and that person is on holiday.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, broker: kafka }
    /// #                           ^^^^^ 4 brokers: kafka, nats, rabbitmq, sqs
    ///   - { name: mails, broker: sqs }
    ///   - { name: jobs, broker: rabbitmq }
    ///   - { name: prices, broker: nats }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, broker: kafka }
    ///   - { name: mails, broker: sqs }
    ///   - { name: jobs, broker: Amazon SQS }
    /// ```
    ///
    /// ## Not a problem when
    /// Databases of different kinds stand side by side: tables, documents, search, measurements.
    ///
    /// ## See
    /// seed 001:10 · seed 003:65 · seed 000:28
    id: "arch/technology-sprawl",
    severity: Info,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let brokers = model.channels().filter_map(|it| {
        let broker = it.at.value.broker.as_ref()?;
        Some((it.product()?.name().to_owned(), broker.span))
    });
    tell("brokers", 3, brokers, report);
    let engines = |kind: StoreKind| {
        let alike = model.stores().filter(move |it| it.kind() == Some(kind) && it.is_durable());
        alike.filter_map(|it| {
            let engine = it.at.value.engine.as_ref()?;
            Some((words(&engine.value).first()?.clone(), engine.span))
        })
    };
    tell("relational databases", 4, engines(StoreKind::Relational), report);
    tell("document databases", 4, engines(StoreKind::Document), report);
}

fn tell(what: &str, most: usize, used: impl Iterator<Item = (String, Span)>, report: &mut Report<'_>) {
    let mut products: BTreeMap<String, Span> = BTreeMap::new();
    for (name, span) in used {
        products.entry(name).or_insert(span);
    }
    let Some(first) = products.values().min().copied().filter(|_| products.len() > most) else { return };
    let names: Vec<&str> = products.keys().map(String::as_str).collect();
    let finding = report.find(first, format!("{} {what}: {}", products.len(), shorten(&names.join(", "))));
    for (name, span) in products.iter().filter(|(_, span)| **span != first) {
        finding.related(*span, name.clone());
    }
}
