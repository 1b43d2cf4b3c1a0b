use crate::lint::Report;
use crate::model::{Endpoint, parameter_name};
use crate::rule::rule;
use crate::spec::endpoint::Method;

rule! {
    /// A path goes down more than three levels of parts.
    ///
    /// ## Why
    /// A caller has to know every identifier on the way to name the last one, and each of them has to be checked against
    /// the next. Where a part moves to another whole, all its addresses break.
    ///
    /// ## Example
    /// ```yaml bad
    /// api:
    ///   - GET /v1/shops/{shop}/orders/{order}/items/{item}/notes/{note}/authors
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 4 levels of parts below `shops`
    /// ```
    /// ```yaml good
    /// api:
    ///   - GET /v1/shops/{shop}/orders/{order}/items/{item}/notes
    ///   - POST /v1/shops/{shop}/orders/{order}/items/{item}/notes/{note}/hide
    /// ```
    ///
    /// ## Not a problem when
    /// The last word is an action (`POST …/hide`): it is no level of its own.
    ///
    /// ## See
    /// seed 001:13-18 · seed 002:17 · Zalando #147
    id: "api/deep-nesting",
    severity: Warning,
    stage: Review,
    visit: Endpoint(check),
}

fn check(endpoint: Endpoint<'_>, report: &mut Report<'_>) {
    let segments: Vec<&str> = endpoint.segments().map(|(segment, _)| segment).collect();
    let below = segments.iter().zip(segments.iter().skip(1));
    let parts = below.filter(|(one, two)| parameter_name(one).is_some() && parameter_name(two).is_none()).count();
    let action = endpoint.method() == Method::Post
        && segments.last().is_some_and(|it| parameter_name(it).is_none() && !it.ends_with('s'));
    let levels = parts - usize::from(action && parts > 0);
    let whole = segments.iter().zip(segments.iter().skip(1)).find(|(_, next)| parameter_name(next).is_some());
    if let Some((whole, _)) = whole.filter(|_| levels > 3) {
        report.find(endpoint.path().span, format!("{levels} levels of parts below `{}`", super::short(whole)));
    }
}
