// The main entry: getUserMedia and errors.
import load, * as wasm from "./web/local_media_stream.js";
import { createEntry } from "./entry.js";

export { describeError, errorHelp, errorKind } from "./errors.js";
export { LocalMediaStream } from "./local_media_stream.js";

// Not the namespace object, of which bundlers would keep every export.
export const { getUserMedia, init } = createEntry(load, { getUserMedia: wasm.getUserMedia });
