use crate::lint::Report;
use crate::model::Flow;
use crate::rule::{Fix, rule};

rule! {
    /// A step handles an event that the flow publishes only later.
    ///
    /// ## Why
    /// A flow is read from top to bottom, and built so. One of the two orders is wrong: either the step waits for what comes
    /// after it, or a step is missing that publishes the event before.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [orders, payments]
    /// events: [payment.captured]
    /// flows:
    ///   - name: place an order
    ///     trigger: POST /orders
    ///     steps:
    ///       - payment.captured => orders
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^ `payment.captured` is published only later in this flow
    ///       - payments => payment.captured
    /// ```
    /// ```yaml fixed
    /// services: [orders, payments]
    /// events: [payment.captured]
    /// flows:
    ///   - name: place an order
    ///     trigger: POST /orders
    ///     steps:
    ///       - payments => payment.captured
    ///       - payment.captured => orders
    /// ```
    /// ```yaml good
    /// services: [orders, payments]
    /// events: [payment.captured]
    /// flows:
    ///   - name: place an order
    ///     trigger: POST /orders
    ///     steps:
    ///       - payments => payment.captured
    ///       - payment.captured => orders
    ///   - name: try again
    ///     trigger: payment.captured
    ///     steps:
    ///       - payment.captured => orders
    ///       - payments => payment.captured
    /// ```
    ///
    /// ## Not a problem when
    /// The event starts the flow (`trigger`), both steps happen at the same time (`parallel`), or the flow does not publish it.
    ///
    /// ## See
    /// seed 000:73 · seed 000:83
    id: "saga/premature-step",
    severity: Warning,
    stage: Draft,
    visit: Flow(check),
    fix: Suggested,
}

fn check(flow: Flow<'_>, report: &mut Report<'_>) {
    let steps = flow.steps();
    let trigger = flow.at.value.trigger.as_ref().map(|it| it.value.as_str());
    for (index, step) in steps.iter().enumerate() {
        let Some(event) = step.on.as_ref().map(|it| it.value.0.as_str()).filter(|it| Some(*it) != trigger) else {
            continue;
        };
        let sends = |other: &&crate::spec::At<crate::spec::flow::Step>| {
            other.publishes.as_ref().is_some_and(|it| it.value.0 == event)
        };
        let before = steps.get(..index).unwrap_or_default().iter().any(|it| sends(&it));
        let later = steps.iter().enumerate().skip(index + 1).find(|(_, it)| sends(it));
        let Some((at, later)) = later.filter(|(_, it)| !before && step.parallel.is_none() && it.parallel.is_none())
        else {
            continue;
        };
        // Where it is first in the flow and nothing else starts it, it is what starts it.
        if index == 0 && trigger.is_none() {
            continue;
        }
        let message = format!("`{}` is published only later in this flow", super::brief(event));
        report
            .find(flow.model.line(step.span), message)
            .related(flow.model.line(later.span), "published here")
            .fix(Fix::suggested("Put it behind the step that publishes", flow.put_behind(index, at)));
    }
}
