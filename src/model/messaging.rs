//! Who publishes and who hears which event, wherever the spec says so.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Channel, Event, Model, Service, Subscription, Text, plain};
use crate::order;
use crate::spec::endpoint::EndpointRef;
use crate::spec::event::{Delivery, MessageKind};
use crate::spec::schema::SchemaUse;
use crate::spec::service::Backoff;
use crate::spec::shape::EVENT;
use crate::spec::{At, Entries, Items, Toggle};
use crate::text::{Edit, Span};
use crate::value::Duration;
use crate::yaml::quote;

impl<'s> Model<'s> {
    /// The events that somebody publishes, each with the first place that says so.
    #[must_use]
    pub fn published(&self) -> &BTreeMap<&'s str, Span> {
        &self.index.published
    }

    /// The events that somebody waits for: a service, a client over an open connection, a partner, a cache, a flow.
    #[must_use]
    pub fn heard(&self) -> BTreeSet<&str> {
        let system = &self.spec.system;
        let mut found = order::set(self.subscriptions().filter_map(Subscription::event_name));
        found.extend(system.webhooks.items().iter().flat_map(|it| it.events.items()).map(|it| it.value.0.as_str()));
        found.extend(system.sse.items().iter().flat_map(|it| it.events.items()).map(|it| it.value.0.as_str()));
        found.extend(system.websockets.items().iter().flat_map(|it| it.sends.items()).map(|it| it.value.as_str()));
        let graphql = system.graphql.items().iter().filter_map(|it| it.subscriptions.as_ref());
        found.extend(graphql.flat_map(|it| it.events.items()).map(|it| it.value.0.as_str()));
        for cache in system.caches.items() {
            found.extend(cache.invalidated_by.items().iter().map(|it| it.value.as_str()));
            found.extend(cache.filled_by.items().iter().map(|it| it.value.0.as_str()));
        }
        let views = system.services.items().iter().filter_map(|it| it.cqrs.as_ref());
        found.extend(views.flat_map(|it| it.projected_from.items()).map(|it| it.value.0.as_str()));
        for flow in system.flows.items() {
            found.extend(flow.trigger.as_ref().map(|it| it.value.as_str()));
            found.extend(flow.steps.items().iter().filter_map(|it| it.on.as_ref()).map(|it| it.value.0.as_str()));
        }
        let waits = self.endpoints().filter_map(|it| it.at.value.r#async.as_ref()?.value.details()?.event.as_ref());
        found.extend(waits.map(|it| it.value.0.as_str()));
        found
    }

    /// The edits that give an event another name, wherever it is mentioned; with the texts of the whole document.
    #[must_use]
    pub fn rename_event(&self, name: &str, better: &str, texts: &[Text<'_>]) -> Vec<Edit> {
        let mut edits = self.spec.rename(EVENT, name, better);
        // Where an event may stand beside other things, it is a text.
        let texts =
            texts.iter().filter(|it| ["trigger", "invalidated_by", "sends"].contains(&it.key) && it.value == name);
        for text in texts {
            let place = text.part(0..name.len()).unwrap_or(text.span);
            if !edits.iter().any(|edit| text.span.contains(edit.span)) {
                edits.push(Edit::replace(place, better));
            }
        }
        edits
    }

    /// Whether a path is served by something other than an HTTP endpoint: a query API, an open connection, a webhook,
    /// a health check.
    #[must_use]
    pub fn serves_path(&self, reference: &EndpointRef) -> bool {
        let system = &self.spec.system;
        let graphql = system.graphql.items().iter().filter_map(|it| it.path.as_ref());
        let websockets = system.websockets.items().iter().filter_map(|it| it.path.as_ref());
        let sse = system.sse.items().iter().filter_map(|it| it.path.as_ref());
        let webhooks = system.webhooks.items().iter().filter_map(|it| it.path.as_ref());
        let health = self.services().filter_map(|it| it.at.value.health.as_ref()?.value.details()?.path.as_ref());
        let mut paths = graphql.chain(websockets).chain(sse).chain(webhooks).chain(health);
        paths.any(|path| super::api::same_path(path, &reference.path))
    }
}

impl Service<'_> {
    /// The edits that let it handle an event, which it recognises when it comes twice as it does the others.
    #[must_use]
    pub fn hear(self, event: &str) -> Vec<Edit> {
        let policy = self.model.system().defaults.as_ref().and_then(|it| it.subscription.as_ref());
        if policy.is_some_and(|it| it.value.0.idempotent.is_some()) {
            return self.add("subscribes", &quote(event));
        }
        let own = self.subscriptions().find_map(Subscription::idempotent);
        let own = own.and_then(|it| self.model.spec.tree.node(it.node)).map(|it| it.in_one_line());
        let how = own.unwrap_or_else(|| "by event id".to_owned());
        self.add("subscribes", &format!("{{ event: {}, idempotent: {how} }}", quote(event)))
    }

    /// The edits that let it publish an event no more, wherever its lists say so; none where they are no lists, or a
    /// step of a flow or a webhook says it too.
    #[must_use]
    pub fn unpublish(self, event: &str) -> Vec<Edit> {
        let system = &self.model.spec.system;
        let steps = system.flows.items().iter().flat_map(|it| it.steps.items());
        let own = |name: Option<&str>| name == Some(self.name());
        let mut in_steps = steps.filter(|it| own(it.from.as_ref().map(|it| it.value.0.as_str())));
        let mut in_webhooks = system.webhooks.items().iter().filter(|it| own(it.service.as_ref().map(|it| &***it)));
        let stays = in_steps.any(|it| it.publishes.as_ref().is_some_and(|it| it.value.0 == event))
            || in_webhooks.any(|it| it.emits.items().iter().any(|it| it.value.0 == event));
        let emitted = self.subscriptions().filter_map(|it| it.at.value.emits.as_ref());
        let answered = self.endpoints().filter_map(|it| it.at.value.emits.as_ref());
        let lists = self.at.value.publishes.iter().chain(emitted).chain(answered);
        let tree = &self.model.spec.tree;
        let places = lists.filter_map(|list| Some((list, list.value.0.iter().position(|it| it.value.0 == event)?)));
        let edits: Vec<Vec<Edit>> = places.map(|(list, at)| tree.remove_item(list.node, at)).collect();
        if stays || edits.iter().any(Vec::is_empty) { Vec::new() } else { edits.concat() }
    }
}

impl<'m> Subscription<'m> {
    /// Whether each message comes once or more, as nearly every broker has it, so that some come twice.
    #[must_use]
    pub fn may_see_twice(self) -> bool {
        let delivery = self.event().and_then(|it| it.at.value.delivery.as_ref()).map(|it| it.value);
        delivery.is_none_or(|it| it == Delivery::AtLeastOnce)
    }

    /// Whether duplicates are recognised; none where nothing is said.
    #[must_use]
    pub fn recognises_duplicates(self) -> Option<bool> {
        self.idempotent().map(|it| it.is_on())
    }

    /// Whether it is a projection: it feeds the read model of its service.
    #[must_use]
    pub fn is_projection(self) -> bool {
        let view = self.service().at.value.cqrs.as_ref();
        view.is_some_and(|it| it.projected_from.items().iter().any(|event| Some(&*event.value.0) == self.event_name()))
    }

    /// What the messages say that it reads: the payload of the version that it names, else of the newest.
    #[must_use]
    pub fn payload(self) -> Option<&'m At<SchemaUse>> {
        let event = self.event()?.at;
        let newest = event.version.as_ref().map(|it| it.value);
        match self.at.value.version.as_ref().map(|it| it.value).filter(|wanted| Some(*wanted) != newest) {
            Some(wanted) if newest.is_some() => event.value.previous.as_ref()?.get(&wanted.to_string()),
            _ => event.value.payload.as_ref(),
        }
    }

    /// The channel that its event comes through.
    #[must_use]
    pub fn channel(self) -> Option<Channel<'m>> {
        self.event()?.channel()
    }

    /// How long a message is tried in all, the handling included; none where that is not stated.
    #[must_use]
    pub fn retry_span(self) -> Option<Duration> {
        let policy = self.retry_policy()?.value.details()?;
        if let Some(whole) = &policy.r#for {
            return Some(whole.value);
        }
        let (attempts, delay) = (policy.attempts.as_ref()?.value, policy.delay.as_ref()?.value.0);
        let waits = attempts.saturating_sub(1);
        let waited = match policy.backoff.as_ref().map(|it| it.value) {
            Some(Backoff::Exponential) => {
                let factor = 1_u64.checked_shl(u32::try_from(waits).unwrap_or(u32::MAX)).unwrap_or(u64::MAX);
                delay.saturating_mul(factor - 1)
            }
            Some(Backoff::Linear) => delay.saturating_mul(waits.saturating_mul(waits.saturating_add(1)) / 2),
            Some(Backoff::None) => 0,
            Some(Backoff::Fixed) | None => delay.saturating_mul(waits),
        };
        let handling = self.at.value.timeout.as_ref().map_or(0, |it| it.value.0.saturating_mul(attempts));
        Some(Duration(waited.saturating_add(handling)))
    }

    /// Whether somebody has said that messages which cannot be handled go nowhere.
    #[must_use]
    pub fn denies_dead_letter(self) -> bool {
        self.at.value.dead_letter.as_ref().is_some_and(|it| matches!(it.value, Toggle::Off))
    }
}

impl<'m> Channel<'m> {
    /// The channel that takes what cannot be handled from here, where the spec has it.
    #[must_use]
    pub fn dead_letters(self) -> Option<Channel<'m>> {
        match &self.at.value.dead_letter.as_ref()?.value {
            Toggle::Set(name) => self.model.channel(&name.replace("{channel}", self.name())),
            _ => None,
        }
    }
}

impl<'m> Event<'m> {
    /// Whether it says what is to be done, and not what happened.
    #[must_use]
    pub fn is_command(self) -> bool {
        self.at.value.kind.as_ref().is_some_and(|it| it.value == MessageKind::Command)
    }

    /// The services that handle it, each once.
    #[must_use]
    pub fn handlers(self) -> Vec<Service<'m>> {
        let mut found: Vec<Service<'m>> = Vec::new();
        for service in self.consumers().map(Subscription::service) {
            if !found.iter().any(|it| it.is(service)) {
                found.push(service);
            }
        }
        found
    }

    /// What decides its order: its own key, else its channel's.
    #[must_use]
    pub fn ordering_key(self) -> Option<&'m crate::spec::At<String>> {
        let channel = || self.channel().and_then(|it| it.at.value.key.as_ref());
        self.at.value.key.as_ref().or_else(channel)
    }

    /// The field that tells whose event it is: the payload's, else the name that such a field mostly has.
    #[must_use]
    pub fn likely_key(self) -> Option<String> {
        let first = || super::words(self.name()).into_iter().next();
        let thing = self.at.value.aggregate.as_ref().map(|it| it.value.clone()).or_else(first)?;
        let payload = self.at.value.payload.as_ref().map(|it| self.model.fields(&it.value)).unwrap_or_default();
        let own = payload.iter().find(|(name, _)| plain(&name.value) == format!("{}id", plain(&thing)));
        let made = || Case::Camel.spell(&format!("{thing}_id"));
        let key = own.map_or_else(made, |(name, _)| name.value.clone());
        key.chars().all(|c| c.is_alphanumeric() || c == '_').then_some(key)
    }

    /// The versions that consumers may meet: its own and the earlier ones.
    #[must_use]
    pub fn versions(self) -> Vec<u64> {
        let own = self.at.value.version.as_ref().map(|it| it.value);
        let earlier = self.at.value.previous.entries().iter().filter_map(|(name, _)| name.value.parse().ok());
        own.into_iter().chain(earlier).collect()
    }
}
