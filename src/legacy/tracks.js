// `AudioStreamTrack` and `VideoStreamTrack`: what the tracks of a LocalMediaStream are. In them is what the shim has to
// hear of, so that the page's other tracks stay as the browser has them.
import { changed } from "./activity.js";
import { idl, once } from "./idl.js";
import { isHeld } from "./local_media_stream.js";

// The tracks of one source: one that getUserMedia gave, with all its clones.
const families = new WeakMap();

const kindOfTrack = (name) =>
  once(() =>
    idl(name, class extends MediaStreamTrack {}, {
      __proto__: MediaStreamTrack.prototype,
      stop() {
        super.stop();
        changed(this);
      },
      clone() {
        return adoptTrack(super.clone(), families.get(this));
      },
    }),
  );

export const AudioStreamTrack = kindOfTrack("AudioStreamTrack");
export const VideoStreamTrack = kindOfTrack("VideoStreamTrack");

// One that has a class of its own, such as a canvas's, keeps it.
export function adoptTrack(track, family = families.get(track) ?? new Set()) {
  if (Object.getPrototypeOf(track) === MediaStreamTrack.prototype) {
    const Interface = track.kind === "audio" ? AudioStreamTrack() : VideoStreamTrack();
    Object.setPrototypeOf(track, Interface.prototype);
  }
  if (!families.has(track)) {
    families.set(track, family);
    family.add(new WeakRef(track));
  }
  return track;
}

// The tracks of a stream; those of a clone belong to the family of what they are clones of.
export function adoptTracks(stream, original) {
  for (const list of ["getAudioTracks", "getVideoTracks"]) {
    stream[list]().forEach((track, at) => adoptTrack(track, families.get(original?.[list]()[at])));
  }
}

// The track, if it may be in a list of this kind. The browser's getter refuses what is no track.
export function requireKind(track, kind) {
  if (Reflect.get(MediaStreamTrack.prototype, "kind", track) === kind) return track;
  throw new DOMException(`This is a list of ${kind} tracks`, "SyntaxError");
}

// Past the numbers that an old page may have asked for.
export const stateOf = (track) => Reflect.get(MediaStreamTrack.prototype, "readyState", track);
export const isLive = (track) => stateOf(track) === "live";
export const end = (track) => track.stop();
export const endAll = (stream) => stream.getTracks().forEach(end);

// Ends what has the same source as a track, unless somebody still has that source in a stream of theirs.
export function revoke(track) {
  const live = [...(families.get(track) ?? [])].map((reference) => reference.deref()).filter((one) => one && isLive(one));
  if (live.some(isHeld)) return;
  for (const one of live) {
    end(one);
    one.dispatchEvent(new Event("ended"));
  }
}
