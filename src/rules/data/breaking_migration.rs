use crate::lint::Report;
use crate::model::Versions;
use crate::rule::{Fix, rule};

rule! {
    /// A table or column that running code still uses is gone or of another type, and no plan says how.
    ///
    /// ## Why
    /// During a rollout the old version of the code runs on the new schema for minutes or hours. Its first statement that
    /// names the column fails, and so does the rollback to it. What was in the column is lost.
    ///
    /// ## Example
    /// ```yaml before
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: text, code: varchar(64), total: integer not null }
    /// ```
    /// ```yaml bad
    /// data_model:
    ///   - name: orders
    /// #         ^^^^^^ `orders.note` is gone while running code still uses it
    ///     fields:
    ///       id: uuid pk
    ///       code: varchar(32)
    /// #           ^^^^^^^^^^^ `code` was `varchar(64)`, and what is stored may not fit
    ///       total: integer not null
    /// ```
    /// ```yaml fixed
    /// data_model:
    ///   - name: orders
    ///     fields:
    ///       id: uuid pk
    ///       code: varchar(32)
    ///       total: integer not null
    /// migrations:
    ///   strategy: expand-contract
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, note: text, code: varchar(128), total: bigint not null }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: orders
    ///     fields: { id: uuid pk, code: varchar(32), total: integer not null }
    /// migrations: { tool: flyway, strategy: expand-contract }
    /// ```
    /// ```yaml good
    /// data_model:
    ///   - name: purchases
    ///     was: orders
    ///     fields: { id: uuid pk, remark: text was note, code: varchar(64), total: integer not null }
    /// ```
    ///
    /// ## Not a problem when
    /// `migrations.strategy` says how schemas change: in steps that both versions of the code can live with, or while
    /// nothing runs. A table or column that says what it `was` is not gone: the migration keeps both names until old code
    /// has stopped. Without an earlier version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 002:42 · seed 003:40 · squawk ban-drop-column, changing-column-type
    id: "data/breaking-migration",
    severity: Error,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    if versions.plans_migrations() {
        return;
    }
    // Where nothing runs meanwhile, no code meets the new schema too early.
    if !versions.stops_for_rollout() {
        gone_tables(versions, report);
        gone_columns(versions, report);
    }
    for (old, new) in versions.tables().filter(|(old, new)| old.is_relational() && new.is_relational()) {
        for now in new.columns() {
            let Some(was) = versions.former_column(old, now).filter(|was| !now.holds_all_of(*was)) else { continue };
            let (name, kind) = (super::short(&now.name.value), super::brief(&was.written_type()));
            let place = now.type_span().unwrap_or(now.at.span);
            report.find(place, format!("`{name}` was `{kind}`, and what is stored may not fit")).fix(steps(versions));
        }
    }
}

fn gone_tables(versions: Versions<'_>, report: &mut Report<'_>) {
    let Some(section) = &versions.after.system().data_model else { return };
    for table in versions.gone_tables().into_iter().filter(|it| it.is_relational()) {
        let message = format!("`{}` is gone while running code still uses it", super::short(table.name()));
        report.find(section.key, message).fix(steps(versions));
    }
}

fn gone_columns(versions: Versions<'_>, report: &mut Report<'_>) {
    for (old, new) in versions.tables().filter(|(old, _)| old.is_relational()) {
        for column in versions.gone_columns(old, new) {
            let name = super::short(&format!("{}.{}", new.name(), column.name.value));
            report
                .find(new.name_span(), format!("`{name}` is gone while running code still uses it"))
                .fix(steps(versions));
        }
    }
}

fn steps(versions: Versions<'_>) -> Fix {
    Fix::suggested("Change the schema in steps: expand, then contract", versions.plan_steps())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect_since, silent_since};

    #[test]
    fn a_table_that_is_gone_is_one_finding() {
        let before = "data_model:\n  - { name: orders, fields: { id: uuid pk } }\n  - { name: carts, fields: { id: uuid pk, note: text } }\n";
        let now = "data_model:\n#^^^^^^^^^ `carts` is gone while running code still uses it\n  - { name: orders, fields: { id: uuid pk } }\n";
        expect_since(&RULE, before, now);
        let (now, _) = crate::testing::unmark(now);
        silent_since(&RULE, before, &format!("{now}deployment: {{ rollout: recreate }}\n"));
    }

    #[test]
    fn documents_have_no_schema_to_change() {
        let before = "stores: [{ name: db, engine: mongodb }]\ndata_model: [{ name: carts, store: db, fields: { id: text pk, note: text } }]\n";
        silent_since(&RULE, before, &before.replace(", note: text", ""));
    }
}
