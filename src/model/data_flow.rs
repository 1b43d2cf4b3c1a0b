//! Where data of persons comes from and where it goes.

use std::collections::{BTreeSet, VecDeque};

use super::{Call, Column, Endpoint, External, Model, Service, Subscription};
use crate::spec::{At, Entries, Items};
use crate::text::Span;

/// Words for classes of data that say something of a person.
const PERSONAL: [&str; 21] = [
    "pii",
    "personal",
    "personaldata",
    "phi",
    "health",
    "medical",
    "biometric",
    "genetic",
    "card",
    "cardholder",
    "pan",
    "ssn",
    "email",
    "phone",
    "address",
    "location",
    "name",
    "contact",
    "customer",
    "birthdate",
    "identity",
];

/// A system of others that receives data of persons.
#[derive(Debug)]
pub struct Outflow<'m> {
    /// Who receives it.
    pub external: External<'m>,
    /// The class of data, as the spec calls it.
    pub class: &'m At<String>,
    /// From where it comes, hop by hop, each place with its part.
    pub path: Vec<(Span, String)>,
}

impl Model<'_> {
    /// Whether a class of data says something of a person: by its word, unless the spec classes it as public.
    #[must_use]
    pub fn is_personal(&self, class: &str) -> bool {
        let classes = self.security().map(|it| it.data_classes.entries()).unwrap_or_default();
        let stated = classes.iter().find(|(name, _)| name.value == class).map(|(_, level)| level.to_lowercase());
        let word = super::words::words(class).concat();
        PERSONAL.contains(&word.as_str()) && !matches!(stated.as_deref(), Some("public" | "open"))
    }

    /// Data of persons that leaves the system, once for each receiver.
    #[must_use]
    pub fn outflows(&self) -> Vec<Outflow<'_>> {
        self.externals().filter_map(|external| self.outflow(external)).collect()
    }

    fn outflow<'m>(&'m self, external: External<'m>) -> Option<Outflow<'m>> {
        let to_it = |call: &Call<'m>| call.external().is_some_and(|it| std::ptr::eq(it.at, external.at));
        let mut calls = self.calls().filter(to_it);
        let received = external.at.value.receives.items().iter().find(|class| self.is_personal(class));
        let carrying = self.calls().filter(to_it).find_map(|call| Some((call, call.personal_class()?)));
        let (class, call) = match (received, carrying) {
            (Some(class), carrying) => (class, carrying.map(|(call, _)| call).or_else(|| calls.next())),
            (None, Some((call, class))) => (class, Some(call)),
            (None, None) => return None,
        };
        let mut path = call.map(|call| self.path_to(call.caller())).unwrap_or_default();
        if let Some(call) = call {
            path.push((call.place(), format!("{} sends it here", call.caller().name())));
        }
        Some(Outflow { external, class, path })
    }

    /// The shortest way on which data of persons comes to a service.
    fn path_to(&self, service: Service<'_>) -> Vec<(Span, String)> {
        let mut waiting: VecDeque<(Service<'_>, Vec<(Span, String)>)> = VecDeque::from([(service, Vec::new())]);
        let mut seen = BTreeSet::from([service.name()]);
        while let Some((current, path)) = waiting.pop_front() {
            if let Some((span, what)) = current.personal_source() {
                return [(span, what)].into_iter().chain(path).collect();
            }
            for call in current.callers().filter(|call| call.personal_class().is_some()) {
                if seen.insert(call.caller().name()) {
                    let hop = (call.place(), format!("{} passes it on", call.caller().name()));
                    waiting.push_back((call.caller(), [hop].into_iter().chain(path.clone()).collect()));
                }
            }
        }
        Vec::new()
    }
}

impl<'m> Call<'m> {
    /// From where the data of persons comes that it carries, hop by hop, each place with its part.
    #[must_use]
    pub fn personal_path(self) -> Vec<(Span, String)> {
        self.model.path_to(self.caller())
    }

    /// The first class of data of persons that it is said to carry.
    #[must_use]
    pub fn personal_class(self) -> Option<&'m At<String>> {
        self.at.value.data.items().iter().find(|class| self.model.is_personal(class))
    }
}

impl Service<'_> {
    /// Where it gets data of persons from by itself: a column, a request, an event.
    fn personal_source(self) -> Option<(Span, String)> {
        let column = self.tables().flat_map(|table| table.columns()).find(|column| column.pii);
        let kept = column.map(|it| (it.name.span, format!("`{}.{}` is kept here", it.table.name(), it.name.value)));
        let asked = || {
            self.endpoints()
                .find_map(Endpoint::personal_field)
                .map(|(span, field)| (span, format!("`{field}` comes in here")))
        };
        let told = || {
            self.subscriptions()
                .find_map(Subscription::personal_field)
                .map(|(span, field)| (span, format!("`{field}` comes in by event")))
        };
        kept.or_else(asked).or_else(told)
    }
}

impl<'m> Endpoint<'m> {
    /// The first field of its request that says something of a person.
    fn personal_field(self) -> Option<(Span, &'m str)> {
        let fields = self.model.fields(self.at.value.request.as_ref()?);
        fields.iter().find(|(_, field)| field.pii).map(|(name, _)| (name.span, name.value.as_str()))
    }
}

impl<'m> Subscription<'m> {
    /// The first field of the event's payload that says something of a person.
    fn personal_field(self) -> Option<(Span, &'m str)> {
        let fields = self.model.fields(self.event()?.at.value.payload.as_ref()?);
        fields.iter().find(|(_, field)| field.pii).map(|(name, _)| (name.span, name.value.as_str()))
    }
}

impl Column<'_> {
    /// Whether it would hurt somebody if it were read: it is of a person or secret, and stands there in the clear.
    #[must_use]
    pub fn is_sensitive_in_the_clear(self) -> bool {
        (self.pii || self.secret) && !self.encrypted && !self.hashed
    }
}
