//! Parameters: those that are declared, and those that follow from pagination, filters and the like.

use std::collections::BTreeMap;

use super::path::Template;
use super::{Api, Writer, typed};
use crate::document::markdown::paragraphs;
use crate::document::value::{Object, Value};
use crate::model::{Case, Endpoint, plain};
use crate::spec::endpoint::{IdempotencyKind, Method, Pagination, PaginationKind, Parameter, ParameterPlace};
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Items};

/// The parameters of an operation so far, each name once a place.
#[derive(Debug, Default)]
struct Parameters(Vec<(String, Object)>);

impl Parameters {
    fn add(&mut self, place: &str, name: &str, required: bool, schema: Object, about: Option<String>) {
        let id = format!("{place} {}", plain(name));
        if name.is_empty() || self.0.iter().any(|(other, _)| *other == id) {
            return;
        }
        let parameter = Object::new().with("name", name).with("in", place);
        let parameter = parameter.maybe("required", required.then_some(true)).maybe("description", about);
        self.0.push((id, parameter.with("schema", schema)));
    }

    /// Whether one of these names stands in the query already.
    fn asks(&self, names: &[&str]) -> bool {
        self.0.iter().any(|(id, _)| id.strip_prefix("query ").is_some_and(|name| names.contains(&name)))
    }
}

impl<'m> Writer<'m> {
    pub(super) fn parameters(&mut self, endpoint: Endpoint<'m>, kept: &Template, own: &Template) -> Vec<Object> {
        let mut found = Parameters::default();
        let names = kept.parameters.iter().zip(&own.parameters);
        for ((name, _), (short, said)) in names {
            let declared = endpoint.parameters().find(|(other, _)| other.value == *said || other.value == *short);
            let (schema, about) = match declared {
                Some((_, parameter)) => (self.parameter_schema(parameter), about(parameter)),
                None => match self.places.get(&place(&own.text, short)).copied() {
                    Some(parameter) => (self.parameter_schema(parameter), about(parameter)),
                    None => (typed("string"), None),
                },
            };
            found.0.push((format!("path {name}"), path_parameter(name, schema, about)));
        }
        for (name, parameter) in endpoint.parameters() {
            let in_path = own.parameters.iter().any(|(short, said)| name.value == *said || name.value == *short);
            let place = match parameter.r#in.as_ref().map(|it| it.value) {
                _ if in_path => continue,
                // One that the path does not have cannot stand there.
                Some(ParameterPlace::Query | ParameterPlace::Path) | None => "query",
                Some(ParameterPlace::Header) => "header",
                Some(ParameterPlace::Cookie) => "cookie",
            };
            let by_type = || parameter.r#type.as_ref().is_some_and(|it| !it.value.may_be_absent());
            let required = parameter.required.as_ref().map_or_else(by_type, |it| it.value);
            found.add(place, &name.value, required, self.parameter_schema(parameter), about(parameter));
        }
        for name in &own.query {
            found.add("query", name, false, typed("string"), None);
        }
        self.of_list(endpoint, &mut found);
        self.of_headers(endpoint, &mut found);
        found.0.into_iter().map(|(_, parameter)| parameter).collect()
    }

    fn parameter_schema(&mut self, parameter: &Parameter) -> Object {
        parameter.r#type.as_ref().map_or_else(|| typed("string"), |it| self.schemas.field(&it.value))
    }

    /// Pages, filters, orders and chosen fields.
    fn of_list(&mut self, endpoint: Endpoint<'m>, found: &mut Parameters) {
        let said = &endpoint.at.value;
        let short = said.bounded.as_ref().is_some_and(|it| it.value);
        let lists = said.pagination.is_some()
            || endpoint.method() == Method::Get && (endpoint.returns_list() || endpoint.list_body().is_some());
        for filter in said.filter.items() {
            let schema = self.filter_schema(endpoint, &filter.value);
            found.add("query", &filter.value, false, schema, None);
        }
        if let (true, false, Some(pagination)) = (lists, short, endpoint.pagination()) {
            self.pages(pagination, found);
        }
        let sorts = said.sort.items().iter().flat_map(|it| [it.value.clone(), format!("-{}", it.value)]);
        let sorts: Vec<String> = distinct(sorts);
        if !sorts.is_empty() {
            let about = "A `-` before the name turns the order round.".to_owned();
            found.add("query", "sort", false, typed("string").with("enum", sorts), Some(about));
        }
        if said.fields.as_ref().is_some_and(|it| it.value) {
            let about = "The fields to answer with, all where none is named.".to_owned();
            found.add("query", "fields", false, typed("array").with("items", typed("string")), Some(about));
            // `fields=id,total`, as everybody writes it.
            if let Some((_, parameter)) = found.0.last_mut().filter(|(id, _)| id == "query fields") {
                parameter.set("style", "form");
                parameter.set("explode", false);
            }
        }
    }

    /// Where the page is and how large; what an endpoint does not say the policy may.
    fn pages(&self, pagination: &Pagination, found: &mut Parameters) {
        const SIZES: [&str; 6] = ["limit", "pagesize", "size", "perpage", "count", "first"];
        const PLACES: [&str; 8] = ["cursor", "after", "before", "pagetoken", "offset", "page", "starkey", "token"];
        let naming = self.model.system().api_design.as_ref().and_then(|it| it.naming.as_ref());
        let case = naming.and_then(|it| it.query.as_ref()).and_then(|it| Case::parse(&it.value));
        let case = case.unwrap_or(Case::Camel);
        let count = |least: u64| typed("integer").with("minimum", least);
        let place = match pagination.kind.as_ref().map(|it| it.value) {
            Some(PaginationKind::Cursor) => Some(("cursor", typed("string"), "Where the last page ended.")),
            Some(PaginationKind::Keyset) => Some(("after", typed("string"), "The last thing of the page before.")),
            Some(PaginationKind::Offset) => Some(("offset", count(0), "How many to leave out.")),
            Some(PaginationKind::Page) => Some(("page", count(1), "Which page.")),
            Some(PaginationKind::None) | None => None,
        };
        let size = if matches!(place, Some(("page", ..))) { "page size" } else { "limit" };
        if let Some((name, schema, about)) = place.filter(|_| !found.asks(&PLACES)) {
            found.add("query", &case.spell(name), false, schema, Some(about.to_owned()));
        }
        if !found.asks(&SIZES) {
            let policy = self.model.system().api_design.as_ref().and_then(|it| it.pagination.as_ref());
            let most = pagination.max.as_ref().or(policy.and_then(|it| it.max.as_ref())).map(|it| it.value);
            let default = pagination.default.as_ref().or(policy.and_then(|it| it.default.as_ref()));
            let default = default.map(|it| it.value).filter(|it| most.is_none_or(|most| *it <= most));
            let schema = count(1).maybe("maximum", most).maybe("default", default);
            found.add("query", &case.spell(size), false, schema, Some("How many on a page.".to_owned()));
        }
    }

    /// The type of the field of that name in what is listed; text where there is none.
    fn filter_schema(&mut self, endpoint: Endpoint<'m>, name: &str) -> Object {
        let model = self.model;
        let listed = endpoint.list_body().map(|body| body.item);
        let named = endpoint.bodies().find_map(|it| match &it.value {
            SchemaUse::Named { name, list: true } => Some(name.as_str()),
            _ => None,
        });
        let fields = listed.or(named).map(|item| model.named(item)).unwrap_or_default();
        let is_called = |wanted: &str| fields.iter().find(|(other, _)| plain(&other.value) == plain(wanted));
        let field = is_called(name).or_else(|| bounded(name).iter().find_map(|it| is_called(it)));
        let schema = field.map(|(_, field)| self.schemas.field(&field.value));
        // Of a field only its kind of value counts here, and a reference to an object is none in a query.
        let simple = schema.filter(|it| matches!(it.get("type"), Some(Value::Text(ty)) if ty != "object"));
        simple.map_or_else(|| typed("string"), |it| it.without(&["readOnly", "writeOnly", "default", "x-pii"]))
    }

    fn of_headers(&self, endpoint: Endpoint<'m>, found: &mut Parameters) {
        let said = &endpoint.at.value;
        if let Some(idempotency) = endpoint.idempotency() {
            let by_key = idempotency.kind.as_ref().is_some_and(|it| it.value == IdempotencyKind::Key);
            if by_key || idempotency.kind.is_none() && idempotency.holds() {
                let policy = self.model.system().api_design.as_ref().and_then(|it| it.idempotency_header.as_ref());
                let header = idempotency.header.as_ref().or(policy).map(|it| it.value.as_str());
                let kept = idempotency.ttl.as_ref().map(|it| format!(" Kept for {}.", it.value)).unwrap_or_default();
                let about = format!("The same key is the same request; it is not done twice.{kept}");
                found.add("header", header.unwrap_or("Idempotency-Key"), true, typed("string"), Some(about));
            }
        }
        if said.etag.as_ref().is_some_and(|it| it.value) {
            match endpoint.method() {
                Method::Get | Method::Head => {
                    let about = "The version that the caller has.".to_owned();
                    found.add("header", "If-None-Match", false, typed("string"), Some(about));
                }
                Method::Put | Method::Patch | Method::Delete => {
                    let about = "The version that the change is meant for.".to_owned();
                    found.add("header", "If-Match", false, typed("string"), Some(about));
                }
                Method::Post | Method::Options => {}
            }
        }
    }
}

/// The fields that a filter may be a limit of: `createdAfter` of `createdAt`, `minPrice` of `price`.
fn bounded(name: &str) -> Vec<String> {
    const LIMITS: [&str; 12] =
        ["after", "before", "since", "until", "from", "to", "min", "max", "gte", "lte", "gt", "lt"];
    let words = crate::model::words(name);
    let is_limit = |word: Option<&String>| word.is_some_and(|it| LIMITS.contains(&it.as_str()));
    let stem = match () {
        () if words.len() < 2 => return Vec::new(),
        () if is_limit(words.last()) => words.split_last().map(|(_, rest)| rest),
        () if is_limit(words.first()) => words.split_first().map(|(_, rest)| rest),
        () => None,
    };
    let stem = stem.map(|it| it.join(" "));
    stem.into_iter().flat_map(|it| [format!("{it} at"), format!("{it} on"), format!("{it} date"), it]).collect()
}

/// The types that endpoints give to the parameters of their paths: those of others at the same place are of the same.
pub(super) fn places<'m>(api: &Api<'m>) -> BTreeMap<String, &'m At<Parameter>> {
    let mut found = BTreeMap::new();
    for (endpoint, path) in &api.endpoints {
        let template = Template::read(path);
        for (name, said) in &template.parameters {
            let declared = endpoint.parameters().find(|(other, _)| other.value == *said || other.value == *name);
            if let Some((_, parameter)) = declared {
                found.entry(place(&template.text, name)).or_insert(parameter);
            }
        }
    }
    found
}

/// A path up to a parameter of it.
fn place(path: &str, name: &str) -> String {
    let end = format!("{{{name}}}");
    path.split_once(&end).map_or(path, |(before, _)| before).to_owned() + &end
}

pub(super) fn path_parameter(name: &str, schema: Object, about: Option<String>) -> Object {
    let parameter = Object::new().with("name", name).with("in", "path").with("required", true);
    parameter.maybe("description", about).with("schema", schema)
}

fn about(parameter: &Parameter) -> Option<String> {
    parameter.summary.as_ref().map(|it| paragraphs(&it.value))
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}
