//! SQL scripts as databases and readers see them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use architrave::document::{self, Source};
use architrave::model::{Column, Dialect, Model, Table, Versions};
use architrave::spec::Spec;
use architrave::text::Edit;
use architrave::yaml::quote;
use serde_json::{Value, json};

use crate::cases;

const ENGINES: [(&str, &str, Dialect); 3] = [
    ("postgres", "postgresql", Dialect::Postgres),
    ("mysql", "mysql", Dialect::Mysql),
    ("sqlite", "sqlite", Dialect::Sqlite),
];

/// A store whose names and texts are what an attacker would write, beside a cycle, a partition and every kind of key.
fn hostile(engine: &str) -> String {
    let long = "x".repeat(300);
    format!(
        r#"stores:
  - {{ name: "a'; DROP TABLE b; --", engine: {engine}, kind: relational, summary: "two\nlines */ $$" }}
data_model:
  - name: "order"
    summary: "it's \\ a \"row\"\n; DROP TABLE a;"
    fields:
      id: bigint pk generated
      "sel\"ect`": varchar(20) not null unique
      "a\nb": "enum(x, 'it''s', '</script>') not null"
      "{long}1": integer check (amount > 0); drop table a
      "{long}2": integer not null default 1
      "🦀": {{ type: text, default: "now()); drop table a; --", comment: "a'\\\nb $add$" }}
      total: numeric(12,2) not null default 0 check (total in (0, 1) or total > 2)
      user_id: bigint -> User.id on delete set null
      created_at: timestamptz not null default now()
      deleted_at: timestamptz
    indexes: [[total], {{ on: [created_at desc] }}, {{ on: [total], unique: true, where: deleted_at is null }}, [nothing]]
    soft_delete: deleted_at
  - name: User
    fields: {{ id: bigint pk, order_id: "bigint not null -> order.id on delete cascade", tags: "text[]", extra: jsonb }}
  - name: parts
    fields: {{ id: uuid pk default gen_random_uuid(), day: date pk }}
    partition_by: day
  - name: "$$ '{long}"
    fields: {{ id: uuid pk, other: "uuid -> parts.id" }}
  - nothing
  - name: sqlite_lines
    fields: {{ xmin: bigint pk, n: bigint pk generated, "résumé": text unique, "résumè": "varchar(4000)", DB_ROW_ID: bigint generated, code: varchar(2000) pk }}
    indexes: [{{ on: ["résumè"], unique: true }}, [code, "résumè"], ["lower(code)"], {{ on: [xmin, "résumè"], unique: true, where: n > 0 }}]
    queries: [by n and xmin, "by DB_ROW_ID", by nothing]
    optimistic_lock: select
    soft_delete: true
    retention: 7y
  - name: Lines
    fields: {{ id: uuid pk, xmin: "bigint -> sqlite_lines.xmin", n: "bigint -> sqlite_lines.n on delete set null", code: "varchar(2000) -> sqlite_lines.code", state: "enum(a, b) -> sqlite_lines.résumé on delete set null" }}
  - {{ name: wide, fields: {{ id: uuid pk, a: varchar(8000), b: "varchar(8000) default 'x'", c: varchar(4000) not null, d: "enum('a, b', 'it''s')" }} }}
  - {{ name: sqlite_Lines, fields: {{ id: uuid pk }} }}
"#
    )
}

/// Every script of a spec: its id and its text.
fn scripts(text: &str) -> Vec<(String, String)> {
    let spec = Spec::read(text);
    written(&Model::new(&spec, None))
}

/// The same, of a spec that is read.
fn written(model: &Model<'_>) -> Vec<(String, String)> {
    let entries = document::entries(model).into_iter().filter(|entry| entry.tab == "SQL");
    let write = |id: &str| document::write(&Source::new(model, &[]), id).expect("what is listed is written");
    entries.map(|entry| (entry.id.clone(), write(&entry.id))).collect()
}

#[test]
fn hostile_scripts_are_written_as_expected() {
    for (name, engine, _) in ENGINES {
        let found = scripts(&hostile(engine));
        let [(_, text)] = found.as_slice() else { panic!("one script") };
        golden(&format!("hostile-{name}"), text);
    }
}

#[test]
fn samples_are_written_as_expected() {
    for name in ["bff", "order-management"] {
        let text: String = scripts(&cases::Case::sample(name).text).into_iter().map(|(_, text)| text).collect();
        golden(name, &text);
    }
}

fn golden(name: &str, text: &str) {
    let path = Path::new("tests/documents").join(format!("{name}.sql"));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all("tests/documents").expect("made");
        fs::write(&path, text).expect("written");
    }
    let golden = fs::read_to_string(&path).expect("UPDATE=1 writes it");
    assert_eq!(text, golden, "{name}; UPDATE=1 accepts it");
}

#[test]
fn nothing_of_a_spec_is_lost() {
    for case in cases::all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        for (id, script) in written(&model) {
            let store = id.split_once(':').map_or("", |(_, store)| store);
            for table in model.tables().filter(|table| table.store().is_some_and(|it| it.name() == store)) {
                assert!(script.contains(table.name()), "{id}: {}", table.name());
                let summary = table.at.value.summary.iter().map(|it| it.value.as_str());
                let columns = table
                    .columns()
                    .flat_map(|it| [Some(it.name.value.as_str()), it.at.value.0.comment.as_deref()])
                    .flatten();
                let target =
                    table.columns().filter_map(|it| it.at.value.0.references.as_ref().map(|it| it.table.as_str()));
                for part in summary.chain(columns).chain(target) {
                    assert!(script.contains(part), "{}, {id}: {part}", case.name);
                }
            }
        }
    }
}

/// Every text whose scripts a database has to run: all cases, as if their stores were of that engine, and the hostile one.
fn texts(engine: &str) -> Vec<String> {
    let moved = |text: &str| {
        let known = ["postgresql", "postgres", "mysql", "mariadb", "sqlite"];
        known.iter().fold(text.to_owned(), |text, name| {
            text.replace(&format!("engine: {name},"), &format!("engine: {engine},"))
                .replace(&format!("engine: {name} }}"), &format!("engine: {engine} }}"))
                .replace(&format!("engine: {name}\n"), &format!("engine: {engine}\n"))
        })
    };
    cases::all().into_iter().map(|case| moved(&case.text)).chain([hostile(engine)]).collect()
}

/// Whether a script is written for that dialect, as its store's engine says.
fn is_of(dialect: Dialect, model: &Model<'_>, id: &str) -> bool {
    let store = id.split_once(':').and_then(|(_, name)| model.store(name));
    store.and_then(|store| store.dialect()).unwrap_or(Dialect::Postgres) == dialect
}

#[test]
#[ignore = "needs `npm ci` in tests/sql"]
fn postgres_runs_its_scripts() {
    run_in("postgres");
}

#[test]
#[ignore = "needs `npm ci` in tests/sql, and MARIADBD"]
fn mariadb_runs_its_scripts() {
    run_in("mysql");
}

#[test]
#[ignore = "needs `npm ci` in tests/sql"]
fn sqlite_runs_its_scripts() {
    run_in("sqlite");
}

/// Hands everything of a dialect to its database.
fn run_in(database: &str) {
    let (_, engine, dialect) = ENGINES.into_iter().find(|(name, ..)| *name == database).expect("a database");
    let (mut all, mut migrations) = (Vec::new(), Vec::new());
    for text in texts(engine) {
        let spec = Spec::read(&text);
        let model = Model::new(&spec, None);
        let own = written(&model).into_iter().filter(|(id, _)| is_of(dialect, &model, id));
        all.extend(own.map(|(id, script)| json!({ "name": id, "text": script })));
        for (name, changed) in mutants(&text) {
            migrations.extend(empty(dialect, &format!("to {name}"), &text, &changed));
            migrations.extend(empty(dialect, &format!("from {name}"), &changed, &text));
        }
    }
    assert!(all.len() > 30, "only {} scripts", all.len());
    assert!(migrations.len() > 100, "only {} migrations", migrations.len());
    migrations.extend(pairs(engine));
    let input = json!({ "dialect": database, "scripts": all, "migrations": migrations }).to_string();
    let mut node = Command::new("node")
        .arg("check.mjs")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sql"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    node.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the check reads its input");
    assert!(node.wait().expect("the check ends").success());
}

/// A text as other versions of it might be: with much loosened, and with much called or typed otherwise.
fn mutants(text: &str) -> Vec<(&'static str, String)> {
    let sets: [(&str, &[(&str, &str)]); 2] = [
        (
            "loose",
            &[
                (" not null", ""),
                (" unique", ""),
                ("varchar(255)", "text"),
                ("numeric(12,2)", "numeric(14,4)"),
                ("enum(", "enum(first, "),
                ("on delete cascade", "on delete restrict"),
                (" default now()", ""),
                ("summary:", "x-was:"),
            ],
        ),
        (
            "other",
            &[
                ("created_at", "made_at"),
                (" uuid", " text"),
                ("integer", "bigint"),
                ("unique: true", "unique: false"),
                (" check (", " default 5 check (1 = 1 or "),
                ("timestamptz", "date"),
            ],
        ),
    ];
    let apply =
        |text: &str, set: &[(&str, &str)]| set.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let called = renamed(text);
    let both = sets.iter().skip(1).map(|(_, set)| ("called otherwise, and more", apply(&called, set)));
    let all = sets.iter().map(|(name, set)| (*name, apply(text, set))).chain(both);
    all.chain([("called otherwise", called.clone())]).filter(|(_, changed)| changed != text).collect()
}

/// A text in which every second table, and every second column from the first on, says that it was called otherwise.
fn renamed(text: &str) -> String {
    let is_plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let changed = |text: &str, edits: &dyn Fn(&Model<'_>) -> Vec<Edit>| {
        let spec = Spec::read(text);
        architrave::text::apply(text, &edits(&Model::new(&spec, None)))
    };
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let mut text = text.to_owned();
    for (at, table) in model.tables().enumerate().filter(|(_, it)| it.columns().next().is_some()) {
        let own = table.columns().enumerate().filter(|(_, it)| table.at.span.contains(it.at.span));
        for (place, column) in own.step_by(2).filter(|(_, it)| is_plain(&it.name.value)) {
            let name = &column.name.value;
            let find = |model: &Model<'_>, edits: &dyn Fn(Column<'_>) -> Vec<Edit>| {
                model.tables().nth(at).and_then(|it| it.columns().nth(place)).map(edits).unwrap_or_default()
            };
            text = changed(&text, &|model| find(model, &|it| it.rename(&format!("{name}_now"))));
            text = changed(&text, &|model| {
                find(model, &|it| {
                    let (tree, node) = (&model.spec.tree, it.at.node);
                    let short = tree.node(node).and_then(|it| it.as_str().map(|text| format!("{text} was {name}")));
                    short.map_or_else(|| tree.set(node, "was", name), |text| tree.replace(node, &quote(&text)))
                })
            });
        }
        if at % 2 == 0 && is_plain(table.name()) {
            let edit = |model: &Model<'_>, edits: &dyn Fn(Table<'_>) -> Vec<Edit>| {
                model.tables().nth(at).map(edits).unwrap_or_default()
            };
            let name = table.name();
            text = changed(&text, &|model| edit(model, &|it| it.rename(&format!("{name}_now"))));
            text = changed(&text, &|model| edit(model, &|it| model.spec.tree.set(it.at.node, "was", name)));
        }
    }
    text
}

/// The migrations between two versions of a spec, with the scripts of both: store, before, migration, after.
fn between(dialect: Dialect, before: &str, after: &str) -> Vec<[String; 4]> {
    let (old, new) = (Spec::read(before), Spec::read(after));
    let (old, new) = (Model::new(&old, None), Model::new(&new, None));
    let versions = Versions { before: &old, after: &new };
    let script = |model: &Model<'_>, id: &str| document::write(&Source::new(model, &[]), id).unwrap_or_default();
    let entries = document::entries_between(versions).into_iter();
    let own = entries.filter(|it| is_of(dialect, &new, &it.id) && is_of(dialect, &old, &it.id));
    own.map(|entry| {
        let id = entry.id.replacen("migration", "sql", 1);
        let migration = document::write_between(versions, &entry.id).expect("what is listed is written");
        [entry.id, script(&old, &id), migration, script(&new, &id)]
    })
    .collect()
}

/// Migrations of tables without rows.
fn empty(dialect: Dialect, how: &str, before: &str, after: &str) -> Vec<Value> {
    let all = between(dialect, before, after).into_iter();
    all.map(|[id, before, migration, after]| {
        // PostgreSQL cannot cut a table that is there.
        let by_hand = "copy it into a new table by hand";
        let stops = if migration.contains(by_hand) {
            vec![
                json!({ "rows": "", "migration": migration, "message": by_hand, "query": "select 1", "answer": ["1"] }),
            ]
        } else {
            Vec::new()
        };
        let migration = if stops.is_empty() { json!(migration) } else { Value::Null };
        json!({ "name": format!("{id} {how}"), "before": before, "migration": migration, "after": after,
            "rows": null, "kept": [], "stops": stops })
    })
    .collect()
}

/// The migrations of `tests/migrations`, which keep their rows.
fn pairs(engine: &str) -> Vec<Value> {
    let (_, _, dialect) = ENGINES.into_iter().find(|(_, name, _)| *name == engine).expect("an engine");
    let folders = fs::read_dir("tests/migrations").expect("pairs").map(|entry| entry.expect("readable").path());
    let pair = |folder: PathBuf| {
        let text =
            |file: &str| fs::read_to_string(folder.join(file)).expect("a file of a pair").replace("ENGINE", engine);
        let list = |file: &str| serde_json::from_str::<Vec<Value>>(&text(file)).expect("a list");
        let all = between(dialect, &text("before.yaml"), &text("after.yaml"));
        let [[id, before, migration, after]] = all.as_slice() else { panic!("one store") };
        let decided = list("decided.json").iter().fold(migration.clone(), |text, it| decide(&text, it));
        let rows = text("rows.sql");
        let own = list("stops.json").into_iter().filter(|stop| stop["except"] != engine);
        let stops = own.map(|mut stop| {
            stop["migration"] = if stop["decided"] == true { decided.clone() } else { migration.clone() }.into();
            stop["rows"] = format!("{rows}{}", stop["rows"].as_str().expect("text")).into();
            stop
        });
        json!({ "name": format!("{id} of {}", folder.display()), "before": before, "migration": decided,
            "after": after, "rows": rows, "old": text("old.sql"), "new": text("new.sql"),
            "later": text("later.sql"), "written": list("written.json"), "kept": list("kept.json"), "stops": stops.collect::<Vec<_>>() })
    };
    folders.map(pair).collect()
}

/// A migration with a statement completed that it left to a person.
fn decide(migration: &str, decision: &Value) -> String {
    let (column, value) = (decision["column"].as_str().expect("a name"), decision["value"].as_str().expect("a value"));
    let open = format!(" SET {column} = …");
    let line = |line: &str| match line.strip_prefix("-- ").filter(|it| it.contains(&open)) {
        Some(statement) => statement.replace('…', value),
        None => line.to_owned(),
    };
    assert!(migration.contains(&open), "{open} is not asked for");
    migration.lines().map(|it| line(it) + "\n").collect()
}

#[test]
fn a_migration_is_written_as_expected() {
    ["shop", "renames"].into_iter().for_each(written_for_each_engine);
}

fn written_for_each_engine(pair: &str) {
    for (name, engine, dialect) in ENGINES {
        let text = |file: &str| {
            let path = Path::new("tests/migrations").join(pair).join(file);
            fs::read_to_string(path).expect("a file of the pair").replace("ENGINE", engine)
        };
        let all = between(dialect, &text("before.yaml"), &text("after.yaml"));
        let [[_, _, migration, _]] = all.as_slice() else { panic!("one store") };
        golden(&format!("{pair}-migration-{name}"), migration);
    }
}

#[test]
fn an_unchanged_spec_has_nothing_to_migrate() {
    for case in cases::all() {
        for [id, _, migration, _] in between(Dialect::Postgres, &case.text, &case.text) {
            let statements = migration.lines().filter(|line| !line.starts_with("--")).count();
            assert!(statements == 0 && migration.contains("Nothing changes"), "{}, {id}", case.name);
        }
    }
}
