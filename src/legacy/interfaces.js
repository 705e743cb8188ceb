// The globals of removed interfaces.
import { installConstructor } from "./constructor.js";
import { NavigatorUserMediaError } from "./errors.js";
import { entries } from "./intrinsics.js";
import { LocalMediaStream } from "./local_media_stream.js";
import { MediaStreamEvent } from "./media_stream_event.js";
import { settings } from "./settings.js";
import { MediaStreamTrackList } from "./track_list.js";
import { AudioStreamTrack, VideoStreamTrack } from "./tracks.js";

export function installInterfaces(patch) {
  const interfaces = {
    LocalMediaStream,
    NavigatorUserMediaError,
    AudioStreamTrack,
    VideoStreamTrack,
    MediaStreamTrackList,
    MediaStreamEvent,
  };
  for (const [name, create] of entries(interfaces)) patch.addGlobal(name, create());
  installConstructor(patch, LocalMediaStream());
  if (settings.errorNames !== "modern") {
    patch.addAll(NavigatorUserMediaError().prototype, {
      get constraintName() {
        return this.constraint;
      },
    });
  }
}
