export {
  LocalMediaStream,
  MediaErrorKind,
  describeError,
  errorHelp,
  errorKind,
  getUserMedia,
} from "./bundler/local_media_stream.js";

/**
 * Loads the wasm module before the first call needs it, by default from the folder of this file. Later calls wait for
 * the same load. After a failed load, the next call tries again.
 *
 * Rejects with a `NotSupportedError` outside of a page, such as on a server or in a worker.
 */
export function init(
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;
