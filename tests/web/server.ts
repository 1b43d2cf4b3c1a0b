// Serves the built site below a path, as any file server would: no header beyond the media type.
import { createReadStream, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".yaml": "application/yaml",
};

export interface Site {
  /** Where the workbench opens, with a slash at the end. */
  url: string;
  /** Ends the server: for the page it is as if the network were gone. */
  close(): Promise<void>;
}

/** Starts a server on a free port, so that any number of runs go on beside each other. */
export async function serve(base = "/"): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.startsWith(base) ? resolve(pathname.slice(base.length)) : undefined;
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${base}`, close: () => close(server) };
}

/** Serves one page that is none of ours, such as a wiki's. */
export async function host(html: string): Promise<Site> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": TYPES[".html"] }).end(`<!doctype html><title>wiki</title>${html}`);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => close(server) };
}

function resolve(path: string): string | undefined {
  const file = normalize(join(DIST, decodeURIComponent(path) || "index.html"));
  // `..` must not lead out of the site.
  if (!file.startsWith(DIST + sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(() => closed()));
}
