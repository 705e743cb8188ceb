// The bundlers of the matrix. Each function receives a folder with pages and their names. It returns the URL under which
// the pages are served, and a function that ends the server.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";
import { writeBuiltPages } from "./pages.mjs";

const output = (folder) => join(folder, "dist");
const files = (folder, pages, extension) => pages.map((page) => join(folder, `${page}.${extension}`));

const viteOptions = (folder, plugins) => ({
  root: folder,
  configFile: false,
  logLevel: "error",
  cacheDir: join(folder, ".cache"),
  plugins,
  // The plugin for wasm modules requires both.
  ...(plugins.length > 0 && { optimizeDeps: { exclude: ["local-media-stream"] } }),
});

// Users of the package would see the same warnings, except that Vite 8 warns of slow plugins on a busy machine.
const onwarn = ({ code, message }) => {
  if (code !== "PLUGIN_TIMINGS") throw new Error(message);
};

export const viteBuild = (version, plugins = []) => async (folder, pages) => {
  const { build } = await import(version);
  await build({
    ...viteOptions(folder, plugins),
    base: "./",
    build: { outDir: output(folder), rollupOptions: { input: files(folder, pages, "html"), onwarn }, target: "esnext" },
  });
  return serve(output(folder));
};

export const viteDev = (version, plugins = []) => async (folder) => {
  const { createServer } = await import(version);
  const server = await createServer({ ...viteOptions(folder, plugins), server: { host: "localhost", port: 0 } });
  await server.listen();
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
};

export const webpack = (mode, options = {}) => async (folder, pages) => {
  const { default: webpack } = await import("webpack");
  const entry = Object.fromEntries(pages.map((page) => [page, join(folder, `${page}.js`)]));
  const compiler = webpack({
    mode,
    context: folder,
    entry,
    output: { path: output(folder) },
    experiments: { asyncWebAssembly: true },
    ...options,
  });
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, stats) => compiler.close(() => (error ? reject(error) : resolve(stats))));
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
  writeBuiltPages(output(folder), pages);
  return serve(output(folder));
};

export const esbuild = (options) => async (folder, pages) => {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: files(folder, pages, "js"),
    bundle: true,
    format: "esm",
    outdir: output(folder),
    logLevel: "silent",
    ...options,
  });
  if (result.warnings.length > 0) throw new Error(JSON.stringify(result.warnings));
  writeBuiltPages(output(folder), pages);
  return serve(output(folder));
};

export const rollup = async (folder, pages) => {
  const { rollup } = await import("rollup");
  const { nodeResolve } = await import("@rollup/plugin-node-resolve");
  const bundle = await rollup({
    input: files(folder, pages, "js"),
    plugins: [nodeResolve({ browser: true })],
    onwarn,
  });
  await bundle.write({ dir: output(folder), format: "es" });
  writeBuiltPages(output(folder), pages);
  return serve(output(folder));
};

export const parcel = (mode) => async (folder, pages) => {
  const { Parcel, createWorkerFarm } = (await import("@parcel/core")).default;
  const workerFarm = createWorkerFarm();
  await new Parcel({
    entries: files(folder, pages, "html"),
    defaultConfig: fileURLToPath(import.meta.resolve("@parcel/config-default")),
    mode,
    cacheDir: join(folder, ".cache"),
    defaultTargetOptions: { distDir: output(folder), publicUrl: "/", shouldScopeHoist: mode === "production" },
    workerFarm,
  }).run();
  await workerFarm.end();
  return serve(output(folder));
};
