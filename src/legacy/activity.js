// Dispatches `active`, `inactive` and `ended` at streams from the shim and at streams with a handler for one of them.
// Chromium dispatches `active` and `inactive` itself. No current browser dispatches `ended` at a stream.
import { Event, MediaStream, Set, WeakMap, WeakSet, queueTask } from "./intrinsics.js";

const states = new WeakMap();
// The activity checks that run when a track changes, by track.
const checksByTrack = new WeakMap();

let isNative;

// Must run before the shim adds its own event handler attributes.
export const detectNativeEvents = () => (isNative = "oninactive" in MediaStream.prototype);

// The fourth argument is Firefox's `wantsUntrusted`: the listener also receives events dispatched by scripts.
const listen = (target, type, listener) => target.addEventListener(type, listener, false, true);

export function observeActivity(stream) {
  if (states.has(stream)) return;
  const state = { active: stream.active, suppressed: false, tracks: new WeakSet() };
  states.set(stream, state);
  if (isNative) {
    listen(stream, "inactive", (event) => event.isTrusted && dispatchEnded(stream, state));
    return;
  }
  state.check = () => checkActivity(stream);
  listen(stream, "addtrack", state.check);
  listen(stream, "removetrack", state.check);
  checkActivity(stream);
}

export function checkActivity(stream) {
  const state = states.get(stream);
  if (!state?.check) return;
  for (const track of stream.getTracks()) observeTrack(track, state);
  const { active } = stream;
  if (active === state.active) return;
  state.active = active;
  // In a task, as in Chromium: the script that stops a stream runs to its end before a listener is called.
  queueTask(() => {
    if (!active) dispatchEnded(stream, state);
    stream.dispatchEvent(new Event(active ? "active" : "inactive"));
  });
}

function observeTrack(track, state) {
  if (state.tracks.has(track)) return;
  state.tracks.add(track);
  const checks = checksByTrack.get(track) ?? new Set();
  checksByTrack.set(track, checks);
  checks.add(state.check);
  listen(track, "ended", state.check);
}

// Browsers dispatch no event when a script stops a track.
export const onTrackStopped = (track) => checksByTrack.get(track)?.forEach((check) => check());

// Suppresses the next `ended` event of a stream.
export function suppressEnded(stream) {
  const state = states.get(stream);
  if (state) state.suppressed = true;
}

function dispatchEnded(stream, state) {
  if (!state.suppressed) stream.dispatchEvent(new Event("ended"));
  state.suppressed = false;
}
