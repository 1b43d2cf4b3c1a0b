// Reads a JSON array of {name, kind, text, given} on standard input and says which contracts their real readers refuse.
// What a spec gives as text is only read; what the engine writes by itself has to be valid.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { buildSchema, parse, validateSchema } from "graphql";

// What routers of supergraphs know without being told.
const FEDERATION = `
directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT | INTERFACE
directive @shareable on OBJECT | FIELD_DEFINITION
directive @external on OBJECT | FIELD_DEFINITION
directive @requires(fields: String!) on FIELD_DEFINITION
directive @provides(fields: String!) on FIELD_DEFINITION
directive @override(from: String!) on FIELD_DEFINITION
directive @inaccessible on OBJECT | FIELD_DEFINITION
`;

function graphql(text, given) {
  parse(text);
  const whole = given ? text + FEDERATION : text;
  const problems = validateSchema(buildSchema(whole, { assumeValidSDL: given }));
  if (problems.length > 0 && !given) throw new Error(problems[0].message);
}

function proto(text) {
  const folder = mkdtempSync(join(tmpdir(), "architrave-proto-"));
  try {
    writeFileSync(join(folder, "contract.proto"), text);
    execFileSync(process.execPath, [buf, "build", folder, "-o", join(folder, "image.binpb")], { stdio: "pipe" });
  } catch (error) {
    throw new Error(`${error.stdout ?? ""}${error.stderr ?? error.message}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function schema(text, given) {
  const ajv = new Ajv({ strict: !given, allowUnionTypes: true, strictRequired: false, allErrors: true });
  formats(ajv);
  ajv.compile(JSON.parse(text));
}

const buf = new URL("node_modules/@bufbuild/buf/bin/buf", import.meta.url).pathname;
const readers = { graphql, proto, json: schema };
const contracts = JSON.parse(readFileSync(0, "utf8"));
let refused = 0;
for (const { name, kind, text, given } of contracts) {
  try {
    readers[kind](text, given);
  } catch (error) {
    refused += 1;
    console.error(`${name}: ${String(error.message).slice(0, 300)}`);
  }
}
console.log(`${contracts.length - refused} passed, ${refused} failed`);
process.exit(refused > 0 ? 1 : 0);
