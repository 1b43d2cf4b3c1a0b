//! The two macros that declare the language, and the scalar types they use.

use crate::value::{Duration, Percentage, Rate, Size};
use crate::yaml::Node;

use super::read::{At, Name, Read, Reader, Ref, Toggle};
use super::shape::{Kinds, Type, article};

/// Declares a mapping of the language: a struct with a field a key, how it is read, and its [`Shape`](super::Shape).
///
/// After the noun, `short key` says which key a scalar stands for, `parse(read, long form, type)` what reads a scalar instead, and
/// `list key` which key a list stands for. `name(required)` marks a key without which the element says nothing.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $name:ident $noun:literal $(short $short:ident)? $(parse($parse:path, $long:path, $form:expr))? $(, list $list:ident)? {
            $($(#[doc = $key_doc:literal])* $key:ident $(($required:ident))?: $ty:ty,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $($(#[doc = $key_doc])* pub $key: $crate::spec::Value<$ty>,)*
        }

        impl $name {
            /// The declaration.
            pub const SHAPE: &'static $crate::spec::Shape = &$crate::spec::Shape {
                name: $noun,
                doc: concat!($($doc, "\n",)*),
                keys: || vec![$($crate::spec::Key {
                    name: $crate::spec::declare::key_name(stringify!($key)),
                    doc: concat!($($key_doc, "\n",)*),
                    required: $crate::spec::declare::is_marked(&[$(stringify!($required))?]),
                    ty: <$ty as $crate::spec::Read>::declared(),
                },)*],
                short: $crate::spec::declare::first(&[
                    $(|| $crate::spec::declare::type_of(|it: &$name| &it.$short),)?
                    $(|| $form,)?
                ]),
                list: $crate::spec::declare::first(&[$(|| $crate::spec::declare::type_of(|it: &$name| &it.$list),)?]),
            };

            const FORM: &'static $crate::spec::record::Form = &$crate::spec::record::Form {
                noun: $noun,
                keys: &[$($crate::spec::declare::key_name(stringify!($key))),*],
                required: &[$($({
                    let _ = stringify!($required);
                    $crate::spec::declare::key_name(stringify!($key))
                },)?)*],
                short: &[$($crate::spec::declare::key_name(stringify!($short)),)?],
                parses: $crate::spec::declare::is_marked(&[$(stringify!($parse))?]),
                list: &[$($crate::spec::declare::key_name(stringify!($list)),)?],
            };

            /// The keys that are said here or by a policy, in the order of the declaration, each with the node that says it.
            #[must_use]
            pub fn stated(&self) -> Vec<(&'static str, $crate::yaml::NodeId)> {
                [$(self.$key.as_ref().map(|at| ($crate::spec::declare::key_name(stringify!($key)), at.node)),)*]
                    .into_iter()
                    .flatten()
                    .collect()
            }
        }

        impl $crate::spec::Read for $name {
            const HAS_NAME: bool = $crate::spec::named::has_name(Self::FORM.required);

            fn read(node: $crate::yaml::Node<'_>, reader: &mut $crate::spec::Reader<'_>) -> Option<Self> {
                let mut this = Self::default();
                match Self::FORM.read(node, reader, &mut [$(&mut this.$key),*]) {
                    $($crate::spec::record::Found::Scalar(node) => $parse(node, reader),)?
                    $crate::spec::record::Found::Nothing => None,
                    _ => Some(this),
                }
            }

            fn declared() -> $crate::spec::Type {
                $crate::spec::Type::Record(|| $name::SHAPE)
            }

            fn fill_in(&mut self, policy: &Self) {
                $(if !$crate::spec::declare::is_marked(&[$(stringify!($required))?]) {
                    $crate::spec::declare::fill_in(&mut self.$key, &policy.$key);
                })*
            }

            fn long_form(short: &str) -> Option<String> {
                $crate::spec::declare::long_form(short, &[
                    $(|short| Some(format!("{}: {}", $crate::spec::declare::key_name(stringify!($short)), $crate::yaml::quote(short))),)?
                    $($long,)?
                ])
            }

            fn list_form() -> Option<&'static str> {
                Self::FORM.list.first().copied()
            }
        }
    };
}

/// Declares a closed set of words.
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        $name:ident { $($(#[doc = $word_doc:literal])* $variant:ident = $word:literal,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $word_doc])* $variant,)* }

        impl $name {
            /// The word as written.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::spec::Read for $name {
            fn read(node: $crate::yaml::Node<'_>, reader: &mut $crate::spec::Reader<'_>) -> Option<Self> {
                let word = reader.word(node, &[$($word),*])?;
                [$(Self::$variant),*].get(word).copied()
            }

            fn declared() -> $crate::spec::Type {
                $crate::spec::Type::Words(&[$(($word, concat!($($word_doc,)*)),)*])
            }
        }
    };
}

pub(crate) use {record, words};

/// A key as written: `r#async` is `async`, `max_message` stays.
#[must_use]
pub(super) const fn key_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

pub(super) const fn is_marked(marks: &[&str]) -> bool {
    !marks.is_empty()
}

pub(super) const fn first(forms: &[fn() -> Type]) -> Option<fn() -> Type> {
    match forms {
        [form, ..] => Some(*form),
        [] => None,
    }
}

/// A function of its own for each type, and not code of its own for each key.
#[inline(never)]
pub(super) fn fill_in<T: Read>(own: &mut Option<At<T>>, policy: &Option<At<T>>) {
    match (own, policy) {
        (Some(own), Some(policy)) => own.value.add(&policy.value),
        (own @ None, policy) => own.clone_from(policy),
        (Some(_), None) => {}
    }
}

pub(super) fn long_form(short: &str, forms: &[fn(&str) -> Option<String>]) -> Option<String> {
    forms.first().and_then(|form| form(short))
}

/// The declared type of a field, inferred from its accessor.
pub(super) fn type_of<R, T: Read>(_field: fn(&R) -> &Option<At<T>>) -> Type {
    T::declared()
}

impl Read for String {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = node.as_str();
        if text.is_none() {
            reader.wrong_type(node, "a text");
        }
        text.map(str::to_owned)
    }
    fn declared() -> Type {
        Type::Text
    }
}

impl Read for bool {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let value = node.as_bool();
        if value.is_none() {
            reader.wrong_type(node, "`true` or `false`");
            let meant = match node.as_str().map(str::to_ascii_lowercase).as_deref() {
                Some("yes" | "on" | "true") => Some("true"),
                Some("no" | "off" | "false") => Some("false"),
                _ => None,
            };
            if let Some(meant) = meant {
                let edits = vec![crate::text::Edit::replace(node.span(), meant)];
                reader.mend(crate::rule::Fix::safe(format!("Write `{meant}`"), edits));
            }
        }
        value
    }
    fn declared() -> Type {
        Type::Boolean
    }
}

impl Read for u64 {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let value = node.as_str().and_then(|text| text.replace('_', "").parse().ok());
        if value.is_none() {
            reader.wrong_type(node, "a whole number");
        }
        value
    }
    fn declared() -> Type {
        Type::Integer
    }
}

impl Read for f64 {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let value = node.as_str().and_then(|text| text.parse().ok()).filter(|value: &f64| value.is_finite());
        if value.is_none() {
            reader.wrong_type(node, "a number");
        }
        value
    }
    fn declared() -> Type {
        Type::Number
    }
}

/// Reads a measure: a scalar that is nothing without its unit.
macro_rules! measure {
    ($ty:ident, $name:literal, $example:literal, $pattern:literal) => {
        impl Read for $ty {
            fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
                let Some(text) = node.as_str() else {
                    reader.wrong_type(node, &article($name));
                    return None;
                };
                $ty::parse(text).map_err(|bad| reader.bad_measure(node, $name, $example, &bad)).ok()
            }
            fn declared() -> Type {
                Type::Form { name: $name, example: $example, pattern: $pattern }
            }
        }
    };
}

measure!(
    Duration,
    "duration",
    "2s",
    r"^([0-9._]+ ?(ms|s|m|min|h|d|w|y|(second|minute|hour|day|week|month|year)s?) ?)+$|^(hourly|daily|nightly|weekly|yearly)$"
);
measure!(Size, "size", "5MB", r"^[0-9._]+ ?([KMGT]i?)?B$");
measure!(Rate, "rate", "100/min", r"^[0-9._]+ ?(rps|[A-Za-z]*/ ?[0-9a-z]+)( per .+)?$");
measure!(Percentage, "percentage", "99.9%", r"^[0-9.]+ ?%$");

impl Read for crate::value::Date {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let date = node.as_str().and_then(Self::parse);
        if date.is_none() {
            reader.wrong_type(node, "a day, such as `2027-01-31`");
        }
        date
    }
    fn declared() -> Type {
        Type::Form { name: "day", example: "2027-01-31", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }
    }
}

impl<const KINDS: Kinds> Read for Name<KINDS> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.name(node, KINDS).map(Self)
    }
    fn declared() -> Type {
        Type::Name(KINDS)
    }
}

impl<const KINDS: Kinds> Read for Ref<KINDS> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.reference(node, KINDS).map(Self)
    }
    fn declared() -> Type {
        Type::Ref(KINDS)
    }
}

impl<T: Read> Read for Toggle<T> {
    fn read(node: Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match node.as_bool() {
            Some(true) => Some(Self::On),
            Some(false) => Some(Self::Off),
            None => T::read(node, reader).map(Self::Set),
        }
    }
    fn long_form(short: &str) -> Option<String> {
        T::long_form(short)
    }
    fn list_form() -> Option<&'static str> {
        T::list_form()
    }
    fn declared() -> Type {
        Type::Either(vec![Type::Boolean, T::declared()])
    }
}
