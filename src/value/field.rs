//! A schema field's type string: `OrderItem[](1..100)`, `string(1..200)?`, `uuid read-only`.

use super::column::{Stray, split_arguments, words};

/// A field of a request, response or message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// A built-in type in its own spelling, `enum`, `map`, or another schema's name.
    pub ty: String,
    /// Whether it is a list of that type.
    pub list: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// An enumeration's values, a decimal's digits, a map's value type.
    pub arguments: Vec<String>,
    /// The least and the most: length of a string or list, value of a number.
    pub range: Option<(Option<u64>, Option<u64>)>,
    /// Whether a list's range is about each of its things, as in `integer(0..)[]`.
    pub each: bool,
    /// Says something of a person: `pii`, or `phi` of their health.
    pub pii: bool,
    /// Must never be seen: a credential, a key.
    pub secret: bool,
    /// Set by the server, ignored in requests.
    pub read_only: bool,
    /// Taken in requests, never returned.
    pub write_only: bool,
    /// Will go away.
    pub deprecated: bool,
    /// What a reader takes where it is absent.
    pub default: Option<String>,
}

/// The types that need no schema of their own.
pub const BUILT_IN: [&str; 25] = [
    "string",
    "text",
    "integer",
    "int",
    "int32",
    "int64",
    "number",
    "float",
    "double",
    "decimal",
    "boolean",
    "bool",
    "uuid",
    "email",
    "uri",
    "url",
    "date",
    "time",
    "date-time",
    "duration",
    "binary",
    "bytes",
    "object",
    "any",
    "enum",
];

impl Field {
    /// Reads a type string. What it cannot read is told beside what it could.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Stray>) {
        let mut field = Self::default();
        let mut strays = Vec::new();
        let mut words = words(text).into_iter().enumerate();
        while let Some((at, word)) = words.next() {
            match word.text {
                ty if at == 0 => field.read_type(ty),
                "pii" | "phi" => field.pii = true,
                "secret" => field.secret = true,
                "read-only" => field.read_only = true,
                "write-only" => field.write_only = true,
                "deprecated" => field.deprecated = true,
                "?" => field.optional = true,
                "default" => field.default = words.next().map(|(_, value)| value.text.to_owned()),
                other => {
                    let message = format!("`{other}` is not part of a field's type");
                    strays.push(Stray { range: word.range, message });
                }
            }
        }
        (field, strays)
    }

    /// A type string in parts: its type without the mark of what may be left out, whether it has that mark, and the
    /// flags behind it, with the white space before them.
    #[must_use]
    pub fn parts(text: &str) -> (&str, bool, &str) {
        let end = words(text).first().map_or(0, |word| word.range.end);
        let (ty, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        match (ty.strip_suffix('?'), rest.trim_start().strip_prefix('?')) {
            (Some(ty), _) => (ty, true, rest),
            (None, Some(rest)) => (ty, true, rest),
            (None, None) => (ty, false, rest),
        }
    }

    /// Whether a message may lack it: its reader knows what to do without.
    #[must_use]
    pub const fn may_be_absent(&self) -> bool {
        self.optional || self.default.is_some()
    }

    /// Whether the type is one that every spec knows.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.ty == "map" || BUILT_IN.contains(&self.ty.as_str())
    }

    fn read_type(&mut self, word: &str) {
        let mut rest = word;
        if let Some(shorter) = rest.strip_suffix('?') {
            self.optional = true;
            rest = shorter;
        }
        if let Some((inner, rest)) = rest.strip_prefix("map<").and_then(|rest| rest.rsplit_once('>'))
            && (rest.is_empty() || rest.starts_with(['[', '(']))
        {
            self.read_type(rest);
            self.ty = "map".into();
            self.arguments = vec![inner.to_owned()];
            return;
        }
        let (name, arguments) = split_arguments(rest);
        let name = name.strip_suffix("[]").inspect(|_| self.list = true).unwrap_or(name);
        // `integer(0..)[]`: the list sign may also stand after the constraint.
        let arguments: Vec<String> = match arguments.last().and_then(|last| last.strip_suffix(")[]")) {
            Some(last) => {
                (self.list, self.each) = (true, true);
                let kept = arguments.len().saturating_sub(1);
                arguments.iter().take(kept).cloned().chain([last.to_owned()]).collect()
            }
            None => arguments,
        };
        self.ty = name.to_owned();
        match arguments.first().filter(|_| arguments.len() == 1).and_then(|argument| argument.split_once("..")) {
            Some((least, most)) => self.range = Some((least.parse().ok(), most.parse().ok())),
            None => self.arguments = arguments,
        }
    }
}

/// Whether every value of one built-in type is one of the other. Types whose form on the wire is open are.
#[must_use]
pub fn contains(wide: &str, narrow: &str) -> bool {
    const TEXTS: [&str; 9] = ["uuid", "email", "uri", "date", "time", "date-time", "duration", "enum", "binary"];
    let (wide, narrow) = (canonical(wide), canonical(narrow));
    match (wide, narrow) {
        _ if wide == narrow => true,
        ("any", _) | (_, "any") | ("object", "map") | ("map", "object") => true,
        ("string", "decimal") | ("decimal", "string") => true,
        ("string", _) => TEXTS.contains(&narrow),
        ("number", _) => matches!(narrow, "integer" | "int32" | "int64" | "decimal"),
        ("decimal", _) => matches!(narrow, "integer" | "int32" | "int64"),
        ("integer", _) => matches!(narrow, "int32" | "int64"),
        ("int64", _) => matches!(narrow, "int32" | "integer"),
        ("int32", _) => narrow == "integer",
        _ => !BUILT_IN.contains(&wide) && wide != "map",
    }
}

/// One name for types that are the same.
fn canonical(ty: &str) -> &str {
    match ty {
        "text" => "string",
        "int" => "integer",
        "bool" => "boolean",
        "url" => "uri",
        "bytes" => "binary",
        "float" | "double" => "number",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Field {
        let (field, strays) = Field::parse(text);
        assert_eq!(strays, [], "{text}");
        field
    }

    #[test]
    fn the_language_examples_are_read() {
        let items = read("OrderItem[](1..100)");
        assert_eq!((items.ty.as_str(), items.list, items.range), ("OrderItem", true, Some((Some(1), Some(100)))));
        let note = read("string(..500)?");
        assert!(note.optional);
        assert_eq!(note.range, Some((None, Some(500))));
        assert_eq!(read("decimal(12,2)").arguments, ["12", "2"]);
        assert_eq!(read("enum(pending, paid)").arguments, ["pending", "paid"]);
        assert!(read("uuid read-only").read_only);
        let labels = read("map<string>[](..50)?");
        assert_eq!((labels.ty.as_str(), labels.list, labels.optional), ("map", true, true));
        assert_eq!((labels.arguments, labels.range), (vec!["string".to_owned()], Some((None, Some(50)))));
        assert_eq!((read("map<string>").ty.as_str(), read("map<string>").list), ("map", false));
        assert_eq!(read("map<string>x").ty, "map<string>x");
        assert_eq!(read("string default 'on hold' pii").default.as_deref(), Some("'on hold'"));
        assert!(read("integer(0..)[]").list && read("integer(0..)[]").each);
        assert!(!read("integer[](0..)").each);
        assert_eq!(Field::parts("string(1..5)? pii"), ("string(1..5)", true, " pii"));
        assert_eq!(Field::parts("enum(a, b) ?"), ("enum(a, b)", true, ""));
        assert_eq!(Field::parts("uuid read-only"), ("uuid", false, " read-only"));
    }
}
