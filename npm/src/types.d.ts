/// <reference lib="dom" />
/// <reference lib="esnext.disposable" />

/** A stream that is yours: `stop()` ends every track, and the light of the camera goes off. */
export class LocalMediaStream extends MediaStream {
  /** Ends every track, at once: `active` is false when it returns. Stopping it again does nothing. */
  stop(): void;
  /** A stream of clones of the tracks, which has to be stopped on its own. */
  clone(): LocalMediaStream;
  /** `using stream = await getUserMedia(…)` stops it at the end of the block. */
  [Symbol.dispose](): void;
}

/** What went wrong, for a program to decide by. */
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
