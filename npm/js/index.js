// The main entry: getUserMedia and errors.
import load, * as wasm from "./web/local_media_stream.js";
import { createEntry } from "./entry.js";

export { LocalMediaStream } from "./web/local_media_stream.js";

// Not the namespace object, of which bundlers would keep every export.
export const { describeError, errorHelp, errorKind, getUserMedia, init } = createEntry(load, {
  describeError: wasm.describeError,
  errorHelp: wasm.errorHelp,
  errorKind: wasm.errorKind,
  getUserMedia: wasm.getUserMedia,
});
