use crate::lint::Report;
use crate::model::{Decision, words};
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::plan::DecisionStatus;
use crate::spec::read::shorten;

rule! {
    /// An accepted decision says one thing, and the design does another.
    ///
    /// ## Why
    /// New people read the decision, operations reads the design. Each builds for a different system until they meet in
    /// production.
    ///
    /// ## Example
    /// ```yaml bad
    /// channels: [{ name: orders, broker: rabbitmq }]
    /// decisions:
    ///   - { id: ADR-3, title: Events go over Kafka, status: accepted, decides: { broker: kafka } }
    /// #                                                                                  ^^^^^ `ADR-3` decides for `kafka`, but `orders` is on `rabbitmq`
    /// ```
    /// ```yaml fixed
    /// channels: [{ name: orders, broker: kafka }]
    /// decisions:
    ///   - { id: ADR-3, title: Events go over Kafka, status: accepted, decides: { broker: kafka } }
    /// ```
    /// ```yaml bad
    /// style: monolith
    /// decisions:
    ///   - { id: ADR-1, title: Small services, status: accepted, decides: { style: microservices } }
    /// #                                                                           ^^^^^^^^^^^^^ `ADR-1` decides for `microservices`, but the style is `monolith`
    /// ```
    /// ```yaml fixed
    /// style: microservices
    /// decisions:
    ///   - { id: ADR-1, title: Small services, status: accepted, decides: { style: microservices } }
    /// ```
    /// ```yaml good
    /// channels: [{ name: orders, broker: apache kafka }]
    /// stores: [{ name: orders-db, engine: postgresql 16 }]
    /// decisions:
    ///   - { id: ADR-3, title: Events go over Kafka, status: accepted, decides: { broker: kafka, database: postgresql } }
    ///   - { id: ADR-4, title: Queues go over RabbitMQ, status: proposed, decides: { broker: rabbitmq } }
    /// ```
    ///
    /// ## Not a problem when
    /// The decision is not in force, or at least one part of the design follows it: a second broker may have a decision
    /// of its own.
    ///
    /// ## See
    /// seed 002:43
    id: "docs/contradicted-decision",
    severity: Error,
    stage: Draft,
    visit: Decision(check),
    fix: Suggested,
}

fn check(decision: Decision<'_>, report: &mut Report<'_>) {
    let it = &decision.at.value;
    let accepted = it.status.as_ref().is_some_and(|status| status.value == DecisionStatus::Accepted);
    let Some(decides) = it.decides.as_ref().filter(|_| accepted) else { return };
    let name = it.id.as_ref().map_or("the decision", |id| &id.value.0);
    let model = decision.model;
    let brokers = model.channels().filter_map(|it| Some((it.name(), it.at.value.broker.as_ref()?)));
    differs(name, decides.broker.as_ref(), &brokers.collect::<Vec<_>>(), report);
    let databases = model.stores().filter(|it| it.is_durable());
    let databases = databases.filter_map(|it| Some((it.name(), it.at.value.engine.as_ref()?)));
    differs(name, decides.database.as_ref(), &databases.collect::<Vec<_>>(), report);
    if let (Some(decided), Some(style)) = (&decides.style, &model.system().style)
        && decided.value != style.value
    {
        let message = format!("`{name}` decides for `{}`, but the style is `{}`", decided.value, style.value);
        let tree = &model.spec.tree;
        report
            .find(decided.span, message)
            .related(style.span, "the style")
            .fix(Fix::suggested("Do as was decided", tree.replace(style.node, &decided.value.to_string())))
            .fix(Fix::suggested("Record what is done", tree.replace(decided.node, &style.value.to_string())));
    }
}

/// Reports a product that was decided for where the design uses others only.
fn differs(name: &str, decided: Option<&At<String>>, used: &[(&str, &At<String>)], report: &mut Report<'_>) {
    let (Some(decided), Some((place, other))) = (decided, used.first()) else { return };
    let wanted = decided.value.to_lowercase();
    let follows = |product: &str| {
        crate::limits::is_any(product, &[&wanted]) || words(product).iter().any(|word| words(&wanted).contains(word))
    };
    if !used.iter().any(|(_, product)| follows(&product.value)) {
        let (decided_for, found) = (shorten(&decided.value), shorten(&other.value));
        let message = format!("`{}` decides for `{decided_for}`, but `{place}` is on `{found}`", shorten(name));
        let tree = &report.model.spec.tree;
        let follow = used.iter().flat_map(|(_, product)| tree.replace(product.node, &decided.value)).collect();
        let record = tree.replace(decided.node, &other.value);
        report
            .find(decided.span, message)
            .related(other.span, "used here")
            .fix(Fix::suggested("Do as was decided", follow))
            .fix(Fix::suggested("Record what is done", record));
    }
}
