use crate::lint::Report;
use crate::model::{Model, Store};
use crate::rule::rule;
use crate::spec::Items;
use crate::spec::data::StoreKind;

rule! {
    /// A design that is meant for production lacks a part that its readers need.
    ///
    /// ## Why
    /// Whoever builds, runs or reviews the system looks for eight things. What is not written down is decided anew by
    /// each of them, and differently.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// #      ^^^^^^^^^^ the roadmap is missing: say what comes when under `roadmap`
    /// summary: Takes orders.
    /// services: [orders]
    /// api: [POST /v1/orders]
    /// security: { secrets: vault }
    /// scalability: { autoscaling: true }
    /// deployment: kubernetes
    /// decisions: [One service is enough for now]
    /// ```
    /// ```yaml good
    /// stage: production
    /// summary: Takes orders.
    /// services: [orders]
    /// api: [POST /v1/orders]
    /// security: { secrets: vault }
    /// scalability: { autoscaling: true }
    /// deployment: kubernetes
    /// decisions: [One service is enough for now]
    /// roadmap: [Go live]
    /// ```
    ///
    /// ## Not a problem when
    /// The design is not meant for production yet (`stage: review`). A system without an interface needs no API, one
    /// without a database no tables, one whose services all say how many run no plan for scaling.
    ///
    /// ## See
    /// seed 002:39-47 · seed 002:53
    id: "docs/missing-section",
    severity: Warning,
    stage: Production,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let system = model.system();
    let has_tables = |store: Store<'_>| {
        use StoreKind::{Document, Graph, KeyValue, Relational, WideColumn};
        matches!(store.kind(), Some(Document | Graph | KeyValue | Relational | WideColumn)) && store.is_durable()
    };
    let listens =
        model.subscriptions().next().is_some() || model.services().any(|it| !it.at.value.jobs.items().is_empty());
    let scaled = model.services().next().is_some() && model.services().all(|it| it.instances().is_some());
    let overview = system.summary.is_some() && model.services().next().is_some();
    let sections = [
        (overview, "the overview", "what it does and what runs under `summary` and `services`"),
        (model.has_interface() || listens, "the API", "what can be asked under `api`"),
        (
            model.tables().next().is_some() || !model.stores().any(has_tables),
            "the database",
            "what is kept under `data_model`",
        ),
        (model.decisions().next().is_some(), "the decisions", "what was decided and why under `decisions`"),
        (system.security.is_some(), "security", "who may do what under `security`"),
        (
            system.scalability.is_some() || scaled || model.is_serverless(),
            "the scaling plan",
            "how it grows under `scalability`",
        ),
        (system.deployment.is_some(), "the deployment", "where it runs under `deployment`"),
        (model.phases().next().is_some(), "the roadmap", "what comes when under `roadmap`"),
    ];
    for (_, section, hint) in sections.into_iter().filter(|(is_there, _, _)| !is_there) {
        report.find(model.head(), format!("{section} is missing: say {hint}"));
    }
}
