use crate::lint::Report;
use crate::model::{Model, Table};
use crate::rule::{Fix, rule};
use crate::value::Duration;

rule! {
    /// Data of persons is kept, and nothing says for how long.
    ///
    /// ## Why
    /// The law that the design names allows keeping it only as long as its purpose needs. Without a number nobody
    /// deletes anything, and the day of the breach shows ten years of customers who left long ago.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements: { compliance: [gdpr] }
    /// data_model:
    ///   - name: messages
    /// #         ^^^^^^^^ `messages` holds data of persons, and nothing says for how long
    ///     fields: { id: uuid pk, recipient: text pii }
    /// ```
    /// ```yaml fixed
    /// requirements: { compliance: [gdpr] }
    /// data_model:
    ///   - name: messages
    ///     fields: { id: uuid pk, recipient: text pii }
    ///     retention: 1y
    /// ```
    /// ```yaml good
    /// requirements: { compliance: [gdpr] }
    /// data_model:
    ///   - { name: messages, retention: 90d, fields: { id: uuid pk, recipient: text pii } }
    ///   - { name: sessions, fields: { id: uuid pk, address: inet pii, expires_at: timestamptz } }
    /// ```
    ///
    /// ## Not a problem when
    /// `retention` of the table or its store says it, a column says when the row ends, or the requirements name no law
    /// on personal data.
    ///
    /// ## See
    /// seed 002:29 · seed 002:11 · GDPR, Article 5 (1) e
    id: "data/unstated-retention",
    severity: Warning,
    stage: Production,
    visit: Table(check),
    fix: Suggested,
}

fn check(table: Table<'_>, report: &mut Report<'_>) {
    let Some(law) = table.model.law_on_personal_data() else { return };
    let Some(personal) = table.columns().find(|column| column.pii && !column.hashed) else { return };
    // Rows that are only marked as deleted are told of by themselves.
    if table.retention().is_none() && table.end().is_none() && table.deletion_mark().is_none() {
        let limit = custom(table.model).map_or("1y".to_owned(), |it| it.to_string());
        let message = format!("`{}` holds data of persons, and nothing says for how long", super::brief(table.name()));
        report
            .find(table.name_span(), message)
            .related(personal.name.span, "says something of a person")
            .related(law.span, "asks for a limit")
            .fix(Fix::suggested(format!("Keep rows for {limit}"), table.set("retention", &limit)));
    }
}

/// How long other tables with data of persons are kept at most.
fn custom(model: &Model<'_>) -> Option<Duration> {
    let personal = model.tables().filter(|table| table.columns().any(|column| column.pii));
    personal.filter_map(|table| Some(table.at.value.retention.as_ref()?.value)).max()
}
