// Invalid arguments of every function. Each is a TypeError that starts with the name of the argument.
import * as full from "./pkg/full.js";
import { LevelWatch, VoiceWatch, setWorkletUrl } from "./pkg/audio.js";
import { OpfsSink, Recorder } from "./pkg/recorder.js";
import { FakeMediaDevices, SyntheticCamera, SyntheticMicrophone } from "./pkg/testing.js";
import { assert, assertTypeError, equal, fakeDevices, rejection } from "./harness.js";

const {
  Capture, DeviceWatch, PermissionWatch, describeError, enumerateDevices, errorHelp, errorKind, getDisplayMedia,
  getUserMedia, init, unmetConstraints,
} = full;

const symbol = Symbol("symbol");
const unreadable = { valueOf() { throw new Error("valueOf"); }, toString() { throw new Error("toString"); } };
const cyclic = {};
cyclic.cyclic = cyclic;

const NOT_OPTIONS = [null, 7, NaN, -1, Infinity, 5n, "text", true, [], symbol, () => {}];
const NOT_CONSTRAINTS = [...NOT_OPTIONS, { width: 5n }, cyclic];
const NOT_REQUEST = [undefined, null, 0, NaN, "yes", 5n, [], symbol, () => {}, cyclic];
const NOT_BOOLEAN = [null, 0, 1, NaN, "", "false", 5n, [], {}, symbol, unreadable];
const NOT_NUMBER = [null, NaN, -1, -Infinity, "5000", true, 5n, [], [5], {}, symbol, unreadable];
const NOT_STRING = [undefined, null, 7, NaN, 5n, true, [], ["audio"], {}, symbol, unreadable];
const NOT_KIND = [...NOT_STRING, "", "audioinput", "Audio"];
const NOT_OBJECT_WITH_METHODS = [undefined, null, 7, "video", true, [], {}, symbol];
const NOT_SIGNAL = [7, NaN, "signal", true, [], {}, { aborted: true }, { aborted: 0, addEventListener() {} }, symbol];
// As in the browser's functions, `null` means no options.
const NOT_REQUEST_OPTIONS = [7, NaN, "text", true, symbol];

// For each function, rows of the name of the argument, its invalid values, and a call with one of them.
function table(capture, track, devices) {
  const [element, sender] = [document.createElement("video"), { replaceTrack() {} }];
  const withSignal = (call) => [
    ["requestOptions", NOT_REQUEST_OPTIONS, call],
    ["signal", NOT_SIGNAL, (signal) => call({ signal })],
  ];
  const withDevices = (call) => [
    ["options", NOT_OPTIONS, call],
    ["devices", [null, 7, "devices", [], {}, symbol], (devices) => call({ devices })],
    ["device", [7], (device) => call({ device })],
  ];
  return {
    getUserMedia: withSignal((options) => getUserMedia({ video: true }, options)),
    getDisplayMedia: withSignal((options) => getDisplayMedia({}, options)),
    init: [["wasm", [null, 7, NaN, true, 5n, symbol, () => {}], init]],
    describeError: [
      ["translations", NOT_OPTIONS, (texts) => describeError("error", texts)],
      ["translations.Other", [7, {}, symbol], (Other) => describeError("error", { Other })],
    ],
    errorHelp: [
      ["translations", NOT_OPTIONS, (texts) => errorHelp("error", texts)],
      ["translations.Other", [7, {}, symbol], (Other) => errorHelp("error", { Other })],
    ],
    enumerateDevices: withDevices(enumerateDevices),
    unmetConstraints: [
      ["track", NOT_OBJECT_WITH_METHODS, (track) => unmetConstraints(track, {})],
      ["constraints", NOT_REQUEST.filter((value) => value != null), (constraints) => unmetConstraints(track, constraints)],
      ["width:", ["wide", NaN, null, []], (width) => unmetConstraints(track, { width })],
    ],
    Capture: withDevices((options) => new Capture(options)),
    "Capture.create": withDevices(Capture.create),
    "DeviceWatch.create": withDevices(DeviceWatch.create),
    "PermissionWatch.create": [
      ["name", [...NOT_STRING, "", "geolocation", "Camera", "constructor"], PermissionWatch.create],
      ["options", NOT_OPTIONS, (options) => PermissionWatch.create("camera", options)],
      ["panTiltZoom", NOT_BOOLEAN, (panTiltZoom) => PermissionWatch.create("camera", { panTiltZoom })],
      ["panTilt", [true], (panTilt) => PermissionWatch.create("camera", { panTilt })],
    ],
    "LevelWatch.create": [
      ["track", NOT_OBJECT_WITH_METHODS, (track) => LevelWatch.create(track)],
      ["options", NOT_OPTIONS, (options) => LevelWatch.create(track, options)],
      ["intervalMs", [...NOT_NUMBER, 0, 9, 10_001, Infinity], (intervalMs) => LevelWatch.create(track, { intervalMs })],
      ["silenceDbfs", NOT_NUMBER.filter((value) => ![-1, -Infinity].includes(value)), (silenceDbfs) => LevelWatch.create(track, { silenceDbfs })],
      ...["silenceAfterMs", "timeoutMs"].map((name) => [name, NOT_NUMBER, (value) => LevelWatch.create(track, { [name]: value })]),
      ["interval", [50], (interval) => LevelWatch.create(track, { interval })],
    ],
    "VoiceWatch.create": [
      ["track", NOT_OBJECT_WITH_METHODS, (track) => VoiceWatch.create(track)],
      ["options", NOT_OPTIONS, (options) => VoiceWatch.create(track, options)],
      ...["startThreshold", "endThreshold"].map((name) => [name, [...NOT_NUMBER, 1.1], (value) => VoiceWatch.create(track, { [name]: value })]),
      ...["minSpeechMs", "hangOverMs"].map((name) => [name, [...NOT_NUMBER, 60_001], (value) => VoiceWatch.create(track, { [name]: value })]),
      ["timeoutMs", NOT_NUMBER, (timeoutMs) => VoiceWatch.create(track, { timeoutMs })],
      ["threshold", [0.5], (threshold) => VoiceWatch.create(track, { threshold })],
    ],
    setWorkletUrl: [["url", [undefined, null, 7, true, [], {}, symbol], setWorkletUrl]],
    "Recorder.create": [
      ["source", [...NOT_OBJECT_WITH_METHODS, new EventTarget()], (source) => Recorder.create(source)],
      ["options", NOT_OPTIONS, (options) => Recorder.create(capture, options)],
      ["types", [null, 7, "video/webm", [], [7], {}, symbol], (types) => Recorder.create(capture, { types })],
      ...["audioBitsPerSecond", "videoBitsPerSecond", "keyFrameIntervalMs"].map((name) =>
        [name, NOT_NUMBER, (value) => Recorder.create(capture, { [name]: value })]),
      ["timesliceMs", [...NOT_NUMBER, 0, 0.5], (timesliceMs) => Recorder.create(capture, { timesliceMs })],
      ["audioBitrateMode", [null, 7, "other", [], symbol], (audioBitrateMode) => Recorder.create(capture, { audioBitrateMode })],
      ["timeslice", [1000], (timeslice) => Recorder.create(capture, { timeslice })],
      ["sink", [null, 7, "file", [], {}, symbol, { write() {}, patch() {} }], (sink) => Recorder.create(capture, { sink })],
    ],
    "Recorder.recover": [["name", NOT_STRING, (name) => Recorder.recover(name)]],
    "OpfsSink.create": [["name", NOT_STRING, (name) => OpfsSink.create(name)]],
    "OpfsSink.remove": [["name", NOT_STRING, (name) => OpfsSink.remove(name)]],
    "capture.start": [
      ["constraints", NOT_CONSTRAINTS, (constraints) => capture.start(constraints)],
      ["audio", NOT_REQUEST.slice(1, -1), (audio) => capture.start({ audio, video: true })],
      ["video", NOT_REQUEST.slice(1, -1), (video) => capture.start({ audio: true, video })],
      ["width:", ["wide", NaN, null, []], (width) => capture.start({ video: { width } })],
      ...withSignal((options) => capture.start({ video: true }, options)),
    ],
    "capture.startDisplay": [
      ["options", NOT_CONSTRAINTS, (options) => capture.startDisplay(options)],
      ["video", NOT_REQUEST.slice(1, -1), (video) => capture.startDisplay({ video })],
      ["surfaceSwitching:", [1, true], (surfaceSwitching) => capture.startDisplay({ surfaceSwitching })],
      ...withSignal((options) => capture.startDisplay({}, options)),
    ],
    "capture.switchVideo": [
      ["request", NOT_REQUEST, (request) => capture.switchVideo(request)],
      ["facingMode:", [1, NaN], (facingMode) => capture.switchVideo({ facingMode })],
    ],
    "capture.switchAudio": [["request", NOT_REQUEST, (request) => capture.switchAudio(request)]],
    "capture.switchDevice": [
      ["kind", NOT_KIND, (kind) => capture.switchDevice(kind, "front")],
      ["deviceId", NOT_STRING, (deviceId) => capture.switchDevice("video", deviceId)],
    ],
    "capture.applyConstraints": [
      ["kind", NOT_KIND, (kind) => capture.applyConstraints(kind, {})],
      ["constraints", [undefined, ...NOT_CONSTRAINTS].filter((value) => value !== null), (constraints) => capture.applyConstraints("video", constraints)],
      ["width:", ["wide", NaN, null, []], (width) => capture.applyConstraints("video", { width })],
    ],
    "capture.attach": [
      ["element", NOT_OBJECT_WITH_METHODS.filter((value) => value !== null).concat(document.body), (element) => capture.attach(element)],
      ["options", NOT_OPTIONS, (options) => capture.attach(element, options)],
      ["options", NOT_OPTIONS, (options) => capture.attach(null, options)],
      ["muted", NOT_BOOLEAN, (muted) => capture.attach(element, { muted })],
      ["mute", [true], (mute) => capture.attach(element, { mute })],
    ],
    "capture.detach": [["output", [...NOT_OBJECT_WITH_METHODS, document.body], (output) => capture.detach(output)]],
    "capture.attachSender": [
      ["kind", NOT_KIND, (kind) => capture.attachSender(kind, sender)],
      ["sender", [...NOT_OBJECT_WITH_METHODS, element], (sender) => capture.attachSender("audio", sender)],
    ],
    "capture.stateOf": [["kind", NOT_KIND, (kind) => capture.stateOf(kind)]],
    "capture.setEnabled": [
      ["kind", NOT_KIND, (kind) => capture.setEnabled(kind, false)],
      ["enabled", [undefined, ...NOT_BOOLEAN], (enabled) => capture.setEnabled("video", enabled)],
    ],
    "capture.setRequestOptions": [
      ["options", NOT_OPTIONS, (options) => capture.setRequestOptions(options)],
      ["partialGrant", NOT_BOOLEAN, (partialGrant) => capture.setRequestOptions({ partialGrant })],
      ["timeoutMs", NOT_NUMBER, (timeoutMs) => capture.setRequestOptions({ timeoutMs })],
      ["timeout", [5000], (timeout) => capture.setRequestOptions({ timeout })],
    ],
    "capture.setRecovery": [
      ["policy", NOT_OPTIONS, (policy) => capture.setRecovery(policy)],
      ...["fallback", "reclaim", "followDefault"].map((name) => [name, NOT_BOOLEAN, (value) => capture.setRecovery({ [name]: value })]),
      ["muteTimeoutMs", NOT_NUMBER, (muteTimeoutMs) => capture.setRecovery({ muteTimeoutMs })],
      ["retry", [null, 5, NaN, "always", 5n, [], symbol, () => {}], (retry) => capture.setRecovery({ retry })],
      ...["attempts", "initialMs", "maxMs"].map((name) => [name, NOT_NUMBER, (value) => capture.setRecovery({ retry: { [name]: value } })]),
      ["fallBack", [true, undefined], (fallBack) => capture.setRecovery({ fallBack })],
      ["initial", [10], (initial) => capture.setRecovery({ retry: { initial } })],
    ],
    SyntheticCamera: [
      ["options", NOT_OPTIONS, (options) => new SyntheticCamera(options)],
      ...["width", "height", "frameRate"].map((name) => [name, [0, Infinity, ...NOT_NUMBER], (value) => new SyntheticCamera({ [name]: value })]),
      ["size", [1], (size) => new SyntheticCamera({ size })],
    ],
    SyntheticMicrophone: [
      ["options", NOT_OPTIONS, (options) => new SyntheticMicrophone(options)],
      ["sound", [null, 7, "music", symbol], (sound) => new SyntheticMicrophone({ sound })],
      ["frequency", [null, NaN, Infinity, "440", 5n, symbol], (frequency) => new SyntheticMicrophone({ frequency })],
      ["volume", [2, ...NOT_NUMBER], (volume) => new SyntheticMicrophone({ volume })],
    ],
    "devices.plug": [
      ["device", [undefined, ...NOT_OPTIONS], (device) => devices.plug(device)],
      ["kind", [...NOT_STRING, "camera"], (kind) => devices.plug({ kind, deviceId: "new" })],
      ["deviceId", NOT_STRING, (deviceId) => devices.plug({ kind: "videoinput", deviceId })],
      ["label", NOT_STRING.slice(1), (label) => devices.plug({ kind: "videoinput", deviceId: "new", label })],
      ["facingMode", [null, 7, "front"], (facingMode) => devices.plug({ kind: "videoinput", deviceId: "new", facingMode })],
      ["width", [0, Infinity, ...NOT_NUMBER], (width) => devices.plug({ kind: "videoinput", deviceId: "new", width })],
      ["id", ["new"], (id) => devices.plug({ kind: "videoinput", deviceId: "new", id })],
    ],
    "devices.unplug": [["deviceId", NOT_STRING, (deviceId) => devices.unplug(deviceId)]],
    "devices.setMuted": [
      ["deviceId", NOT_STRING, (deviceId) => devices.setMuted(deviceId, true)],
      ["muted", [undefined, ...NOT_BOOLEAN], (muted) => devices.setMuted("front", muted)],
    ],
    "devices.end": [["deviceId", NOT_STRING, (deviceId) => devices.end(deviceId)]],
    "devices.setPermission": [
      ["name", [...NOT_STRING, "geolocation"], (name) => devices.setPermission(name, "denied")],
      ["state", [...NOT_STRING, "default"], (state) => devices.setPermission("camera", state)],
    ],
    "devices.holdPrompts": [["hold", NOT_BOOLEAN, (hold) => devices.holdPrompts(hold)]],
    "devices.respond": [
      ["response", [null, 7, "perhaps", true, symbol], (response) => devices.respond(response)],
      ["response.name", NOT_STRING, (name) => devices.respond({ name })],
      ["index", NOT_NUMBER, (index) => devices.respond("grant", index)],
    ],
  };
}

const methodsOf = ({ prototype }) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => name !== "constructor" && typeof value === "function" && value.length > 0)
    .map(([name]) => name);

export const tests = {
  async "arguments: an invalid one is a TypeError that names it"() {
    const devices = fakeDevices();
    const capture = await Capture.create({ devices });
    const stream = await capture.start({ video: true });
    const [track] = stream.getVideoTracks();
    const rows = table(capture, track, devices);
    const names = [...methodsOf(Capture).map((name) => `capture.${name}`), ...methodsOf(FakeMediaDevices).map((name) => `devices.${name}`)];
    for (const name of names) assert(name in rows, `the table lacks ${name}`);
    for (const [name, value] of Object.entries(full)) {
      const covered = [name, `${name}.create`].some((name) => name in rows) || value === errorKind || value === full.LocalMediaStream;
      assert(covered, `the table lacks ${name}`);
    }
    for (const [called, [argument, values, call]] of Object.entries(rows).flatMap(([name, list]) => list.map((row) => [name, row]))) {
      for (const value of values) {
        let error;
        try {
          // A promise rejects; every other function throws.
          const returned = call(value);
          error = returned instanceof Promise ? await rejection(returned) : undefined;
        } catch (thrown) {
          error = thrown;
        }
        try {
          assertTypeError(error, argument);
        } catch ({ message }) {
          throw new Error(`${called} with ${typeof value} ${Array.isArray(value) ? `[${value}]` : JSON.stringify(value === cyclic ? "cyclic" : typeof value === "bigint" ? "5n" : value)}: ${message}`);
        }
      }
    }
    equal(capture.state, "live", "the session is unchanged:");
    equal(capture.stream.getVideoTracks()[0], track);
    equal(devices.liveTracks(), 1);
    capture.stop();
  },

  async "arguments: undefined members are absent"() {
    const capture = await Capture.create({ devices: undefined });
    capture.attach(null, { muted: undefined });
    capture.setRequestOptions({ partialGrant: undefined, timeoutMs: undefined });
    capture.setRecovery({ fallback: undefined, reclaim: undefined, followDefault: undefined, muteTimeoutMs: undefined, retry: undefined });
    capture.setRecovery({ muteTimeoutMs: Infinity, retry: { attempts: Infinity, initialMs: undefined, maxMs: undefined } });
    (await PermissionWatch.create("camera", { panTiltZoom: undefined })).close();
    equal(describeError("error", { Other: undefined, Load: undefined }), describeError("error"));
  },

  async "arguments: objects that throw when they are read"() {
    const devices = fakeDevices();
    const capture = await Capture.create({ devices });
    await capture.start({ video: true });
    const [track] = capture.stream.getVideoTracks();
    const thrower = () => {
      throw new RangeError("thrown by the page");
    };
    const hostile = new Proxy(() => {}, { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower });
    for (const object of [hostile, new Proxy({}, { get: thrower, ownKeys: thrower })]) {
      for (const call of [
        () => getUserMedia({ video: true }, object),
        () => getUserMedia({ video: true }, { signal: object }),
        () => Capture.create({ devices: object }),
        () => DeviceWatch.create(object),
        () => PermissionWatch.create("camera", object),
        () => unmetConstraints(object, {}),
        () => unmetConstraints(track, object),
        () => capture.start(object),
        () => capture.start({ video: object }),
        () => capture.start({ video: { width: object } }),
        () => capture.start({ video: true }, { signal: object }),
        () => capture.startDisplay(object),
        () => capture.switchVideo(object),
        () => capture.applyConstraints("video", object),
        () => capture.attach(object),
        () => capture.attach(document.createElement("video"), object),
        () => capture.detach(object),
        () => capture.attachSender("video", object),
        () => capture.setRequestOptions(object),
        () => capture.setRecovery(object),
        () => capture.setRecovery({ retry: object }),
      ]) {
        const error = await rejection((async () => call())());
        const isExpected = error instanceof TypeError || error.message === "thrown by the page";
        assert(isExpected, `${call}: ${error}`);
      }
      equal(errorKind(object), "Other");
      equal(describeError(object), describeError("error"));
      equal(errorHelp(object), errorHelp("error"));
    }
    equal(capture.state, "live", "the session is unchanged:");
    equal(capture.stream.getVideoTracks()[0], track);
    await capture.switchDevice("video", "back");
    capture.stop();
    equal(devices.liveTracks(), 0);
  },
};
