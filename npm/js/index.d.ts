/// <reference lib="dom" />
/// <reference lib="esnext.disposable" />

/** A stream that the page owns: `stop()` ends every track, and the camera's indicator light turns off. */
export class LocalMediaStream extends MediaStream {
  /** Ends every track synchronously: `active` is false when it returns. A no-op on a stopped stream. */
  stop(): void;
  /** Returns a stream of clones of the tracks. It must be stopped separately. */
  clone(): LocalMediaStream;
  /** Stops the stream: `using stream = await getUserMedia(…)` stops it at the end of the block. */
  [Symbol.dispose](): void;
}

/** The options of a request. */
export interface RequestOptions {
  /**
   * Cancels the request: the promise rejects with the signal's reason, also while the wasm module is loaded. A stream
   * that the browser opens later is stopped on arrival.
   */
  signal?: AbortSignal | null | undefined;
}

/**
 * Requests a microphone, a camera or both.
 *
 * Rejects with the browser's error. If the browser has none, the error has the same `name`: `NotAllowedError`,
 * `NotFoundError`, `NotReadableError`, `OverconstrainedError` (with `constraint`), `AbortError`, `SecurityError`
 * (also on an insecure page), `InvalidStateError`, `TypeError` or `NotSupportedError`. `describeError` returns a text
 * for the user. Rejects as `init` if the wasm module could not be loaded.
 */
export function getUserMedia(
  constraints: MediaStreamConstraints,
  requestOptions?: RequestOptions | null,
): Promise<LocalMediaStream>;

/**
 * Loads the wasm module before the first call needs it, by default from the folder of this file. Later calls wait for
 * the same load. After a failed load, the next call tries again.
 *
 * Rejects with a `LoadError` (of the kind `Load`) if the module could not be loaded: its `cause` is the original error.
 * Rejects with a `NotSupportedError` outside of a page, such as on a server or in a worker.
 */
export function init(
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;

/** The kind of an error, from its `name`. */
export type MediaErrorKind =
  | "NotAllowed"
  | "NotFound"
  | "NotReadable"
  | "Overconstrained"
  | "Abort"
  | "Security"
  | "InvalidState"
  | "Type"
  | "InsecureContext"
  | "Unsupported"
  /** A track was added to a stream that is being recorded, or removed from it. Known if `/recorder` is imported. */
  | "InvalidModification"
  /** There is no space left for a recording. Known if `/recorder` is imported. */
  | "QuotaExceeded"
  /** The track delivered no picture or sound in time. Known if `/photo` or `/audio` is imported. */
  | "Timeout"
  /** The wasm module could not be loaded. */
  | "Load"
  | "Other";

/** Returns the kind of an error, or of any other value. */
export function errorKind(error: unknown): MediaErrorKind;

/**
 * Texts that replace the English ones: one for each kind of error, and `MissingDevice` for an `Overconstrained` error
 * of a device that is not connected, such as a stored one.
 */
export type ErrorTexts = { readonly [Key in MediaErrorKind | "MissingDevice"]?: string | undefined };

/** Returns one or two sentences for the user of the page: what failed, then what to do. */
export function describeError(error: unknown, translations?: ErrorTexts): string;

/** Returns one or two sentences for the developer of the page: likely cause and fix. */
export function errorHelp(error: unknown, translations?: ErrorTexts): string;
