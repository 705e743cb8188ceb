// Numeric `readyState`, for streams and for the tracks of the shim.
import { nativeGetter } from "./idl.js";
import { MediaStream, MediaStreamTrack, entries } from "./intrinsics.js";
import { AudioStreamTrack, VideoStreamTrack, nativeReadyState } from "./tracks.js";

const STREAM_STATES = { LIVE: 1, ENDED: 2 };
const TRACK_STATES = { LIVE: 0, MUTED: 1, ENDED: 2 };

export function installNumericStates(patch) {
  const isActive = nativeGetter(MediaStream, "active");
  patch.addAll(MediaStream.prototype, {
    get readyState() {
      return isActive(this) ? STREAM_STATES.LIVE : STREAM_STATES.ENDED;
    },
  });
  // Other tracks of the page keep "live" and "ended", which modern code depends on.
  for (const Interface of [AudioStreamTrack(), VideoStreamTrack()]) {
    patch.replaceAll(Interface.prototype, {
      get readyState() {
        if (nativeReadyState(this) === "ended") return TRACK_STATES.ENDED;
        return this.muted ? TRACK_STATES.MUTED : TRACK_STATES.LIVE;
      },
    });
  }
  for (const [Interface, constants] of [[MediaStream, STREAM_STATES], [MediaStreamTrack, TRACK_STATES]]) {
    for (const [name, value] of entries(constants)) {
      for (const object of [Interface, Interface.prototype]) {
        // WebIDL constants are not configurable. These are, so that `uninstall()` can delete them.
        patch.add(object, name, { value, enumerable: true, configurable: true });
      }
    }
  }
}
