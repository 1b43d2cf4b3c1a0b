use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};

rule! {
    /// The instances that may run together want more connections than their database takes.
    ///
    /// ## Why
    /// All is well until the day of the highest load. Then the service scales out, the new instances get no connection,
    /// fail their checks and are replaced by others that get none either.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, owns: [orders-db], instances: { min: 3, max: 30 } }
    /// stores:
    ///   - { name: orders-db, pool: 20, max_connections: 200 }
    /// #                                                 ^^^ 600 connections are wanted, `orders-db` takes 200
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, owns: [orders-db], instances: { min: 3, max: 30 } }
    /// stores:
    ///   - { name: orders-db, pool: 6, max_connections: 200 }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, owns: [orders-db], instances: { min: 3, max: 9 } }
    /// stores:
    ///   - { name: orders-db, pool: 20, max_connections: 200 }
    /// ```
    /// ```yaml bad
    /// services:
    ///   - { name: orders, owns: [orders-db], instances: { min: 3, max: 30 } }
    /// stores:
    ///   - { name: orders-db, engine: postgresql, pool: 20 }
    /// #                              ^^^^^^^^^^ 600 connections are wanted, `orders-db` takes 100 unless it is told otherwise
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, owns: [orders-db], instances: { min: 3, max: 30 } }
    /// stores:
    ///   - { name: orders-db, engine: postgresql, pool: 3 }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the numbers is not stated: the most instances, the pool of each, the connections of the store or an engine
    /// that is known to take a certain number as it comes.
    ///
    /// ## See
    /// seed 002:45 · seed 001:9
    id: "data/exhausted-connections",
    severity: Error,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let (Some(pool), Some(limit)) = (&store.at.value.pool, store.most_connections()) else { return };
    let names = |list: &[crate::spec::At<crate::spec::Ref<{ crate::spec::shape::STORE }>>]| {
        list.iter().any(|it| it.value.0 == store.name())
    };
    use crate::spec::Items;
    let users = store.model.services().filter(|service| {
        names(service.at.value.owns.items())
            || names(service.at.value.reads.items())
            || names(service.at.value.writes.items())
    });
    let known: Vec<(&str, u64)> =
        users.filter_map(|service| Some((service.name(), service.max_instances()?))).collect();
    let wanted = known.iter().fold(0_u64, |sum, (_, most)| sum.saturating_add(most.saturating_mul(pool.value)));
    if wanted <= limit.most {
        return;
    }
    let message = format!("{wanted} connections are wanted, `{}` takes {}{}", store.name(), limit.most, limit.unless());
    let instances = known.iter().fold(0_u64, |sum, (_, most)| sum.saturating_add(*most));
    let each = limit.most.checked_div(instances).unwrap_or_default();
    let finding = report.find(limit.place, message);
    if each > 0 {
        let fix =
            Fix::suggested(format!("Give each instance {each} connections"), store.set("pool", &each.to_string()));
        finding.fix(fix);
    }
    let more = store.set("max_connections", &wanted.to_string());
    finding.fix(Fix::suggested(format!("Let the database take {wanted}"), more));
    finding.related(pool.span, "the connections of one instance");
    for (name, most) in &known {
        let all = most.saturating_mul(pool.value);
        finding.step(format!("{name}: {most} instances × {} connections = {all}", pool.value));
    }
    finding.step(format!("{wanted} wanted > {} taken", limit.most));
    if let Some(known) = limit.known {
        finding.step(known.in_words());
    }
}
