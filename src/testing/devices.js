// Devices that are made in the page: real tracks, of a canvas and of Web Audio, that answer as a camera's and a
// microphone's do. In JavaScript, because that is where one puts other properties on an object.

// --- Sources ---

// A moving picture: the number of the frame, and a bar that goes from left to right.
export class Camera {
  frames = 0;
  #canvas = document.createElement("canvas");
  #tracks = new Set();
  #timer = 0;

  constructor(width, height, rate) {
    Object.assign(this.#canvas, { width, height });
    this.rate = rate;
    this.#draw();
  }

  track() {
    const [track] = this.#canvas.captureStream(this.rate).getVideoTracks();
    this.#tracks.add(track);
    // By a timer: a page that nobody looks at has no animation frames.
    this.#timer ||= setInterval(() => this.#tick(), 1000 / this.rate);
    return track;
  }

  #tick() {
    for (const track of this.#tracks) if (track.readyState === "ended") this.#tracks.delete(track);
    if (this.#tracks.size) return this.#draw();
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #draw() {
    const { width, height } = this.#canvas;
    const frame = this.frames++;
    const pen = this.#canvas.getContext("2d");
    pen.fillStyle = `hsl(${frame % 360} 60% 40%)`;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = "white";
    pen.fillRect((frame * 4) % width, 0, 8, height);
    pen.font = `${Math.max(height / 4, 8)}px monospace`;
    pen.fillText(String(frame), width / 8, height / 2);
  }
}

// A tone, noise, or silence. Where no sound comes out of the machine, the track is there and silent.
export class Microphone {
  #context = new AudioContext();
  #out = this.#context.createMediaStreamDestination();

  constructor(sound, frequency, volume) {
    const gain = new GainNode(this.#context, { gain: sound === "silence" ? 0 : volume });
    gain.connect(this.#out);
    const source = sound === "noise" ? this.#noise() : new OscillatorNode(this.#context, { frequency });
    source.connect(gain);
    source.start();
    // It may wait for a click, or for ever.
    this.#context.resume().catch(() => {});
  }

  track() {
    return this.#out.stream.getAudioTracks()[0].clone();
  }

  close() {
    this.#context.close().catch(() => {});
  }

  #noise() {
    const buffer = this.#context.createBuffer(1, this.#context.sampleRate, this.#context.sampleRate);
    const samples = buffer.getChannelData(0);
    for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
    return new AudioBufferSourceNode(this.#context, { buffer, loop: true });
  }
}

// --- Devices ---

const fail = (name, message, constraint) => {
  const error = name === "TypeError" ? new TypeError(message) : new DOMException(message, name);
  if (constraint !== undefined) Object.defineProperty(error, "constraint", { value: constraint, enumerable: true });
  return error;
};
const all = (wish) => (wish === undefined ? [] : [wish].flat());
const required = (wish) => (wish !== null && typeof wish === "object" && !Array.isArray(wish) ? wish : {});
const ideal = (wish) => (wish !== null && typeof wish === "object" && !Array.isArray(wish) ? wish.ideal : wish);

class Device {
  muted = false;
  tracks = new Set();
  #source = null;

  constructor(options) {
    Object.assign(this, options);
  }

  get isCamera() {
    return this.kind === "videoinput";
  }

  // Whether it can do what is required; the name of the first constraint that it cannot meet.
  unmet(wishes) {
    const mine = { deviceId: this.deviceId, groupId: this.groupId, facingMode: this.facingMode };
    for (const [name, value] of Object.entries(mine)) {
      const exact = all(required(wishes[name]).exact);
      if (exact.length && !exact.includes(value)) return name;
    }
    const most = this.isCamera ? { width: this.width, height: this.height, frameRate: this.frameRate } : {};
    for (const [name, value] of Object.entries(most)) {
      const { exact = 0, min = 0, max = Infinity } = required(wishes[name]);
      if (Math.max(exact, min) > value || max < 1) return name;
    }
    return null;
  }

  // How many of the wishes it fulfils.
  fits(wishes) {
    return ["deviceId", "groupId", "facingMode"].filter((name) => all(ideal(wishes[name])).includes(this[name])).length;
  }

  open(wishes) {
    this.#source ??= this.isCamera
      ? new Camera(this.width, this.height, this.frameRate)
      : new Microphone("silence", 440, 0);
    return this.#dress(this.#source.track(), wishes);
  }

  // Lets a track of a canvas or of Web Audio answer as one of this device.
  #dress(track, wishes) {
    const { clone, stop } = track;
    const device = this;
    const { deviceId, groupId, facingMode, width, height, frameRate } = this;
    const settings = this.isCamera
      ? { deviceId, groupId, facingMode, width, height, frameRate }
      : { deviceId, groupId, echoCancellation: true, sampleRate: 48000, channelCount: 1 };
    const range = (max) => ({ min: 1, max });
    const capabilities = this.isCamera
      ? { deviceId, groupId, facingMode: [facingMode], width: range(width), height: range(height), frameRate: range(frameRate) }
      : { deviceId, groupId, echoCancellation: [true, false] };
    const own = {
      label: { get: () => device.label },
      muted: { get: () => device.muted },
      getSettings: { value: () => ({ ...settings }) },
      getCapabilities: { value: () => structuredClone(capabilities) },
      getConstraints: { value: () => wishes },
      applyConstraints: {
        async value(next = {}) {
          const constraint = device.unmet(next);
          if (constraint !== null) throw fail("OverconstrainedError", "", constraint);
          wishes = next;
        },
      },
      clone: { value: () => device.#dress(clone.call(track), wishes) },
      stop: {
        value() {
          stop.call(track);
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
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  }

  mute(muted) {
    if (this.muted === muted) return;
    this.muted = muted;
    for (const track of [...this.tracks]) track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
  }

  info(told) {
    const { kind, deviceId, groupId, label } = this;
    const info = told ? { kind, deviceId, groupId, label } : { kind, deviceId: "", groupId: "", label: "" };
    return { ...info, toJSON: () => info };
  }
}

const permissionOf = (kind) => (kind === "videoinput" ? "camera" : "microphone");

export class FakeMediaDevices extends EventTarget {
  devices = [];
  held = [];
  answer = "grant";
  oneCamera = false;
  told = false;
  permissions = { camera: "prompt", microphone: "prompt" };
  #statuses = [];

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
    this.devices.find((device) => device.deviceId === deviceId)?.mute(muted);
  }

  // Ends what is live of a device, as the browser's own button to stop does.
  end(deviceId) {
    this.devices.find((device) => device.deviceId === deviceId)?.end();
  }

  permit(name, state) {
    if (this.permissions[name] === state) return;
    this.permissions[name] = state;
    if (state === "denied") for (const device of this.devices) if (permissionOf(device.kind) === name) device.end();
    for (const status of this.#statuses) if (status.name === name) status.dispatchEvent(new Event("change"));
  }

  liveTracks() {
    const live = (device) => [...device.tracks].filter((track) => track.readyState === "live").length;
    return this.devices.reduce((sum, device) => sum + live(device), 0);
  }

  #changed() {
    this.dispatchEvent(new Event("devicechange"));
  }

  // --- What pages call ---

  async enumerateDevices() {
    return this.devices.map((device) => device.info(this.told));
  }

  getSupportedConstraints() {
    const names = ["deviceId", "groupId", "facingMode", "width", "height", "frameRate", "echoCancellation"];
    return Object.fromEntries(names.map((name) => [name, true]));
  }

  getUserMedia(constraints = {}) {
    const wanted = [["audioinput", constraints?.audio], ["videoinput", constraints?.video]].filter(([, wish]) => wish);
    if (!wanted.length) return Promise.reject(fail("TypeError", "neither audio nor video is asked for"));
    return new Promise((resolve, reject) => {
      const request = { wanted, resolve, reject };
      if (this.answer === "hold" && !this.#isDenied(wanted)) this.held.push(request);
      else this.settle(request, "grant");
    });
  }

  getDisplayMedia(constraints = {}) {
    return this.getUserMedia({ video: constraints?.video ?? true, audio: constraints?.audio });
  }

  // --- What the user answers ---

  next(answer, name, constraint) {
    const request = this.held.shift();
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
    this.told = true;
    for (const [kind] of wanted) this.permit(permissionOf(kind), "granted");
    if (answer === "ended") for (const track of tracks) track.stop();
    resolve(new MediaStream(tracks));
  }

  #isDenied(wanted) {
    return wanted.some(([kind]) => this.permissions[permissionOf(kind)] === "denied");
  }

  #open(kind, wishes) {
    const ofKind = this.devices.filter((device) => device.kind === kind);
    if (!ofKind.length) throw fail("NotFoundError", "Requested device not found");
    const able = ofKind.filter((device) => device.unmet(wishes) === null);
    if (!able.length) throw fail("OverconstrainedError", "", ofKind[0].unmet(wishes));
    const device = able.reduce((best, other) => (other.fits(wishes) > best.fits(wishes) ? other : best));
    const busy = (other) => other !== device && other.isCamera && other.tracks.size > 0;
    if (this.oneCamera && device.isCamera && this.devices.some(busy)) {
      throw fail("NotReadableError", "Could not start video source");
    }
    return device.open(wishes);
  }

  // --- In the place of the page's own ---

  // Gives a function that puts everything back as it was.
  install() {
    const query = async (descriptor) => {
      const fake = this;
      const { name } = descriptor;
      if (!(name in fake.permissions)) return navigator.permissions.constructor.prototype.query.call(real, descriptor);
      const status = Object.assign(new EventTarget(), { name });
      Object.defineProperty(status, "state", { get: () => fake.permissions[name] });
      fake.#statuses.push(status);
      return status;
    };
    const real = navigator.permissions;
    const places = [[navigator, "mediaDevices", this]];
    if (real) places.push([real, "query", query]);
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
