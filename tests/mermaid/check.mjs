// Reads a JSON array of {name, text} on standard input and says which texts the real Mermaid parser refuses.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

// Mermaid sanitises labels with the DOM it finds.
const { window } = new JSDOM("<!doctype html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });

const diagrams = JSON.parse(readFileSync(0, "utf8"));
const refused = [];
for (const { name, text } of diagrams) {
  try {
    await mermaid.parse(text);
  } catch (error) {
    refused.push(name);
    console.error(`${name}: ${String(error.message ?? error).split("\n").slice(0, 4).join(" | ")}`);
  }
}
console.log(`${diagrams.length - refused.length} passed, ${refused.length} failed`);
process.exit(refused.length > 0 ? 1 : 0);
