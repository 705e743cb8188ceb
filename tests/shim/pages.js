import { assert, equal, frame, keep, next, open, runner, same, task, throws } from "./tools.js";

const SHIM = new URL("../../src/legacy/bundled.js", import.meta.url).href;

const events = (target, ...types) => {
  const heard = [];
  for (const type of types) target.addEventListener(type, () => heard.push(type), false, true);
  return heard;
};

// Plays what an element shows until the picture is there.
async function picture(video) {
  Object.assign(video, { muted: true, playsInline: true });
  document.body.append(video);
  try {
    await video.play();
    assert(video.videoWidth > 0, "there is a picture");
  } finally {
    video.remove();
  }
}

// The shim in a page of its own, which a test can spoil.
async function inPage(spoil, check) {
  const page = await frame("camera; microphone");
  try {
    const scope = page.contentWindow;
    scope.spoil = spoil;
    scope.eval("spoil(window)");
    delete scope.spoil;
    const shim = await scope.eval(`import(${JSON.stringify(SHIM)})`);
    await check(shim, scope);
  } finally {
    page.remove();
  }
}

// The names of all own properties of what the shim touches. Firefox makes globals, and their order, as they are asked for.
function traces(scope) {
  const objects = [scope, scope.Navigator?.prototype, scope.MediaDevices?.prototype, scope.MediaStream?.prototype,
    scope.MediaStream, scope.MediaStreamTrack?.prototype, scope.MediaStreamTrack, scope.HTMLMediaElement?.prototype,
    scope.URL];
  return objects.filter(Boolean).map((object) => Reflect.ownKeys(object).map(String).sort().join());
}

const tests = {
  async in_2012_it_stops_in_a_task(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await open({ audio: true, video: true });
    const [track] = stream.getVideoTracks();
    const heard = events(stream, "ended");
    const ofTrack = events(track, "ended");
    equal(stream.stop(), undefined);
    equal(stream.active, true, "not yet");
    equal(track.readyState, "live");
    await task();
    equal(stream.active, false);
    equal(stream.ended, true);
    await task();
    await task();
    same(heard, [], "nobody need tell who has stopped it");
    same(ofTrack, []);
  },

  async in_2012_what_is_derived_ends_with_it(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await open();
    const [derived] = keep(new MediaStream([stream.getTracks()[0].clone()])).getTracks();
    const further = derived.clone();
    keep(new MediaStream([further]));
    const holder = new MediaStream([derived]);
    const told = new Promise((resolve) => (holder.onended = resolve));
    const ended = [derived, further].map((track) => next(track, "ended"));
    stream.stop();
    equal(derived.readyState, "live");
    await Promise.all(ended);
    equal(derived.readyState, "ended");
    equal(further.readyState, "ended");
    await told;
  },

  async in_2012_another_local_stream_holds_its_source(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await open();
    const other = keep(stream.clone());
    const [derived] = keep(new MediaStream([stream.getTracks()[0].clone()])).getTracks();
    stream.stop();
    await task();
    await task();
    equal(stream.active, false);
    equal(other.active, true);
    equal(derived.readyState, "live", "the other stream still has this source");
    const ended = next(derived, "ended");
    other.stop();
    await ended;
    equal(derived.readyState, "ended");
  },

  async in_2012_the_end_for_another_reason_is_told(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await open();
    const told = next(stream, "ended");
    stream.getTracks()[0].stop();
    await told;
  },

  async in_2011_the_stream_is_told(shim) {
    shim.install({ era: "2011", replaceNative: true });
    const stream = await open();
    const told = next(stream, "ended");
    const derived = keep(new MediaStream([stream.getTracks()[0].clone()]));
    stream.stop();
    equal(stream.ended, false, "in a task");
    await told;
    equal(stream.ended, true);
    equal(derived.active, true, "there were no weak references yet");
  },

  async in_2011_everything_is_asked_for(shim) {
    shim.install({ era: "2011", replaceNative: true });
    equal(navigator.getUserMedia({}), undefined, "with nobody to tell, nothing is done");
    const seen = [];
    const { mediaDevices } = navigator;
    const ask = (...args) => new Promise((resolve) => {
      mediaDevices.getUserMedia = ({ audio, video }) => {
        seen.push([audio, video]);
        return Promise.reject(new DOMException("only recorded", "AbortError"));
      };
      navigator.getUserMedia(...args, () => {}, resolve);
    });
    try {
      for (const options of [null, {}, { audio: false }, "audio", "video", "audio,video", "video user, audio"]) {
        await ask(options);
      }
    } finally {
      delete mediaDevices.getUserMedia;
    }
    same(seen, [[true, true], [true, true], [false, true], [true, false], [false, true], [true, true],
      [true, { facingMode: "user" }]]);
    const error = throws(() => navigator.getUserMedia({ audio: false, video: false }, () => {}), "NotSupportedError");
    equal(error.code, DOMException.NOT_SUPPORTED_ERR);
  },

  async in_2012_the_error_callback_may_be_left_out(shim) {
    shim.install({ era: "2012", replaceNative: true });
    const stream = await new Promise((resolve) => navigator.getUserMedia({ audio: true }, resolve));
    keep(stream).stop();
    navigator.getUserMedia({ audio: { mandatory: { sourceId: "none such" } } }, () => assert(false));
    throws(() => navigator.getUserMedia({ audio: true }), "TypeError");
    throws(() => navigator.getUserMedia({ audio: true }, () => {}, "words"), "TypeError");
    await task();
  },

  async a_stream_has_a_url(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await open();
    const url = URL.createObjectURL(stream);
    assert(url.startsWith("blob:"));
    assert(URL.createObjectURL(stream) !== url, "each time another");
    const video = document.createElement("video");
    video.src = url;
    equal(video.src, url);
    equal(video.getAttribute("src"), url);
    equal(video.srcObject, stream);
    await picture(video);
    URL.revokeObjectURL(url);
    equal(video.srcObject, stream, "what plays goes on");
    video.src = "";
    equal(video.srcObject, null);
    video.src = url;
    equal(video.srcObject, null, "it stands for nothing any more");
    video.removeAttribute("src");
  },

  async an_attribute_takes_it_too(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await open();
    const url = webkitURL.createObjectURL(stream);
    const video = document.createElement("video");
    video.setAttribute("SRC", url);
    equal(video.srcObject, stream);
    equal(video.src, url);
    await picture(video);
    video.setAttribute("id", "x");
    equal(video.id, "x");
    video.removeAttribute("src");
    equal(video.srcObject, null);
    equal(video.src, "");
    const plain = new MediaStream();
    video.srcObject = plain;
    video.src = "none.webm";
    equal(video.srcObject, plain, "what the page has put there itself stays");
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

  async html_takes_it_too(shim) {
    shim.install({ replaceNative: true, objectUrls: true });
    const stream = await open();
    const other = keep(stream.clone());
    const url = URL.createObjectURL(stream);
    const room = document.createElement("div");
    document.body.append(room);
    try {
      for (const html of [`<video src="${url}" muted playsinline autoplay></video>`,
        `<p><video muted playsinline autoplay><source src="${url}" type="video/webm"></video></p>`]) {
        room.innerHTML = html;
        const video = room.querySelector("video");
        const playing = next(video, "playing");
        await task();
        equal(video.srcObject, stream, html);
        await playing;
        assert(video.videoWidth > 0);
        equal(video.src, url);
        video.src = URL.createObjectURL(other);
        equal(video.srcObject, other, "a script has the last word");
        await task();
        equal(video.srcObject, other);
      }
      room.innerHTML = `<audio src="${url}"></audio><video></video><video></video><img src="${url}">`;
      const [audio, video, own] = room.children;
      own.srcObject = other;
      for (const element of [video, own]) element.setAttributeNS(null, "src", url);
      await task();
      equal(audio.srcObject, stream);
      equal(video.srcObject, stream);
      equal(own.srcObject, other, "what the page has put there itself stays");
      video.removeAttribute("src");
      equal(video.srcObject, null);
      equal(video.src, "");
      URL.revokeObjectURL(url);
      room.innerHTML = `<video src="${url}"></video>`;
      await task();
      equal(room.firstChild.srcObject, null, "it stands for nothing any more");
    } finally {
      room.remove();
    }
  },

  async html_is_watched_for_no_longer_than_needed(_shim) {
    const spoil = (page) => {
      page.watching = 0;
      const { observe, disconnect } = page.MutationObserver.prototype;
      page.MutationObserver.prototype.observe = function (...args) {
        page.watching++;
        return observe.apply(this, args);
      };
      page.MutationObserver.prototype.disconnect = function () {
        page.watching = 0;
        return disconnect.call(this);
      };
    };
    await inPage(spoil, async (shim, scope) => {
      shim.install({ replaceNative: true, objectUrls: true });
      scope.URL.revokeObjectURL(scope.URL.createObjectURL(new scope.Blob(["x"])));
      equal(scope.watching, 0, "no stream has a URL");
      const url = scope.URL.createObjectURL(await open({ video: true }, scope.navigator));
      equal(scope.watching, 1);
      same([...shim.uninstall()], []);
      equal(scope.watching, 0);
      scope.document.body.innerHTML = `<video src="${url}"></video>`;
      await task();
      equal(scope.document.body.firstChild.srcObject, null);
    });
  },

  async without_asking_a_stream_has_no_url(shim) {
    const { createObjectURL } = URL;
    shim.install({ replaceNative: true });
    equal(URL.createObjectURL, createObjectURL);
    throws(() => URL.createObjectURL(new MediaStream()), "TypeError");
  },

  async what_cannot_be_put_in_place_is_told(_shim) {
    for (const [spoil, name] of [
      [(page) => page.Object.freeze(page.MediaStream.prototype), "MediaStream.prototype"],
      [(page) => page.Object.freeze(page.Navigator.prototype), "Navigator.prototype"],
      [(page) => page.Object.freeze(page.MediaStreamTrack), "MediaStreamTrack"],
      [(page) => page.Object.freeze(page.URL), "URL"],
      [(page) => page.Object.defineProperty(page.HTMLMediaElement.prototype, "src", { configurable: false }), "src"],
    ]) {
      await inPage(spoil, (shim, scope) => {
        const before = traces(scope);
        const error = throws(() => shim.install({ objectUrls: true, replaceNative: true }), "TypeError", name);
        assert(error instanceof scope.TypeError);
        same(traces(scope), before, `${name}: nothing is left`);
        equal(shim.isInstalled(), false);
        same([...shim.uninstall()], []);
      });
    }
  },

  async a_page_without_streams_is_told(_shim) {
    await inPage((page) => delete page.MediaStream, (shim, scope) => {
      const before = traces(scope);
      throws(() => shim.install(), "NotSupportedError", "MediaStream");
      same(traces(scope), before);
    });
  },

  async getters_that_throw_are_not_in_the_way(_shim) {
    const spoil = (page) => {
      const trap = { get() { throw new Error("trap"); }, configurable: true };
      for (const name of ["LocalMediaStream", "webkitMediaStream"]) page.Object.defineProperty(page, name, trap);
      page.Object.defineProperty(page.navigator, "getUserMedia", trap);
    };
    await inPage(spoil, (shim, scope) => {
      shim.install({ replaceNative: true });
      equal(typeof scope.navigator.webkitGetUserMedia, "function");
      throws(() => scope.LocalMediaStream, "Error", "trap");
      same([...shim.uninstall()], []);
    });
    const gone = (page) =>
      page.Object.defineProperty(page.MediaStream.prototype, "id", { value: "stolen", configurable: true });
    await inPage(gone, (shim, scope) => {
      const before = traces(scope);
      throws(() => shim.install(), "TypeError", "id");
      same(traces(scope), before);
    });
    await inPage(() => {}, (shim, scope) => {
      const options = { get era() { throw new scope.RangeError("trap"); } };
      const before = traces(scope);
      throws(() => shim.install(options), "RangeError", "trap");
      for (const wrong of [{ era: "1999" }, { nonsense: true }, { objectUrls: "yes" }, { prefixes: ["ms"] }, { prefixes: "webkit" }]) {
        throws(() => shim.install(wrong), "TypeError", Object.keys(wrong)[0]);
      }
      same(traces(scope), before);
    });
  },

  async a_replaced_promise_changes_nothing(_shim) {
    await inPage(() => {}, async (shim, scope) => {
      shim.install({ replaceNative: true });
      const stream = await new Promise((resolve, reject) => {
        scope.Promise.prototype.then = () => { throw new Error("hostile"); };
        scope.Promise = class { constructor() { throw new Error("hostile"); } };
        // Whoever gave a promise the stream would have it asked for a `then`.
        scope.navigator.getUserMedia({ video: true }, (stream) => resolve([keep(stream)]), reject);
      });
      assert(stream[0] instanceof scope.LocalMediaStream);
    });
  },

  async it_may_come_before_the_document_is_there(_shim) {
    const element = document.createElement("iframe");
    element.allow = "camera; microphone";
    const loaded = next(element, "load");
    element.srcdoc = `<!doctype html><script type="module">
      import { install } from ${JSON.stringify(SHIM)};
      install({ replaceNative: true });
      window.stateThen = document.readyState;
    </script><video></video>`;
    document.body.append(element);
    await loaded;
    const { contentWindow: scope } = element;
    assert(scope.stateThen !== "complete", scope.stateThen);
    const stream = await open({ video: true }, scope.navigator);
    assert(stream instanceof scope.LocalMediaStream);
    stream.stop();
    element.remove();
  },

  async two_copies_are_one_shim(shim) {
    shim.install({ prefixes: ["webkit"] });
    const { webkitGetUserMedia } = navigator;
    const other = await import(`${SHIM}#another`);
    assert(other.install !== shim.install);
    other.install({ mediaStreamStop: true });
    equal(other.isInstalled(), true);
    equal(navigator.webkitGetUserMedia, webkitGetUserMedia);
    equal("stop" in MediaStream.prototype, false);
    same([...other.uninstall()], []);
    equal(shim.isInstalled(), false);
  },

  async a_worker_is_no_page(_shim) {
    const script = `import(${JSON.stringify(SHIM)}).then(({ install, uninstall, isInstalled }) => {
      try { install(); } catch (error) { postMessage([error.name, isInstalled(), uninstall().length]); }
    }, (error) => postMessage([String(error)]));`;
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(url);
    const { data } = await next(worker, "message");
    worker.terminate();
    URL.revokeObjectURL(url);
    same(data, ["NotSupportedError", false, 0]);
  },

  async it_serves_a_page_of_its_own(_shim) {
    await inPage(() => {}, async (shim, scope) => {
      const before = traces(scope);
      shim.install({ replaceNative: true });
      const stream = await open({ audio: true }, scope.navigator);
      assert(stream instanceof scope.LocalMediaStream && !(stream instanceof MediaStream));
      stream.stop();
      shim.uninstall();
      same(traces(scope), before);
      equal(stream.active, false);
      equal(stream.stop(), undefined, "what came from it stays what it is");
    });
  },
};

export const run = runner(tests);
