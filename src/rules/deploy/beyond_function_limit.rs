use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A function is to run longer, or to have more memory, than its platform allows.
    ///
    /// ## Why
    /// The platform ends it in the middle of its work, without a word to the code, and starts it again from the
    /// beginning. Work that needs twenty minutes never finishes.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: invoices, kind: function, timeout: 20m, jobs: [monthly invoices] }
    /// #                                              ^^^ runs for 20m, but lambda ends it after 15m
    /// deployment: { platform: lambda }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: invoices, kind: function, timeout: 15m, jobs: [monthly invoices] }
    /// deployment: { platform: lambda }
    /// ```
    /// ```yaml bad
    /// services:
    ///   - { name: thumbnails, kind: function, memory: 16GiB }
    /// #                                               ^^^^^ has 16GiB of memory, but lambda gives 10GiB at most
    /// deployment: { platform: lambda }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: thumbnails, kind: function, memory: 10GiB }
    /// deployment: { platform: lambda }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: invoices, kind: function, timeout: 14m, memory: 2GiB, jobs: [monthly invoices] }
    ///   - { name: archive, kind: worker, timeout: 2h }
    /// deployment: { platform: kubernetes }
    /// ```
    ///
    /// ## Not a problem when
    /// The platform is none that is known, or the limit was raised (`deployment.limits` says so).
    ///
    /// ## See
    /// seed 002:13 · seed 002:46 · AWS Lambda, Quotas
    id: "deploy/beyond-function-limit",
    severity: Error,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let handlers = service.subscriptions().filter_map(|it| it.at.value.timeout.as_ref());
    let endpoints = service.endpoints().filter_map(|it| it.timeout());
    let times = service.at.value.timeout.iter().chain(handlers).chain(endpoints);
    if let (Some(limit), Some(longest)) = (service.run_limit(), times.max_by_key(|it| it.value))
        && longest.value > limit.most
    {
        let platform = limit.known.map_or("the platform", |it| it.product());
        let message = format!("runs for {}, but {platform} ends it after {}", longest.value, limit.most);
        let finding = report.find(longest.span, message);
        finding.step(format!("{} > {}", longest.value, limit.most)).fix(Fix::suggested(
            format!("End within {}", limit.most),
            vec![Edit::replace(longest.span, limit.most.to_string())],
        ));
        limit.explain(finding);
    }
    if let (Some(limit), Some(memory)) = (service.memory_limit(), &service.at.value.memory)
        && memory.value > limit.most
    {
        let platform = limit.known.map_or("the platform", |it| it.product());
        let message = format!("has {} of memory, but {platform} gives {} at most", memory.value, limit.most);
        let finding = report.find(memory.span, message);
        finding.step(format!("{} > {}", memory.value, limit.most)).fix(Fix::suggested(
            format!("Make do with {}", limit.most),
            vec![Edit::replace(memory.span, limit.most.to_string())],
        ));
        limit.explain(finding);
    }
}
