use crate::lint::Report;
use crate::model::{Model, Store, words};
use crate::rule::{Fix, rule};
use crate::spec::Items;
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
    /// ```yaml fixed
    /// stores:
    ///   - { name: orders-db, engine: postgresql }
    /// data_model: [{ name: orders, store: orders-db }]
    /// migrations:
    ///   tool: flyway
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
    fix: Suggested,
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
    let tool = tool(*first);
    let edits = model.spec.set_section(model.system().migrations.as_ref(), "migrations", "tool", tool);
    finding.fix(Fix::suggested(format!("Change them with {tool}"), edits));
}

/// The tool that the owner's stack comes with; where there is none that is known, one that needs no language.
fn tool(store: Store<'_>) -> &'static str {
    const TOOLS: [(&str, &[&str]); 8] = [
        ("sqlx", &["rust"]),
        ("alembic", &["fastapi", "flask", "sqlalchemy"]),
        ("django", &["django"]),
        ("prisma", &["typescript", "nodejs", "node", "nestjs"]),
        ("goose", &["go", "golang"]),
        ("active-record", &["rails", "ruby"]),
        ("ef-core", &["dotnet", "csharp", "aspnet"]),
        ("ecto", &["elixir", "phoenix"]),
    ];
    let stack: Vec<String> =
        store.owners().flat_map(|it| it.at.value.stack.items()).flat_map(|it| words(&it.value)).collect();
    let fits = |names: &[&str]| stack.iter().any(|word| names.contains(&word.as_str()));
    TOOLS.iter().find(|(_, names)| fits(names)).map_or("flyway", |(tool, _)| *tool)
}
