// The class that browsers dropped. It extends the browser's own, so that a video element plays it.

// On a server there is no MediaStream, and importing this must do no harm.
const MediaStream = globalThis.MediaStream ?? class {};

export class LocalMediaStream extends MediaStream {
  // Ends every track, at once. Once more does nothing.
  stop() {
    for (const track of this.getTracks()) track.stop();
  }

  // The browser would give a plain MediaStream, which nobody could stop.
  clone() {
    return adopt(super.clone());
  }
}

// `using stream = await getUserMedia(…)` stops it at the end of the block.
if (Symbol.dispose) {
  Object.defineProperty(LocalMediaStream.prototype, Symbol.dispose, {
    value: LocalMediaStream.prototype.stop,
    writable: true,
    configurable: true,
  });
}

// The very object that the browser gave becomes one: same id, same listeners, same tracks.
export function adopt(stream) {
  return Object.setPrototypeOf(stream, LocalMediaStream.prototype);
}
