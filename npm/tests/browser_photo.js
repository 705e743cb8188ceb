// Tests of the entry `/photo`.
import { getUserMedia } from "./pkg/index.js";
import { errorKind, grabFrame, takePhoto } from "./pkg/photo.js";
import { SyntheticCamera } from "./pkg/testing.js";
import { assert, assertTypeError, equal, rejection } from "./harness.js";

const size = async ({ blob }) => {
  const bitmap = await createImageBitmap(blob);
  return [bitmap.width, bitmap.height].join();
};

export const tests = {
  async "a photo has the requested size and format"() {
    const stream = await getUserMedia({ video: true });
    const [track] = stream.getVideoTracks();
    const options = { width: 100, height: 80, format: "image/jpeg", quality: 0.5, mirrored: true };
    const photo = await takePhoto(track, { ...options, timeoutMs: 60_000 });
    equal([photo.width, photo.height, photo.blob.type].join(), "100,80,image/jpeg");
    equal(await size(photo), "100,80");
    const whole = await takePhoto(track, { timeoutMs: 60_000 });
    equal(await size(whole), [whole.width, whole.height].join());
    stream.stop();
    equal(errorKind(new DOMException("", "TimeoutError")), "Timeout");
    equal(errorKind(await rejection(takePhoto(track))), "InvalidState");
  },

  async "a frame has the size of the track"() {
    const track = new SyntheticCamera({ width: 64, height: 48 }).track();
    const bitmap = await grabFrame(track, { timeoutMs: 60_000 });
    equal([bitmap.width, bitmap.height].join(), "64,48");
    bitmap.close();
    track.stop();
  },

  async "invalid arguments of photos are TypeErrors"() {
    const track = new SyntheticCamera().track();
    for (const invalid of [undefined, null, {}, "track"]) {
      assertTypeError(await rejection(takePhoto(invalid)), "track");
      assertTypeError(await rejection(grabFrame(invalid)), "track");
    }
    assert((await rejection(takePhoto({ getSettings() {} }))) instanceof TypeError);
    const options = [{ width: 0 }, { height: 1.5 }, { width: 16385 }, { quality: 2 }, { quality: "high" }, { format: "jpeg" },
      { fillLightMode: "on" }, { redEyeReduction: 1 }, { mirrored: "yes" }, { timeoutMs: -1 }, { imageWidth: 100 }];
    for (const invalid of options) assertTypeError(await rejection(takePhoto(track, invalid)), Object.keys(invalid)[0]);
    assertTypeError(await rejection(grabFrame(track, { width: 100 })), "width");
    assert(track.readyState === "live");
    track.stop();
  },
};
