use crate::lint::Report;
use crate::model::External;
use crate::rule::{Fix, rule};
use crate::spec::shape::EXTERNAL;

rule! {
    /// An external system is listed and nothing talks to it.
    ///
    /// ## Why
    /// Either a service calls it and the design does not know, so that nobody has thought about its failure, or it is
    /// left over and somebody still pays for it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     calls: [stripe]
    /// integration_points:
    ///   - stripe
    ///   - mailgun
    /// #   ^^^^^^^ nothing talks to `mailgun`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     calls: [stripe]
    /// integration_points:
    ///   - stripe
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     calls: [stripe, mailgun]
    /// integration_points:
    ///   - stripe
    ///   - mailgun
    /// ```
    ///
    /// ## Not a problem when
    /// No service says yet whom it calls, or the system is named anywhere else: in a webhook, an event, a flow, as a
    /// sign-in provider.
    ///
    /// ## See
    /// seed 003:24
    id: "req/unused-integration-point",
    severity: Info,
    stage: Review,
    visit: External(check),
    fix: Suggested,
}

fn check(external: External<'_>, report: &mut Report<'_>) {
    let (model, name) = (external.model, external.name());
    let used = model.spec.used.iter().any(|it| it.kinds & EXTERNAL != 0 && it.name == name);
    let provides = model.schemes().any(|it| it.at.value.provider.as_ref().is_some_and(|it| it.value == name));
    let Some(place) = external.at.value.name.as_ref().map(|name| name.span) else { return };
    if used || provides || model.calls().next().is_none() {
        return;
    }
    if !model.texts().iter().any(|it| !it.is_key && it.span != place && it.value.contains(name)) {
        let list = model.system().integration_points.as_ref();
        let index = list.and_then(|list| list.value.0.iter().position(|it| std::ptr::eq(it, external.at)));
        let edits = list.zip(index).map(|(list, index)| model.spec.tree.remove_item(list.node, index));
        report
            .find(place, format!("nothing talks to `{name}`"))
            .fix(Fix::suggested("Take it off the list", edits.unwrap_or_default()));
    }
}
