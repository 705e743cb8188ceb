// The entry `/recorder/bundler`: `/recorder` for bundlers that import wasm as a module.
import { load } from "./recorder_module.js";

load.setImport(() => import("./recorder/local_media_stream_bg.wasm"));

export * from "./recorder.js";
