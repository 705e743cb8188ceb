// What every `MediaStream` had.
import { askWhetherNative, watch } from "./activity.js";
import { handler } from "./handlers.js";
import { nativeGetter } from "./idl.js";
import { settings } from "./options.js";
import { trackList } from "./track_list.js";
import { endAll } from "./tracks.js";

export function streams(patch) {
  const idOf = nativeGetter(MediaStream, "id");
  const isActive = nativeGetter(MediaStream, "active");
  const { prototype } = MediaStream;
  askWhetherNative();
  patch.addAll(prototype, {
    // 36 characters, in every engine.
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
  const check = (stream) => {
    idOf(stream);
    watch(stream);
  };
  for (const type of ["ended", "active", "inactive"]) patch.addAll(prototype, handler(type, check));
  if (settings.mediaStreamStop) {
    patch.addAll(prototype, {
      stop() {
        idOf(this);
        endAll(this);
      },
    });
  }
}
