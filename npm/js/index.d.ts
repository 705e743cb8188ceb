import { LocalMediaStream, MediaErrorKind } from "./web/local_media_stream.js";

export { LocalMediaStream, MediaErrorKind };

/**
 * Loads the wasm now rather than at the first call, or from elsewhere than beside this file. Later calls wait for the
 * same load. Rejects with a `NotSupportedError` where there is no page.
 */
export function init(
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;

/**
 * Asks the user for a microphone, a camera or both.
 *
 * Rejects with the browser's own error, or with one of the same `name`s where the browser has none: `NotAllowedError`,
 * `NotFoundError`, `NotReadableError`, `OverconstrainedError` (with `constraint`), `AbortError`, `SecurityError` (also
 * for a page that is not secure), `InvalidStateError`, `TypeError`, `NotSupportedError`. `explain` puts it into words.
 */
export function getUserMedia(constraints: MediaStreamConstraints): Promise<LocalMediaStream>;

/** What went wrong, for a program to decide by. */
export function errorKind(error: unknown): MediaErrorKind;

/** What went wrong, and what can be done about it, in a sentence or two for people. */
export function explain(error: unknown): string;
