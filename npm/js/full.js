// Everything: what `/` has, displays, sessions, devices and permissions. A module of its own, so that `/` stays small.
import { init, loader, needReady, wasm } from "./full_module.js";

export { LocalMediaStream } from "./full/local_media_stream.js";
export { Capture } from "./capture.js";
export { DeviceWatch, enumerateDevices } from "./device_watch.js";
export { init } from "./full_module.js";
export { PermissionWatch } from "./permission_watch.js";

export async function getUserMedia(constraints, options) {
  await init();
  return wasm.getUserMedia(constraints, options);
}

// What comes after a wait may be too late for a click: a page that has not loaded it yet asks at once all the same.
export async function getDisplayMedia(options, request) {
  if (!loader.ready) await init();
  return wasm.getDisplayMedia(options, request);
}

export function unmetConstraints(track, constraints) {
  needReady();
  return wasm.unmetConstraints(track, constraints);
}

export const errorKind = (error) =>
  loader.ready ? wasm.errorKind(error) : error?.name === "NotSupportedError" ? "Unsupported" : "Other";

export const describeError = (error) => (loader.ready ? wasm.describeError(error) : String(error));
