// `MediaStreamEvent`, which Chromium and Firefox still have.
import { idl, once, own } from "./idl.js";

const streams = new WeakMap();

export const MediaStreamEvent = once(() =>
  idl(
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
        return own(streams, this);
      },
      initMediaStreamEvent(type, bubbles, cancelable, stream) {
        own(streams, this);
        super.initEvent(type, bubbles, cancelable);
        streams.set(this, stream ?? null);
      },
    },
  ),
);
