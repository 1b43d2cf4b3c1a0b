//! A flow as a sequence: who says what to whom, and how a saga takes back what it did.

use std::collections::BTreeMap;

use super::content::{
    Block, BlockKind, Branch, Content, Element, Message, MessageKind, NodeKind, Note, Participant, Sequence, Step,
};
use super::service_map::{call_label, node_kind, service_detail, store_detail};
use super::{Diagram, Ids};
use crate::model::{Flow, Model, Party};
use crate::spec::data::StoreKind;
use crate::spec::flow::{self, StepKeys};
use crate::spec::{At, Items};
use crate::text::Span;

/// Who carries events that have no channel.
const EVENTS: &str = "events";

/// Draws a flow.
#[must_use]
pub fn diagram(flow: Flow<'_>) -> Diagram {
    let mut run = Run::new(flow.model);
    if let Some(actor) = &flow.at.value.actor {
        run.participant(&actor.value.0, actor.span, Some(NodeKind::Person));
    }
    let mut steps = run.begin(flow);
    let all = flow.at.value.steps.items();
    for group in all.chunk_by(|a, b| a.parallel.is_some() && same(&a.parallel, &b.parallel)) {
        match group {
            [step] => run.step(step, &mut steps),
            several => run.parallel(several, &mut steps),
        }
    }
    steps.extend(run.compensation(flow));
    run.sequence.steps = steps;
    Diagram::new(title(flow), Content::Sequence(run.sequence))
}

/// The flow's name.
pub(super) fn title(flow: Flow<'_>) -> String {
    flow.at.value.name.as_ref().map_or_else(|| "flow".to_owned(), |name| name.value.0.clone())
}

pub(super) fn same(a: &Option<At<String>>, b: &Option<At<String>>) -> bool {
    a.as_ref().map(|a| &a.value) == b.as_ref().map(|b| &b.value)
}

/// A sequence under construction.
pub(super) struct Run<'m> {
    model: &'m Model<'m>,
    ids: Ids,
    pub(super) sequence: Sequence,
    known: BTreeMap<String, usize>,
}

impl<'m> Run<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Self {
        Self { model, ids: Ids::new(), sequence: Sequence::default(), known: BTreeMap::new() }
    }

    /// The lifeline of a name, begun where it is new.
    pub(super) fn participant(&mut self, name: &str, span: Span, kind: Option<NodeKind>) -> usize {
        if let Some(&index) = self.known.get(name) {
            return index;
        }
        let (found, detail, place) = self.describe(name);
        let kind = kind.unwrap_or(found);
        let element = Element::new(self.ids.of(kind.word(), name), name, place.unwrap_or(span)).with_detail(detail);
        self.sequence.participants.push(Participant { element, kind });
        let index = self.sequence.participants.len() - 1;
        self.known.insert(name.to_owned(), index);
        index
    }

    /// What a name means in the spec, what is said of it, and where it is written.
    fn describe(&self, name: &str) -> (NodeKind, String, Option<Span>) {
        if let Some(service) = self.model.service(name) {
            return (node_kind(service.kind()), service_detail(service), Some(service.at.span));
        }
        if let Some(external) = self.model.external(name) {
            let kind = external.kind.as_ref().map_or("", |kind| kind.value.word());
            return (NodeKind::External, kind.to_owned(), Some(external.at.span));
        }
        if let Some(store) = self.model.store(name) {
            let cache = store.kind() == Some(StoreKind::Cache);
            let kind = if cache { NodeKind::Cache } else { NodeKind::Store };
            return (kind, store_detail(store), Some(store.at.span));
        }
        if let Some(cache) = self.model.caches().find(|cache| cache.label() == name) {
            return (NodeKind::Cache, String::new(), Some(cache.at.span));
        }
        if self.model.flows().any(|flow| flow.actor.as_ref().is_some_and(|actor| actor.value.0 == name)) {
            return (NodeKind::Person, String::new(), None);
        }
        (NodeKind::Service, String::new(), None)
    }

    /// The lifeline that carries an event: its channel's, else one for all events.
    pub(super) fn carrier(&mut self, event: &str, span: Span) -> usize {
        let channel = self.model.event(event).and_then(|event| event.channel());
        match channel {
            // A channel may be called like a service; its lifeline is its own.
            Some(channel) => {
                let key = format!("{} channel", channel.name());
                let index = self.participant(&key, channel.at.span, Some(NodeKind::Channel));
                if let Some(participant) = self.sequence.participants.get_mut(index) {
                    participant.element.label = channel.name().to_owned();
                    participant.element.span = channel.at.span;
                    let broker = channel.broker.as_ref().map(|broker| broker.value.clone());
                    participant.element.detail = broker.unwrap_or_default();
                }
                index
            }
            None => self.participant(EVENTS, span, Some(NodeKind::Channel)),
        }
    }

    pub(super) fn message(&mut self, ends: (usize, usize), kind: MessageKind, label: &str, span: Span) -> Message {
        let name = |at: usize| self.sequence.participants.get(at).map_or("", |one| one.element.label.as_str());
        let named = format!("{}-{}", name(ends.0), name(ends.1));
        let element = Element { label: label.to_owned(), ..Element::new(self.ids.of("message", &named), "", span) };
        Message { element, from: ends.0, to: ends.1, kind }
    }

    /// What starts the flow: the actor's request, or an event.
    fn begin(&mut self, flow: Flow<'_>) -> Vec<Step> {
        let said = &flow.at.value;
        let Some(first) = said.steps.items().first() else { return Vec::new() };
        let Some(entry) = first.from.as_ref().or(first.to.as_ref()) else { return Vec::new() };
        let Some(trigger) = &said.trigger else { return Vec::new() };
        let event = self.model.event(&trigger.value).is_some();
        let (from, kind) = match &said.actor {
            _ if event => (self.carrier(&trigger.value, trigger.span), MessageKind::Asynchronous),
            Some(actor) if actor.value.0 != entry.value.0 => {
                (self.participant(&actor.value.0, actor.span, Some(NodeKind::Person)), MessageKind::Synchronous)
            }
            Some(_) => return Vec::new(),
            None => (self.participant("client", trigger.span, Some(NodeKind::Person)), MessageKind::Synchronous),
        };
        // A first step that handles the triggering event says the same.
        if event && first.on.is_some() {
            return Vec::new();
        }
        let to = self.participant(&entry.value.0, entry.span, None);
        vec![Step::Message(self.message((from, to), kind, &trigger.value, trigger.span))]
    }

    /// One step, and what happens where it fails.
    fn step(&mut self, step: &At<flow::Step>, steps: &mut Vec<Step>) {
        let keys = &step.value.0;
        let Some(message) = self.arrow(keys, step.span) else { return };
        let asked = message.to;
        steps.push(Step::Message(message));
        let Some(failure) = &keys.on_failure else { return };
        let who = self.sequence.participants.get(asked).map_or("it", |one| one.element.label.as_str());
        let condition = format!("{who} fails");
        let from = keys.from.as_ref().map_or(asked, |from| self.participant(&from.value.0, from.span, None));
        let note = self.note((from, asked), &failure.value, failure.span);
        steps.push(self.block(BlockKind::Optional, vec![Branch { condition, steps: vec![note] }], failure.span));
    }

    /// A remark over two lifelines and those between them.
    pub(super) fn note(&mut self, ends: (usize, usize), text: &str, span: Span) -> Step {
        let element = Element::new(self.ids.of("note", text), text, span);
        Step::Note(Note { element, from: ends.0.min(ends.1), to: ends.0.max(ends.1) })
    }

    pub(super) fn block(&mut self, kind: BlockKind, branches: Vec<Branch>, span: Span) -> Step {
        let name = branches.first().map_or("", |branch| branch.condition.as_str());
        let element = Element::new(self.ids.of(kind.word(), name), "", span);
        Step::Block(Block { element, kind, branches })
    }

    /// Steps that happen at the same time.
    fn parallel(&mut self, several: &[At<flow::Step>], steps: &mut Vec<Step>) {
        let mut branches = Vec::new();
        let mut span = Span::default();
        for step in several {
            let mut inner = Vec::new();
            self.step(step, &mut inner);
            span = if span.is_empty() { step.span } else { span.to(step.span) };
            let condition = match branches.is_empty() {
                true => step.parallel.as_ref().map_or(String::new(), |name| name.value.clone()),
                false => String::new(),
            };
            branches.push(Branch { condition, steps: inner });
        }
        let block = self.block(BlockKind::Parallel, branches, span);
        steps.push(block);
    }

    /// The message of a step: a call, a publication, or the handling of an event.
    fn arrow(&mut self, keys: &StepKeys, span: Span) -> Option<Message> {
        let does = keys.does.as_ref().map(|does| does.value.as_str());
        if let Some((from, event)) = keys.from.as_ref().zip(keys.publishes.as_ref()) {
            let from = self.participant(&from.value.0, from.span, None);
            let to = self.carrier(&event.value.0, event.span);
            return Some(self.message((from, to), MessageKind::Asynchronous, &event.value.0, span));
        }
        if let Some((event, to)) = keys.on.as_ref().zip(keys.to.as_ref()) {
            let from = self.carrier(&event.value.0, event.span);
            let to = self.participant(&to.value.0, to.span, None);
            let label = does.map_or(event.value.0.clone(), |does| format!("{}: {does}", event.value.0));
            return Some(self.message((from, to), MessageKind::Asynchronous, &label, span));
        }
        let (from, to) = keys.from.as_ref().zip(keys.to.as_ref())?;
        let call = self.model.service(&from.value.0).and_then(|service| {
            service.calls().find(|call| call.callee().map(Party::name) == Some(to.value.0.as_str()))
        });
        let (from, to) =
            (self.participant(&from.value.0, from.span, None), self.participant(&to.value.0, to.span, None));
        let waits = call.is_none_or(|call| call.is_synchronous());
        let kind = if waits { MessageKind::Synchronous } else { MessageKind::Asynchronous };
        let mut message = self.message((from, to), kind, does.unwrap_or_default(), span);
        let timeout = keys.timeout.as_ref().map(|timeout| timeout.value.to_string());
        message.element.detail = timeout.or_else(|| call.map(call_label)).unwrap_or_default();
        Some(message)
    }

    /// What a saga takes back: a branch for each step whose failure takes back something else, latest first.
    fn compensation(&mut self, flow: Flow<'_>) -> Option<Step> {
        let all = flow.at.value.steps.items();
        let mut branches: Vec<(Vec<String>, Vec<&At<flow::Step>>)> = Vec::new();
        for (index, step) in all.iter().enumerate().filter(|(_, step)| takes_back(flow, step)) {
            let undone = done_before(all, index);
            if undone.is_empty() {
                continue;
            }
            match branches.last_mut().filter(|(_, last)| same_steps(last, &undone)) {
                Some((failing, _)) => failing.push(label(step)),
                None => branches.push((vec![label(step)], undone)),
            }
        }
        // What the last step did is taken back only when all is done and somebody changes their mind.
        let whole = done_before(all, all.len());
        if branches.last().map_or(0, |(_, last)| last.len()) < whole.len() {
            branches.push((Vec::new(), whole));
        }
        let mut span: Option<Span> = None;
        let mut drawn = Vec::new();
        for (failing, undone) in branches {
            let condition = match failing.as_slice() {
                [] => "it is cancelled afterwards".to_owned(),
                some => format!("{} fails", some.join(" or ")),
            };
            for undo in undone.iter().filter_map(|step| step.compensate.as_ref()) {
                span = Some(span.map_or(undo.span, |span| span.to(undo.span)));
            }
            let steps = undone.into_iter().filter_map(|step| self.undo(step)).collect();
            drawn.push(Branch { condition, steps });
        }
        Some(self.block(BlockKind::Alternative, drawn, span?))
    }

    /// The message that takes a step back.
    fn undo(&mut self, step: &At<flow::Step>) -> Option<Step> {
        let undo = step.compensate.as_ref()?;
        let (from, to) = step.from.as_ref().zip(step.to.as_ref())?;
        let ends = (self.participant(&from.value.0, from.span, None), self.participant(&to.value.0, to.span, None));
        Some(Step::Message(self.message(ends, MessageKind::Synchronous, &undo.value, undo.span)))
    }
}

/// Whether the failure of a step takes back what was done. Where one service tells the others what to do, a later
/// reader of an event takes nothing back.
pub(super) fn takes_back(flow: Flow<'_>, step: &flow::Step) -> bool {
    let choreographed = flow.at.value.saga.as_ref().is_some_and(|saga| saga.value == flow::Saga::Choreography);
    let answers = step.publishes.is_none() && (step.on.is_none() || choreographed);
    answers && !step.retriable.as_ref().is_some_and(|it| it.value)
}

/// The steps with a compensation that are done when step `index` fails, latest first. Steps beside it count as done.
pub(super) fn done_before(all: &[At<flow::Step>], index: usize) -> Vec<&At<flow::Step>> {
    let beside = |step: &At<flow::Step>| {
        step.parallel.is_some() && all.get(index).is_some_and(|failing| same(&failing.parallel, &step.parallel))
    };
    let done = all.iter().enumerate().rev().filter(|(at, step)| *at < index || (*at > index && beside(step)));
    done.map(|(_, step)| step)
        .filter(|step| step.compensate.is_some() && step.from.is_some() && step.to.is_some())
        .collect()
}

fn same_steps(one: &[&At<flow::Step>], other: &[&At<flow::Step>]) -> bool {
    one.iter().map(|step| step.span).eq(other.iter().map(|step| step.span))
}

/// What a step is called where it fails.
pub(super) fn label(step: &At<flow::Step>) -> String {
    let does = step.does.as_ref().map(|does| does.value.clone());
    let name = || step.to.as_ref().or(step.from.as_ref()).map_or("it", |name| name.value.0.as_str()).to_owned();
    does.map_or_else(name, |does| format!("{}: {does}", name()))
}
