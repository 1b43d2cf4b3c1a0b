use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
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
    ///     - { id: R-2, text: People get their money back., priority: must }
    /// #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing realises this
    /// services: [{ name: orders, api: [POST /v1/orders] }]
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
            report.find(model.line(text.span), "nothing realises this");
        }
    }
}
