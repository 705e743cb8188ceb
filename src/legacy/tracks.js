// `AudioStreamTrack` and `VideoStreamTrack`, the classes of a LocalMediaStream's tracks. They override `stop()` and
// `clone()`, so that other tracks of the page stay unmodified.
import { onTrackStopped } from "./activity.js";
import { defineInterface, lazy } from "./idl.js";
import {
  DOMException,
  Event,
  MediaStreamTrack,
  Set,
  WeakMap,
  WeakRef,
  getProperty,
  getPrototypeOf,
  setPrototypeOf,
} from "./intrinsics.js";
import { isInLocalStream } from "./local_streams.js";

// The tracks that share a source, by track: one from getUserMedia and all its clones. They are referenced weakly.
const siblings = new WeakMap();

const trackInterface = (name) =>
  lazy(() =>
    defineInterface(name, class extends MediaStreamTrack {}, {
      __proto__: MediaStreamTrack.prototype,
      stop() {
        super.stop();
        onTrackStopped(this);
      },
      clone() {
        return upgradeTrack(super.clone(), siblings.get(this));
      },
    }),
  );

export const AudioStreamTrack = trackInterface("AudioStreamTrack");
export const VideoStreamTrack = trackInterface("VideoStreamTrack");

// A track of a subclass, such as CanvasCaptureMediaStreamTrack, keeps its class.
function upgradeTrack(track, group = siblings.get(track) ?? new Set()) {
  if (getPrototypeOf(track) === MediaStreamTrack.prototype) {
    const Interface = track.kind === "audio" ? AudioStreamTrack() : VideoStreamTrack();
    setPrototypeOf(track, Interface.prototype);
  }
  if (!siblings.has(track)) {
    siblings.set(track, group);
    group.add(new WeakRef(track));
  }
  return track;
}

// The tracks of a clone are siblings of the original's tracks.
export function upgradeTracks(stream, original) {
  for (const method of ["getAudioTracks", "getVideoTracks"]) {
    stream[method]().forEach((track, index) => upgradeTrack(track, siblings.get(original?.[method]()[index])));
  }
}

// Returns the track if it is of this kind. The native getter throws if it is not a track.
export function requireKind(track, kind) {
  if (getProperty(MediaStreamTrack.prototype, "kind", track) === kind) return track;
  throw new DOMException(`The track must be of kind ${kind}`, "SyntaxError");
}

// Returns a string even if the option `numericStates` is on.
export const nativeReadyState = (track) => getProperty(MediaStreamTrack.prototype, "readyState", track);
export const isLive = (track) => nativeReadyState(track) === "live";
// A track of a subclass keeps its `stop`, which does not report the end.
export const stopTrack = (track) => {
  track.stop();
  onTrackStopped(track);
};
export const stopAllTracks = (stream) => stream.getTracks().forEach(stopTrack);

// Ends all tracks of the same source, unless a LocalMediaStream still has a live one.
export function endDerivedTracks(track) {
  const all = [...(siblings.get(track) ?? [])].map((reference) => reference.deref());
  const live = all.filter((sibling) => sibling && isLive(sibling));
  if (live.some(isInLocalStream)) return;
  for (const sibling of live) {
    stopTrack(sibling);
    sibling.dispatchEvent(new Event("ended"));
  }
}
