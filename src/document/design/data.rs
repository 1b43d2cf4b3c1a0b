//! Chapter 3: stores, tables, indexes, and how schemas change.

use super::Design;
use super::schemas::split_type;
use crate::document::facts::{code, codes, count, labelled, lines, names, one_line, rest, said, word};
use crate::model::{Column, Service, Store, Table};
use crate::spec::Items;
use crate::value::Size;

impl Design<'_> {
    pub(super) fn data(&mut self) {
        self.page.chapter("Database design");
        let tables = self.model().tables().count();
        if tables > 0 {
            let size: u64 = self.model().stores().filter_map(|it| it.at.value.size.as_ref()).map(|it| it.value.0).sum();
            let size = if size > 0 { format!(", {} in all", Size(size)) } else { String::new() };
            let stores = count(self.model().stores().count(), "store");
            self.page.say(format!("{} in {stores}{size}.", count(tables, "table")));
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
        for table in self.model().tables() {
            self.table_of(table);
        }
        if self.model().tables().next().is_none() {
            self.page.gap("which tables there are", &["data_model[].fields", "data_model[].indexes"]);
        }
        self.page.part("Migration plan");
        let migrations = self.model().system().migrations.as_ref();
        self.settings(
            migrations.map(|it| it.node),
            &["strangler"],
            ("how schemas change", &["migrations.tool", "migrations.strategy"]),
        );
        let row = |it: &crate::spec::At<crate::spec::operations::Strangler>| {
            vec![word(&it.legacy), word(&it.replaced_by), word(&it.route), word(&it.phase)]
        };
        let replaced = migrations.map(|it| it.strangler.items()).unwrap_or_default();
        self.page.table(&["Replaced", "By", "Route", "Phase"], replaced.iter().map(row).collect());
    }

    fn table_of(&mut self, table: Table<'_>) {
        const SHOWN: [&str; 8] = ["name", "summary", "store", "owner", "fields", "indexes", "queries", "ignore"];
        let said = &table.at.value;
        self.page.item(&one_line(table.name()));
        self.page.say(word(&said.summary));
        let kept = table.store().map(|it| format!("Kept in {}", code(it.name())));
        let owner = table.owner().map(|it| format!("owned by {}", code(it.name())));
        let kept: Vec<String> = kept.into_iter().chain(owner).collect();
        let facts = rest(self.model(), said.stated(), &SHOWN).replace('\n', "; ");
        let kept = if kept.is_empty() { String::new() } else { format!("{}.", kept.join(", ")) };
        self.page.say(lines([kept, facts]));
        self.page.table(&["Column", "Type", "Rules"], table.columns().map(column).collect());
        let index = |it: &crate::spec::At<crate::spec::data::Index>| {
            let unique = it.unique.as_ref().is_some_and(|it| it.value);
            vec![names(it.on.items()), if unique { "yes".to_owned() } else { String::new() }, word(&it.r#where)]
        };
        self.page.table(&["Index on", "Unique", "Only where"], table.indexes().iter().map(index).collect());
        let queries = said.queries.items().iter().map(|it| one_line(&it.value));
        let asked = labelled("Asked", &queries.collect::<Vec<_>>().join("; "));
        let writers =
            table.writers().into_iter().map(|it| if it.endpoint.is_some() { code(&it.label) } else { it.label });
        let writers = writers.collect::<Vec<_>>().join(", ");
        let readers = codes(
            self.model().readers_of(table.name()).map(|it| it.label()).collect::<Vec<_>>().iter().map(String::as_str),
        );
        let used = [asked, labelled("Written by", &writers), labelled("Read by", &readers)];
        self.page.say(lines(used));
    }
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
    let target = column.target_table().map(|it| labelled("points to", &code(it.name()))).unwrap_or_default();
    vec![one_line(&column.name.value), ty.to_owned(), lines([rules.to_owned(), target])]
}
