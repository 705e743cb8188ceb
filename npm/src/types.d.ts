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
  | "Other";
