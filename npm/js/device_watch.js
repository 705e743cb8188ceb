import { checkDevices } from "./arguments.js";
import { makeDisposable } from "./disposable.js";
import * as wasm from "./full/local_media_stream.js";
import { init } from "./full_module.js";

export async function enumerateDevices({ devices } = {}) {
  checkDevices(devices);
  await init();
  return wasm.enumerateDevices(devices);
}

// Makes the constructor private: an instance requires the first list, which is asynchronous.
const constructorKey = {};

export class DeviceWatch extends EventTarget {
  #session;
  #devices;

  static async create({ devices } = {}) {
    checkDevices(devices);
    await init();
    const watch = new DeviceWatch(constructorKey);
    watch.#session = await wasm.watchDevices(devices, (...lists) => watch.#onChange(...lists));
    watch.#devices = watch.#session.devices;
    return watch;
  }

  constructor(key) {
    if (key !== constructorKey) throw new TypeError("DeviceWatch has no public constructor. Use DeviceWatch.create().");
    super();
  }

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

  #onChange(devices, added, removed) {
    this.#devices = devices;
    this.dispatchEvent(Object.assign(new Event("devicechange"), { devices, added, removed }));
  }
}

makeDisposable(DeviceWatch, "close");
