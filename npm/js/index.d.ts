export {
  LocalMediaStream,
  MediaErrorKind,
  errorKind,
  describeError,
  getUserMedia,
} from "./bundler/local_media_stream.js";

/**
 * Loads the wasm now rather than at the first call, or from elsewhere than beside this file. Later calls wait for the
 * same load. Rejects with a `NotSupportedError` where there is no page.
 */
export function init(
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;
