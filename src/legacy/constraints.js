// The constraints of that time, `{ mandatory: { minWidth: 640 }, optional: [{ sourceId: "…" }] }`, in today's words.

const NUMBERS = ["width", "height", "frameRate", "aspectRatio", "sampleRate", "sampleSize", "channelCount", "latency"];
const SWITCHES = ["echoCancellation", "autoGainControl", "noiseSuppression"];
const WORDS = ["deviceId", "groupId", "facingMode", "resizeMode"];

const RENAMED = {
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

// What said that it is not a camera but a screen, and the surfaces of today.
const SCREENS = ["chromeMediaSource", "mediaSource", "mozMediaSource"];
const SURFACES = {
  screen: "monitor",
  desktop: "monitor",
  window: "window",
  application: "window",
  browser: "browser",
  tab: "browser",
  system: "monitor",
};

// What no engine has a use for any more, and no page is hurt by.
const isForgotten = (key) => /^goog|^chrome|^(browserWindow|scrollWithPage|fake)$/.test(key);

const isObject = (value) => typeof value === "object" && value !== null;

function wrong(where, what) {
  return new TypeError(`Malformed constraint: ${where} ${what}`);
}

// What can be asked for, in today's form: `constraints` for getUserMedia, `display` for getDisplayMedia, whether any of
// it was said in the old way, the words that the page had for today's, and what nobody knows and yet must be. Throws a
// TypeError that names what makes no sense.
export function translate(constraints, of2011 = false) {
  if (of2011 && typeof constraints === "string") constraints = fromWords(constraints);
  constraints ??= {};
  if (!["object", "function"].includes(typeof constraints)) {
    throw new TypeError("The provided value is not of type 'MediaStreamConstraints'.");
  }
  const wishes = { own: constraints, oldKeys: {}, isOld: false, unknown: undefined };
  for (const kind of ["audio", "video"]) {
    const value = constraints[kind] ?? of2011;
    const [today, screen] = isObject(value) ? wish(value, kind, wishes) : [Boolean(value)];
    if (isObject(value) && today !== value) wishes.isOld = true;
    if (screen) wishes.display = { video: true, ...wishes.display, [kind]: kind === "audio" || forDisplay(today, screen) };
    wishes[kind] = screen ? false : today;
  }
  // What else there is in it stays, such as `peerIdentity`.
  const property = (value) => ({ value, enumerable: true });
  wishes.constraints = Object.create(constraints, { audio: property(wishes.audio), video: property(wishes.video) });
  return wishes;
}

// "audio, video user": kinds, each with words about it.
function fromWords(text) {
  const wishes = { audio: false, video: false };
  for (const part of text.split(",")) {
    const [kind, ...words] = part.trim().split(/\s+/);
    const facing = words.find((word) => ["user", "environment"].includes(word));
    if (kind in wishes) wishes[kind] = facing ? { facingMode: facing } : true;
  }
  return wishes;
}

// What is wished of one kind, and the kind of screen if that is what is meant.
function wish(value, kind, wishes) {
  const isOld = "mandatory" in value || "optional" in value;
  return isOld ? fromOld(value, kind, wishes) : fromToday(value, kind);
}

// getDisplayMedia refuses what must be; it is told what is best and what is most.
function forDisplay(today, surface) {
  const wishes = { displaySurface: surface };
  for (const name of NUMBERS) {
    const { exact, min, max, ideal = exact ?? min } = isObject(today[name]) ? today[name] : { ideal: today[name] };
    if (ideal !== undefined || max !== undefined) wishes[name] = { ...(ideal !== undefined && { ideal }), ...(max !== undefined && { max }) };
  }
  return wishes;
}

// Today's form, in which some old words were used, too.
function fromToday(value, kind) {
  let screen;
  const today = {};
  for (const key in value) {
    if (/^(min|max)[A-Z]/.test(key)) throw wrong(`${kind}.${key}`, "belongs into \"mandatory\" or \"optional\"");
    if (!SCREENS.includes(key) && !(key in RENAMED)) continue;
    const wished = value[key];
    if (SCREENS.includes(key)) screen ??= SURFACES[wished];
    else if (!(RENAMED[key] in value)) today[RENAMED[key]] = wished;
  }
  // The page's own object, unless there is something to say about it.
  return Object.keys(today).length || screen ? [{ ...value, ...today }, screen] : [value];
}

function fromOld(value, kind, wishes) {
  for (const key in value) {
    if (key !== "mandatory" && key !== "optional" && value[key] !== undefined) {
      throw wrong(`${kind}.${key}`, "cannot stand beside \"mandatory\" or \"optional\"");
    }
  }
  const mandatory = value.mandatory ?? {};
  const optional = value.optional ?? [];
  if (!isObject(mandatory) || Array.isArray(mandatory)) throw wrong(`${kind}.mandatory`, "is not an object");
  if (!Array.isArray(optional)) throw wrong(`${kind}.optional`, "is not an array");
  const [today, screen] = fromSet(mandatory, `${kind}.mandatory`, wishes);
  const advanced = [];
  let optionalScreen;
  optional.forEach((set, at) => {
    const where = `${kind}.optional[${at}]`;
    if (!isObject(set)) throw wrong(where, "is not an object");
    const [one, other] = fromSet(set, where);
    optionalScreen ??= other;
    // In their order, and each as a whole or not at all: that is what `advanced` is for.
    if (Object.keys(one).length) advanced.push(one);
  });
  if (advanced.length) today.advanced = advanced;
  return [today, screen ?? optionalScreen];
}

function fromSet(set, where, wishes) {
  const today = {};
  let screen;
  for (const key in set) {
    const value = set[key];
    if (value === undefined) continue;
    const at = `${where}.${key}`;
    if (SCREENS.includes(key)) {
      screen = SURFACES[value];
      // A word of Firefox's for what is no screen.
      if (!screen && !["camera", "microphone"].includes(value)) throw wrong(at, "is no source");
      continue;
    }
    const { name, bound } = keyOfToday(key);
    const read = reader(name);
    if (read) {
      const wanted = isObject(value) && !Array.isArray(value) ? value : { [bound]: value };
      const entries = Object.entries(wanted).map(([bound, limit]) => [bound, read(limit, at)]);
      today[name] = { ...today[name], ...Object.fromEntries(entries) };
      if (wishes) wishes.oldKeys[name] ??= key;
    } else if (wishes && key === "chromeMediaSourceId") {
      wishes.isChosen = true;
    } else if (wishes && !isForgotten(key)) {
      // What must be and is not known cannot be had.
      wishes.unknown ??= key;
    }
  }
  return [today, screen];
}

// `minWidth` is a bound of `width`.
function keyOfToday(key) {
  const [, bound, first, rest] = /^(min|max)([A-Z])(.*)$/.exec(key) ?? [];
  if (bound) return { name: first.toLowerCase() + rest, bound };
  return { name: RENAMED[key] ?? key, bound: "exact" };
}

// How a value is read, text and all: pages of that time wrote "640" and "true", and were understood.
function reader(name) {
  if (NUMBERS.includes(name)) {
    return (value, at) => {
      const number = typeof value === "string" && value.trim() ? Number(value) : value;
      if (!Number.isFinite(number)) throw wrong(at, "is not a number");
      return number;
    };
  }
  if (SWITCHES.includes(name)) {
    return (value, at) => {
      const text = String(value);
      if (text !== "true" && text !== "false") throw wrong(at, "is neither true nor false");
      return text === "true";
    };
  }
  if (!WORDS.includes(name)) return undefined;
  return (value, at) => {
    if (![value].flat().every((word) => typeof word === "string")) throw wrong(at, "is not a string");
    return value;
  };
}
