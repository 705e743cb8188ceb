// The entry `/photo/bundler`: `/photo` for bundlers that import wasm as a module.
import { load } from "./photo_module.js";

load.setImport(() => import("./photo/local_media_stream_bg.wasm"));

export * from "./photo.js";
