// The entry that loads its wasm by itself, when it is first needed.
import load, * as wasm from "./web/local_media_stream.js";

export { LocalMediaStream } from "./web/local_media_stream.js";

let loading;

export function init(module_or_path) {
  if (typeof document === "undefined") {
    // Nothing here could ever be captured: on a server, in a worker. Not a byte is loaded to find that out.
    return Promise.reject(
      new DOMException("There is no camera or microphone outside of a page", "NotSupportedError"),
    );
  }
  loading ??= load(module_or_path === undefined ? undefined : { module_or_path }).then(
    () => {},
    (error) => {
      // A failed download may be tried again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

export async function getUserMedia(constraints, options) {
  await init();
  return wasm.getUserMedia(constraints, options);
}

// Without the wasm it is not a device that failed, and the error speaks for itself.
export const errorKind = (error) =>
  loading ? wasm.errorKind(error) : error?.name === "NotSupportedError" ? "Unsupported" : "Other";

export const explain = (error) => (loading ? wasm.explain(error) : String(error));
