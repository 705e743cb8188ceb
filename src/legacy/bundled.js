// Made of the files beside it by `cargo xtask npm`: change those.

// src/legacy/idl.js
function once(make2) {
  let made;
  return () => made ??= make2();
}
function idl(name, Interface, members = {}, constants = {}) {
  Object.defineProperty(Interface, "name", { value: name, configurable: true });
  const { prototype } = Interface;
  Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(members));
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  for (const [key, value] of Object.entries(constants)) {
    for (const object of [Interface, prototype]) Object.defineProperty(object, key, { value, enumerable: true });
  }
  return Interface;
}
var illegal = (what = "invocation") => new TypeError(`Illegal ${what}`);
function own(map, object) {
  if (!map.has(object)) throw illegal();
  return map.get(object);
}
var nativeGetter = (Interface, key) => {
  const { get } = Object.getOwnPropertyDescriptor(Interface.prototype, key) ?? {};
  if (!get) throw new TypeError(`The page has no ${key} of ${Interface.name} any more; nothing is installed`);
  return (object) => Reflect.apply(get, object, []);
};
var later = globalThis.setTimeout;

// src/legacy/options.js
var ONE_OF = {
  era: ["modern", "2012", "2011"],
  errorNames: ["modern", "2013", "2014"]
};
var PREFIXES = ["", "webkit", "moz"];
var DEFAULTS = {
  era: "modern",
  errorNames: "modern",
  mediaStreamStop: false,
  numericStates: false,
  objectUrls: false,
  prefixes: PREFIXES,
  replaceNative: false
};
var settings = { ...DEFAULTS };
function readOptions(options) {
  const chosen = { ...DEFAULTS };
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === void 0) continue;
    const allowed = ONE_OF[name];
    const fits = allowed ? allowed.includes(value) : name === "prefixes" ? Array.isArray(value) && value.every((prefix) => PREFIXES.includes(prefix)) : name in DEFAULTS && typeof value === "boolean";
    if (!fits) throw new TypeError(`There is no option ${name} of this value`);
    chosen[name] = allowed ? value : Array.isArray(value) ? [...value] : value;
  }
  return chosen;
}

// src/legacy/errors.js
var OLD_NAMES = {
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
var PERMISSION_DENIED = 1;
var parts = /* @__PURE__ */ new WeakMap();
var ours = {};
var NavigatorUserMediaError = once(
  () => idl(
    "NavigatorUserMediaError",
    class extends DOMException {
      constructor() {
        const [key, message, name, part] = arguments;
        if (key !== ours) throw illegal("constructor");
        super(message, name);
        parts.set(this, part);
      }
    },
    {
      __proto__: DOMException.prototype,
      // The only code that there ever was; for other errors DOMException's own.
      get code() {
        return parts.get(this)?.denied ? PERMISSION_DENIED : super.code;
      },
      get constraint() {
        return parts.get(this)?.constraint;
      }
    },
    { PERMISSION_DENIED }
  )
);
function legacyError(error, oldKeys) {
  const { name = "Error", message = "", constraint } = error ?? {};
  const part = {
    denied: name === "NotAllowedError" || name === "SecurityError",
    constraint: settings.errorNames === "modern" ? constraint : oldKeys[constraint] ?? constraint
  };
  const Interface = NavigatorUserMediaError();
  return new Interface(ours, message, OLD_NAMES[settings.errorNames][name] ?? name, part);
}

// src/legacy/activity.js
var states = /* @__PURE__ */ new WeakMap();
var looks = /* @__PURE__ */ new WeakMap();
var isNative;
var askWhetherNative = () => isNative = "oninactive" in MediaStream.prototype;
var listen = (target, type, listener) => target.addEventListener(type, listener, false, true);
function watch(stream) {
  if (states.has(stream)) return;
  const state = { active: stream.active, silent: false, tracks: /* @__PURE__ */ new WeakSet() };
  states.set(stream, state);
  if (isNative) {
    listen(stream, "inactive", (event) => event.isTrusted && tellEnded(stream, state));
    return;
  }
  state.look = () => look(stream);
  listen(stream, "addtrack", state.look);
  listen(stream, "removetrack", state.look);
  look(stream);
}
function look(stream) {
  const state = states.get(stream);
  if (!state?.look) return;
  for (const track of stream.getTracks()) follow(track, state);
  const { active } = stream;
  if (active === state.active) return;
  state.active = active;
  later(() => {
    if (!active) tellEnded(stream, state);
    stream.dispatchEvent(new Event(active ? "active" : "inactive"));
  });
}
function follow(track, state) {
  if (state.tracks.has(track)) return;
  state.tracks.add(track);
  const all2 = looks.get(track) ?? /* @__PURE__ */ new Set();
  looks.set(track, all2);
  all2.add(state.look);
  listen(track, "ended", state.look);
}
var changed = (track) => looks.get(track)?.forEach((look2) => look2());
function hush(stream) {
  const state = states.get(stream);
  if (state) state.silent = true;
}
function tellEnded(stream, state) {
  if (!state.silent) stream.dispatchEvent(new Event("ended"));
  state.silent = false;
}

// src/legacy/tracks.js
var families = /* @__PURE__ */ new WeakMap();
var kindOfTrack = (name) => once(
  () => idl(name, class extends MediaStreamTrack {
  }, {
    __proto__: MediaStreamTrack.prototype,
    stop() {
      super.stop();
      changed(this);
    },
    clone() {
      return adoptTrack(super.clone(), families.get(this));
    }
  })
);
var AudioStreamTrack = kindOfTrack("AudioStreamTrack");
var VideoStreamTrack = kindOfTrack("VideoStreamTrack");
function adoptTrack(track, family = families.get(track) ?? /* @__PURE__ */ new Set()) {
  if (Object.getPrototypeOf(track) === MediaStreamTrack.prototype) {
    const Interface = track.kind === "audio" ? AudioStreamTrack() : VideoStreamTrack();
    Object.setPrototypeOf(track, Interface.prototype);
  }
  if (!families.has(track)) {
    families.set(track, family);
    family.add(new WeakRef(track));
  }
  return track;
}
function adoptTracks(stream, original) {
  for (const list of ["getAudioTracks", "getVideoTracks"]) {
    stream[list]().forEach((track, at) => adoptTrack(track, families.get(original?.[list]()[at])));
  }
}
function requireKind(track, kind) {
  if (Reflect.get(MediaStreamTrack.prototype, "kind", track) === kind) return track;
  throw new DOMException(`This is a list of ${kind} tracks`, "SyntaxError");
}
var stateOf = (track) => Reflect.get(MediaStreamTrack.prototype, "readyState", track);
var isLive = (track) => stateOf(track) === "live";
var end = (track) => track.stop();
var endAll = (stream) => stream.getTracks().forEach(end);
function revoke(track) {
  const live = [...families.get(track) ?? []].map((reference) => reference.deref()).filter((one) => one && isLive(one));
  if (live.some(isHeld)) return;
  for (const one of live) {
    end(one);
    one.dispatchEvent(new Event("ended"));
  }
}

// src/legacy/eras.js
var STOPS = {
  // What everybody expects today: it is off when this returns.
  modern: endAll,
  // A task, and `ended` at the stream, if it has not ended by then.
  2011: (stream) => later(() => endAll(stream)),
  // A task, no `ended` at this stream and its tracks. What was derived from it, and is in no other stream that could
  // be stopped, ends with it and hears of it.
  2012: (stream) => later(() => {
    const live = stream.getTracks().filter(isLive);
    if (live.length) hush(stream);
    live.forEach(end);
    live.forEach(revoke);
  })
};
function stop(stream) {
  STOPS[settings.era](stream);
}

// src/legacy/two_lists.js
function todays(args) {
  const [audio, video] = args;
  const isOld = typeof video === "object" && (video || !audio);
  const listed = (list, kind) => [...list ?? []].map((track) => requireKind(track, kind));
  return isOld ? [listed(audio, "audio").concat(listed(video, "video"))] : args;
}
function twoLists(patch) {
  const native = MediaStream;
  const both = new Proxy(native, {
    construct: (native2, args, newTarget) => Reflect.construct(native2, todays(args), newTarget)
  });
  if (settings.prefixes.includes("webkit")) patch.addGlobal("webkitMediaStream", both);
  if (!settings.replaceNative) return;
  for (const object of [globalThis, native.prototype]) {
    for (const name of ["MediaStream", "webkitMediaStream", "constructor"]) {
      const { value } = Reflect.getOwnPropertyDescriptor(object, name) ?? {};
      if (value === native) patch.put(object, name, { value: both });
    }
  }
  for (const Interface of [LocalMediaStream(), globalThis.CanvasCaptureMediaStream]) {
    if (!Interface) continue;
    Reflect.setPrototypeOf(Interface, both);
    patch.onUndo(() => Reflect.setPrototypeOf(Interface, native));
  }
}

// src/legacy/local_media_stream.js
var isLocal = /* @__PURE__ */ new WeakSet();
var all = /* @__PURE__ */ new Set();
var LocalMediaStream = once(
  () => idl(
    "LocalMediaStream",
    class extends MediaStream {
      constructor(...from) {
        super(...todays(from));
        register(this);
      }
    },
    {
      __proto__: MediaStream.prototype,
      stop() {
        if (!isLocal.has(this)) throw illegal();
        stop(this);
      },
      // The browser would give a plain stream.
      clone() {
        return adopt(super.clone(), this);
      },
      addTrack(track) {
        super.addTrack(track);
        look(this);
      },
      removeTrack(track) {
        super.removeTrack(track);
        look(this);
      }
    }
  )
);
function adopt(stream, original) {
  if (isLocal.has(stream)) return stream;
  Object.setPrototypeOf(stream, LocalMediaStream().prototype);
  return register(stream, original);
}
function register(stream, original) {
  isLocal.add(stream);
  for (const reference of all) if (!reference.deref()) all.delete(reference);
  all.add(new WeakRef(stream));
  adoptTracks(stream, original);
  watch(stream);
  return stream;
}
var isHeld = (track) => [...all].some((reference) => reference.deref()?.getTracks().includes(track));

// src/legacy/media_stream_event.js
var streams = /* @__PURE__ */ new WeakMap();
var MediaStreamEvent = once(
  () => idl(
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
        return own(streams, this);
      },
      initMediaStreamEvent(type, bubbles, cancelable, stream) {
        own(streams, this);
        super.initEvent(type, bubbles, cancelable);
        streams.set(this, stream ?? null);
      }
    }
  )
);

// src/legacy/track_list.js
var lists = /* @__PURE__ */ new WeakMap();
var parts2 = /* @__PURE__ */ new WeakMap();
var tracksOf = ({ stream, kind }) => kind === "audio" ? stream.getAudioTracks() : stream.getVideoTracks();
function change(list, track, method) {
  const part = own(parts2, list);
  if (!part.stream.active) throw new DOMException("The stream has ended", "InvalidStateError");
  part.stream[method](requireKind(track, part.kind));
}
var callable = (value) => typeof value === "function" ? value : null;
var MediaStreamTrackList = once(() => {
  const Interface = idl(
    "MediaStreamTrackList",
    class {
      constructor() {
        throw illegal("constructor");
      }
    },
    {
      get length() {
        return tracksOf(own(parts2, this)).length;
      },
      item(index) {
        return tracksOf(own(parts2, this))[index >>> 0] ?? null;
      },
      add(track) {
        change(this, track, "addTrack");
      },
      remove(track) {
        change(this, track, "removeTrack");
      },
      get onaddtrack() {
        return own(parts2, this).addtrack;
      },
      set onaddtrack(value) {
        own(parts2, this).addtrack = callable(value);
      },
      get onremovetrack() {
        return own(parts2, this).removetrack;
      },
      set onremovetrack(value) {
        own(parts2, this).removetrack = callable(value);
      }
    }
  );
  const { values } = Array.prototype;
  Object.defineProperty(Interface.prototype, Symbol.iterator, { value: values, writable: true, configurable: true });
  return Interface;
});
function trackList(stream, kind) {
  const both = lists.get(stream) ?? {};
  lists.set(stream, both);
  return both[kind] ??= make(stream, kind);
}
function make(stream, kind) {
  const part = { stream, kind, addtrack: null, removetrack: null };
  const list = new Proxy(Object.create(MediaStreamTrackList().prototype), indexed(() => tracksOf(part)));
  parts2.set(list, part);
  for (const type of ["addtrack", "removetrack"]) {
    stream.addEventListener(type, (event) => {
      if (event.track?.kind === kind && part[type]) Reflect.apply(part[type], list, [event]);
    });
  }
  return list;
}
function indexed(members) {
  const at = (key) => typeof key === "string" && /^(0|[1-9]\d*)$/.test(key) ? members()[key] : void 0;
  const orElse = (method) => (target, key, ...rest) => !at(key) && Reflect[method](target, key, ...rest);
  return {
    get: (target, key, receiver) => at(key) ?? Reflect.get(target, key, receiver),
    has: (target, key) => Boolean(at(key)) || Reflect.has(target, key),
    set: orElse("set"),
    defineProperty: orElse("defineProperty"),
    deleteProperty: orElse("deleteProperty"),
    ownKeys: (target) => [...members().keys()].map(String).concat(Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, key) => at(key) ? { value: at(key), enumerable: true, configurable: true, writable: false } : Reflect.getOwnPropertyDescriptor(target, key)
  };
}

// src/legacy/interfaces.js
function interfaces(patch) {
  const all2 = {
    LocalMediaStream,
    NavigatorUserMediaError,
    AudioStreamTrack,
    VideoStreamTrack,
    MediaStreamTrackList,
    MediaStreamEvent
  };
  for (const [name, make2] of Object.entries(all2)) patch.addGlobal(name, make2());
  twoLists(patch);
  if (settings.errorNames !== "modern") {
    patch.addAll(NavigatorUserMediaError().prototype, {
      get constraintName() {
        return this.constraint;
      }
    });
  }
}

// src/legacy/constraints.js
var NUMBERS = ["width", "height", "frameRate", "aspectRatio", "sampleRate", "sampleSize", "channelCount", "latency"];
var SWITCHES = ["echoCancellation", "autoGainControl", "noiseSuppression"];
var WORDS = ["deviceId", "groupId", "facingMode", "resizeMode"];
var RENAMED = {
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
var SCREENS = ["chromeMediaSource", "mediaSource", "mozMediaSource"];
var SURFACES = {
  screen: "monitor",
  desktop: "monitor",
  window: "window",
  application: "window",
  browser: "browser",
  tab: "browser",
  system: "monitor"
};
var isForgotten = (key) => /^goog|^chrome|^(browserWindow|scrollWithPage|fake)$/.test(key);
var isObject = (value) => typeof value === "object" && value !== null;
function wrong(where, what) {
  return new TypeError(`Malformed constraint: ${where} ${what}`);
}
function translate(constraints, of2011 = false) {
  if (of2011 && typeof constraints === "string") constraints = fromWords(constraints);
  constraints ??= {};
  if (!["object", "function"].includes(typeof constraints)) {
    throw new TypeError("The provided value is not of type 'MediaStreamConstraints'.");
  }
  const wishes = { own: constraints, oldKeys: {}, isOld: false, unknown: void 0 };
  for (const kind of ["audio", "video"]) {
    const value = constraints[kind] ?? of2011;
    const [today, screen] = isObject(value) ? wish(value, kind, wishes) : [Boolean(value)];
    if (isObject(value) && today !== value) wishes.isOld = true;
    if (screen) wishes.display = { video: true, ...wishes.display, [kind]: kind === "audio" || forDisplay(today, screen) };
    wishes[kind] = screen ? false : today;
  }
  const property = (value) => ({ value, enumerable: true });
  wishes.constraints = Object.create(constraints, { audio: property(wishes.audio), video: property(wishes.video) });
  return wishes;
}
function fromWords(text) {
  const wishes = { audio: false, video: false };
  for (const part of text.split(",")) {
    const [kind, ...words] = part.trim().split(/\s+/);
    const facing = words.find((word) => ["user", "environment"].includes(word));
    if (kind in wishes) wishes[kind] = facing ? { facingMode: facing } : true;
  }
  return wishes;
}
function wish(value, kind, wishes) {
  const isOld = "mandatory" in value || "optional" in value;
  return isOld ? fromOld(value, kind, wishes) : fromToday(value, kind);
}
function forDisplay(today, surface) {
  const wishes = { displaySurface: surface };
  for (const name of NUMBERS) {
    const { exact, min, max, ideal = exact ?? min } = isObject(today[name]) ? today[name] : { ideal: today[name] };
    if (ideal !== void 0 || max !== void 0) wishes[name] = { ...ideal !== void 0 && { ideal }, ...max !== void 0 && { max } };
  }
  return wishes;
}
function fromToday(value, kind) {
  let screen;
  const today = {};
  for (const key in value) {
    if (/^(min|max)[A-Z]/.test(key)) throw wrong(`${kind}.${key}`, 'belongs into "mandatory" or "optional"');
    if (!SCREENS.includes(key) && !(key in RENAMED)) continue;
    const wished = value[key];
    if (SCREENS.includes(key)) screen ??= SURFACES[wished];
    else if (!(RENAMED[key] in value)) today[RENAMED[key]] = wished;
  }
  return Object.keys(today).length || screen ? [{ ...value, ...today }, screen] : [value];
}
function fromOld(value, kind, wishes) {
  for (const key in value) {
    if (key !== "mandatory" && key !== "optional" && value[key] !== void 0) {
      throw wrong(`${kind}.${key}`, 'cannot stand beside "mandatory" or "optional"');
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
    if (value === void 0) continue;
    const at = `${where}.${key}`;
    if (SCREENS.includes(key)) {
      screen = SURFACES[value];
      if (!screen && !["camera", "microphone"].includes(value)) throw wrong(at, "is no source");
      continue;
    }
    const { name, bound } = keyOfToday(key);
    const read = reader(name);
    if (read) {
      const wanted = isObject(value) && !Array.isArray(value) ? value : { [bound]: value };
      const entries = Object.entries(wanted).map(([bound2, limit]) => [bound2, read(limit, at)]);
      today[name] = { ...today[name], ...Object.fromEntries(entries) };
      if (wishes) wishes.oldKeys[name] ??= key;
    } else if (wishes && key === "chromeMediaSourceId") {
      wishes.isChosen = true;
    } else if (wishes && !isForgotten(key)) {
      wishes.unknown ??= key;
    }
  }
  return [today, screen];
}
function keyOfToday(key) {
  const [, bound, first, rest] = /^(min|max)([A-Z])(.*)$/.exec(key) ?? [];
  if (bound) return { name: first.toLowerCase() + rest, bound };
  return { name: RENAMED[key] ?? key, bound: "exact" };
}
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
  if (!WORDS.includes(name)) return void 0;
  return (value, at) => {
    if (![value].flat().every((word) => typeof word === "string")) throw wrong(at, "is not a string");
    return value;
  };
}

// src/legacy/ask.js
async function ask(devices, wishes, getUserMedia = devices?.getUserMedia) {
  if (!devices) throw new DOMException("Only secure pages may use a camera or a microphone", "SecurityError");
  const { display, audio, video, unknown } = wishes;
  const isKnown = wishes.isChosen && readsOld(devices, getUserMedia);
  if (unknown !== void 0) throw overconstrained(unknown);
  const screen = !isKnown && display && await devices.getDisplayMedia(display);
  if (screen && !audio && !video) return screen;
  try {
    const stream = await Reflect.apply(getUserMedia, devices, [isKnown ? wishes.own : wishes.constraints]);
    if (screen) screen.getTracks().forEach((track) => stream.addTrack(track));
    return stream;
  } catch (error) {
    if (screen) endAll(screen);
    throw error;
  }
}
function readsOld(devices, getUserMedia) {
  let reads = false;
  const wishes = {
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
      await Reflect.apply(getUserMedia, devices, [wishes]);
    } catch {
    }
  })();
  return reads;
}
function overconstrained(constraint) {
  const message = "No device knows this constraint";
  if (globalThis.OverconstrainedError) return new OverconstrainedError(constraint, message);
  return Object.assign(new DOMException(message, "OverconstrainedError"), { constraint });
}

// src/legacy/get_user_media.js
function callbacks(patch) {
  const check = nativeGetter(Navigator, "cookieEnabled");
  for (const prefix of settings.prefixes) {
    const name = prefix ? `${prefix}GetUserMedia` : "getUserMedia";
    if (name in navigator && !settings.replaceNative) continue;
    patch.putAll(Navigator.prototype, {
      [name](constraints, success, error) {
        check(this);
        request(this, name, arguments);
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
  if (settings.replaceNative && globalThis.MediaDevices) promised(patch);
}
function promised(patch) {
  const { prototype } = MediaDevices;
  const original = prototype.getUserMedia;
  const members = {
    getUserMedia() {
      return answer(this, arguments);
    }
  };
  async function answer(devices, args) {
    const wishes = args.length ? translate(args[0]) : {};
    if (!wishes.isOld) return adopt(await Reflect.apply(original, devices, args));
    return adopt(await ask(devices, wishes, original));
  }
  patch.putAll(prototype, members);
}
function request(navigator2, name, args) {
  const failed = `Failed to execute '${name}' on 'Navigator': `;
  const { era } = settings;
  const required = { modern: 3, 2012: 2, 2011: 1 }[era];
  if (args.length < required) {
    throw new TypeError(`${failed}${required} arguments required, but only ${args.length} present.`);
  }
  const [constraints, success, error] = args;
  const wishes = translate(constraints, era === "2011");
  if (era === "2011" && success == null) return;
  for (const [place, callback] of [[2, success], [3, error]]) {
    const isAbsent = place === 3 && era !== "modern" && callback == null;
    if (typeof callback !== "function" && !isAbsent) {
      throw new TypeError(`${failed}parameter ${place} is not of type 'Function'.`);
    }
  }
  if (!wishes.audio && !wishes.video && !wishes.display) {
    if (era === "2011") throw new DOMException("Neither audio nor video is asked for", "NotSupportedError");
    throw new TypeError(`${failed}At least one of audio and video must be requested`);
  }
  (async () => {
    let callback = success;
    let answer;
    try {
      answer = adopt(await ask(navigator2.mediaDevices, wishes));
    } catch (reason) {
      callback = error;
      answer = legacyError(reason, wishes.oldKeys);
    }
    if (callback) later(() => Reflect.apply(callback, globalThis, [answer]));
  })();
}

// src/legacy/numeric_states.js
var STREAM = { LIVE: 1, ENDED: 2 };
var TRACK = { LIVE: 0, MUTED: 1, ENDED: 2 };
function numericStates(patch) {
  const isActive = nativeGetter(MediaStream, "active");
  patch.addAll(MediaStream.prototype, {
    get readyState() {
      return isActive(this) ? STREAM.LIVE : STREAM.ENDED;
    }
  });
  for (const Interface of [AudioStreamTrack(), VideoStreamTrack()]) {
    patch.putAll(Interface.prototype, {
      get readyState() {
        if (stateOf(this) === "ended") return TRACK.ENDED;
        return this.muted ? TRACK.MUTED : TRACK.LIVE;
      }
    });
  }
  for (const [Interface, constants] of [[MediaStream, STREAM], [MediaStreamTrack, TRACK]]) {
    for (const [name, value] of Object.entries(constants)) {
      for (const object of [Interface, Interface.prototype]) {
        patch.add(object, name, { value, enumerable: true, configurable: true });
      }
    }
  }
}

// src/legacy/markup.js
function markup(patch, look2) {
  const observer = new MutationObserver(() => document.querySelectorAll("[src^=blob]").forEach(look2));
  patch.onUndo(() => observer.disconnect());
  return () => observer.observe(document, { subtree: true, childList: true, attributeFilter: ["src"] });
}

// src/legacy/object_urls.js
var { apply, getOwnPropertyDescriptor } = Reflect;
function objectUrls(patch) {
  const streams3 = /* @__PURE__ */ new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  patch.putAll(URL, {
    createObjectURL(object) {
      if (!isStream(object)) return apply(createObjectURL, this, arguments);
      const url = apply(createObjectURL, URL, [new Blob()]);
      streams3.set(url, object);
      watchMarkup();
      return url;
    },
    revokeObjectURL(url) {
      streams3.delete(url);
      return apply(revokeObjectURL, this, arguments);
    }
  });
  const shown = /* @__PURE__ */ new WeakMap();
  const { prototype } = HTMLMediaElement;
  const src = getOwnPropertyDescriptor(prototype, "src");
  const { getAttribute, setAttribute, removeAttribute } = prototype;
  const urlOf = (element) => {
    const { url, stream } = shown.get(element) ?? {};
    return stream && element.srcObject === stream ? url : void 0;
  };
  const show = (element, url) => {
    if (urlOf(element) !== void 0) element.srcObject = null;
    shown.delete(element);
    const stream = streams3.get(url);
    if (!stream) return false;
    element.srcObject = stream;
    shown.set(element, { url, stream });
    return true;
  };
  const watchMarkup = markup(patch, (node) => {
    const element = node.localName === "source" ? node.parentNode : node;
    const url = apply(getAttribute, node, ["src"]);
    if (element instanceof HTMLMediaElement && !element.srcObject && streams3.has(url)) show(element, url);
  });
  const isSrc = (name) => String(name).toLowerCase() === "src";
  patch.putAll(prototype, {
    get src() {
      return urlOf(this) ?? apply(src.get, this, []);
    },
    set src(url) {
      apply(src.get, this, []);
      const text = String(url);
      if (!show(this, text)) apply(src.set, this, [text]);
    },
    getAttribute(name) {
      const url = isSrc(name) ? urlOf(this) : void 0;
      return url ?? apply(getAttribute, this, arguments);
    },
    setAttribute(name, value) {
      if (arguments.length < 2 || !isSrc(name) || !show(this, String(value))) apply(setAttribute, this, arguments);
    },
    removeAttribute(name) {
      if (isSrc(name)) show(this, void 0);
      apply(removeAttribute, this, arguments);
    }
  });
}
var isStream = (object) => typeof object === "object" && object !== null && typeof object.getTracks === "function";

// src/legacy/patch.js
var { defineProperty, getOwnPropertyDescriptor: getOwnPropertyDescriptor2, ownKeys } = Reflect;
var Patch = class {
  #done = [];
  #further = [];
  // Adds what is not there. What the browser or the page has, stays.
  add(object, key, descriptor) {
    if (!(key in object)) this.put(object, key, descriptor);
  }
  // Puts it in the place of whatever there is.
  put(object, key, descriptor) {
    const before = getOwnPropertyDescriptor2(object, key);
    if (!defineProperty(object, key, descriptor)) {
      throw new TypeError(`The page does not let ${nameOf(object)} have another ${String(key)}; nothing is installed`);
    }
    this.#done.push({ object, key, before, ours: getOwnPropertyDescriptor2(object, key) });
  }
  // What else is to be done on the way back.
  onUndo(action) {
    this.#further.push(action);
  }
  // The members of a literal are what WebIDL wants those of an interface to be: enumerable, writable, configurable,
  // with the right names and lengths, and no constructors.
  addAll(object, members) {
    for (const key of ownKeys(members)) this.add(object, key, getOwnPropertyDescriptor2(members, key));
  }
  putAll(object, members) {
    for (const key of ownKeys(members)) this.put(object, key, getOwnPropertyDescriptor2(members, key));
  }
  // A global of a page: an interface, which is not enumerable.
  addGlobal(name, value) {
    if (getOwnPropertyDescriptor2(globalThis, name)) return;
    this.put(globalThis, name, { value, writable: true, configurable: true });
  }
  // Tells what is not as it was, because somebody else has changed it since.
  undo() {
    const left = [];
    for (const action of this.#further.splice(0)) action();
    for (const { object, key, before, ours: ours2 } of this.#done.splice(0).reverse()) {
      const now = getOwnPropertyDescriptor2(object, key);
      const isOurs = now && ["value", "get", "set"].every((part) => now[part] === ours2[part]);
      const undone = isOurs && (before ? defineProperty(object, key, before) : Reflect.deleteProperty(object, key));
      if (!undone) left.push(`${nameOf(object)}.${String(key)}`);
    }
    return left;
  }
};
function nameOf(object) {
  if (object === globalThis) return "window";
  if (typeof object === "function") return object.name;
  return `${object.constructor?.name}.prototype`;
}

// src/legacy/sources.js
var parts3 = /* @__PURE__ */ new WeakMap();
var SourceInfo = once(
  () => idl("SourceInfo", class {
  }, {
    get id() {
      return own(parts3, this).id;
    },
    get sourceId() {
      return own(parts3, this).id;
    },
    get kind() {
      return own(parts3, this).kind;
    },
    get label() {
      return own(parts3, this).label;
    },
    get facing() {
      return own(parts3, this).facing;
    }
  })
);
function sources(patch) {
  patch.addAll(MediaStreamTrack, {
    getSources(callback) {
      if (typeof callback !== "function") throw new TypeError("The callback is not a function");
      (async () => {
        const list = await known();
        later(() => Reflect.apply(callback, globalThis, [list]));
      })();
    }
  });
}
async function known() {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind.endsWith("input")).map(info);
  } catch {
    return [];
  }
}
function info(device) {
  const Interface = SourceInfo();
  const source = new Interface();
  const { deviceId: id, label } = device;
  const facing = device.getCapabilities?.().facingMode?.[0] ?? "";
  parts3.set(source, { id, kind: device.kind.replace("input", ""), label, facing });
  return source;
}

// src/legacy/handlers.js
var handlers = /* @__PURE__ */ new WeakMap();
function handler(type, check) {
  const name = `on${type}`;
  return {
    get [name]() {
      check(this);
      return handlers.get(this)?.[type]?.callback ?? null;
    },
    set [name](value) {
      check(this);
      const callback = value !== null && ["function", "object"].includes(typeof value) ? value : null;
      const all2 = handlers.get(this) ?? {};
      handlers.set(this, all2);
      if (callback && all2[type]) {
        all2[type].callback = callback;
      } else if (callback) {
        all2[type] = { callback, handleEvent: call };
        this.addEventListener(type, all2[type]);
      } else if (all2[type]) {
        this.removeEventListener(type, all2[type]);
        delete all2[type];
      }
    }
  };
}
function call(event) {
  const { callback } = this;
  if (typeof callback !== "function") return;
  if (Reflect.apply(callback, event.currentTarget, [event]) === false) event.preventDefault();
}

// src/legacy/streams.js
function streams2(patch) {
  const idOf = nativeGetter(MediaStream, "id");
  const isActive = nativeGetter(MediaStream, "active");
  const { prototype } = MediaStream;
  askWhetherNative();
  patch.addAll(prototype, {
    // 36 characters, in every engine.
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
  const check = (stream) => {
    idOf(stream);
    watch(stream);
  };
  for (const type of ["ended", "active", "inactive"]) patch.addAll(prototype, handler(type, check));
  if (settings.mediaStreamStop) {
    patch.addAll(prototype, {
      stop() {
        idOf(this);
        endAll(this);
      }
    });
  }
}

// src/legacy/install.js
var MARK = /* @__PURE__ */ Symbol.for("local-media-stream.legacy");
var wayBack = () => Reflect.getOwnPropertyDescriptor(globalThis, MARK)?.value;
var isInstalled = () => wayBack() !== void 0;
function install(options) {
  const chosen = readOptions(options);
  requirePage();
  if (isInstalled()) return;
  const patch = new Patch();
  try {
    Object.assign(settings, chosen);
    for (const part of [interfaces, callbacks, streams2, sources]) part(patch);
    if (settings.objectUrls) objectUrls(patch);
    if (settings.numericStates) numericStates(patch);
    patch.put(globalThis, MARK, { value: () => patch.undo(), configurable: true });
  } catch (error) {
    patch.undo();
    throw error;
  }
}
var uninstall = () => wayBack()?.() ?? [];
function requirePage() {
  for (const name of ["document", "navigator", "MediaStream", "MediaStreamTrack", "HTMLMediaElement"]) {
    if (typeof globalThis[name] === "undefined") {
      throw new DOMException(`The shim needs a page with streams, and there is no ${name} here`, "NotSupportedError");
    }
  }
}
export {
  install,
  isInstalled,
  uninstall
};
