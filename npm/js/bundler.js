// The entry `/bundler`: the main entry for bundlers that import wasm as a module, which is loaded with this one.
import * as wasm from "./bundler/local_media_stream.js";
import { createEntry } from "./entry.js";

export { describeError, errorHelp, errorKind } from "./errors.js";
export { LocalMediaStream } from "./local_media_stream.js";

export const { getUserMedia, init } = createEntry(async () => {}, { getUserMedia: wasm.getUserMedia });
