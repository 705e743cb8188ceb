// `MediaStreamTrack.getSources(callback)`, from before there was `enumerateDevices`.
import { idl, later, once, own } from "./idl.js";

const parts = new WeakMap();

const SourceInfo = once(() =>
  idl("SourceInfo", class {}, {
    get id() {
      return own(parts, this).id;
    },
    get sourceId() {
      return own(parts, this).id;
    },
    get kind() {
      return own(parts, this).kind;
    },
    get label() {
      return own(parts, this).label;
    },
    get facing() {
      return own(parts, this).facing;
    },
  }),
);

export function sources(patch) {
  patch.addAll(MediaStreamTrack, {
    getSources(callback) {
      if (typeof callback !== "function") throw new TypeError("The callback is not a function");
      (async () => {
        const list = await known();
        later(() => Reflect.apply(callback, globalThis, [list]));
      })();
    },
  });
}

async function known() {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind.endsWith("input")).map(info);
  } catch {
    // Of a page that may have none, or is not secure.
    return [];
  }
}

function info(device) {
  const Interface = SourceInfo();
  const source = new Interface();
  const { deviceId: id, label } = device;
  const facing = device.getCapabilities?.().facingMode?.[0] ?? "";
  parts.set(source, { id, kind: device.kind.replace("input", ""), label, facing });
  return source;
}
