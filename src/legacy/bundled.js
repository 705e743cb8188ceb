// Made of the files beside it by `cargo xtask npm`: change those.

// src/legacy/idl.js
function lazy(create) {
  let created;
  return () => created ??= create();
}
function defineInterface(name, Interface, members2 = {}, constants = {}) {
  Object.defineProperty(Interface, "name", { value: name, configurable: true });
  const { prototype } = Interface;
  Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(members2));
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  for (const [key, value] of Object.entries(constants)) {
    for (const object of [Interface, prototype]) Object.defineProperty(object, key, { value, enumerable: true });
  }
  return Interface;
}
var illegalError = (subject = "invocation") => new TypeError(`Illegal ${subject}`);
function slotsOf(map, object) {
  if (!map.has(object)) throw illegalError();
  return map.get(object);
}
var nativeGetter = (Interface, key) => {
  const { get } = Object.getOwnPropertyDescriptor(Interface.prototype, key) ?? {};
  if (!get) throw new TypeError(`${Interface.name}.${key} has no native getter. Nothing is installed`);
  return (object) => Reflect.apply(get, object, []);
};
var queueTask = globalThis.setTimeout;

// src/legacy/get_sources.js
var slots = /* @__PURE__ */ new WeakMap();
var SourceInfo = lazy(
  () => defineInterface("SourceInfo", class {
  }, {
    get id() {
      return slotsOf(slots, this).id;
    },
    get sourceId() {
      return slotsOf(slots, this).id;
    },
    get kind() {
      return slotsOf(slots, this).kind;
    },
    get label() {
      return slotsOf(slots, this).label;
    },
    get facing() {
      return slotsOf(slots, this).facing;
    }
  })
);
function installGetSources(patch) {
  patch.addAll(MediaStreamTrack, {
    getSources(callback) {
      if (typeof callback !== "function") throw new TypeError("The callback is not a function");
      (async () => {
        const sources = await listSources();
        queueTask(() => Reflect.apply(callback, globalThis, [sources]));
      })();
    }
  });
}
async function listSources() {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind.endsWith("input")).map(createSourceInfo);
  } catch {
    return [];
  }
}
function createSourceInfo(device) {
  const Interface = SourceInfo();
  const source = new Interface();
  const { deviceId: id, label } = device;
  const facing = device.getCapabilities?.().facingMode?.[0] ?? "";
  slots.set(source, { id, kind: device.kind.replace("input", ""), label, facing });
  return source;
}

// src/legacy/constraints.js
var NUMBER_KEYS = [
  "width",
  "height",
  "frameRate",
  "aspectRatio",
  "sampleRate",
  "sampleSize",
  "channelCount",
  "latency"
];
var BOOLEAN_KEYS = ["echoCancellation", "autoGainControl", "noiseSuppression"];
var STRING_KEYS = ["deviceId", "groupId", "facingMode", "resizeMode"];
var MODERN_KEYS = {
  sourceId: "deviceId",
  googEchoCancellation: "echoCancellation",
  googEchoCancellation2: "echoCancellation",
  googAutoGainControl: "autoGainControl",
  googAutoGainControl2: "autoGainControl",
  googNoiseSuppression: "noiseSuppression",
  googNoiseSuppression2: "noiseSuppression",
  mozAutoGainControl: "autoGainControl",
  mozNoiseSuppression: "noiseSuppression"
};
var MEDIA_SOURCE_KEYS = ["chromeMediaSource", "mediaSource", "mozMediaSource"];
var DISPLAY_SURFACES = {
  screen: "monitor",
  desktop: "monitor",
  window: "window",
  application: "window",
  browser: "browser",
  tab: "browser",
  system: "monitor"
};
var isObsolete = (key) => /^goog|^chrome|^(browserWindow|scrollWithPage|fake)$/.test(key);
var isObject = (value) => typeof value === "object" && value !== null;
function malformed(path, problem) {
  return new TypeError(`Malformed constraint: ${path} ${problem}`);
}
function translateConstraints(constraints, is2011 = false) {
  if (is2011 && typeof constraints === "string") constraints = parseOptionString(constraints);
  constraints ??= {};
  if (!["object", "function"].includes(typeof constraints)) {
    throw new TypeError("The provided value is not of type 'MediaStreamConstraints'.");
  }
  const request = { original: constraints, legacyKeys: {}, isLegacy: false, unsupported: void 0 };
  for (const kind of ["audio", "video"]) {
    const value = constraints[kind] ?? is2011;
    const [modern, surface] = isObject(value) ? translateTrack(value, kind, request) : [Boolean(value)];
    if (isObject(value) && modern !== value) request.isLegacy = true;
    if (surface) {
      request.display = {
        video: true,
        ...request.display,
        [kind]: kind === "audio" || displayConstraints(modern, surface)
      };
    }
    request[kind] = surface ? false : modern;
  }
  const property = (value) => ({ value, enumerable: true });
  request.constraints = Object.create(constraints, { audio: property(request.audio), video: property(request.video) });
  return request;
}
function parseOptionString(text) {
  const constraints = { audio: false, video: false };
  for (const part of text.split(",")) {
    const [kind, ...suboptions] = part.trim().split(/\s+/);
    const facingMode = suboptions.find((suboption) => ["user", "environment"].includes(suboption));
    if (kind in constraints) constraints[kind] = facingMode ? { facingMode } : true;
  }
  return constraints;
}
function translateTrack(value, kind, request) {
  const isLegacy = "mandatory" in value || "optional" in value;
  return isLegacy ? translateLegacy(value, kind, request) : translateModern(value, kind);
}
function displayConstraints(modern, displaySurface) {
  const constraints = { displaySurface };
  for (const name of NUMBER_KEYS) {
    const { exact, min, max, ideal = exact ?? min } = isObject(modern[name]) ? modern[name] : { ideal: modern[name] };
    if (ideal !== void 0 || max !== void 0) {
      constraints[name] = { ...ideal !== void 0 && { ideal }, ...max !== void 0 && { max } };
    }
  }
  return constraints;
}
function translateModern(value, kind) {
  let surface;
  const modern = {};
  for (const key in value) {
    if (/^(min|max)[A-Z]/.test(key)) throw malformed(`${kind}.${key}`, 'must be in "mandatory" or "optional"');
    if (!MEDIA_SOURCE_KEYS.includes(key) && !(key in MODERN_KEYS)) continue;
    const requested = value[key];
    if (MEDIA_SOURCE_KEYS.includes(key)) surface ??= DISPLAY_SURFACES[requested];
    else if (!(MODERN_KEYS[key] in value)) modern[MODERN_KEYS[key]] = requested;
  }
  return Object.keys(modern).length || surface ? [{ ...value, ...modern }, surface] : [value];
}
function translateLegacy(value, kind, request) {
  for (const key in value) {
    if (key !== "mandatory" && key !== "optional" && value[key] !== void 0) {
      throw malformed(`${kind}.${key}`, 'cannot be combined with "mandatory" or "optional"');
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
    if (Object.keys(modernSet).length) advanced.push(modernSet);
  });
  if (advanced.length) modern.advanced = advanced;
  return [modern, surface ?? optionalSurface];
}
function translateSet(set, path, request) {
  const modern = {};
  let surface;
  for (const key in set) {
    const value = set[key];
    if (value === void 0) continue;
    const keyPath = `${path}.${key}`;
    if (MEDIA_SOURCE_KEYS.includes(key)) {
      surface = DISPLAY_SURFACES[value];
      if (!surface && !["camera", "microphone"].includes(value)) throw malformed(keyPath, "is not a media source");
      continue;
    }
    const { name, bound } = parseKey(key);
    const parse = parserOf(name);
    if (parse) {
      const bounds = isObject(value) && !Array.isArray(value) ? value : { [bound]: value };
      const entries = Object.entries(bounds).map(([bound2, limit]) => [bound2, parse(limit, keyPath)]);
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
function parseKey(key) {
  const [, bound, first, rest] = /^(min|max)([A-Z])(.*)$/.exec(key) ?? [];
  if (bound) return { name: first.toLowerCase() + rest, bound };
  return { name: MODERN_KEYS[key] ?? key, bound: "exact" };
}
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
  if (!STRING_KEYS.includes(name)) return void 0;
  return (value, path) => {
    if (![value].flat().every((item) => typeof item === "string")) throw malformed(path, "is not a string");
    return value;
  };
}

// src/legacy/settings.js
var settings = {};

// src/legacy/errors.js
var LEGACY_NAMES = {
  modern: {},
  2013: {
    NotAllowedError: "PERMISSION_DENIED",
    SecurityError: "PERMISSION_DENIED",
    OverconstrainedError: "CONSTRAINT_NOT_SATISFIED"
  },
  2014: {
    NotAllowedError: "PermissionDeniedError",
    NotFoundError: "DevicesNotFoundError",
    NotReadableError: "TrackStartError",
    OverconstrainedError: "ConstraintNotSatisfiedError"
  }
};
var ERROR_NAMES = Object.keys(LEGACY_NAMES);
var PERMISSION_DENIED = 1;
var slots2 = /* @__PURE__ */ new WeakMap();
var constructorKey = {};
var NavigatorUserMediaError = lazy(
  () => defineInterface(
    "NavigatorUserMediaError",
    class extends DOMException {
      constructor() {
        const [key, message, name, slot] = arguments;
        if (key !== constructorKey) throw illegalError("constructor");
        super(message, name);
        slots2.set(this, slot);
      }
    },
    {
      __proto__: DOMException.prototype,
      // The interface defined no other code. Other errors have the code of DOMException.
      get code() {
        return slots2.get(this)?.denied ? PERMISSION_DENIED : super.code;
      },
      get constraint() {
        return slots2.get(this)?.constraint;
      }
    },
    { PERMISSION_DENIED }
  )
);
function toLegacyError(error, legacyKeys) {
  const { name = "Error", message = "", constraint } = error ?? {};
  const slot = {
    denied: name === "NotAllowedError" || name === "SecurityError",
    constraint: settings.errorNames === "modern" ? constraint : legacyKeys[constraint] ?? constraint
  };
  const Interface = NavigatorUserMediaError();
  return new Interface(constructorKey, message, LEGACY_NAMES[settings.errorNames][name] ?? name, slot);
}

// src/legacy/activity.js
var states = /* @__PURE__ */ new WeakMap();
var checksByTrack = /* @__PURE__ */ new WeakMap();
var isNative;
var detectNativeEvents = () => isNative = "oninactive" in MediaStream.prototype;
var listen = (target, type, listener) => target.addEventListener(type, listener, false, true);
function observeActivity(stream) {
  if (states.has(stream)) return;
  const state = { active: stream.active, suppressed: false, tracks: /* @__PURE__ */ new WeakSet() };
  states.set(stream, state);
  if (isNative) {
    listen(stream, "inactive", (event) => event.isTrusted && dispatchEnded(stream, state));
    return;
  }
  state.check = () => checkActivity(stream);
  listen(stream, "addtrack", state.check);
  listen(stream, "removetrack", state.check);
  checkActivity(stream);
}
function checkActivity(stream) {
  const state = states.get(stream);
  if (!state?.check) return;
  for (const track of stream.getTracks()) observeTrack(track, state);
  const { active } = stream;
  if (active === state.active) return;
  state.active = active;
  queueTask(() => {
    if (!active) dispatchEnded(stream, state);
    stream.dispatchEvent(new Event(active ? "active" : "inactive"));
  });
}
function observeTrack(track, state) {
  if (state.tracks.has(track)) return;
  state.tracks.add(track);
  const checks = checksByTrack.get(track) ?? /* @__PURE__ */ new Set();
  checksByTrack.set(track, checks);
  checks.add(state.check);
  listen(track, "ended", state.check);
}
var onTrackStopped = (track) => checksByTrack.get(track)?.forEach((check) => check());
function suppressEnded(stream) {
  const state = states.get(stream);
  if (state) state.suppressed = true;
}
function dispatchEnded(stream, state) {
  if (!state.suppressed) stream.dispatchEvent(new Event("ended"));
  state.suppressed = false;
}

// src/legacy/local_streams.js
var members = /* @__PURE__ */ new WeakSet();
var references = /* @__PURE__ */ new Set();
var isLocalStream = (object) => members.has(object);
function addLocalStream(stream) {
  members.add(stream);
  for (const reference of references) if (!reference.deref()) references.delete(reference);
  references.add(new WeakRef(stream));
}
var isInLocalStream = (track) => [...references].some((reference) => reference.deref()?.getTracks().includes(track));

// src/legacy/tracks.js
var siblings = /* @__PURE__ */ new WeakMap();
var trackInterface = (name) => lazy(
  () => defineInterface(name, class extends MediaStreamTrack {
  }, {
    __proto__: MediaStreamTrack.prototype,
    stop() {
      super.stop();
      onTrackStopped(this);
    },
    clone() {
      return upgradeTrack(super.clone(), siblings.get(this));
    }
  })
);
var AudioStreamTrack = trackInterface("AudioStreamTrack");
var VideoStreamTrack = trackInterface("VideoStreamTrack");
function upgradeTrack(track, group = siblings.get(track) ?? /* @__PURE__ */ new Set()) {
  if (Object.getPrototypeOf(track) === MediaStreamTrack.prototype) {
    const Interface = track.kind === "audio" ? AudioStreamTrack() : VideoStreamTrack();
    Object.setPrototypeOf(track, Interface.prototype);
  }
  if (!siblings.has(track)) {
    siblings.set(track, group);
    group.add(new WeakRef(track));
  }
  return track;
}
function upgradeTracks(stream, original) {
  for (const method of ["getAudioTracks", "getVideoTracks"]) {
    stream[method]().forEach((track, index) => upgradeTrack(track, siblings.get(original?.[method]()[index])));
  }
}
function requireKind(track, kind) {
  if (Reflect.get(MediaStreamTrack.prototype, "kind", track) === kind) return track;
  throw new DOMException(`The track must be of kind ${kind}`, "SyntaxError");
}
var nativeReadyState = (track) => Reflect.get(MediaStreamTrack.prototype, "readyState", track);
var isLive = (track) => nativeReadyState(track) === "live";
var stopTrack = (track) => track.stop();
var stopAllTracks = (stream) => stream.getTracks().forEach(stopTrack);
function endDerivedTracks(track) {
  const all = [...siblings.get(track) ?? []].map((reference) => reference.deref());
  const live = all.filter((sibling) => sibling && isLive(sibling));
  if (live.some(isInLocalStream)) return;
  for (const sibling of live) {
    stopTrack(sibling);
    sibling.dispatchEvent(new Event("ended"));
  }
}

// src/legacy/constructor.js
function modernArgs(args) {
  const [audio, video] = args;
  const isLegacy = typeof video === "object" && (video || !audio);
  const tracksOf2 = (list, kind) => [...list ?? []].map((track) => requireKind(track, kind));
  return isLegacy ? [tracksOf2(audio, "audio").concat(tracksOf2(video, "video"))] : args;
}
function installConstructor(patch, LocalMediaStream2) {
  const native = MediaStream;
  const constructor = new Proxy(native, {
    construct: (native2, args, newTarget) => Reflect.construct(native2, modernArgs(args), newTarget)
  });
  if (settings.prefixes.includes("webkit")) patch.addGlobal("webkitMediaStream", constructor);
  if (!settings.replaceNative) return;
  for (const object of [globalThis, native.prototype]) {
    for (const name of ["MediaStream", "webkitMediaStream", "constructor"]) {
      const { value } = Reflect.getOwnPropertyDescriptor(object, name) ?? {};
      if (value === native) patch.replace(object, name, { value: constructor });
    }
  }
  for (const Interface of [LocalMediaStream2, globalThis.CanvasCaptureMediaStream]) {
    if (!Interface) continue;
    Reflect.setPrototypeOf(Interface, constructor);
    patch.onUndo(() => Reflect.setPrototypeOf(Interface, native));
  }
}

// src/legacy/stop_semantics.js
var STOP_BY_ERA = {
  // Synchronous: every track has ended when this returns.
  modern: stopAllTracks,
  // In a task, with `ended` at the stream.
  2011: (stream) => queueTask(() => stopAllTracks(stream)),
  // In a task, without `ended` at the stream and its tracks. Derived tracks end too, with `ended`, unless another
  // LocalMediaStream has a live track of their source.
  2012: (stream) => queueTask(() => {
    const live = stream.getTracks().filter(isLive);
    if (live.length) suppressEnded(stream);
    live.forEach(stopTrack);
    live.forEach(endDerivedTracks);
  })
};
var ERAS = Object.keys(STOP_BY_ERA);
function stop(stream) {
  STOP_BY_ERA[settings.era](stream);
}

// src/legacy/local_media_stream.js
var LocalMediaStream = lazy(
  () => defineInterface(
    "LocalMediaStream",
    class extends MediaStream {
      constructor(...args) {
        super(...modernArgs(args));
        register(this);
      }
    },
    {
      __proto__: MediaStream.prototype,
      stop() {
        if (!isLocalStream(this)) throw illegalError();
        stop(this);
      },
      // The native method returns a plain MediaStream.
      clone() {
        return upgradeStream(super.clone(), this);
      },
      addTrack(track) {
        super.addTrack(track);
        checkActivity(this);
      },
      removeTrack(track) {
        super.removeTrack(track);
        checkActivity(this);
      }
    }
  )
);
function upgradeStream(stream, original) {
  if (isLocalStream(stream)) return stream;
  Object.setPrototypeOf(stream, LocalMediaStream().prototype);
  return register(stream, original);
}
function register(stream, original) {
  addLocalStream(stream);
  upgradeTracks(stream, original);
  observeActivity(stream);
  return stream;
}

// src/legacy/request_stream.js
async function requestStream(devices, request, getUserMedia = devices?.getUserMedia) {
  if (!devices) {
    throw new DOMException("Media devices require a secure context (HTTPS)", "SecurityError");
  }
  const { display, audio, video, unsupported } = request;
  const useOriginal = request.hasSourceId && readsLegacyConstraints(devices, getUserMedia);
  if (unsupported !== void 0) throw overconstrainedError(unsupported);
  const screen = !useOriginal && display && await devices.getDisplayMedia(display);
  if (screen && !audio && !video) return screen;
  try {
    const stream = await Reflect.apply(getUserMedia, devices, [useOriginal ? request.original : request.constraints]);
    if (screen) screen.getTracks().forEach((track) => stream.addTrack(track));
    return stream;
  } catch (error) {
    if (screen) stopAllTracks(screen);
    throw error;
  }
}
function readsLegacyConstraints(devices, getUserMedia) {
  let reads = false;
  const constraints = {
    audio: {
      get mandatory() {
        reads = true;
      }
    },
    get video() {
      throw reads;
    }
  };
  (async () => {
    try {
      await Reflect.apply(getUserMedia, devices, [constraints]);
    } catch {
    }
  })();
  return reads;
}
function overconstrainedError(constraint) {
  const message = "Unsupported constraint";
  if (globalThis.OverconstrainedError) return new OverconstrainedError(constraint, message);
  return Object.assign(new DOMException(message, "OverconstrainedError"), { constraint });
}

// src/legacy/get_user_media.js
var FUNCTION_NAMES = { "": "getUserMedia", webkit: "webkitGetUserMedia", moz: "mozGetUserMedia" };
var PREFIXES = Object.keys(FUNCTION_NAMES);
function installGetUserMedia(patch) {
  const requireNavigator = nativeGetter(Navigator, "cookieEnabled");
  for (const prefix of settings.prefixes) {
    const name = FUNCTION_NAMES[prefix];
    if (name in navigator && !settings.replaceNative) continue;
    patch.replaceAll(Navigator.prototype, {
      [name](constraints, success, error) {
        requireNavigator(this);
        callWithCallbacks(this, name, arguments);
      }
    });
  }
  if (settings.prefixes.includes("moz")) {
    patch.addAll(HTMLMediaElement.prototype, {
      get mozSrcObject() {
        return this.srcObject;
      },
      set mozSrcObject(stream) {
        this.srcObject = stream;
      }
    });
  }
  if (settings.replaceNative && globalThis.MediaDevices) installPromiseGetUserMedia(patch);
}
function installPromiseGetUserMedia(patch) {
  const { prototype } = MediaDevices;
  const original = prototype.getUserMedia;
  async function requestLocalStream(devices, args) {
    const request = args.length ? translateConstraints(args[0]) : {};
    if (!request.isLegacy) return upgradeStream(await Reflect.apply(original, devices, args));
    return upgradeStream(await requestStream(devices, request, original));
  }
  patch.replaceAll(prototype, {
    getUserMedia() {
      return requestLocalStream(this, arguments);
    }
  });
}
function callWithCallbacks(navigator2, name, args) {
  const failed = `Failed to execute '${name}' on 'Navigator': `;
  const { era } = settings;
  const required = { modern: 3, 2012: 2, 2011: 1 }[era];
  if (args.length < required) {
    throw new TypeError(`${failed}${required} arguments required, but only ${args.length} present.`);
  }
  const [constraints, success, error] = args;
  const request = translateConstraints(constraints, era === "2011");
  if (era === "2011" && success == null) return;
  for (const [position, callback] of [[2, success], [3, error]]) {
    const isOmitted = position === 3 && era !== "modern" && callback == null;
    if (typeof callback !== "function" && !isOmitted) {
      throw new TypeError(`${failed}parameter ${position} is not of type 'Function'.`);
    }
  }
  if (!request.audio && !request.video && !request.display) {
    if (era === "2011") throw new DOMException("Neither audio nor video requested", "NotSupportedError");
    throw new TypeError(`${failed}At least one of audio and video must be requested`);
  }
  (async () => {
    let callback = success;
    let result;
    try {
      result = upgradeStream(await requestStream(navigator2.mediaDevices, request));
    } catch (reason) {
      callback = error;
      result = toLegacyError(reason, request.legacyKeys);
    }
    if (callback) queueTask(() => Reflect.apply(callback, globalThis, [result]));
  })();
}

// src/legacy/media_stream_event.js
var streams = /* @__PURE__ */ new WeakMap();
var MediaStreamEvent = lazy(
  () => defineInterface(
    "MediaStreamEvent",
    class extends Event {
      constructor(type) {
        super(...arguments);
        streams.set(this, arguments[1]?.stream ?? null);
      }
    },
    {
      __proto__: Event.prototype,
      get stream() {
        return slotsOf(streams, this);
      },
      initMediaStreamEvent(type, bubbles, cancelable, stream) {
        slotsOf(streams, this);
        super.initEvent(type, bubbles, cancelable);
        streams.set(this, stream ?? null);
      }
    }
  )
);

// src/legacy/track_list.js
var listsByStream = /* @__PURE__ */ new WeakMap();
var slots3 = /* @__PURE__ */ new WeakMap();
var tracksOf = ({ stream, kind }) => kind === "audio" ? stream.getAudioTracks() : stream.getVideoTracks();
function changeTracks(list, track, method) {
  const { stream, kind } = slotsOf(slots3, list);
  if (!stream.active) throw new DOMException("The stream has ended", "InvalidStateError");
  stream[method](requireKind(track, kind));
}
var functionOrNull = (value) => typeof value === "function" ? value : null;
var MediaStreamTrackList = lazy(() => {
  const Interface = defineInterface(
    "MediaStreamTrackList",
    class {
      constructor() {
        throw illegalError("constructor");
      }
    },
    {
      get length() {
        return tracksOf(slotsOf(slots3, this)).length;
      },
      item(index) {
        return tracksOf(slotsOf(slots3, this))[index >>> 0] ?? null;
      },
      add(track) {
        changeTracks(this, track, "addTrack");
      },
      remove(track) {
        changeTracks(this, track, "removeTrack");
      },
      get onaddtrack() {
        return slotsOf(slots3, this).addtrack;
      },
      set onaddtrack(value) {
        slotsOf(slots3, this).addtrack = functionOrNull(value);
      },
      get onremovetrack() {
        return slotsOf(slots3, this).removetrack;
      },
      set onremovetrack(value) {
        slotsOf(slots3, this).removetrack = functionOrNull(value);
      }
    }
  );
  const { values } = Array.prototype;
  Object.defineProperty(Interface.prototype, Symbol.iterator, { value: values, writable: true, configurable: true });
  return Interface;
});
function trackList(stream, kind) {
  const lists = listsByStream.get(stream) ?? {};
  listsByStream.set(stream, lists);
  return lists[kind] ??= createTrackList(stream, kind);
}
function createTrackList(stream, kind) {
  const slot = { stream, kind, addtrack: null, removetrack: null };
  const list = new Proxy(Object.create(MediaStreamTrackList().prototype), indexedProperties(() => tracksOf(slot)));
  slots3.set(list, slot);
  for (const type of ["addtrack", "removetrack"]) {
    stream.addEventListener(type, (event) => {
      if (event.track?.kind === kind && slot[type]) Reflect.apply(slot[type], list, [event]);
    });
  }
  return list;
}
function indexedProperties(items) {
  const itemAt = (key) => typeof key === "string" && /^(0|[1-9]\d*)$/.test(key) ? items()[key] : void 0;
  const unlessIndexed = (method) => (target, key, ...rest) => !itemAt(key) && Reflect[method](target, key, ...rest);
  return {
    get: (target, key, receiver) => itemAt(key) ?? Reflect.get(target, key, receiver),
    has: (target, key) => Boolean(itemAt(key)) || Reflect.has(target, key),
    set: unlessIndexed("set"),
    defineProperty: unlessIndexed("defineProperty"),
    deleteProperty: unlessIndexed("deleteProperty"),
    ownKeys: (target) => [...items().keys()].map(String).concat(Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) => itemAt(key) ? { value: itemAt(key), enumerable: true, configurable: true, writable: false } : Reflect.getOwnPropertyDescriptor(target, key)
  };
}

// src/legacy/interfaces.js
function installInterfaces(patch) {
  const interfaces = {
    LocalMediaStream,
    NavigatorUserMediaError,
    AudioStreamTrack,
    VideoStreamTrack,
    MediaStreamTrackList,
    MediaStreamEvent
  };
  for (const [name, create] of Object.entries(interfaces)) patch.addGlobal(name, create());
  installConstructor(patch, LocalMediaStream());
  if (settings.errorNames !== "modern") {
    patch.addAll(NavigatorUserMediaError().prototype, {
      get constraintName() {
        return this.constraint;
      }
    });
  }
}

// src/legacy/event_handlers.js
var handlers = /* @__PURE__ */ new WeakMap();
function eventHandlerAttribute(type, requireTarget) {
  const name = `on${type}`;
  return {
    get [name]() {
      requireTarget(this);
      return handlers.get(this)?.[type]?.callback ?? null;
    },
    set [name](value) {
      requireTarget(this);
      const callback = value !== null && ["function", "object"].includes(typeof value) ? value : null;
      const byType = handlers.get(this) ?? {};
      handlers.set(this, byType);
      if (callback && byType[type]) {
        byType[type].callback = callback;
      } else if (callback) {
        byType[type] = { callback, handleEvent };
        this.addEventListener(type, byType[type]);
      } else if (byType[type]) {
        this.removeEventListener(type, byType[type]);
        delete byType[type];
      }
    }
  };
}
function handleEvent(event) {
  const { callback } = this;
  if (typeof callback !== "function") return;
  if (Reflect.apply(callback, event.currentTarget, [event]) === false) event.preventDefault();
}

// src/legacy/media_stream.js
function installStreamMembers(patch) {
  const idOf = nativeGetter(MediaStream, "id");
  const isActive = nativeGetter(MediaStream, "active");
  const { prototype } = MediaStream;
  detectNativeEvents();
  patch.addAll(prototype, {
    // Without the braces of Firefox, the label has 36 characters in every engine.
    get label() {
      return idOf(this).replace(/[{}]/g, "");
    },
    get ended() {
      return !isActive(this);
    },
    get audioTracks() {
      idOf(this);
      return trackList(this, "audio");
    },
    get videoTracks() {
      idOf(this);
      return trackList(this, "video");
    }
  });
  const requireStream = (stream) => {
    idOf(stream);
    observeActivity(stream);
  };
  for (const type of ["ended", "active", "inactive"]) {
    patch.addAll(prototype, eventHandlerAttribute(type, requireStream));
  }
  if (settings.mediaStreamStop) {
    patch.addAll(prototype, {
      stop() {
        idOf(this);
        stopAllTracks(this);
      }
    });
  }
}

// src/legacy/numeric_states.js
var STREAM_STATES = { LIVE: 1, ENDED: 2 };
var TRACK_STATES = { LIVE: 0, MUTED: 1, ENDED: 2 };
function installNumericStates(patch) {
  const isActive = nativeGetter(MediaStream, "active");
  patch.addAll(MediaStream.prototype, {
    get readyState() {
      return isActive(this) ? STREAM_STATES.LIVE : STREAM_STATES.ENDED;
    }
  });
  for (const Interface of [AudioStreamTrack(), VideoStreamTrack()]) {
    patch.replaceAll(Interface.prototype, {
      get readyState() {
        if (nativeReadyState(this) === "ended") return TRACK_STATES.ENDED;
        return this.muted ? TRACK_STATES.MUTED : TRACK_STATES.LIVE;
      }
    });
  }
  for (const [Interface, constants] of [[MediaStream, STREAM_STATES], [MediaStreamTrack, TRACK_STATES]]) {
    for (const [name, value] of Object.entries(constants)) {
      for (const object of [Interface, Interface.prototype]) {
        patch.add(object, name, { value, enumerable: true, configurable: true });
      }
    }
  }
}

// src/legacy/src_observer.js
function createSrcObserver(patch, callback) {
  const observer = new MutationObserver(() => document.querySelectorAll("[src^=blob]").forEach(callback));
  patch.onUndo(() => observer.disconnect());
  return () => observer.observe(document, { subtree: true, childList: true, attributeFilter: ["src"] });
}

// src/legacy/object_urls.js
var { apply, getOwnPropertyDescriptor } = Reflect;
function installObjectUrls(patch) {
  const streams2 = /* @__PURE__ */ new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  patch.replaceAll(URL, {
    createObjectURL(object) {
      if (!isStream(object)) return apply(createObjectURL, this, arguments);
      const url = apply(createObjectURL, URL, [new Blob()]);
      streams2.set(url, object);
      observeSrc();
      return url;
    },
    revokeObjectURL(url) {
      streams2.delete(url);
      return apply(revokeObjectURL, this, arguments);
    }
  });
  const attachments = /* @__PURE__ */ new WeakMap();
  const { prototype } = HTMLMediaElement;
  const src = getOwnPropertyDescriptor(prototype, "src");
  const { getAttribute, setAttribute, removeAttribute } = prototype;
  const attachedUrl = (element) => {
    const { url, stream } = attachments.get(element) ?? {};
    return stream && element.srcObject === stream ? url : void 0;
  };
  const attach = (element, url) => {
    if (attachedUrl(element) !== void 0) element.srcObject = null;
    attachments.delete(element);
    const stream = streams2.get(url);
    if (!stream) return false;
    element.srcObject = stream;
    attachments.set(element, { url, stream });
    return true;
  };
  const observeSrc = createSrcObserver(patch, (node) => {
    const element = node.localName === "source" ? node.parentNode : node;
    const url = apply(getAttribute, node, ["src"]);
    if (element instanceof HTMLMediaElement && !element.srcObject && streams2.has(url)) attach(element, url);
  });
  const isSrc = (name) => String(name).toLowerCase() === "src";
  patch.replaceAll(prototype, {
    get src() {
      return attachedUrl(this) ?? apply(src.get, this, []);
    },
    set src(url) {
      apply(src.get, this, []);
      const text = String(url);
      if (!attach(this, text)) apply(src.set, this, [text]);
    },
    getAttribute(name) {
      const url = isSrc(name) ? attachedUrl(this) : void 0;
      return url ?? apply(getAttribute, this, arguments);
    },
    setAttribute(name, value) {
      if (arguments.length < 2 || !isSrc(name) || !attach(this, String(value))) apply(setAttribute, this, arguments);
    },
    removeAttribute(name) {
      if (isSrc(name)) attach(this, void 0);
      apply(removeAttribute, this, arguments);
    }
  });
}
var isStream = (object) => typeof object === "object" && object !== null && typeof object.getTracks === "function";

// src/legacy/options.js
var STRING_VALUES = { era: ERAS, errorNames: ERROR_NAMES };
var DEFAULTS = {
  era: "modern",
  errorNames: "modern",
  mediaStreamStop: false,
  numericStates: false,
  objectUrls: false,
  prefixes: PREFIXES,
  replaceNative: false
};
function readOptions(options) {
  const chosen = { ...DEFAULTS };
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === void 0) continue;
    const allowed = STRING_VALUES[name];
    const isValid = allowed ? allowed.includes(value) : name === "prefixes" ? Array.isArray(value) && value.every((prefix) => PREFIXES.includes(prefix)) : name in DEFAULTS && typeof value === "boolean";
    if (!isValid) throw new TypeError(`Invalid option: ${name}`);
    chosen[name] = allowed ? value : Array.isArray(value) ? [...value] : value;
  }
  return chosen;
}

// src/legacy/patch.js
var { defineProperty, getOwnPropertyDescriptor: getOwnPropertyDescriptor2, ownKeys } = Reflect;
var Patch = class {
  #changes = [];
  #undoActions = [];
  // Defines a missing property. An existing property of the browser or the page is kept.
  add(object, key, descriptor) {
    if (!(key in object)) this.replace(object, key, descriptor);
  }
  replace(object, key, descriptor) {
    const before = getOwnPropertyDescriptor2(object, key);
    if (!defineProperty(object, key, descriptor)) {
      throw new TypeError(`Cannot define ${nameOf(object)}.${String(key)}: it is sealed. Nothing is installed`);
    }
    this.#changes.push({ object, key, before, after: getOwnPropertyDescriptor2(object, key) });
  }
  onUndo(action) {
    this.#undoActions.push(action);
  }
  // Members of an object literal have the attributes that WebIDL requires: enumerable, writable, configurable, with the
  // right names and lengths, and not constructors.
  addAll(object, members2) {
    for (const key of ownKeys(members2)) this.add(object, key, getOwnPropertyDescriptor2(members2, key));
  }
  replaceAll(object, members2) {
    for (const key of ownKeys(members2)) this.replace(object, key, getOwnPropertyDescriptor2(members2, key));
  }
  // Defines a missing interface as a global, which is not enumerable.
  addGlobal(name, value) {
    if (getOwnPropertyDescriptor2(globalThis, name)) return;
    this.replace(globalThis, name, { value, writable: true, configurable: true });
  }
  // Returns the names of the properties that were not restored, because other code has changed them.
  undo() {
    const notRestored = [];
    for (const action of this.#undoActions.splice(0)) action();
    for (const { object, key, before, after } of this.#changes.splice(0).reverse()) {
      const now = getOwnPropertyDescriptor2(object, key);
      const isUnchanged = now && ["value", "get", "set"].every((part) => now[part] === after[part]);
      const isRestored = isUnchanged && (before ? defineProperty(object, key, before) : Reflect.deleteProperty(object, key));
      if (!isRestored) notRestored.push(`${nameOf(object)}.${String(key)}`);
    }
    return notRestored;
  }
};
function nameOf(object) {
  if (object === globalThis) return "window";
  if (typeof object === "function") return object.name;
  return `${object.constructor?.name}.prototype`;
}

// src/legacy/install.js
var UNINSTALL = /* @__PURE__ */ Symbol.for("local-media-stream.legacy");
var installedUninstall = () => Reflect.getOwnPropertyDescriptor(globalThis, UNINSTALL)?.value;
var isInstalled = () => installedUninstall() !== void 0;
function install(options) {
  const chosen = readOptions(options);
  requirePage();
  if (isInstalled()) return;
  const patch = new Patch();
  try {
    Object.assign(settings, chosen);
    installInterfaces(patch);
    installGetUserMedia(patch);
    installStreamMembers(patch);
    installGetSources(patch);
    if (settings.objectUrls) installObjectUrls(patch);
    if (settings.numericStates) installNumericStates(patch);
    patch.replace(globalThis, UNINSTALL, { value: () => patch.undo(), configurable: true });
  } catch (error) {
    patch.undo();
    throw error;
  }
}
var uninstall = () => installedUninstall()?.() ?? [];
function requirePage() {
  for (const name of ["document", "navigator", "MediaStream", "MediaStreamTrack", "HTMLMediaElement"]) {
    if (typeof globalThis[name] === "undefined") {
      throw new DOMException(`The shim requires a page with ${name}`, "NotSupportedError");
    }
  }
}
export {
  install,
  isInstalled,
  uninstall
};
