//! Chapter 3: stores, tables, indexes, and how schemas change.

use super::Design;
use super::schemas::split_type;
use crate::document::facts::{code, codes, count, labelled, lines, names, one_line, rest, said, word};
use crate::model::{Column, Service, State, Store, Table};
use crate::spec::Items;
use crate::value::Size;

impl Design<'_> {
    pub(super) fn data(&mut self) {
        self.page.chapter("Database design");
        let tables = self.model().tables().count();
        if tables > 0 {
            let size: u64 = self.model().stores().filter_map(|it| it.at.value.size.as_ref()).map(|it| it.value.0).sum();
            let size = if size > 0 { format!(", {} in all", Size(size)) } else { String::new() };
            let stores = match self.model().stores().count() {
                0 => String::new(),
                stores => format!(" in {}", count(stores, "store")),
            };
            self.page.say(format!("{}{stores}{size}.", count(tables, "table")));
        }
        self.page.part("Data model");
        if self.model().tables().next().is_some() {
            self.diagram("data");
        } else {
            self.page.gap("what is kept", &["data_model"]);
        }
        self.page.part("Stores");
        let rows = self.model().stores().map(store).collect();
        let head = ["Store", "Engine", "Holds", "Owned by", "Tables", "How"];
        self.table(&head, rows, ("where it is kept", &["stores", "services[].owns"]));
        self.page.part("Tables");
        let before = self.page.blocks.len();
        for table in self.model().tables() {
            self.table_of(table);
        }
        self.page.cards_since(before);
        if self.model().tables().next().is_none() {
            self.page.gap("which tables there are", &["data_model[].fields", "data_model[].indexes"]);
        } else if self.model().tables().all(|it| it.indexes().is_empty()) {
            self.page.gap("which indexes tables have", &["data_model[].indexes"]);
        }
        self.page.part("Migration plan");
        let migrations = self.model().system().migrations.as_ref();
        self.settings(
            migrations.map(|it| it.node),
            &["strangler"],
            &[
                ("by which tool schemas change", "migrations.tool"),
                ("how old and new versions get along meanwhile", "migrations.strategy"),
            ],
        );
        let row = |it: &crate::spec::At<crate::spec::operations::Strangler>| {
            vec![word(&it.legacy), word(&it.replaced_by), word(&it.route), word(&it.phase)]
        };
        let replaced = migrations.map(|it| it.strangler.items()).unwrap_or_default();
        self.page.table(&["Replaced", "By", "Route", "Phase"], replaced.iter().map(row).collect());
    }

    fn table_of(&mut self, table: Table<'_>) {
        const SHOWN: [&str; 9] =
            ["name", "summary", "store", "owner", "fields", "states", "indexes", "queries", "ignore"];
        let said = &table.at.value;
        self.page.item(&one_line(table.name()));
        let kept = table.store().map(|it| format!("Kept in {}", code(it.name())));
        let owner = table.owner().map(|it| format!("owned by {}", code(it.name())));
        let kept: Vec<String> = kept.into_iter().chain(owner).collect();
        let facts = rest(self.model(), said.stated(), &SHOWN).replace('\n', " · ");
        let kept = if kept.is_empty() { String::new() } else { format!("{}.", kept.join(", ")) };
        let lead = [word(&said.summary), kept].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        self.page.say(lines([lead, facts]));
        self.page.rows(&["Column", "Type", "Rules"], table.columns().map(column).collect());
        let state =
            |it: State<'_>| vec![code(&it.name.value), codes(it.next.value.0.iter().map(|it| it.value.as_str()))];
        self.page.rows(&["State", "Leads to"], table.states().map(state).collect());
        self.diagram_if(&format!("states:{}", table.name()));
        let indexes: Vec<String> = table.indexes().iter().map(index).collect();
        let queries = said.queries.items().iter().map(|it| one_line(&it.value));
        let asked = labelled("Asked", &queries.collect::<Vec<_>>().join("; "));
        let writers =
            table.writers().into_iter().map(|it| if it.endpoint.is_some() { code(&it.label) } else { it.label });
        let writers = writers.collect::<Vec<_>>().join(", ");
        let readers = codes(
            self.model().readers_of(table.name()).map(|it| it.label()).collect::<Vec<_>>().iter().map(String::as_str),
        );
        let used = [
            labelled("Indexes", &indexes.join(", ")),
            asked,
            labelled("Written by", &writers),
            labelled("Read by", &readers),
        ];
        self.page.say(lines(used));
    }
}

/// `(email) unique where deleted_at is null`
fn index(index: &crate::spec::At<crate::spec::data::Index>) -> String {
    let unique = if index.unique.as_ref().is_some_and(|it| it.value) { " unique" } else { "" };
    let only = word(&index.r#where);
    let only = if only.is_empty() { only } else { format!(" where {only}") };
    format!("({}){unique}{only}", names(index.on.items()))
}

fn store(store: Store<'_>) -> Vec<String> {
    let shown = ["name", "engine", "kind", "summary"];
    let at = &store.at.value;
    let engine = [word(&at.engine), word(&at.kind)].into_iter().filter(|it| !it.is_empty());
    vec![
        store.name().to_owned(),
        engine.collect::<Vec<_>>().join(", "),
        word(&at.summary),
        codes(store.owners().map(Service::name)),
        codes(
            store.model.tables().filter(|it| it.store().is_some_and(|it| it.name() == store.name())).map(Table::name),
        ),
        rest(store.model, at.stated(), &shown),
    ]
}

fn column(column: Column<'_>) -> Vec<String> {
    let written = column.table.model.spec.tree.node(column.at.node).map(said).unwrap_or_default();
    let (ty, rules) = split_type(&written);
    vec![one_line(&column.name.value), ty.to_owned(), rules.to_owned()]
}
