//! What a rule is: a value with an identity, a page, a place to look at and a function that looks.

use crate::model;
use crate::text::Edit;

pub use crate::protocol::Severity;
pub use crate::spec::config::Profile;
pub use crate::spec::system::Stage;

/// One thing that can be wrong with a design.
#[derive(Debug)]
pub struct Rule {
    /// Group and name of the defect: `api/verb-in-path`.
    pub id: &'static str,
    /// Its page: summary, why, examples, when it is no problem, sources. Empty without the feature `pages`.
    pub doc: &'static str,
    /// How bad it is unless configured.
    pub severity: Severity,
    /// From which stage on it reports.
    pub stage: Stage,
    /// In which profile it is first switched on.
    pub profile: Profile,
    /// What it looks at.
    pub visit: Visit,
    /// Whether it can mend what it finds.
    pub fix: Option<FixKind>,
}

impl Rule {
    /// The group: `api`.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or("", |(group, _)| group)
    }

    /// What is wrong, as the first sentence of the page says it.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.doc.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
    }
}

/// Whether a fix may be applied without a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FixKind {
    /// To the whole document at once.
    Safe,
    /// One at a time, after a look.
    Suggested,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Imperative: `Add a timeout of 2s`.
    pub title: String,
    /// Whether it may be applied without a look.
    pub kind: FixKind,
    /// Edits of the text, none of which overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that may be applied without a look.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), kind: FixKind::Safe, edits }
    }

    /// A fix that wants a look.
    #[must_use]
    pub fn suggested(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), kind: FixKind::Suggested, edits }
    }
}

/// Declares what rules can look at, and the buckets that sort rules by it.
macro_rules! visits {
    ($($(#[doc = $doc:literal])* $name:ident($view:ty) $bucket:ident,)*) => {
        /// What a rule looks at: a function over one typed view of the model.
        #[derive(Debug, Clone, Copy)]
        pub enum Visit {
            $($(#[doc = $doc])* $name(for<'m> fn($view, &mut crate::lint::Report<'m>)),)*
        }

        /// Rules sorted by what they look at, so that one walk serves all of them.
        #[derive(Debug, Default)]
        pub(crate) struct Buckets {
            $(pub(crate) $bucket: Vec<(&'static Rule, for<'m> fn($view, &mut crate::lint::Report<'m>))>,)*
        }

        impl Buckets {
            pub(crate) fn add(&mut self, rule: &'static Rule) {
                match rule.visit {
                    $(Visit::$name(check) => self.$bucket.push((rule, check)),)*
                }
            }
        }
    };
}

visits! {
    /// The system as a whole.
    System(&'m model::Model<'m>) system,
    /// A service.
    Service(model::Service<'m>) service,
    /// An HTTP endpoint with method and path.
    Endpoint(model::Endpoint<'m>) endpoint,
    /// A synchronous call.
    Call(model::Call<'m>) call,
    /// The handling of an event by a service.
    Subscription(model::Subscription<'m>) subscription,
    /// An event.
    Event(model::Event<'m>) event,
    /// A topic, queue or stream.
    Channel(model::Channel<'m>) channel,
    /// A store.
    Store(model::Store<'m>) store,
    /// A table or entity.
    Table(model::Table<'m>) table,
    /// A column of a table.
    Column(model::Column<'m>) column,
    /// A cache.
    Cache(model::Cache<'m>) cache,
    /// A flow.
    Flow(model::Flow<'m>) flow,
    /// An authentication scheme.
    Scheme(model::Scheme<'m>) scheme,
    /// A webhook.
    Webhook(model::Webhook<'m>) webhook,
    /// A WebSocket endpoint.
    Websocket(model::Websocket<'m>) websocket,
    /// A stream of server-sent events.
    Sse(model::Sse<'m>) sse,
    /// A GraphQL API.
    Graphql(model::Graphql<'m>) graphql,
    /// A gRPC API.
    Grpc(model::Grpc<'m>) grpc,
    /// A system of others.
    External(model::External<'m>) external,
    /// A named schema.
    Schema(model::Schema<'m>) schema,
    /// A decision record.
    Decision(model::Decision<'m>) decision,
    /// A phase of the roadmap.
    Phase(model::Phase<'m>) phase,
    /// An environment.
    Environment(model::Environment<'m>) environment,
    /// Any scalar of the document with the key that it stands under.
    Text(model::Text<'m>) text,
    /// A spec beside an earlier version of itself, where the caller gives one.
    Versions(model::Versions<'m>) versions,
    /// A defect of the text as language.
    Problem(&'m crate::spec::Problem) problem,
    /// A finding that the author keeps, with how many it hid. These run last.
    Waiver(model::Waiver<'m>) waiver,
}

/// Declares a rule: its doc comment is its page and holds the examples that are its tests.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])*
        id: $id:literal,
        severity: $severity:ident,
        stage: $stage:ident,
        $(profile: $profile:ident,)?
        visit: $visit:ident($check:path),
        $(fix: $fix:ident,)?
    ) => {
        /// The rule as the engine knows it.
        pub(crate) const RULE: $crate::rule::Rule = $crate::rule::Rule {
            id: $id,
            doc: if cfg!(feature = "pages") { concat!($($doc, "\n",)*) } else { "" },
            severity: $crate::rule::Severity::$severity,
            stage: $crate::rule::Stage::$stage,
            profile: $crate::rule::first_or(&[$($crate::rule::Profile::$profile)?], $crate::rule::Profile::Recommended),
            visit: $crate::rule::Visit::$visit($check),
            fix: $crate::rule::first(&[$($crate::rule::FixKind::$fix)?]),
        };

        #[cfg(test)]
        #[test]
        fn examples() {
            $crate::testing::examples(&RULE);
        }
    };
}

/// Declares the rules of a group, a file each.
macro_rules! group {
    ($($rule:ident)*) => {
        $(mod $rule;)*

        /// The group's rules, in the order of its list.
        pub(crate) const RULES: &[&crate::rule::Rule] = &[$(&$rule::RULE),*];
    };
}

pub(crate) use {group, rule};

pub(crate) const fn first(kinds: &[FixKind]) -> Option<FixKind> {
    match kinds {
        [kind, ..] => Some(*kind),
        [] => None,
    }
}

pub(crate) const fn first_or(profiles: &[Profile], otherwise: Profile) -> Profile {
    match profiles {
        [profile, ..] => *profile,
        [] => otherwise,
    }
}
