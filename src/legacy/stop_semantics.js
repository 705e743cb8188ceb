// The semantics of `LocalMediaStream.stop()` in each era.
import { suppressEnded } from "./activity.js";
import { keys, queueTask } from "./intrinsics.js";
import { settings } from "./settings.js";
import { endDerivedTracks, isLive, stopAllTracks, stopTrack } from "./tracks.js";

const STOP_BY_ERA = {
  // Synchronous: every track has ended when this returns.
  modern: stopAllTracks,
  // In a task, with `ended` at the stream.
  2011: (stream) => queueTask(() => stopAllTracks(stream)),
  // In a task, without `ended` at the stream and its tracks. Derived tracks end too, with `ended`, unless another
  // LocalMediaStream has a live track of their source.
  2012: (stream) =>
    queueTask(() => {
      const live = stream.getTracks().filter(isLive);
      if (live.length) suppressEnded(stream);
      live.forEach(stopTrack);
      live.forEach(endDerivedTracks);
    }),
};

export const ERAS = keys(STOP_BY_ERA);

export function stop(stream) {
  STOP_BY_ERA[settings.era](stream);
}
