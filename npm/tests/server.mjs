// On a server there is no camera, and importing the package must say so no earlier than somebody asks for one.
import assert from "node:assert/strict";
import { test } from "node:test";

const api = await import("local-media-stream");
const full = await import("local-media-stream/full");
const testing = await import("local-media-stream/testing");

test("what is exported is what the types say", () => {
  assert.deepEqual(Object.keys(api).sort(), ["LocalMediaStream", "errorKind", "describeError", "getUserMedia", "init"]);
  const more = ["Capture", "DeviceWatch", "PermissionWatch", "enumerateDevices", "getDisplayMedia", "unmetConstraints"];
  assert.deepEqual(Object.keys(full).sort(), [...Object.keys(api), ...more].sort());
  assert.deepEqual(Object.keys(testing).sort(), ["FakeMediaDevices", "SyntheticCamera", "SyntheticMicrophone"]);
});

test("getUserMedia rejects with an error that has a name", async () => {
  const error = await api.getUserMedia({ audio: true }).then(assert.fail, (error) => error);
  assert.equal(error.name, "NotSupportedError");
  assert.equal(api.errorKind(error), "Unsupported");
  assert.match(api.describeError(error), /outside of a page/);
});

test("there is nothing to capture", async () => {
  const { Capture, DeviceWatch, PermissionWatch, enumerateDevices, getDisplayMedia, getUserMedia } = full;
  const all = [Capture.create(), DeviceWatch.create(), PermissionWatch.create("camera"), enumerateDevices(),
    getDisplayMedia(), getUserMedia({ audio: true })];
  for (const what of all) await assert.rejects(what, { name: "NotSupportedError" });
  for (const what of [() => new Capture(), () => full.unmetConstraints({}, {})]) {
    assert.throws(what, { name: "InvalidStateError" });
  }
});

test("init rejects in the same way, every time", async () => {
  for (let i = 0; i < 2; i++) await assert.rejects(api.init(), { name: "NotSupportedError" });
});

test("an error of somebody else's is left as it is", () => {
  assert.equal(api.errorKind(new RangeError("no")), "Other");
  assert.match(api.describeError(new RangeError("no")), /RangeError: no/);
  assert.equal(api.errorKind(undefined), "Other");
});

test("the shim is imported, and says that there is no page for it", async () => {
  const shim = await import("local-media-stream/legacy");
  assert.deepEqual(Object.keys(shim).sort(), ["install", "isInstalled", "uninstall"]);
  for (let i = 0; i < 2; i++) assert.throws(() => shim.install(), { name: "NotSupportedError" });
  assert.throws(() => shim.install({ era: "1999" }), TypeError);
  assert.equal(shim.isInstalled(), false);
  assert.deepEqual(shim.uninstall(), []);
});

test("the shim's script does nothing where there is no page", async () => {
  const before = Reflect.ownKeys(globalThis);
  assert.deepEqual(Object.keys(await import("local-media-stream/legacy.js")), []);
  assert.deepEqual(Reflect.ownKeys(globalThis), before);
});
