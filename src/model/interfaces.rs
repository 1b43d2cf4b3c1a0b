//! What rules ask about endpoints beyond what they say: their statuses, parameters, who points to them, what they return.

use super::{Endpoint, Model, Service, Table, plural};
use crate::spec::endpoint::Parameter;
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries, Items};
use crate::text::Span;
use crate::value::Field;

/// A status that an endpoint declares, with the body that comes with it.
#[derive(Debug, Clone, Copy)]
pub struct Status<'m> {
    /// As written: `404`, `4XX`.
    pub code: &'m At<String>,
    /// The body's schema.
    pub body: Option<&'m At<SchemaUse>>,
}

impl Status<'_> {
    /// The number; none for a class such as `4XX` and for what is no number.
    #[must_use]
    pub fn number(self) -> Option<u16> {
        self.code.value.parse().ok()
    }

    /// Whether it belongs to a class: 2 for `201` and `2XX`.
    #[must_use]
    pub fn is_of(self, class: u16) -> bool {
        let text = self.code.value.as_str();
        text.len() == 3 && text.starts_with(&class.to_string())
    }

    /// Whether it says that something went wrong.
    #[must_use]
    pub fn is_error(self) -> bool {
        self.is_of(4) || self.is_of(5)
    }
}

impl<'m> Endpoint<'m> {
    /// The statuses that it declares itself.
    pub fn statuses(self) -> impl Iterator<Item = Status<'m>> {
        let own = self.at.value.responses.as_ref().map(|it| it.codes.as_slice()).unwrap_or_default();
        own.iter().map(|(code, body)| Status { code, body: body.as_ref() })
    }

    /// The declared status of that number.
    #[must_use]
    pub fn status(self, code: u16) -> Option<Status<'m>> {
        self.statuses().find(|it| it.number() == Some(code))
    }

    /// What it may return when it succeeds, each where it is said.
    pub fn bodies(self) -> impl Iterator<Item = &'m At<SchemaUse>> {
        let declared = self.statuses().filter(|it| it.is_of(2)).filter_map(|it| it.body);
        self.at.value.response.iter().chain(declared)
    }

    /// Its declared parameters.
    pub fn parameters(self) -> impl Iterator<Item = &'m (At<String>, At<Parameter>)> {
        self.at.value.parameters.entries().iter()
    }

    /// Whether a 201 says where the new thing is.
    #[must_use]
    pub fn says_location(self) -> bool {
        self.at.value.location.as_ref().is_some_and(|it| it.value)
    }

    /// The names of the parameters in its path, each with its place.
    pub fn path_parameters(self) -> impl Iterator<Item = (&'m str, Span)> {
        self.segments().filter_map(|(segment, span)| Some((parameter_name(segment)?, span)))
    }

    /// Whether its last segment names a modelled collection.
    #[must_use]
    pub fn is_collection(self) -> bool {
        self.segments().last().is_some_and(|(segment, _)| self.model.collection(segment).is_some())
    }

    /// Whether it belongs to a frontend, so that it serves pages to people rather than data to programs.
    #[must_use]
    pub fn is_page(self) -> bool {
        self.service().is_some_and(|it| it.kind() == crate::spec::service::ServiceKind::Frontend)
    }

    /// Whether it serves machines that run the system rather than its users: health, metrics, documentation.
    #[must_use]
    pub fn is_operational(self) -> bool {
        const WORDS: [&str; 18] = [
            "health",
            "healthz",
            "healthcheck",
            "livez",
            "live",
            "liveness",
            "readyz",
            "ready",
            "readiness",
            "startup",
            "metrics",
            "status",
            "ping",
            "version",
            "info",
            ".well-known",
            "openapi.json",
            "docs",
        ];
        let path = &self.path().value;
        let first = path.split('/').find(|segment| !segment.is_empty() && !is_version(segment));
        first.is_none_or(|segment| WORDS.contains(&segment))
    }

    /// Whether a part of it is written in it, and does not come from a policy.
    #[must_use]
    pub fn is_own(self, part: Span) -> bool {
        self.at.span.contains(part)
    }

    /// The version in its path with its place: the first segment, or the one after words such as `api`.
    #[must_use]
    pub fn version(self) -> Option<(&'m str, Span)> {
        self.segments().take_while(|(segment, _)| !segment.starts_with('{')).find(|(segment, _)| is_version(segment))
    }

    /// Whether its path has a segment that says a version, such as `v1`.
    #[must_use]
    pub fn has_version(self) -> bool {
        self.path().value.split('/').any(is_version)
    }

    /// A name for generated clients, made of method and path: `GET /v1/orders/{id}` is `getOrdersById`.
    #[must_use]
    pub fn made_id(self) -> String {
        let path = self.path().value.split(['?', '#']).next().unwrap_or_default();
        let mut name = self.method().word().to_ascii_lowercase();
        for segment in path.split('/').filter(|segment| !is_version(segment)) {
            if segment.starts_with(['{', ':']) {
                name.push_str(" by");
            }
            for word in super::words(segment) {
                name.push(' ');
                name.push_str(&word);
            }
        }
        super::Case::Camel.spell(&name)
    }

    /// Whether it belongs to the same service's interface as another, as far as that is stated.
    #[must_use]
    pub fn shares_interface_with(self, other: Self) -> bool {
        match (self.service(), other.service()) {
            (Some(one), Some(two)) => one.is(two),
            (None, None) => true,
            _ => false,
        }
    }
}

impl<'s> Model<'s> {
    /// The table that a name of one thing means: `order` is `orders`.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<Table<'_>> {
        self.collection(&plural(name)).or_else(|| self.collection(name))
    }

    /// The fields of a schema where it is used, unless it is a table's name.
    #[must_use]
    pub fn table_of<'m>(&'m self, schema: &SchemaUse) -> Option<Table<'m>> {
        match schema {
            SchemaUse::Named { name, .. } => {
                if self.index.schemas.contains_key(name.as_str()) {
                    None
                } else {
                    self.table(name)
                }
            }
            SchemaUse::Inline(_) => None,
        }
    }

    /// The fields of a schema and of those that its fields name, each once.
    #[must_use]
    pub fn all_fields<'m>(&'m self, schema: &'m SchemaUse) -> Vec<&'m (At<String>, At<Field>)> {
        let mut found = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut waiting = vec![self.fields(schema)];
        while let Some(fields) = waiting.pop() {
            for entry in fields {
                if !seen.insert(entry.0.node) {
                    continue;
                }
                found.push(entry);
                let field = &entry.1.value;
                let name = if field.ty == "map" { field.arguments.first() } else { Some(&field.ty) };
                waiting.extend(name.map(|name| self.named(name)));
            }
        }
        found
    }

    /// The fields of a schema that is used by its name.
    #[must_use]
    pub fn named_fields<'m>(&'m self, schema: &SchemaUse) -> Vec<(&'m At<String>, &'m At<Field>)>
    where
        's: 'm,
    {
        match schema {
            SchemaUse::Named { name, .. } => {
                let named = self.schema(name);
                named
                    .map(|named| named.at.value.fields.iter().map(|(name, field)| (name, field)).collect())
                    .unwrap_or_default()
            }
            SchemaUse::Inline(_) => Vec::new(),
        }
    }

    /// The list of endpoints, for a finding about the interface as a whole: its key, else the first endpoint.
    #[must_use]
    pub fn api_place(&self) -> Option<Span> {
        let system = &self.spec.system;
        let flat = system.api.as_ref().filter(|_| !system.api.items().is_empty()).map(|it| it.key);
        let nested =
            || self.services().find(|it| !it.at.value.api.items().is_empty())?.at.value.api.as_ref().map(|it| it.key);
        flat.or_else(nested)
    }
}

impl<'m> Service<'m> {
    /// Whether it stands between callers and other services, whose endpoints it passes on.
    #[must_use]
    pub fn passes_on(self) -> bool {
        use crate::spec::service::ServiceKind::{Bff, Gateway};
        matches!(self.kind(), Gateway | Bff)
    }

    /// Whether it has anything that others can call: endpoints, procedures, queries, connections.
    #[must_use]
    pub fn has_interface(self) -> bool {
        let model = self.model;
        let named = |name: Option<&str>| name == Some(self.name());
        self.endpoints().next().is_some()
            || model.graphql().any(|it| named(it.at.value.service.as_ref().map(|it| &***it)))
            || model.grpc().any(|it| named(it.at.value.service.as_ref().map(|it| &***it)))
            || model.websockets().any(|it| named(it.at.value.service.as_ref().map(|it| &***it)))
            || model.sse().any(|it| named(it.at.value.service.as_ref().map(|it| &***it)))
            || model.webhooks().any(|it| named(it.at.value.service.as_ref().map(|it| &***it)))
    }
}

/// `{id}` and `:id` are parameters.
#[must_use]
pub fn parameter_name(segment: &str) -> Option<&str> {
    let braced = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    braced.or_else(|| segment.strip_prefix(':')).filter(|name| !name.is_empty())
}

/// Whether a segment says a version: `v1`, `v2beta`, `2024-01-15`.
#[must_use]
pub fn is_version(segment: &str) -> bool {
    let mut rest = segment.strip_prefix(['v', 'V']).unwrap_or_default().chars();
    rest.next().is_some_and(|c| c.is_ascii_digit())
        || segment.len() == 10 && segment.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// A name in lower case without marks between its words: `createdAt`, `created_at` and `created-at` are the same.
#[must_use]
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_recognised() {
        assert!(["v1", "v12", "v2beta1", "2024-01-15"].into_iter().all(is_version));
        assert!(!["", "v", "vans", "orders", "1234567890x"].into_iter().any(is_version));
    }
}
