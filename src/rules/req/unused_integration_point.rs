use crate::lint::Report;
use crate::model::External;
use crate::rule::rule;
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
        report.find(place, format!("nothing talks to `{name}`"));
    }
}
