// `new MediaStream(audioTracks, videoTracks)`, the constructor of 2012 and 2013. Each argument may be null.
import {
  MediaStream,
  Proxy,
  construct,
  getOwnPropertyDescriptor,
  global,
  setPrototypeOf,
} from "./intrinsics.js";
import { settings } from "./settings.js";
import { requireKind } from "./tracks.js";

// Converts legacy arguments. The modern constructor ignores its second argument.
export function modernArgs(args) {
  const [audio, video] = args;
  const isLegacy = typeof video === "object" && (video || !audio);
  const tracksOf = (list, kind) => [...(list ?? [])].map((track) => requireKind(track, kind));
  return isLegacy ? [tracksOf(audio, "audio").concat(tracksOf(video, "video"))] : args;
}

export function installConstructor(patch, LocalMediaStream) {
  const native = MediaStream;
  // A proxy has the native constructor's properties and string representation.
  const constructor = new Proxy(native, {
    construct: (native, args, newTarget) => construct(native, modernArgs(args), newTarget),
  });
  if (settings.prefixes.includes("webkit")) patch.addGlobal("webkitMediaStream", constructor);
  if (!settings.replaceNative) return;
  for (const object of [global, native.prototype]) {
    for (const name of ["MediaStream", "webkitMediaStream", "constructor"]) {
      // The other attributes of the property are kept.
      const { value } = getOwnPropertyDescriptor(object, name) ?? {};
      if (value === native) patch.replace(object, name, { value: constructor });
    }
  }
  // The subclasses. Only Firefox has CanvasCaptureMediaStream.
  for (const Interface of [LocalMediaStream, global.CanvasCaptureMediaStream]) {
    if (!Interface) continue;
    setPrototypeOf(Interface, constructor);
    patch.onUndo(() => setPrototypeOf(Interface, native));
  }
}
