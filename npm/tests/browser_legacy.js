// The shim as pages load it: as a module and as a script.
import * as shim from "./pkg/legacy/index.js";
import { assert, equal } from "./harness.js";

const openStream = () => new Promise((resolve, reject) => navigator.getUserMedia({ video: true }, resolve, reject));

export const tests = {
  async "the module installs and uninstalls the shim"() {
    const { createObjectURL } = URL;
    shim.install({ replaceNative: true, objectUrls: true });
    assert(shim.isInstalled());
    const stream = await openStream();
    assert(stream instanceof window.LocalMediaStream);
    const video = document.createElement("video");
    video.src = URL.createObjectURL(stream);
    equal(video.srcObject, stream);
    stream.stop();
    equal(shim.uninstall().length, 0);
    equal(URL.createObjectURL, createObjectURL);
    for (const name of ["LocalMediaStream", "NavigatorUserMediaError", "VideoStreamTrack"]) assert(!(name in window));
  },

  async "the script installs the shim with the options of its attributes"() {
    const script = document.createElement("script");
    Object.assign(script, { src: "pkg/legacy.js" });
    Object.assign(script.dataset, { era: "2012", prefixes: "none webkit", objectUrls: "false", numericStates: "" });
    const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    document.head.append(script);
    await loaded;
    script.remove();
    assert(shim.isInstalled(), "two copies share one installation");
    equal(MediaStream.LIVE, 1);
    equal(typeof navigator.getUserMedia, "function");
    assert("stop" in MediaStream.prototype && !("mozSrcObject" in HTMLMediaElement.prototype));
    const stream = await openStream();
    stream.stop();
    assert(stream.active, "in a task");
    await new Promise((resolve) => setTimeout(resolve));
    assert(!stream.active);
    equal(shim.uninstall().length, 0);
    assert(!("stop" in MediaStream.prototype));
  },
};
