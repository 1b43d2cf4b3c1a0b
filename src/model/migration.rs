//! What a change of tables does to rows that are there and to code that runs meanwhile.

use super::{Column, Versions};
use crate::spec::operations::Rollout;
use crate::text::Edit;

impl Versions<'_> {
    /// The edits that plan changes of the schema in steps that both versions of the code can live with.
    #[must_use]
    pub fn plan_steps(self) -> Vec<Edit> {
        let migrations = self.after.system().migrations.as_ref();
        self.after.spec.set_section(migrations, "migrations", "strategy", "expand-contract")
    }

    /// Whether the spec says how its schemas change while they are in use.
    #[must_use]
    pub fn plans_migrations(self) -> bool {
        self.after.system().migrations.as_ref().is_some_and(|it| it.strategy.is_some())
    }

    /// Whether old and new code never run at the same time.
    #[must_use]
    pub fn stops_for_rollout(self) -> bool {
        let rollout = self.after.system().deployment.as_ref().and_then(|it| it.rollout.as_ref());
        rollout.and_then(|it| it.strategy.as_ref()).is_some_and(|it| it.value == Rollout::Recreate)
    }
}

impl Column<'_> {
    /// Whether everything that another type of this column could hold fits into this one, as far as can be told.
    #[must_use]
    pub fn holds_all_of(self, old: Self) -> bool {
        match (Form::of(old), Form::of(self)) {
            (Some(old), Some(new)) => new.holds(&old),
            _ => true,
        }
    }

    /// Its type as a spec writes it.
    #[must_use]
    pub fn written_type(self) -> String {
        if self.arguments.is_empty() { self.ty.clone() } else { format!("{}({})", self.ty, self.arguments.join(",")) }
    }
}

/// What the values of a column look like.
#[derive(Debug, PartialEq, Eq)]
enum Form {
    /// Text, of at most so many characters.
    Text(Option<u64>),
    /// One of these.
    Enum(Vec<String>),
    /// A whole number of so many bytes.
    Integer(u8),
    /// A number, with digits before and after the point.
    Decimal(Option<(u64, u64)>),
    Uuid,
    Boolean,
    Date,
    Moment,
}

impl Form {
    fn of(column: Column<'_>) -> Option<Self> {
        let number = |at: usize| column.arguments.get(at).and_then(|it| it.trim().parse::<u64>().ok());
        Some(match column.ty.as_str() {
            "text" | "citext" | "string" => Self::Text(None),
            "varchar" | "char" | "character varying" | "character" | "nvarchar" => Self::Text(number(0)),
            "enum" => Self::Enum(column.arguments.clone()),
            "smallint" | "int2" | "smallserial" => Self::Integer(2),
            "integer" | "int" | "int4" | "serial" => Self::Integer(4),
            "bigint" | "int8" | "bigserial" | "long" => Self::Integer(8),
            "numeric" | "decimal" => {
                Self::Decimal(number(0).map(|all| (all.saturating_sub(number(1).unwrap_or(0)), number(1).unwrap_or(0))))
            }
            "uuid" => Self::Uuid,
            "boolean" | "bool" => Self::Boolean,
            "date" => Self::Date,
            "timestamp" | "timestamptz" | "datetime" => Self::Moment,
            _ => return None,
        })
    }

    fn holds(&self, old: &Self) -> bool {
        match (self, old) {
            (Self::Text(None), _) => true,
            (Self::Text(Some(most)), Self::Text(Some(before))) => most >= before,
            (Self::Text(Some(_)), Self::Text(None)) => false,
            (Self::Text(Some(_)), _) => true,
            (Self::Enum(now), Self::Enum(before)) => before.iter().all(|value| now.contains(value)),
            // A type of its own in the database may list what the text was limited to.
            (Self::Enum(_), Self::Text(_)) => true,
            (Self::Integer(now), Self::Integer(before)) => now >= before,
            (Self::Decimal(None), Self::Integer(_) | Self::Decimal(_)) => true,
            (Self::Decimal(Some(_)), Self::Integer(_)) => true,
            (Self::Decimal(Some(now)), Self::Decimal(Some(before))) => now.0 >= before.0 && now.1 >= before.1,
            (Self::Moment, Self::Date) => true,
            _ => self == old,
        }
    }
}
