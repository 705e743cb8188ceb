// What each of the pages beside this one does with the package, however it came by it. The outcome is a list of
// { name, error? } in `window.outcome`.

const assert = (condition, message) => {
  if (!condition) throw new Error(message);
};
const old = (constraints) =>
  new Promise((resolve, reject) => navigator.webkitGetUserMedia(constraints, resolve, reject));

const checks = {
  async "opens and stops"({ getUserMedia }) {
    const stream = await getUserMedia({ audio: true, video: true });
    assert(stream.active && stream.getTracks().length === 2, "two live tracks");
    stream.stop();
    assert(!stream.active, "it has stopped");
  },

  async "explains what went wrong"({ getUserMedia, errorKind, describeError }) {
    const error = await getUserMedia({ video: { deviceId: { exact: "none such" } } }).catch((error) => error);
    assert(errorKind(error) === "Overconstrained", errorKind(error));
    assert(describeError(error).includes("deviceId"), describeError(error));
  },

  async "has the shim"(_api, { install, uninstall }) {
    install({ replaceNative: true });
    const stream = await old({ video: { mandatory: { maxWidth: 640 } } });
    assert(stream instanceof window.LocalMediaStream, "a LocalMediaStream");
    stream.stop();
    assert(stream.ended, "it has stopped");
    assert(uninstall().length === 0 && !("LocalMediaStream" in window), "nothing is left");
  },

  async "has the rest"(_api, _shim, { Capture, DeviceWatch, unmetConstraints }) {
    const capture = await Capture.create();
    const stream = await capture.start({ video: true });
    assert(unmetConstraints(stream.getVideoTracks()[0], { width: { min: 1 } }).length === 0, "it has a width");
    capture.stop();
    assert(!stream.active, "it has stopped");
    const watch = await DeviceWatch.create();
    assert(watch.devices.some(({ kind }) => kind === "videoinput"), "a camera");
    watch.close();
  },

  async "shares no memory"() {
    assert(!window.crossOriginIsolated, "the page is not isolated, and need not be");
  },
};

export async function check(api, shim, full, more = {}) {
  const outcome = [];
  for (const [name, test] of Object.entries({ ...checks, ...more })) {
    try {
      await test(api, shim, full);
      outcome.push({ name });
    } catch (error) {
      outcome.push({ name, error: `${error}\n${error.stack}` });
    }
  }
  window.outcome = outcome;
}
