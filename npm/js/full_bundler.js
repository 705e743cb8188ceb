// The entry `/full/bundler`: `/full` for bundlers that import wasm as a module.
import { load } from "./full_module.js";

load.setImport(() => import("./full/local_media_stream_bg.wasm"));

export * from "./full.js";
