// Prints for every file of a folder: path, bytes raw, gzip and brotli, separated by tabs.
// In Node because its zlib has brotli, and every machine that builds the site has Node.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "dist";
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  console.log([path, bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length].join("\t"));
}
