//! Worst-case times: how long a call may keep its caller waiting.

use super::{Call, Party};
use crate::spec::service::{Backoff, Occasion, Retry, ServiceKind};
use crate::spec::{self, At, Items};
use crate::text::Span;
use crate::value::Duration;

/// The steps of one service in a flow, one after the other.
#[derive(Debug, Clone)]
pub struct Stretch<'m> {
    /// The service that asks.
    pub asker: &'m str,
    /// How long all of it takes at p99; groups of parallel steps count once.
    pub time: Duration,
    /// Where each figure is said, with whose it is.
    pub parts: Vec<(Span, String)>,
}

impl<'m> super::Flow<'m> {
    /// What each service waits for in it before the first event is handled, as far as the answers' p99 are stated.
    #[must_use]
    pub fn stretches(self) -> Vec<Stretch<'m>> {
        let mut found: Vec<(Stretch<'m>, Option<&str>, u64)> = Vec::new();
        for step in self.at.value.steps.items().iter().take_while(|step| step.on.is_none()) {
            let (Some(from), Some(p99)) = (&step.from, self.step_p99(step)) else { continue };
            let group = step.parallel.as_ref().map(|group| group.value.as_str());
            let part =
                (p99.span, format!("{} takes {} at p99", step.to.as_ref().map_or("?", |to| &to.value.0), p99.value));
            let same = found.iter_mut().find(|(stretch, _, _)| stretch.asker == from.value.0);
            let Some((stretch, last, most)) = same else {
                let stretch = Stretch { asker: &from.value.0, time: p99.value, parts: vec![part] };
                found.push((stretch, group, p99.value.0));
                continue;
            };
            stretch.parts.push(part);
            if group.is_some() && *last == group {
                stretch.time = Duration(stretch.time.0 - *most + p99.value.0.max(*most));
                *most = p99.value.0.max(*most);
            } else {
                stretch.time = Duration(stretch.time.0.saturating_add(p99.value.0));
                (*last, *most) = (group, p99.value.0);
            }
        }
        found.into_iter().map(|(stretch, _, _)| stretch).collect()
    }

    fn step_p99(self, step: &spec::flow::Step) -> Option<&'m At<Duration>> {
        let to = &step.to.as_ref()?.value.0;
        let service = self.model.service(to);
        let asked = step.endpoint();
        let endpoint =
            service.and_then(|it| it.endpoints().find(|it| asked.as_ref().is_some_and(|asked| it.is_meant_by(asked))));
        let own = endpoint.and_then(|it| it.at.value.latency.as_ref()?.value.p99.as_ref());
        let general = service.and_then(|it| it.at.value.latency.as_ref()?.value.p99.as_ref());
        let external = || self.model.external(to)?.at.value.latency.as_ref()?.value.p99.as_ref();
        own.or(general).or_else(external)
    }
}

/// How long a callee may need for one request, and why.
#[derive(Debug, Clone)]
pub struct Need<'m> {
    /// How long.
    pub time: Duration,
    /// The calls that it makes in the meantime, those that count.
    pub calls: Vec<Call<'m>>,
    /// Where the callee itself says how long it takes, where that is what counts.
    pub stated: Option<Span>,
}

impl Retry {
    /// The waits between all attempts; nothing where the first wait is not stated.
    #[must_use]
    pub fn waits(&self) -> Duration {
        self.waits_between(self.attempts.as_ref().map_or(1, |attempts| attempts.value))
    }

    /// The waits between so many attempts.
    #[must_use]
    pub fn waits_between(&self, tries: u64) -> Duration {
        let tries = tries.clamp(1, 64);
        let delay = self.delay.as_ref().map_or(0, |delay| delay.value.0);
        let times = match self.backoff.as_ref().map(|backoff| backoff.value) {
            Some(Backoff::Exponential) => 1_u64.checked_shl((tries - 1) as u32).map_or(u64::MAX, |power| power - 1),
            Some(Backoff::Linear) => tries * (tries - 1) / 2,
            Some(Backoff::Fixed) | None => tries - 1,
            Some(Backoff::None) => 0,
        };
        Duration(delay.saturating_mul(times))
    }
}

impl<'m> Call<'m> {
    /// Where its timeout stands, where it has one of its own; else where the callee's name stands.
    #[must_use]
    pub fn timeout_place(self) -> Span {
        let own = self.at.value.timeout.as_ref().filter(|timeout| self.at.span.contains(timeout.span));
        own.map_or(self.place(), |timeout| timeout.span)
    }

    /// How slow the callee's slowest hundredth of answers is, where it says so: for the endpoint, else in general.
    #[must_use]
    pub fn callee_p99(self) -> Option<&'m At<Duration>> {
        let endpoint = self.target().and_then(|target| target.at.value.latency.as_ref());
        let general = match self.callee()? {
            Party::Service(service) => service.at.value.latency.as_ref(),
            Party::External(external) => external.at.value.latency.as_ref(),
        };
        endpoint.and_then(|it| it.value.p99.as_ref()).or_else(|| general?.value.p99.as_ref())
    }

    /// Whether it happens while somebody waits for its caller: not in a worker, nor only during events or jobs.
    #[must_use]
    pub fn is_in_requests(self) -> bool {
        use ServiceKind::{Function, Scheduler, StreamProcessor, Worker};
        let occasions = self.at.value.during.items();
        let at_requests = occasions.is_empty() || occasions.iter().any(|it| matches!(it.value, Occasion::Endpoint(_)));
        at_requests && !matches!(self.caller().kind(), Function | Scheduler | StreamProcessor | Worker)
    }

    /// The times within which the requests end that it belongs to, each with what ends.
    #[must_use]
    pub fn request_budgets(self) -> Vec<(String, &'m At<Duration>)> {
        let caller = self.caller();
        let occasions = self.at.value.during.items();
        let mut budgets: Vec<(String, &'m At<Duration>)> = Vec::new();
        for occasion in occasions {
            let Occasion::Endpoint(reference) = &occasion.value else { continue };
            let endpoint = caller.endpoints().find(|endpoint| endpoint.is_meant_by(reference));
            budgets.extend(endpoint.and_then(|it| Some((format!("`{}`", it.label()), it.timeout()?))));
        }
        let in_requests = occasions.is_empty() || occasions.iter().any(|it| matches!(it.value, Occasion::Endpoint(_)));
        if let Some(own) = caller.at.value.timeout.as_ref().filter(|_| in_requests) {
            budgets.push((format!("a request to `{}`", caller.name()), own));
        }
        budgets
    }

    /// How long it may keep its caller waiting: all attempts and the waits between them. None without a timeout.
    #[must_use]
    pub fn longest(self) -> Option<Duration> {
        let each = self.timeout()?.value.0;
        let waits = self.retry().map_or(0, |retry| retry.waits().0);
        let all = each.saturating_mul(self.attempts()).saturating_add(waits);
        let limit =
            self.retry().and_then(|retry| retry.r#for.as_ref()).map_or(u64::MAX, |limit| limit.value.0.max(each));
        Some(Duration(all.min(limit)))
    }

    /// `2 × 1s + 100ms`: how [`Call::longest`] comes about.
    #[must_use]
    pub fn longest_in_words(self) -> String {
        let timeout = self.timeout().map(|timeout| timeout.value.to_string()).unwrap_or_default();
        let waits = self.retry().map(Retry::waits).filter(|waits| waits.0 > 0);
        let tries = if self.attempts() > 1 { format!("{} × {timeout}", self.attempts()) } else { timeout };
        let sum = waits.map_or(tries.clone(), |waits| format!("{tries} + {waits} between them"));
        match self.retry().and_then(|retry| retry.r#for.as_ref()) {
            Some(limit) if self.attempts() > 1 => format!("{sum}, at most {}", limit.value),
            _ => sum,
        }
    }

    /// How long the callee may need to answer one attempt: what its endpoint allows itself, else the longest of the
    /// calls that it makes, or the sum of those that a flow says come one after the other.
    #[must_use]
    pub fn callee_need(self) -> Option<Need<'m>> {
        let callee = self.service().filter(|_| self.is_synchronous())?;
        let target = self.target();
        // A policy for all endpoints is a backstop and says little of this one.
        let own =
            target.and_then(|target| target.at.value.timeout.as_ref().filter(|it| target.at.span.contains(it.span)));
        if let Some(own) = own {
            return Some(Need { time: own.value, calls: Vec::new(), stated: Some(own.span) });
        }
        let mut need = self.sequence().unwrap_or(Need { time: Duration(0), calls: Vec::new(), stated: None });
        for call in self.leads_to() {
            if let Some(longest) = call.longest().filter(|longest| *longest > need.time) {
                need = Need { time: longest, calls: vec![call], stated: None };
            }
        }
        let limit = callee.at.value.timeout.as_ref();
        if let Some(limit) = limit.filter(|limit| limit.value < need.time) {
            need = Need { time: limit.value, calls: need.calls, stated: Some(limit.span) };
        }
        (need.time.0 > 0).then_some(need)
    }

    /// What a flow says that the callee does one after the other when its endpoint is asked.
    fn sequence(self) -> Option<Need<'m>> {
        let target = self.target()?;
        let flow = target.flows().next()?;
        let callee = self.service()?;
        let mut groups: Vec<(Option<&str>, u64)> = Vec::new();
        let mut calls = Vec::new();
        for step in flow.at.value.steps.items().iter().take_while(|step| step.on.is_none()) {
            let (Some(from), Some(to)) = (&step.from, &step.to) else { continue };
            let asks = |call: &Call<'_>| {
                call.to.as_ref().is_some_and(|it| it.value.0 == to.value.0)
                    && match (&call.endpoint, step.endpoint()) {
                        (Some(own), Some(asked)) => own.value == asked,
                        _ => true,
                    }
            };
            let led = self.leads_to().find(asks).filter(|_| from.value.0 == callee.name());
            let Some((call, longest)) = led.and_then(|call| Some((call, call.longest()?.0))) else { continue };
            calls.push(call);
            let group = step.parallel.as_ref().map(|group| group.value.as_str());
            match groups.last_mut().filter(|(last, _)| group.is_some() && *last == group) {
                Some((_, most)) => *most = (*most).max(longest),
                None => groups.push((group, longest)),
            }
        }
        let time = groups.iter().fold(0_u64, |sum, (_, longest)| sum.saturating_add(*longest));
        Some(Need { time: Duration(time), calls, stated: None })
    }
}
