// The interfaces that are gone, as globals.
import { NavigatorUserMediaError } from "./errors.js";
import { LocalMediaStream } from "./local_media_stream.js";
import { MediaStreamEvent } from "./media_stream_event.js";
import { settings } from "./options.js";
import { AudioStreamTrack, VideoStreamTrack } from "./tracks.js";
import { MediaStreamTrackList } from "./track_list.js";
import { twoLists } from "./two_lists.js";

export function interfaces(patch) {
  const all = {
    LocalMediaStream,
    NavigatorUserMediaError,
    AudioStreamTrack,
    VideoStreamTrack,
    MediaStreamTrackList,
    MediaStreamEvent,
  };
  for (const [name, make] of Object.entries(all)) patch.addGlobal(name, make());
  twoLists(patch);
  if (settings.errorNames !== "modern") {
    patch.addAll(NavigatorUserMediaError().prototype, {
      get constraintName() {
        return this.constraint;
      },
    });
  }
}
