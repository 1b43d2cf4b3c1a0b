use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Endpoint, Model, parameter_name};
use crate::rule::{Fix, rule};
use crate::text::Span;

rule! {
    /// The same place of a path has two parameter names.
    ///
    /// ## Why
    /// Several routers refuse to start with `/users/{userId}` beside `/users/{uid}/orders`. Where they do start, generated
    /// clients have two names for one thing, and readers look for the difference.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: users
    ///     api:
    ///       - GET /v1/users/{userId}
    ///       - GET /v1/users/{userId}/orders
    ///       - DELETE /v1/users/{user_id}
    /// #                        ^^^^^^^^^ the same parameter is called `userId` elsewhere
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: users
    ///     api:
    ///       - GET /v1/users/{userId}
    ///       - GET /v1/users/{userId}/orders
    ///       - DELETE /v1/users/{userId}
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: users
    ///     api:
    ///       - GET /v1/users/{id}
    ///       - GET /v1/users/{userId}/orders/{id}
    ///   - name: archive
    ///     api:
    ///       - GET /v1/users/{uid}
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two is plain `id`, which a longer path has to tell apart from its other identifiers, or the paths belong
    /// to different services.
    ///
    /// ## See
    /// seed 001:15-18 · Google AIP-123
    id: "api/mixed-parameter-names",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

/// A parameter with the endpoint in whose path it stands.
type Place<'m> = (Endpoint<'m>, &'m str, Span);

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let mut places: BTreeMap<(Option<&str>, String), Vec<Place<'_>>> = BTreeMap::new();
    for endpoint in model.endpoints() {
        let mut before = String::new();
        for (segment, span) in endpoint.segments() {
            if let Some(name) = parameter_name(segment) {
                let service = endpoint.service().map(|it| it.name());
                places.entry((service, before.clone())).or_default().push((endpoint, name, span));
                before.push_str("/{}");
            } else {
                before.push('/');
                before.push_str(segment);
            }
        }
    }
    places.values().for_each(|places| compare(places, report));
}

/// Reports each name but the most frequent one; of two as frequent the first is meant.
fn compare(places: &[Place<'_>], report: &mut Report<'_>) {
    let named = || places.iter().filter(|(_, name, _)| *name != "id");
    let count = |wanted: &str| named().filter(|(_, name, _)| *name == wanted).count();
    let most = named().map(|(_, name, _)| count(name)).max().unwrap_or_default();
    let Some((_, custom, first)) = named().find(|(_, name, _)| count(name) == most) else { return };
    for (endpoint, name, span) in named().filter(|(_, name, _)| name != custom) {
        let message = format!("the same parameter is called `{}` elsewhere", super::short(custom));
        let finding = report.find(*span, message);
        finding.related(*first, "for example here");
        // A path that has a parameter of that name already would have two of it.
        if !endpoint.path_parameters().any(|(other, _)| other == *custom) {
            let edits = endpoint.rename_parameter(name, custom);
            finding.fix(Fix::suggested(format!("Call it `{}`", super::short(custom)), edits));
        }
    }
}
