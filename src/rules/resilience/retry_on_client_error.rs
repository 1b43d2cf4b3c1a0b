use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};

rule! {
    /// A call is retried after an answer that says that the request itself is wrong.
    ///
    /// ## Why
    /// The same request gets the same answer. Each retry costs both sides a request, delays the failure that the user
    /// must see anyway, and hides a fault of the caller behind what looks like an unreliable callee.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, retry: { attempts: 3, on: [503, 422] } }
    /// #                                                       ^^^ a retry after `422` gets the same answer again
    ///   - payments
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, retry: { attempts: 3, on: [503] } }
    ///   - payments
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     calls:
    ///       - { to: payments, retry: { attempts: 3, on: [503, 429, 409] } }
    ///   - payments
    /// ```
    ///
    /// ## Not a problem when
    /// Time or a new attempt can change the answer: 408, 425 and 429 ask for it, 401 may follow an expired token, 404 a
    /// copy that lags behind, 409, 412 and 423 another writer. Those are not reported.
    ///
    /// ## See
    /// seed 001:35-41 · seed 002:52
    id: "resilience/retry-on-client-error",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Safe,
}

/// Answers that no repetition of the same request changes.
const FINAL: [&str; 12] = ["400", "402", "403", "405", "406", "410", "411", "413", "414", "415", "422", "4xx"];

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(on) = call.retry().and_then(|retry| retry.on.as_ref()) else { return };
    for (index, code) in on.value.0.iter().enumerate() {
        if FINAL.contains(&code.value.to_ascii_lowercase().as_str()) {
            let edits = call.model.spec.tree.remove_item(on.node, index);
            report
                .find(code.span, format!("a retry after `{}` gets the same answer again", code.value))
                .fix(Fix::safe(format!("Do not retry after {}", code.value), edits));
        }
    }
}
