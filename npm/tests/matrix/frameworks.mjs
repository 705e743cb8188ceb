// The tests of the entries for React and Vue, with the components of the README: on a server and in a browser.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { esbuild } from "./bundlers.mjs";

const folder = join(import.meta.dirname, "frameworks");

/** Returns the first code block of the README in this language. */
function readmeBlock(language) {
  const readme = readFileSync(join(import.meta.dirname, "../node_modules/local-media-stream/README.md"), "utf8");
  const [, code] = new RegExp("^```" + language + "\\n(.*?)^```", "ms").exec(readme);
  return code;
}

const frameworks = {
  react: {
    async compile() {
      const { transform } = await import("esbuild");
      return (await transform(readmeBlock("jsx"), { loader: "jsx", jsx: "automatic" })).code;
    },
    async render({ Camera }) {
      const { createElement } = await import("react");
      const { renderToString } = await import("react-dom/server");
      return renderToString(createElement(Camera));
    },
  },
  vue: {
    async compile() {
      const { compileScript, parse } = await import("vue/compiler-sfc");
      const { descriptor, errors } = parse(readmeBlock("vue"));
      assert.deepEqual(errors, []);
      return compileScript(descriptor, { id: "camera", inlineTemplate: true }).content;
    },
    async render({ default: Camera }) {
      const { createSSRApp } = await import("vue");
      const { renderToString } = await import("vue/server-renderer");
      return renderToString(createSSRApp(Camera));
    },
  },
};

/** Renders the components on the server. Returns the HTML, which the pages hydrate. */
export async function renderOnServer(name) {
  const { compile, render } = frameworks[name];
  const file = join(folder, `readme_${name}.js`);
  writeFileSync(file, await compile());
  const html = await render(await import(pathToFileURL(file)));
  writeFileSync(join(folder, `readme_${name}_html.js`), `export default ${JSON.stringify(html)};\n`);
  return html;
}

/** Bundles and serves the pages, with the development builds of the frameworks. */
export async function servePages() {
  const pages = Object.keys(frameworks);
  const define = {
    "process.env.NODE_ENV": '"development"',
    __VUE_OPTIONS_API__: "true",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true",
  };
  return esbuild({ define, splitting: true })(folder, pages);
}
