use crate::lint::Report;
use crate::model::{Model, Part};
use crate::rule::rule;

rule! {
    /// A promise of availability rests on systems of others that promise nothing.
    ///
    /// ## Why
    /// The product of the parts cannot be computed, so that nobody knows whether the promise can be kept. Most
    /// providers publish what they promise.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { quality: { availability: 99.9% } }
    /// #                                        ^^^^^ 99.9% rest on `bank`, which promises nothing here
    /// services: [{ name: orders, api: [POST /orders], calls: [bank] }]
    /// integration_points: [bank]
    /// ```
    /// ```yaml good
    /// requirements: { quality: { availability: 99.9% } }
    /// services: [{ name: orders, api: [POST /orders], calls: [bank] }]
    /// integration_points: [{ name: bank, availability: 99.95% }]
    /// ```
    ///
    /// ## Not a problem when
    /// The system works without it: `optional`, a `fallback`, a queue.
    ///
    /// ## See
    /// seed 003:24 · seed 003:21
    id: "resilience/unstated-availability",
    severity: Info,
    stage: Review,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    let Some(target) = quality.and_then(|quality| quality.availability.as_ref()) else { return };
    let mut silent: Vec<Part<'_>> = Vec::new();
    for promise in model.promises().into_iter().filter(|it| std::ptr::eq(it.target, target)) {
        for part in promise.parts {
            let external = part.availability.is_none() && model.external(part.name).is_some();
            if external && part.service.is_none() && !silent.iter().any(|known| known.name == part.name) {
                silent.push(part);
            }
        }
    }
    let Some((first, others)) = silent.split_first() else { return };
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let verb = if others.is_empty() { "promises" } else { "promise" };
    let message = format!("{} rest on `{}`{more}, which {verb} nothing here", target.value, first.name);
    let finding = report.find(target.span, message);
    for part in &silent {
        finding.related(part.span, format!("needs `{}`", part.name));
    }
}
