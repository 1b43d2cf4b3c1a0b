use crate::lint::Report;
use crate::model::{Endpoint, Model};
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::endpoint::{IdempotencyKind, Method};
use crate::text::{Edit, Span};

rule! {
    /// A POST that creates something answers 200.
    ///
    /// ## Why
    /// 200 says that something happened. A client cannot tell a new order from one that was there already, and generic
    /// clients, gateways and metrics that count 201 see no order at all.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     responses: [200, 400]
    /// #               ^^^ 200 does not say that one of `orders` is new
    /// data_model:
    ///   - orders
    /// schemas:
    ///   NewOrder: { note: string }
    /// ```
    /// ```yaml fixed
    /// api:
    ///   - method: POST
    ///     path: /v1/orders
    ///     request: NewOrder
    ///     responses: [201, 400]
    /// data_model:
    ///   - orders
    /// schemas:
    ///   NewOrder: { note: string }
    /// ```
    /// ```yaml good
    /// api:
    ///   - { method: POST, path: /v1/orders/search, request: Query, responses: [200] }
    ///   - { method: POST, path: /v1/orders, request: Query, response: "Query[]", responses: [200] }
    ///   - { method: POST, path: /v1/sessions, request: Query, responses: [200, 422] }
    /// data_model:
    ///   - orders
    ///   - sessions
    /// schemas:
    ///   Query: { note: string }
    /// ```
    ///
    /// ## Not a problem when
    /// It signs somebody in, searches, handles many at once, accepts work for later, or is idempotent by nature, so that
    /// what it leaves need not be new.
    ///
    /// ## See
    /// seed 001:33 · RFC 9110, 15.3.2 · Zalando #150
    id: "api/created-as-ok",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let found: Vec<_> = model.endpoints().filter_map(said_ok).collect();
    let edits = |place: Span| vec![Edit::replace(place, "201")];
    // Where no POST at all answers 201, that is one decision, and one finding.
    let decided = found.len() >= DECIDED && !model.endpoints().any(|it| creates(it) && it.status(201).is_some());
    if let [(first, _), others @ ..] = found.as_slice()
        && decided
    {
        let message = format!("200 does not say that something is new, here and {} times more", others.len());
        let finding = report.find(*first, message);
        finding
            .fix(Fix::suggested("Answer 201 everywhere", found.iter().flat_map(|(place, _)| edits(*place)).collect()));
        for (place, _) in others {
            finding.related(*place, "and here");
        }
        return;
    }
    for (place, table) in found {
        report
            .find(place, format!("200 does not say that one of `{}` is new", super::short(table)))
            .fix(Fix::suggested("Answer 201", edits(place)));
    }
}

/// So many are no oversight.
const DECIDED: usize = 3;

/// Where it says 200, and of which table one is new.
fn said_ok(endpoint: Endpoint<'_>) -> Option<(Span, &str)> {
    let table = endpoint.collection().filter(|_| creates(endpoint))?;
    let writes = endpoint.at.value.writes.items();
    let other_successes = endpoint.statuses().any(|it| (it.is_of(2) || it.is_of(3)) && it.number() != Some(200));
    let ok = endpoint.status(200).filter(|it| endpoint.is_own(it.code.span) && !other_successes)?;
    let is_its = writes.is_empty() || writes.iter().any(|it| it.value.0 == table.name());
    is_its.then(|| (ok.code.span, table.name()))
}

/// Whether it takes the fields of one thing into a collection.
fn creates(endpoint: Endpoint<'_>) -> bool {
    const OTHERWISE: [&str; 14] = [
        "session", "sessions", "token", "tokens", "login", "auth", "search", "query", "queries", "webhook", "webhooks",
        "hooks", "events", "batch",
    ];
    let spec = &endpoint.at.value;
    let natural = spec
        .idempotency
        .as_ref()
        .and_then(|it| it.kind.as_ref())
        .is_some_and(|it| it.value == IdempotencyKind::Natural);
    let later = spec.r#async.as_ref().is_some_and(|it| it.is_on());
    endpoint.method() == Method::Post
        && endpoint.is_collection()
        && spec.request.is_some()
        && spec.batch.is_none()
        && !natural
        && !later
        && !endpoint.returns_list()
        && !endpoint.is_sign_in()
        && !endpoint.path_holds(&OTHERWISE)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_decision_of_the_whole_api_is_told_once() {
        expect(
            &RULE,
            "api:
  - { method: POST, path: /v1/orders, request: New, responses: [200] }
#                                                               ^^^ 200 does not say that something is new, here and 2 times more
  - { method: POST, path: /v1/customers, request: New, responses: [200] }
  - { method: POST, path: /v1/refunds, request: New, responses: [200] }
data_model: [orders, customers, refunds]
schemas:
  New: { note: string }
",
        );
    }
}
