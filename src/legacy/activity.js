// When a stream begins and ends: `active` and `inactive`, which Chromium has by itself, and `ended`, which nobody has
// any more. They are told of streams that the shim gave, and of those with a handler for them.
import { later } from "./idl.js";

const states = new WeakMap();
// What looks again when a track has changed.
const looks = new WeakMap();

// Whether the browser tells by itself. Asked before the shim puts handlers there.
let isNative;
export const askWhetherNative = () => (isNative = "oninactive" in MediaStream.prototype);

// A fourth argument of `true` lets a listener in Firefox hear what scripts dispatch.
const listen = (target, type, listener) => target.addEventListener(type, listener, false, true);

export function watch(stream) {
  if (states.has(stream)) return;
  const state = { active: stream.active, silent: false, tracks: new WeakSet() };
  states.set(stream, state);
  if (isNative) {
    listen(stream, "inactive", (event) => event.isTrusted && tellEnded(stream, state));
    return;
  }
  state.look = () => look(stream);
  listen(stream, "addtrack", state.look);
  listen(stream, "removetrack", state.look);
  look(stream);
}

// Looks whether a stream has become active or inactive.
export function look(stream) {
  const state = states.get(stream);
  if (!state?.look) return;
  for (const track of stream.getTracks()) follow(track, state);
  const { active } = stream;
  if (active === state.active) return;
  state.active = active;
  // Later, as the browser's own: whoever stops a stream is done with it before anybody hears.
  later(() => {
    if (!active) tellEnded(stream, state);
    stream.dispatchEvent(new Event(active ? "active" : "inactive"));
  });
}

function follow(track, state) {
  if (state.tracks.has(track)) return;
  state.tracks.add(track);
  const all = looks.get(track) ?? new Set();
  looks.set(track, all);
  all.add(state.look);
  listen(track, "ended", state.look);
}

// To be called when a script has stopped a track, which no event tells of.
export const changed = (track) => looks.get(track)?.forEach((look) => look());

// Lets the stream end without a word, this once.
export function hush(stream) {
  const state = states.get(stream);
  if (state) state.silent = true;
}

function tellEnded(stream, state) {
  if (!state.silent) stream.dispatchEvent(new Event("ended"));
  state.silent = false;
}
