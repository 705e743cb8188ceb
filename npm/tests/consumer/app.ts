// Uses of the declarations. The file is type-checked only.
import { LocalMediaStream, type MediaErrorKind, describeError, errorHelp, errorKind, getUserMedia, init } from "local-media-stream";
import * as bundled from "local-media-stream/bundler";
import * as full from "local-media-stream/full";
import * as bundledFull from "local-media-stream/full/bundler";
import fullUrl from "local-media-stream/full/wasm";
import { type Level, LevelWatch, VoiceWatch, setWorkletUrl } from "local-media-stream/audio";
import * as bundledAudio from "local-media-stream/audio/bundler";
import audioUrl from "local-media-stream/audio/wasm";
import workletUrl from "local-media-stream/audio/worklet";
import { type LegacyOptions, install, isInstalled, uninstall } from "local-media-stream/legacy";
import "local-media-stream/legacy.js";
import { type Photo, grabFrame, takePhoto } from "local-media-stream/photo";
import * as bundledPhoto from "local-media-stream/photo/bundler";
import photoUrl from "local-media-stream/photo/wasm";
import { OpfsSink, type Recording, Recorder, type RecordingSink, init as initRecorder } from "local-media-stream/recorder";
import * as bundledRecorder from "local-media-stream/recorder/bundler";
import recorderUrl from "local-media-stream/recorder/wasm";
import { type FakeDevice, FakeMediaDevices, SyntheticCamera, SyntheticMicrophone } from "local-media-stream/testing";
import url from "local-media-stream/wasm";

// Does not compile for a value of type `any`, which would satisfy every other check.
type IsAny<T> = 0 extends 1 & T ? true : false;
function known<T>(value: IsAny<T> extends true ? never : T): T {
  return value;
}

await init();
await init(new URL("https://example.org/local_media_stream_bg.wasm"));

const stream: LocalMediaStream = known(await getUserMedia({ audio: true, video: { width: { ideal: 1280 } } }));
const asMediaStream: MediaStream = stream;
document.querySelector("video")!.srcObject = stream;
known(stream.stop());
const copy: LocalMediaStream = known(stream.clone());
const made: LocalMediaStream = new LocalMediaStream(asMediaStream.getTracks());
made.addEventListener("addtrack", (event) => known(event.track));

try {
  using camera = await getUserMedia({ video: true });
  known(camera.active);
} catch (error) {
  const kind: MediaErrorKind = known(errorKind(error));
  const text: string = known(describeError(error));
  const help: string = known(errorHelp(error));
  if (kind === "NotAllowed") console.log(text, help);
}

const other: bundled.LocalMediaStream = known(await bundled.getUserMedia({ video: true }));
other.stop();
known((await bundledFull.Capture.create()).state);
known((await bundledPhoto.takePhoto(new MediaStreamTrack())).width);
known((await bundledRecorder.Recorder.create(stream)).mimeType);
await init(known(url));
await full.init(known(fullUrl));
await bundledPhoto.init(known(photoUrl));
await bundledRecorder.init(known(recorderUrl));

const { signal } = new AbortController();
known(await getUserMedia({ audio: true }, { signal }));
known(await getUserMedia({ audio: true }, {}));
for (const none of [undefined, null]) known(await getUserMedia({ audio: true }, { signal: none }));
known(await getUserMedia({ audio: true }, null));
known(describeError("error", { NotAllowed: "Zugriff verweigert.", MissingDevice: undefined }));
// @ts-expect-error: unknown kind
describeError("error", { Denied: "Zugriff verweigert." });

// @ts-expect-error: a constraint is a boolean or an object
await getUserMedia({ video: 1 });
// @ts-expect-error: a MediaStream has no stop()
asMediaStream.stop();
// @ts-expect-error: unknown kind
const wrong: MediaErrorKind = "Denied";

const fake = new FakeMediaDevices();
const device: FakeDevice = { kind: "videoinput", deviceId: "camera" };
known(fake.plug(device));
fake.exclusiveCamera = true;
const restore: () => void = known(fake.install());
fake.holdPrompts();
known(fake.respond(new DOMException("busy", "NotReadableError")));
known(fake.respond("grant", 1));
// @ts-expect-error: unknown response
fake.respond("perhaps");
const track: MediaStreamTrack = known(new SyntheticCamera({ width: 320 }).track());
known(new SyntheticMicrophone({ sound: "noise" }).track());

const capture: full.Capture = known(await full.Capture.create({ devices: fake }));
known(await full.Capture.create({ devices: navigator.mediaDevices }));
capture.addEventListener("statechange", (event) => known(event.type));
const onStateChange = ({ state }: full.CaptureStateChangeEvent) => known<full.CaptureState>(state);
capture.addEventListener("statechange", onStateChange);
capture.removeEventListener("statechange", onStateChange);
capture.addEventListener("statechange", function ({ state, target }) {
  known<full.CaptureState>(state);
  known(this.stream);
  known(target);
});
const captured: MediaStream = known(await capture.start({ video: { facingMode: "user" } }));
const state: full.CaptureState = known(capture.state);
const loss: full.TrackLoss | null = capture.loss;
if (state === "ended") console.log(known(loss?.reason), known(loss?.deviceId), known(loss?.message));
const policy: full.RecoveryPolicy = { fallback: true, retry: true, muteTimeoutMs: 5000 };
capture.setRecovery(policy);
capture.setRecovery({ retry: { attempts: 3, initialMs: 100, maxMs: 1000 } });
capture.setRecovery({ fallback: undefined, reclaim: undefined, followDefault: undefined, muteTimeoutMs: undefined });
capture.setRecovery({ retry: { attempts: undefined, initialMs: undefined, maxMs: undefined } });
capture.setRequestOptions({ partialGrant: undefined, timeoutMs: undefined });
capture.attach(null, { muted: undefined });
known(await capture.start({ audio: true }, { signal }));
known(await capture.startDisplay({}, { signal }));
await capture.applyConstraints("video", { width: 640 });
await capture.applyConstraints("video", null);
const { deviceId, loss: lastLoss } = known(capture.stateOf("video"));
console.log(known(deviceId), known(lastLoss));
known(await full.Capture.create({ devices: undefined }));
known(await full.PermissionWatch.create("camera", { panTiltZoom: undefined }));
known(new SyntheticCamera({ width: undefined, height: undefined, frameRate: undefined }));
known(new SyntheticMicrophone({ sound: undefined, frequency: undefined, volume: undefined }));
fake.plug({ kind: "videoinput", deviceId: "camera", groupId: undefined, label: undefined, facingMode: undefined, width: undefined });
// @ts-expect-error: unknown option
capture.setRecovery({ muteTimeout: 5000 });
known(await capture.switchDevice("video", "camera"));
// @ts-expect-error: unknown kind
await capture.switchDevice("videoinput", "camera");
known(await capture.startDisplay({ video: true }));
known(await full.getDisplayMedia({}, { signal })).stop();

for (const { property, strength, actual } of known(full.unmetConstraints(track, { width: 640 }))) {
  console.log(property, known(strength === "required"), known(actual));
}
using watch = known(await full.DeviceWatch.create({ devices: fake }));
const first: full.DeviceInfo | undefined = known(watch.devices[0]);
const label: string | null | undefined = known(first?.label);
watch.addEventListener("devicechange", ({ added, removed, devices }) => {
  known(added[0]?.kind);
  known(removed.length);
  known(devices[0]?.duplicateOf);
}, { signal });
known(watch.close());
for (const { kind } of known(await full.enumerateDevices())) console.log(known(kind));
using camera = known(await full.PermissionWatch.create("camera"));
camera.addEventListener("change", ({ state }) => known(state === "denied" && camera.isKnown));
// @ts-expect-error: the list is read-only
watch.devices.push(first!);
// @ts-expect-error: unknown permission
await full.PermissionWatch.create("geolocation");
// @ts-expect-error: private constructor
new full.DeviceWatch();

const options: LegacyOptions = { era: "2012", prefixes: ["", "webkit"], objectUrls: true, errorNames: undefined };
known(install(options));
known(install());
const changed: string[] = known(uninstall());
const installed: boolean = known(isInstalled());
// @ts-expect-error: unknown era
install({ era: "1999" });
// @ts-expect-error: unknown option
install({ everything: true });

export { captured, changed, copy, installed, label, restore, track, wrong };

const photo: Photo = known(await takePhoto(new MediaStreamTrack(), { width: 64, format: "image/webp", mirrored: true }));
known(photo.blob.size + photo.width);
known((await grabFrame(new MediaStreamTrack(), { timeoutMs: 100 })).width);
// @ts-expect-error: the names of the options are checked.
takePhoto(new MediaStreamTrack(), { imageWidth: 64 });
await bundledAudio.init(known(audioUrl));
known(setWorkletUrl(known(workletUrl)));
setWorkletUrl(new URL("https://example.org/worklet.js"));
using levels: LevelWatch = known(await LevelWatch.create(track, { intervalMs: 100, silenceDbfs: undefined }));
const latest: Level | null = known(levels.latest);
levels.addEventListener("level", ({ level }) => known(level.channels[0]?.peakDbfs));
levels.addEventListener("silencestart", ({ type }) => known(type));
levels.addEventListener("error", ({ error }) => known(error.name));
known(await levels.context.resume());
const voice: VoiceWatch = known(await VoiceWatch.create(track));
voice.addEventListener("speechstart", ({ at }) => known(voice.isSpeech && at > 0 && latest));
known(voice.close());
// @ts-expect-error: options are checked.
LevelWatch.create(track, { interval: 50 });
// @ts-expect-error: the constructor is private.
new VoiceWatch();
await initRecorder();
const recorder: Recorder = known(await Recorder.create(await full.Capture.create(), { types: Recorder.supportedTypes(), timesliceMs: 500 }));
recorder.addEventListener("statechange", ({ state }) => known(state === "recording"));
recorder.addEventListener("chunk", ({ blob, timecode }) => known(blob.size + timecode));
known(recorder.start());
const recording: Recording = known(await recorder.stop());
known(recording.gaps[0]?.kind === "audio" && recording.duration > recorder.position);
known(new Recorder(stream).mimeType);
const parts: Blob[] = [];
const sink: RecordingSink = {
  write: (data) => parts.push(data),
  patch: async (offset, bytes) => known(new Blob([bytes]).size + offset),
  finish: (type) => new Blob(parts, { type }),
};
const fileHandle: FileSystemFileHandle = await (await navigator.storage.getDirectory()).getFileHandle("recording.webm");
for (const each of [sink, await OpfsSink.create("name"), await fileHandle.createWritable()]) new Recorder(stream, { sink: each });
for (const name of await OpfsSink.names()) {
  known((await Recorder.recover(name)).blob?.size);
  await OpfsSink.remove(name);
}
// @ts-expect-error: options are checked.
new Recorder(stream, { timeslice: 500 });
// @ts-expect-error: a sink has three methods.
new Recorder(stream, { sink: { write() {} } });
