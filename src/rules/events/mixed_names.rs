use std::collections::BTreeMap;

use crate::lint::Report;
use crate::model::{Case, Model, Text, words};
use crate::rule::{Fix, rule};

rule! {
    /// An event is named unlike the others.
    ///
    /// ## Why
    /// Consumers subscribe by pattern (`order.*`), route by prefix and search by name. The one event that is written
    /// otherwise is the one that they miss.
    ///
    /// ## Example
    /// ```yaml bad
    /// events:
    ///   - order.placed
    ///   - order.paid
    ///   - order.shipped
    ///   - payment.captured
    ///   - PaymentFailed
    /// #   ^^^^^^^^^^^^^ other events are written like `order.placed`
    /// ```
    /// ```yaml fixed
    /// events:
    ///   - order.placed
    ///   - order.paid
    ///   - order.shipped
    ///   - payment.captured
    ///   - payment.failed
    /// ```
    /// ```yaml bad
    /// api_design:
    ///   naming: { events: order.placed }
    /// events:
    ///   - order.paid
    ///   - order_sent
    /// #   ^^^^^^^^^^ events are to be written like `order.placed`
    /// ```
    /// ```yaml fixed
    /// api_design:
    ///   naming: { events: order.placed }
    /// events:
    ///   - order.paid
    ///   - order.sent
    /// ```
    /// ```yaml good
    /// events:
    ///   - order.placed
    ///   - PaymentFailed
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is laid down (`api_design.naming.events`) and there is no custom yet: fewer than four other events, or fewer than four in five of all alike.
    ///
    /// ## See
    /// seed 001:168
    id: "events/mixed-names",
    severity: Warning,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let names: Vec<_> = model.events().filter_map(|it| it.at.value.name.as_ref()).collect();
    let mut counts: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for name in &names {
        counts.entry(style(&name.value.0)).or_insert((0, &name.value.0)).0 += 1;
    }
    let texts = std::cell::OnceCell::new();
    let stated = model.system().api_design.as_ref().and_then(|it| it.naming.as_ref()?.events.as_ref());
    if let Some(stated) = stated.filter(|it| style(&it.value) != "other") {
        for name in names.iter().filter(|name| style(&name.value.0) != style(&stated.value)) {
            let message = format!("events are to be written like `{}`", super::short(&stated.value));
            let finding = report.find(name.span, message);
            finding.related(stated.span, "the rule");
            if let Some(fix) = spell_like(model, &name.value.0, &stated.value, texts.get_or_init(|| model.texts())) {
                finding.fix(fix);
            }
        }
        return;
    }
    let Some((custom, (most, example))) = counts.into_iter().max_by_key(|(_, (count, _))| *count) else { return };
    if most < 4 || most * 5 < names.len() * 4 || custom == "other" {
        return;
    }
    for name in names.iter().filter(|name| style(&name.value.0) != custom) {
        let message = format!("other events are written like `{}`", super::short(example));
        let finding = report.find(name.span, message);
        if let Some(fix) = spell_like(model, &name.value.0, example, texts.get_or_init(|| model.texts())) {
            finding.fix(fix);
        }
    }
}

/// The fix that writes a name of two words as another one is written; which words of more belong together is not told.
fn spell_like(model: &Model<'_>, name: &str, example: &str, texts: &[Text<'_>]) -> Option<Fix> {
    let parts = words(name);
    let [thing, verb] = parts.as_slice() else { return None };
    let sign = example.chars().find(|c| matches!(c, '.' | '/' | ':'));
    let better = match (sign, style(example)) {
        (Some(sign), "dotted") => format!("{thing}{sign}{verb}"),
        (_, "capitals") => Case::Pascal.spell(name),
        (_, "camels") => Case::Camel.spell(name),
        (_, "underscores") => Case::Snake.spell(name),
        (_, "hyphens") => Case::Kebab.spell(name),
        _ => return None,
    };
    let edits = model.rename_event(name, &better, texts);
    model.event(&better).is_none().then(|| Fix::suggested(format!("Call it `{}`", super::short(&better)), edits))
}

/// How a name is written, as far as its letters show it.
fn style(name: &str) -> &'static str {
    let upper = name.chars().any(|c| c.is_ascii_uppercase());
    let dots = name.contains(['.', '/', ':']);
    match (dots, upper) {
        (true, false) => "dotted",
        (true, true) => "dotted with capitals",
        (false, true) if name.starts_with(|c: char| c.is_ascii_uppercase()) => "capitals",
        (false, true) => "camels",
        (false, false) if name.contains('_') => "underscores",
        (false, false) if name.contains('-') => "hyphens",
        (false, false) => "other",
    }
}
