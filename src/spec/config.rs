//! Policies that fill in what items leave out, rule configuration, and findings that the author keeps.

use super::data::{Store, Table};
use super::declare::{record, words};
use super::endpoint::Endpoint;
use super::event::{Channel, Event};
use super::service::{Call, Service, Subscription};
use super::shape::Type;
use super::{At, List, ProblemKind, Read, Reader, System, Value, Waiver};
use crate::rule::Severity;
use crate::text::{Edit, Span};
use crate::yaml::{Node, NodeKind};

record! {
    /// Policies that fill in what items leave out.
    Defaults "defaults" {
        /// For every endpoint; the status codes that it declares are added to those of each.
        endpoint: Policy<Endpoint>,
        /// For every call.
        call: Policy<Call>,
        /// For every subscription; `{channel}` and `{event}` stand for the names.
        subscription: Policy<Subscription>,
        /// For every service.
        service: Policy<Service>,
        /// For every event.
        event: Policy<Event>,
        /// For every channel.
        channel: Policy<Channel>,
        /// For every store.
        store: Policy<Store>,
        /// For every table.
        table: Policy<Table>,
    }
}

impl Defaults {
    /// Fills in what the items of a system leave out. Tables keep to what they say: their policy adds columns.
    pub(super) fn apply(system: &mut System) {
        let Some(defaults) = system.defaults.take() else { return };
        fill(&mut system.api, defaults.endpoint.as_ref());
        fill(&mut system.services, defaults.service.as_ref());
        fill(&mut system.events, defaults.event.as_ref());
        fill(&mut system.channels, defaults.channel.as_ref());
        fill(&mut system.stores, defaults.store.as_ref());
        if let Some(policy) = &defaults.endpoint {
            guard(system, &policy.0);
        }
        for service in system.services.iter_mut().flat_map(|services| &mut services.value.0) {
            fill(&mut service.value.api, defaults.endpoint.as_ref());
            fill(&mut service.value.calls, defaults.call.as_ref());
            fill(&mut service.value.subscribes, defaults.subscription.as_ref());
        }
        system.defaults = Some(defaults);
    }
}

/// The other ways in are guarded as endpoints are, unless they say otherwise.
fn guard(system: &mut System, policy: &Endpoint) {
    macro_rules! each {
        ($($section:ident)*) => {$(
            for way in system.$section.iter_mut().flat_map(|ways| &mut ways.value.0) {
                if way.value.auth.is_none() {
                    way.value.auth.clone_from(&policy.auth);
                    way.value.public_reason = way.value.public_reason.take().or_else(|| policy.public_reason.clone());
                }
            }
        )*};
    }
    each!(graphql grpc websockets sse);
}

fn fill<T: Read>(items: &mut Value<List<T>>, policy: Option<&At<Policy<T>>>) {
    let Some(policy) = policy else { return };
    for item in items.iter_mut().flat_map(|items| &mut items.value.0) {
        item.value.fill_in(&policy.value.0);
    }
}

/// An element's keys without those that name it.
#[derive(Debug, Clone, Default)]
pub struct Policy<T>(pub T);

impl<T: Read> Read for Policy<T> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let before = reader.problems.len();
        let value = T::read(node, reader);
        reader.needs_no_key(node, before);
        value.map(Self)
    }
    fn declared() -> Type {
        match T::declared() {
            Type::Record(shape) => Type::Policy(shape),
            other => other,
        }
    }
}

words! {
    /// Which rules are on.
    Profile {
        /// Those that nearly everybody wants; what is in force where nothing is said.
        Recommended = "recommended",
        /// Also those that ask for more than every sensible design has.
        Strict = "strict",
        /// Every one.
        All = "all",
    }
}

/// Which rules are on, and how bad their findings are.
#[derive(Debug, Clone, Default)]
pub struct RuleConfig {
    /// The set to start from.
    pub extends: Value<Profile>,
    /// Severity by rule id; none switches the rule off.
    pub levels: Vec<(At<String>, Option<Severity>)>,
}

impl Read for RuleConfig {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(entries) = node.entries() else {
            reader.wrong_type(node, "rule ids with `off`, `info`, `warning` or `error`");
            return None;
        };
        let mut config = Self::default();
        for (key, value) in entries {
            let name = key.as_str().unwrap_or_default();
            if name == "extends" {
                config.extends = reader.value(key.span(), value);
                continue;
            }
            let level = match value.as_str() {
                Some("off" | "false") => None,
                Some("info") => Some(Severity::Info),
                Some("warning" | "warn") => Some(Severity::Warning),
                Some("error") => Some(Severity::Error),
                _ => {
                    reader.unknown_word(value, &["off", "info", "warning", "error"]);
                    continue;
                }
            };
            let key = At { value: name.to_owned(), span: key.span(), key: key.span(), node: key.id() };
            config.levels.push((key, level));
        }
        Some(config)
    }
    fn declared() -> Type {
        let levels = Type::Words(&[
            ("off", "Never report it."),
            ("info", "Consider."),
            ("warning", "It will hurt."),
            ("error", "It cannot work."),
        ]);
        Type::Map(Box::new(Type::Either(vec![levels, Profile::declared()])))
    }
}

record! {
    /// A finding to keep.
    Keep "ignore entry" short rule {
        /// The rule.
        rule(required): String,
        /// Why.
        reason: String,
        /// Until when: the last day on which it is kept.
        until: crate::value::Date,
        /// Where it is followed up.
        ticket: String,
    }
}

impl Reader<'_> {
    /// Takes back what was said since then about keys that this element lacks.
    fn needs_no_key(&mut self, element: Node<'_>, before: usize) {
        let own = self.first_line(element.span());
        let found = self.problems.split_off(before);
        self.problems.extend(found.into_iter().filter(|it| it.kind != ProblemKind::MissingKey || it.span != own));
    }

    /// Reads the `ignore` of an element: `{rule: reason}` or a list of entries.
    pub fn waivers(&mut self, element: Node<'_>, value: Node<'_>) {
        let scope = element.span();
        let entry_count = value.entries().map(Iterator::count).unwrap_or_default();
        let item_count = value.items().map(Iterator::count).unwrap_or_default();
        if let Some(entries) = value.entries() {
            for (key, reason) in entries {
                let rule = key.as_str().unwrap_or_default().to_owned();
                let text = reason.as_str().filter(|text| !reason.is_null() && !text.trim().is_empty());
                let reason = text.map(str::to_owned);
                let removal = match entry_count {
                    1 => self.tree.remove_entry(element.id(), "ignore"),
                    _ => self.tree.remove_entry(value.id(), &rule),
                };
                self.waivers.push(Waiver { rule, span: key.span(), scope, reason, until: None, removal });
            }
            return;
        }
        if value.kind() == NodeKind::Scalar {
            self.wrong_type(value, "rules with reasons, such as `{ api/verb-in-path: agreed with partners }`");
            return;
        }
        for (index, item) in value.items().into_iter().flatten().enumerate() {
            let Some(keep) = Keep::read(item, self) else { continue };
            let Some(rule) = keep.rule else { continue };
            let removal = match item_count {
                1 => self.tree.remove_entry(element.id(), "ignore"),
                _ => self.tree.remove_item(value.id(), index),
            };
            let reason = keep.reason.map(|reason| reason.value).filter(|text| !text.trim().is_empty());
            let until = keep.until.map(|until| until.value.0);
            self.waivers.push(Waiver { span: rule.span, rule: rule.value, scope, reason, until, removal });
        }
    }

    /// Reads `# architrave-ignore rule-id: reason`, which covers what begins on the next line with content.
    pub fn comment_waivers(&mut self) {
        let tree = self.tree;
        for comment in tree.comments().iter().filter(|comment| comment.own_line) {
            let Some(rest) = comment.text.strip_prefix("architrave-ignore") else { continue };
            let (rule, reason) = match rest.trim().split_once(':') {
                Some((rule, reason)) => (rule.trim(), Some(reason.trim().to_owned())),
                None => (rest.trim(), None),
            };
            let scope = tree.element_after(comment.span.end).unwrap_or(Span::at(comment.span.end));
            let start = Span::new(comment.span.start, comment.span.end).of(tree.text()).find(rule).unwrap_or_default();
            let span = Span::new(comment.span.start + start, comment.span.start + start + rule.len());
            let line = line_around(tree.text(), comment.span);
            let reason = reason.filter(|reason| !reason.is_empty());
            let removal = vec![Edit::delete(line)];
            self.waivers.push(Waiver { rule: rule.to_owned(), span, scope, reason, until: None, removal });
        }
    }
}

/// The whole lines on which a span lies, with their line break.
fn line_around(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(span.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| span.end + at + 1);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use crate::spec::{Items, Spec};

    #[test]
    fn a_policy_fills_in_what_an_item_leaves_out_and_adds_status_codes() {
        let spec = Spec::read(
            "defaults:
  endpoint: { timeout: 2s, responses: [400, 429] }
  event: { version: 1, compatibility: backward }
api:
  - GET /v1/orders
  - { method: POST, path: /v1/orders, timeout: 5s, responses: { 201: Order } }
events:
  - order.created
  - { name: order.paid, version: 2 }
",
        );
        let said: Vec<String> = spec.problems.iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(said, Vec::<String>::new());
        let endpoints = spec.system.api.items();
        let timeouts: Vec<_> = endpoints.iter().map(|it| it.timeout.as_ref().unwrap().value.to_string()).collect();
        assert_eq!(timeouts, ["2s", "5s"]);
        assert!(endpoints.iter().all(|it| it.responses.as_ref().unwrap().has(429)));
        assert!(endpoints[1].responses.as_ref().unwrap().has(201));
        let versions: Vec<_> = spec.system.events.items().iter().map(|it| it.version.as_ref().unwrap().value).collect();
        assert_eq!(versions, [1, 2]);
    }
}
