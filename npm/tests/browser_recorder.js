// Tests of the entry `/recorder`.
import { Capture } from "./pkg/full.js";
import { getUserMedia } from "./pkg/index.js";
import { Recorder, describeError, errorKind, init } from "./pkg/recorder.js";
import { FakeMediaDevices } from "./pkg/testing.js";
import { Skip, assert, equal, next, rejection, thrown } from "./harness.js";

const options = { timesliceMs: 100 };

async function requireRecorder() {
  await init();
  if (!Recorder.supportedTypes()[0]?.startsWith("video/webm")) throw new Skip("the browser does not record WebM");
}

// Waits for the data of the recording up to this position, in seconds.
async function position(recorder, seconds) {
  while (recorder.position < seconds) await next(recorder, "chunk");
}

// Seeks to each time. Returns the duration and the width at each time.
async function inspect(blob, times) {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, preload: "auto", src: URL.createObjectURL(blob) });
  document.body.append(video);
  await next(video, "loadeddata");
  const widths = [];
  for (const time of times) {
    const seeked = next(video, "seeked");
    video.currentTime = time;
    await seeked;
    widths.push(video.videoWidth);
  }
  const { duration } = video;
  URL.revokeObjectURL(video.src);
  video.remove();
  return { duration, widths };
}

const assertNear = (actual, expected) =>
  assert(Math.abs(actual - expected) < 0.25, `${actual} instead of ${expected}`);

export const tests = {
  async "a recording of a stream has a duration"() {
    await requireRecorder();
    const stream = await getUserMedia({ audio: true, video: true });
    const recorder = await Recorder.create(stream, options);
    const [states, chunks] = [[], []];
    recorder.addEventListener("statechange", ({ state }) => states.push(state));
    recorder.addEventListener("chunk", ({ blob, timecode, duration }) => chunks.push({ blob, timecode, duration }));
    equal([recorder.state, recorder.position, recorder.mimeType].join(), "idle,0,");
    recorder.start();
    await position(recorder, 0.4);
    recorder.pause();
    equal(recorder.state, "paused");
    recorder.resume();
    await position(recorder, 0.8);
    const end = recorder.position;
    const [recording, again] = await Promise.all([recorder.stop(), recorder.stop()]);
    stream.stop();
    equal(again.blob, recording.blob);
    equal(states.join(), "recording,paused,recording,stopping,stopped");
    equal([recording.error, recording.gaps.length, recorder.gaps.length].join(), ",0,0");
    equal(recording.mimeType, recorder.mimeType);
    assert(recording.mimeType.startsWith("video/webm"), recording.mimeType);
    assertNear(recording.duration, end);
    assertNear((await inspect(recording.blob, [])).duration, end);
    equal(chunks.reduce((size, { blob }) => size + blob.size, 0), recording.blob.size);
    const times = chunks.map(({ timecode }) => timecode);
    equal(times.join(), [...times].sort((a, b) => a - b).join());
  },

  async "a recording of a capture continues with another camera"() {
    await requireRecorder();
    const devices = new FakeMediaDevices();
    devices.plug({ kind: "videoinput", deviceId: "large" });
    devices.plug({ kind: "videoinput", deviceId: "small", width: 320, height: 240 });
    const capture = await Capture.create({ devices });
    await capture.start({ video: { deviceId: "large" } });
    const recorder = new Recorder(capture, options);
    recorder.start();
    await position(recorder, 0.5);
    await capture.switchDevice("video", "small");
    const border = recorder.position;
    await position(recorder, border + 0.5);
    const end = recorder.position;
    const recording = await recorder.stop();
    capture.stop();
    equal(recording.error, null);
    const { duration, widths } = await inspect(recording.blob, [border - 0.2, border + 0.3]);
    assertNear(duration, end);
    equal(widths.join(), "640,320");
  },

  async "calls in another state are errors"() {
    await requireRecorder();
    const stream = await getUserMedia({ video: true });
    const recorder = new Recorder(stream, options);
    equal((await rejection(recorder.stop())).name, "InvalidStateError");
    for (const call of ["pause", "resume"]) equal(thrown(() => recorder[call]()).name, "InvalidStateError");
    equal(errorKind(thrown(() => new Recorder(stream, { types: ["video/unknown"] }))), "Unsupported");
    stream.stop();
    equal(thrown(() => recorder.start()).name, "InvalidStateError");
    equal(recorder.state, "idle");
  },

  async "a changed stream ends the recording with an InvalidModificationError"() {
    await requireRecorder();
    const stream = await getUserMedia({ video: true });
    const recorder = new Recorder(stream, options);
    recorder.start();
    await position(recorder, 0.3);
    const [track] = stream.getTracks();
    stream.removeTrack(track);
    while (recorder.state !== "stopped") await next(recorder, "statechange");
    const { error } = await recorder.stop();
    track.stop();
    equal(errorKind(error), "InvalidModification");
    assert(describeError(error).startsWith("The recording ended"), describeError(error));
  },

  async "a browser that records no type throws a NotSupportedError"() {
    await init();
    if (Recorder.supportedTypes().length > 0) throw new Skip("the browser records");
    const stream = await getUserMedia({ video: true });
    equal(thrown(() => new Recorder(stream, options).start()).name, "NotSupportedError");
    stream.stop();
  },
};
