// The wasm module of the entry `/full`.
import { createEntry } from "./entry.js";
import * as wasm from "./full/local_media_stream.js";
import { createRequireLoaded } from "./init.js";
import { createLoader } from "./load.js";

export const load = createLoader(
  // Not the namespace object, of which bundlers would keep every export. For the same reason, each file imports it itself.
  { imports: wasm.imports, start: wasm.start },
  () => new URL("./full/local_media_stream_bg.wasm", import.meta.url),
  () => import("./full/inlined.js"),
);

const { getUserMedia, init, isLoaded, request } = createEntry(load, { getUserMedia: wasm.getUserMedia });
const requireLoaded = createRequireLoaded(isLoaded);

export { getUserMedia, init, request, requireLoaded };
