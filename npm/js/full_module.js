// The wasm of the entry `/full`.
import load, * as wasm from "./full/local_media_stream.js";
import { Loader } from "./loader.js";

export { wasm };

export const loader = new Loader(load);

export const init = (wasm) => loader.init(wasm);

// For what cannot wait until it is loaded.
export function needReady(instead) {
  if (loader.ready) return;
  const message = instead ? `await init() comes first, or ${instead}` : "await init() comes first";
  throw new DOMException(message, "InvalidStateError");
}
