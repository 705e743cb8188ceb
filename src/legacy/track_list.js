// `MediaStreamTrackList`: a stream's audio or video tracks, as they are at the moment.
import { idl, illegal, once, own } from "./idl.js";
import { requireKind } from "./tracks.js";

const lists = new WeakMap();
const parts = new WeakMap();

const tracksOf = ({ stream, kind }) => (kind === "audio" ? stream.getAudioTracks() : stream.getVideoTracks());

function change(list, track, method) {
  const part = own(parts, list);
  if (!part.stream.active) throw new DOMException("The stream has ended", "InvalidStateError");
  part.stream[method](requireKind(track, part.kind));
}

const callable = (value) => (typeof value === "function" ? value : null);

export const MediaStreamTrackList = once(() => {
  const Interface = idl(
    "MediaStreamTrackList",
    class {
      constructor() {
        throw illegal("constructor");
      }
    },
    {
      get length() {
        return tracksOf(own(parts, this)).length;
      },
      item(index) {
        return tracksOf(own(parts, this))[index >>> 0] ?? null;
      },
      add(track) {
        change(this, track, "addTrack");
      },
      remove(track) {
        change(this, track, "removeTrack");
      },
      get onaddtrack() {
        return own(parts, this).addtrack;
      },
      set onaddtrack(value) {
        own(parts, this).addtrack = callable(value);
      },
      get onremovetrack() {
        return own(parts, this).removetrack;
      },
      set onremovetrack(value) {
        own(parts, this).removetrack = callable(value);
      },
    },
  );
  // As what has indices has in WebIDL; by it `new MediaStream(list)` takes a list, as in 2011.
  const { values } = Array.prototype;
  Object.defineProperty(Interface.prototype, Symbol.iterator, { value: values, writable: true, configurable: true });
  return Interface;
});

// The same list each time.
export function trackList(stream, kind) {
  const both = lists.get(stream) ?? {};
  lists.set(stream, both);
  return (both[kind] ??= make(stream, kind));
}

function make(stream, kind) {
  const part = { stream, kind, addtrack: null, removetrack: null };
  const list = new Proxy(Object.create(MediaStreamTrackList().prototype), indexed(() => tracksOf(part)));
  parts.set(list, part);
  // What the browser adds and removes, the list tells of, and not what a script does.
  for (const type of ["addtrack", "removetrack"]) {
    stream.addEventListener(type, (event) => {
      if (event.track?.kind === kind && part[type]) Reflect.apply(part[type], list, [event]);
    });
  }
  return list;
}

// A proxy whose indices are the members of what a function gives, and cannot be set.
function indexed(members) {
  const at = (key) => (typeof key === "string" && /^(0|[1-9]\d*)$/.test(key) ? members()[key] : undefined);
  const orElse = (method) => (target, key, ...rest) => !at(key) && Reflect[method](target, key, ...rest);
  return {
    get: (target, key, receiver) => at(key) ?? Reflect.get(target, key, receiver),
    has: (target, key) => Boolean(at(key)) || Reflect.has(target, key),
    set: orElse("set"),
    defineProperty: orElse("defineProperty"),
    deleteProperty: orElse("deleteProperty"),
    ownKeys: (target) => [...members().keys()].map(String).concat(Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) =>
      at(key)
        ? { value: at(key), enumerable: true, configurable: true, writable: false }
        : Reflect.getOwnPropertyDescriptor(target, key),
  };
}
