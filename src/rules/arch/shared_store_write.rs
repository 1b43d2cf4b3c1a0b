use crate::lint::Report;
use crate::model::{Service, Store};
use crate::rule::{Fix, rule};

rule! {
    /// Two services write the same store.
    ///
    /// ## Why
    /// Nobody can change a table that somebody else writes. Each service keeps its own idea of what a valid row is,
    /// and the rows that break the one were written by the other. From then on both are deployed together.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     owns: [shop-db]
    ///   - name: billing
    ///     writes: [shop-db]
    /// #            ^^^^^^^ `billing` writes `shop-db`, which `orders` owns
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: [shop-db]
    ///   - name: billing
    ///     calls: [{ to: orders, timeout: 2s }]
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     owns: [shop-db]
    ///   - name: billing
    ///     calls: [orders]
    /// stores:
    ///   - { name: shop-db, engine: postgresql }
    /// ```
    ///
    /// ## Not a problem when
    /// The services are modules of one monolith (`style: monolith`) or functions of one team's application, the store holds nothing that matters (a cache, or
    /// `ephemeral: true`), or sharing is the plan and the store says why: `shared: both work on one task list`.
    ///
    /// ## See
    /// seed 001:6 · seed 001:136 · seed 002:15
    id: "arch/shared-store-write",
    severity: Error,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    if store.model.is_monolith() || store.is_shared_on_purpose() || !store.is_durable() {
        return;
    }
    let writers = store.writers();
    let owner = store.owners().next();
    let first = writers.iter().find(|(service, _)| owner.is_none_or(|owner| owner.is(*service)));
    let Some((writer, place)) = first else { return };
    let first = writer.name();
    for (other, again) in writers.iter().filter(|(service, _)| is_apart(*service, *writer)) {
        let does = if owner.is_some() { "owns" } else { "writes too" };
        let name = store.name();
        report
            .find(again.span, format!("`{}` writes `{name}`, which `{first}` {does}", other.name()))
            .related(place.span, format!("`{first}` {does} it"))
            .fix(Fix::suggested(format!("Ask `{first}` instead"), other.ask_instead(*writer, again)));
    }
}

fn is_apart(one: Service<'_>, other: Service<'_>) -> bool {
    !one.is(other) && !one.is_of_one_application_with(other)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn two_owners_are_two_writers() {
        expect(
            &RULE,
            "services:
  - { name: orders, owns: [db] }
  - { name: billing, owns: [db] }
#                           ^^ `billing` writes `db`, which `orders` owns
stores: [db]
",
        );
    }

    #[test]
    fn caches_monoliths_and_reasons_are_silent() {
        silent(
            &RULE,
            "services:
  - { name: orders, owns: [redis, tasks] }
  - { name: billing, writes: [redis, tasks] }
stores:
  - { name: redis, kind: cache }
  - { name: tasks, engine: postgresql, shared: both work on one list }
",
        );
        silent(
            &RULE,
            "style: modular-monolith
services:
  - { name: orders, owns: [db] }
  - { name: billing, writes: [db] }
stores: [db]
",
        );
    }
}
