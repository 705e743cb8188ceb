// The entry `/full`: the functions of `/`, screen capture, capture sessions, devices and permissions. It has its own
// wasm module, which keeps that of `/` small.
import { checkTrack, checkTrackRequest } from "./arguments.js";
import * as wasm from "./full/local_media_stream.js";
import { request, requireLoaded } from "./full_module.js";

export { Capture } from "./capture.js";
export { DeviceWatch, enumerateDevices } from "./device_watch.js";
export { describeError, errorHelp, errorKind } from "./errors.js";
export { getUserMedia, init } from "./full_module.js";
export { LocalMediaStream } from "./local_media_stream.js";
export { PermissionWatch } from "./permission_watch.js";

export const getDisplayMedia = (options, requestOptions) =>
  request(() => wasm.getDisplayMedia(options), requestOptions);

export function unmetConstraints(track, constraints) {
  requireLoaded();
  checkTrack(track);
  constraints ??= {};
  checkTrackRequest("constraints", constraints);
  return wasm.unmetConstraints(track, constraints);
}
