// `LocalMediaStream`: the stream that can be stopped.
import { look, watch } from "./activity.js";
import { stop } from "./eras.js";
import { idl, illegal, once } from "./idl.js";
import { adoptTracks } from "./tracks.js";
import { todays } from "./two_lists.js";

// Which streams are local, weakly: nobody's list keeps a stream alive.
const isLocal = new WeakSet();
const all = new Set();

export const LocalMediaStream = once(() =>
  idl(
    "LocalMediaStream",
    class extends MediaStream {
      constructor(...from) {
        super(...todays(from));
        register(this);
      }
    },
    {
      __proto__: MediaStream.prototype,
      stop() {
        if (!isLocal.has(this)) throw illegal();
        stop(this);
      },
      // The browser would give a plain stream.
      clone() {
        return adopt(super.clone(), this);
      },
      addTrack(track) {
        super.addTrack(track);
        look(this);
      },
      removeTrack(track) {
        super.removeTrack(track);
        look(this);
      },
    },
  ),
);

// The very object that the browser gave becomes one: same id, same listeners, same tracks.
export function adopt(stream, original) {
  if (isLocal.has(stream)) return stream;
  Object.setPrototypeOf(stream, LocalMediaStream().prototype);
  return register(stream, original);
}

function register(stream, original) {
  isLocal.add(stream);
  for (const reference of all) if (!reference.deref()) all.delete(reference);
  all.add(new WeakRef(stream));
  adoptTracks(stream, original);
  watch(stream);
  return stream;
}

// Whether a track is in a stream that could be stopped.
export const isHeld = (track) => [...all].some((reference) => reference.deref()?.getTracks().includes(track));
