// `LocalMediaStream`, a subclass of the native class, so that media elements accept it.

// A server has no MediaStream, and importing this module there must not throw.
const MediaStream = globalThis.MediaStream ?? class {};

export class LocalMediaStream extends MediaStream {
  stop() {
    for (const track of this.getTracks()) track.stop();
  }

  // The native method returns a plain MediaStream, which has no stop().
  clone() {
    return adopt(super.clone());
  }
}

// Supports `using stream = await getUserMedia(…)`.
if (Symbol.dispose) {
  Object.defineProperty(LocalMediaStream.prototype, Symbol.dispose, {
    value: LocalMediaStream.prototype.stop,
    writable: true,
    configurable: true,
  });
}

// Changes the prototype of the native object, which keeps its id, listeners and tracks.
export function adopt(stream) {
  return Object.setPrototypeOf(stream, LocalMediaStream.prototype);
}

// Returns the signal of a request, if any. Does not use instanceof, which is false for a signal of another window.
export function abortSignal(options) {
  const signal = options?.signal ?? undefined;
  if (signal === undefined || typeof signal.aborted === "boolean") return signal;
  throw new TypeError("signal must be an AbortSignal");
}

// Resolves when the signal is aborted.
export function abortPromise(signal) {
  let removeListener;
  const promise = new Promise((resolve) => {
    signal.addEventListener("abort", resolve, { once: true });
    removeListener = () => signal.removeEventListener("abort", resolve);
  });
  return Object.assign(promise, { removeListener });
}
