use crate::lint::Report;
use crate::model::{Model, Store};
use crate::rule::{Fix, rule};
use crate::spec::data::StoreKind;
use crate::spec::service::ServiceKind;
use crate::value::Duration;

rule! {
    /// A store that holds the only copy of its data is not backed up.
    ///
    /// ## Why
    /// Replicas copy a mistaken `DELETE`, a bug and a blackmailer's encryption within a second. Without a backup there
    /// is no state before it to go back to.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - name: orders-db
    /// #         ^^^^^^^^^ nothing brings `orders-db` back once its data is gone
    ///     engine: postgresql
    ///     replicas: 2
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - name: orders-db
    ///     engine: postgresql
    ///     replicas: 2
    ///     backup: { every: 1d, keep: 30d }
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: orders-db, engine: postgresql, backup: { every: 1h, keep: 30d } }
    ///   - { name: product-search, engine: elasticsearch }
    ///   - { name: read-models, engine: postgresql, ephemeral: true }
    /// ```
    ///
    /// ## Not a problem when
    /// What it holds can be made again from elsewhere: `ephemeral: true`. Caches, search indexes and warehouses count
    /// as such.
    ///
    /// ## See
    /// seed 002:29 · seed 002:42 · NIST SP 800-34
    id: "data/missing-backup",
    severity: Error,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let (backed_up, open): (Vec<_>, Vec<_>) = model
        .stores()
        .filter(|store| is_first(*store))
        .partition(|store| store.at.value.backup.as_ref().is_some_and(|backup| backup.value.is_on()));
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    // Where targets are set and nothing at all brings data back, that is told as one missing plan.
    if quality.is_some_and(|it| it.rto.is_some() || it.rpo.is_some()) && !model.recovers() {
        return;
    }
    let every = quality.and_then(|quality| quality.rpo.as_ref()).map_or(Duration::seconds(24 * 3_600), |rpo| rpo.value);
    let title = format!("Back up every {every}");
    // Where no store has one, it is one decision that nobody has taken.
    if let ([first, others @ ..], true) = (open.as_slice(), backed_up.is_empty() && open.len() > 1) {
        let message =
            format!("nothing brings the data of `{}` and others back once it is gone", super::brief(first.name()));
        let finding = report.find(first.name_span(), message);
        for other in others {
            finding.related(other.name_span(), "has no backup either");
        }
        finding.fix(Fix::suggested(title, open.iter().flat_map(|store| store.back_up(every)).collect()));
        return;
    }
    for store in &open {
        report
            .find(
                store.name_span(),
                format!("nothing brings `{}` back once its data is gone", super::brief(store.name())),
            )
            .fix(Fix::suggested(title.clone(), store.back_up(every)));
    }
}

/// Whether what it holds is nowhere else; a browser's storage is its owner's to keep.
fn is_first(store: Store<'_>) -> bool {
    use StoreKind::{Document, EventStore, Graph, KeyValue, Relational, WideColumn};
    let first = matches!(store.kind(), Some(Relational | Document | KeyValue | WideColumn | Graph | EventStore));
    first && store.is_durable() && !store.owners().any(|service| service.kind() == ServiceKind::Frontend)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn where_no_store_has_one_it_is_said_once() {
        expect(
            &RULE,
            "stores:\n  - { name: orders-db, engine: postgresql }\n#           ^^^^^^^^^ nothing brings the data of `orders-db` and others back once it is gone\n  - { name: users-db, engine: mysql, backup: false }\n",
        );
    }

    #[test]
    fn what_a_browser_keeps_is_its_owners() {
        silent(
            &RULE,
            "services: [{ name: app, kind: frontend, owns: [drafts] }]\nstores: [{ name: drafts, kind: key-value }]\n",
        );
    }
}
