// Serves a folder.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Serves a folder, or what a function returns for a path. Returns the URL, and a function that ends the server. */
export async function serve(source) {
  const read = typeof source === "function" ? source : (path) => readFile(join(source, path));
  const server = createServer(async ({ url }, response) => {
    const path = normalize(new URL(url, "http://localhost").pathname);
    try {
      const content = await read(path);
      const type = path.endsWith("/") ? types[".html"] : types[extname(path)];
      response.setHeader("content-type", type ?? "application/octet-stream").end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}
