// Bundles pages with each supported bundler and loads them in a browser: development and production builds, static and
// dynamic imports, every entry. Then runs the package in test runners and type checkers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startBrowser } from "./browser.mjs";
import { esbuild, parcel, rollup, viteBuild, viteDev, webpack } from "./bundlers.mjs";
import { writeCodeBlocks } from "./documentation.mjs";
import { renderOnServer, servePages } from "./frameworks.mjs";
import { frameworkEntries, plainEntries, wasmEntries, writePages } from "./pages.mjs";
import { serveSite, sitePages } from "./site.mjs";

const here = import.meta.dirname;
// The folder of the installed package.json of this folder.
const modules = join(here, "node_modules");
if (!existsSync(modules)) symlinkSync(process.env.LMS_NODE_MODULES, modules, "junction");
// The peer dependencies of the package are beside it.
for (const name of ["react", "vue"]) {
  const peer = join(here, "../node_modules", name);
  if (!existsSync(peer)) symlinkSync(join(process.env.LMS_NODE_MODULES, name), peer, "junction");
}
const { default: wasm } = await import("vite-plugin-wasm");

const allEntries = [...plainEntries, ...wasmEntries];

// To minify React and Vue takes 15 s.
const notMinified = { optimization: { minimize: false }, performance: false };

const bundlers = {
  "vite5 dev": [viteDev("vite5"), [...plainEntries, ...frameworkEntries]],
  "vite5 build": [viteBuild("vite5"), plainEntries],
  "vite6 dev": [viteDev("vite6"), plainEntries],
  "vite6 build": [viteBuild("vite6"), plainEntries],
  "vite7 dev": [viteDev("vite7"), plainEntries],
  "vite7 build": [viteBuild("vite7"), plainEntries],
  "vite7 dev with vite-plugin-wasm": [viteDev("vite7", [wasm()]), allEntries],
  "vite7 build with vite-plugin-wasm": [viteBuild("vite7", [wasm()]), allEntries],
  "vite8 dev": [viteDev("vite8"), [...plainEntries, ...frameworkEntries]],
  "vite8 build": [viteBuild("vite8"), [...plainEntries, ...frameworkEntries]],
  "webpack development": [webpack("development"), [...allEntries, ...frameworkEntries]],
  "webpack production": [webpack("production"), allEntries],
  "webpack production with frameworks": [webpack("production", notMinified), frameworkEntries],
  "esbuild": [esbuild({}), plainEntries],
  "esbuild with splitting": [esbuild({ splitting: true, minify: true }), plainEntries],
  "rollup": [rollup, plainEntries],
  "parcel development": [parcel("development"), [...plainEntries, ...frameworkEntries]],
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
    context.after(close);
    for (const page of pages) {
      await context.test(`${name}: ${page}`, async () => {
        assert.equal(await browser.outcomeOf(`${url}${page}.html`), "passed");
      });
    }
  });
}

test("react and vue", async (context) => {
  for (const name of ["react", "vue"]) {
    await context.test(`${name}: the component of the README on a server`, async () => {
      const html = await renderOnServer(name);
      assert.match(html, /<video .*<button>Start<\/button>/s);
      assert.doesNotMatch(html, /role="alert"/);
    });
  }
  const { url, close } = await servePages();
  context.after(close);
  for (const name of ["react", "vue"]) {
    for (const { name: test, error } of await browser.outcomeOf(`${url}${name}.html`)) {
      await context.test(`${name}: ${test}`, () => assert.equal(error, undefined));
    }
  }
});

test("site", async (context) => {
  const { url, close } = await serveSite();
  context.after(close);
  for (const page of sitePages) {
    for (const { name, error, skipped } of await browser.outcomeOf(`${url}check/?page=${page}${isComplete ? "&axe" : ""}`)) {
      await context.test(`site, ${page}: ${name}`, { skip: skipped }, () => assert.equal(error, undefined));
    }
  }
});

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
const vitest = (args, env) => run("vitest/vitest.mjs", ["run", "--testTimeout=60000", ...args], "vitest", env);

if (isComplete) {
  test("vitest with jsdom", () => vitest(["--environment=jsdom", "dom.test.js"]));
  test("vitest with happy-dom", () => vitest(["--environment=happy-dom", "dom.test.js"]));
  test("vitest in browser mode", () => {
    const env = { BROWSER: join(here, "vitest", "open.js"), LMS_SESSION: browser.session };
    return vitest(["--config=browser.config.js"], env);
  });
  test("jest with jsdom", () => run("jest/bin/jest.js", [], "jest", { NODE_OPTIONS: "--experimental-vm-modules" }));
  test("playwright", (context) => {
    const programs = process.env.PATH.split(delimiter).map((folder) => join(folder, "chromium"));
    const chromium = programs.find(existsSync);
    if (!chromium) return context.skip("chromium is not in PATH");
    return run("@playwright/test/cli.js", ["test"], "playwright", { LMS_CHROMIUM: chromium });
  });
  const tsc = (version, folder, ...args) => run(`${version}/bin/tsc`, ["--noEmit", "--project", ".", ...args], folder);
  test("typescript7", () => tsc("typescript7", "../consumer"));
  test("typescript7 with frameworks", () => tsc("typescript7", "types"));
  test("typescript7 with the code of the documentation", () => {
    assert.ok(writeCodeBlocks() > 20);
    return tsc("typescript7", "documentation");
  });
  // The declarations of Vue itself require TypeScript 5.4.
  test("typescript5.2 with frameworks", () => tsc("typescript5.2", "types", "--skipLibCheck"));
}
