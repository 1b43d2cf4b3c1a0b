use crate::lint::Report;
use crate::model::{Model, Service};
use crate::rule::{Fix, rule};
use crate::spec::Items;

rule! {
    /// A service that something starts, stops and balances does not say how it is.
    ///
    /// ## Why
    /// The platform sees a process and sends it traffic, although it has lost its database or is not ready yet. Users
    /// find out first.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    /// #         ^^^^^^ `orders` has no health check
    ///     instances: 3
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     instances: 3
    ///     health: /health
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     instances: 3
    ///     api: [GET /healthz]
    /// ```
    ///
    /// ## Not a problem when
    /// All services have one by policy (`defaults.service` or `observability.health`), the code runs on demand
    /// (functions, serverless platforms), or nothing acts on the answer: no platform, no load balancer, one instance.
    ///
    /// ## See
    /// seed 001:230-241 · kube-linter no-liveness-probe
    id: "observability/missing-health-check",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let lacking: Vec<Service<'_>> = model.services().filter(|service| lacks(*service)).collect();
    // Where nobody has thought of it, that is one thing to decide.
    if let [first, _, _, ..] = *lacking
        && !model.services().any(Service::has_health)
    {
        let finding =
            report.find(first.name_span(), format!("none of the {} services here has a health check", lacking.len()));
        for service in lacking.iter().skip(1) {
            finding.related(service.name_span(), "nor this one");
        }
        let stated = model.system().observability.as_ref();
        let edits = model.spec.set_section(stated, "observability", "health", "/health");
        finding.fix(Fix::suggested("Have all of them say how they are under /health", edits));
        return;
    }
    for service in lacking {
        report
            .find(service.name_span(), format!("`{}` has no health check", service.name()))
            .fix(Fix::suggested("Say how it is under /health", service.set("health", "/health")));
    }
}

fn lacks(service: Service<'_>) -> bool {
    let several = service.max_instances().is_some_and(|max| max > 1);
    let found = service.at.value.discovery.is_some();
    let listed = service.model.environments().any(|it| !it.at.value.services.items().is_empty());
    let placed = !listed || service.is_placed();
    let managed = several || found || service.model.manages_instances() && placed;
    managed && service.is_long_running() && !service.has_health() && !service.answers_probes()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn a_sketch_and_code_on_demand_need_none() {
        silent(&RULE, "services: [orders, billing]\n");
        silent(&RULE, "services: [{ name: hook, instances: 5 }]\ndeployment: aws lambda\n");
        silent(&RULE, "services: [{ name: sums, kind: worker, stack: [dataflow], instances: 5 }]\n");
        silent(&RULE, "services: [{ name: hook, kind: function }]\ndeployment: kubernetes\n");
        silent(&RULE, "services: [orders]\ndeployment: kubernetes\nobservability: { health: /health }\n");
    }

    #[test]
    fn a_system_that_has_none_is_told_once() {
        expect(
            &RULE,
            "services: [orders, billing, mails]
#          ^^^^^^ none of the 3 services here has a health check
deployment: kubernetes
",
        );
    }
}
