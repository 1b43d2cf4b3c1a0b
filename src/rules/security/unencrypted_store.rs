use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};

rule! {
    /// A store holds data of persons or secrets, and is not encrypted.
    ///
    /// ## Why
    /// Disks are replaced, snapshots are copied, backups are left in a bucket. Whoever gets one reads everything,
    /// without breaking into anything that runs.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - name: users-db
    /// #         ^^^^^^^^ `users-db` holds `users.email` and is not encrypted
    ///     engine: postgresql
    /// data_model:
    ///   - { name: users, store: users-db, fields: { id: uuid pk, email: text pii } }
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - name: users-db
    ///     engine: postgresql
    ///     encrypted: true
    /// data_model:
    ///   - { name: users, store: users-db, fields: { id: uuid pk, email: text pii } }
    /// ```
    /// ```yaml good
    /// stores:
    ///   - name: users-db
    /// data_model:
    ///   - { name: users, store: users-db, fields: { id: uuid pk, email: text pii } }
    /// security:
    ///   encryption: { at_rest: aes-256-gcm }
    /// ```
    ///
    /// ## Not a problem when
    /// `security.encryption.at_rest` holds for all stores, or the columns themselves are `encrypted` or `hashed`.
    ///
    /// ## See
    /// seed 002:29 · GDPR, Article 32 · PCI DSS 4.0, 3.5
    id: "security/unencrypted-store",
    severity: Warning,
    stage: Review,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let sensitive = store.tables().flat_map(|table| table.columns()).find(|column| column.is_sensitive_in_the_clear());
    let Some(column) = sensitive else { return };
    let encryption = store.model.security().and_then(|it| it.encryption.as_ref());
    let everywhere = encryption.and_then(|it| it.at_rest.as_ref()).is_some_and(|it| it.is_on());
    let own = store.at.value.encrypted.as_ref();
    if own.map_or(everywhere, |encrypted| encrypted.is_on()) {
        return;
    }
    let place = own.map(|encrypted| encrypted.span).or(store.at.value.name.as_ref().map(|name| name.span));
    let held = format!("{}.{}", column.table.name(), column.name.value);
    report
        .find(place.unwrap_or(store.at.span), format!("`{}` holds `{held}` and is not encrypted", store.name()))
        .related(column.name.span, "would hurt somebody if it were read")
        .fix(Fix::suggested("Encrypt it at rest", store.set("encrypted", "true")));
}
