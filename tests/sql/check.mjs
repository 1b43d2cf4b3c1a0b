// Reads JSON on standard input, {dialect, scripts: [{name, text}], migrations: [{name, before, migration, after, …}]}, and
// says which scripts their database refuses, and which migrations lead elsewhere.
import { readFileSync } from "node:fs";
import { open } from "./databases.mjs";

const { dialect, scripts, migrations } = JSON.parse(readFileSync(0, "utf8"));
const database = await open[dialect]();
let [passed, refused] = [0, 0];

async function check(name, work) {
  try {
    await database.fresh();
    await work();
    passed += 1;
  } catch (error) {
    refused += 1;
    console.error(`${name} (${dialect}): ${String(error.message ?? error).slice(0, 2000)}`);
  }
}

function same(found, wanted, what) {
  const more = found.filter((it) => !wanted.includes(it)).map((it) => `+ ${it}`);
  const less = wanted.filter((it) => !found.includes(it)).map((it) => `- ${it}`);
  if (more.length + less.length > 0 || found.length !== wanted.length) {
    throw new Error(`${what} differs:\n${[...less, ...more].join("\n")}`);
  }
}

/// The catalogue after a script alone.
async function built(script) {
  await database.fresh();
  await database.run(script);
  return database.catalogue();
}

for (const { name, text } of scripts) {
  // Twice: a script may be run again.
  await check(name, async () => {
    await database.run(text);
    const once = await database.catalogue();
    await database.run(text);
    same(await database.catalogue(), once, "the second run");
  });
}

for (const { name, before, migration, after, rows, old, new: recent, later, written, kept, stops } of migrations) {
  if (migration !== null) await check(name, async () => {
    const wanted = await built(after);
    await database.fresh();
    await database.run(before);
    await database.run(migration);
    same(await database.catalogue(), wanted, "the migrated schema");
    if (rows === null) return;
    await database.fresh();
    await database.run(before);
    await database.run(rows);
    await database.run(migration);
    same(await database.catalogue(), wanted, "the migrated schema with rows");
    for (const { query, answer } of kept) same(await database.ask(query), answer, query);
  });
  // Between expanding and what follows, code of both versions writes.
  if (rows !== null) await check(`${name}, both writing`, async () => {
    const wanted = await built(after);
    await database.fresh();
    await database.run(before);
    await database.run(rows);
    const [filled, contracted] = ["\n-- 2 Backfill", "\n-- 4 Contract"].map((phase) => migration.indexOf(phase));
    const grown = migration.slice(0, filled);
    // Where a name cannot be kept for it, old code has stopped.
    const stopped = grown.includes("Stop old code before");
    if (stopped) await database.run(old);
    await database.run(grown);
    if (!stopped) await database.run(old);
    // SQLite loosens nothing in place, so that new code waits there.
    const waits = dialect === "sqlite";
    if (!waits) await database.run(recent);
    await database.run(migration.slice(filled, contracted));
    if (waits) await database.run(recent);
    await database.run(later);
    await database.run(migration.slice(contracted));
    same(await database.catalogue(), wanted, "the migrated schema");
    for (const { query, answer } of written) same(await database.ask(query), answer, query);
  });
  // What a person has to decide stops it, and nothing is lost.
  for (const stop of stops) {
    await check(`${name}, ${stop.message}`, async () => {
      await database.run(before);
      await database.run(stop.rows);
      let said = "it went through";
      try {
        await database.run(stop.migration);
      } catch (error) {
        said = error.message;
      }
      if (!said.includes(stop.message)) throw new Error(`it does not stop with that, but: ${said}`);
      same(await database.ask(stop.query), stop.answer, stop.query);
      // Decided, it runs again; the others have no word for what is there already.
      if (dialect !== "postgres" || stop.decided !== false) return;
      await database.run(migration);
      const found = await database.catalogue();
      same(found, await built(after), "the schema migrated in two runs");
    });
  }
}

await database.stop();
console.log(`${passed} passed, ${refused} failed`);
process.exit(refused > 0 ? 1 : 0);
