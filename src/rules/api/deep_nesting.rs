use crate::lint::Report;
use crate::model::{Endpoint, parameter_name};
use crate::rule::{Fix, rule};
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
    /// ```yaml fixed
    /// api:
    ///   - GET /v1/notes/{note}/authors
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
    fix: Suggested,
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
        let message = format!("{levels} levels of parts below `{}`", super::short(whole));
        let finding = report.find(endpoint.path().span, message);
        if let Some(fix) = promote(endpoint, &segments) {
            finding.fix(fix);
        }
    }
}

/// The fix that begins the path at the last whole, which its identifier names without those above it.
fn promote(endpoint: Endpoint<'_>, segments: &[&str]) -> Option<Fix> {
    let is_named = |at: usize| segments.get(at).is_some_and(|it| parameter_name(it).is_some());
    let mut wholes = (0..segments.len()).filter(|at| !is_named(*at) && is_named(at + 1));
    let (first, last) = (wholes.next()?, wholes.next_back()?);
    let kept: Vec<&str> = segments.iter().take(first).chain(segments.iter().skip(last)).copied().collect();
    let path = format!("/{}", kept.join("/"));
    let left_out = segments.get(first..last)?.iter().filter_map(|it| parameter_name(it));
    let guard = endpoint.auth().and_then(|auth| auth.owner.as_ref()).map(|it| it.value.as_str());
    let mut left_out =
        left_out.filter(|it| endpoint.parameters().any(|(name, _)| name.value == *it) || guard == Some(it));
    if left_out.next().is_some() || super::is_taken(endpoint, &path) {
        return None;
    }
    let title = format!("Begin it at `{}`", super::short(segments.get(last)?));
    Some(Fix::suggested(title, endpoint.without_segments(first..last)))
}
