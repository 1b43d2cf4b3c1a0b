//! The language as data: what the reader, the published schema, the reference page and completion all consult.

/// A set of kinds of named things, a bit a kind.
pub type Kinds = u32;

/// Declares the kinds of things that have names.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal, $noun:literal;)*) => {
        $($(#[doc = $doc])* pub const $name: Kinds = 1 << $bit;)*
        /// Each kind with the noun that people call it by.
        pub const NOUNS: &[(Kinds, &str)] = &[$(($name, $noun)),*];
    };
}

kinds! {
    /// A bounded context.
    CONTEXT = 0, "context";
    /// Something that runs.
    SERVICE = 1, "service";
    /// A system of others.
    EXTERNAL = 2, "integration point";
    /// A request, response or message type.
    SCHEMA = 3, "schema";
    /// A topic, queue or stream.
    CHANNEL = 4, "channel";
    /// A domain event.
    EVENT = 5, "event";
    /// A database, cache server or other store.
    STORE = 6, "store";
    /// A table, collection or entity.
    ENTITY = 7, "entity";
    /// A caching strategy.
    CACHE = 8, "cache";
    /// An authentication scheme.
    SCHEME = 9, "authentication scheme";
    /// A role.
    ROLE = 10, "role";
    /// A use case as steps.
    FLOW = 11, "flow";
    /// A phase of the roadmap.
    PHASE = 12, "phase";
    /// A decision record.
    DECISION = 13, "decision";
    /// An environment.
    ENVIRONMENT = 14, "environment";
    /// A webhook.
    WEBHOOK = 15, "webhook";
    /// A core domain object that is listed before it is modelled.
    CONCEPT = 16, "domain object";
    /// Who starts a flow.
    ACTOR = 17, "actor";
}

/// The noun of the first kind in a set.
#[must_use]
pub fn noun(kinds: Kinds) -> String {
    let nouns: Vec<&str> = NOUNS.iter().filter(|(kind, _)| kinds & kind != 0).map(|(_, noun)| *noun).collect();
    match nouns.as_slice() {
        [] => "name".to_owned(),
        [first @ .., last] if !first.is_empty() && nouns.len() <= 3 => format!("{} or {last}", first.join(", ")),
        [first, ..] if nouns.len() > 3 => format!("{first} or other element"),
        [first, ..] => (*first).to_owned(),
    }
}

/// A word with its article: `a service`, `an event`.
#[must_use]
pub fn article(noun: &str) -> String {
    /// What there is only one of takes none.
    const MASS: [&str; 7] =
        ["security", "encryption", "idempotency", "observability", "resilience", "scalability", "event sourcing"];
    if MASS.contains(&noun) {
        return noun.to_owned();
    }
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// What a value may be.
#[derive(Debug, Clone)]
pub enum Type {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text of a certain form: its name and an example.
    Form {
        /// What it is called: `duration`.
        name: &'static str,
        /// One that is right.
        example: &'static str,
        /// What all of them match, as a regular expression of JSON Schema; empty where none is stated.
        pattern: &'static str,
    },
    /// One of these words, each with what it means.
    Words(&'static [(&'static str, &'static str)]),
    /// The name that a thing of these kinds is known by.
    Name(Kinds),
    /// The name of a thing of these kinds.
    Ref(Kinds),
    /// A list; a single value stands for a list of one.
    List(Box<Type>),
    /// A mapping from free names.
    Map(Box<Type>),
    /// A mapping of one entry whose key has a certain form: what YAML makes of a bare `a -> b: text`.
    Entry {
        /// One that is right.
        example: &'static str,
        /// What its key matches.
        pattern: &'static str,
    },
    /// A mapping with known keys.
    Record(fn() -> &'static Shape),
    /// A mapping with known keys, none of which it needs.
    Policy(fn() -> &'static Shape),
    /// Any of these.
    Either(Vec<Type>),
    /// Anything; not read.
    Any,
}

/// A mapping with known keys.
#[derive(Debug)]
pub struct Shape {
    /// What people call one: `service`.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its keys, in the order that an architect writes them.
    pub keys: fn() -> Vec<Key>,
    /// The short form, where it has one.
    pub short: Option<fn() -> Type>,
    /// The form as a list, where it has one.
    pub list: Option<fn() -> Type>,
}

/// A key of a [`Shape`].
#[derive(Debug, Clone)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// Whether the element says nothing without it.
    pub required: bool,
    /// What its value may be.
    pub ty: Type,
}
