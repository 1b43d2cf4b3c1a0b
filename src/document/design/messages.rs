//! What of chapter 4 is about messages: channels, events, who hears of them, and use cases step by step.

use std::rc::Rc;

use super::Design;
use crate::diagram::sequence;
use crate::document::facts::{code, codes, dead_letter, labelled, lines, one_line, rest, retry, schema, toggle, word};
use crate::model::{Channel, Event, Flow, Service, Subscription};
use crate::spec::flow::Step;

impl<'m> Design<'m> {
    pub(super) fn messages(&mut self) {
        let model = self.model();
        self.page.part("Events and channels");
        if model.events().next().is_none() && model.channels().next().is_none() {
            self.page.gap(
                "which events there are",
                &["events", "channels", "services[].publishes", "services[].subscribes"],
            );
            return;
        }
        self.diagram("events");
        let head = ["Event", "Tells", "Published by", "Channel", "Handled by", "Payload", "How"];
        self.page.table(&head, model.events().map(event).collect());
        self.page.table(&["Channel", "For", "Broker", "Events", "How"], model.channels().map(channel).collect());
        let head = ["Service", "Handles", "What it does", "Duplicates", "Retries", "Dead letters", "How"];
        self.page.table(&head, model.subscriptions().map(subscription).collect());
    }

    pub(super) fn flows(&mut self) {
        self.page.part("Use cases step by step");
        let model = self.model();
        if model.flows().next().is_none() {
            self.page.gap("which use cases cross services", &["flows"]);
        }
        for flow in model.flows() {
            self.flow(flow);
        }
        self.diagrams("saga:");
    }

    fn flow(&mut self, flow: Flow<'m>) {
        let said = &flow.at.value;
        self.page.item(&word(&said.name));
        self.page.say(word(&said.summary));
        self.page.say(rest(self.model(), said.stated(), &["name", "summary", "steps"]).replace('\n', "; "));
        if !flow.steps().is_empty() {
            self.page.diagram(Some(Rc::new(sequence::diagram(flow))));
        }
        let head = ["Step", "Who", "What", "Taken back by", "If it fails", "How"];
        let steps = flow.steps().iter().enumerate();
        self.page.table(&head, steps.map(|(at, it)| step(at + 1, &it.value)).collect());
    }
}

fn event(event: Event<'_>) -> Vec<String> {
    let said = &event.at.value;
    let shown = ["name", "summary", "channel", "producer", "payload"];
    vec![
        one_line(event.name()),
        word(&said.summary),
        codes(event.producers().map(|it| it.service)),
        said.channel.as_ref().map(|it| code(&it.value.0)).unwrap_or_default(),
        codes(event.handlers().into_iter().map(Service::name)),
        said.payload.as_ref().map(|it| schema(event.model, it)).unwrap_or_default(),
        rest(event.model, said.stated(), &shown),
    ]
}

fn channel(channel: Channel<'_>) -> Vec<String> {
    let said = &channel.at.value;
    let broker = [word(&said.broker), word(&said.kind)].into_iter().filter(|it| !it.is_empty());
    vec![
        one_line(channel.name()),
        word(&said.summary),
        broker.collect::<Vec<_>>().join(", "),
        codes(channel.events().map(Event::name)),
        rest(channel.model, said.stated(), &["name", "summary", "broker", "kind"]),
    ]
}

fn subscription(subscription: Subscription<'_>) -> Vec<String> {
    const SHOWN: [&str; 5] = ["event", "handler", "idempotent", "retry", "dead_letter"];
    let said = &subscription.at.value;
    vec![
        one_line(subscription.service().name()),
        subscription.event_name().map(one_line).unwrap_or_default(),
        word(&said.handler),
        toggle(&said.idempotent),
        retry(subscription.retry_policy()),
        dead_letter(subscription),
        rest(subscription.model, said.stated(), &SHOWN),
    ]
}

fn step(number: usize, step: &Step) -> Vec<String> {
    let from = word(&step.from);
    let to = word(&step.to);
    let published = word(&step.publishes);
    let heard = word(&step.on);
    let who = [from, to].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" → ");
    let flag = |on: &Option<crate::spec::At<bool>>, what: &str| {
        if on.as_ref().is_some_and(|it| it.value) { what.to_owned() } else { String::new() }
    };
    vec![
        number.to_string(),
        who,
        lines([word(&step.does), labelled("publishes", &published), labelled("on", &heard)]),
        word(&step.compensate),
        word(&step.on_failure),
        lines([
            labelled("timeout", &word(&step.timeout)),
            flag(&step.retriable, "tried until it works"),
            flag(&step.read_only, "changes nothing"),
            labelled("at the same time as the others of", &word(&step.parallel)),
        ]),
    ]
}
