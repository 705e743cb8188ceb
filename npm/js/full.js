// The entry `/full`: the functions of `/`, screen capture, capture sessions, devices and permissions. It has its own
// wasm module, which keeps that of `/` small.
import { checkTrack, checkTrackRequest } from "./arguments.js";
import * as wasm from "./full/local_media_stream.js";
import { init, isLoaded, requireLoaded } from "./full_module.js";

export { LocalMediaStream } from "./full/local_media_stream.js";
export { Capture } from "./capture.js";
export { DeviceWatch, enumerateDevices } from "./device_watch.js";
export { describeError, errorHelp, errorKind, getUserMedia, init } from "./full_module.js";
export { PermissionWatch } from "./permission_watch.js";

// Does not wait if the module is loaded: browsers require the call in a user gesture.
export async function getDisplayMedia(options, requestOptions) {
  if (!isLoaded()) await init();
  return wasm.getDisplayMedia(options, requestOptions);
}

export function unmetConstraints(track, constraints) {
  requireLoaded();
  checkTrack(track);
  constraints ??= {};
  checkTrackRequest("constraints", constraints);
  return wasm.unmetConstraints(track, constraints);
}
