// What a TypeScript engineer writes. It is only type-checked.
import { LocalMediaStream, type MediaErrorKind, errorKind, describeError, getUserMedia, init } from "local-media-stream";
import * as bundled from "local-media-stream/bundler";
import * as full from "local-media-stream/full";
import { type LegacyOptions, install, isInstalled, uninstall } from "local-media-stream/legacy";
import "local-media-stream/legacy.js";
import { type FakeDevice, FakeMediaDevices, SyntheticCamera, SyntheticMicrophone } from "local-media-stream/testing";

// Fails to compile where something is `any`, which would let everything through.
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
  const words: string = known(describeError(error));
  if (kind === "NotAllowed") console.log(words);
}

const other: bundled.LocalMediaStream = known(await bundled.getUserMedia({ video: true }));
other.stop();

const { signal } = new AbortController();
known(await getUserMedia({ audio: true }, { signal }));
known(await getUserMedia({ audio: true }, {}));

// @ts-expect-error: nothing like this can be asked for
await getUserMedia({ video: 1 });
// @ts-expect-error: a plain stream has no stop()
asMediaStream.stop();
// @ts-expect-error: there is no such kind
const wrong: MediaErrorKind = "Denied";

const fake = new FakeMediaDevices();
const device: FakeDevice = { kind: "videoinput", deviceId: "camera" };
known(fake.plug(device));
fake.oneCamera = true;
const restore: () => void = known(fake.install());
fake.hold();
known(fake.respond(new DOMException("busy", "NotReadableError")));
known(fake.respond("grant", 1));
// @ts-expect-error: there is no such answer
fake.respond("perhaps");
const track: MediaStreamTrack = known(new SyntheticCamera({ width: 320 }).track());
known(new SyntheticMicrophone({ sound: "noise" }).track());

const capture: full.Capture = known(await full.Capture.create({ devices: fake }));
known(await full.Capture.create({ devices: navigator.mediaDevices }));
capture.addEventListener("statechange", (event) => known(event.type));
const plain: MediaStream = known(await capture.start({ video: { facingMode: "user" } }));
const state: full.CaptureState = known(capture.state);
if (state === "ended") console.log(known(capture.loss?.reason), known(capture.loss?.deviceId), known(capture.loss?.message));
capture.setRecovery({ fallback: true, retry: true, mutedFor: 5000 });
known(await capture.switchDevice("video", "camera"));
// @ts-expect-error: there is no such kind
await capture.switchDevice("smell", "camera");
known(await capture.startDisplay({ video: true }));
known(await full.getDisplayMedia({}, { signal })).stop();

for (const { property, demand, actual } of known(full.unmetConstraints(track, { width: 640 }))) {
  console.log(property, known(demand === "required"), known(actual));
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
camera.addEventListener("change", () => known(camera.state === "denied" && camera.isKnown));
// @ts-expect-error: a list is not to be changed
watch.devices.push(first!);
// @ts-expect-error: there is no such permission
await full.PermissionWatch.create("smell");
// @ts-expect-error: only `create` makes one
new full.DeviceWatch();

const options: LegacyOptions = { era: "2012", prefixes: ["", "webkit"], objectUrls: true };
known(install(options));
known(install());
const left: string[] = known(uninstall());
const there: boolean = known(isInstalled());
// @ts-expect-error: there was nothing to bring back from then
install({ era: "1999" });
// @ts-expect-error: there is no such option
install({ everything: true });

export { copy, label, left, plain, restore, there, track, wrong };
