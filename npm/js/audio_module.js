// The wasm module of the entry `/audio`.
import * as wasm from "./audio/local_media_stream.js";
import { createInit } from "./init.js";
import { createLoader } from "./load.js";

export const load = createLoader(
  // Not the namespace object, of which bundlers would keep every export.
  { imports: wasm.imports, start: wasm.start },
  () => new URL("./audio/local_media_stream_bg.wasm", import.meta.url),
  () => import("./audio/inlined.js"),
);

export const { init } = createInit(load);
