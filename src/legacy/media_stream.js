// The removed members of `MediaStream`.
import { detectNativeEvents, observeActivity } from "./activity.js";
import { eventHandlerAttribute } from "./event_handlers.js";
import { nativeGetter } from "./idl.js";
import { MediaStream } from "./intrinsics.js";
import { settings } from "./settings.js";
import { trackList } from "./track_list.js";
import { stopAllTracks } from "./tracks.js";

export function installStreamMembers(patch) {
  const idOf = nativeGetter(MediaStream, "id");
  const isActive = nativeGetter(MediaStream, "active");
  const { prototype } = MediaStream;
  detectNativeEvents();
  patch.addAll(prototype, {
    // Without the braces of Firefox, the label has 36 characters in every engine.
    get label() {
      return idOf(this).replace(/[{}]/g, "");
    },
    get ended() {
      return !isActive(this);
    },
    get audioTracks() {
      idOf(this);
      return trackList(this, "audio");
    },
    get videoTracks() {
      idOf(this);
      return trackList(this, "video");
    },
  });
  const requireStream = (stream) => {
    idOf(stream);
    observeActivity(stream);
  };
  for (const type of ["ended", "active", "inactive"]) {
    patch.addAll(prototype, eventHandlerAttribute(type, requireStream));
  }
  if (settings.mediaStreamStop) {
    patch.addAll(prototype, {
      stop() {
        idOf(this);
        stopAllTracks(this);
      },
    });
  }
}
