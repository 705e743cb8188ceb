// The entry `/testing` as a page's tests use it.
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
  async "testing: devices in the place of the page's own"() {
    const own = navigator.mediaDevices;
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
    equal(navigator.mediaDevices, own);
  },

  async "testing: a prompt"() {
    const fake = new FakeMediaDevices();
    fake.plug({ kind: "videoinput", deviceId: "camera" });
    fake.hold();
    assert(!fake.respond());
    const ask = () => fake.getUserMedia({ video: true });
    for (const [answer, name] of [
      ["deny", "NotAllowedError"],
      [new DOMException("busy", "NotReadableError"), "NotReadableError"],
      [{ name: "OverconstrainedError", constraint: "width" }, "OverconstrainedError"],
    ]) {
      const request = ask();
      equal(fake.pending, 1);
      assert(fake.respond(answer));
      const error = await rejection(request);
      equal(error.name, name);
      equal(error.constraint, answer.constraint);
    }
    const [first, second] = [ask(), ask()];
    assert(fake.respond("nothing", 1) && fake.respond("ended"));
    equal((await second).getTracks().length, 0);
    equal((await first).getTracks()[0].readyState, "ended");
    fake.hold(false);
    fake.setPermission("camera", "denied");
    equal((await rejection(ask())).name, "NotAllowedError");
  },

  async "testing: devices that are made in the page"() {
    const camera = new SyntheticCamera({ width: 160, height: 120, frameRate: 20 });
    const track = camera.track();
    const drawn = camera.frames;
    equal(await sizeOf(new MediaStream([track])), "160x120");
    // No `task()`: a page that is never idle keeps timers, such as the one that draws, waiting.
    while (camera.frames === drawn) await new Promise((resolve) => setTimeout(resolve));
    track.stop();
    const microphone = new SyntheticMicrophone({ sound: "noise", volume: 0.1 });
    const sound = microphone.track();
    equal(sound.kind, "audio");
    sound.stop();
    microphone.close();
    for (const nonsense of [{ width: 0 }, { frameRate: NaN }]) {
      assert(thrown(() => new SyntheticCamera(nonsense)) instanceof TypeError);
    }
    for (const nonsense of [{ sound: "music" }, { volume: 2 }, { frequency: Infinity }]) {
      assert(thrown(() => new SyntheticMicrophone(nonsense)) instanceof TypeError);
    }
  },
};
