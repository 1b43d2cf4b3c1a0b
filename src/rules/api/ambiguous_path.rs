use crate::lint::Report;
use crate::model::{Endpoint, Model, parameter_name};
use crate::rule::rule;

rule! {
    /// Two paths of one method match the same address, and neither is the more precise.
    ///
    /// ## Why
    /// Which of the two answers `/users/me/settings` depends on the router, or on the order in which somebody registered
    /// them. It changes with the next upgrade.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: accounts
    ///     api:
    ///       - GET /users/me/{section}
    ///       - GET /users/{id}/settings
    /// #           ^^^^^^^^^^^^^^^^^^^^ `/users/me/{section}` matches the same addresses
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: accounts
    ///     api:
    ///       - GET /users/me
    ///       - GET /users/{id}
    ///       - GET /users/{id}/settings
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is more precise at every place where they differ: a router takes `/users/me` before `/users/{id}`.
    ///
    /// ## See
    /// seed 000:43 · OpenAPI 3.1, Path Templating Matching
    id: "api/ambiguous-path",
    severity: Warning,
    stage: Draft,
    visit: System(check),
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let segments = |it: Endpoint<'_>| it.segments().map(|(segment, _)| segment.to_owned()).collect();
    // Only paths with a parameter match more than one address.
    let endpoints: Vec<(Endpoint<'_>, Vec<String>)> = model.endpoints().map(|it| (it, segments(it))).collect();
    for (index, (endpoint, own)) in endpoints.iter().enumerate().filter(|(_, (it, _))| it.path().value.contains('{')) {
        let clash = endpoints.iter().take(index).find(|(other, theirs)| {
            other.method() == endpoint.method()
                && theirs.len() == own.len()
                && is_ambiguous(theirs, own)
                && other.shares_interface_with(*endpoint)
        });
        if let Some((other, _)) = clash {
            let message = format!("`{}` matches the same addresses", super::short(&other.path().value));
            report.find(endpoint.path().span, message).related(other.path().span, "the other one");
        }
    }
}

fn is_ambiguous(one: &[String], two: &[String]) -> bool {
    let (mut first_wins, mut second_wins) = (false, false);
    for (a, b) in one.iter().zip(two) {
        match (parameter_name(a), parameter_name(b)) {
            (Some(_), Some(_)) => {}
            // `{id}:cancel` and the like match by rules of their own.
            _ if parameter_name(a).is_none() && a.contains('{') || parameter_name(b).is_none() && b.contains('{') => {
                return false;
            }
            (None, Some(_)) => first_wins = true,
            (Some(_), None) => second_wins = true,
            (None, None) if a != b => return false,
            (None, None) => {}
        }
    }
    one.len() == two.len() && first_wins && second_wins
}
