use crate::lint::Report;
use crate::model::Model;
use crate::model::words::is_any;
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::read::shorten;
use crate::spec::{At, Items};
use crate::text::Edit;

rule! {
    /// The design uses a product that its own constraints forbid.
    ///
    /// ## Why
    /// Constraints come from contracts, licences or from who can run what. It is found out when the security office or
    /// the purchasing department reads the design, after the code is written.
    ///
    /// ## Example
    /// ```yaml bad
    /// constraints:
    ///   - { kind: technology, text: No products of Oracle., deny: [oracle, mysql] }
    /// stores: [{ name: orders-db, engine: mysql }]
    /// #                                   ^^^^^ `mysql` is forbidden
    /// ```
    /// ```yaml fixed
    /// constraints:
    ///   - { kind: technology, text: No products of Oracle., deny: [oracle, mysql] }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml bad
    /// constraints:
    ///   - { kind: technology, text: Postgres and Kafka only., allow: [postgresql, kafka] }
    /// stores: [{ name: orders-db, engine: mongodb }]
    /// #                                   ^^^^^^^ `mongodb` is not among those allowed: postgresql
    /// ```
    /// ```yaml fixed
    /// constraints:
    ///   - { kind: technology, text: Postgres and Kafka only., allow: [postgresql, kafka] }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// ```
    /// ```yaml good
    /// constraints:
    ///   - { kind: technology, text: Postgres for data., allow: [postgresql, rust] }
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// channels: [{ name: orders, broker: kafka }]
    /// ```
    ///
    /// ## Not a problem when
    /// A list of what is allowed speaks of databases only where it names one, and of brokers only where it names one.
    /// Versions do not matter.
    ///
    /// ## See
    /// seed 002:11 · seed 002:14 · seed 003:22 · seed 003:65
    id: "req/forbidden-technology",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let uses = uses(model);
    for constraint in model.system().constraints.items() {
        let (allow, deny) = (constraint.allow.items(), constraint.deny.items());
        for (kind, stated) in &uses {
            let listed = |names: &[At<String>]| names.iter().any(|name| is_same(&stated.value, &name.value));
            if let Some(denied) = deny.iter().find(|name| is_same(&stated.value, &name.value)) {
                let message = format!("`{}` is forbidden", shorten(&stated.value));
                let finding = report.find(stated.span, message);
                finding.related(denied.span, "forbidden here");
                let others = allow.iter().map(|it| it.value.as_str()).chain(kind.usual().iter().copied());
                let may =
                    |name: &&str| kind.replaces(name, &stated.value) && !deny.iter().any(|it| is_same(name, &it.value));
                finding.fixes.extend(others.filter(may).take(1).map(|name| instead(stated, name)));
                continue;
            }
            let peers: Vec<&str> =
                allow.iter().filter(|it| kind.includes(&it.value)).map(|it| it.value.as_str()).collect();
            if !peers.is_empty() && !listed(allow) {
                let (name, list) = (shorten(&stated.value), peers.join(", "));
                let finding =
                    report.find(stated.span, format!("`{name}` is not among those allowed: {}", shorten(&list)));
                if let Some(list) = &constraint.allow {
                    finding.related(list.span, "allowed here");
                }
                let same = peers.iter().filter(|name| kind.replaces(name, &stated.value));
                finding.fixes.extend(same.chain(&peers).take(1).map(|name| instead(stated, name)));
            }
        }
    }
}

/// What a product is used as.
#[derive(Clone, Copy)]
enum Use {
    Database,
    Broker,
    /// Languages, frameworks and platforms are compared with what is forbidden only.
    Other,
}

impl Use {
    /// Whether a product of that name is used as this.
    fn includes(self, name: &str) -> bool {
        match self {
            Self::Database => crate::model::engine_kind(name).is_some(),
            Self::Broker => crate::model::is_broker(name),
            Self::Other => false,
        }
    }

    /// Whether one product does what the other does.
    fn replaces(self, name: &str, other: &str) -> bool {
        match self {
            Self::Database => crate::model::engine_kind(name) == crate::model::engine_kind(other),
            Self::Broker => crate::model::is_broker(name),
            Self::Other => false,
        }
    }

    /// What is used as this where nothing speaks against it.
    const fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Database => &["postgresql", "mariadb", "mongodb", "cassandra", "redis", "opensearch"],
            Self::Broker => &["kafka", "rabbitmq", "nats"],
            Self::Other => &[],
        }
    }
}

fn instead(stated: &At<String>, name: &str) -> Fix {
    Fix::suggested(format!("Use `{name}`"), vec![Edit::replace(stated.span, crate::yaml::quote(name))])
}

fn uses<'m>(model: &'m Model<'_>) -> Vec<(Use, &'m At<String>)> {
    let engines = model.stores().filter_map(|it| it.at.value.engine.as_ref()).map(|it| (Use::Database, it));
    let brokers = model.channels().filter_map(|it| it.at.value.broker.as_ref()).map(|it| (Use::Broker, it));
    let stack = model.services().flat_map(|it| it.at.value.stack.items()).map(|it| (Use::Other, it));
    let platform = model.system().deployment.as_ref().and_then(|it| it.platform.as_ref()).map(|it| (Use::Other, it));
    let mut all: Vec<_> = engines.chain(brokers).chain(stack).chain(platform).collect();
    // What a policy fills in stands in one place.
    order::by_key(&mut all, |(_, it)| it.span);
    all.dedup_by_key(|(_, it)| it.span);
    all
}

/// Whether both name one product: `PostgreSQL 16` is `postgresql`.
fn is_same(used: &str, listed: &str) -> bool {
    let first = used.split([' ', ':', '@']).next().unwrap_or_default();
    is_any(used, &[listed]) || is_any(first, &[listed]) || crate::limits::is_any(used, &[&listed.to_lowercase()])
}
