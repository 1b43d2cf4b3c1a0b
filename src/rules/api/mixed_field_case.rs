use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Model, words};
use crate::rule::{Fix, rule};
use crate::spec::schema::SchemaUse;
use crate::spec::{At, Entries, Items};

rule! {
    /// A field is spelled unlike the others.
    ///
    /// ## Why
    /// Nobody remembers which one it was. `createdAt` and `updated_at` in one body cost every client a look into the
    /// documentation and now and then a value that is silently missing.
    ///
    /// ## Example
    /// ```yaml bad
    /// schemas:
    ///   Order:
    ///     customerId: uuid
    ///     createdAt: date-time
    ///     updated_at: date-time
    /// #   ^^^^^^^^^^ other fields are written in camelCase
    ///     paidAt: date-time
    ///     shippedAt: date-time
    ///     lineItems: "string[]"
    /// ```
    /// ```yaml fixed
    /// schemas:
    ///   Order:
    ///     customerId: uuid
    ///     createdAt: date-time
    ///     updatedAt: date-time
    ///     paidAt: date-time
    ///     shippedAt: date-time
    ///     lineItems: "string[]"
    /// ```
    /// ```yaml good
    /// schemas:
    ///   Order: { id: uuid, customer_id: uuid, createdAt: date-time }
    /// ```
    ///
    /// ## Not a problem when
    /// There is no custom yet: fewer than five fields of several words, or fewer than four in five of them alike.
    /// `api_design: { naming: camelCase }` settles it. Payloads of events are not compared.
    ///
    /// ## See
    /// seed 001:45-57 · Zalando #118
    id: "api/mixed-field-case",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let payloads = model.system().events.items().iter();
    let payloads = payloads.flat_map(|it| it.payload.iter().chain(it.previous.entries().iter().map(|(_, at)| at)));
    let payloads: Vec<&str> = payloads.filter_map(|it| name_of(&it.value)).collect();
    let fields: Vec<&At<String>> = model
        .schemas()
        .filter(|schema| !payloads.contains(&schema.name.value.as_str()))
        .flat_map(|schema| schema.at.value.fields.iter().map(|(name, _)| name))
        .collect();
    let Some(custom) = configured(model).or_else(|| majority(&fields)) else { return };
    for field in fields {
        let Some(style) = style(&field.value).filter(|style| *style != custom) else { continue };
        let better = spell(&field.value, custom);
        if style == "kebab-case" || better == field.value {
            continue;
        }
        let edits = model.spec.tree.rename_key(field.node, &better);
        report
            .find(field.span, format!("other fields are written in {custom}"))
            .fix(Fix::suggested(format!("Call it `{better}`"), edits));
    }
}

const STYLES: [&str; 3] = ["camelCase", "snake_case", "PascalCase"];

fn name_of(schema: &SchemaUse) -> Option<&str> {
    match schema {
        SchemaUse::Named { name, .. } => Some(name),
        SchemaUse::Inline(_) => None,
    }
}

/// The style of a name of several words; none where the name does not show one.
fn style(name: &str) -> Option<&'static str> {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !plain || name.starts_with(['_', '-']) || words(name).len() < 2 || name.to_ascii_uppercase() == name {
        return None;
    }
    let upper = name.chars().any(|c| c.is_ascii_uppercase());
    match (name.contains('_'), name.contains('-')) {
        (true, false) if !upper => Some("snake_case"),
        (false, true) if !upper => Some("kebab-case"),
        (false, false) if name.starts_with(|c: char| c.is_ascii_uppercase()) => Some("PascalCase"),
        (false, false) => Some("camelCase"),
        _ => None,
    }
}

fn configured(model: &Model<'_>) -> Option<&'static str> {
    let naming = model.system().api_design.as_ref()?.naming.as_ref()?.fields.as_ref()?;
    STYLES.into_iter().find(|style| naming.value == *style)
}

fn majority(fields: &[&At<String>]) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for style in fields.iter().filter_map(|field| style(&field.value)) {
        *counts.entry(style).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (style, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (all >= 5 && most * 5 >= all * 4 && STYLES.contains(&style)).then_some(style)
}

fn spell(name: &str, style: &str) -> String {
    let words = words(name);
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    match style {
        "snake_case" => words.join("_"),
        "PascalCase" => words.iter().map(capital).collect(),
        _ => words.iter().take(1).cloned().chain(words.iter().skip(1).map(capital)).collect(),
    }
}
