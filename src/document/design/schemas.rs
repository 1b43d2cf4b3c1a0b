//! The types of requests, responses and messages.

use super::Design;
use crate::document::facts::{one_line, said, settings};
use crate::model::Schema;

impl Design<'_> {
    pub(super) fn schemas(&mut self) {
        self.page.part("Schemas");
        let model = self.model();
        if model.schemas().next().is_none() {
            self.page.gap("what requests and responses hold", &["schemas"]);
        }
        let before = self.page.blocks.len();
        for schema in model.schemas() {
            self.page.item(&one_line(&schema.name.value));
            if schema.at.value.json_schema {
                self.page.rows(&["Keyword", "Stated"], settings(model, schema.at.node, &[]));
            } else {
                self.page.rows(&["Field", "Type", "Rules"], self.fields(schema));
            }
        }
        self.page.cards_since(before);
    }

    fn fields(&self, schema: Schema<'_>) -> Vec<Vec<String>> {
        let row = |(name, field): &(crate::spec::At<String>, crate::spec::At<crate::value::Field>)| {
            let written = self.model().spec.tree.node(field.node).map(said).unwrap_or_default();
            let (ty, rules) = split_type(&written);
            vec![one_line(&name.value), ty.to_owned(), rules.to_owned()]
        };
        schema.at.value.fields.iter().map(row).collect()
    }
}

/// The type and what comes behind it.
pub(super) fn split_type(written: &str) -> (&str, &str) {
    let end = crate::value::Column::type_length(written);
    let (ty, rules) = written.split_at_checked(end).unwrap_or((written, ""));
    (ty.trim(), rules.trim())
}
