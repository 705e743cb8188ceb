// The tests of the pages in this folder, which load the package in different ways. The results are in `window.outcome`,
// an array of { name, error? }.

const assert = (condition, message) => {
  if (!condition) throw new Error(message);
};
const getUserMediaOf2012 = (constraints) =>
  new Promise((resolve, reject) => navigator.webkitGetUserMedia(constraints, resolve, reject));

const checks = {
  async "getUserMedia opens a stream that stops"({ getUserMedia }) {
    const stream = await getUserMedia({ audio: true, video: true });
    assert(stream.active && stream.getTracks().length === 2, "the stream does not have two live tracks");
    stream.stop();
    assert(!stream.active, "the stream is active after stop()");
  },

  async "errors have a kind and texts"({ describeError, errorHelp, errorKind, getUserMedia }) {
    const error = await getUserMedia({ video: { deviceId: { exact: "no such device" } } }).catch((error) => error);
    assert(errorKind(error) === "Overconstrained", errorKind(error));
    assert(describeError(error).includes("not connected"), describeError(error));
    assert(errorHelp(error).includes("not connected"), errorHelp(error));
  },

  async "the entry `/legacy` works"(_api, { install, uninstall }) {
    install({ prefixes: ["webkit"], replaceNative: true });
    const stream = await getUserMediaOf2012({ video: { mandatory: { maxWidth: 640 } } });
    assert(stream instanceof window.LocalMediaStream, "the stream is no LocalMediaStream");
    stream.stop();
    assert(stream.ended, "the stream has not ended after stop()");
    assert(uninstall().length === 0 && !("LocalMediaStream" in window), "uninstall() did not restore every property");
  },

  async "the entry `/full` works"(_api, _shim, { Capture, DeviceWatch, unmetConstraints }) {
    const capture = await Capture.create();
    const stream = await capture.start({ video: true });
    assert(unmetConstraints(stream.getVideoTracks()[0], { width: { min: 1 } }).length === 0, "the width constraint is not met");
    capture.stop();
    assert(!stream.active, "the stream is active after stop()");
    const watch = await DeviceWatch.create();
    assert(watch.devices.some(({ kind }) => kind === "videoinput"), "no camera is listed");
    watch.close();
  },

  async "works without cross-origin isolation"() {
    assert(!window.crossOriginIsolated, "the page is isolated");
  },
};

// Firefox runs no sound without an audio output: the worklet is loaded if there is no other error.
export async function measuresLevel({ LevelWatch }) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const watch = await LevelWatch.create(stream.getAudioTracks()[0], { timeoutMs: 500 });
  await new Promise((resolve, reject) => {
    watch.addEventListener("level", resolve);
    watch.addEventListener("error", ({ error }) => {
      if (error.name !== "TimeoutError") reject(error);
      else if (watch.context.state !== "running") resolve();
    });
  });
  watch.close();
  for (const track of stream.getTracks()) track.stop();
}

export async function check(api, shim, full, additional = {}) {
  const outcome = [];
  for (const [name, test] of Object.entries({ ...checks, ...additional })) {
    try {
      await test(api, shim, full);
      outcome.push({ name });
    } catch (error) {
      outcome.push({ name, error: `${error}\n${error.stack}` });
    }
  }
  window.outcome = outcome;
}
