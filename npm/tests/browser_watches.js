// Devices and permissions, kept up to date by the entry `/full`.
import { DeviceWatch, PermissionWatch, enumerateDevices, getUserMedia } from "./pkg/full.js";
import { FakeMediaDevices } from "./pkg/testing.js";
import { assert, equal, rejection, task, thrown } from "./harness.js";

const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
const ids = (devices) => devices.map(({ deviceId }) => deviceId).join();
const microphone = (deviceId, more) => ({ kind: "audioinput", deviceId, ...more });

// Devices that are told of, and that count who listens to them.
function withDevices() {
  const fake = new FakeMediaDevices();
  fake.setPermission("camera", "granted");
  fake.setPermission("microphone", "granted");
  fake.plug({ kind: "videoinput", deviceId: "front", groupId: "phone", label: "Front camera" });
  fake.plug(microphone("inside", { groupId: "phone", label: "Inside" }));
  const { addEventListener, removeEventListener } = fake;
  fake.listeners = 0;
  fake.addEventListener = (...args) => (fake.listeners++, addEventListener.apply(fake, args));
  fake.removeEventListener = (...args) => (fake.listeners--, removeEventListener.apply(fake, args));
  return fake;
}

const KEYS = "deviceId,duplicateOf,groupId,isCommunications,isDefault,isDuplicate,kind,label";

export const tests = {
  async "devices: those of the browser"() {
    const own = await navigator.mediaDevices.enumerateDevices();
    const devices = await enumerateDevices();
    equal(devices.length, own.length);
    assert(devices.some(({ kind }) => kind === "videoinput"));
    devices.forEach((device, at) => {
      equal(Object.keys(device).sort().join(), KEYS);
      equal(device.kind, own[at].kind);
      for (const name of ["deviceId", "groupId", "label"]) equal(device[name], own[at][name] || null, name);
      equal(device.isDefault, own[at].deviceId === "default");
      equal(device.isDuplicate, device.isDefault || device.isCommunications);
      assert(device.isDuplicate || device.duplicateOf === null);
    });
    const watch = await DeviceWatch.create();
    equal(JSON.stringify(watch.devices), JSON.stringify(devices));
    watch.close();
  },

  async "devices: what stands for another"() {
    const devices = withDevices();
    devices.plug(microphone("default", { groupId: "desk", label: "Default - Desk" }));
    devices.plug(microphone("communications", { groupId: "nowhere", label: "Communications" }));
    devices.plug(microphone("desk", { groupId: "desk", label: "Desk" }));
    const list = await enumerateDevices({ devices });
    const of = (id) => list.find(({ deviceId }) => deviceId === id);
    const { isDefault, isCommunications, isDuplicate, duplicateOf } = of("default");
    assert(isDefault && isDuplicate && !isCommunications);
    equal(duplicateOf, "desk");
    assert(of("communications").isCommunications && of("communications").isDuplicate);
    equal(of("communications").duplicateOf, null, "nobody tells");
    assert(!of("desk").isDuplicate);
    equal(of("desk").duplicateOf, null);
  },

  async "devices: changes as differences"() {
    const devices = withDevices();
    const watch = await DeviceWatch.create({ devices });
    const before = watch.devices;
    equal(ids(before), "front,inside");
    equal(watch.devices, before, "the same for as long as nothing changes");
    let change = next(watch, "devicechange");
    devices.plug({ kind: "videoinput", deviceId: "back" });
    let event = await change;
    equal(event.target, watch);
    equal([event.devices, event.added, event.removed].map(ids).join(";"), "front,inside,back;back;");
    equal(watch.devices, event.devices);
    equal(ids(before), "front,inside", "what was told stays");
    change = next(watch, "devicechange");
    devices.unplug("front");
    event = await change;
    equal([event.devices, event.added, event.removed].map(ids).join(";"), "inside,back;;front");
    equal(event.removed[0].label, "Front camera");
    watch.close();
  },

  async "devices: names come with the first permission"() {
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
      equal(added.length + removed.length, 0, "it is the same device");
      equal(watch.devices[0].label, "Front camera");
      // What the page opens past this package, it has to say.
      devices.plug(microphone("inside"));
      await next(watch, "devicechange");
      equal(watch.devices[1].label, null);
      const other = await devices.getUserMedia({ audio: true });
      change = next(watch, "devicechange");
      watch.refresh();
      await change;
      equal(watch.devices[1].label, "inside");
      for (const track of [...stream.getTracks(), ...other.getTracks()]) track.stop();
      watch.close();
    } finally {
      restore();
    }
  },

  async "devices: closed, it hears nothing"() {
    const devices = withDevices();
    const watch = await DeviceWatch.create({ devices });
    const other = await DeviceWatch.create({ devices });
    equal(devices.listeners, 2);
    let heard = 0;
    watch.addEventListener("devicechange", () => {
      heard++;
      watch.close();
    });
    let change = next(other, "devicechange");
    devices.plug(microphone("first"));
    await change;
    await task();
    equal(heard, 1);
    equal(devices.listeners, 1, "it listens no more");
    change = next(other, "devicechange");
    devices.plug(microphone("second"));
    await change;
    await task();
    equal(heard, 1);
    equal(ids(watch.devices), "front,inside,first");
    watch.close();
    watch.refresh();
    if (Symbol.dispose) other[Symbol.dispose]();
    else other.close();
    equal(devices.listeners, 0);
  },

  async "devices: no list, no watch"() {
    const devices = Object.assign(new EventTarget(), {
      enumerateDevices: () => Promise.reject(new DOMException("not now", "InvalidStateError")),
    });
    equal((await rejection(DeviceWatch.create({ devices }))).name, "InvalidStateError");
    equal((await rejection(enumerateDevices({ devices }))).name, "InvalidStateError");
    equal((await rejection(enumerateDevices({ devices: new EventTarget() }))).name, "NotSupportedError");
    equal(thrown(() => new DeviceWatch()).name, "TypeError");
  },

  async "permissions: what the browser tells"() {
    for (const name of ["camera", "microphone"]) {
      const own = await navigator.permissions?.query({ name }).catch(() => undefined);
      const watch = await PermissionWatch.create(name);
      equal(watch.name, name);
      equal(watch.isKnown, Boolean(own));
      equal(watch.state, own?.state ?? "prompt");
      watch.close();
      watch.close();
    }
    const unknown = await PermissionWatch.create("no such permission");
    assert(!unknown.isKnown);
    equal(unknown.state, "prompt");
    unknown.close();
    (await PermissionWatch.create("camera", { panTiltZoom: true })).close();
    equal(thrown(() => new PermissionWatch()).name, "TypeError");
  },

  async "permissions: a change, until it is closed"() {
    const devices = new FakeMediaDevices();
    const restore = devices.install();
    try {
      const camera = await PermissionWatch.create("camera");
      const other = await PermissionWatch.create("camera");
      equal(camera.state, "prompt");
      let heard = 0;
      camera.addEventListener("change", () => {
        heard++;
        camera.close();
      });
      let change = next(other, "change");
      devices.setPermission("camera", "denied");
      await change;
      equal(camera.state, "denied");
      equal(other.state, "denied");
      change = next(other, "change");
      devices.setPermission("camera", "granted");
      await change;
      await task();
      equal(heard, 1);
      equal(camera.state, "denied", "it is told nothing any more");
      equal(other.state, "granted");
      if (Symbol.dispose) other[Symbol.dispose]();
      else other.close();
    } finally {
      restore();
    }
  },
};
