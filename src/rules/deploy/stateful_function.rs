use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// A function keeps something between its runs.
    ///
    /// ## Why
    /// The platform starts and ends copies of it as it likes. What one run has put into memory or on the disk, the next
    /// finds or does not find, on a Tuesday more often than in the tests.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: carts, kind: function, stateless: false }
    /// #                                             ^^^^^ the platform throws away what `carts` keeps
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: carts, kind: function, stateless: true }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: carts, kind: function, stateless: true, owns: [carts-db] }
    /// stores: [{ name: carts-db, engine: dynamodb }]
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is said of it, or several instances of it are reported already.
    ///
    /// ## See
    /// seed 002:13 · seed 001:9
    id: "deploy/stateful-function",
    severity: Warning,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(state) = service.at.value.stateless.as_ref().filter(|it| !it.value) else { return };
    if service.is_function() && service.max_instances().is_none_or(|count| count < 2) {
        report
            .find(state.span, format!("the platform throws away what `{}` keeps", service.name()))
            .fix(Fix::suggested("Keep the state in a store", service.set("stateless", "true")));
    }
}
