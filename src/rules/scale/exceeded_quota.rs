use crate::lint::Report;
use crate::model::External;
use crate::rule::{Fix, rule};

rule! {
    /// More calls go to an external system than it takes.
    ///
    /// ## Why
    /// What is above the quota is refused, and it is refused at peak, when it matters most. Retries then spend the rest
    /// of the quota on requests that were refused already.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: payments
    ///     calls: [{ to: stripe, rate: 150/s }]
    /// integration_points:
    ///   - { name: stripe, rate_limit: 100/s }
    /// #                               ^^^^^ `stripe` takes 100/s, at peak it gets 150/s
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: payments
    ///     calls: [{ to: stripe, rate: 150/s, via: stripe-queue }]
    /// integration_points:
    ///   - { name: stripe, rate_limit: 100/s }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: payments
    ///     calls: [{ to: stripe, rate: 150/s, via: capture-queue }]
    /// integration_points:
    ///   - { name: stripe, rate_limit: 100/s }
    /// ```
    ///
    /// ## Not a problem when
    /// The calls wait in a queue, which spreads the peak, or the quota is counted for each user or key.
    ///
    /// ## See
    /// seed 003:24 · seed 002:45
    id: "scale/exceeded-quota",
    severity: Error,
    stage: Review,
    visit: External(check),
    fix: Suggested,
}

fn check(external: External<'_>, report: &mut Report<'_>) {
    let Some(quota) = external.at.value.rate_limit.as_ref().filter(|quota| quota.by.is_none()) else { return };
    let calls = external.model.calls().filter(|call| call.external().is_some_and(|it| it.name() == external.name()));
    let stated: Vec<_> = calls
        .filter(|call| call.is_synchronous())
        .filter_map(|call| Some((call, call.at.value.rate.as_ref().filter(|rate| rate.by.is_none())?)))
        .collect();
    let total: f64 = stated.iter().map(|(_, rate)| rate.per_second()).sum();
    if total <= quota.per_second() + 1e-9 {
        return;
    }
    let in_unit = crate::value::Rate { count: total * quota.per.as_seconds(), per: quota.per, by: None };
    let message = format!("`{}` takes {}, at peak it gets {in_unit}", external.name(), quota.value);
    let finding = report.find(quota.span, message);
    let edits = stated.iter().flat_map(|(call, _)| call.queue()).collect();
    finding.fix(Fix::suggested("Let the calls wait in a queue", edits));
    for (call, rate) in stated {
        finding.related(rate.span, format!("{} from `{}`", rate.value, call.caller().name()));
        finding.step(format!("{}: {}", call.label(), rate.value));
    }
    finding.step(format!("{in_unit} in all > {}", quota.value));
}
