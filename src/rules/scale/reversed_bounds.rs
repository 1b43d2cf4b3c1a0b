use crate::lint::Report;
use crate::model::Service;
use crate::rule::{Fix, rule};

rule! {
    /// At least more instances run than at most.
    ///
    /// ## Why
    /// A cluster refuses such bounds, or takes one of the two and nobody knows which. Either way the service does not
    /// grow when the load does.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     instances: { min: 6, max: 3 }
    /// #                     ^ at least 6 instances, but at most 3
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     instances: { min: 3, max: 6 }
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     instances: { min: 3, max: 3 }
    /// ```
    ///
    /// ## Not a problem when
    /// Both are equal: that is a fixed number.
    ///
    /// ## See
    /// seed 002:32 · seed 002:45
    id: "scale/reversed-bounds",
    severity: Error,
    stage: Draft,
    visit: Service(check),
    fix: Suggested,
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(instances) = &service.at.value.instances else { return };
    let (Some(min), Some(max)) = (&instances.value.min, &instances.value.max) else { return };
    if min.value > max.value {
        let swap = vec![
            crate::text::Edit::replace(min.span, max.value.to_string()),
            crate::text::Edit::replace(max.span, min.value.to_string()),
        ];
        report
            .find(min.span, format!("at least {} instances, but at most {}", min.value, max.value))
            .related(max.span, "at most")
            .step(format!("{} > {}", min.value, max.value))
            .fix(Fix::suggested("Swap the bounds", swap));
    }
}
