use crate::lint::Report;
use crate::model::{Case, Model};
use crate::rule::{Fix, rule};
use crate::spec::Kinds;
use crate::spec::shape::{NOUNS, SERVICE, STORE};
use crate::text::Span;

rule! {
    /// Nearly all services or stores are spelt in one way, and this one in another.
    ///
    /// ## Why
    /// Names become hosts, topics, dashboards and folders. The one that is spelt otherwise is missed by every search and
    /// every pattern that was written with the others in mind.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: order-service, calls: [paymentService] }
    ///   - stock-service
    ///   - user-service
    ///   - mail-service
    ///   - paymentService
    /// #   ^^^^^^^^^^^^^^ `paymentService` is camelCase, other services are kebab-case
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: order-service, calls: [payment-service] }
    ///   - stock-service
    ///   - user-service
    ///   - mail-service
    ///   - payment-service
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: order-service, owns: [order_db] }
    ///   - stock-service
    ///   - user-service
    ///   - mail-service
    ///   - gateway
    /// stores: [{ name: order_db, engine: postgresql }]
    /// ```
    ///
    /// ## Not a problem when
    /// Names of one word show no spelling, and where fewer than four in five agree there is none to follow.
    ///
    /// ## See
    /// seed 001:13-18 · Redocly channels-kebab-case
    id: "meta/mixed-name-case",
    severity: Info,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    look(SERVICE, &model.services().map(|it| (it.name(), it.name_span())).collect::<Vec<_>>(), report);
    look(STORE, &model.stores().map(|it| (it.name(), it.name_span())).collect::<Vec<_>>(), report);
}

fn look(kind: Kinds, named: &[(&str, Span)], report: &mut Report<'_>) {
    let Some(custom) = Case::custom(named.iter().map(|(name, _)| *name)) else { return };
    let noun = NOUNS.iter().find(|(it, _)| *it == kind).map_or("things", |(_, noun)| *noun);
    for (name, span) in named {
        let Some(case) = Case::of(name).filter(|case| *case != custom) else { continue };
        let better = custom.spell(name);
        let message =
            format!("`{}` is {}, other {noun}s are {}", crate::spec::read::shorten(name), case.word(), custom.word());
        let taken = report.model.spec.declared.iter().any(|it| it.kinds & kind != 0 && it.name == better);
        let edits = if taken { Vec::new() } else { report.model.spec.rename(kind, name, &better) };
        report.find(*span, message).fix(Fix::suggested(format!("Call it `{better}`"), edits));
    }
}
