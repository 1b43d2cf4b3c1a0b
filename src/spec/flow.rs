//! Use cases as steps across services.

use super::declare::{record, words};
use super::endpoint::EndpointRef;
use super::shape::{ACTOR, CACHE, EVENT, EXTERNAL, FLOW, SERVICE, STORE, Type};
use super::system::Latency;
use super::{At, List, Name, Read, Reader, Ref};
use crate::value::{Duration, Percentage};
use crate::yaml::Node;

words! {
    /// How a business transaction over several services is held together.
    Saga {
        /// One service tells the others what to do.
        Orchestration = "orchestration",
        /// Each service reacts to the events of the others.
        Choreography = "choreography",
        /// It is none.
        None = "false",
        /// It is one; how is left open.
        Yes = "true",
    }
}

record! {
    /// A use case as steps.
    Flow "flow" short name {
        /// Its name.
        name(required): Name<FLOW>,
        /// What it achieves.
        summary: String,
        /// What starts it, such as `POST /v1/orders` or an event's name.
        trigger: String,
        /// Who starts it.
        actor: Name<ACTOR>,
        /// Whether its steps form a saga.
        saga: Saga,
        /// How long it may take in all.
        latency: Latency,
        /// How often it must succeed.
        availability: Percentage,
        /// What happens, in order.
        steps: List<Step>,
        /// Where the saga's state is kept.
        state: Ref<STORE>,
    }
}

/// Who can take part in a step.
pub const PARTICIPANTS: super::Kinds = SERVICE | EXTERNAL | STORE | CACHE | ACTOR;

/// A step of a flow: a call, the publication of an event, or its handling.
#[derive(Debug, Clone, Default)]
pub struct Step(pub StepKeys);

impl std::ops::Deref for Step {
    type Target = StepKeys;
    fn deref(&self) -> &StepKeys {
        &self.0
    }
}

record! {
    /// A step of a flow.
    StepKeys "step" {
        /// Who acts.
        from: Ref<PARTICIPANTS>,
        /// Who is asked, or who handles the event.
        to: Ref<PARTICIPANTS>,
        /// What is asked: an endpoint, a procedure, or words.
        does: String,
        /// The event that is published.
        publishes: Ref<EVENT>,
        /// The event that is handled.
        on: Ref<EVENT>,
        /// What takes the step back.
        compensate: String,
        /// What happens where it fails.
        on_failure: String,
        /// How long it may take.
        timeout: Duration,
        /// Whether it is tried until it works; then nothing needs to be taken back.
        retriable: bool,
        /// Whether it changes anything; reads need no compensation.
        read_only: bool,
        /// The group of steps that happen at the same time.
        parallel: String,
    }
}

impl StepKeys {
    /// The endpoint that is asked, where `does` names one.
    #[must_use]
    pub fn endpoint(&self) -> Option<EndpointRef> {
        EndpointRef::parse(self.does.as_ref()?)
    }
}

impl Flow {
    /// The endpoint that starts it, where the trigger names one.
    #[must_use]
    pub fn entry(&self) -> Option<EndpointRef> {
        EndpointRef::parse(self.trigger.as_ref()?)
    }
}

impl Read for Step {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if let Some(text) = node.as_str() {
            let step = arrow(node, text, reader);
            if step.is_none() {
                reader.wrong_type(node, "a step, such as `orders -> payments: POST /v1/payments`");
            }
            return step.map(Self);
        }
        // `- orders -> payments: POST /v1/payments` is a mapping with one entry to YAML.
        let mut entries = node.entries()?;
        if let (Some((key, value)), None) = (entries.next(), entries.next())
            && let Some(mut step) = key.as_str().and_then(|text| arrow(key, text, reader))
        {
            step.does = reader.value(key.span(), value);
            return Some(Self(step));
        }
        StepKeys::read(node, reader).map(Self)
    }
    fn declared() -> Type {
        let form = Type::Form { name: "step", example: "orders => order.created", pattern: ".+[-=]>.+" };
        let entry = Type::Entry { example: "orders -> payments: POST /v1/payments", pattern: ".+[-=]>.+" };
        Type::Either(vec![form, entry, StepKeys::declared()])
    }
}

/// Reads `a -> b`, `a => event` and `event => b`, with an optional `: what`.
fn arrow(node: Node<'_>, text: &str, reader: &mut Reader<'_>) -> Option<StepKeys> {
    let (ends, does) = match text.split_once(": ") {
        Some((ends, does)) => (ends, Some((text.len() - does.len(), does))),
        None => (text, None),
    };
    let is_event = ends.contains("=>");
    let (left, right) = ends.split_once(if is_event { "=>" } else { "->" })?;
    let (left, right) = (left.trim(), right.trim());
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let right_start = ends.rfind(right)?;
    let left = (left, reader.part(node, 0..left.len()));
    let right = (right, reader.part(node, right_start..right_start + right.len()));
    let mut step = StepKeys::default();
    if !is_event {
        step.from = Some(mention(node, left, reader));
        step.to = Some(mention(node, right, reader));
    } else if starts_with_event(left.0, right.0, reader) {
        step.on = Some(mention(node, left, reader));
        step.to = Some(mention(node, right, reader));
    } else {
        step.from = Some(mention(node, left, reader));
        step.publishes = Some(mention(node, right, reader));
    }
    step.does = does.map(|(start, does)| {
        let span = reader.part(node, start..text.len());
        At { value: does.to_owned(), span, key: span, node: node.id() }
    });
    Some(step)
}

/// Whether `left => right` says that `right` handles `left`, and not that `left` publishes `right`. What a name was declared
/// as decides; events are mostly declared behind services, and services may be behind flows.
fn starts_with_event(left: &str, right: &str, reader: &Reader<'_>) -> bool {
    let is =
        |name: &str, kinds: super::Kinds| reader.declared.iter().any(|it| it.kinds & kinds != 0 && it.name == name);
    let (left_acts, right_acts) = (is(left, SERVICE | EXTERNAL), is(right, SERVICE | EXTERNAL));
    let published = is(left, EVENT) || reader.used.iter().any(|it| it.kinds == EVENT && it.name == left);
    match (left_acts, right_acts) {
        (true, false) => false,
        (false, true) => true,
        _ => published && !left_acts || left.contains('.') && !right.contains('.'),
    }
}

fn mention<const KINDS: super::Kinds>(
    node: Node<'_>,
    (name, span): (&str, crate::text::Span),
    reader: &mut Reader<'_>,
) -> At<Ref<KINDS>> {
    reader.uses(KINDS, name, span);
    At { value: Ref(name.to_owned()), span, key: span, node: node.id() }
}
