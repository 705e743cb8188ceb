// The wasm module of the entry `/recorder`.
import { createInit, createRequireLoaded } from "./init.js";
import { createLoader } from "./load.js";
import * as wasm from "./recorder/local_media_stream.js";

export const load = createLoader(
  // Not the namespace object, of which bundlers would keep every export.
  { imports: wasm.imports, start: wasm.start },
  () => new URL("./recorder/local_media_stream_bg.wasm", import.meta.url),
  () => import("./recorder/inlined.js"),
);

const { init, isLoaded } = createInit(load);
const requireLoaded = createRequireLoaded(isLoaded);

export { init, requireLoaded };
