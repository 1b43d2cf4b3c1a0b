use proptest::prelude::*;

use super::*;

const SDL: &str = r#"
"What is sold."
type Product implements Node & Priced @key(fields: "id") @shareable {
  id: ID!
  "By customers." # c
  reviews(first: Int! = 10, after: String): [Review!]! @cost(weight: 5) @deprecated
  grid: [[Int]!]
}
extend type Query { product(id: ID!): Product, products: [Product] }
type Query { me: User! }
input Filter { min: Int = 0, tags: [String!] }
enum Colour { RED GREEN @deprecated(reason: "no") }
union Hit = Product | Review
scalar Date
interface Node { id: ID! }
directive @cost(weight: Int) on FIELD_DEFINITION
schema { query: Query, mutation: Change }
type Change { add(n: Int!): Int }
"#;

#[test]
fn types_have_fields_arguments_and_directives() {
    let schema = Schema::read(SDL);
    assert_eq!(schema.problems, []);
    let names: Vec<_> = schema.types.iter().map(|of| (of.name.text.as_str(), of.kind, of.extends)).collect();
    assert_eq!(names.len(), 9);
    assert_eq!(names[1], ("Query", TypeKind::Object, true));
    let product = schema.get("Product").unwrap();
    assert!(product.described);
    let all = |names: &[Name]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
    assert_eq!(all(&product.implements), ["Node", "Priced"]);
    assert_eq!(product.directives[0].arguments, [("fields".to_owned(), "\"id\"".to_owned())]);
    assert_eq!(product.directives[0].name.span.of(SDL), "@key");
    let reviews = &product.fields[1];
    assert_eq!(reviews.name.span.of(SDL), "reviews");
    assert!(reviews.described && reviews.of.required && reviews.of.items_required && reviews.of.lists == 1);
    assert_eq!(reviews.of.name.span.of(SDL), "Review");
    assert_eq!((reviews.arguments[0].default.as_deref(), reviews.arguments[0].of.required), (Some("10"), true));
    let grid = &product.fields[2].of;
    assert_eq!((grid.lists, grid.required, grid.items_required, grid.name.text.as_str()), (2, false, false, "Int"));
    assert_eq!(all(&schema.get("Colour").unwrap().members), ["RED", "GREEN"]);
    assert_eq!(all(&schema.get("Hit").unwrap().members), ["Product", "Review"]);
    let operations = |of| schema.operations(of).map(|field| field.name.text.as_str()).collect::<Vec<_>>();
    assert_eq!(operations("query"), ["product", "products", "me"]);
    assert_eq!(operations("mutation"), ["add"]);
    assert_eq!(operations("subscription"), [""; 0]);
}

#[test]
fn what_cannot_be_read_has_a_place() {
    let found = |text: &str| {
        let schema = Schema::read(text);
        let problems = schema.problems.iter().map(|at| (at.span.of(text).to_owned(), at.message.clone()));
        (problems.collect::<Vec<_>>(), schema.types.len())
    };
    let one = |token: &str, message: &str| vec![(token.to_owned(), message.to_owned())];
    assert_eq!(found("type A { x: }\ntype B { y: Int }"), (one("}", "`}` cannot stand here in a schema"), 2));
    assert_eq!(found("type A {\n  x: Int\n"), (one("t", "the schema ends in the middle of a definition"), 1));
    assert_eq!(found("tipe A { x: Int }").1, 0);
    assert_eq!(found("query Q { me }").0, one("q", "a query does not belong into a schema; only definitions do"));
    assert_eq!(found(""), (vec![], 0));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_answer(start in 0..SDL.len(), length in 0..SDL.len(), insert in "\\PC{0,8}|[{}()\\[\\]!:@\"#|=& \n]{0,8}") {
        let cut = SDL.get(start..(start + length).min(SDL.len())).unwrap();
        for text in [format!("{insert}{cut}"), format!("{cut}{insert}"), insert] {
            for problem in Schema::read(&text).problems {
                prop_assert!(text.get(problem.span.start..problem.span.end).is_some_and(|at| !at.is_empty() || text.is_empty()));
                prop_assert!(problem.message.chars().count() <= 100);
            }
        }
    }
}
