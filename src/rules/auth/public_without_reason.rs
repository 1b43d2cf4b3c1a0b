use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;

rule! {
    /// Anybody may call an endpoint, and nobody says why.
    ///
    /// ## Why
    /// Left open on purpose and left open by mistake look the same. With the reason beside it a reviewer can tell them
    /// apart, and the next one does not close what has to stay open.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - method: GET
    ///     path: /v1/invoices
    ///     auth: public
    /// #         ^^^^^^ nothing says why `GET /v1/invoices` is public
    /// ```
    /// ```yaml good
    /// api:
    ///   - method: GET
    ///     path: /v1/prices
    ///     auth: public
    ///     public_reason: prices are printed in the shops
    ///   - { method: GET, path: /health, auth: public }
    /// ```
    ///
    /// ## Not a problem when
    /// The endpoint explains itself: a probe, a scheme's `login` and `refresh`, a signed webhook.
    ///
    /// ## See
    /// seed 003:48
    id: "auth/public-without-reason",
    severity: Error,
    stage: Draft,
    visit: System(check),
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    for entrance in model.entrances() {
        let Some(auth) = entrance.exposure.auth.filter(|auth| auth.is_public()) else { continue };
        let reason = entrance.exposure.public_reason.is_some_and(|reason| !reason.trim().is_empty());
        if !reason && !entrance.is_self_evident() {
            report.find(auth.span, format!("nothing says why {} is public", entrance.name()));
        }
    }
}
