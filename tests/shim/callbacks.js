import { assert, equal, frame, instead, keep, next, open, refused, runner, same, task, throws } from "./tools.js";

const NAMES = ["getUserMedia", "webkitGetUserMedia", "mozGetUserMedia"];
const nothing = () => {};

// The error that the window hears of next. The test runner is not to hear of it.
const windowError = () =>
  new Promise((resolve) => {
    const listener = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      window.removeEventListener("error", listener, true);
      resolve(event);
    };
    window.addEventListener("error", listener, true);
  });

// What the browser would be asked for.
async function asked(constraints) {
  let seen;
  const grant = (wishes) => {
    seen = { audio: wishes.audio, video: wishes.video };
    return Promise.reject(new DOMException("only recorded", "AbortError"));
  };
  const show = (wishes) => {
    seen = { display: wishes };
    return Promise.reject(new DOMException("only recorded", "AbortError"));
  };
  await instead(navigator.mediaDevices, "getDisplayMedia", show, () =>
    instead(navigator.mediaDevices, "getUserMedia", grant, async () => {
      const error = await refused(constraints);
      if (!seen) throw error;
    }),
  );
  return seen;
}

const tests = {
  async all_names_do_the_same(shim) {
    shim.install({ replaceNative: true });
    for (const name of NAMES) {
      const stream = await new Promise((resolve, reject) => navigator[name]({ audio: true }, resolve, reject));
      assert(keep(stream) instanceof LocalMediaStream, name);
      stream.stop();
    }
  },

  what_makes_no_sense_is_refused_at_once(shim) {
    shim.install({ replaceNative: true });
    for (const name of NAMES) {
      const f = navigator[name];
      const call = (...args) => () => f.apply(navigator, args);
      throws(call(), "TypeError", name);
      throws(call({ audio: true }, nothing), "TypeError", "3 arguments required, but only 2 present");
      for (const odd of [undefined, null, {}, { handleEvent() {} }, "f"]) {
        throws(call({ audio: true }, odd, nothing), "TypeError", "parameter 2");
        throws(call({ audio: true }, nothing, odd), "TypeError", "parameter 3");
      }
      for (const odd of ["audio", 7, true, Symbol("s")]) throws(call(odd, nothing, nothing), "TypeError");
      for (const none of [undefined, null, {}, { audio: false, video: 0 }]) {
        throws(call(none, nothing, nothing), "TypeError", "At least one of audio and video");
      }
      throws(() => f({ audio: true }, nothing, nothing), "TypeError");
      throws(() => f.call({}, { audio: true }, nothing, nothing), "TypeError");
      throws(() => f.call(Navigator.prototype, { audio: true }, nothing, nothing), "TypeError");
      const getter = { get audio() { throw new RangeError("mine"); } };
      throws(call(getter, nothing, nothing), "RangeError", "mine");
    }
  },

  async success_comes_in_a_task_with_the_window(shim) {
    shim.install({ replaceNative: true });
    const order = [];
    const self = await new Promise((resolve, reject) => {
      const result = navigator.getUserMedia(
        { video: true },
        function (stream) {
          order.push("callback");
          keep(stream);
          equal(arguments.length, 1);
          resolve(this);
        },
        reject,
      );
      equal(result, undefined);
      order.push("returned");
      Promise.resolve().then(() => order.push("microtask"));
    });
    equal(self, window);
    same(order, ["returned", "microtask", "callback"]);
    // Sloppy functions, as old pages have.
    window.sloppy = new Function("stream", "window.self_ = this; window.stream_ = stream;");
    navigator.getUserMedia({ audio: true }, window.sloppy, nothing);
    while (!window.stream_) await task();
    equal(window.self_, window);
    keep(window.stream_).stop();
    for (const name of ["sloppy", "self_", "stream_"]) delete window[name];
  },

  async what_a_callback_throws_is_the_windows(shim) {
    shim.install({ replaceNative: true });
    const mine = new Error("mine");
    let heard = windowError();
    navigator.getUserMedia({ audio: true }, (stream) => { keep(stream); throw mine; }, () => equal(1, 2));
    equal((await heard).error, mine);
    heard = windowError();
    navigator.getUserMedia({ video: { mandatory: { sourceId: "none such" } } }, nothing, () => { throw mine; });
    equal((await heard).error, mine);
  },

  async an_error_has_its_old_form(shim) {
    shim.install({ replaceNative: true });
    const error = await refused({ video: { mandatory: { sourceId: "none such" } } });
    assert(error instanceof NavigatorUserMediaError && error instanceof DOMException && error instanceof Error);
    equal(Object.prototype.toString.call(error), "[object NavigatorUserMediaError]");
    equal(error.name, "OverconstrainedError");
    equal(error.constraint, "deviceId");
    equal("constraintName" in error, false);
    equal(error.code, 0);
    equal(error.PERMISSION_DENIED, 1);
    equal(NavigatorUserMediaError.PERMISSION_DENIED, 1);
    equal(typeof error.message, "string");
    throws(() => new NavigatorUserMediaError(), "TypeError");
    throws(() => NavigatorUserMediaError.prototype.name, "TypeError");
  },

  async a_refusal_has_the_code(shim) {
    const inner = await frame("camera 'none'; microphone 'none'");
    try {
      const devices = inner.contentWindow.navigator;
      const modern = { replaceNative: true };
      for (const [options, name] of [[modern, "NotAllowedError"], [{ ...modern, errorNames: "2013" }, "PERMISSION_DENIED"],
        [{ ...modern, errorNames: "2014" }, "PermissionDeniedError"]]) {
        shim.install(options);
        const error = await new Promise((resolve, reject) =>
          navigator.getUserMedia.call(devices, { video: true }, (stream) => reject(keep(stream)), resolve));
        equal(error.name, name);
        equal(error.code, error.PERMISSION_DENIED);
        shim.uninstall();
      }
    } finally {
      inner.remove();
    }
  },

  async old_names_come_with_the_constraint(shim) {
    for (const [errorNames, name] of [["2013", "CONSTRAINT_NOT_SATISFIED"], ["2014", "ConstraintNotSatisfiedError"]]) {
      shim.install({ replaceNative: true, errorNames });
      const error = await refused({ video: { mandatory: { minWidth: 100000 } } });
      equal(error.name, name);
      equal(error.constraintName, "minWidth", "in the page's own word");
      shim.uninstall();
    }
  },

  async a_page_without_devices_hears_of_it(shim) {
    shim.install({ replaceNative: true });
    const error = await instead(navigator, "mediaDevices", undefined, () => refused({ video: true }));
    equal(error.name, "SecurityError");
    equal(error.code, 1);
  },

  async old_constraints_are_said_in_todays_words(shim) {
    shim.install({ replaceNative: true });
    const table = [
      [{ audio: true, video: false }, { audio: true, video: false }],
      [{ video: { mandatory: {} } }, { audio: false, video: {} }],
      [{ video: { mandatory: null, optional: null }, audio: true }, { audio: true, video: {} }],
      [
        { video: { mandatory: { minWidth: 320, maxWidth: 1280, minFrameRate: "15", maxAspectRatio: 1.5 } } },
        { audio: false, video: { width: { min: 320, max: 1280 }, frameRate: { min: 15 }, aspectRatio: { max: 1.5 } } },
      ],
      [
        { video: { optional: [{ minWidth: 640 }, { sourceId: "one" }, { maxFrameRate: 30 }, { nonsense: 1 }] } },
        { audio: false, video: { advanced: [{ width: { min: 640 } }, { deviceId: { exact: "one" } }, { frameRate: { max: 30 } }] } },
      ],
      [
        { audio: { mandatory: { googEchoCancellation: "false", googHighpassFilter: "true" }, optional: [{ googNoiseSuppression: true }] } },
        { audio: { echoCancellation: { exact: false }, advanced: [{ noiseSuppression: { exact: true } }] }, video: false },
      ],
      [
        { audio: { mandatory: { echoCancellation: true, googAutoGainControl2: false }, optional: [{ sourceId: "two" }] } },
        { audio: { echoCancellation: { exact: true }, autoGainControl: { exact: false }, advanced: [{ deviceId: { exact: "two" } }] }, video: false },
      ],
      [
        { video: { mandatory: { width: { min: 640, max: "800" }, facingMode: "user" } } },
        { audio: false, video: { width: { min: 640, max: 800 }, facingMode: { exact: "user" } } },
      ],
      [
        { audio: { mozNoiseSuppression: false, mozAutoGainControl: { exact: true } } },
        { audio: { mozNoiseSuppression: false, mozAutoGainControl: { exact: true }, noiseSuppression: false, autoGainControl: { exact: true } }, video: false },
      ],
      [
        { video: { sourceId: "three" }, audio: { sourceId: "four", deviceId: "five" } },
        { audio: { sourceId: "four", deviceId: "five" }, video: { sourceId: "three", deviceId: "three" } },
      ],
      [{ video: { mediaSource: "camera", width: 1 } }, { audio: false, video: { mediaSource: "camera", width: 1 } }],
      [
        { video: { mandatory: { chromeMediaSource: "screen", maxWidth: 1280, minHeight: 720 } } },
        { display: { video: { displaySurface: "monitor", width: { max: 1280 }, height: { ideal: 720 } } } },
      ],
      [
        { video: { mandatory: { chromeMediaSource: "tab", chromeMediaSourceId: "x" } } },
        { display: { video: { displaySurface: "browser" } } },
      ],
      [{ video: { mediaSource: "window" } }, { display: { video: { displaySurface: "window" } } }],
      [
        { video: { mandatory: { chromeMediaSource: "desktop" } }, audio: { mandatory: { chromeMediaSource: "system" } } },
        { display: { video: { displaySurface: "monitor" }, audio: true } },
      ],
    ];
    for (const [old, today] of table) same(await asked(old), today, JSON.stringify(old));
    // What it inherits counts, as it does for a browser.
    same(await asked(Object.create({ video: Object.create({ optional: [{ minWidth: 1 }] }) })),
      { audio: false, video: { advanced: [{ width: { min: 1 } }] } });
    const todays = { width: { ideal: 640 }, advanced: [{ zoom: 2 }] };
    equal((await asked({ video: todays })).video, todays, "what is of today is left alone");
  },

  async nonsense_is_refused_by_its_name(shim) {
    shim.install({ replaceNative: true });
    const table = [
      [{ video: { mandatory: { minWidth: 1 }, width: 2 } }, "video.width"],
      [{ audio: { optional: [], advanced: [] } }, "audio.advanced"],
      [{ video: { mandatory: 7 } }, "video.mandatory"],
      [{ video: { mandatory: [] } }, "video.mandatory"],
      [{ video: { optional: {} } }, "video.optional"],
      [{ video: { optional: [{ minWidth: 1 }, 5] } }, "video.optional[1]"],
      [{ video: { mandatory: { minWidth: "wide" } } }, "video.mandatory.minWidth"],
      [{ video: { mandatory: { maxFrameRate: NaN } } }, "video.mandatory.maxFrameRate"],
      [{ video: { optional: [{ minHeight: {} , maxHeight: null }] } }, "video.optional[0].maxHeight"],
      [{ audio: { mandatory: { googEchoCancellation: "maybe" } } }, "audio.mandatory.googEchoCancellation"],
      [{ video: { mandatory: { sourceId: 7 } } }, "video.mandatory.sourceId"],
      [{ video: { mandatory: { chromeMediaSource: "moon" } } }, "video.mandatory.chromeMediaSource"],
      [{ video: { minWidth: 640 } }, "video.minWidth"],
    ];
    for (const [nonsense, name] of table) {
      throws(() => navigator.getUserMedia(nonsense, nothing, nothing), "TypeError", name);
    }
    const error = await refused({ video: { mandatory: { telepathy: true } } });
    equal(error.name, "OverconstrainedError");
    equal(error.constraint, "telepathy", "what must be and nobody knows");
  },

  async old_constraints_are_honoured(shim) {
    shim.install({ replaceNative: true });
    const stream = await open({ video: { mandatory: { maxWidth: 320, maxHeight: 240 }, optional: [{ minWidth: 320 }] } });
    const video = document.createElement("video");
    Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
    document.body.append(video);
    await video.play();
    assert(video.videoWidth > 0 && video.videoWidth <= 320, `${video.videoWidth} wide`);
    video.remove();
  },

  async a_screen_and_a_microphone(shim) {
    shim.install({ replaceNative: true });
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    const screen = keep(canvas.captureStream());
    const constraints = { audio: true, video: { mandatory: { chromeMediaSource: "screen" } } };
    await instead(navigator.mediaDevices, "getDisplayMedia", async () => screen, async () => {
      const stream = await open(constraints);
      equal(stream.getVideoTracks()[0].id, screen.getVideoTracks()[0].id);
      equal(stream.getAudioTracks().length, 1);
      stream.stop();
      equal(screen.active, false);
    });
    const other = keep(document.createElement("canvas").captureStream?.() ?? screen);
    await instead(navigator.mediaDevices, "getDisplayMedia", async () => other, async () => {
      const error = await refused({ ...constraints, audio: { mandatory: { sourceId: "none such" } } });
      equal(error.name, "OverconstrainedError");
      equal(other.active, false, "one without the other is not kept");
    });
  },

  async what_was_chosen_already_is_the_browsers(shim) {
    const { mediaDevices } = navigator;
    const chosen = { audio: false, video: { mandatory: { chromeMediaSource: "desktop", chromeMediaSourceId: "none such" } } };
    const nobody = () => Promise.reject(new DOMException("nobody has clicked", "InvalidStateError"));
    // Whether the browser reads the old form, as it tells itself.
    let reads = false;
    const odd = { audio: { get mandatory() { reads = true; } }, get video() { throw new RangeError("enough"); } };
    equal((await mediaDevices.getUserMedia(odd).catch((error) => error)).name, "RangeError");
    for (const options of [{ prefixes: ["webkit"], replaceNative: false }, { replaceNative: true }]) {
      shim.install(options);
      const asked = [];
      // One that understands it, and knows the id.
      const canvas = document.createElement("canvas");
      canvas.getContext("2d");
      const screen = keep(canvas.captureStream());
      const understands = async (wishes) => {
        void wishes.audio?.mandatory;
        void wishes.video;
        asked.push(wishes);
        return screen;
      };
      await instead(mediaDevices, "getDisplayMedia", nobody, async () => {
        const open = (wishes) => new Promise((resolve, reject) => navigator.webkitGetUserMedia(wishes, resolve, reject));
        // Chromium's own, where it was not replaced.
        if (options.replaceNative || !reads) {
          const stream = await instead(mediaDevices, "getUserMedia", understands, () => open(chosen));
          equal(stream, screen);
          equal(asked.length, 1);
          equal(asked[0], chosen, "as the page has said it");
        }
        // This one, which does not know the id: it says so, or lets the user choose again.
        const error = await open(chosen).catch((error) => error);
        equal(error.name === "InvalidStateError" && error.message === "nobody has clicked", !reads, `${error}`);
        if (!options.replaceNative) return;
        const again = await mediaDevices.getUserMedia(chosen).catch((error) => error);
        equal(again.message === "nobody has clicked", !reads, `${again}`);
      });
      shim.uninstall();
    }
  },

  async sources_are_told(shim) {
    shim.install({});
    throws(() => MediaStreamTrack.getSources(), "TypeError");
    let returned = false;
    const list = await new Promise((resolve) => {
      MediaStreamTrack.getSources(function (sources) {
        assert(returned, "in a task");
        equal(this, window);
        resolve(sources);
      });
      returned = true;
    });
    assert(Array.isArray(list) && list.length >= 2);
    for (const source of list) {
      equal(String(source), "[object SourceInfo]");
      assert(["audio", "video"].includes(source.kind), source.kind);
      assert(["", "user", "environment"].includes(source.facing), source.facing);
      equal(source.id, source.sourceId);
      equal(typeof source.label, "string");
    }
    await instead(navigator.mediaDevices, "enumerateDevices", () => Promise.reject(new Error("no")), async () => {
      same(await new Promise((resolve) => MediaStreamTrack.getSources(resolve)), []);
    });
  },

  a_stream_event_has_its_stream(shim) {
    shim.install({});
    const stream = new MediaStream();
    const event = new MediaStreamEvent("addstream", { stream, bubbles: true });
    equal(event.stream, stream);
    equal(event.bubbles, true);
    equal(event.type, "addstream");
    assert(event instanceof Event);
    equal(new MediaStreamEvent("x").stream, null);
    equal(String(event), "[object MediaStreamEvent]");
    throws(() => new MediaStreamEvent(), "TypeError");
  },

  async only_the_names_asked_for(shim) {
    const natives = NAMES.map((name) => navigator[name]);
    shim.install({ prefixes: ["webkit"] });
    NAMES.forEach((name, at) => {
      if (name === "webkitGetUserMedia") equal(typeof navigator[name], "function");
      else equal(navigator[name], natives[at], name);
    });
    equal("mozSrcObject" in HTMLMediaElement.prototype, false);
    shim.uninstall();
    shim.install({});
    NAMES.forEach((name, at) => {
      if (natives[at]) equal(navigator[name], natives[at], `${name} is the browser's own`);
      else equal(typeof navigator[name], "function", name);
    });
    const element = document.createElement("video");
    const stream = new MediaStream();
    element.mozSrcObject = stream;
    equal(element.srcObject, stream);
    equal(element.mozSrcObject, stream);
  },
};

export const run = runner(tests);
