//! SQL scripts as databases and readers see them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use architrave::document::{self, Source};
use architrave::model::{Dialect, Model};
use architrave::spec::Spec;

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
  - {{ name: sqlite_Lines, fields: {{ id: uuid pk }} }}
"#
    )
}

/// Every script of a spec: its id and its text.
fn scripts(text: &str) -> Vec<(String, String)> {
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
    let entries = document::entries(&model).into_iter().filter(|entry| entry.tab == "SQL");
    entries
        .map(|entry| {
            (
                entry.id.clone(),
                document::write(Source { model: &model, findings: &[] }, &entry.id).expect("what is listed is written"),
            )
        })
        .collect()
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
        std::fs::create_dir_all("tests/documents").expect("made");
        std::fs::write(&path, text).expect("written");
    }
    let golden = std::fs::read_to_string(&path).expect("UPDATE=1 writes it");
    assert_eq!(text, golden, "{name}; UPDATE=1 accepts it");
}

#[test]
fn nothing_of_a_spec_is_lost() {
    for case in cases::all() {
        let spec = Spec::read(&case.text);
        let model = Model::new(&spec, None);
        for (id, script) in scripts(&case.text) {
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
fn is_of(dialect: Dialect, text: &str, id: &str) -> bool {
    let spec = Spec::read(text);
    let model = Model::new(&spec, None);
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
    let mut all = Vec::new();
    for text in texts(engine) {
        let own = scripts(&text).into_iter().filter(|(id, _)| is_of(dialect, &text, id));
        all.extend(own.map(|(id, script)| serde_json::json!({ "name": id, "text": script })));
    }
    assert!(all.len() > 30, "only {} scripts", all.len());
    let input = serde_json::json!({ "dialect": database, "scripts": all, "migrations": [] }).to_string();
    let mut node = Command::new("node")
        .arg("check.mjs")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sql"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    node.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("the check reads its input");
    assert!(node.wait().expect("the check ends").success());
}
