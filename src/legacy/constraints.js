// Translates legacy constraints to the modern form: `{ mandatory: { minWidth: 640 }, optional: [{ sourceId: "…" }] }`.
import {
  String,
  TypeError,
  entries,
  isArray,
  isFinite,
  isObject,
  keys,
  parseFloat,
} from "./intrinsics.js";

const NUMBER_KEYS = [
  "width",
  "height",
  "frameRate",
  "aspectRatio",
  "sampleRate",
  "sampleSize",
  "channelCount",
  "latency",
];
const BOOLEAN_KEYS = ["echoCancellation", "autoGainControl", "noiseSuppression"];
const STRING_KEYS = ["deviceId", "groupId", "facingMode", "resizeMode"];

// Without a prototype, which pages extend.
const MODERN_KEYS = {
  __proto__: null,
  sourceId: "deviceId",
  googEchoCancellation: "echoCancellation",
  googEchoCancellation2: "echoCancellation",
  googAutoGainControl: "autoGainControl",
  googAutoGainControl2: "autoGainControl",
  googNoiseSuppression: "noiseSuppression",
  googNoiseSuppression2: "noiseSuppression",
  mozAutoGainControl: "autoGainControl",
  mozNoiseSuppression: "noiseSuppression",
};

// The keys that request a screen instead of a camera, and the `displaySurface` of each of their values.
const MEDIA_SOURCE_KEYS = ["chromeMediaSource", "mediaSource", "mozMediaSource"];
const DISPLAY_SURFACES = {
  __proto__: null,
  screen: "monitor",
  desktop: "monitor",
  window: "window",
  application: "window",
  browser: "browser",
  tab: "browser",
  system: "monitor",
};

// Keys that no current engine supports. They are ignored even in `mandatory`.
const isObsolete = (key) => /^goog|^chrome|^(browserWindow|scrollWithPage|fake)$/.test(key);

function malformed(path, problem) {
  return new TypeError(`Malformed constraint: ${path} ${problem}`);
}

// Returns a request:
// - `original`: the argument;
// - `audio`, `video`: the modern constraints of each kind, and `constraints`: both for `getUserMedia`;
// - `display`: the options for `getDisplayMedia`, if a screen is requested;
// - `isLegacy`: whether any part was in the legacy form;
// - `hasSourceId`: whether `chromeMediaSourceId` is mandatory;
// - `legacyKeys`: the page's own keys, by modern key;
// - `unsupported`: a mandatory key that no device supports.
// `defaultValue` is that of a kind without a value.
// Throws a TypeError with the path of a malformed constraint.
export function translateConstraints(constraints, defaultValue = false) {
  constraints ??= {};
  if (!["object", "function"].includes(typeof constraints)) {
    throw new TypeError("The provided value is not of type 'MediaStreamConstraints'.");
  }
  const request = { original: constraints, legacyKeys: {}, isLegacy: false, unsupported: undefined };
  for (const kind of ["audio", "video"]) {
    const value = constraints[kind] ?? defaultValue;
    const [modern, surface] = isObject(value) ? translateTrack(value, kind, request) : [!!value];
    if (isObject(value) && modern !== value) request.isLegacy = true;
    if (surface) {
      request.display = {
        video: true,
        ...request.display,
        [kind]: kind === "audio" || displayConstraints(modern, surface),
      };
    }
    request[kind] = surface ? false : modern;
  }
  // Other members, such as `peerIdentity`, are inherited. The page can replace `mediaDevices.getUserMedia` by a function
  // that sets members: adapter.js of 2015 does.
  request.constraints = { __proto__: constraints, audio: request.audio, video: request.video };
  return request;
}

// "audio, video user": comma-separated kinds, each with optional suboptions.
export function parseOptionString(text) {
  const constraints = { audio: false, video: false };
  for (const part of text.split(",")) {
    const [kind, ...suboptions] = part.trim().split(/\s+/);
    const facingMode = suboptions.find((suboption) => ["user", "environment"].includes(suboption));
    if (kind in constraints) constraints[kind] = facingMode ? { facingMode } : true;
  }
  return constraints;
}

// Returns the modern constraints of one kind, and the display surface if a screen is requested.
function translateTrack(value, kind, request) {
  const isLegacy = "mandatory" in value || "optional" in value;
  return isLegacy ? translateLegacy(value, kind, request) : translateModern(value);
}

// getDisplayMedia rejects `exact` and `min`: they become `ideal`.
function displayConstraints(modern, displaySurface) {
  const constraints = { displaySurface };
  for (const name of NUMBER_KEYS) {
    const { exact, min, max, ideal = exact ?? min } = isObject(modern[name]) ? modern[name] : { ideal: modern[name] };
    if (ideal !== undefined || max !== undefined) {
      constraints[name] = { ...(ideal !== undefined && { ideal }), ...(max !== undefined && { max }) };
    }
  }
  return constraints;
}

// The modern form, in which pages also used some legacy keys. Others are ignored, as in every browser.
function translateModern(value) {
  let surface;
  const modern = {};
  for (const key in value) {
    const requested = value[key];
    const name = MODERN_KEYS[key];
    if (MEDIA_SOURCE_KEYS.includes(key)) surface ??= DISPLAY_SURFACES[requested];
    else if (name && !(name in value) && requested !== "") modern[name] = requested;
  }
  // The page's own object is returned if nothing has to be translated.
  return keys(modern).length || surface ? [{ ...value, ...modern }, surface] : [value];
}

function translateLegacy(value, kind, request) {
  for (const key in value) {
    if ((key === "advanced" || converterOf(key)) && value[key] !== undefined) {
      throw malformed(`${kind}.${key}`, "cannot be combined with \"mandatory\"");
    }
  }
  const mandatory = value.mandatory ?? {};
  const optional = value.optional ?? [];
  if (!isObject(mandatory) || isArray(mandatory)) throw malformed(`${kind}.mandatory`, "is not an object");
  if (!isArray(optional)) throw malformed(`${kind}.optional`, "is not an array");
  const [modern, surface] = translateSet(mandatory, `${kind}.mandatory`, request);
  const advanced = [];
  let optionalSurface;
  optional.forEach((set, index) => {
    const path = `${kind}.optional[${index}]`;
    if (!isObject(set)) throw malformed(path, "is not an object");
    const [modernSet, setSurface] = translateSet(set, path);
    optionalSurface ??= setSurface;
    // `advanced` has the same semantics: sets in order, each satisfied as a whole or skipped.
    if (keys(modernSet).length) advanced.push(modernSet);
  });
  if (advanced.length) modern.advanced = advanced;
  return [modern, surface ?? optionalSurface];
}

// `request` is absent for optional sets. Inherited members are ignored, as in Chromium, since pages extend
// `Object.prototype`.
function translateSet(set, path, request) {
  const modern = {};
  let surface;
  for (const [key, value] of entries(set)) {
    if (value == null) continue;
    if (MEDIA_SOURCE_KEYS.includes(key)) {
      surface = DISPLAY_SURFACES[value];
      // Firefox's values for devices.
      const isDevice = ["camera", "microphone"].includes(value);
      if (!surface && !isDevice) throw malformed(`${path}.${key}`, "is not a media source");
      continue;
    }
    const { name, bound } = parseKey(key);
    const convert = converterOf(name);
    if (convert) {
      const bounds = isObject(value) && !isArray(value) ? value : { [bound]: value };
      for (const [bound, limit] of entries(bounds)) {
        const converted = convert(limit);
        if (converted !== undefined) modern[name] = { ...modern[name], [bound]: converted };
      }
      if (request) request.legacyKeys[name] ??= key;
    } else if (request && key === "chromeMediaSourceId") {
      request.hasSourceId = true;
    } else if (request && !isObsolete(key)) {
      request.unsupported ??= key;
    }
  }
  return [modern, surface];
}

// `minWidth` is the bound `min` of `width`.
function parseKey(key) {
  const [, bound, first, rest] = /^(min|max)([A-Z])(.*)$/.exec(key) ?? [];
  if (bound) return { name: first.toLowerCase() + rest, bound };
  return { name: MODERN_KEYS[key] ?? key, bound: "exact" };
}

// Returns the function that converts a value; `undefined` for an unknown name. As in Chromium, every value is accepted:
// "640px" as 640, and only "true" as true. A function returns `undefined` for a value to ignore: text that does not start
// with a number, or the empty ID that `getSources` returns before the permission is granted.
function converterOf(name) {
  if (NUMBER_KEYS.includes(name)) {
    return (value) => {
      const number = parseFloat(value);
      return isFinite(number) ? number : undefined;
    };
  }
  if (BOOLEAN_KEYS.includes(name)) return (value) => String(value) === "true";
  if (STRING_KEYS.includes(name)) return (value) => (isArray(value) ? value.map(String) : String(value) || undefined);
}
