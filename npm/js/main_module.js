// The wasm module of the entry `/`.
import { createEntry } from "./entry.js";
import { createLoader } from "./load.js";
import * as wasm from "./web/local_media_stream.js";

export const load = createLoader(
  // Not the namespace object, of which bundlers would keep every export.
  { imports: wasm.imports, start: wasm.start },
  () => new URL("./web/local_media_stream_bg.wasm", import.meta.url),
  () => import("./web/inlined.js"),
);

export const { getUserMedia, init } = createEntry(load, { getUserMedia: wasm.getUserMedia });
