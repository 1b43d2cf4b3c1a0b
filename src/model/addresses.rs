//! Endpoints, and the flows that they start, by what references to them say.

use std::collections::BTreeMap;

use super::api::nameless;
use super::{Endpoint, Flow, Model};
use crate::spec::Items;
use crate::spec::endpoint::{EndpointRef, Method};

/// A method, and a path without the names of its parameters.
type Address = (Method, String);

/// Positions by address: a large system has too many of each to compare every one with every other.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    endpoints: BTreeMap<Address, Vec<usize>>,
    flows: BTreeMap<Address, Vec<usize>>,
}

impl Addresses {
    fn of(model: &Model<'_>) -> Self {
        let mut found = Self::default();
        for (at, endpoint) in model.endpoints().enumerate() {
            found.endpoints.entry(endpoint.address()).or_default().push(at);
        }
        for (at, flow) in model.flows().enumerate() {
            if let Some(entry) = flow.at.value.entry() {
                found.flows.entry(address(&entry)).or_default().push(at);
            }
        }
        found
    }
}

fn address(reference: &EndpointRef) -> Address {
    (reference.method, nameless(&reference.path))
}

impl Model<'_> {
    fn addresses(&self) -> &Addresses {
        self.addresses.get_or_init(|| Addresses::of(self))
    }

    /// The endpoints that a reference means, of whatever service: see [`Endpoint::is_meant_by`].
    pub fn endpoints_meant_by(&self, reference: &EndpointRef) -> impl Iterator<Item = Endpoint<'_>> {
        let found = self.addresses().endpoints.get(&address(reference));
        found.into_iter().flatten().filter_map(|at| self.endpoint_at(*at))
    }
}

impl<'m> Endpoint<'m> {
    /// The flows that it starts.
    pub fn flows(self) -> impl Iterator<Item = Flow<'m>> {
        let flows = self.model.spec.system.flows.items();
        let found = self.model.addresses().flows.get(&self.address());
        found.into_iter().flatten().filter_map(|at| flows.get(*at)).map(move |at| Flow { model: self.model, at })
    }
}
