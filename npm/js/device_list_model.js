// `DeviceListModel`: the available devices of a component and the selected ones.
import { check, checkOneOf, checkString, checkTrackRequest } from "./arguments.js";
import { DeviceWatch } from "./device_watch.js";
import { Model } from "./model.js";

const NOUNS = { audioinput: "Microphone", audiooutput: "Speaker", videoinput: "Camera" };
const checkKind = (kind) => checkOneOf("kind", kind, Object.keys(NOUNS));

export class DeviceListModel extends Model {
  #watch;
  // The ID of the selected device of each kind. It stays while the device is disconnected.
  #selected = {};

  constructor() {
    super();
    this.initialize(this.#read([], null));
  }

  select = (kind, deviceId) => {
    checkKind(kind);
    check(deviceId == null || typeof deviceId === "string", "deviceId", "a string or null");
    this.#selected = { ...this.#selected, [kind]: deviceId || null };
    const { devices, error } = this.getSnapshot();
    this.publish(this.#read(devices, error));
  };

  refresh = () => this.#watch?.refresh();

  async activate(signal) {
    try {
      const watch = await DeviceWatch.create();
      if (signal.aborted) return watch.close();
      this.#watch = watch;
      signal.addEventListener("abort", () => watch.close());
      const update = () => this.publish(this.#read(watch.devices, null));
      watch.addEventListener("devicechange", update);
      update();
    } catch (error) {
      if (!signal.aborted) this.publish(this.#read([], error));
    }
  }

  #read(devices, error) {
    const selection = this.#selected;
    const ofKind = (kind) => {
      checkKind(kind);
      return devices.filter((device) => device.kind === kind && !device.isDuplicate);
    };
    const selected = (kind) => ofKind(kind).find(({ deviceId }) => deviceId && deviceId === selection[kind]) ?? null;
    return {
      devices,
      error,
      ofKind,
      names(kind, noun = NOUNS[kind]) {
        const list = ofKind(kind);
        checkString("noun", noun);
        return list.map((device, index) => [device.label ?? `${noun} ${index + 1}`, device]);
      },
      selected,
      constrain(kind, constraints = true) {
        const device = selected(kind);
        checkTrackRequest("constraints", constraints);
        if (!device || constraints === false) return constraints;
        return { ...(constraints === true ? {} : constraints), deviceId: { exact: device.deviceId } };
      },
      select: this.select,
      refresh: this.refresh,
    };
  }
}
