// `new MediaStream(audioTracks, videoTracks)`, as in 2012 and 2013: lists or arrays, either of which may be null.
import { LocalMediaStream } from "./local_media_stream.js";
import { settings } from "./options.js";
import { requireKind } from "./tracks.js";

// The arguments of today's constructor, which passes over what comes second.
export function todays(args) {
  const [audio, video] = args;
  const isOld = typeof video === "object" && (video || !audio);
  const listed = (list, kind) => [...(list ?? [])].map((track) => requireKind(track, kind));
  return isOld ? [listed(audio, "audio").concat(listed(video, "video"))] : args;
}

export function twoLists(patch) {
  const native = MediaStream;
  // The browser's own to whoever looks at it.
  const both = new Proxy(native, {
    construct: (native, args, newTarget) => Reflect.construct(native, todays(args), newTarget),
  });
  if (settings.prefixes.includes("webkit")) patch.addGlobal("webkitMediaStream", both);
  if (!settings.replaceNative) return;
  for (const object of [globalThis, native.prototype]) {
    for (const name of ["MediaStream", "webkitMediaStream", "constructor"]) {
      // The flags stay.
      const { value } = Reflect.getOwnPropertyDescriptor(object, name) ?? {};
      if (value === native) patch.put(object, name, { value: both });
    }
  }
  // What extends it: the second in Firefox.
  for (const Interface of [LocalMediaStream(), globalThis.CanvasCaptureMediaStream]) {
    if (!Interface) continue;
    Reflect.setPrototypeOf(Interface, both);
    patch.onUndo(() => Reflect.setPrototypeOf(Interface, native));
  }
}
