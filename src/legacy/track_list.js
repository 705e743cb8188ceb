// `MediaStreamTrackList`, a live list of a stream's audio or video tracks.
import { defineInterface, illegalError, lazy, slotsOf } from "./idl.js";
import {
  Array,
  DOMException,
  Proxy,
  String,
  WeakMap,
  apply,
  create,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getProperty,
  hasProperty,
  ownKeys,
  setProperty,
} from "./intrinsics.js";
import { requireKind } from "./tracks.js";

const listsByStream = new WeakMap();
const slots = new WeakMap();

const tracksOf = ({ stream, kind }) => (kind === "audio" ? stream.getAudioTracks() : stream.getVideoTracks());

function changeTracks(list, track, method) {
  const { stream, kind } = slotsOf(slots, list);
  if (!stream.active) throw new DOMException("The stream has ended", "InvalidStateError");
  stream[method](requireKind(track, kind));
}

const functionOrNull = (value) => (typeof value === "function" ? value : null);

export const MediaStreamTrackList = lazy(() => {
  const Interface = defineInterface(
    "MediaStreamTrackList",
    class {
      constructor() {
        throw illegalError("constructor");
      }
    },
    {
      get length() {
        return tracksOf(slotsOf(slots, this)).length;
      },
      item(index) {
        return tracksOf(slotsOf(slots, this))[index >>> 0] ?? null;
      },
      add(track) {
        changeTracks(this, track, "addTrack");
      },
      remove(track) {
        changeTracks(this, track, "removeTrack");
      },
      get onaddtrack() {
        return slotsOf(slots, this).addtrack;
      },
      set onaddtrack(value) {
        slotsOf(slots, this).addtrack = functionOrNull(value);
      },
      get onremovetrack() {
        return slotsOf(slots, this).removetrack;
      },
      set onremovetrack(value) {
        slotsOf(slots, this).removetrack = functionOrNull(value);
      },
    },
  );
  // WebIDL makes interfaces with indexed properties iterable. `new MediaStream(list)` depends on it.
  const { values } = Array.prototype;
  defineProperty(Interface.prototype, Symbol.iterator, { value: values, writable: true, configurable: true });
  return Interface;
});

// Returns the same list at each call.
export function trackList(stream, kind) {
  const lists = listsByStream.get(stream) ?? {};
  listsByStream.set(stream, lists);
  return (lists[kind] ??= createTrackList(stream, kind));
}

function createTrackList(stream, kind) {
  const slot = { stream, kind, addtrack: null, removetrack: null };
  const list = new Proxy(create(MediaStreamTrackList().prototype), indexedProperties(() => tracksOf(slot)));
  slots.set(list, slot);
  // Browsers dispatch these events for their own changes, not for those of scripts.
  for (const type of ["addtrack", "removetrack"]) {
    stream.addEventListener(type, (event) => {
      if (event.track?.kind === kind && slot[type]) apply(slot[type], list, [event]);
    });
  }
  return list;
}

// Returns a proxy handler for read-only indexed properties.
function indexedProperties(items) {
  const itemAt = (key) => (typeof key === "string" && /^(0|[1-9]\d*)$/.test(key) ? items()[key] : undefined);
  const unlessIndexed = (method) => (target, key, ...rest) => !itemAt(key) && method(target, key, ...rest);
  return {
    get: (target, key, receiver) => itemAt(key) ?? getProperty(target, key, receiver),
    has: (target, key) => !!itemAt(key) || hasProperty(target, key),
    set: unlessIndexed(setProperty),
    defineProperty: unlessIndexed(defineProperty),
    deleteProperty: unlessIndexed(deleteProperty),
    ownKeys: (target) => [...items().keys()].map(String).concat(ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) =>
      itemAt(key)
        ? { value: itemAt(key), enumerable: true, configurable: true, writable: false }
        : getOwnPropertyDescriptor(target, key),
  };
}
