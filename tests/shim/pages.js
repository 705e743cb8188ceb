import {
  assert,
  createFrame,
  equal,
  equalJson,
  nextEvent,
  nextTask,
  openStream,
  runner,
  stopAfterTest,
  throws,
} from "./tools.js";

const SHIM = new URL("../../src/legacy/bundled.js", import.meta.url).href;

// Records dispatched events. The fourth argument is Firefox's `wantsUntrusted`.
const recordEvents = (target, ...types) => {
  const recorded = [];
  for (const type of types) target.addEventListener(type, () => recorded.push(type), false, true);
  return recorded;
};

// Waits for the first frame of a playing video.
async function playFirstFrame(video) {
  Object.assign(video, { muted: true, playsInline: true });
  document.body.append(video);
  try {
    await video.play();
    assert(video.videoWidth > 0, "the video has a size");
  } finally {
    video.remove();
  }
}

// Runs a check with the shim in an iframe that `prepare` has modified.
async function inFrame(prepare, check) {
  const page = await createFrame("camera; microphone");
  try {
    const scope = page.contentWindow;
    scope.prepare = prepare;
    scope.eval("prepare(window)");
    delete scope.prepare;
    const shim = await scope.eval(`import(${JSON.stringify(SHIM)})`);
    await check(shim, scope);
  } finally {
    page.remove();
  }
}

// The names of all own properties of the objects that the shim changes. Sorted: Firefox creates globals lazily.
function traces(scope) {
  const objects = [scope, scope.Navigator?.prototype, scope.MediaDevices?.prototype, scope.MediaStream?.prototype,
    scope.MediaStream, scope.MediaStreamTrack?.prototype, scope.MediaStreamTrack, scope.HTMLMediaElement?.prototype,
    scope.URL];
  return objects.filter(Boolean).map((object) => Reflect.ownKeys(object).map(String).sort().join());
}

// The names of globals that libraries of that time replace, and others that the shim uses.
const REPLACED = ["Array", "Blob", "Boolean", "DOMException", "Event", "Map", "MutationObserver", "Object",
  "OverconstrainedError", "Promise", "Proxy", "Reflect", "Set", "String", "Symbol", "WeakMap", "WeakRef", "WeakSet",
  "isFinite", "parseFloat", "setTimeout"];

const tests = {
  async replaced_globals_are_not_used(_shim) {
    await inFrame(() => {}, async (shim, scope) => {
      shim.install({ replaceNative: true, objectUrls: true, errorNames: "2014" });
      const { Event: NativeEvent } = scope;
      const hostile = () => { throw new Error("replaced"); };
      for (const name of REPLACED) scope[name] = hostile;
      const requestIn = (constraints) => new Promise((resolve) => scope.navigator.getUserMedia(constraints,
        (stream) => resolve([stopAfterTest(stream)]), (error) => resolve([error])));
      const [stream] = await requestIn({ video: { mandatory: { maxWidth: "640" }, optional: [{ minWidth: 320 }] } });
      assert(stream instanceof scope.LocalMediaStream, String(stream));
      const ended = nextEvent(stream, "ended");
      const video = scope.document.createElement("video");
      const url = scope.URL.createObjectURL(stream);
      video.src = url;
      equal(video.srcObject, stream);
      equal(video.cloneNode().srcObject, stream);
      equal(stream.videoTracks.length, 1);
      equal(stream.clone().stop(), undefined);
      stream.stop();
      assert((await ended) instanceof NativeEvent);
      const [error] = await requestIn({ video: { mandatory: { telepathy: true } } });
      equal(error.name, "ConstraintNotSatisfiedError");
      const sources = await new Promise((resolve) => scope.MediaStreamTrack.getSources(resolve));
      assert(sources.length >= 2);
      equalJson([...shim.uninstall()], []);
    });
  },

  async uninstall_works_if_object_prototype_has_a_getter_name(_shim) {
    await inFrame(() => {}, async (shim, scope) => {
      const before = traces(scope);
      shim.install({ replaceNative: true, objectUrls: true });
      scope.Object.prototype.get = () => {};
      equalJson([...shim.uninstall()], []);
      delete scope.Object.prototype.get;
      equalJson(traces(scope), before);
    });
  },

  async in_2012_stop_takes_effect_in_a_task(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await openStream({ audio: true, video: true });
    const [track] = stream.getVideoTracks();
    const recorded = recordEvents(stream, "ended");
    const atTrack = recordEvents(track, "ended");
    equal(stream.stop(), undefined);
    equal(stream.active, true, "in a task");
    equal(track.readyState, "live");
    await nextTask();
    equal(stream.active, false);
    equal(stream.ended, true);
    await nextTask();
    await nextTask();
    equalJson(recorded, [], "no ended for its own stop()");
    equalJson(atTrack, []);
  },

  async in_2012_derived_tracks_end_with_the_stream(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await openStream();
    const [derived] = stopAfterTest(new MediaStream([stream.getTracks()[0].clone()])).getTracks();
    const further = derived.clone();
    stopAfterTest(new MediaStream([further]));
    const holder = new MediaStream([derived]);
    const holderEnded = new Promise((resolve) => (holder.onended = resolve));
    const ended = [derived, further].map((track) => nextEvent(track, "ended"));
    stream.stop();
    equal(derived.readyState, "live");
    await Promise.all(ended);
    equal(derived.readyState, "ended");
    equal(further.readyState, "ended");
    await holderEnded;
  },

  async in_2012_another_local_media_stream_keeps_the_source_live(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await openStream();
    const other = stopAfterTest(stream.clone());
    const [derived] = stopAfterTest(new MediaStream([stream.getTracks()[0].clone()])).getTracks();
    stream.stop();
    await nextTask();
    await nextTask();
    equal(stream.active, false);
    equal(other.active, true);
    equal(derived.readyState, "live", "the other stream has a live track of this source");
    const ended = nextEvent(derived, "ended");
    other.stop();
    await ended;
    equal(derived.readyState, "ended");
  },

  async in_2012_ended_is_dispatched_for_other_causes(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await openStream();
    const streamEnded = nextEvent(stream, "ended");
    stream.getTracks()[0].stop();
    await streamEnded;
  },

  async in_2011_ended_is_dispatched_at_the_stream(shim) {
    shim.install({ era: "2011", replaceNative: true });
    const stream = await openStream();
    const streamEnded = nextEvent(stream, "ended");
    const derived = stopAfterTest(new MediaStream([stream.getTracks()[0].clone()]));
    stream.stop();
    equal(stream.ended, false, "in a task");
    await streamEnded;
    equal(stream.ended, true);
    equal(derived.active, true, "derived tracks stay live");
  },

  async in_2011_both_kinds_are_requested_by_default(shim) {
    shim.install({ era: "2011", replaceNative: true });
    equal(navigator.getUserMedia({}), undefined, "a no-op without a callback");
    const requests = [];
    const { mediaDevices } = navigator;
    const request = (...args) => new Promise((resolve) => {
      mediaDevices.getUserMedia = ({ audio, video }) => {
        requests.push([audio, video]);
        return Promise.reject(new DOMException("only recorded", "AbortError"));
      };
      navigator.getUserMedia(...args, () => {}, resolve);
    });
    try {
      for (const options of [null, {}, { audio: false }, "audio", "video", "audio,video", "video user, audio"]) {
        await request(options);
      }
    } finally {
      delete mediaDevices.getUserMedia;
    }
    equalJson(requests, [[true, true], [true, true], [false, true], [true, false], [false, true], [true, true],
      [true, { facingMode: "user" }]]);
    const error = throws(() => navigator.getUserMedia({ audio: false, video: false }, () => {}), "NotSupportedError");
    equal(error.code, DOMException.NOT_SUPPORTED_ERR);
  },

  async in_2012_the_error_callback_is_optional(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await new Promise((resolve) => navigator.getUserMedia({ audio: true }, resolve));
    stopAfterTest(stream).stop();
    navigator.getUserMedia({ audio: { mandatory: { sourceId: "none such" } } }, () => assert(false));
    throws(() => navigator.getUserMedia({ audio: true }), "TypeError");
    throws(() => navigator.getUserMedia({ audio: true }, () => {}, "text"), "TypeError");
    await nextTask();
  },

  async create_object_url_accepts_a_stream(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await openStream();
    const url = URL.createObjectURL(stream);
    assert(url.startsWith("blob:"));
    assert(URL.createObjectURL(stream) !== url, "a new URL at each call");
    const video = document.createElement("video");
    video.src = url;
    equal(video.src, url);
    equal(video.getAttribute("src"), url);
    equal(video.hasAttribute("src"), true);
    equal(video.currentSrc, url);
    assert(video.outerHTML.includes(url) && video.matches("[src]"), video.outerHTML);
    equal(video.srcObject, stream);
    await playFirstFrame(video);
    const clone = video.cloneNode();
    equal(clone.srcObject, stream);
    equal(clone.src, url);
    await playFirstFrame(clone);
    const audio = new Audio(url);
    equal(audio.srcObject, stream);
    equal(Object.getPrototypeOf(audio), HTMLAudioElement.prototype);
    equal(new Audio("none.webm").srcObject, null);
    URL.revokeObjectURL(url);
    equal(video.srcObject, stream, "an attached stream stays attached");
    video.src = "";
    equal(video.srcObject, null);
    video.src = url;
    equal(video.srcObject, null, "the URL is revoked");
    video.removeAttribute("src");
  },

  async src_and_moz_src_object_accept_a_stream(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await openStream();
    const video = document.createElement("video");
    video.src = stream;
    equal(video.srcObject, stream);
    assert(video.src.startsWith("blob:"), video.src);
    await playFirstFrame(video);
    video.src = "";
    equal(video.srcObject, null);
    video.mozSrcObject = stream;
    equal(video.srcObject, stream);
    await playFirstFrame(video);
    const other = document.createElement("video");
    other.src = video.src = stream;
    equal(other.srcObject, stream);
    throws(() => (HTMLMediaElement.prototype.src = stream), "TypeError");
  },

  async set_attribute_accepts_a_stream_url(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await openStream();
    const url = webkitURL.createObjectURL(stream);
    const video = document.createElement("video");
    video.setAttribute("SRC", url);
    equal(video.srcObject, stream);
    equal(video.src, url);
    await playFirstFrame(video);
    video.setAttribute("id", "x");
    equal(video.id, "x");
    video.removeAttribute("src");
    equal(video.srcObject, null);
    equal(video.src, "");
    const plain = new MediaStream();
    video.srcObject = plain;
    video.src = "none.webm";
    equal(video.srcObject, plain, "a srcObject of the page is kept");
    assert(video.src.endsWith("/none.webm"));
    throws(() => video.setAttribute("src"), "TypeError");
    throws(() => (HTMLMediaElement.prototype.src = url), "TypeError");
    throws(() => URL.createObjectURL(), "TypeError");
    throws(() => URL.createObjectURL({}), "TypeError");
    throws(() => URL.createObjectURL(null), "TypeError");
    const blob = URL.createObjectURL(new Blob(["x"]));
    equal(await (await fetch(blob)).text(), "x");
    URL.revokeObjectURL(blob);
  },

  async html_accepts_a_stream_url(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await openStream();
    const other = stopAfterTest(stream.clone());
    const url = URL.createObjectURL(stream);
    const container = document.createElement("div");
    document.body.append(container);
    try {
      for (const html of [`<video src="${url}" muted playsinline autoplay></video>`,
        `<p><video muted playsinline autoplay><source src="${url}" type="video/webm"></video></p>`]) {
        container.innerHTML = html;
        const video = container.querySelector("video");
        const playing = nextEvent(video, "playing");
        await nextTask();
        equal(video.srcObject, stream, html);
        await playing;
        assert(video.videoWidth > 0);
        equal(video.src, url);
        video.src = URL.createObjectURL(other);
        equal(video.srcObject, other, "a script replaces the stream");
        await nextTask();
        equal(video.srcObject, other);
      }
      container.innerHTML = `<audio src="${url}"></audio><video></video><video></video><img src="${url}">`;
      const [audio, video, withSrcObject] = container.children;
      withSrcObject.srcObject = other;
      for (const element of [video, withSrcObject]) element.setAttributeNS(null, "src", url);
      await nextTask();
      equal(audio.srcObject, stream);
      equal(video.srcObject, stream);
      equal(withSrcObject.srcObject, other, "a srcObject of the page is kept");
      video.removeAttribute("src");
      equal(video.srcObject, null);
      equal(video.src, "");
      URL.revokeObjectURL(url);
      container.innerHTML = `<video src="${url}"></video>`;
      await nextTask();
      equal(container.firstChild.srcObject, null, "the URL is revoked");
    } finally {
      container.remove();
    }
  },

  async the_document_is_observed_only_while_needed(_shim) {
    const prepare = (page) => {
      page.observers = 0;
      const { observe, disconnect } = page.MutationObserver.prototype;
      page.MutationObserver.prototype.observe = function (...args) {
        page.observers++;
        return observe.apply(this, args);
      };
      page.MutationObserver.prototype.disconnect = function () {
        page.observers = 0;
        return disconnect.call(this);
      };
    };
    await inFrame(prepare, async (shim, scope) => {
      shim.install({ replaceNative: true, objectUrls: true });
      scope.URL.revokeObjectURL(scope.URL.createObjectURL(new scope.Blob(["x"])));
      equal(scope.observers, 0, "no stream has a URL");
      const url = scope.URL.createObjectURL(await openStream({ video: true }, scope.navigator));
      equal(scope.observers, 1);
      equalJson([...shim.uninstall()], []);
      equal(scope.observers, 0);
      scope.document.body.innerHTML = `<video src="${url}"></video>`;
      await nextTask();
      equal(scope.document.body.firstChild.srcObject, null);
    });
  },

  async create_object_url_is_native_by_default(shim) {
    const { createObjectURL } = URL;
    shim.install({ replaceNative: true });
    equal(URL.createObjectURL, createObjectURL);
    throws(() => URL.createObjectURL(new MediaStream()), "TypeError");
  },

  async install_fails_on_a_sealed_object_and_changes_nothing(_shim) {
    for (const [prepare, name] of [
      [(page) => page.Object.freeze(page.MediaStream.prototype), "MediaStream.prototype"],
      [(page) => page.Object.freeze(page.Navigator.prototype), "Navigator.prototype"],
      [(page) => page.Object.freeze(page.MediaStreamTrack), "MediaStreamTrack"],
      [(page) => page.Object.freeze(page.URL), "URL"],
      [(page) => page.Object.defineProperty(page.HTMLMediaElement.prototype, "src", { configurable: false }), "src"],
    ]) {
      await inFrame(prepare, (shim, scope) => {
        const before = traces(scope);
        const error = throws(() => shim.install({ objectUrls: true, replaceNative: true }), "TypeError", name);
        assert(error instanceof scope.TypeError);
        equalJson(traces(scope), before, `${name}: nothing is installed`);
        equal(shim.isInstalled(), false);
        equalJson([...shim.uninstall()], []);
      });
    }
  },

  async install_fails_without_media_stream(_shim) {
    await inFrame((page) => delete page.MediaStream, (shim, scope) => {
      const before = traces(scope);
      throws(() => shim.install(), "NotSupportedError", "MediaStream");
      equalJson(traces(scope), before);
    });
  },

  async install_does_not_call_getters_that_throw(_shim) {
    const prepare = (page) => {
      const trap = { get() { throw new Error("trap"); }, configurable: true };
      for (const name of ["LocalMediaStream", "webkitMediaStream"]) page.Object.defineProperty(page, name, trap);
      page.Object.defineProperty(page.navigator, "getUserMedia", trap);
    };
    await inFrame(prepare, (shim, scope) => {
      shim.install({ prefixes: ["", "webkit"], replaceNative: true });
      equal(typeof scope.navigator.webkitGetUserMedia, "function");
      throws(() => scope.LocalMediaStream, "Error", "trap");
      equalJson([...shim.uninstall()], []);
    });
    const withoutIdGetter = (page) =>
      page.Object.defineProperty(page.MediaStream.prototype, "id", { value: "stolen", configurable: true });
    await inFrame(withoutIdGetter, (shim, scope) => {
      const before = traces(scope);
      throws(() => shim.install(), "TypeError", "id");
      equalJson(traces(scope), before);
    });
    await inFrame(() => {}, (shim, scope) => {
      const options = { get era() { throw new scope.RangeError("trap"); } };
      const before = traces(scope);
      throws(() => shim.install(options), "RangeError", "trap");
      for (const invalid of [
        { era: "1999" },
        { nonsense: true },
        { objectUrls: "yes" },
        { prefixes: ["ms"] },
        { prefixes: "webkit" },
      ]) {
        throws(() => shim.install(invalid), "TypeError", Object.keys(invalid)[0]);
      }
      equalJson(traces(scope), before);
    });
  },

  async a_replaced_promise_is_not_used(_shim) {
    await inFrame(() => {}, async (shim, scope) => {
      shim.install({ replaceNative: true });
      const stream = await new Promise((resolve, reject) => {
        scope.Promise.prototype.then = () => { throw new Error("hostile"); };
        scope.Promise = class { constructor() { throw new Error("hostile"); } };
        // The array keeps this promise from reading `then` of the stream.
        scope.navigator.getUserMedia({ video: true }, (stream) => resolve([stopAfterTest(stream)]), reject);
      });
      assert(stream[0] instanceof scope.LocalMediaStream);
    });
  },

  async install_works_before_the_document_is_loaded(_shim) {
    const element = document.createElement("iframe");
    element.allow = "camera; microphone";
    const loaded = nextEvent(element, "load");
    element.srcdoc = `<!doctype html><script type="module">
      import { install } from ${JSON.stringify(SHIM)};
      install({ replaceNative: true });
      window.readyStateAtInstall = document.readyState;
    </script><video></video>`;
    document.body.append(element);
    await loaded;
    const { contentWindow: scope } = element;
    assert(scope.readyStateAtInstall !== "complete", scope.readyStateAtInstall);
    const stream = await openStream({ video: true }, scope.navigator);
    assert(stream instanceof scope.LocalMediaStream);
    stream.stop();
    element.remove();
  },

  async two_copies_share_one_installation(shim) {
    shim.install({ prefixes: ["webkit"] });
    const { webkitGetUserMedia } = navigator;
    const other = await import(`${SHIM}#copy`);
    assert(other.install !== shim.install);
    other.install({ mediaStreamStop: true });
    equal(other.isInstalled(), true);
    equal(navigator.webkitGetUserMedia, webkitGetUserMedia);
    equal("stop" in MediaStream.prototype, false);
    equalJson([...other.uninstall()], []);
    equal(shim.isInstalled(), false);
  },

  async install_fails_in_a_worker(_shim) {
    const script = `import(${JSON.stringify(SHIM)}).then(({ install, uninstall, isInstalled }) => {
      try { install(); } catch (error) { postMessage([error.name, isInstalled(), uninstall().length]); }
    }, (error) => postMessage([String(error)]));`;
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(url);
    const { data } = await nextEvent(worker, "message");
    worker.terminate();
    URL.revokeObjectURL(url);
    equalJson(data, ["NotSupportedError", false, 0]);
  },

  async the_shim_works_in_another_realm(_shim) {
    await inFrame(() => {}, async (shim, scope) => {
      const before = traces(scope);
      shim.install({ replaceNative: true });
      const stream = await openStream({ audio: true }, scope.navigator);
      assert(stream instanceof scope.LocalMediaStream && !(stream instanceof MediaStream));
      stream.stop();
      shim.uninstall();
      equalJson(traces(scope), before);
      equal(stream.active, false);
      equal(stream.stop(), undefined, "a stream stays a LocalMediaStream");
    });
  },
};

export const run = runner(tests);
