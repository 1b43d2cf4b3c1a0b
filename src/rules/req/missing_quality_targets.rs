use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// The design is sized, but nothing says how available, how fast or under what load it must be.
    ///
    /// ## Why
    /// Without a number nobody can say whether three instances are too few or one is too many. The first number is then
    /// found in production, by users.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, instances: 3 }
    /// scalability: { autoscaling: true }
    /// #^^^^^^^^^^ nothing says how available, how fast or under what load the system must be
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, instances: 3 }
    /// scalability: { autoscaling: true }
    /// requirements:
    ///   quality: { availability: 99.9% }
    /// ```
    /// ```yaml good
    /// requirements:
    ///   quality: { load: { peak: 300/s } }
    /// services:
    ///   - { name: orders, instances: 3 }
    /// scalability: { autoscaling: true }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the numbers stands anywhere: under `requirements.quality`, in an objective, a flow, a service or an
    /// endpoint. A design that does not choose sizes yet needs none.
    ///
    /// ## See
    /// seed 000:26 · seed 002:10 · seed 003:21
    id: "req/missing-quality-targets",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let system = model.system();
    let quality = system.requirements.as_ref().and_then(|it| it.quality.as_ref());
    let stated = quality.is_some_and(|it| it.availability.is_some() || it.latency.is_some() || it.load.is_some());
    let objectives = system.observability.as_ref().is_some_and(|it| !it.slos.items().is_empty());
    let flows = model.flows().any(|it| it.at.value.latency.is_some() || it.at.value.availability.is_some());
    let services = model
        .services()
        .any(|it| it.availability().is_some() || it.at.value.latency.is_some() || it.at.value.capacity.is_some());
    let endpoints = model.endpoints().any(|it| it.at.value.latency.is_some() || it.at.value.load.is_some());
    if stated || objectives || flows || services || endpoints {
        return;
    }
    if let Some(section) = &system.scalability {
        let message = "nothing says how available, how fast or under what load the system must be";
        let lone = model.services().any(|it| it.min_instances() == Some(1));
        let share = if lone { "99%" } else { "99.9%" };
        let requirements = system.requirements.as_ref();
        let edits = match quality {
            Some(quality) => model.spec.set(quality, "availability", share),
            None => {
                let quality = format!("{{ availability: {share} }}");
                model.spec.set_section(requirements, "requirements", "quality", &quality)
            }
        };
        report.find(section.key, message).fix(Fix::suggested(format!("Promise {share} of availability"), edits));
    }
}
