use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;

rule! {
    /// The public network reaches a database.
    ///
    /// ## Why
    /// Open databases are found within hours by scanners that do nothing else. One weak password or one unpatched hole
    /// then gives away everything at once, past every check that the services make.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - name: orders-db
    ///     engine: postgresql
    ///     public: true
    /// #           ^^^^ anybody on the network can knock at `orders-db`
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - name: orders-db
    ///     engine: postgresql
    ///     public: false
    /// ```
    /// ```yaml good
    /// stores:
    ///   - name: product-images
    ///     engine: s3
    ///     public: true
    /// ```
    ///
    /// ## Not a problem when
    /// It is a bucket of files that are meant for everybody.
    ///
    /// ## See
    /// seed 002:29 · OWASP A05:2021
    id: "security/public-store",
    severity: Error,
    stage: Draft,
    visit: Store(check),
    fix: Suggested,
}

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let Some(public) = store.at.value.public.as_ref().filter(|public| public.value) else { return };
    if store.kind().is_some_and(|kind| kind != StoreKind::Blob) {
        report
            .find(public.span, format!("anybody on the network can knock at `{}`", store.name()))
            .fix(Fix::suggested("Keep it inside", store.set("public", "false")));
    }
}
