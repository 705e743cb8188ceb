// `MediaStreamEvent`, which Chromium and Firefox still have.
import { defineInterface, lazy, slotsOf } from "./idl.js";
import { Event, WeakMap } from "./intrinsics.js";

const streams = new WeakMap();

export const MediaStreamEvent = lazy(() =>
  defineInterface(
    "MediaStreamEvent",
    class extends Event {
      constructor(type) {
        super(...arguments);
        streams.set(this, arguments[1]?.stream ?? null);
      }
    },
    {
      __proto__: Event.prototype,
      get stream() {
        return slotsOf(streams, this);
      },
      initMediaStreamEvent(type, bubbles, cancelable, stream) {
        slotsOf(streams, this);
        super.initEvent(type, bubbles, cancelable);
        streams.set(this, stream ?? null);
      },
    },
  ),
);
