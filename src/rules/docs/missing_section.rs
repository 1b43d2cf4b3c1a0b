use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};

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
    /// constraints: [{ kind: timeline, text: The old shop closes in May. }]
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// summary: Takes orders.
    /// services: [orders]
    /// api: [POST /v1/orders]
    /// security: { secrets: vault }
    /// scalability: { autoscaling: true }
    /// deployment: kubernetes
    /// decisions: [One service is enough for now]
    /// constraints: [{ kind: timeline, text: The old shop closes in May. }]
    /// roadmap:
    ///   - { phase: Go live, delivers: [orders] }
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
    /// ```
    ///
    /// ## Not a problem when
    /// The design is not meant for production yet (`stage: review`). A system without an interface needs no API, one
    /// without a database no tables, one whose services all say how many run no plan for scaling, one for which nothing is
    /// to come (no date to keep, no system to replace, no decision to take) no roadmap.
    ///
    /// ## See
    /// seed 002:39-47 · seed 002:53
    id: "docs/missing-section",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    for section in model.sections().into_iter().filter(|section| !section.is_there) {
        report
            .find(model.head(), format!("{} is missing: say {}", section.name, section.hint))
            .fix(Fix::suggested("Begin it with what the spec says already", model.begin(section)));
    }
}
