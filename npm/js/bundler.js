// The entry `/bundler`: `/` for bundlers that import wasm as a module.
import { load } from "./main_module.js";

load.setImport(() => import("./web/local_media_stream_bg.wasm"));

export * from "./index.js";
