// Loads a wasm module. `imports` and `start` are of its glue code, `locate` returns its URL, and `importInlined` imports
// a JavaScript module that contains it.
export function createLoader({ imports, start }, locate, importInlined) {
  let importModule;

  async function load(source) {
    if (source !== undefined) return start(await instantiate(await source, imports));
    if (importModule) return start(await importModule());
    try {
      start(await instantiate(locate(), imports));
    } catch (error) {
      // Some bundlers move this code without the file beside it (Vite 5 to 7 in development, esbuild, Rollup), and Node
      // does not fetch files.
      const inlined = await importInlined().catch(() => Promise.reject(error));
      start(await instantiate(inlined.default, imports));
    }
  }

  // For bundlers that import wasm as a module.
  load.setImport = (value) => (importModule = value);
  return load;
}

// Returns the exports of an instance. `source` is a URL, a Request, a Response, bytes or a WebAssembly.Module. It is
// recognized by its members: Jest has no Request and no Response with jsdom.
async function instantiate(source, imports) {
  if (typeof source === "string" || source.href || source.method) source = await fetch(source);
  if (source.headers) {
    if (!source.ok) throw new Error(`${source.url} has the status ${source.status}`);
    if (source.headers.get("content-type") === "application/wasm") {
      return (await WebAssembly.instantiateStreaming(source, imports)).instance.exports;
    }
    source = await source.arrayBuffer();
  }
  const result = await WebAssembly.instantiate(source, imports);
  // The result for a WebAssembly.Module is the instance.
  return (result.instance ?? result).exports;
}
