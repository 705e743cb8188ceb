// `readyState` as a number: of streams, and of the tracks that come from the shim.
import { nativeGetter } from "./idl.js";
import { AudioStreamTrack, VideoStreamTrack, stateOf } from "./tracks.js";

const STREAM = { LIVE: 1, ENDED: 2 };
const TRACK = { LIVE: 0, MUTED: 1, ENDED: 2 };

export function numericStates(patch) {
  const isActive = nativeGetter(MediaStream, "active");
  patch.addAll(MediaStream.prototype, {
    get readyState() {
      return isActive(this) ? STREAM.LIVE : STREAM.ENDED;
    },
  });
  // The page's other tracks go on saying "live" and "ended": what is written today counts on it.
  for (const Interface of [AudioStreamTrack(), VideoStreamTrack()]) {
    patch.putAll(Interface.prototype, {
      get readyState() {
        if (stateOf(this) === "ended") return TRACK.ENDED;
        return this.muted ? TRACK.MUTED : TRACK.LIVE;
      },
    });
  }
  for (const [Interface, constants] of [[MediaStream, STREAM], [MediaStreamTrack, TRACK]]) {
    for (const [name, value] of Object.entries(constants)) {
      for (const object of [Interface, Interface.prototype]) {
        // WebIDL would have them fixed for ever, but they are to go again.
        patch.add(object, name, { value, enumerable: true, configurable: true });
      }
    }
  }
}
