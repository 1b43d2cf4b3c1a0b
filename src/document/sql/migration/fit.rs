//! Whether what a column holds fits into what it becomes.

use super::super::schema::Column;
use super::super::types::{CHARACTER_BYTES, Family};
use crate::model::Dialect;

/// Whether a column of a new type holds every value that it held before.
pub(super) fn widens(was: &Column, is: &Column) -> bool {
    let (old, new) = (Shape::of(&was.ty), Shape::of(&is.ty));
    match (old, new) {
        _ if was.ty == is.ty => true,
        (Shape::Text(_), Shape::Text(None)) => true,
        (Shape::Text(Some(old)), Shape::Text(Some(new))) => old <= new,
        (Shape::Enum(old), Shape::Enum(new)) => old.iter().all(|value| new.contains(value)),
        (Shape::Enum(_), Shape::Text(new)) => new.is_none_or(|new| new >= 255),
        (Shape::Integer(old), Shape::Integer(new)) => old <= new,
        (Shape::Integer(_), Shape::Decimal(None)) => true,
        (Shape::Integer(digits), Shape::Decimal(Some((all, scale)))) => all.saturating_sub(scale) >= digits,
        (Shape::Decimal(Some(_)), Shape::Decimal(None)) => true,
        (Shape::Decimal(Some(old)), Shape::Decimal(Some(new))) => {
            old.1 <= new.1 && old.0.saturating_sub(old.1) <= new.0.saturating_sub(new.1)
        }
        _ => false,
    }
}

/// A type of MySQL that holds the values of both, where both are lists of values.
pub(super) fn union(was: &Column, is: &Column) -> Option<String> {
    let (Shape::Enum(mut old), Shape::Enum(new)) = (Shape::of(&was.ty), Shape::of(&is.ty)) else { return None };
    let more: Vec<String> = new.into_iter().filter(|value| !old.contains(value)).collect();
    old.extend(more);
    Some(format!("enum({})", old.join(", ")))
}

/// Whether a database changes a type by writing down the new one, without touching a row.
pub(super) fn is_in_place(dialect: Dialect, was: &Column, is: &Column) -> bool {
    if dialect == Dialect::Mysql {
        return is_in_place_in_mysql(was, is);
    }
    match (Shape::of(&was.ty), Shape::of(&is.ty)) {
        (Shape::Text(_), Shape::Text(_)) => {
            widens(was, is) && !was.ty.starts_with("char(") && !is.ty.starts_with("char(")
        }
        (Shape::Decimal(Some(old)), Shape::Decimal(Some(new))) => old.0 <= new.0 && old.1 == new.1,
        (Shape::Decimal(_), Shape::Decimal(None)) => true,
        _ => false,
    }
}

/// Longer texts are in place as long as their length takes as many bytes as before, and values at the end of a list as
/// long as their number does: <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html>.
fn is_in_place_in_mysql(was: &Column, is: &Column) -> bool {
    let is_long = |characters: u64| characters * CHARACTER_BYTES > 255;
    match (Shape::of(&was.ty), Shape::of(&is.ty)) {
        (Shape::Text(Some(old)), Shape::Text(Some(new))) if was.ty.starts_with('v') && is.ty.starts_with('v') => {
            old <= new && is_long(old) == is_long(new)
        }
        (Shape::Enum(old), Shape::Enum(new)) => new.starts_with(&old) && (old.len() > 255) == (new.len() > 255),
        _ => false,
    }
}

/// Whether both name the same columns, in any order.
pub(super) fn same_names(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}

/// What values of a type look like.
#[derive(Debug)]
enum Shape {
    /// Text, of at most so many characters.
    Text(Option<u64>),
    /// The literals of a list.
    Enum(Vec<String>),
    /// A whole number, of so many digits.
    Integer(u64),
    /// Digits, and how many of them are behind the point.
    Decimal(Option<(u64, u64)>),
    Other,
}

impl Shape {
    fn of(ty: &str) -> Self {
        let (name, rest) = ty.split_once('(').unwrap_or((ty, ""));
        let arguments = rest.strip_suffix(')').unwrap_or(rest);
        let mut numbers = arguments.split(',').map(|it| it.trim().parse::<u64>().ok());
        let mut number = || numbers.next().flatten();
        match name {
            "text" | "longtext" | "TEXT" => Self::Text(None),
            "varchar" | "char" => Self::Text(number()),
            "enum" => Self::Enum(literals(arguments)),
            "smallint" => Self::Integer(5),
            "int" | "integer" => Self::Integer(10),
            "bigint" => Self::Integer(19),
            "numeric" | "decimal" => Self::Decimal(number().map(|all| (all, number().unwrap_or(0)))),
            _ => Self::Other,
        }
    }
}

/// The literals of a list: a comma in quotes is none. Quotes in quotes are doubled, and so are backslashes.
fn literals(list: &str) -> Vec<String> {
    let (mut found, mut current, mut quoted) = (Vec::new(), String::new(), false);
    for character in list.chars() {
        quoted ^= character == '\'';
        if character == ',' && !quoted {
            found.push(std::mem::take(&mut current));
        } else if quoted || character != ' ' {
            current.push(character);
        }
    }
    found.push(current);
    found
}

/// The values of a column as another type; none where the column's own words do.
pub(super) fn cast(dialect: Dialect, name: &str, was: &Column, is: &Column) -> Option<String> {
    use Family::{Bool, Date, Json, Moment, Number, Text};
    if dialect == Dialect::Postgres && widens(was, is) && was.family == is.family {
        return None;
    }
    Some(match (dialect, was.family, is.family) {
        // An assignment refuses what is too long; a cast would cut it.
        (Dialect::Postgres, Text, Text) => return None,
        (Dialect::Postgres, Number, Number) | (Dialect::Postgres, Moment | Date, Moment | Date) => {
            format!("{name}::{}", is.ty)
        }
        (Dialect::Postgres, Bool, Number) => format!("{name}::integer::{}", is.ty),
        (Dialect::Postgres, _, Json) => format!("to_jsonb({name})"),
        (Dialect::Postgres, ..) => format!("{name}::text::{}", is.ty),
        (Dialect::Sqlite, ..) => format!("CAST({name} AS {})", is.ty),
        (Dialect::Mysql, ..) => return None,
    })
}

/// The rows whose value would be another after a change of type; none where the database itself refuses them.
pub(super) fn lossy(dialect: Dialect, name: &str, was: &Column, is: &Column) -> Option<String> {
    use Family::{Date, Moment, Number, Text};
    if widens(was, is) {
        return None;
    }
    match (dialect, was.family, is.family) {
        (Dialect::Postgres, Number, Number) | (Dialect::Postgres, Moment, Date) => {
            Some(format!("{name}::{}::{} IS DISTINCT FROM {name}", is.ty, was.ty))
        }
        (Dialect::Sqlite, ..) => Some(format!("CAST(CAST({name} AS {}) AS {}) IS NOT {name}", is.ty, was.ty)),
        // It rounds and cuts moments with no more than a note.
        (Dialect::Mysql, Number, Number) if is.ty.starts_with("decimal(") => {
            Some(format!("NOT CAST({name} AS {}) <=> {name}", is.ty))
        }
        (Dialect::Mysql, Number, Number) if !matches!(is.ty.as_str(), "float" | "double") => {
            Some(format!("NOT round({name}) <=> {name}"))
        }
        (Dialect::Mysql, Moment, Date) => Some(format!("NOT CAST(date({name}) AS datetime(6)) <=> {name}")),
        (Dialect::Mysql, Text, Text) => match (Shape::of(&was.ty), Shape::of(&is.ty)) {
            (Shape::Enum(old), Shape::Enum(new)) => {
                let gone: Vec<String> = old.into_iter().filter(|value| !new.contains(value)).collect();
                Some(format!("{name} IN ({})", gone.join(", ")))
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(ty: &str, family: Family) -> Column {
        Column {
            name: "a".to_owned(),
            ty: ty.to_owned(),
            family,
            not_null: false,
            default: None,
            computed: None,
            reads: Vec::new(),
            counts: false,
            hidden: false,
            comment: None,
        }
    }

    #[test]
    fn what_fits_is_told_from_what_does_not() {
        let fits = |was: &str, is: &str| widens(&column(was, Family::Text), &column(is, Family::Text));
        for (was, is) in [
            ("varchar(20)", "varchar(30)"),
            ("varchar(20)", "text"),
            ("integer", "numeric(12,2)"),
            ("numeric(10,2)", "numeric(12,4)"),
            ("smallint", "bigint"),
            ("enum('a')", "enum('b', 'a')"),
        ] {
            assert!(fits(was, is) && !fits(is, was), "{was} and {is}");
        }
        assert!(!fits("numeric(12,2)", "numeric(12,4)"), "two digits before the point are lost");
        assert!(!fits("timestamptz", "date"));
    }

    #[test]
    fn what_writes_no_row_anew_is_known_of_each_database() {
        let in_place = |dialect, was, is| is_in_place(dialect, &column(was, Family::Text), &column(is, Family::Text));
        for (was, is, postgres, mysql) in [
            ("varchar(20)", "varchar(60)", true, true),
            ("varchar(60)", "varchar(70)", true, false),
            ("varchar(60)", "varchar(20)", false, false),
            ("varchar(60)", "text", true, false),
            ("integer", "bigint", false, false),
            ("numeric(10,2)", "numeric(12,2)", true, false),
            ("numeric(10,2)", "numeric(12,4)", false, false),
            ("enum('a')", "enum('a', 'b')", false, true),
            ("enum('a')", "enum('b', 'a')", false, false),
        ] {
            assert_eq!(in_place(Dialect::Postgres, was, is), postgres, "{was} and {is}");
            assert_eq!(in_place(Dialect::Mysql, was, is), mysql, "{was} and {is}");
        }
    }

    #[test]
    fn a_value_may_hold_a_comma_and_a_quote() {
        let (was, is) = ("enum('a, b', 'it''s')", "enum('it''s', 'c, b')");
        let (was, is) = (column(was, Family::Text), column(is, Family::Text));
        assert_eq!(lossy(Dialect::Mysql, "a", &was, &is).unwrap(), "a IN ('a, b')");
        assert_eq!(union(&was, &is).unwrap(), "enum('a, b', 'it''s', 'c, b')");
    }
}
