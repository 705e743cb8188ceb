// The wasm module of the entry `/photo`.
import { createInit } from "./init.js";
import { createLoader } from "./load.js";
import * as wasm from "./photo/local_media_stream.js";

export const load = createLoader(
  // Not the namespace object, of which bundlers would keep every export.
  { imports: wasm.imports, start: wasm.start },
  () => new URL("./photo/local_media_stream_bg.wasm", import.meta.url),
  () => import("./photo/inlined.js"),
);

export const { init } = createInit(load);
