// Bundles pages with each supported bundler and loads them in a browser: development and production builds, static and
// dynamic imports, every entry. `LMS_MATRIX=all` also runs what the suite leaves out to save time.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import wasm from "vite-plugin-wasm";
import { esbuild, parcelBuild, rollup, viteBuild, viteDev, webpack } from "./bundlers.mjs";
import { plainEntries, wasmEntries, writePages } from "./pages.mjs";
import { outcomeOf } from "./server.mjs";

const allEntries = [...plainEntries, ...wasmEntries];
const isComplete = process.env.LMS_MATRIX === "all";

// Name, bundler, entries, and whether the suite includes it.
const matrix = [
  ["vite 5 dev", viteDev("vite5"), plainEntries, true],
  ["vite 5 build", viteBuild("vite5"), plainEntries, false],
  ["vite 6 dev", viteDev("vite6"), plainEntries, true],
  ["vite 6 build", viteBuild("vite6"), plainEntries, false],
  ["vite 7 dev", viteDev("vite7"), plainEntries, true],
  ["vite 7 build", viteBuild("vite7"), plainEntries, false],
  ["vite 8 dev", viteDev("vite8"), plainEntries, true],
  ["vite 8 build", viteBuild("vite8"), plainEntries, true],
  ["vite 7 dev with vite-plugin-wasm", viteDev("vite7", [wasm()]), allEntries, false],
  ["vite 7 build with vite-plugin-wasm", viteBuild("vite7", [wasm()]), allEntries, true],
  ["webpack development", webpack("development"), allEntries, true],
  ["webpack production", webpack("production"), allEntries, true],
  ["esbuild", esbuild({}), plainEntries, true],
  ["esbuild with splitting", esbuild({ splitting: true, minify: true }), plainEntries, true],
  ["rollup", rollup, plainEntries, true],
  ["parcel", parcelBuild, plainEntries, true],
];

for (const [name, bundler, entries, isInSuite] of matrix) {
  if (!isInSuite && !isComplete) continue;
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
