//! Names and texts of a spec inside SQL: quoted where they must be, cut where the database would cut them.

use std::collections::BTreeSet;

use crate::model::Dialect;

/// Reserved by PostgreSQL, MySQL or SQLite. Quotes that one of them would not need do no harm.
const RESERVED: &str = "abort accessible action add after all alter always analyse analyze and any array as asc \
    asensitive asymmetric attach authorization autoincrement before begin between bigint binary blob both by call \
    cascade case cast change char character check collate collation column commit concurrently condition conflict \
    constraint continue convert create cross cube cume_dist current current_catalog current_date current_role \
    current_schema current_time current_timestamp current_user cursor database databases dec decimal declare default \
    deferrable deferred delayed delete dense_rank desc describe detach deterministic distinct distinctrow div do \
    double drop dual each else elseif empty enclosed end escape escaped except exclude exclusive exists exit explain \
    fail false fetch filter first first_value float following for force foreign freeze from full fulltext function \
    generated get glob grant group grouping groups having high_priority if ignore ilike immediate in index indexed \
    infile initially inner inout insensitive insert instead int integer intersect interval into is isnull iterate \
    join json_table key keys kill lag last last_value lateral lead leading leave left like limit linear lines load \
    localtime localtimestamp lock long loop low_priority match materialized mod modifies natural no not nothing \
    notnull nth_value ntile null nulls numeric of offset on only optimize option optionally or order others out outer \
    outfile over overlaps partition percent_rank placing plan pragma preceding precision primary procedure purge \
    query raise range rank read reads real recursive references regexp reindex release rename repeat replace require \
    resignal restrict return returning revoke right rlike rollback row rows row_number savepoint schema schemas select \
    sensitive separator session_user set show signal similar smallint some spatial specific sql ssl starting stored \
    straight_join symmetric system system_user table tablesample temp temporary terminated then ties to trailing \
    transaction trigger true unbounded undo union unique unlock unsigned update usage use user using vacuum values \
    varbinary varchar variadic varying verbose view virtual when where while window with within without write xor \
    zerofill";

/// Names that are taken, so that no two things get the same after cutting.
#[derive(Debug)]
pub(super) struct Names {
    dialect: Dialect,
    taken: BTreeSet<String>,
}

impl Names {
    /// For tables, and what belongs to them.
    pub(super) const fn new(dialect: Dialect) -> Self {
        Self { dialect, taken: BTreeSet::new() }
    }

    /// For the columns of a table: those that the database has in every table are taken.
    pub(super) fn of_columns(dialect: Dialect) -> Self {
        let taken: &[&str] = match dialect {
            Dialect::Postgres => &["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"],
            Dialect::Mysql => &["db_row_id", "db_trx_id", "db_roll_ptr", "fts_doc_id"],
            Dialect::Sqlite => &[],
        };
        Self { dialect, taken: taken.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The name under which something is created: short enough, without what the database refuses, and its own. Where
    /// it has to differ from what is wanted it ends with a hash of that, so that it is the same in every script.
    pub(super) fn take(&mut self, wanted: &str, suffix: &str) -> String {
        let name: String = wanted.chars().map(|c| if refused(self.dialect, c) { '_' } else { c }).collect();
        let name = if name.trim().is_empty() { "unnamed" } else { name.trim() };
        let reserved = self.dialect == Dialect::Sqlite && name.to_ascii_lowercase().starts_with("sqlite_");
        let name = if reserved { format!("_{name}") } else { name.to_owned() };
        if name.len() + suffix.len() <= self.limit()
            && let Some(taken) = self.keep(format!("{name}{suffix}"))
        {
            return taken;
        }
        for count in 0_u32.. {
            let suffix = format!("_{:08x}{suffix}", hash(&format!("{wanted}{suffix}{count}")));
            let short = cut(&name, self.limit().saturating_sub(suffix.len()));
            if let Some(taken) = self.keep(format!("{short}{suffix}")) {
                return taken;
            }
        }
        name
    }

    fn keep(&mut self, name: String) -> Option<String> {
        let key = match self.dialect {
            Dialect::Postgres => name.clone(),
            Dialect::Sqlite => name.to_lowercase(),
            // It takes letters with and without accents for the same.
            Dialect::Mysql => name.chars().map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { '?' }).collect(),
        };
        self.taken.insert(key).then_some(name)
    }

    const fn limit(&self) -> usize {
        match self.dialect {
            // NAMEDATALEN - 1 bytes.
            Dialect::Postgres => 63,
            // 64 characters; counted in bytes it is never longer.
            Dialect::Mysql => 64,
            Dialect::Sqlite => 400,
        }
    }
}

fn refused(dialect: Dialect, character: char) -> bool {
    // MySQL takes no character beyond the Basic Multilingual Plane in a name.
    character.is_control() || dialect == Dialect::Mysql && u32::from(character) > 0xffff
}

fn cut(name: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(name.len())).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name.get(..end).unwrap_or_default().trim_end_matches(['_', ' '])
}

/// FNV-1a: short, and the same for ever.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A name as it stands in a statement.
pub(super) fn quoted(dialect: Dialect, name: &str) -> String {
    let folds = dialect == Dialect::Postgres;
    let plain = |c: char| c == '_' || c.is_ascii_digit() || c.is_ascii_lowercase() || !folds && c.is_ascii_uppercase();
    let simple = name.chars().all(plain) && !name.starts_with(|c: char| c.is_ascii_digit());
    let lower = name.to_ascii_lowercase();
    if simple && !RESERVED.split_whitespace().any(|word| word == lower) {
        return name.to_owned();
    }
    match dialect {
        Dialect::Mysql => format!("`{}`", name.replace('`', "``")),
        Dialect::Postgres | Dialect::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// Names, quoted, with commas between them.
pub(super) fn list(dialect: Dialect, names: &[String]) -> String {
    names.iter().map(|name| quoted(dialect, name)).collect::<Vec<_>>().join(", ")
}

/// A part of a statement in which a column or table has another name; what stands in a literal stays, and so does the
/// name of a function.
pub(super) fn renamed(dialect: Dialect, sql: &str, from: &str, to: &str) -> String {
    let (old, new) = (quoted(dialect, from), quoted(dialect, to));
    let (mut text, mut rest) = (String::new(), sql);
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let taken = match first {
            '\'' | '"' | '`' => super::expression::enclosed(rest, first).map_or(rest.len(), |(_, taken)| taken),
            _ if word(first) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (part, after) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        let is_it = part == old && !(word(first) && after.starts_with('(') && dialect != Dialect::Mysql);
        text.push_str(if is_it { &new } else { part });
        rest = after;
    }
    text
}

/// A text as a literal.
pub(super) fn literal(dialect: Dialect, text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.replace('\'', "''");
    // A backslash is a sign of its own in MySQL alone.
    let text = if dialect == Dialect::Mysql { text.replace('\\', "\\\\") } else { text };
    format!("'{text}'")
}

/// A text on one line, for a comment that ends with it.
pub(super) fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_must_be() {
        assert_eq!(quoted(Dialect::Postgres, "orders"), "orders");
        assert_eq!(quoted(Dialect::Postgres, "Orders"), "\"Orders\"");
        assert_eq!(quoted(Dialect::Mysql, "Orders"), "Orders");
        assert_eq!(quoted(Dialect::Mysql, "or`der"), "`or``der`");
        assert_eq!(quoted(Dialect::Sqlite, "order"), "\"order\"");
        assert_eq!(literal(Dialect::Mysql, r"a\'; --"), r"'a\\''; --'");
    }

    #[test]
    fn a_name_is_changed_where_it_is_one() {
        let rename = |sql: &str| renamed(Dialect::Postgres, sql, "lower", "order");
        assert_eq!(rename("lower(lower) IN ('lower', 'it''s lower')"), "lower(\"order\") IN ('lower', 'it''s lower')");
        assert_eq!(rename("lower_case, lower DESC, \"lower\""), "lower_case, \"order\" DESC, \"lower\"");
        assert_eq!(renamed(Dialect::Mysql, "`order`(20), `or``der`", "order", "x"), "x(20), `or``der`");
    }

    #[test]
    fn cut_names_stay_apart() {
        let mut names = Names::new(Dialect::Postgres);
        let long = "🦀".repeat(300);
        let (first, second) = (names.take(&long, "_idx"), names.take(&long, "_idx"));
        assert!(first.len() <= 63 && second.len() <= 63 && first != second, "{first} {second}");
        assert_eq!(Names::new(Dialect::Postgres).take(&long, "_idx"), first);
        assert_eq!(Names::new(Dialect::Mysql).take("a\n🦀", ""), "a__");
    }

    #[test]
    fn names_that_the_database_has_itself_are_not_taken() {
        assert_eq!(Names::of_columns(Dialect::Postgres).take("xmin", ""), "xmin_5dca51c3");
        assert_eq!(Names::new(Dialect::Sqlite).take("sqlite_stat1", ""), "_sqlite_stat1");
        let mut names = Names::of_columns(Dialect::Mysql);
        assert_ne!(names.take("résumé", ""), names.take("résumè", ""));
    }
}
