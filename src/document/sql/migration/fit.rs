//! Whether what a column holds fits into what it becomes.

use super::super::schema::Column;
use super::super::types::Family;
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

/// Whether PostgreSQL changes a type without touching a row.
pub(super) fn is_in_place(was: &Column, is: &Column) -> bool {
    match (Shape::of(&was.ty), Shape::of(&is.ty)) {
        (Shape::Text(_), Shape::Text(_)) => {
            widens(was, is) && !was.ty.starts_with("char(") && !is.ty.starts_with("char(")
        }
        (Shape::Decimal(Some(old)), Shape::Decimal(Some(new))) => old.0 <= new.0 && old.1 == new.1,
        (Shape::Decimal(_), Shape::Decimal(None)) => true,
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
            "enum" => Self::Enum(arguments.split(", ").map(str::to_owned).collect()),
            "smallint" => Self::Integer(5),
            "int" | "integer" => Self::Integer(10),
            "bigint" => Self::Integer(19),
            "numeric" | "decimal" => Self::Decimal(number().map(|all| (all, number().unwrap_or(0)))),
            _ => Self::Other,
        }
    }
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
