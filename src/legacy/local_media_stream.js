// `LocalMediaStream`, the subclass of `MediaStream` with `stop()`.
import { checkActivity, observeActivity } from "./activity.js";
import { modernArgs } from "./constructor.js";
import { defineInterface, illegalError, lazy } from "./idl.js";
import { MediaStream, setPrototypeOf } from "./intrinsics.js";
import { addLocalStream, isLocalStream } from "./local_streams.js";
import { stop } from "./stop_semantics.js";
import { upgradeTracks } from "./tracks.js";

export const LocalMediaStream = lazy(() =>
  defineInterface(
    "LocalMediaStream",
    class extends MediaStream {
      constructor(...args) {
        super(...modernArgs(args));
        register(this);
      }
    },
    {
      __proto__: MediaStream.prototype,
      stop() {
        if (!isLocalStream(this)) throw illegalError();
        stop(this);
      },
      // The native method returns a plain MediaStream.
      clone() {
        return upgradeStream(super.clone(), this);
      },
      addTrack(track) {
        super.addTrack(track);
        checkActivity(this);
      },
      removeTrack(track) {
        super.removeTrack(track);
        checkActivity(this);
      },
    },
  ),
);

// Changes the prototype of the native object, which keeps its id, listeners and tracks.
export function upgradeStream(stream, original) {
  if (isLocalStream(stream)) return stream;
  setPrototypeOf(stream, LocalMediaStream().prototype);
  return register(stream, original);
}

function register(stream, original) {
  addLocalStream(stream);
  upgradeTracks(stream, original);
  observeActivity(stream);
  return stream;
}
