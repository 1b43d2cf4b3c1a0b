use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

rule! {
    /// A version in a path is more than a `v` and a whole number.
    ///
    /// ## Why
    /// The number in the path is a promise not to break. `/v1.2` makes every client change its addresses for a change that
    /// breaks nothing, or stays at 1.2 for ever and says nothing.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1.2/orders
    /// #        ^^^^ a path says the major version only: `v1`
    ///   - GET /v1.2/customers
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v1/customers
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/orders
    ///   - GET /v2beta1/orders
    ///   - GET /api/2024-01-15/orders
    /// ```
    ///
    /// ## Not a problem when
    /// It is a preview (`v2beta1`) or a day (`2024-01-15`).
    ///
    /// ## See
    /// seed 001:89-90 · Google AIP-185
    id: "api/malformed-version",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    // One spelling is one decision, however many paths have it.
    let mut places: BTreeMap<&str, Vec<(Endpoint<'_>, Span)>> = BTreeMap::new();
    for endpoint in model.endpoints() {
        if let Some((version, span)) = endpoint.version().filter(|(version, _)| major(version).is_some()) {
            places.entry(version).or_default().push((endpoint, span));
        }
    }
    for (version, at) in &places {
        let (Some(better), Some((_, first))) = (major(version), at.first()) else { continue };
        let mut edits: Vec<Edit> = Vec::new();
        for edit in at.iter().flat_map(|(endpoint, span)| endpoint.rename_segment(*span, &better)) {
            if !edits.iter().any(|it| it.span == edit.span) {
                edits.push(edit);
            }
        }
        let finding = report.find(*first, format!("a path says the major version only: `{better}`"));
        finding.fix(Fix::suggested(format!("Write `{better}`"), edits));
        for (_, span) in at.iter().skip(1) {
            finding.related(*span, "here too");
        }
    }
}

/// `v1` for `v1.2` and `V1`; none for what is well formed or says something else.
fn major(version: &str) -> Option<String> {
    let rest = version.strip_prefix(['v', 'V'])?;
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let minor = rest.get(number.len()..)?;
    let numeric = minor.is_empty() || minor.starts_with('.') && minor.chars().all(|c| c == '.' || c.is_ascii_digit());
    let better = format!("v{number}");
    (numeric && !number.is_empty() && better != version).then_some(better)
}
