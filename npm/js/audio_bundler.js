// The entry `/audio/bundler`: `/audio` for bundlers that import wasm as a module.
import { load } from "./audio_module.js";

load.setImport(() => import("./audio/local_media_stream_bg.wasm"));

export * from "./audio.js";
