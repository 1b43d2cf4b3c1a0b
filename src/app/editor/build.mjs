// Bundles the code editor and the Mermaid page, lists the samples and writes the pages of the rules. Run by trunk before
// each build.
//
// A file is written only when its content changed: trunk watches the source tree, and a rewrite of the same
// bytes would start the next build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const out = join(here, "dist");

install();
mkdirSync(out, { recursive: true });
const { build } = await import("esbuild");
await bundle("editor.ts", "editor.js", "esm");
await bundle("mermaid.ts", "mermaid.js", "iife");
put("samples.json", Buffer.from(said("The list of samples", "gallery", "public/samples")));
put("rules.json", Buffer.from(said("The pages of the rules", "rules", "--format", "json")));

/** Fetches the packages of the lock file where they are missing or older than it. */
function install() {
  const stamp = join(here, "node_modules", ".package-lock.json");
  const lock = join(here, "package-lock.json");
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return;
  const { status } = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], { cwd: here, stdio: "inherit" });
  if (status !== 0) {
    console.error("The editor's packages could not be installed: `npm ci` failed in src/app/editor.");
    process.exit(1);
  }
}

async function bundle(entry, file, format) {
  const result = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  put(file, Buffer.from(result.outputFiles[0].contents));
}

/** What the command prints; cargo does nothing where the engine has not changed. */
function said(what, ...words) {
  const command = ["run", "--quiet", "--bin", "architrave", "--", ...words];
  const stdio = ["ignore", "pipe", "inherit"];
  const { status, stdout } = spawnSync("cargo", command, { cwd: root, stdio, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) {
    console.error(`${what} could not be written: \`architrave ${words.join(" ")}\` failed.`);
    process.exit(1);
  }
  // Without the spaces that it has for people.
  return JSON.stringify(JSON.parse(stdout));
}

function put(file, bytes) {
  const target = join(out, file);
  if (!existsSync(target) || !readFileSync(target).equals(bytes)) writeFileSync(target, bytes);
}
