//! Where else in the spec a schema's field is named, and the edits that change its name everywhere at once.

use super::sdl::words;
use super::{Endpoint, Schema};
use crate::order;
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries, Items};
use crate::text::{Edit, Span};
use crate::value::Field;
use crate::yaml::Node;

/// Examples are looked at so many levels down.
const DEEP: usize = 8;

impl<'m> Schema<'m> {
    /// The edits that give a field of it another name: here, where callers filter and sort by it, in examples, where
    /// callers and handlers say that they read it, and where it is a key or an owner.
    #[must_use]
    pub fn rename_field(self, field: &At<String>, to: &str) -> Vec<Edit> {
        let (model, tree, name) = (self.model, &self.model.spec.tree, field.value.as_str());
        let mut edits = tree.rename_key(field.node, to);
        if self.at.value.json_schema {
            let required = tree.node(self.at.node).and_then(|node| node.get("required")?.items());
            let own = required.into_iter().flatten().filter(|it| it.as_str() == Some(name));
            edits.extend(own.flat_map(|it| tree.replace(it.id(), to)));
        }
        let mut spans: Vec<Span> = Vec::new();
        for endpoint in model.endpoints().filter(|it| self.is_in(*it)) {
            let at = &endpoint.at.value;
            let lists = at.filter.items().iter().chain(at.sort.items()).map(|it| it.span);
            let guard = endpoint.auth().into_iter().flat_map(|auth| auth.owner.iter().chain(&auth.tenant));
            spans.extend(lists.chain(guard.map(|it| it.span).filter(|it| endpoint.is_own(*it))));
            edits.extend(self.in_examples(endpoint, name).into_iter().flat_map(|it| tree.rename_key(it.id(), to)));
        }
        let read = model.calls().filter(|it| it.target().is_some_and(|it| self.is_in(it)));
        spans.extend(read.flat_map(|it| it.at.value.uses.items()).map(|it| it.span));
        for handler in model.subscriptions().filter(|it| it.payload().is_some_and(|it| self.is_part_of(&it.value))) {
            spans.extend(handler.at.value.uses.items().iter().map(|it| it.span));
            spans.extend(handler.at.value.filter.entries().iter().map(|(name, _)| name.span));
        }
        let carried = model.events().filter(|it| it.payload.as_ref().is_some_and(|it| self.is_part_of(&it.value)));
        spans.extend(carried.filter_map(|it| it.at.value.key.as_ref()).map(|it| it.span));
        order::by(&mut spans, Ord::cmp);
        spans.dedup();
        let text = model.spec.text();
        let places = spans.into_iter().flat_map(|it| words(it, text, name).collect::<Vec<_>>());
        edits.extend(places.map(|it| Edit::replace(it, to)));
        edits
    }

    /// Whether a body is it, or holds it.
    fn is_part_of(self, body: &SchemaUse) -> bool {
        let own = |name: &str| name == self.name.value;
        let named = matches!(body, SchemaUse::Named { name, .. } if own(name));
        named || self.model.fields(body).iter().any(|(_, field)| own(&field.ty))
    }

    /// Whether an endpoint takes or returns it.
    fn is_in(self, endpoint: Endpoint<'_>) -> bool {
        endpoint.at.value.request.iter().chain(endpoint.bodies()).any(|it| self.is_part_of(&it.value))
    }

    /// Where the examples of an endpoint give the field.
    fn in_examples(self, endpoint: Endpoint<'m>, name: &str) -> Vec<Node<'m>> {
        let Some(examples) = endpoint.at.value.examples.as_ref() else { return Vec::new() };
        let Some(node) = self.model.spec.tree.node(examples.node) else { return Vec::new() };
        let mut found = Vec::new();
        let bodies = [("request", endpoint.at.value.request.as_ref()), ("response", endpoint.bodies().next())];
        for (key, body) in bodies {
            let (Some(given), Some(body)) = (node.get(key), body) else { continue };
            let of = match &body.value {
                SchemaUse::Named { name, .. } => name.as_str(),
                SchemaUse::Inline(_) => "",
            };
            self.collect((given, of, self.model.fields(&body.value)), name, DEEP, &mut found);
        }
        found
    }

    /// The keys of that name in an example of a schema, and of those inside it.
    fn collect(self, (given, of, fields): Example<'m>, name: &str, depth: usize, found: &mut Vec<Node<'m>>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        if let Some(items) = given.items() {
            items.for_each(|item| self.collect((item, of, fields), name, depth, found));
            return;
        }
        for (key, value) in given.entries().into_iter().flatten() {
            if of == self.name.value && key.as_str() == Some(name) {
                found.push(key);
            }
            if let Some((_, field)) = fields.iter().find(|(field, _)| key.as_str() == Some(&field.value)) {
                self.collect((value, &field.ty, self.model.named(&field.ty)), name, depth, found);
            }
        }
    }
}

/// What is given, for a schema of that name with these fields.
type Example<'m> = (Node<'m>, &'m str, &'m [(At<String>, At<Field>)]);

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::spec::Spec;

    #[test]
    fn a_field_is_renamed_wherever_it_is_named() {
        let text = "\
services:
  - name: orders
    publishes: [order.placed]
    api:
      - method: GET
        path: /orders
        auth: { owner: customer_id }
        filter: [customer_id]
        sort: [-customer_id, total]
        response: Page
        examples: { response: { data: [{ customer_id: 1, total: 2 }], customer_id: 3 } }
  - name: web
    calls: [{ to: orders, endpoint: GET /orders, uses: [data.customer_id] }]
    subscribes: [{ event: order.placed, uses: [customer_id], filter: { customer_id: [a] } }]
events: [{ name: order.placed, payload: Order, key: customer_id }]
schemas:
  Page: { data: \"Order[]\", customer_id: integer }
  Order: { customer_id: integer, total: integer }
";
        let spec = Spec::read(text);
        assert!(spec.problems.is_empty(), "{:?}", spec.problems);
        let model = Model::new(&spec, None);
        let order = model.schema("Order").unwrap();
        let (field, _) = order.at.value.fields.first().unwrap();
        let page = "customer_id: 3 } }";
        let expected = text.replace("customer_id", "customerId").replace(", customerId: 3", ", customer_id: 3");
        let expected = expected.replace("customerId: integer }", "customer_id: integer }");
        assert!(text.contains(page));
        assert_eq!(crate::text::apply(text, &order.rename_field(field, "customerId")), expected);
    }
}
