use crate::lint::Report;
use crate::model::{Endpoint, Model, singular, words};
use crate::order;
use crate::rule::{Fix, rule};
use crate::spec::system::{Priority, Requirement};
use crate::spec::{At, Items};

rule! {
    /// Some requirements say what realises them, and this one does not.
    ///
    /// ## Why
    /// It was agreed on and then forgotten, or it is there and nobody can show where. Either comes out in the
    /// acceptance test.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// requirements:
    ///   functional:
    ///     - { id: R-1, text: People order cakes., endpoints: [POST /v1/orders] }
    ///     - { id: R-2, text: People write reviews., priority: must }
    /// #                      ^^^^^^^^^^^^^^^^^^^^^ nothing realises this
    /// services: [{ name: orders, api: [POST /v1/orders, POST /v1/reviews] }]
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// requirements:
    ///   functional:
    ///     - { id: R-1, text: People order cakes., endpoints: [POST /v1/orders] }
    ///     - { id: R-2, text: People write reviews., priority: must, endpoints: [POST /v1/reviews] }
    /// services: [{ name: orders, api: [POST /v1/orders, POST /v1/reviews] }]
    /// ```
    /// ```yaml good
    /// stage: production
    /// requirements:
    ///   functional:
    ///     - { id: R-1, text: People order cakes., endpoints: [POST /v1/orders] }
    ///     - { id: R-2, text: People write reviews., priority: could }
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// ```
    ///
    /// ## Not a problem when
    /// It is only nice to have (`could`), or no requirement says what realises it.
    ///
    /// ## See
    /// seed 002:9 · seed 000:26
    id: "req/unrealised-requirement",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let all = model.system().requirements.as_ref().map(|it| it.functional.items()).unwrap_or_default();
    let realised = |it: &At<Requirement>| !it.endpoints.items().is_empty() || !it.services.items().is_empty();
    if !all.iter().any(realised) {
        return;
    }
    for requirement in all.iter().filter(|it| !realised(it)) {
        let spare = requirement.priority.as_ref().is_some_and(|it| it.value == Priority::Could);
        if let Some(text) = requirement.text.as_ref().filter(|_| !spare) {
            let finding = report.find(model.line(text.span), "nothing realises this");
            for endpoint in meant(model, &text.value) {
                let label = crate::yaml::quote(&endpoint.label());
                let edits = model.spec.set(requirement, "endpoints", &format!("[{label}]"));
                finding.fix(Fix::suggested(format!("Say that `{}` does it", endpoint.label()), edits));
            }
        }
    }
}

/// The endpoints of the things that the text speaks of, those that it speaks of most first.
fn meant<'m>(model: &'m Model<'m>, text: &str) -> Vec<Endpoint<'m>> {
    /// More to choose from is no help.
    const FEW: usize = 3;
    let said: Vec<String> = words(text).iter().map(|word| singular(word)).collect();
    let shared = |endpoint: Endpoint<'m>| {
        let path = &endpoint.path().value;
        let parts = path.split('/').filter(|part| !part.starts_with('{')).flat_map(words);
        let count = parts.filter(|word| said.contains(&singular(word))).count();
        (count > 0).then_some((count, endpoint))
    };
    let mut found: Vec<(usize, Endpoint<'m>)> = model.endpoints().filter_map(shared).collect();
    order::by_key(&mut found, |(count, _)| std::cmp::Reverse(*count));
    found.into_iter().take(FEW).map(|(_, endpoint)| endpoint).collect()
}
