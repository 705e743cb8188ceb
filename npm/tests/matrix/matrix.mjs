// Bundles pages with each supported bundler and loads them in a browser: development and production builds, static and
// dynamic imports, every entry.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import wasm from "vite-plugin-wasm";
import { esbuild, parcel, rollup, viteBuild, viteDev, webpack } from "./bundlers.mjs";
import { plainEntries, wasmEntries, writePages } from "./pages.mjs";
import { outcomeOf } from "./server.mjs";

const allEntries = [...plainEntries, ...wasmEntries];

const matrix = [
  ...["vite5", "vite6", "vite7", "vite8"].flatMap((version) => [
    [`${version} dev`, viteDev(version), plainEntries],
    [`${version} build`, viteBuild(version), plainEntries],
  ]),
  ["vite7 dev with vite-plugin-wasm", viteDev("vite7", [wasm()]), allEntries],
  ["vite7 build with vite-plugin-wasm", viteBuild("vite7", [wasm()]), allEntries],
  ["webpack development", webpack("development"), allEntries],
  ["webpack production", webpack("production"), allEntries],
  ["esbuild", esbuild({}), plainEntries],
  ["esbuild with splitting", esbuild({ splitting: true, minify: true }), plainEntries],
  ["rollup", rollup, plainEntries],
  ["parcel development", parcel("development"), plainEntries],
  ["parcel production", parcel("production"), plainEntries],
];

for (const [name, bundler, entries] of matrix) {
  test(name, async (context) => {
    // Inside the project, so that the package is found.
    const folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), "pages-"));
    const pages = writePages(folder, entries);
    const { url, close } = await bundler(folder, pages);
    for (const page of pages) {
      await context.test(page, async () => assert.equal(await outcomeOf(`${url}${page}.html`), "passed"));
    }
    await close();
  });
}
