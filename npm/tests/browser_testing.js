// The entry `/testing`, as tests of a page use it.
import { getUserMedia } from "./pkg/index.js";
import { FakeMediaDevices, SyntheticCamera, SyntheticMicrophone } from "./pkg/testing.js";
import { assert, equal, rejection, thrown } from "./harness.js";

async function sizeOf(stream) {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
  document.body.append(video);
  await video.play();
  video.remove();
  return `${video.videoWidth}x${video.videoHeight}`;
}

export const tests = {
  async "testing: fake devices replace navigator.mediaDevices"() {
    const native = navigator.mediaDevices;
    const fake = new FakeMediaDevices();
    const restore = fake.install();
    try {
      equal((await rejection(getUserMedia({ video: true }))).name, "NotFoundError");
      fake.plug({ kind: "videoinput", deviceId: "camera", label: "A camera", width: 320, height: 240 });
      const stream = await getUserMedia({ video: true });
      equal(await sizeOf(stream), "320x240");
      equal(stream.getVideoTracks()[0].label, "A camera");
      const ended = new Promise((resolve) => (stream.getTracks()[0].onended = resolve));
      assert(fake.unplug("camera") && !fake.unplug("camera"));
      await ended;
      equal(fake.liveTracks(), 0);
    } finally {
      restore();
    }
    equal(navigator.mediaDevices, native);
  },

  async "testing: held prompts settle with each response"() {
    const fake = new FakeMediaDevices();
    fake.plug({ kind: "videoinput", deviceId: "camera" });
    fake.holdPrompts();
    assert(!fake.respond());
    const openCamera = () => fake.getUserMedia({ video: true });
    for (const [response, name] of [
      ["deny", "NotAllowedError"],
      [new DOMException("busy", "NotReadableError"), "NotReadableError"],
      [{ name: "OverconstrainedError", constraint: "width" }, "OverconstrainedError"],
    ]) {
      const request = openCamera();
      equal(fake.pendingPrompts, 1);
      assert(fake.respond(response));
      const error = await rejection(request);
      equal(error.name, name);
      equal(error.constraint, response.constraint);
    }
    const [first, second] = [openCamera(), openCamera()];
    assert(fake.respond("nothing", 1) && fake.respond("ended"));
    equal((await second).getTracks().length, 0);
    equal((await first).getTracks()[0].readyState, "ended");
    fake.holdPrompts(false);
    fake.setPermission("camera", "denied");
    equal((await rejection(openCamera())).name, "NotAllowedError");
  },

  async "testing: synthetic camera and microphone"() {
    const camera = new SyntheticCamera({ width: 160, height: 120, frameRate: 20 });
    const track = camera.track();
    const initialFrames = camera.frames;
    equal(await sizeOf(new MediaStream([track])), "160x120");
    // Not `task()`: a page that is never idle delays timers, and with them the drawing of the camera.
    while (camera.frames === initialFrames) await new Promise((resolve) => setTimeout(resolve));
    track.stop();
    const microphone = new SyntheticMicrophone({ sound: "noise", volume: 0.1 });
    const microphoneTrack = microphone.track();
    equal(microphoneTrack.kind, "audio");
    microphoneTrack.stop();
    microphone.close();
    for (const invalid of [{ width: 0 }, { frameRate: NaN }]) {
      assert(thrown(() => new SyntheticCamera(invalid)) instanceof TypeError);
    }
    for (const invalid of [{ sound: "music" }, { volume: 2 }, { frequency: Infinity }]) {
      assert(thrown(() => new SyntheticMicrophone(invalid)) instanceof TypeError);
    }
  },
};
