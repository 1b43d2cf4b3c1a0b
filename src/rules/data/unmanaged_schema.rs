use crate::lint::Report;
use crate::model::{Model, Store};
use crate::rule::rule;
use crate::spec::data::StoreKind;

rule! {
    /// Nothing says how the tables of a database are changed.
    ///
    /// ## Why
    /// Changes by hand differ from one environment to the next. The release that works in staging meets a production
    /// table without the new column, and nobody can say which state the database is in.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// #           ^^^^^^^^^ nothing says how the tables of `orders-db` are changed
    /// data_model: [{ name: orders, store: orders-db }]
    /// ```
    /// ```yaml good
    /// stores:
    ///   - { name: orders-db, engine: postgresql, migrations: flyway }
    ///   - { name: products, engine: dynamodb }
    /// data_model: [{ name: orders, store: orders-db }]
    /// ```
    ///
    /// ## Not a problem when
    /// `migrations` of the store or of the system names the tool, or the store has no tables.
    ///
    /// ## See
    /// seed 003:40 · seed 002:42
    id: "data/unmanaged-schema",
    severity: Warning,
    stage: Production,
    visit: System(check),
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if model.system().migrations.as_ref().is_some_and(|it| it.tool.is_some()) {
        return;
    }
    let open = |store: &Store<'_>| {
        let stated = store.at.value.migrations.is_some() || !store.is_durable();
        store.kind() == Some(StoreKind::Relational) && !stated && store.tables().next().is_some()
    };
    let open: Vec<Store<'_>> = model.stores().filter(open).collect();
    let Some((first, others)) = open.split_first() else { return };
    let name = super::brief(first.name());
    let message = match others.len() {
        0 => format!("nothing says how the tables of `{name}` are changed"),
        1 => format!("nothing says how the tables of `{name}` and of one other store are changed"),
        more => format!("nothing says how the tables of `{name}` and {more} other stores are changed"),
    };
    let finding = report.find(first.name_span(), message);
    for other in others.iter().take(5) {
        finding.related(other.name_span(), "nor of this one");
    }
}
