use crate::lint::Report;
use crate::model::Column;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};

rule! {
    /// A column says something of a person and is not marked so.
    ///
    /// ## Why
    /// What is not marked is not protected: it is left out of encryption, masking, erasure and of every finding about
    /// where data of persons goes.
    ///
    /// ## Example
    /// ```yaml bad
    /// requirements:
    ///   compliance: [gdpr]
    /// data_model:
    ///   - name: users
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null
    /// #     ^^^^^ `email` says something of a person and is not marked `pii`
    /// ```
    /// ```yaml fixed
    /// requirements:
    ///   compliance: [gdpr]
    /// data_model:
    ///   - name: users
    ///     fields:
    ///       id: uuid pk
    ///       email: text not null pii
    /// ```
    /// ```yaml good
    /// requirements:
    ///   compliance: [gdpr]
    /// data_model:
    ///   - name: users
    ///     fields: { id: uuid pk, email: text pii, email_verified_at: timestamptz, phone: text hashed }
    /// ```
    ///
    /// ## Not a problem when
    /// The spec names no law about data of persons and marks no column at all: then it has not come to that yet.
    ///
    /// ## See
    /// seed 002:29 · GDPR, Article 4
    id: "data/unclassified-personal-data",
    severity: Warning,
    stage: Review,
    visit: Column(check),
    fix: Suggested,
}

const PERSONAL: [&str; 26] = [
    "email",
    "email address",
    "phone",
    "phone number",
    "mobile number",
    "ssn",
    "social security number",
    "dob",
    "date of birth",
    "birth date",
    "birthday",
    "first name",
    "last name",
    "full name",
    "family name",
    "given name",
    "street",
    "street address",
    "home address",
    "postal address",
    "iban",
    "passport number",
    "national id",
    "tax id",
    "card number",
    "driver license number",
];

fn check(column: Column<'_>, report: &mut Report<'_>) {
    let model = column.table.model;
    let marked = column.pii || column.secret || column.hashed || column.encrypted || column.references.is_some();
    if marked || !is_any(&column.name.value, &PERSONAL) {
        return;
    }
    if model.law_on_personal_data().is_none() && !model.columns().any(|other| other.pii) {
        return;
    }
    report
        .find(column.name.span, format!("`{}` says something of a person and is not marked `pii`", column.name.value))
        .fix(Fix::suggested("Mark it `pii`", column.mark("pii")));
}
