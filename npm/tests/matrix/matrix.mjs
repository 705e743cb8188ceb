// Bundles pages with each supported bundler and loads them in a browser: development and production builds, static and
// dynamic imports, every entry. Then runs the package in test runners and type checkers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startBrowser } from "./browser.mjs";
import { esbuild, parcel, rollup, viteBuild, viteDev, webpack } from "./bundlers.mjs";
import { plainEntries, wasmEntries, writePages } from "./pages.mjs";

const here = import.meta.dirname;
// The folder of the installed package.json of this folder.
const modules = join(here, "node_modules");
if (!existsSync(modules)) symlinkSync(process.env.LMS_NODE_MODULES, modules, "junction");
const { default: wasm } = await import("vite-plugin-wasm");

const allEntries = [...plainEntries, ...wasmEntries];

const bundlers = {
  "vite5 dev": [viteDev("vite5"), plainEntries],
  "vite5 build": [viteBuild("vite5"), plainEntries],
  "vite6 dev": [viteDev("vite6"), plainEntries],
  "vite6 build": [viteBuild("vite6"), plainEntries],
  "vite7 dev": [viteDev("vite7"), plainEntries],
  "vite7 build": [viteBuild("vite7"), plainEntries],
  "vite7 dev with vite-plugin-wasm": [viteDev("vite7", [wasm()]), allEntries],
  "vite7 build with vite-plugin-wasm": [viteBuild("vite7", [wasm()]), allEntries],
  "vite8 dev": [viteDev("vite8"), plainEntries],
  "vite8 build": [viteBuild("vite8"), plainEntries],
  "webpack development": [webpack("development"), allEntries],
  "webpack production": [webpack("production"), allEntries],
  "esbuild": [esbuild({}), plainEntries],
  "esbuild with splitting": [esbuild({ splitting: true, minify: true }), plainEntries],
  "rollup": [rollup, plainEntries],
  "parcel development": [parcel("development"), plainEntries],
  "parcel production": [parcel("production"), plainEntries],
};

// The bundles hardly differ between browsers.
const isComplete = process.env.LMS_ENGINE === "chromium";
const inEveryBrowser = ["vite8 build", "webpack production"];

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

for (const [name, [bundler, entries]] of Object.entries(bundlers)) {
  if (!isComplete && !inEveryBrowser.includes(name)) continue;
  test(name, async (context) => {
    // Inside the project, so that the package is found.
    const folder = mkdtempSync(join(here, "pages-"));
    const pages = writePages(folder, entries);
    const { url, close } = await bundler(folder, pages);
    for (const page of pages) {
      await context.test(`${name}: ${page}`, async () => {
        assert.equal(await browser.outcomeOf(`${url}${page}.html`), "passed");
      });
    }
    await close();
  });
}

// Runs a program of a package in a folder, everywhere as on a CI server.
async function run(program, args, folder, env = {}) {
  const options = { cwd: join(here, folder), env: { ...process.env, CI: "1", NO_COLOR: "1", ...env } };
  const command = [join(modules, program), ...args];
  await promisify(execFile)(process.execPath, command, options).catch(({ stdout, stderr }) => {
    const output = stdout + stderr;
    console.log(output);
    // The whole output hides the reason in the list of failed tests.
    const reasons = output.split("\n").filter((line) => /error|fail/i.test(line) && !line.includes("❯"));
    assert.fail(reasons.join("\n") || output);
  });
}
const vitest = (args, env) => run("vitest/vitest.mjs", ["run", ...args], "vitest", env);

if (isComplete) {
  test("vitest with jsdom", () => vitest(["--environment=jsdom", "dom.test.js"]));
  test("vitest with happy-dom", () => vitest(["--environment=happy-dom", "dom.test.js"]));
  test("vitest in browser mode", () => {
    const env = { BROWSER: join(here, "vitest", "open.js"), LMS_SESSION: browser.session };
    return vitest(["--config=browser.config.js"], env);
  });
  for (const version of ["typescript5.2", "typescript7"]) {
    test(version, () => run(`${version}/bin/tsc`, ["--noEmit", "--project", "."], "../consumer"));
  }
}
