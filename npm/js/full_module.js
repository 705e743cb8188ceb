// The wasm module of the entry `/full`.
import { createEntry } from "./entry.js";
import * as wasm from "./full/local_media_stream.js";
import { createLoader } from "./load.js";

export const load = createLoader(
  // Not the namespace object, of which bundlers would keep every export. For the same reason, each file imports it itself.
  { imports: wasm.imports, start: wasm.start },
  () => new URL("./full/local_media_stream_bg.wasm", import.meta.url),
  () => import("./full/inlined.js"),
);

export const { getUserMedia, init, isLoaded, request } = createEntry(load, { getUserMedia: wasm.getUserMedia });

// For synchronous functions, which cannot wait until the module is loaded.
export function requireLoaded(alternative = "") {
  if (isLoaded()) return;
  throw new DOMException(`The wasm module is not loaded. Await init() first${alternative}.`, "InvalidStateError");
}
