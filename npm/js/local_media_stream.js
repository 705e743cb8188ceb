// `LocalMediaStream`, a subclass of the native class, so that media elements accept it.
import { makeDisposable } from "./disposable.js";

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

makeDisposable(LocalMediaStream, "stop");

// Changes the prototype of the native object, which keeps its id, listeners and tracks.
export const adopt = (stream) => Object.setPrototypeOf(stream, LocalMediaStream.prototype);
