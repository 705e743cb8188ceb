// Checks of arguments, which the glue code of wasm-bindgen converts without checks. Objects are recognized by their
// methods, not by instanceof: they can be fakes, or of another window.
export function check(isValid, name, expected) {
  if (!isValid) throw new TypeError(`${name} must be ${expected}`);
}

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const hasMethod = (object, method) => typeof object?.[method] === "function";

export const checkElement = (element) => check(hasMethod(element, "play"), "element", "an audio or video element");

export const checkObject = (name, value) => check(isObject(value), name, "an object");

export const checkOutput = (output) =>
  check(hasMethod(output, "play") || hasMethod(output, "replaceTrack"), "output", "an element or an RTCRtpSender");

export const checkSender = (sender) => check(hasMethod(sender, "replaceTrack"), "sender", "an RTCRtpSender");

export const checkString = (name, value) => check(typeof value === "string", name, "a string");

export const checkTrack = (track) => check(hasMethod(track, "getSettings"), "track", "a MediaStreamTrack");

export const checkOneOf = (name, value, values) =>
  check(values.includes(value), name, values.map((item) => `"${item}"`).join(" or "));

export const checkTrackKind = (kind) => checkOneOf("kind", kind, ["audio", "video"]);

// The wasm module reads constraints and options as JSON.
export function checkData(name, value) {
  checkObject(name, value);
  try {
    JSON.stringify(value);
  } catch (cause) {
    throw new TypeError(`${name} must be readable as JSON`, { cause });
  }
}

export function checkTrackRequest(name, value) {
  if (typeof value === "boolean") return;
  check(isObject(value), name, "a boolean or an object");
  checkData(name, value);
}

export function checkStreamConstraints(name, constraints) {
  checkObject(name, constraints);
  // JSON would omit a function.
  for (const kind of ["audio", "video"]) {
    if (constraints[kind] !== undefined) checkTrackRequest(kind, constraints[kind]);
  }
  checkData(name, constraints);
}

// Returns the members of an object of options. `members` has a function for each name, which checks and converts the
// value. Throws also for other members, which are probably misspelt.
export function readOptions(name, options = {}, members) {
  checkObject(name, options);
  const names = Object.keys(members);
  for (const key of Object.keys(options)) check(names.includes(key), key, `omitted: ${name} has ${names.join(", ")}`);
  return Object.fromEntries(names.map((key) => [key, members[key](key, options[key])]));
}

export function toBoolean(name, value = false) {
  check(typeof value === "boolean", name, "a boolean");
  return value;
}

export const toOneOf = (values) => (name, value) => {
  if (value !== undefined) checkOneOf(name, value, values);
  return value;
};

function toDevices(name, value) {
  check(value === undefined || hasMethod(value, "addEventListener"), name, "a MediaDevices object");
  return value;
}

export const readDevices = (options) => readOptions("options", options, { devices: toDevices }).devices;

// Returns a number that fits into a u32: the glue code would convert Infinity to 0.
export function toU32(name, value) {
  if (value === undefined) return undefined;
  check(typeof value === "number" && value >= 0, name, "a number of at least 0");
  return Math.min(value, 2 ** 32 - 1);
}

export function toRetry(name, value = false) {
  if (value === true) return {};
  if (value === false) return { attempts: 0 };
  check(isObject(value), name, "a boolean or an object");
  return readOptions(name, value, { attempts: toU32, initialMs: toU32, maxMs: toU32 });
}
