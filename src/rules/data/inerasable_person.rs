use crate::lint::Report;
use crate::model::{Endpoint, Model, Table, singular, words};
use crate::rule::{Fix, rule};
use crate::spec::endpoint::Method;
use crate::text::Edit;
use crate::yaml::quote;

rule! {
    /// People sign up, and nothing in the design lets anybody forget them.
    ///
    /// ## Why
    /// A person who asks to be forgotten must be within a month. Where no part of the system can do it, somebody deletes
    /// rows by hand, misses those that other tables and services hold, and cannot show what was done.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { compliance: [gdpr] }
    /// api:
    ///   - { method: POST, path: /v1/customers, auth: public }
    ///   - { method: PATCH, path: "/v1/customers/{id}", auth: { owner: id } }
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, email: text pii } }
    /// #           ^^^^^^^^^ `customers` come in, and nothing lets them be forgotten
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [gdpr] }
    /// api:
    ///   - { method: POST, path: /v1/customers, auth: public }
    ///   - { method: PATCH, path: "/v1/customers/{id}", auth: { owner: id } }
    ///   - { method: DELETE, path: "/v1/customers/{id}", auth: { owner: id } }
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, email: text pii } }
    /// ```
    /// ```yaml good
    /// requirements: { compliance: [gdpr] }
    /// services: [{ name: shop, jobs: [erase customers who asked for it] }]
    /// api:
    ///   - { method: POST, path: /v1/customers, auth: public }
    /// data_model:
    ///   - { name: customers, fields: { id: uuid pk, email: text pii } }
    /// ```
    ///
    /// ## Not a problem when
    /// An endpoint deletes them, an event says that they are gone, a job, a flow or a query API can clear them away, a
    /// `retention` ends them, or no endpoint takes them in. The requirements name no law under which people may ask.
    ///
    /// ## See
    /// seed 002:11 · seed 002:29 · GDPR Article 17 · CCPA § 1798.105
    id: "data/inerasable-person",
    severity: Warning,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

/// Laws under which a person may ask to be forgotten.
const LAWS: [&str; 5] = ["gdpr", "uk-gdpr", "ccpa", "cpra", "lgpd"];

/// Tables of people who come by themselves.
const PEOPLE: [&str; 12] = [
    "user",
    "customer",
    "account",
    "member",
    "person",
    "patient",
    "subscriber",
    "guest",
    "driver",
    "rider",
    "student",
    "shopper",
];

/// How the words begin by which a design says that something is cleared away.
const CLEARING: [&str; 11] =
    ["delet", "eras", "forg", "anonymi", "purg", "remov", "clos", "deactivat", "privacy", "gdpr", "dsar"];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    // Mutations and procedures can do it without saying so here.
    if model.regime(&LAWS).is_none() || model.graphql().next().is_some() || model.grpc().next().is_some() {
        return;
    }
    let mut people = model.tables().filter(|table| is_of_people(*table)).peekable();
    if people.peek().is_none() || clears(model) {
        return;
    }
    for table in people {
        let mut taking = model.endpoints().filter(|it| it.method() == Method::Post);
        let Some(creation) = taking.find(|it| it.collection().is_some_and(|it| it.name() == table.name())) else {
            continue;
        };
        let name = super::brief(table.name());
        report
            .find(table.name_span(), format!("`{name}` come in, and nothing lets them be forgotten"))
            .related(creation.heading(), "here they come in")
            .fix(Fix::suggested("Let them delete their data", deletion(model, table)));
    }
}

fn is_of_people(table: Table<'_>) -> bool {
    let last = words(table.name()).pop().map(|word| singular(&word)).unwrap_or_default();
    let personal = table.columns().any(|column| column.pii && !column.hashed);
    PEOPLE.contains(&last.as_str()) && personal && table.retention().is_none() && table.end().is_none()
}

/// Whether anything speaks of clearing away, in whatever part of the design things are done.
fn clears(model: &Model<'_>) -> bool {
    const DONE: [&str; 12] = [
        "jobs",
        "handler",
        "does",
        "steps",
        "summary",
        "path",
        "event",
        "publishes",
        "emits",
        "compensate",
        "text",
        "name",
    ];
    let speaks = |text: &str| words(text).iter().any(|word| CLEARING.iter().any(|it| word.starts_with(it)));
    let said = |text: &crate::model::Text<'_>| !text.is_key && DONE.contains(&text.key) && speaks(text.value);
    let functional = |text: &crate::model::Text<'_>| text.key == "functional" && speaks(text.value);
    let people =
        |endpoint: Endpoint<'_>| endpoint.method() == Method::Delete && endpoint.collection().is_some_and(is_of_people);
    model.endpoints().any(people)
        || model.endpoints().any(|endpoint| speaks(&endpoint.path().value))
        || model.texts().iter().any(|text| said(text) || functional(text))
}

/// The edits that add the endpoint that deletes one, beside the one that shows or changes it and guarded as that is.
fn deletion(model: &Model<'_>, table: Table<'_>) -> Vec<Edit> {
    let one = |it: &Endpoint<'_>| {
        let named = it.collection().is_some_and(|it| it.name() == table.name());
        named && it.path().value.ends_with('}') && it.auth().is_some_and(|auth| !auth.is_public())
    };
    let Some(beside) = model.endpoints().find(one) else { return Vec::new() };
    let tree = &model.spec.tree;
    let own = beside.auth().filter(|auth| beside.is_own(auth.span)).and_then(|auth| tree.node(auth.node));
    let auth = own.map(|node| format!(", auth: {}", node.in_one_line())).unwrap_or_default();
    let service = beside.at.value.service.as_ref().map(|it| format!(", service: {}", quote(&it.value.0)));
    let (path, service) = (quote(&beside.path().value), service.unwrap_or_default());
    beside.add_beside(&format!("{{ method: DELETE, path: {path}{service}{auth} }}"))
}
