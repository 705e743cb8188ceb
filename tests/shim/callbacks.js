import {
  assert,
  createFrame,
  equal,
  equalJson,
  nextEvent,
  nextTask,
  openStream,
  requestError,
  runner,
  stopAfterTest,
  throws,
  withProperty,
} from "./tools.js";

const NAMES = ["getUserMedia", "webkitGetUserMedia", "mozGetUserMedia"];
const allNames = { prefixes: ["", "webkit", "moz"], replaceNative: true };
const isFirefox = "mozInnerScreenX" in window;
const noop = () => {};

// Waits for the next `error` event of the window and hides it from the test runner.
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

// Returns the constraints that the shim passes to the browser.
async function translated(constraints) {
  let recorded;
  const recordRequest = (constraints) => {
    recorded = { audio: constraints.audio, video: constraints.video };
    return Promise.reject(new DOMException("not opened", "AbortError"));
  };
  const recordDisplay = (constraints) => {
    recorded = { display: constraints };
    return Promise.reject(new DOMException("not opened", "AbortError"));
  };
  await withProperty(navigator.mediaDevices, "getDisplayMedia", recordDisplay, () =>
    withProperty(navigator.mediaDevices, "getUserMedia", recordRequest, async () => {
      const error = await requestError(constraints);
      if (!recorded) throw error;
    }),
  );
  return recorded;
}

const tests = {
  async all_prefixed_names_open_a_stream(shim) {
    shim.install(allNames);
    for (const name of NAMES) {
      const stream = await new Promise((resolve, reject) => navigator[name]({ audio: true }, resolve, reject));
      assert(stopAfterTest(stream) instanceof LocalMediaStream, name);
      stream.stop();
    }
  },

  invalid_arguments_throw_synchronously(shim) {
    shim.install(allNames);
    for (const name of NAMES) {
      const f = navigator[name];
      const call = (...args) => () => f.apply(navigator, args);
      throws(call(), "TypeError", name);
      throws(call({ audio: true }), "TypeError", "2 arguments required, but only 1 present");
      for (const invalid of [undefined, null]) throws(call({ audio: true }, invalid, noop), "TypeError", "parameter 2");
      for (const invalid of [{}, { handleEvent() {} }, "f"]) {
        throws(call({ audio: true }, invalid, noop), "TypeError", "parameter 2");
        throws(call({ audio: true }, noop, invalid), "TypeError", "parameter 3");
      }
      for (const invalid of ["sound", 7, true, Symbol("s")]) throws(call(invalid, noop, noop), "TypeError");
      for (const none of [undefined, null, {}, { audio: false, video: 0 }]) {
        throws(call(none, noop, noop), "TypeError", "At least one of audio and video");
      }
      throws(() => f({ audio: true }, noop, noop), "TypeError", name);
      throws(() => f.call({}, { audio: true }, noop, noop), "TypeError");
      throws(() => f.call(Navigator.prototype, { audio: true }, noop, noop), "TypeError");
      const getter = { get audio() { throw new RangeError("test"); } };
      throws(call(getter, noop, noop), "RangeError", "test");
    }
  },

  async the_error_callback_is_optional(shim) {
    shim.install({ replaceNative: true });
    for (const rest of [[], [undefined], [null]]) {
      const stream = await new Promise((resolve) => navigator.getUserMedia({ audio: true }, resolve, ...rest));
      stopAfterTest(stream).stop();
      navigator.getUserMedia({ audio: { mandatory: { sourceId: "none such" } } }, () => assert(false), ...rest);
    }
    await nextTask();
  },

  async a_string_selects_the_kinds(shim) {
    shim.install({ replaceNative: true });
    for (const [text, count] of [["video", 1], ["audio", 1], ["audio, video user", 2]]) {
      const stream = await openStream(text);
      equal(stream.getTracks().length, count, text);
      stream.stop();
    }
    equal((await navigator.mediaDevices.getUserMedia("video").catch((error) => error)).name, "TypeError");
  },

  async the_success_callback_is_called_in_a_task_with_the_window_as_this(shim) {
    shim.install({ replaceNative: true });
    const order = [];
    const thisValue = await new Promise((resolve, reject) => {
      const result = navigator.getUserMedia(
        { video: true },
        function (stream) {
          order.push("callback");
          stopAfterTest(stream);
          equal(arguments.length, 1);
          resolve(this);
        },
        reject,
      );
      equal(result, undefined);
      order.push("returned");
      Promise.resolve().then(() => order.push("microtask"));
    });
    equal(thisValue, window);
    equalJson(order, ["returned", "microtask", "callback"]);
    // A function in sloppy mode, as in legacy pages.
    window.sloppy = new Function("stream", "window.self_ = this; window.stream_ = stream;");
    navigator.getUserMedia({ audio: true }, window.sloppy, noop);
    while (!window.stream_) await nextTask();
    equal(window.self_, window);
    stopAfterTest(window.stream_).stop();
    for (const name of ["sloppy", "self_", "stream_"]) delete window[name];
  },

  async an_exception_of_a_callback_is_reported_to_the_window(shim) {
    shim.install({ replaceNative: true });
    const exception = new Error("test");
    let reported = windowError();
    navigator.getUserMedia({ audio: true }, (stream) => { stopAfterTest(stream); throw exception; }, () => equal(1, 2));
    equal((await reported).error, exception);
    reported = windowError();
    navigator.getUserMedia({ video: { mandatory: { sourceId: "none such" } } }, noop, () => { throw exception; });
    equal((await reported).error, exception);
  },

  async an_error_is_a_navigator_user_media_error(shim) {
    shim.install({ replaceNative: true });
    const error = await requestError({ video: { mandatory: { sourceId: "none such" } } });
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

  async a_denied_request_has_the_code_permission_denied(shim) {
    const frame = await createFrame("camera 'none'; microphone 'none'");
    try {
      const frameNavigator = frame.contentWindow.navigator;
      const modern = { replaceNative: true };
      for (const [options, name] of [[modern, "NotAllowedError"], [{ ...modern, errorNames: "2013" }, "PERMISSION_DENIED"],
        [{ ...modern, errorNames: "2014" }, "PermissionDeniedError"]]) {
        shim.install(options);
        const error = await new Promise((resolve, reject) =>
          navigator.getUserMedia.call(frameNavigator, { video: true }, (stream) => reject(stopAfterTest(stream)), resolve));
        equal(error.name, name);
        equal(error.code, error.PERMISSION_DENIED);
        shim.uninstall();
      }
    } finally {
      frame.remove();
    }
  },

  async legacy_error_names_have_a_constraint_name(shim) {
    for (const [errorNames, name] of [["2013", "CONSTRAINT_NOT_SATISFIED"], ["2014", "ConstraintNotSatisfiedError"]]) {
      shim.install({ replaceNative: true, errorNames });
      const error = await requestError({ video: { mandatory: { minWidth: 100000 } } });
      equal(error.name, name);
      equal(error.constraintName, "minWidth", "the page's own key");
      shim.uninstall();
    }
  },

  async a_page_without_media_devices_receives_a_security_error(shim) {
    shim.install({ replaceNative: true });
    const error = await withProperty(navigator, "mediaDevices", undefined, () => requestError({ video: true }));
    equal(error.name, "SecurityError");
    equal(error.code, 1);
  },

  async legacy_constraints_are_translated(shim) {
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
    for (const [legacy, modern] of table) equalJson(await translated(legacy), modern, JSON.stringify(legacy));
    // An empty ID is no constraint: `getSources` returns it before the permission is granted.
    for (const [legacy, modern] of [
      [{ video: { mandatory: { sourceId: "" } } }, { audio: false, video: {} }],
      [
        { video: { optional: [{ sourceId: "" }, { sourceId: undefined }, { sourceId: null }] } },
        { audio: false, video: {} },
      ],
      [{ audio: { mandatory: { deviceId: { exact: "" } } } }, { audio: {}, video: false }],
      [{ video: { sourceId: "" } }, { audio: false, video: { sourceId: "" } }],
    ]) equalJson(await translated(legacy), modern, JSON.stringify(legacy));
    // Values that Chromium and Firefox accept.
    for (const [legacy, modern] of [
      [{ video: { minWidth: 640 } }, { audio: false, video: { minWidth: 640 } }],
      [{ video: { mandatory: { minWidth: "640px", maxWidth: "wide", minHeight: {}, maxHeight: null } } },
        { audio: false, video: { width: { min: 640 } } }],
      [
        { video: { mandatory: { maxFrameRate: NaN, sourceId: 7 } } },
        { audio: false, video: { deviceId: { exact: "7" } } },
      ],
      [{ audio: { mandatory: { googEchoCancellation: "maybe" }, extension: 1 } },
        { audio: { echoCancellation: { exact: false } }, video: false }],
    ]) equalJson(await translated(legacy), modern, JSON.stringify(legacy));
    // Libraries of that time extend `Object.prototype` with enumerable members. Only during the call: WebKitWebDriver's
    // own scripts fail on such a page.
    const translatedWithExtension = (legacy) => {
      Object.prototype.extension = noop;
      try {
        return translated(legacy);
      } finally {
        delete Object.prototype.extension;
      }
    };
    equalJson(await translatedWithExtension({ video: { mandatory: { minWidth: 640 }, optional: [{ maxWidth: 800 }] } }),
      { audio: false, video: { width: { min: 640 }, advanced: [{ width: { max: 800 } }] } });
    equalJson(await translatedWithExtension({ video: { width: 640 } }), { audio: false, video: { width: 640 } });
    // Inherited members count, as in browsers.
    equalJson(await translated(Object.create({ video: Object.create({ optional: [{ minWidth: 1 }] }) })),
      { audio: false, video: { advanced: [{ width: { min: 1 } }] } });
    const modernTrack = { width: { ideal: 640 }, advanced: [{ zoom: 2 }] };
    equal((await translated({ video: modernTrack })).video, modernTrack, "modern constraints are passed on unchanged");
  },

  async a_malformed_constraint_throws_with_its_path(shim) {
    shim.install({ replaceNative: true });
    const table = [
      [{ video: { mandatory: { minWidth: 1 }, width: 2 } }, "video.width"],
      [{ audio: { optional: [], advanced: [] } }, "audio.advanced"],
      [{ video: { mandatory: 7 } }, "video.mandatory"],
      [{ video: { mandatory: [] } }, "video.mandatory"],
      [{ video: { optional: {} } }, "video.optional"],
      [{ video: { optional: [{ minWidth: 1 }, 5] } }, "video.optional[1]"],
      [{ video: { mandatory: { chromeMediaSource: "moon" } } }, "video.mandatory.chromeMediaSource"],
    ];
    for (const [malformed, name] of table) {
      throws(() => navigator.getUserMedia(malformed, noop, noop), "TypeError", name);
    }
    const error = await requestError({ video: { mandatory: { telepathy: true } } });
    equal(error.name, "OverconstrainedError");
    equal(error.constraint, "telepathy", "an unknown mandatory constraint");
  },

  async legacy_constraints_are_applied(shim) {
    shim.install({ replaceNative: true });
    const constraints = { mandatory: { maxWidth: 320, maxHeight: 240 }, optional: [{ minWidth: 320 }] };
    const stream = await openStream({ video: constraints });
    const video = document.createElement("video");
    Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
    document.body.append(video);
    await video.play();
    assert(video.videoWidth > 0 && video.videoWidth <= 320, `${video.videoWidth} wide`);
    video.remove();
  },

  async a_screen_and_a_microphone_open_together(shim) {
    shim.install({ replaceNative: true });
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    const screen = stopAfterTest(canvas.captureStream());
    const constraints = { audio: true, video: { mandatory: { chromeMediaSource: "screen" } } };
    await withProperty(navigator.mediaDevices, "getDisplayMedia", async () => screen, async () => {
      const stream = await openStream(constraints);
      equal(stream.getVideoTracks()[0].id, screen.getVideoTracks()[0].id);
      equal(stream.getAudioTracks().length, 1);
      stream.stop();
      equal(screen.active, false);
    });
    const other = stopAfterTest(document.createElement("canvas").captureStream?.() ?? screen);
    await withProperty(navigator.mediaDevices, "getDisplayMedia", async () => other, async () => {
      const error = await requestError({ ...constraints, audio: { mandatory: { sourceId: "none such" } } });
      equal(error.name, "OverconstrainedError");
      equal(other.active, false, "the screen stops if the microphone fails");
    });
  },

  async a_chrome_media_source_id_is_passed_to_a_browser_that_reads_it(shim) {
    const { mediaDevices } = navigator;
    const mandatory = { chromeMediaSource: "desktop", chromeMediaSourceId: "none such" };
    const chosen = { audio: false, video: { mandatory } };
    const withoutActivation = () => Promise.reject(new DOMException("no user activation", "InvalidStateError"));
    // Whether the browser reads legacy constraints.
    let readsLegacy = false;
    const invalid = {
      audio: { get mandatory() { readsLegacy = true; } },
      get video() { throw new RangeError("not opened"); },
    };
    equal((await mediaDevices.getUserMedia(invalid).catch((error) => error)).name, "RangeError");
    for (const options of [{ prefixes: ["webkit"], replaceNative: false }, allNames]) {
      shim.install(options);
      const received = [];
      // A browser that reads legacy constraints and has this source.
      const canvas = document.createElement("canvas");
      canvas.getContext("2d");
      const screen = stopAfterTest(canvas.captureStream());
      const getUserMedia = async (constraints) => {
        void constraints.audio?.mandatory;
        void constraints.video;
        received.push(constraints);
        return screen;
      };
      await withProperty(mediaDevices, "getDisplayMedia", withoutActivation, async () => {
        const openWebkit = (constraints) =>
          new Promise((resolve, reject) => navigator.webkitGetUserMedia(constraints, resolve, reject));
        // Without `replaceNative`, Chromium calls its native function.
        if (options.replaceNative || !readsLegacy) {
          const stream = await withProperty(mediaDevices, "getUserMedia", getUserMedia, () => openWebkit(chosen));
          equal(stream, screen);
          equal(received.length, 1);
          equal(received[0], chosen, "the page's own object");
        }
        // The real browser does not have this source. It rejects, or opens its own dialog.
        const error = await openWebkit(chosen).catch((error) => error);
        equal(error.name === "InvalidStateError" && error.message === "no user activation", !readsLegacy, `${error}`);
        if (!options.replaceNative) return;
        const promiseError = await mediaDevices.getUserMedia(chosen).catch((error) => error);
        equal(promiseError.message === "no user activation", !readsLegacy, `${promiseError}`);
      });
      shim.uninstall();
    }
  },

  async get_sources_lists_input_devices(shim) {
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
    await withProperty(navigator.mediaDevices, "enumerateDevices", () => Promise.reject(new Error("no")), async () => {
      equalJson(await new Promise((resolve) => MediaStreamTrack.getSources(resolve)), []);
    });
  },

  a_media_stream_event_has_its_stream(shim) {
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

  async prefixes_selects_the_names(shim) {
    const natives = NAMES.map((name) => navigator[name]);
    shim.install({ prefixes: ["webkit"] });
    NAMES.forEach((name, at) => {
      if (name === "webkitGetUserMedia") equal(typeof navigator[name], "function");
      else equal(navigator[name], natives[at], name);
    });
    equal("mozSrcObject" in HTMLMediaElement.prototype, false);
    shim.uninstall();
    // By default, the prefix of another vendor is not defined: libraries detect the browser by it.
    shim.install({});
    const foreign = isFirefox ? "webkitGetUserMedia" : "mozGetUserMedia";
    NAMES.forEach((name, at) => {
      if (name === foreign) equal(name in navigator, false, name);
      else if (natives[at]) equal(navigator[name], natives[at], `${name} is native`);
      else equal(typeof navigator[name], "function", name);
    });
    equal("webkitMediaStream" in window && isFirefox, false);
    shim.uninstall();
    shim.install({ prefixes: ["moz"] });
    const element = document.createElement("video");
    const stream = new MediaStream();
    element.mozSrcObject = stream;
    equal(element.srcObject, stream);
    equal(element.mozSrcObject, stream);
  },

  async a_name_with_the_value_undefined_is_replaced(shim) {
    // A page that ran before the shim: navigator.getUserMedia = navigator.getUserMedia || navigator.oGetUserMedia.
    navigator.webkitGetUserMedia = undefined;
    try {
      shim.install({ prefixes: ["webkit"], replaceNative: true });
      const stream = await new Promise((resolve, reject) =>
        navigator.webkitGetUserMedia({ audio: true }, resolve, reject));
      stopAfterTest(stream).stop();
      equalJson([...shim.uninstall()], []);
      equalJson(Object.getOwnPropertyDescriptor(navigator, "webkitGetUserMedia"),
        { writable: true, enumerable: true, configurable: true });
    } finally {
      delete navigator.webkitGetUserMedia;
    }
  },

  async a_page_can_change_the_constraints_in_its_own_promise_form(shim) {
    const { mediaDevices } = navigator;
    // A name that the browser has is not replaced by default.
    const prefix = "mozGetUserMedia" in navigator ? "webkit" : "moz";
    for (const options of [{ prefixes: [prefix] }, allNames]) {
      shim.install(options);
      const original = mediaDevices.getUserMedia.bind(mediaDevices);
      // As in adapter.js of 2015.
      const withOwnConstraints = (constraints) => {
        constraints.audio = false;
        constraints.video = { width: 320 };
        return original(constraints);
      };
      const stream = await withProperty(mediaDevices, "getUserMedia", withOwnConstraints, () =>
        new Promise((resolve, reject) => navigator[`${prefix}GetUserMedia`]({ audio: true }, resolve, reject)));
      equal(stopAfterTest(stream).getVideoTracks().length, 1);
      stream.stop();
      shim.uninstall();
    }
  },

  async an_invalid_argument_gives_a_rejected_promise(shim) {
    const { mediaDevices } = navigator;
    const invalid = [[], [{}], ["x"], [7], [{ video: { facingMode: { exact: Symbol("s") } } }]];
    const pending = () => Promise.resolve().then(noop).then(() => "pending");
    const settled = (promise) => Promise.race([promise.catch((error) => error.name), pending()]);
    const results = async () => Promise.all(invalid.map((args) => settled(mediaDevices.getUserMedia(...args))));
    const native = await results();
    shim.install({ replaceNative: true });
    equalJson(await results(), native);
    equal(await settled(mediaDevices.getUserMedia({ video: { mandatory: 7 } })), "TypeError");
  },
};

export const run = runner(tests);
