// The three databases, each as what a check needs: a new schema, running a script, asking, and what the catalogue says.
import mysql from "mysql2/promise";
import pg from "pg";
import initSqlite from "sql.js";
import { mariadb, postgres } from "./server.mjs";
import { statements } from "./statements.mjs";

const lines = (rows) => rows.map((row) => row.map((it) => String(it)).join(" | "));

async function openPostgres() {
  const { client, stop } = await postgres(async (at) => {
    const client = new pg.Client({ ...at, user: "postgres", database: "postgres" });
    client.on("error", () => {});
    await client.connect();
    return client;
  });
  const parts = [
    `select 'table', c.relname, c.relkind, c.relispartition, pg_get_partkeydef(c.oid), obj_description(c.oid)
       from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'S') and relkind <> 'S'`,
    `select 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
       a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not attisdropped`,
    // From version 18 on, not null is a constraint, too; the column says it already.
    `select 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)
       from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'`,
    `select 'index', indisvalid, pg_get_indexdef(indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
       where c.relnamespace = 'public'::regnamespace`,
    `select 'trigger', tgrelid::regclass, tgname from pg_trigger where not tgisinternal`,
    `select 'function', proname from pg_proc where pronamespace = 'public'::regnamespace`,
  ];
  return {
    async fresh() {
      await client.query("rollback; drop schema public cascade; create schema public;");
    },
    async run(text) {
      for (const statement of statements(text)) await client.query(statement);
    },
    async ask(query) {
      return lines((await client.query({ text: query, rowMode: "array" })).rows);
    },
    async catalogue() {
      const found = [];
      for (const part of parts) found.push(...lines((await client.query({ text: part, rowMode: "array" })).rows));
      return found.sort();
    },
    async stop() {
      await client.end();
      await stop();
    },
  };
}

async function openMysql() {
  const { client, stop } = await mariadb((at) => mysql.createConnection({ ...at, multipleStatements: true }));
  const here = (column) => `where ${column} = 'checked'`;
  const parts = [
    `select 'table', table_name, table_comment, create_options from information_schema.tables ${here("table_schema")}`,
    `select 'column', table_name, column_name, column_type, is_nullable, column_default, extra, generation_expression,
       column_comment from information_schema.columns ${here("table_schema")}`,
    `select 'index', table_name, index_name, seq_in_index, column_name, sub_part, non_unique, collation
       from information_schema.statistics ${here("table_schema")}`,
    `select 'check', table_name, constraint_name, check_clause
       from information_schema.check_constraints ${here("constraint_schema")}`,
    `select 'foreign', r.table_name, r.constraint_name, r.delete_rule, k.ordinal_position, k.column_name,
       k.referenced_table_name, k.referenced_column_name
       from information_schema.referential_constraints r join information_schema.key_column_usage k
       using (constraint_schema, constraint_name, table_name) ${here("r.constraint_schema")}`,
    `select 'partition', table_name, partition_name, partition_method, partition_expression, partition_description
       from information_schema.partitions ${here("table_schema")} and partition_name is not null`,
    `select 'trigger', event_object_table, trigger_name from information_schema.triggers ${here("trigger_schema")}`,
  ];
  return {
    async fresh() {
      await client.query("set foreign_key_checks = 1; drop database if exists checked; create database checked; use checked;");
    },
    async run(text) {
      await client.query(text);
    },
    async ask(query) {
      return lines((await client.query({ sql: query, rowsAsArray: true }))[0]);
    },
    async catalogue() {
      const found = [];
      for (const part of parts) found.push(...lines((await client.query({ sql: part, rowsAsArray: true }))[0]));
      return found.sort();
    },
    async stop() {
      await client.end();
      await stop();
    },
  };
}

/// A definition without quotes that are not needed: what is renamed gets them.
const plain = (sql) => sql.replace(/"([a-z_][a-z0-9_]*)"/g, "$1");

/// The parts of a table's definition, in no order: a column that is added later stands at the end.
function definition(sql) {
  const body = sql.slice(sql.indexOf("(") + 1, sql.lastIndexOf(")"));
  const parts = [];
  let depth = 0;
  let part = "";
  for (const [piece] of body.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|./gs)) {
    depth += (piece === "(") - (piece === ")");
    if (piece === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else {
      part += piece;
    }
  }
  return [...parts, part.trim()].sort();
}

async function openSqlite() {
  const sqlite = await initSqlite();
  let database = new sqlite.Database();
  const ask = (query) => (database.exec(query)[0]?.values ?? []).map((row) => row.map(String).join(" | "));
  return {
    async fresh() {
      database.close();
      database = new sqlite.Database();
    },
    async run(text) {
      database.exec(text);
    },
    async ask(query) {
      return ask(query);
    },
    async catalogue() {
      const tables = database.exec("select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%'");
      const found = (tables[0]?.values ?? []).map(([name, sql]) => `table | ${name} | ${definition(plain(sql)).join(" | ")}`);
      const indexes = ask("select 'index', tbl_name, sql from sqlite_schema where type = 'index' and sql is not null");
      found.push(...indexes.map(plain));
      found.push(...ask("select 'column', m.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk > 0, x.hidden "
        + "from sqlite_schema m, pragma_table_xinfo(m.name) x where m.type = 'table'"));
      found.push(...ask("select 'broken', * from pragma_foreign_key_check"));
      return found.sort();
    },
    async stop() {
      database.close();
    },
  };
}

export const open = { postgres: openPostgres, mysql: openMysql, sqlite: openSqlite };
