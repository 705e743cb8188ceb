// `MediaStreamTrack.getSources(callback)`, the predecessor of `enumerateDevices()`.
import { defineInterface, lazy, slotsOf } from "./idl.js";
import { MediaStreamTrack, TypeError, WeakMap, apply, global, navigator, queueTask } from "./intrinsics.js";

const slots = new WeakMap();

const SourceInfo = lazy(() =>
  defineInterface("SourceInfo", class {}, {
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
    },
  }),
);

export function installGetSources(patch) {
  SourceInfo();
  patch.addAll(MediaStreamTrack, {
    getSources(callback) {
      if (typeof callback !== "function") throw new TypeError("The callback is not a function");
      (async () => {
        const sources = await listSources();
        queueTask(() => apply(callback, global, [sources]));
      })();
    },
  });
}

async function listSources() {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind.endsWith("input")).map(createSourceInfo);
  } catch {
    // The context is insecure, or a permissions policy blocks the devices.
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
