use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::read::shorten;
use crate::yaml::quote;

rule! {
    /// A route moves to a new service that does not serve it.
    ///
    /// ## Why
    /// On the day of the switch the facade sends these requests to the new service, which answers 404 to all of them. The old
    /// system still works and gets none.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/quotes }
    /// #                                                      ^^^^^^^^^^ `orders` serves nothing below `/v1/quotes`
    /// ```
    /// ```yaml fixed
    /// services: [{ name: orders, api: [POST /v1/orders] }]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1/orders }
    /// ```
    /// ```yaml good
    /// services: [{ name: orders, api: [POST /v1/orders] }, { name: parts, api: [GET /parts] }, claims]
    /// integration_points: [{ name: mainframe, kind: legacy }]
    /// migrations:
    ///   strangler:
    ///     - { legacy: mainframe, replaced_by: orders, route: /v1 }
    ///     - { legacy: mainframe, replaced_by: parts, route: /legacy/parts }
    ///     - { legacy: mainframe, replaced_by: claims, route: /v1/claims }
    /// ```
    ///
    /// ## Not a problem when
    /// The new service's endpoints are not written down yet, a gateway takes a prefix off (`/api/orders` for `/orders`), or the
    /// route is a host or a pattern.
    ///
    /// ## See
    /// seed 000:72
    id: "arch/unserved-route",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(migrations) = &model.system().migrations else { return };
    for part in migrations.strangler.items() {
        let (Some(route), Some(heir)) = (&part.route, &part.replaced_by) else { continue };
        let Some(heir) = model.service(&heir.value.0) else { continue };
        let path = route.value.split_once(' ').map_or(route.value.as_str(), |(_, path)| path);
        let paths: Vec<&str> = heir.endpoints().map(|it| it.path().value.as_str()).collect();
        let plain = path.starts_with('/') && !path.contains(['*', '{', ':', '(']);
        if !plain || paths.is_empty() || paths.iter().any(|it| serves(it, path)) {
            continue;
        }
        let message = format!("`{}` serves nothing below `{}`", shorten(heir.name()), shorten(path));
        let finding = report.find(route.span, message);
        let roots = paths.iter().filter_map(|it| it.split("/{").next()).filter(|it| it.len() > 1);
        if let Some(root) = roots.min_by_key(|it| it.len()) {
            let edits = model.spec.tree.replace(route.node, &quote(root));
            finding.fix(Fix::suggested(format!("Move `{root}`"), edits));
        }
    }
}

/// Whether a path may be what a route means: below it, or, where a gateway takes a prefix off, with its last segment.
fn serves(path: &str, route: &str) -> bool {
    let route = route.trim_end_matches('/');
    let below = path.strip_prefix(route).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let last = route.rsplit('/').next().unwrap_or_default();
    below || path.split('/').any(|segment| segment == last)
}
