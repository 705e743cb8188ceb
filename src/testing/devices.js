// Devices that are made in the page: real tracks, of a canvas and of Web Audio, that answer as a camera's and a
// microphone's do. In JavaScript, because that is where one puts other properties on an object.

// --- Sources ---

// A browser clones the tracks of a stream past what a script has put on them. From the first track that is made here,
// a stream that has such tracks is cloned by way of their own `clone`.
let streamsAreTaught = false;
function teachStreams() {
  if (streamsAreTaught) return;
  streamsAreTaught = true;
  const { clone } = MediaStream.prototype;
  MediaStream.prototype.clone = function () {
    const tracks = this.getTracks();
    if (!tracks.some((track) => Object.hasOwn(track, "clone"))) return clone.call(this);
    return new MediaStream(tracks.map((track) => track.clone()));
  };
}

const isLive = (track) => track.readyState === "live";

// A moving picture: the number of the frame, and a bar that goes from left to right.
export class Camera {
  frames = 0;
  // Whether it shows nothing, as a camera that is muted.
  dark = false;
  #canvas = document.createElement("canvas");
  #rate;
  #tracks = new Set();
  #timer = 0;

  constructor(width, height, rate) {
    this.resize(width, height, rate);
  }

  resize(width, height, rate) {
    Object.assign(this.#canvas, { width, height });
    this.#rate = rate;
    this.#draw();
    if (this.#timer) this.#run();
  }

  track() {
    teachStreams();
    // As often as it is drawn. WebKit, when it is not told a rate, gives no picture but the first.
    const [track] = this.#canvas.captureStream(60).getVideoTracks();
    return this.#follow(track);
  }

  // It can have no more tracks. Garbage is collected late; the canvas is not to wait for it with all its pixels.
  close() {
    clearInterval(this.#timer);
    Object.assign(this.#canvas, { width: 1, height: 1 });
  }

  // Draws until this track has ended, and every clone of it.
  #follow(track) {
    const { clone } = track;
    Object.defineProperty(track, "clone", { value: () => this.#follow(clone.call(track)), configurable: true });
    this.#tracks.add(track);
    if (!this.#timer) this.#run();
    return track;
  }

  // By a timer: a page that nobody looks at has no animation frames.
  #run() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 1000 / this.#rate);
  }

  #tick() {
    for (const track of this.#tracks) if (!isLive(track)) this.#tracks.delete(track);
    if (this.#tracks.size) return this.#draw();
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #draw() {
    const { width, height } = this.#canvas;
    const frame = this.frames++;
    const pen = this.#canvas.getContext("2d");
    pen.fillStyle = this.dark ? "black" : `hsl(${frame % 360} 60% 40%)`;
    pen.fillRect(0, 0, width, height);
    if (this.dark) return;
    pen.fillStyle = "white";
    pen.fillRect((frame * 4) % width, 0, 8, height);
    pen.font = `${Math.max(height / 4, 8)}px monospace`;
    pen.fillText(String(frame), width / 8, height / 2);
  }
}

// One for all microphones: browsers allow few, and to open one is slow.
let audio;

// A tone, noise, or silence. Where no sound comes out of the machine, the track is there and silent.
export class Microphone {
  #source;
  #gain;
  #out;

  constructor(sound, frequency, volume) {
    audio ??= new AudioContext();
    this.#out = audio.createMediaStreamDestination();
    this.#gain = new GainNode(audio, { gain: sound === "silence" ? 0 : volume });
    this.#gain.connect(this.#out);
    this.#source = sound === "noise" ? noise() : new OscillatorNode(audio, { frequency });
    this.#source.connect(this.#gain);
    this.#source.start();
    // It may wait for a click, or for ever.
    if (audio.state !== "running") audio.resume().catch(() => {});
  }

  // It has nothing in it that a device's microphone would have to know of.
  resize() {}

  track() {
    teachStreams();
    return this.#out.stream.getAudioTracks()[0].clone();
  }

  close() {
    this.#source.stop();
    this.#gain.disconnect();
    for (const track of this.#out.stream.getTracks()) track.stop();
  }
}

function noise() {
  const buffer = audio.createBuffer(1, audio.sampleRate, audio.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  return new AudioBufferSourceNode(audio, { buffer, loop: true });
}

// --- Constraints ---

const fail = (name, message, constraint) => {
  if (name === "TypeError") return new TypeError(message);
  // Its own class where there is one that scripts can make.
  if (name === "OverconstrainedError" && globalThis.OverconstrainedError) {
    return new OverconstrainedError(constraint ?? "", message);
  }
  const error = new DOMException(message, name);
  if (constraint !== undefined) Object.defineProperty(error, "constraint", { value: constraint, enumerable: true });
  return error;
};

const WORDS = ["deviceId", "groupId", "facingMode"];
const NUMBERS = ["width", "height", "frameRate"];

const all = (wish) => (wish === undefined ? [] : [wish].flat());
const isBare = (wish) => wish === null || typeof wish !== "object" || Array.isArray(wish);
const required = (wish) => (isBare(wish) ? {} : wish);
const ideal = (wish) => (isBare(wish) ? wish : wish.ideal);

// --- Devices ---

class Device {
  muted = false;
  tracks = new Set();
  #sources = new Set();

  constructor(options) {
    Object.assign(this, options);
    // A picture has at least one pixel, and comes at all.
    this.width = Math.max(this.width, 1);
    this.height = Math.max(this.height, 1);
    if (!(this.frameRate > 0 && this.frameRate < Infinity)) this.frameRate = 1;
  }

  get isCamera() {
    return this.kind === "videoinput";
  }

  get hasPicture() {
    return this.isCamera || this.kind === "display";
  }

  liveTracks() {
    return [...this.tracks].filter(isLive).length;
  }

  // Whether it can meet what is required in this respect.
  meets(name, wishes) {
    const wish = required(wishes[name]);
    if (WORDS.includes(name)) {
      const exact = all(wish.exact);
      return exact.length === 0 || exact.includes(this[name]);
    }
    if (!this.hasPicture) return true;
    const { exact, min, max } = wish;
    // It goes down to one pixel, and as slowly as anybody likes.
    const least = name === "frameRate" ? 0 : 1;
    const most = this[name];
    return (exact ?? min ?? 0) <= most && (min ?? 0) <= most && (exact ?? max ?? least) >= least && (max ?? least) >= least;
  }

  // What it sets itself to.
  choose(wishes) {
    const chosen = {};
    if (!this.hasPicture) return chosen;
    for (const name of NUMBERS) {
      const { exact, min = 0, max = Infinity } = required(wishes[name]);
      const wanted = exact ?? ideal(wishes[name]) ?? this[name];
      const least = name === "frameRate" ? 0 : 1;
      const value = Math.min(Math.max(wanted, min, least), max, this[name]);
      chosen[name] = name === "frameRate" ? value || this[name] : Math.round(value);
    }
    return chosen;
  }

  // The spec's fitness distance: how far it is from what is wished for.
  distance(wishes) {
    const chosen = this.choose(wishes);
    let distance = 0;
    for (const name of WORDS) {
      const wanted = all(ideal(wishes[name]));
      if (wanted.length && !wanted.includes(this[name])) distance++;
    }
    for (const [name, value] of Object.entries(chosen)) {
      const wanted = ideal(wishes[name]);
      if (wanted !== undefined) distance += Math.abs(value - wanted) / Math.max(Math.abs(value), Math.abs(wanted));
    }
    return distance;
  }

  // A track with a source of its own, so that each has the size and rate that it was set to.
  open(wishes, settings = this.choose(wishes)) {
    const { width, height, frameRate } = settings;
    const source = this.hasPicture ? new Camera(width, height, frameRate) : new Microphone("silence", 440, 0);
    source.dark = this.muted;
    this.#sources.add(source);
    return this.#dress(source, wishes, settings);
  }

  capabilities() {
    const { deviceId, groupId, facingMode } = this;
    if (!this.hasPicture) return { deviceId, groupId, echoCancellation: [true, false] };
    const range = (max) => ({ min: 1, max });
    return {
      deviceId,
      groupId,
      ...(this.isCamera && { facingMode: facingMode ? [facingMode] : [] }),
      ...(this.displaySurface && { displaySurface: this.displaySurface }),
      width: range(this.width),
      height: range(this.height),
      frameRate: { min: 0, max: this.frameRate },
    };
  }

  // Lets a track of a canvas or of Web Audio answer as one of this device.
  #dress(source, wishes, settings) {
    const track = source.track();
    const { stop } = track;
    const device = this;
    const fixed = { deviceId: this.deviceId, groupId: this.groupId };
    if (this.facingMode) fixed.facingMode = this.facingMode;
    if (this.displaySurface) fixed.displaySurface = this.displaySurface;
    if (!this.hasPicture) Object.assign(fixed, { echoCancellation: true, sampleRate: 48000, channelCount: 1 });
    const own = {
      label: { get: () => device.label },
      muted: { get: () => device.muted },
      getSettings: { value: () => ({ ...fixed, ...settings }) },
      getCapabilities: { value: () => device.capabilities() },
      getConstraints: { value: () => structuredClone(wishes) },
      applyConstraints: {
        async value(next) {
          next ??= {};
          const unmet = [...WORDS, ...NUMBERS].find((name) => !device.meets(name, next));
          if (unmet !== undefined) throw fail("OverconstrainedError", "", unmet);
          wishes = structuredClone(next);
          settings = device.choose(next);
          if (isLive(track)) source.resize(settings.width, settings.height, settings.frameRate);
        },
      },
      clone: {
        value() {
          const clone = device.open(wishes, settings);
          clone.enabled = track.enabled;
          if ("contentHint" in track) clone.contentHint = track.contentHint;
          if (!isLive(track)) clone.stop();
          return clone;
        },
      },
      stop: {
        value() {
          stop.call(track);
          source.close();
          device.#sources.delete(source);
          device.tracks.delete(track);
        },
      },
      // Firefox keeps what scripts dispatch at a track from its listeners, unless they say that they want it.
      addEventListener: {
        value: (type, listener, options) =>
          EventTarget.prototype.addEventListener.call(track, type, listener, options ?? false, true),
      },
    };
    for (const descriptor of Object.values(own)) descriptor.configurable = true;
    Object.defineProperties(track, own);
    this.tracks.add(track);
    return track;
  }

  // Ends every track, as only the outside can: with an event.
  end() {
    for (const track of [...this.tracks]) {
      // Who is told of the first may stop the others; of those nobody is told.
      if (!isLive(track)) continue;
      track.stop();
      tell(() => track.dispatchEvent(new Event("ended")));
    }
  }

  mute(muted) {
    if (this.muted === muted) return;
    this.muted = muted;
    for (const source of this.#sources) source.dark = muted;
    for (const track of [...this.tracks]) {
      tell(() => {
        if (isLive(track) && this.muted === muted) track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
      });
    }
  }

  info(told) {
    const { kind, deviceId, groupId, label } = this;
    const info = told ? { kind, deviceId, groupId, label } : { kind, deviceId: "", groupId: "", label: "" };
    const isInput = kind !== "audiooutput";
    return {
      ...info,
      ...(isInput && { getCapabilities: () => (told ? this.capabilities() : {}) }),
      toJSON: () => info,
    };
  }
}

const permissionOf = (kind) => (kind === "videoinput" ? "camera" : "microphone");

// What is to be told while something else is being told comes after it, as from a browser: there each event is a task.
const untold = [];
let telling = false;
function tell(what) {
  untold.push(what);
  if (telling) return;
  telling = true;
  while (untold.length) {
    try {
      untold.shift()();
    } catch (error) {
      reportError(error);
    }
  }
  telling = false;
}

// What no browser made has no `on…` of its own that would be called.
function fire(target, type) {
  tell(() => {
    const event = new Event(type);
    target.dispatchEvent(event);
    const handler = target[`on${type}`];
    if (typeof handler === "function") handler.call(target, event);
  });
}

export class FakeMediaDevices extends EventTarget {
  devices = [];
  held = [];
  answer = "grant";
  oneCamera = false;
  // It is nobody's camera, is in no list, and needs no lasting permission.
  #screen = new Device({
    kind: "display",
    deviceId: "screen",
    groupId: "",
    label: "screen",
    displaySurface: "monitor",
    width: 1280,
    height: 720,
    frameRate: 30,
  });
  // The kinds that have once been open: their names are no secret from then on.
  #told = new Set();
  permissions = { camera: "prompt", microphone: "prompt" };
  #statuses = [];

  ondevicechange = null;

  plug(kind, deviceId, groupId, label, facingMode, width, height, frameRate) {
    this.unplug(deviceId);
    this.devices.push(new Device({ kind, deviceId, groupId, label, facingMode, width, height, frameRate }));
    this.#changed();
  }

  unplug(deviceId) {
    const at = this.devices.findIndex((device) => device.deviceId === deviceId);
    if (at < 0) return false;
    const [device] = this.devices.splice(at, 1);
    device.end();
    this.#changed();
    return true;
  }

  mute(deviceId, muted) {
    this.#find(deviceId)?.mute(muted);
  }

  // Ends what is live of a device, as the browser's own button to stop does.
  end(deviceId) {
    this.#find(deviceId)?.end();
  }

  permit(name, state) {
    if (this.permissions[name] === state) return;
    this.permissions[name] = state;
    if (state === "denied") for (const device of this.devices) if (permissionOf(device.kind) === name) device.end();
    for (const status of this.#statuses) if (status.name === name) fire(status, "change");
  }

  liveTracks() {
    return [...this.devices, this.#screen].reduce((sum, device) => sum + device.liveTracks(), 0);
  }

  #find(deviceId) {
    return [...this.devices, this.#screen].find((device) => device.deviceId === deviceId);
  }

  #changed() {
    fire(this, "devicechange");
  }

  // --- What pages call ---

  async enumerateDevices() {
    const isTold = ({ kind }) => this.#told.has(kind) || this.permissions[permissionOf(kind)] === "granted";
    const isFirst = (device) => this.devices.find(({ kind }) => kind === device.kind) === device;
    // Before permission it is told that there is one, and not how many.
    const listed = this.devices.filter((device) => isTold(device) || isFirst(device));
    return listed.map((device) => device.info(isTold(device)));
  }

  getSupportedConstraints() {
    return Object.fromEntries([...WORDS, ...NUMBERS, "echoCancellation"].map((name) => [name, true]));
  }

  getUserMedia(constraints) {
    const wanted = [["audioinput", constraints?.audio], ["videoinput", constraints?.video]].filter(([, wish]) => wish);
    if (!wanted.length) return Promise.reject(fail("TypeError", "neither audio nor video is asked for"));
    return this.#ask(wanted);
  }

  getDisplayMedia(options) {
    const video = options?.video ?? true;
    if (!video) return Promise.reject(fail("TypeError", "a screen has a picture"));
    // Its sound, which browsers may leave out, is left out.
    return this.#ask([["display", video]]);
  }

  #ask(wanted) {
    return new Promise((resolve, reject) => {
      const request = { wanted, resolve, reject };
      if (this.answer === "hold" && !this.#isDenied(wanted)) this.held.push(request);
      else this.settle(request, "grant");
    });
  }

  // --- What the user answers ---

  next(place, answer, name, constraint) {
    const [request] = this.held.splice(place, 1);
    if (request) this.settle(request, answer, name, constraint);
    return Boolean(request);
  }

  settle({ wanted, resolve, reject }, answer, name, constraint) {
    // Somebody may have refused for good while the question was open.
    if (answer === "deny" || this.#isDenied(wanted)) return reject(fail("NotAllowedError", "Permission denied"));
    if (answer === "fail") return reject(fail(name, "", constraint || undefined));
    if (answer === "nothing") return resolve(new MediaStream());
    const tracks = [];
    try {
      for (const [kind, wish] of wanted) tracks.push(this.#open(kind, wish === true ? {} : wish));
    } catch (error) {
      for (const track of tracks) track.stop();
      return reject(error);
    }
    for (const [kind] of wanted) {
      if (kind === "display") continue;
      this.#told.add(kind);
      this.permit(permissionOf(kind), "granted");
    }
    if (answer === "ended") for (const track of tracks) track.stop();
    resolve(new MediaStream(tracks));
  }

  #isDenied(wanted) {
    return wanted.some(([kind]) => kind !== "display" && this.permissions[permissionOf(kind)] === "denied");
  }

  #open(kind, wishes) {
    if (kind === "display") return this.#screen.open(wishes);
    let able = this.devices.filter((device) => device.kind === kind);
    if (!able.length) throw fail("NotFoundError", "Requested device not found");
    for (const name of [...WORDS, ...NUMBERS]) {
      able = able.filter((device) => device.meets(name, wishes));
      if (!able.length) throw fail("OverconstrainedError", "", name);
    }
    // Of equals, the one that was plugged in first.
    const device = able.reduce((best, other) => (other.distance(wishes) < best.distance(wishes) ? other : best));
    const isBusy = (other) => other !== device && other.isCamera && other.liveTracks() > 0;
    if (this.oneCamera && device.isCamera && this.devices.some(isBusy)) {
      throw fail("NotReadableError", "Could not start video source");
    }
    return device.open(wishes);
  }

  // --- In the place of the page's own ---

  // Gives a function that puts everything back as it was.
  install() {
    const real = navigator.permissions;
    const query = real?.query;
    const fakeQuery = async (descriptor) => {
      const fake = this;
      const { name } = descriptor;
      if (!Object.hasOwn(fake.permissions, name)) return query.call(real, descriptor);
      const status = Object.assign(new EventTarget(), { name, onchange: null });
      Object.defineProperty(status, "state", { get: () => fake.permissions[name] });
      fake.#statuses.push(status);
      return status;
    };
    const places = [[navigator, "mediaDevices", this]];
    if (real) places.push([real, "query", fakeQuery]);
    const before = places.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name));
    for (const [object, name, value] of places) {
      Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
    }
    return () =>
      places.forEach(([object, name], at) => {
        if (before[at]) Object.defineProperty(object, name, before[at]);
        else delete object[name];
      });
  }
}
