// Translates legacy constraints to the modern form: `{ mandatory: { minWidth: 640 }, optional: [{ sourceId: "…" }] }`.

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

const MODERN_KEYS = {
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

const isObject = (value) => typeof value === "object" && value !== null;

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
// `is2011` selects the defaults and option strings of the 2011 draft.
// Throws a TypeError with the path of a malformed constraint.
export function translateConstraints(constraints, is2011 = false) {
  if (is2011 && typeof constraints === "string") constraints = parseOptionString(constraints);
  constraints ??= {};
  if (!["object", "function"].includes(typeof constraints)) {
    throw new TypeError("The provided value is not of type 'MediaStreamConstraints'.");
  }
  const request = { original: constraints, legacyKeys: {}, isLegacy: false, unsupported: undefined };
  for (const kind of ["audio", "video"]) {
    const value = constraints[kind] ?? is2011;
    const [modern, surface] = isObject(value) ? translateTrack(value, kind, request) : [Boolean(value)];
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
  // Other members, such as `peerIdentity`, are inherited.
  const property = (value) => ({ value, enumerable: true });
  request.constraints = Object.create(constraints, { audio: property(request.audio), video: property(request.video) });
  return request;
}

// "audio, video user": comma-separated kinds, each with optional suboptions.
function parseOptionString(text) {
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
  return isLegacy ? translateLegacy(value, kind, request) : translateModern(value, kind);
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

// The modern form, in which pages also used some legacy keys.
function translateModern(value, kind) {
  let surface;
  const modern = {};
  for (const key in value) {
    if (/^(min|max)[A-Z]/.test(key)) throw malformed(`${kind}.${key}`, "must be in \"mandatory\" or \"optional\"");
    if (!MEDIA_SOURCE_KEYS.includes(key) && !(key in MODERN_KEYS)) continue;
    const requested = value[key];
    if (MEDIA_SOURCE_KEYS.includes(key)) surface ??= DISPLAY_SURFACES[requested];
    else if (!(MODERN_KEYS[key] in value)) modern[MODERN_KEYS[key]] = requested;
  }
  // The page's own object is returned if nothing has to be translated.
  return Object.keys(modern).length || surface ? [{ ...value, ...modern }, surface] : [value];
}

function translateLegacy(value, kind, request) {
  for (const key in value) {
    if (key !== "mandatory" && key !== "optional" && value[key] !== undefined) {
      throw malformed(`${kind}.${key}`, "cannot be combined with \"mandatory\" or \"optional\"");
    }
  }
  const mandatory = value.mandatory ?? {};
  const optional = value.optional ?? [];
  if (!isObject(mandatory) || Array.isArray(mandatory)) throw malformed(`${kind}.mandatory`, "is not an object");
  if (!Array.isArray(optional)) throw malformed(`${kind}.optional`, "is not an array");
  const [modern, surface] = translateSet(mandatory, `${kind}.mandatory`, request);
  const advanced = [];
  let optionalSurface;
  optional.forEach((set, index) => {
    const path = `${kind}.optional[${index}]`;
    if (!isObject(set)) throw malformed(path, "is not an object");
    const [modernSet, setSurface] = translateSet(set, path);
    optionalSurface ??= setSurface;
    // `advanced` has the same semantics: sets in order, each satisfied as a whole or skipped.
    if (Object.keys(modernSet).length) advanced.push(modernSet);
  });
  if (advanced.length) modern.advanced = advanced;
  return [modern, surface ?? optionalSurface];
}

// `request` is absent for optional sets.
function translateSet(set, path, request) {
  const modern = {};
  let surface;
  for (const key in set) {
    const value = set[key];
    if (value === undefined) continue;
    const keyPath = `${path}.${key}`;
    if (MEDIA_SOURCE_KEYS.includes(key)) {
      surface = DISPLAY_SURFACES[value];
      // Firefox's values for devices.
      if (!surface && !["camera", "microphone"].includes(value)) throw malformed(keyPath, "is not a media source");
      continue;
    }
    const { name, bound } = parseKey(key);
    const parse = parserOf(name);
    if (parse) {
      const bounds = isObject(value) && !Array.isArray(value) ? value : { [bound]: value };
      const entries = Object.entries(bounds).map(([bound, limit]) => [bound, parse(limit, keyPath)]);
      modern[name] = { ...modern[name], ...Object.fromEntries(entries) };
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

// Numbers and booleans are also accepted as text, "640" and "true", as browsers of that time did.
function parserOf(name) {
  if (NUMBER_KEYS.includes(name)) {
    return (value, path) => {
      const number = typeof value === "string" && value.trim() ? Number(value) : value;
      if (!Number.isFinite(number)) throw malformed(path, "is not a number");
      return number;
    };
  }
  if (BOOLEAN_KEYS.includes(name)) {
    return (value, path) => {
      const text = String(value);
      if (text !== "true" && text !== "false") throw malformed(path, "is not a boolean");
      return text === "true";
    };
  }
  if (!STRING_KEYS.includes(name)) return undefined;
  return (value, path) => {
    if (![value].flat().every((item) => typeof item === "string")) throw malformed(path, "is not a string");
    return value;
  };
}
