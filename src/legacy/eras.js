// What `stop()` did, from draft to draft.
import { hush } from "./activity.js";
import { later } from "./idl.js";
import { settings } from "./options.js";
import { end, endAll, isLive, revoke } from "./tracks.js";

const STOPS = {
  // What everybody expects today: it is off when this returns.
  modern: endAll,
  // A task, and `ended` at the stream, if it has not ended by then.
  2011: (stream) => later(() => endAll(stream)),
  // A task, no `ended` at this stream and its tracks. What was derived from it, and is in no other stream that could
  // be stopped, ends with it and hears of it.
  2012: (stream) =>
    later(() => {
      const live = stream.getTracks().filter(isLive);
      if (live.length) hush(stream);
      live.forEach(end);
      live.forEach(revoke);
    }),
};

export function stop(stream) {
  STOPS[settings.era](stream);
}
