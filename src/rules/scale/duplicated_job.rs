use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// Nothing says that a job runs only once although several instances could start it.
    ///
    /// ## Why
    /// Three instances send the invoices three times. It works in the first year, with one instance, and fails on the
    /// day on which somebody makes it two.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: billing
    ///     instances: 3
    ///     jobs: [nightly invoice run]
    /// #          ^^^^^^^^^^^^^^^^^^^ what keeps `nightly invoice run` from starting on all 3 instances?
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: billing
    ///     instances: 3
    ///     jobs: [nightly invoice run under a lock]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: billing
    ///     instances: 3
    ///     jobs: [nightly invoice run under a lock]
    /// ```
    ///
    /// ## Not a problem when
    /// Only one instance does the work: say so in the job's words (a lock, a lease, a leader, once), or let a service of
    /// kind `scheduler` with one instance start it.
    ///
    /// ## See
    /// seed 001:9
    id: "scale/duplicated-job",
    severity: Info,
    stage: Review,
    profile: Strict,
    visit: Service(check),
    fix: Suggested,
}

/// Words that say that one instance does the work.
const ONE: [&str; 12] = [
    "lock",
    "leas",
    "leader",
    "once",
    "single",
    "one instance",
    "only one",
    "elect",
    "exclusive",
    "idempotent",
    "each instance",
    "every instance",
];

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(count) = service.min_instances().filter(|min| *min > 1) else { return };
    let words =
        service.at.value.stack.items().iter().chain(&service.at.value.summary).map(|it| it.value.to_lowercase());
    let known = ["shedlock", "quartz", "cronjob", "temporal", "sidekiq", "leader", "lock"];
    if service.model.is_serverless() || words.into_iter().any(|it| known.iter().any(|name| it.contains(name))) {
        return;
    }
    for job in service.at.value.jobs.items() {
        let text = job.value.to_lowercase();
        if !ONE.iter().any(|word| text.contains(word)) {
            let name = crate::spec::read::shorten(&job.value);
            let edits = service.rename_job(&job.value, &format!("{} under a lock", job.value));
            report
                .find(job.span, format!("what keeps `{name}` from starting on all {count} instances?"))
                .fix(Fix::suggested("Take a lock before it starts", edits));
        }
    }
}
