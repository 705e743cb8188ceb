// The entry that loads its wasm by itself, when it is first needed.
import load, * as wasm from "./web/local_media_stream.js";
import { Loader } from "./loader.js";

export { LocalMediaStream } from "./web/local_media_stream.js";

const loader = new Loader(load);

export const init = (wasm) => loader.init(wasm);

export async function getUserMedia(constraints, options) {
  await init();
  return wasm.getUserMedia(constraints, options);
}

// Without the wasm it is not a device that failed, and the error speaks for itself.
export const errorKind = (error) =>
  loader.ready ? wasm.errorKind(error) : error?.name === "NotSupportedError" ? "Unsupported" : "Other";

export const describeError = (error) => (loader.ready ? wasm.describeError(error) : String(error));
