// The set of all LocalMediaStream objects. It references them weakly and keeps none alive.
import { Set, WeakRef, WeakSet } from "./intrinsics.js";

const members = new WeakSet();
// A WeakSet cannot be iterated.
const references = new Set();

export const isLocalStream = (object) => members.has(object);

export function addLocalStream(stream) {
  members.add(stream);
  for (const reference of references) if (!reference.deref()) references.delete(reference);
  references.add(new WeakRef(stream));
}

export const isInLocalStream = (track) =>
  [...references].some((reference) => reference.deref()?.getTracks().includes(track));
