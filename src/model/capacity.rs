//! How much arrives, and how much can be taken.

use super::{Model, Service};
use crate::spec::At;
use crate::spec::service::ServiceKind;
use crate::text::Span;
use crate::value::Rate;

/// The load of a service at peak.
#[derive(Debug, Clone)]
pub struct Peak {
    /// Requests a second.
    pub per_second: f64,
    /// Where that is said, with how much it adds.
    pub parts: Vec<(Span, String)>,
}

impl Peak {
    fn new<'r>(rates: impl Iterator<Item = (String, &'r At<Rate>)>) -> Self {
        let mut peak = Self { per_second: 0.0, parts: Vec::new() };
        for (from, rate) in rates.filter(|(_, rate)| rate.by.is_none()) {
            peak.per_second += rate.per_second();
            peak.parts.push((rate.span, format!("{from}: {}", rate.value)));
        }
        peak
    }
}

impl<'s> Model<'s> {
    /// The load that the system must take at peak.
    #[must_use]
    pub fn required_peak(&self) -> Option<&'s At<Rate>> {
        let quality = self.spec.system.requirements.as_ref()?.quality.as_ref()?;
        quality.load.as_ref()?.peak.as_ref()
    }

    /// The share of capacity that the plan keeps free; none where it says nothing.
    #[must_use]
    pub fn headroom(&self) -> f64 {
        let plan = self.spec.system.scalability.as_ref().and_then(|it| it.capacity.as_ref());
        plan.and_then(|plan| plan.headroom.as_ref()).map_or(0.0, |headroom| headroom.value.0)
    }

    /// The one service through which all requests from outside come, where there is one.
    #[must_use]
    pub fn only_entry(&self) -> Option<Service<'_>> {
        let runs = |service: &Service<'_>| service.kind() != ServiceKind::Frontend;
        let mut edges = self.services().filter(|service| runs(service) && service.is_edge());
        if let Some(edge) = edges.next() {
            return edges.next().is_none().then_some(edge);
        }
        let mut all = self.services().filter(runs);
        all.next().filter(|_| all.next().is_none())
    }
}

impl<'m> Service<'m> {
    /// What one instance takes.
    #[must_use]
    pub fn capacity(self) -> Option<&'m At<Rate>> {
        self.at.value.capacity.as_ref().filter(|rate| rate.by.is_none())
    }

    /// How much arrives at peak: what its endpoints or the calls to it say, whichever is more, or the system's peak
    /// where all requests come through it.
    #[must_use]
    pub fn peak(self) -> Option<Peak> {
        let endpoints = self.endpoints();
        let loads = endpoints.filter_map(|it| Some((it.label(), it.at.value.load.as_ref()?)));
        let calls = self.callers().filter(|call| call.is_synchronous());
        let rates = calls.filter_map(|it| Some((it.label(), it.at.value.rate.as_ref()?)));
        let required = self.model.required_peak();
        let whole = required.filter(|_| self.model.only_entry().is_some_and(|it| it.is(self)));
        let whole = whole.map(|peak| ("required".to_owned(), peak)).into_iter();
        let peaks = [Peak::new(loads), Peak::new(rates), Peak::new(whole)];
        peaks.into_iter().filter(|peak| peak.per_second > 0.0).max_by(|a, b| a.per_second.total_cmp(&b.per_second))
    }
}
