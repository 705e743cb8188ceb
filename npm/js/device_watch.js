// The devices that there are, and their changes.
import { disposable } from "./disposable.js";
import { init, wasm } from "./full_module.js";

export async function enumerateDevices({ devices } = {}) {
  await init();
  return wasm.enumerateDevices(devices);
}

// Only `create` makes one: before there is a list there is nothing to watch.
const making = {};

export class DeviceWatch extends EventTarget {
  #session;
  #devices;

  static async create({ devices } = {}) {
    await init();
    const watch = new DeviceWatch(making);
    watch.#session = await wasm.watchDevices(devices, (...lists) => watch.#changed(...lists));
    watch.#devices = watch.#session.devices;
    return watch;
  }

  constructor(key) {
    if (key !== making) throw new TypeError("DeviceWatch.create() makes one");
    super();
  }

  // The same list until it changes, so that it can be compared.
  get devices() {
    return this.#devices;
  }

  refresh() {
    this.#session?.refresh();
  }

  close() {
    this.#session?.free();
    this.#session = undefined;
  }

  #changed(devices, added, removed) {
    this.#devices = devices;
    this.dispatchEvent(Object.assign(new Event("devicechange"), { devices, added, removed }));
  }
}

disposable(DeviceWatch, "close");
