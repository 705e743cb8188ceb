// Tests of DeviceWatch and PermissionWatch of the entry `/full`.
import { DeviceWatch, PermissionWatch, enumerateDevices, getUserMedia } from "./pkg/full.js";
import { FakeMediaDevices } from "./pkg/testing.js";
import { assert, assertTypeError, equal, next, rejection, task, thrown } from "./harness.js";

const ids = (devices) => devices.map(({ deviceId }) => deviceId).join();
const microphone = (deviceId, more) => ({ kind: "audioinput", deviceId, ...more });

// Fake devices with visible labels. `listeners` is the number of their listeners.
function fakeDevices() {
  const fake = new FakeMediaDevices();
  fake.setPermission("camera", "granted");
  fake.setPermission("microphone", "granted");
  fake.plug({ kind: "videoinput", deviceId: "front", groupId: "phone", label: "Front camera" });
  fake.plug(microphone("internal", { groupId: "phone", label: "Internal" }));
  const { addEventListener, removeEventListener } = fake;
  fake.listeners = 0;
  fake.addEventListener = (...args) => (fake.listeners++, addEventListener.apply(fake, args));
  fake.removeEventListener = (...args) => (fake.listeners--, removeEventListener.apply(fake, args));
  return fake;
}

const KEYS = "deviceId,duplicateOf,groupId,isCommunications,isDefault,isDuplicate,kind,label";

export const tests = {
  async "devices: same list as the browser"() {
    const native = await navigator.mediaDevices.enumerateDevices();
    const devices = await enumerateDevices();
    equal(devices.length, native.length);
    assert(devices.some(({ kind }) => kind === "videoinput"));
    devices.forEach((device, index) => {
      equal(Object.keys(device).sort().join(), KEYS);
      equal(device.kind, native[index].kind);
      for (const name of ["deviceId", "groupId", "label"]) equal(device[name], native[index][name] || null, name);
      equal(device.isDefault, native[index].deviceId === "default");
      equal(device.isDuplicate, device.isDefault || device.isCommunications);
      assert(device.isDuplicate || device.duplicateOf === null);
    });
    const watch = await DeviceWatch.create();
    equal(JSON.stringify(watch.devices), JSON.stringify(devices));
    watch.close();
  },

  async "devices: additional entries of Chromium"() {
    const devices = fakeDevices();
    devices.plug(microphone("default", { groupId: "desk", label: "Default - Desk" }));
    devices.plug(microphone("communications", { groupId: "nowhere", label: "Communications" }));
    devices.plug(microphone("desk", { groupId: "desk", label: "Desk" }));
    const list = await enumerateDevices({ devices });
    const entry = (id) => list.find(({ deviceId }) => deviceId === id);
    const { isDefault, isCommunications, isDuplicate, duplicateOf } = entry("default");
    assert(isDefault && isDuplicate && !isCommunications);
    equal(duplicateOf, "desk");
    assert(entry("communications").isCommunications && entry("communications").isDuplicate);
    equal(entry("communications").duplicateOf, null, "unknown original:");
    assert(!entry("desk").isDuplicate);
    equal(entry("desk").duplicateOf, null);
  },

  async "devices: events have the added and removed devices"() {
    const devices = fakeDevices();
    const watch = await DeviceWatch.create({ devices });
    const before = watch.devices;
    equal(ids(before), "front,internal");
    equal(watch.devices, before, "the same array until a change:");
    let change = next(watch, "devicechange");
    devices.plug({ kind: "videoinput", deviceId: "back" });
    let event = await change;
    equal(event.target, watch);
    equal([event.devices, event.added, event.removed].map(ids).join(";"), "front,internal,back;back;");
    equal(watch.devices, event.devices);
    equal(ids(before), "front,internal", "earlier lists do not change:");
    change = next(watch, "devicechange");
    devices.unplug("front");
    event = await change;
    equal([event.devices, event.added, event.removed].map(ids).join(";"), "internal,back;;front");
    equal(event.removed[0].label, "Front camera");
    watch.close();
  },

  async "devices: the first permission makes labels available"() {
    const devices = new FakeMediaDevices();
    devices.plug({ kind: "videoinput", deviceId: "front", label: "Front camera" });
    const restore = devices.install();
    try {
      const watch = await DeviceWatch.create();
      const [{ kind, deviceId, groupId, label }] = watch.devices;
      equal(JSON.stringify([kind, deviceId, groupId, label]), '["videoinput",null,null,null]');
      let change = next(watch, "devicechange");
      const stream = await getUserMedia({ video: true });
      const { added, removed } = await change;
      equal(added.length + removed.length, 0, "the device is the same:");
      equal(watch.devices[0].label, "Front camera");
      // Devices that the page opens without this package require refresh().
      devices.plug(microphone("internal"));
      await next(watch, "devicechange");
      equal(watch.devices[1].label, null);
      const other = await devices.getUserMedia({ audio: true });
      change = next(watch, "devicechange");
      watch.refresh();
      await change;
      equal(watch.devices[1].label, "internal");
      for (const track of [...stream.getTracks(), ...other.getTracks()]) track.stop();
      watch.close();
    } finally {
      restore();
    }
  },

  async "devices: no events after close()"() {
    const devices = fakeDevices();
    const watch = await DeviceWatch.create({ devices });
    const other = await DeviceWatch.create({ devices });
    equal(devices.listeners, 2);
    let events = 0;
    watch.addEventListener("devicechange", () => {
      events++;
      watch.close();
    });
    let change = next(other, "devicechange");
    devices.plug(microphone("first"));
    await change;
    await task();
    equal(events, 1);
    equal(devices.listeners, 1, "the listener is removed:");
    change = next(other, "devicechange");
    devices.plug(microphone("second"));
    await change;
    await task();
    equal(events, 1);
    equal(ids(watch.devices), "front,internal,first");
    watch.close();
    watch.refresh();
    if (Symbol.dispose) other[Symbol.dispose]();
    else other.close();
    equal(devices.listeners, 0);
  },

  async "devices: a failed list rejects create()"() {
    const devices = Object.assign(new EventTarget(), {
      enumerateDevices: () => Promise.reject(new DOMException("not now", "InvalidStateError")),
    });
    equal((await rejection(DeviceWatch.create({ devices }))).name, "InvalidStateError");
    equal((await rejection(enumerateDevices({ devices }))).name, "InvalidStateError");
    equal((await rejection(enumerateDevices({ devices: new EventTarget() }))).name, "NotSupportedError");
    for (const call of [enumerateDevices, DeviceWatch.create]) assertTypeError(await rejection(call({ devices: 7 })), "devices");
    equal(thrown(() => new DeviceWatch()).name, "TypeError");
  },

  async "permissions: same state as the browser"() {
    // Each browser has some of these permissions only.
    for (const name of ["camera", "microphone", "speaker-selection", "display-capture", "captured-surface-control"]) {
      const native = await navigator.permissions?.query({ name }).catch(() => undefined);
      const watch = await PermissionWatch.create(name);
      equal(watch.name, name);
      equal(watch.isKnown, Boolean(native));
      equal(watch.state, native?.state ?? "prompt");
      watch.close();
      watch.close();
    }
    (await PermissionWatch.create("camera", { panTiltZoom: true })).close();
    equal(thrown(() => new PermissionWatch()).name, "TypeError");
  },

  async "permissions: change events until close()"() {
    const devices = new FakeMediaDevices();
    const restore = devices.install();
    try {
      const camera = await PermissionWatch.create("camera");
      const other = await PermissionWatch.create("camera");
      equal(camera.state, "prompt");
      let events = 0;
      camera.addEventListener("change", () => {
        events++;
        camera.close();
      });
      let change = next(other, "change");
      devices.setPermission("camera", "denied");
      equal((await change).state, "denied");
      equal(camera.state, "denied");
      equal(other.state, "denied");
      change = next(other, "change");
      devices.setPermission("camera", "granted");
      await change;
      await task();
      equal(events, 1);
      equal(camera.state, "denied", "the state after close():");
      equal(other.state, "granted");
      if (Symbol.dispose) other[Symbol.dispose]();
      else other.close();
    } finally {
      restore();
    }
  },
};
