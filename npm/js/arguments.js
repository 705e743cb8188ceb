// Checks of arguments, which the glue code of wasm-bindgen converts without checks. Objects are recognized by their
// methods, not by instanceof: they can be fakes, or of another window.
function check(isValid, name, expected) {
  if (!isValid) throw new TypeError(`${name} must be ${expected}`);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const hasMethod = (object, method) => typeof object?.[method] === "function";

export const checkDevices = (devices) =>
  check(devices == null || hasMethod(devices, "addEventListener"), "devices", "a MediaDevices object");

export const checkElement = (element) => check(hasMethod(element, "play"), "element", "an audio or video element");

export const checkObject = (name, value) => check(isObject(value), name, "an object");

export const checkSender = (sender) => check(hasMethod(sender, "replaceTrack"), "sender", "an RTCRtpSender");

export const checkString = (name, value) => check(typeof value === "string", name, "a string");

export const checkTrack = (track) => check(hasMethod(track, "getSettings"), "track", "a MediaStreamTrack");

export const checkTrackKind = (kind) => check(kind === "audio" || kind === "video", "kind", '"audio" or "video"');

export const checkTrackRequest = (name, value) =>
  check(typeof value === "boolean" || isObject(value), name, "a boolean or an object");

// Returns a number that fits into a u32: the glue code would convert Infinity to 0.
export function toU32(name, value) {
  if (value === undefined) return undefined;
  check(value >= 0 && typeof value === "number", name, "a number of at least 0");
  return Math.min(value, 2 ** 32 - 1);
}

export function retryOptions(retry = false) {
  if (retry === true) return {};
  if (retry === false) return { attempts: 0 };
  check(isObject(retry), "retry", "a boolean or an object");
  return retry;
}
