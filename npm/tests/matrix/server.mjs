// Serves a folder, and the pages of a WebDriver session.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a folder. Returns the URL, and a function that ends the server. */
export async function serve(folder) {
  const server = createServer(async ({ url }, response) => {
    const path = normalize(new URL(url, "http://localhost").pathname);
    try {
      const content = await readFile(join(folder, path));
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream").end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

async function command(path, body) {
  const response = await fetch(`${process.env.LMS_SESSION}/${path}`, { method: "POST", body: JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(value.message);
  return value;
}

/** Loads a page in the browser of the WebDriver session. Returns its `window.outcome`. */
export async function outcomeOf(url) {
  await command("url", { url });
  const limit = Date.now() + 20_000;
  for (;;) {
    const outcome = await command("execute/sync", { script: "return window.outcome", args: [] });
    if (outcome) return outcome;
    if (Date.now() > limit) throw new Error(`${url} has no outcome`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
