// Tests of the package on a server: importing it is a no-op, and calls fail with NotSupportedError.
import assert from "node:assert/strict";
import { test } from "node:test";

const api = await import("local-media-stream");
const full = await import("local-media-stream/full");
const audio = await import("local-media-stream/audio");
const photo = await import("local-media-stream/photo");
const recorder = await import("local-media-stream/recorder");
const testing = await import("local-media-stream/testing");

test("the exports match the types", () => {
  assert.deepEqual(Object.keys(api).sort(), ["LocalMediaStream", "describeError", "errorHelp", "errorKind", "getUserMedia", "init"]);
  const additional = ["Capture", "DeviceWatch", "PermissionWatch", "enumerateDevices", "getDisplayMedia", "unmetConstraints"];
  assert.deepEqual(Object.keys(full).sort(), [...Object.keys(api), ...additional].sort());
  assert.deepEqual(Object.keys(audio).sort(), ["LevelWatch", "VoiceWatch", "describeError", "errorHelp", "errorKind", "init", "setWorkletUrl"]);
  assert.deepEqual(Object.keys(photo).sort(), ["describeError", "errorHelp", "errorKind", "grabFrame", "init", "takePhoto"]);
  assert.deepEqual(Object.keys(recorder).sort(), ["OpfsSink", "Recorder", "describeError", "errorHelp", "errorKind", "init"]);
  assert.deepEqual(Object.keys(testing).sort(), ["FakeMediaDevices", "SyntheticCamera", "SyntheticMicrophone"]);
});

test("getUserMedia rejects with a NotSupportedError", async () => {
  const error = await api.getUserMedia({ audio: true }).then(assert.fail, (error) => error);
  assert.equal(error.name, "NotSupportedError");
  assert.equal(api.errorKind(error), "Unsupported");
  assert.match(error.message, /outside of a page/);
  assert.match(api.describeError(error), /^This browser does not support the feature\. /);
  assert.match(api.errorHelp(error), /call it from a page/);
});

test("the functions of `/full` fail", async () => {
  const { Capture, DeviceWatch, PermissionWatch, enumerateDevices, getDisplayMedia, getUserMedia } = full;
  const all = [Capture.create(), DeviceWatch.create(), PermissionWatch.create("camera"), enumerateDevices(),
    getDisplayMedia(), getUserMedia({ audio: true })];
  for (const promise of all) await assert.rejects(promise, { name: "NotSupportedError" });
  for (const call of [() => new Capture(), () => full.unmetConstraints({}, {})]) {
    assert.throws(call, { name: "InvalidStateError", message: /init\(\)/ });
  }
});

test("a watch of sound cannot be created", async () => {
  const track = { getSettings: () => ({}) };
  for (const { create } of [audio.LevelWatch, audio.VoiceWatch]) {
    await assert.rejects(create(track), { name: "NotSupportedError" });
    await assert.rejects(create({}), TypeError);
    await assert.rejects(create(track, { interval: 50 }), TypeError);
  }
  assert.throws(() => audio.setWorkletUrl(), TypeError);
});

test("the functions of `/photo` fail", async () => {
  const track = { getSettings: () => ({}) };
  for (const call of [photo.takePhoto, photo.grabFrame]) {
    await assert.rejects(call(track), { name: "NotSupportedError" });
    await assert.rejects(call({}), TypeError);
  }
});

test("a recorder cannot be created", async () => {
  const { Recorder } = recorder;
  const stream = Object.assign(new EventTarget(), { getTracks: () => [] });
  await assert.rejects(Recorder.create(stream), { name: "NotSupportedError" });
  await assert.rejects(Recorder.create({}), TypeError);
  for (const call of [() => new Recorder(stream), () => Recorder.supportedTypes()]) {
    assert.throws(call, { name: "InvalidStateError", message: /init\(\)/ });
  }
});

test("the entries for bundlers have the same exports", async () => {
  const entries = [[api, "local-media-stream/bundler"], [full, "local-media-stream/full/bundler"],
    [photo, "local-media-stream/photo/bundler"], [recorder, "local-media-stream/recorder/bundler"],
    [audio, "local-media-stream/audio/bundler"]];
  // Other servers than Node load the files of bundlers.
  const files = ["bundler.js", "full_bundler.js", "photo_bundler.js", "recorder_bundler.js", "audio_bundler.js"]
    .map((file) => new URL(file, import.meta.resolve("local-media-stream")));
  entries.push([api, files[0]], [full, files[1]], [photo, files[2]], [recorder, files[3]], [audio, files[4]]);
  for (const [expected, specifier] of entries) {
    const entry = await import(specifier);
    assert.deepEqual(Object.keys(entry), Object.keys(expected));
    await assert.rejects(entry.init(), { name: "NotSupportedError" });
  }
});

test("init rejects at each call", async () => {
  for (let i = 0; i < 2; i++) await assert.rejects(api.init(), { name: "NotSupportedError" });
});

test("other errors", () => {
  for (const error of [new RangeError("no"), undefined]) {
    assert.equal(api.errorKind(error), "Other");
    assert.match(api.describeError(error), /unknown error/);
    assert.match(api.errorHelp(error), /original error/);
  }
});

test("installing the shim fails", async () => {
  const shim = await import("local-media-stream/legacy");
  assert.deepEqual(Object.keys(shim).sort(), ["install", "isInstalled", "uninstall"]);
  for (let i = 0; i < 2; i++) assert.throws(() => shim.install(), { name: "NotSupportedError" });
  assert.throws(() => shim.install({ era: "1999" }), TypeError);
  assert.equal(shim.isInstalled(), false);
  assert.deepEqual(shim.uninstall(), []);
});

test("the script of the shim is a no-op", async () => {
  const before = Reflect.ownKeys(globalThis);
  assert.deepEqual(Object.keys(await import("local-media-stream/legacy.js")), []);
  assert.deepEqual(Reflect.ownKeys(globalThis), before);
});
