// A fake of `navigator.mediaDevices`, of its prompts, and of the permissions of cameras and microphones.
import { CONSTRAINTS, FakeDevice, createError, dispatchInOrder } from "./fake_device.js";

const permissionOf = (kind) => (kind === "videoinput" ? "camera" : "microphone");

// Event handler attributes such as `ondevicechange` are properties here, so their handler is called explicitly.
function dispatchWithHandler(target, type) {
  dispatchInOrder(() => {
    const event = new Event(type);
    target.dispatchEvent(event);
    const handler = target[`on${type}`];
    if (typeof handler === "function") handler.call(target, event);
  });
}

export class FakeMediaDevices extends EventTarget {
  devices = [];
  holdsPrompts = false;
  requests = [];
  exclusiveCamera = false;
  permissions = { camera: "prompt", microphone: "prompt" };
  ondevicechange = null;
  // Not listed by enumerateDevices, and not subject to a permission.
  #screen = new FakeDevice({
    kind: "display",
    deviceId: "screen",
    displaySurface: "monitor",
    width: 1280,
    height: 720,
  });
  // The kinds that have been opened. Their identifiers are exposed from then on.
  #openedKinds = new Set();
  #statuses = [];

  plug(device) {
    this.unplug(device.deviceId);
    this.devices.push(device);
    dispatchWithHandler(this, "devicechange");
  }

  unplug(deviceId) {
    const index = this.devices.findIndex((device) => device.deviceId === deviceId);
    if (index < 0) return false;
    const [device] = this.devices.splice(index, 1);
    device.end();
    dispatchWithHandler(this, "devicechange");
    return true;
  }

  setMuted(deviceId, isMuted) {
    this.#find(deviceId)?.setMuted(isMuted);
  }

  // Ends the tracks of a device, as the browser's stop button does.
  end(deviceId) {
    this.#find(deviceId)?.end();
  }

  setPermission(name, state) {
    if (this.permissions[name] === state) return;
    this.permissions[name] = state;
    if (state === "denied") for (const device of this.devices) if (permissionOf(device.kind) === name) device.end();
    for (const status of this.#statuses) if (status.name === name) dispatchWithHandler(status, "change");
  }

  get pendingPrompts() {
    return this.requests.length;
  }

  // Settles the prompt at this index: with "grant", "deny", "nothing" (a stream without tracks), "ended" (ended tracks)
  // or "fail" (an error of this name). Returns whether there is such a prompt.
  respondNth(index, response, errorName, constraint) {
    const [request] = this.requests.splice(index, 1);
    if (request) this.#settle(request, response, errorName, constraint);
    return Boolean(request);
  }

  liveTracks() {
    return [...this.devices, this.#screen].reduce((sum, device) => sum + device.liveTracks(), 0);
  }

  // --- The MediaDevices interface ---

  async enumerateDevices() {
    const isExposed = ({ kind }) =>
      this.#openedKinds.has(kind) || this.permissions[permissionOf(kind)] === "granted";
    const isFirst = (device) => this.devices.find(({ kind }) => kind === device.kind) === device;
    // Without permission, one device of each kind is listed.
    const listed = this.devices.filter((device) => isExposed(device) || isFirst(device));
    return listed.map((device) => device.info(isExposed(device)));
  }

  getSupportedConstraints() {
    return Object.fromEntries([...CONSTRAINTS, "echoCancellation"].map((name) => [name, true]));
  }

  getUserMedia(constraints) {
    const kinds = { audioinput: constraints?.audio, videoinput: constraints?.video };
    const tracks = Object.entries(kinds).filter(([, value]) => value);
    if (!tracks.length) return Promise.reject(createError("TypeError", "Request audio, video or both"));
    return this.#request(tracks);
  }

  getDisplayMedia(options) {
    const video = options?.video ?? true;
    if (!video) return Promise.reject(createError("TypeError", "Display capture requires video"));
    // Audio is omitted, which the spec permits.
    return this.#request([["display", video]]);
  }

  // `tracks` has the kind and the constraints of each requested track.
  #request(tracks) {
    return new Promise((resolve, reject) => {
      const request = { tracks, resolve, reject };
      if (this.holdsPrompts && !this.#isDenied(tracks)) this.requests.push(request);
      else this.#settle(request, "grant");
    });
  }

  #settle({ tracks: requested, resolve, reject }, response, errorName, constraint) {
    // The permission may have been denied since the request.
    if (response === "deny" || this.#isDenied(requested)) {
      return reject(createError("NotAllowedError", "Permission denied"));
    }
    if (response === "fail") return reject(createError(errorName, "", constraint || undefined));
    if (response === "nothing") return resolve(new MediaStream());
    const tracks = [];
    try {
      for (const [kind, value] of requested) tracks.push(this.#open(kind, value === true ? {} : value));
    } catch (error) {
      for (const track of tracks) track.stop();
      return reject(error);
    }
    for (const [kind] of requested) {
      if (kind === "display") continue;
      this.#openedKinds.add(kind);
      this.setPermission(permissionOf(kind), "granted");
    }
    if (response === "ended") for (const track of tracks) track.stop();
    resolve(new MediaStream(tracks));
  }

  #isDenied(tracks) {
    return tracks.some(([kind]) => kind !== "display" && this.permissions[permissionOf(kind)] === "denied");
  }

  #open(kind, constraints) {
    if (kind === "display") return this.#screen.open(constraints);
    let candidates = this.devices.filter((device) => device.kind === kind);
    if (!candidates.length) throw createError("NotFoundError", "Requested device not found");
    for (const name of CONSTRAINTS) {
      candidates = candidates.filter((device) => device.satisfies(name, constraints));
      if (!candidates.length) throw createError("OverconstrainedError", "", name);
    }
    // The device with the smallest distance; of equal ones, the one that was plugged in first.
    const device = candidates.reduce((best, other) =>
      other.fitnessDistance(constraints) < best.fitnessDistance(constraints) ? other : best,
    );
    const isInUse = (other) => other !== device && other.isCamera && other.liveTracks() > 0;
    if (this.exclusiveCamera && device.isCamera && this.devices.some(isInUse)) {
      throw createError("NotReadableError", "Could not start video source");
    }
    return device.open(constraints);
  }

  #find(deviceId) {
    return [...this.devices, this.#screen].find((device) => device.deviceId === deviceId);
  }

  // --- Installation ---

  // Replaces `navigator.mediaDevices` and `navigator.permissions.query`. Returns a function that restores them.
  install() {
    const { permissions } = navigator;
    const query = permissions?.query;
    const fakeQuery = async (descriptor) => {
      const fake = this;
      const { name } = descriptor;
      if (!Object.hasOwn(fake.permissions, name)) return query.call(permissions, descriptor);
      const status = Object.assign(new EventTarget(), { name, onchange: null });
      Object.defineProperty(status, "state", { get: () => fake.permissions[name] });
      fake.#statuses.push(status);
      return status;
    };
    const replacements = [[navigator, "mediaDevices", this]];
    if (permissions) replacements.push([permissions, "query", fakeQuery]);
    const originals = replacements.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name));
    for (const [object, name, value] of replacements) {
      Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
    }
    return () =>
      replacements.forEach(([object, name], index) => {
        if (originals[index]) Object.defineProperty(object, name, originals[index]);
        else delete object[name];
      });
  }
}
