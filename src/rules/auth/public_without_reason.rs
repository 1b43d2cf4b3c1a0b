use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Entrance, Model};
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

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
    /// ```yaml fixed
    /// api:
    ///   - method: GET
    ///     path: /v1/invoices
    ///     auth: required
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
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let entrances = model.entrances();
    let unexplained = entrances.iter().filter_map(|entrance| {
        let auth = entrance.exposure.auth.filter(|auth| auth.is_public())?;
        let reason = entrance.exposure.public_reason.is_some_and(|reason| !reason.trim().is_empty());
        (!reason && !entrance.is_self_evident()).then_some((auth.span, entrance))
    });
    let mut by_place: BTreeMap<Span, Vec<&Entrance<'_>>> = BTreeMap::new();
    unexplained.for_each(|(span, entrance)| by_place.entry(span).or_default().push(entrance));
    for (span, opened) in by_place {
        let Some((first, others)) = opened.split_first() else { continue };
        // A policy is one cause, however many it opens.
        let message = match others.len() {
            0 => format!("nothing says why {} is public", first.name()),
            more => format!("nothing says why {} and {more} more are public", first.name()),
        };
        let finding = report.find(span, message);
        for entrance in opened.iter().filter(|entrance| !entrance.place.contains(span)).take(20) {
            finding.related(entrance.place, "open to anybody by this");
        }
        // Where it stands decides for how many it is, a policy included.
        finding.fix(Fix::suggested("Ask callers who they are", vec![Edit::replace(span, "required")]));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_policy_is_told_once() {
        expect(
            &RULE,
            "api: [GET /v1/a, GET /v1/b, GET /v1/c]\ndefaults:\n  endpoint: { auth: public }\n#                   ^^^^^^ nothing says why `GET /v1/a` and 2 more are public\n",
        );
    }
}
