// Reads a JSON array of {name, dialect, text} on standard input and says which scripts their databases refuse.
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import parsers from "node-sql-parser";
import initSqlite from "sql.js";

const sqlite = await initSqlite();
const mysql = new parsers.Parser();
const postgres = new PGlite();

const runs = {
  // Twice: a script may be run again.
  async postgres(text) {
    await postgres.exec("drop schema public cascade; create schema public;");
    await postgres.exec(text);
    await postgres.exec(text);
  },
  sqlite(text) {
    const database = new sqlite.Database();
    database.exec(text);
    database.exec(text);
    database.close();
  },
  mysql(text) {
    // The parser knows no partitions.
    mysql.astify(text.replace(/ PARTITION BY (RANGE|KEY) .*;$/gm, ";"), { database: "MySQL" });
  },
};

const scripts = JSON.parse(readFileSync(0, "utf8"));
let refused = 0;
for (const { name, dialect, text } of scripts) {
  try {
    await runs[dialect](text);
  } catch (error) {
    refused += 1;
    console.error(`${name} (${dialect}): ${String(error.message ?? error).slice(0, 600)}`);
  }
}
console.log(`${scripts.length - refused} passed, ${refused} failed`);
process.exit(refused > 0 ? 1 : 0);
