//! What can be wrong with a design: one file a rule, one list a group.

mod api;
mod arch;
mod auth;
mod cache;
mod contract;
mod data;
mod deploy;
mod docs;
mod events;
mod graphql;
mod grpc;
mod meta;
mod observability;
mod req;
mod resilience;
mod roadmap;
mod rt;
mod saga;
mod scale;
mod security;
mod webhook;

use crate::rule::Rule;

/// Every rule, in the order of groups and their lists.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        meta::RULES,
        req::RULES,
        arch::RULES,
        api::RULES,
        graphql::RULES,
        grpc::RULES,
        rt::RULES,
        webhook::RULES,
        contract::RULES,
        events::RULES,
        saga::RULES,
        data::RULES,
        cache::RULES,
        auth::RULES,
        security::RULES,
        resilience::RULES,
        observability::RULES,
        scale::RULES,
        deploy::RULES,
        docs::RULES,
        roadmap::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule of that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// At most 27 characters of a name, so that a message with two of them stays within its limit.
fn brief(text: &str) -> String {
    if text.chars().count() <= 27 { text.to_owned() } else { text.chars().take(26).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, check};
    use crate::spec::Spec;

    /// Groups whose rules compute, and those of other groups that do.
    const NUMERIC: [&str; 6] = ["resilience", "scale", "cache", "events", "rt", "roadmap"];
    const OTHERS: [&str; 6] = [
        "api/slow-answer",
        "data/backup-slower-than-rpo",
        "data/exhausted-connections",
        "data/replication-slower-than-rpo",
        "data/restore-slower-than-rto",
        "deploy/beyond-function-limit",
    ];

    /// The figures of a message that stand outside names: `1600`, `2s`, `99.9%`. A version is a name, too.
    fn figures(message: &str) -> Vec<&str> {
        let plain = message.split('`').step_by(2).filter(|part| !part.contains("version"));
        let words = plain.flat_map(|part| part.split([' ', ',', ':']));
        words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).collect()
    }

    #[test]
    fn a_figure_that_is_computed_and_two_that_are_compared_say_how() {
        let (mut seen, mut bare) = (0, Vec::new());
        for rule in all().filter(|rule| NUMERIC.contains(&rule.group()) || OTHERS.contains(&rule.id)) {
            for (role, text) in crate::reference::page_blocks(rule.doc) {
                let (text, _) = crate::testing::unmark(&text);
                let options = Options { only: Some(rule.id), stage: Some(rule.stage), ..Options::default() };
                for finding in check(&Spec::read(&text), &options).iter().filter(|_| role == "bad") {
                    let figures = figures(&finding.message);
                    let computed = figures.iter().any(|figure| !text.contains(figure));
                    if computed || figures.len() > 1 {
                        seen += 1;
                        bare.extend(finding.derivation.is_empty().then(|| format!("{}: {}", rule.id, finding.message)));
                    }
                }
            }
        }
        assert_eq!(bare, Vec::<String>::new(), "each needs a `.step(…)` that says how its figures come about");
        assert!(seen > 30, "{seen} findings with figures");
    }
}
