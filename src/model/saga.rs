//! Flows whose steps are taken back when one fails.

use super::{Call, Endpoint, Flow};
use crate::spec::Items;
use crate::spec::endpoint::Method;
use crate::spec::flow::{Saga, Step};
use crate::spec::service::ServiceKind;

impl Step {
    /// Whether it is tried until it works.
    #[must_use]
    pub fn is_retriable(&self) -> bool {
        self.retriable.as_ref().is_some_and(|it| it.value)
    }

    /// Whether it says that it does something that is not only read.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        let reads = self.read_only.as_ref().is_some_and(|it| it.value)
            || self.endpoint().is_some_and(|it| matches!(it.method, Method::Get | Method::Head));
        self.does.is_some() && !reads
    }
}

impl<'m> Endpoint<'m> {
    /// The saga that it starts, where a flow says so.
    #[must_use]
    pub fn saga(self) -> Option<Flow<'m>> {
        let starts = |flow: &Flow<'m>| flow.at.value.entry().is_some_and(|entry| self.is_meant_by(&entry));
        self.model.flows().find(|flow| flow.is_saga() && starts(flow))
    }
}

impl<'m> Flow<'m> {
    /// Whether its steps form a saga.
    #[must_use]
    pub fn is_saga(self) -> bool {
        self.at.value.saga.as_ref().is_some_and(|saga| saga.value != Saga::None)
    }

    /// Whether one service directs it.
    #[must_use]
    pub fn is_orchestrated(self) -> bool {
        self.at.value.saga.as_ref().is_some_and(|saga| saga.value == Saga::Orchestration)
    }

    /// Whether a step asks another service or an external system for something, beyond handing on the request that
    /// starts the flow.
    #[must_use]
    pub fn is_work(self, step: &Step) -> bool {
        let (Some(from), Some(to)) = (&step.from, &step.to) else { return false };
        let from = self.model.service(&from.value.0);
        let asks = from.is_some_and(|from| {
            !matches!(from.kind(), ServiceKind::Gateway | ServiceKind::Bff | ServiceKind::Frontend)
        });
        let is_entry = self.at.value.entry().is_some_and(|entry| step.endpoint() == Some(entry));
        let answers = self.model.service(&to.value.0).is_some() || self.model.external(&to.value.0).is_some();
        asks && answers && !is_entry && step.publishes.is_none() && step.on.is_none()
    }

    /// The call that a step makes, where its service lists it.
    #[must_use]
    pub fn call_of(self, step: &Step) -> Option<Call<'m>> {
        let (from, to) = (step.from.as_ref()?, step.to.as_ref()?);
        let asked = step.endpoint();
        let is_it = |call: &Call<'m>| {
            let same = match (&call.at.value.endpoint, &asked) {
                (Some(own), Some(asked)) => own.method == asked.method && super::api::same_path(&own.path, &asked.path),
                _ => true,
            };
            same && call.callee().is_some_and(|callee| callee.name() == to.value.0)
        };
        self.model.service(&from.value.0)?.calls().find(is_it)
    }

    /// The steps in order.
    #[must_use]
    pub fn steps(self) -> &'m [crate::spec::At<Step>] {
        self.at.value.steps.items()
    }
}
