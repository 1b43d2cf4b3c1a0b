// Reads a JSON array of {name, text} on standard input and says which documents the real AsyncAPI parser refuses.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const parser = new Parser();
const documents = JSON.parse(readFileSync(0, "utf8"));
let refused = 0;
for (const { name, text } of documents) {
  const { document, diagnostics } = await parser.parse(text);
  const errors = diagnostics.filter(({ severity }) => severity === 0);
  if (!document || errors.length > 0) {
    refused += 1;
    errors.slice(0, 4).forEach(({ path, message }) => console.error(`${name}: ${path.join("/")}: ${message}`));
  }
}
console.log(`${documents.length - refused} passed, ${refused} failed`);
process.exit(refused > 0 ? 1 : 0);
