//! A column's type string: `uuid -> customers.id on delete restrict`.

use std::ops::Range;

/// A column of a table as its short form says it. The long form fills the same fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// The type's name in lower case, without arguments: `varchar`, `timestamptz`, `double precision`, `enum`.
    pub ty: String,
    /// The type's arguments: `255`; `12` and `2`; an enumeration's values.
    pub arguments: Vec<String>,
    /// Part of the primary key.
    pub primary_key: bool,
    /// Never absent: `not null` or part of the primary key.
    pub not_null: bool,
    /// No two rows have the same.
    pub unique: bool,
    /// The expression that fills it in.
    pub default: Option<String>,
    /// Filled by the database and never by a writer.
    pub generated: bool,
    /// The expression that the database computes it from.
    pub computed: Option<String>,
    /// The column that it points to.
    pub references: Option<Target>,
    /// What happens when that row goes: `cascade`, `restrict`, `set null`, `no action`.
    pub on_delete: Option<String>,
    /// A condition that every row keeps.
    pub check: Option<String>,
    /// Says something of a person: `pii`, or `phi` of their health.
    pub pii: bool,
    /// Must never be seen: a credential, a key.
    pub secret: bool,
    /// Encrypted by the application before it is stored.
    pub encrypted: bool,
    /// Stored as a hash only.
    pub hashed: bool,
    /// For people.
    pub comment: Option<String>,
    /// What it was called before.
    pub was: Option<String>,
}

/// The column that a foreign key points to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The table's name.
    pub table: String,
    /// The column's name; the primary key where none is said.
    pub column: Option<String>,
    /// Where `table.column` stands in the text, in bytes.
    pub range: Range<usize>,
}

/// A part of a type string that says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub message: String,
}

/// The words that begin a part of a column's type string.
const CLAUSES: [&str; 16] = [
    "pk",
    "primary",
    "not",
    "null",
    "unique",
    "default",
    "generated",
    "->",
    "on",
    "check",
    "pii",
    "phi",
    "secret",
    "encrypted",
    "hashed",
    "was",
];

impl Column {
    /// Reads a type string. What it cannot read is told beside what it could.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Stray>) {
        let words = words(text);
        let mut column = Self::default();
        let mut strays = Vec::new();
        let mut at = column.read_type(&words);
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1).map(|w| w.text);
            at += match (word.text.to_ascii_lowercase().as_str(), next) {
                ("pk", _) => set(&mut column.primary_key, 1),
                ("primary", Some("key")) => set(&mut column.primary_key, 2),
                ("not", Some("null" | "NULL")) => set(&mut column.not_null, 2),
                ("null", _) => 1,
                ("unique", _) => set(&mut column.unique, 1),
                ("generated", _) => {
                    let taken = generation(&words, at);
                    column.computed = words.iter().skip(at).take(taken).find_map(|word| enclosed(word.text));
                    set(&mut column.generated, taken)
                }
                ("auto_increment" | "autoincrement" | "identity", _) => set(&mut column.generated, 1),
                ("pii" | "phi", _) => set(&mut column.pii, 1),
                ("secret", _) => set(&mut column.secret, 1),
                ("encrypted", _) => set(&mut column.encrypted, 1),
                ("hashed", _) => set(&mut column.hashed, 1),
                ("was", Some(name)) => {
                    column.was = Some(name.to_owned());
                    2
                }
                ("default" | "check" | "->" | "on" | "comment", Some(_)) => column.read_clause(text, &words, at),
                _ => {
                    let message = format!("`{}` is not part of a column's type", word.text);
                    strays.push(Stray { range: word.range.clone(), message });
                    1
                }
            };
        }
        column.not_null |= column.primary_key;
        (column, strays)
    }

    /// How many bytes of a type string its type takes, with arguments.
    #[must_use]
    pub fn type_length(text: &str) -> usize {
        let words = words(text);
        let taken = Self::default().read_type(&words);
        taken.checked_sub(1).and_then(|last| words.get(last)).map_or(0, |word| word.range.end)
    }

    /// Whether the column holds text of any length.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self.ty.as_str(), "text" | "varchar" | "char" | "string" | "citext" | "character varying")
    }

    fn read_type(&mut self, words: &[Word<'_>]) -> usize {
        let Some(first) = words.first() else { return 0 };
        if CLAUSES.contains(&first.text) {
            return 0;
        }
        let (name, arguments) = split_arguments(first.text);
        self.ty = name.to_ascii_lowercase();
        self.arguments = arguments;
        let mut taken = 1;
        let more: &[&str] = match self.ty.as_str() {
            "double" => &["precision"],
            "character" => &["varying"],
            "timestamp" | "time" => &["with", "without", "time", "zone"],
            _ => &[],
        };
        while let Some(word) = words.get(taken).filter(|word| more.contains(&word.text)) {
            self.ty.push(' ');
            self.ty.push_str(word.text);
            taken += 1;
        }
        taken
    }

    /// Reads a clause that takes an argument and returns how many words it took.
    fn read_clause(&mut self, text: &str, words: &[Word<'_>], at: usize) -> usize {
        let word = |offset: usize| words.get(at + offset).map(|word| word.text).unwrap_or_default();
        let phrase = |from: usize, until: usize| {
            let start = words.get(at + from).map_or(0, |word| word.range.start);
            let end = words.get(at + until - 1).map_or(text.len(), |word| word.range.end);
            text.get(start..end).unwrap_or_default().to_owned()
        };
        let until_clause = |from: usize| {
            let rest = words.iter().skip(at + from).take_while(|word| !CLAUSES.contains(&word.text)).count();
            from + rest.max(1)
        };
        match word(0).to_ascii_lowercase().as_str() {
            "->" => {
                let (table, column) = match word(1).split_once('.') {
                    Some((table, column)) => (table, Some(column.to_owned())),
                    None => (word(1), None),
                };
                let range = words.get(at + 1).map(|word| word.range.clone()).unwrap_or_default();
                self.references = Some(Target { table: table.to_owned(), column, range });
                2
            }
            "on" => {
                let two = matches!(word(2), "set" | "no");
                let taken = if two { 4 } else { 3 };
                if word(1) == "delete" {
                    self.on_delete = Some(phrase(2, taken));
                }
                taken
            }
            "default" => {
                let taken = until_clause(1);
                self.default = Some(phrase(1, taken));
                taken
            }
            "check" => {
                let taken = until_clause(1);
                let condition = phrase(1, taken);
                self.check = Some(enclosed(&condition).unwrap_or(condition));
                taken
            }
            _ => {
                let taken = until_clause(1);
                self.comment = Some(phrase(1, taken).trim_matches(['\'', '"']).to_owned());
                taken
            }
        }
    }
}

/// How many words `generated always as identity` or `generated always as (a + b) stored` takes; `generated` alone is one.
fn generation(words: &[Word<'_>], at: usize) -> usize {
    let word = |offset: usize| words.get(at + offset).map(|word| word.text.to_ascii_lowercase()).unwrap_or_default();
    let by = match (word(1).as_str(), word(2).as_str()) {
        ("always", _) => 2,
        ("by", "default") => 3,
        _ => return 1,
    };
    let kept = usize::from(matches!(word(by + 2).as_str(), "stored" | "virtual"));
    if word(by) == "as" { by + 2 + kept } else { by }
}

/// What stands in the parentheses that enclose all of a text; `(a) or (b)` is enclosed by none.
fn enclosed(text: &str) -> Option<String> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    let stays_inside = inner.chars().all(|character| {
        depth += i32::from(character == '(') - i32::from(character == ')');
        depth >= 0
    });
    stays_inside.then(|| inner.trim().to_owned())
}

fn set(flag: &mut bool, taken: usize) -> usize {
    *flag = true;
    taken
}

/// `numeric(12,2)` → `numeric`, [`12`, `2`].
pub(super) fn split_arguments(text: &str) -> (&str, Vec<String>) {
    match text.split_once('(') {
        Some((name, rest)) => {
            let inner = rest.strip_suffix(')').unwrap_or(rest);
            (name, arguments(inner))
        }
        None => (text, Vec::new()),
    }
}

/// What stands between commas, without the quotes around it; a comma in quotes is none, and two quotes in them are one.
fn arguments(text: &str) -> Vec<String> {
    let (mut found, mut part, mut quote) = (vec![String::new()], 0, None);
    let mut characters = text.trim().chars().peekable();
    while let Some(character) = characters.next() {
        let Some(last) = found.get_mut(part) else { break };
        match character {
            _ if quote == Some(character) && characters.next_if_eq(&character).is_some() => last.push(character),
            _ if quote == Some(character) => quote = None,
            '\'' | '"' if quote.is_none() && last.trim().is_empty() => {
                last.clear();
                quote = Some(character);
            }
            ',' if quote.is_none() => {
                found.push(String::new());
                part += 1;
            }
            _ => last.push(character),
        }
    }
    found.iter().map(|part| part.trim().to_owned()).collect()
}

/// A word of a type string; what stands in parentheses or quotes belongs to it.
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range<usize>,
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut start, mut depth, mut quote) = (None, 0_usize, None);
    let mut push = |start: &mut Option<usize>, end: usize| {
        if let Some(from) = start.take() {
            words.push(Word { text: text.get(from..end).unwrap_or_default(), range: from..end });
        }
    };
    for (at, character) in text.char_indices() {
        match character {
            _ if quote == Some(character) => quote = None,
            _ if quote.is_some() => {}
            '\'' | '"' => quote = Some(character),
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if character.is_whitespace() && depth == 0 => {
                push(&mut start, at);
                continue;
            }
            _ => {}
        }
        start.get_or_insert(at);
    }
    push(&mut start, text.len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Column {
        let (column, strays) = Column::parse(text);
        assert_eq!(strays, [], "{text}");
        column
    }

    #[test]
    fn the_language_examples_are_read() {
        let id = read("uuid pk default gen_random_uuid()");
        assert!(id.primary_key && id.not_null);
        assert_eq!(id.default.as_deref(), Some("gen_random_uuid()"));

        let key = read("uuid -> customers.id on delete set null");
        let target = key.references.unwrap();
        assert_eq!((target.table.as_str(), target.column.as_deref()), ("customers", Some("id")));
        assert_eq!(key.on_delete.as_deref(), Some("set null"));

        let status = read("enum(pending, paid, shipped) not null default 'on hold' pii");
        assert_eq!(status.arguments, ["pending", "paid", "shipped"]);
        assert_eq!(read("enum('it''s', \"a, b\", c d)").arguments, ["it's", "a, b", "c d"]);
        assert_eq!(status.default.as_deref(), Some("'on hold'"));
        assert!(status.pii && status.not_null);

        assert_eq!(read("timestamp with time zone not null").ty, "timestamp with time zone");
        assert_eq!(read("numeric(12,2) check (total >= 0)").check.as_deref(), Some("total >= 0"));
    }

    #[test]
    fn a_condition_keeps_its_own_parentheses() {
        let check = |text: &str| read(text).check.unwrap();
        assert_eq!(check("integer check (amount in (1, 2))"), "amount in (1, 2)");
        assert_eq!(check("integer check (a > 0) or (b > 0)"), "(a > 0) or (b > 0)");
        let total = read("numeric(12,2) generated always as (price * quantity) stored not null");
        assert_eq!(total.computed.as_deref(), Some("price * quantity"));
    }

    #[test]
    fn what_the_database_fills_is_read_as_dialects_say_it() {
        for text in [
            "bigint pk auto_increment",
            "integer pk autoincrement not null",
            "bigint generated always as identity pk",
            "bigint generated by default as identity pk",
            "numeric(12,2) generated always as (price * quantity) stored not null",
            "text generated",
        ] {
            assert!(read(text).generated, "{text}");
        }
    }

    #[test]
    fn a_former_name_ends_what_stands_before_it() {
        let column = read("text not null default now() was note pii");
        assert_eq!((column.was.as_deref(), column.default.as_deref()), (Some("note"), Some("now()")));
        assert!(column.pii && column.not_null);
    }

    #[test]
    fn a_stray_word_is_told_and_the_rest_is_read() {
        let (column, strays) = Column::parse("uuid notnull unique");
        assert!(column.unique);
        assert_eq!(strays.first().map(|stray| stray.range.clone()), Some(5..12));
    }
}
