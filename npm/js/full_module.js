// The wasm module of the entry `/full`.
import load, * as wasm from "./full/local_media_stream.js";
import { createEntry } from "./entry.js";

// Not the namespace object, of which bundlers would keep every export. For the same reason, each file imports it itself.
export const { getUserMedia, init, isLoaded, request } = createEntry(load, { getUserMedia: wasm.getUserMedia });

// For synchronous functions, which cannot wait until the module is loaded.
export function requireLoaded(alternative = "") {
  if (isLoaded()) return;
  throw new DOMException(`The wasm module is not loaded. Await init() first${alternative}.`, "InvalidStateError");
}
