//! What a column says, as a part of a table's definition.

use super::expression::expression;
use super::name::{literal, quoted};
use super::schema;
use super::types::{Family, Type};
use crate::model::Dialect;
use crate::value;

/// A column with its name in the script, and what the spec says of it.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) original: String,
    pub(super) name: String,
    pub(super) said: value::Column,
    pub(super) ty: Type,
}

/// A condition that each row keeps.
#[derive(Debug)]
pub(super) struct Check {
    /// What its name ends with.
    pub(super) suffix: &'static str,
    pub(super) sql: String,
    pub(super) columns: Vec<String>,
    /// The literals of a list of values.
    pub(super) allowed: Option<Vec<String>>,
}

const UUID_POSTGRES: &str = "gen_random_uuid()";
const UUID_MYSQL: &str = "(uuid())";
const UUID_SQLITE: &str = "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || \
    substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || \
    substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))";

impl Draft {
    /// The column as the database keeps it; what it cannot keep goes to `notes`.
    pub(super) fn finish(
        &self,
        dialect: Dialect,
        resolve: impl Fn(&str) -> Option<String>,
        notes: &mut Vec<String>,
    ) -> schema::Column {
        let computed = self.said.computed.as_ref().and_then(|computed| match expression(dialect, computed, resolve) {
            Ok(found) => Some(found),
            Err(why) => {
                notes.push(format!("{} is computed as {computed}: {why}", self.original));
                None
            }
        });
        let counts = self.said.computed.is_none() && self.counts() && self.is_counted_by(dialect, notes);
        let default = self.default(dialect).unwrap_or_else(|why| {
            notes.push(why);
            None
        });
        notes.extend(self.ty.note.iter().map(|note| format!("{}: {note}", self.original)));
        let comment = self.comment();
        if let (Dialect::Sqlite, Some(comment)) = (dialect, &comment) {
            notes.push(format!("{}: {comment}", self.original));
        }
        schema::Column {
            name: self.name.clone(),
            ty: self.ty.sql.clone(),
            family: self.ty.family,
            not_null: self.said.not_null || counts && dialect == Dialect::Postgres,
            default: default.filter(|_| !counts && computed.is_none()),
            reads: computed.iter().flat_map(|it| it.columns.clone()).collect(),
            computed: computed.map(|it| it.sql),
            counts,
            hidden: false,
            comment: comment.filter(|_| dialect != Dialect::Sqlite),
        }
    }

    /// What the spec calls it.
    pub(super) fn origin(&self) -> schema::Origin {
        schema::Origin { name: self.name.clone(), said: self.original.clone(), was: self.said.was.clone() }
    }

    /// Whether a key of the table holds it by itself.
    pub(super) const fn is_in_key(&self) -> bool {
        self.said.primary_key || self.said.unique || self.said.references.is_some()
    }

    fn is_counted_by(&self, dialect: Dialect, notes: &mut Vec<String>) -> bool {
        match dialect {
            Dialect::Postgres => true,
            Dialect::Mysql if self.said.primary_key || self.said.unique => true,
            // A whole number that is the key counts there by itself.
            Dialect::Sqlite if self.said.primary_key => true,
            _ => {
                notes.push(format!("{} is not counted by the database, since it is no key", self.original));
                false
            }
        }
    }

    fn counts(&self) -> bool {
        self.ty.counts || self.said.generated && self.said.computed.is_none() && self.ty.family == Family::Number
    }

    fn default(&self, dialect: Dialect) -> Result<Option<String>, String> {
        let stated = self.said.default.as_deref().map(str::trim);
        let filled = self.said.generated && self.said.computed.is_none() && !self.counts();
        let said = match (stated, self.ty.family) {
            (Some(said), _) => said,
            (None, Family::Uuid) if filled => "gen_random_uuid()",
            (None, Family::Moment) if filled => "now()",
            (None, _) if filled => {
                return Err(format!("{} is filled by the database; how is not stated", self.original));
            }
            (None, _) => return Ok(None),
        };
        let said = match said.rsplit_once("::") {
            Some((value, ty)) if ty.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => value,
            _ => said,
        };
        let no = |why: &str| Err(format!("{} has the default {said}: {why}", self.original));
        let lower = said.to_ascii_lowercase();
        match (lower.as_str(), self.ty.family) {
            ("null", _) => Ok(None),
            _ if is_now(&lower) => now(dialect, self.ty.family)
                .map_or_else(|| no("the type holds no time"), |sql| Ok(Some(sql.to_owned()))),
            ("gen_random_uuid()" | "uuid_generate_v4()" | "uuid()" | "random_uuid()", Family::Uuid | Family::Text) => {
                Ok(Some(match dialect {
                    Dialect::Postgres => UUID_POSTGRES.to_owned(),
                    Dialect::Mysql => UUID_MYSQL.to_owned(),
                    Dialect::Sqlite => UUID_SQLITE.to_owned(),
                }))
            }
            ("true" | "false" | "0" | "1", Family::Bool) => {
                let on = matches!(lower.as_str(), "true" | "1");
                let sql = match (dialect, on) {
                    (Dialect::Sqlite, true) => "1",
                    (Dialect::Sqlite, false) => "0",
                    (_, true) => "true",
                    (_, false) => "false",
                };
                Ok(Some(sql.to_owned()))
            }
            (number, Family::Number) if number.parse::<f64>().is_ok_and(f64::is_finite) => Ok(Some(number.to_owned())),
            (_, Family::Text) if said.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) => {
                Ok(Some(self.text_default(dialect, said)))
            }
            _ => match unquoted(said) {
                Some(text) if self.ty.family != Family::Number && self.ty.family != Family::Bool => {
                    Ok(Some(self.text_default(dialect, &text)))
                }
                _ => no("the application has to fill it in"),
            },
        }
    }

    fn text_default(&self, dialect: Dialect, text: &str) -> String {
        let text = literal(dialect, text);
        // MySQL takes a default of a long text only as an expression.
        let long = matches!(self.ty.sql.as_str(), "longtext" | "json" | "longblob");
        if dialect == Dialect::Mysql && long { format!("({text})") } else { text }
    }

    /// The conditions that each row keeps.
    pub(super) fn checks(
        &self,
        dialect: Dialect,
        resolve: impl Fn(&str) -> Option<String>,
        notes: &mut Vec<String>,
    ) -> Vec<Check> {
        let name = quoted(dialect, &self.name);
        let own = |suffix, sql: String| Check { suffix, sql, columns: vec![self.name.clone()], allowed: None };
        let mut checks = Vec::new();
        if !self.ty.values.is_empty() {
            let values: Vec<String> = self.ty.values.iter().map(|value| literal(dialect, value)).collect();
            let list = own("_values_check", format!("{name} IN ({})", values.join(", ")));
            checks.push(Check { allowed: Some(values), ..list });
        }
        if let Some(longest) = self.ty.longest {
            let length = if dialect == Dialect::Sqlite { "length" } else { "char_length" };
            checks.push(own("_length_check", format!("{length}({name}) <= {longest}")));
        }
        if dialect == Dialect::Sqlite && self.ty.family == Family::Bool {
            checks.push(own("_bool_check", format!("{name} IN (0, 1)")));
        }
        if dialect == Dialect::Sqlite && self.ty.family == Family::Json {
            checks.push(own("_json_check", format!("json_valid({name})")));
        }
        if let Some(check) = &self.said.check {
            match expression(dialect, check, resolve) {
                Ok(it) => {
                    checks.push(Check { suffix: "_check", sql: it.sql, columns: it.columns, allowed: None });
                }
                Err(why) => notes.push(format!("{} keeps to: {check}; not checked here, {why}", self.original)),
            }
        }
        checks
    }

    /// What a person is told of it.
    pub(super) fn comment(&self) -> Option<String> {
        let said = &self.said;
        let flags = [
            (said.pii, "personal data"),
            (said.secret, "secret"),
            (said.encrypted, "encrypted by the application"),
            (said.hashed, "kept as a hash only"),
        ];
        let flags = flags.iter().filter(|(on, _)| *on).map(|(_, flag)| (*flag).to_owned());
        let parts: Vec<String> = said.comment.clone().into_iter().chain(flags).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// Whether a default of a script is another for each row.
pub(super) fn is_random(default: &str) -> bool {
    [UUID_POSTGRES, UUID_MYSQL, UUID_SQLITE].contains(&default)
}

/// Whether a default is the moment of the write and nothing else: `now()`, `current_timestamp(6)`.
fn is_now(default: &str) -> bool {
    const WORDS: [&str; 6] =
        ["now", "current_timestamp", "current_date", "current_time", "localtimestamp", "localtime"];
    let (word, precision) = default.split_once('(').unwrap_or((default, ")"));
    let digits = precision.strip_suffix(')').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()));
    WORDS.contains(&word) && digits && (word != "now" || default.contains('('))
}

/// The moment of the write, in the precision of the type.
const fn now(dialect: Dialect, family: Family) -> Option<&'static str> {
    Some(match (dialect, family) {
        (Dialect::Postgres, Family::Moment) => "now()",
        (Dialect::Mysql, Family::Moment) => "CURRENT_TIMESTAMP(6)",
        (Dialect::Sqlite, Family::Moment) => "CURRENT_TIMESTAMP",
        (Dialect::Mysql, Family::Date) => "(CURRENT_DATE)",
        (_, Family::Date) => "CURRENT_DATE",
        (Dialect::Mysql, Family::Time) => "(CURRENT_TIME)",
        (_, Family::Time) => "CURRENT_TIME",
        _ => return None,
    })
}

/// The text between quotes that enclose all of it.
fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let single = inner.replace("''", "");
    (!single.contains('\'')).then(|| inner.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::is_now;

    #[test]
    fn only_the_moment_itself_is_now() {
        for moment in ["now()", "current_timestamp", "current_timestamp(6)", "current_date"] {
            assert!(is_now(moment), "{moment}");
        }
        for other in ["now() + interval '1 day'", "now", "nowhere()", "current_user", "current_timestamp(6) - 1"] {
            assert!(!is_now(other), "{other}");
        }
    }
}
