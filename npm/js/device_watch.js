import { readDevices } from "./arguments.js";
import * as wasm from "./full/local_media_stream.js";
import { init } from "./full_module.js";
import { Watch, session } from "./watch.js";

export async function enumerateDevices(options) {
  const devices = readDevices(options);
  await init();
  return wasm.enumerateDevices(devices);
}

export class DeviceWatch extends Watch {
  #devices;

  static async create(options) {
    const devices = readDevices(options);
    await init();
    let watch;
    // A change before the watch exists is in its first list.
    watch = new DeviceWatch(await wasm.watchDevices(devices, (...lists) => watch?.#onChange(...lists)));
    return watch;
  }

  constructor(value) {
    super(value, wasm.DeviceSession);
    this.#devices = value.devices;
  }

  get devices() {
    return this.#devices;
  }

  refresh() {
    this[session]?.refresh();
  }

  #onChange(devices, added, removed) {
    this.#devices = devices;
    this.dispatchEvent(Object.assign(new Event("devicechange"), { devices, added, removed }));
  }
}
