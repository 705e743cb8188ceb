import {
  assert,
  equal,
  equalJson,
  nextEvent,
  nextTask,
  openStream,
  rejects,
  runner,
  stopAfterTest,
  throws,
} from "./tools.js";

const allOptions = {
  prefixes: ["", "webkit", "moz"],
  replaceNative: true,
  objectUrls: true,
  mediaStreamStop: true,
  numericStates: true,
  errorNames: "2014",
};
// Records dispatched events. The fourth argument is Firefox's `wantsUntrusted`.
const recordEvents = (target, ...types) => {
  const recorded = [];
  for (const type of types) target.addEventListener(type, () => recorded.push(type), false, true);
  return recorded;
};

const tests = {
  async get_user_media_returns_a_local_media_stream(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream({ audio: true, video: true });
    assert(stream instanceof LocalMediaStream && stream instanceof MediaStream);
    equal(Object.getPrototypeOf(stream), LocalMediaStream.prototype);
    equal(Object.getPrototypeOf(LocalMediaStream.prototype), MediaStream.prototype);
    equal(Object.getPrototypeOf(LocalMediaStream), MediaStream);
    equal(String(stream), "[object LocalMediaStream]");
    equal(stream.constructor, LocalMediaStream);
    equalJson(Object.keys(stream), []);
    equal(stream.stop(), undefined);
    equal(stream.active, false, "stop() is synchronous");
    equal(stream.ended, true);
    stream.stop();
  },

  async a_clone_is_a_local_media_stream_and_stops_independently(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream();
    const clone = stopAfterTest(stream.clone());
    assert(clone instanceof LocalMediaStream && clone !== stream && clone.id !== stream.id);
    stream.stop();
    equal(clone.active, true);
    clone.stop();
    equal(clone.active, false);
    equal(new LocalMediaStream().stop(), undefined);
  },

  async media_devices_get_user_media_resolves_with_a_local_media_stream(shim) {
    shim.install({ replaceNative: true });
    const constraints = { video: { mandatory: { maxWidth: 640 } } };
    const stream = stopAfterTest(await navigator.mediaDevices.getUserMedia(constraints));
    assert(stream instanceof LocalMediaStream);
    stream.stop();
    await rejects(navigator.mediaDevices.getUserMedia(), "TypeError");
    await rejects(navigator.mediaDevices.getUserMedia({ video: { mandatory: 1 } }), "TypeError");
    await rejects(MediaDevices.prototype.getUserMedia.call({}, { video: true }), "TypeError");
    shim.uninstall();
    const plain = stopAfterTest(await navigator.mediaDevices.getUserMedia({ audio: true }));
    equal(Object.getPrototypeOf(plain), MediaStream.prototype);
  },

  async stop_throws_for_other_streams(shim) {
    shim.install({});
    throws(() => LocalMediaStream.prototype.stop.call(new MediaStream()), "TypeError");
    throws(() => LocalMediaStream.prototype.stop.call({}), "TypeError");
    equal("stop" in MediaStream.prototype, false);
    shim.uninstall();
    shim.install({ mediaStreamStop: true, replaceNative: true });
    const stream = await openStream();
    const derived = new MediaStream(stream);
    derived.stop();
    equal(stream.active, false);
    throws(() => MediaStream.prototype.stop.call({}), "TypeError");
  },

  async media_stream_has_its_legacy_attributes(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream();
    equal(stream.label.length, 36);
    assert(stream.id.includes(stream.label));
    equal(stream.ended, false);
    equal(new MediaStream().ended, true);
    for (const name of ["label", "ended", "audioTracks", "videoTracks", "onended", "oninactive"]) {
      throws(() => MediaStream.prototype[name], "TypeError");
    }
    throws(() => (stream.label = "x"), "TypeError");
    equal("readyState" in stream, false);
  },

  async ended_and_inactive_are_dispatched_once(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream({ audio: true, video: true });
    const recorded = recordEvents(stream, "ended", "inactive");
    const [first, second] = stream.getTracks();
    const atTracks = recordEvents(first, "ended").concat(recordEvents(second, "ended"));
    first.stop();
    await nextTask();
    equalJson(recorded, [], "one track is live");
    const inactive = nextEvent(stream, "inactive");
    second.stop();
    equal(stream.active, false);
    equalJson(recorded, [], "dispatched in a task");
    await inactive;
    stream.stop();
    await nextTask();
    equalJson(recorded, ["ended", "inactive"]);
    equalJson(atTracks, [], "no ended at a track stopped by a script");
  },

  async active_is_dispatched_when_a_track_is_added(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream();
    const spare = stopAfterTest(new MediaStream([stream.getTracks()[0].clone()])).getTracks()[0];
    const recorded = recordEvents(stream, "active", "inactive", "ended");
    stream.getTracks()[0].stop();
    await nextEvent(stream, "inactive");
    const active = nextEvent(stream, "active");
    stream.addTrack(spare);
    await active;
    stream.removeTrack(spare);
    await nextEvent(stream, "inactive");
    equalJson(recorded, ["ended", "inactive", "active", "ended", "inactive"]);
    spare.stop();
  },

  async onended_of_a_plain_stream_is_called(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream();
    const derived = new MediaStream(stream);
    const ended = new Promise((resolve) => {
      derived.onended = function (event) {
        resolve([this, event]);
      };
    });
    stream.stop();
    const [self, event] = await ended;
    equal(self, derived);
    equal(event.type, "ended");
  },

  event_handler_attributes_follow_html(shim) {
    shim.install({});
    const stream = new MediaStream();
    const calls = [];
    equal(stream.onended, null);
    for (const invalid of [undefined, null, 1, "text"]) {
      stream.onended = invalid;
      equal(stream.onended, null);
    }
    const object = {};
    stream.onended = object;
    equal(stream.onended, object);
    stream.dispatchEvent(new Event("ended"));
    stream.onended = () => calls.push("first handler");
    stream.addEventListener("ended", () => calls.push("listener"));
    stream.onended = () => calls.push("second handler");
    stream.dispatchEvent(new Event("ended"));
    equalJson(calls, ["second handler", "listener"], "a replaced handler keeps its position");
    stream.onended = null;
    stream.dispatchEvent(new Event("ended"));
    equal(calls.length, 3);
    stream.onended = () => false;
    equal(stream.dispatchEvent(new Event("ended", { cancelable: true })), false);
  },

  async track_lists_are_live(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream({ audio: true, video: true });
    const { audioTracks, videoTracks } = stream;
    equal(stream.audioTracks, audioTracks, "the same object at each access");
    equal(String(audioTracks), "[object MediaStreamTrackList]");
    assert(audioTracks instanceof MediaStreamTrackList);
    const [audio] = stream.getAudioTracks();
    const [video] = stream.getVideoTracks();
    equal(audioTracks.length, 1);
    equal(audioTracks[0], audio);
    equal(videoTracks.item(0), video);
    equal(videoTracks.item(1), null);
    equal(videoTracks[1], undefined);
    equalJson(Object.keys(videoTracks), ["0"]);
    assert("0" in videoTracks && !("1" in videoTracks));
    const derived = new MediaStream(videoTracks);
    equalJson(derived.getTracks().map(({ id }) => id), [video.id], "the constructor accepts one list, as in 2011");
    videoTracks.remove(video);
    equal(videoTracks.length, 0);
    equal(stream.getVideoTracks().length, 0);
    videoTracks.add(video);
    videoTracks.add(video);
    equal(videoTracks[0], video);
    equal(throws(() => videoTracks.add(audio), "SyntaxError") instanceof DOMException, true);
    for (const invalid of [undefined, null, {}]) throws(() => videoTracks.add(invalid), "TypeError");
    throws(() => (videoTracks[0] = audio), "TypeError");
    throws(() => new MediaStreamTrackList(), "TypeError");
    throws(() => MediaStreamTrackList.prototype.length, "TypeError");
    stream.stop();
    throws(() => videoTracks.add(video), "InvalidStateError");
    throws(() => videoTracks.remove(video), "InvalidStateError");
  },

  async the_constructor_accepts_two_lists(shim) {
    for (const options of [{ prefixes: ["webkit"] }, { prefixes: ["webkit"], replaceNative: true }]) {
      shim.install({ ...options });
      const stream = stopAfterTest(await new Promise((resolve, reject) =>
        navigator.webkitGetUserMedia({ audio: true, video: true }, resolve, reject)));
      const { audioTracks, videoTracks } = stream;
      const [audio, video] = [...audioTracks, ...videoTracks];
      const both = [audio.id, video.id].sort();
      const idsOf = (made) => made.getTracks().map(({ id }) => id).sort();
      const interfaces = [LocalMediaStream];
      // Chromium has a native webkitMediaStream, which is replaced with `replaceNative` only.
      if (options.replaceNative || webkitMediaStream !== MediaStream) interfaces.push(webkitMediaStream);
      if (options.replaceNative) interfaces.push(MediaStream, class extends MediaStream {});
      for (const Interface of interfaces) {
        const made = new Interface(audioTracks, videoTracks);
        equalJson(idsOf(made), both, Interface.name);
        equal(Object.getPrototypeOf(made), Interface.prototype);
        assert(made instanceof MediaStream);
        equalJson(idsOf(new Interface([audio], [video])), both);
        equalJson(idsOf(new Interface(audioTracks, null)), [audio.id]);
        equalJson(idsOf(new Interface(null, videoTracks)), [video.id]);
        equalJson(idsOf(new Interface(undefined, [video])), [video.id]);
        equalJson(idsOf(new Interface(null, null)), []);
        equal(throws(() => new Interface(videoTracks, audioTracks), "SyntaxError") instanceof DOMException, true);
        throws(() => new Interface([], [audio]), "SyntaxError");
        for (const invalid of [[{}], [null]]) throws(() => new Interface([], invalid), "TypeError");
        // The modern forms.
        equalJson(idsOf(new Interface(stream)), both);
        equalJson(idsOf(new Interface([video, audio])), both);
        equalJson(idsOf(new Interface([video, audio], 1)), both);
        equalJson(idsOf(new Interface()), []);
        throws(() => new Interface(7), "TypeError");
        throws(() => Interface(audioTracks, videoTracks), "TypeError");
      }
      equal(video.readyState, "live");
      audio.stop();
      video.stop();
      equal(video.readyState, "ended");
      shim.uninstall();
    }
  },

  the_replaced_constructor_has_the_native_properties(shim) {
    const native = MediaStream;
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    // In Firefox, the stream of a canvas is a CanvasCaptureMediaStream.
    const canvasInterface = Object.getPrototypeOf(stopAfterTest(canvas.captureStream()).constructor);
    const flags = ({ value, ...flags }) => flags;
    const descriptors = () => [Object.getOwnPropertyDescriptor(window, "MediaStream"),
      Object.getOwnPropertyDescriptor(MediaStream.prototype, "constructor")].map(flags);
    const before = descriptors();
    const keys = Reflect.ownKeys(native).map(String);
    shim.install({});
    equal(MediaStream, native, "kept by default");
    shim.uninstall();
    shim.install({ prefixes: ["webkit"], replaceNative: true });
    assert(MediaStream !== native);
    equalJson(descriptors(), before);
    equalJson(Reflect.ownKeys(MediaStream).map(String), keys);
    equal(MediaStream.name, "MediaStream");
    equal(MediaStream.length, 0);
    equal(MediaStream.prototype, native.prototype);
    equal(MediaStream.prototype.constructor, MediaStream);
    equal(new MediaStream().constructor, MediaStream);
    equal(Object.getPrototypeOf(MediaStream), EventTarget);
    equal(Object.getPrototypeOf(LocalMediaStream), MediaStream);
    equal(webkitMediaStream, MediaStream);
    assert(Function.prototype.toString.call(MediaStream).includes("[native code]"));
    if (canvasInterface === native) {
      equal(Object.getPrototypeOf(stopAfterTest(canvas.captureStream()).constructor), MediaStream);
    }
    const { LocalMediaStream: ours } = window;
    equalJson([...shim.uninstall()], []);
    equal(MediaStream, native);
    equal(MediaStream.prototype.constructor, native);
    equal(Object.getPrototypeOf(ours), native);
    equal(Object.getPrototypeOf(stopAfterTest(canvas.captureStream()).constructor), canvasInterface);
  },

  async onaddtrack_of_a_list_is_called_for_native_events(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream();
    const recorded = [];
    stream.videoTracks.onaddtrack = function (event) {
      recorded.push([this === stream.videoTracks, event.track.kind]);
    };
    stream.audioTracks.onaddtrack = () => recorded.push("audio");
    const [track] = stream.getTracks();
    stream.dispatchEvent(new MediaStreamTrackEvent("addtrack", { track }));
    equalJson(recorded, [[true, "video"]]);
    stream.videoTracks.onaddtrack = 7;
    equal(stream.videoTracks.onaddtrack, null);
  },

  async tracks_are_audio_or_video_stream_tracks(shim) {
    shim.install({ replaceNative: true });
    const stream = await openStream({ audio: true, video: true });
    const [audio] = stream.getAudioTracks();
    const [video] = stream.getVideoTracks();
    assert(audio instanceof AudioStreamTrack && video instanceof VideoStreamTrack);
    assert(video instanceof MediaStreamTrack && !(video instanceof AudioStreamTrack));
    equal(String(video), "[object VideoStreamTrack]");
    equal(video.readyState, "live");
    const clone = video.clone();
    assert(clone instanceof VideoStreamTrack);
    clone.stop();
    equal(clone.readyState, "ended");
    throws(() => new AudioStreamTrack(), "TypeError");
    stream.stop();
  },

  async ready_state_is_a_number_with_numeric_states(shim) {
    shim.install({ replaceNative: true, numericStates: true });
    const stream = await openStream();
    const [track] = stream.getTracks();
    equal(MediaStream.LIVE, 1);
    equal(stream.ENDED, 2);
    equal(stream.readyState, stream.LIVE);
    equal(MediaStreamTrack.LIVE, 0);
    equal(track.readyState, track.LIVE);
    equal(track.ENDED, 2);
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    const [plain] = stopAfterTest(canvas.captureStream()).getTracks();
    equal(plain.readyState, "live", "a track that is not from the shim keeps the string");
    stream.stop();
    equal(stream.readyState, 2);
    equal(track.readyState, MediaStreamTrack.ENDED);
    throws(() => VideoStreamTrack.prototype.readyState, "TypeError");
  },

  native_members_are_kept(shim) {
    const objects = [window, Navigator.prototype, MediaDevices.prototype, MediaStream, MediaStream.prototype,
      MediaStreamTrack, MediaStreamTrack.prototype, HTMLMediaElement.prototype, URL];
    const before = objects.map((object) => Object.getOwnPropertyDescriptors(object));
    shim.install({ mediaStreamStop: true });
    objects.forEach((object, index) => {
      for (const key of Reflect.ownKeys(before[index])) {
        const now = Object.getOwnPropertyDescriptor(object, key);
        for (const part of ["value", "get", "set", "writable", "enumerable", "configurable"]) {
          equal(now[part], before[index][key][part], `${String(key)}.${part}`);
        }
      }
    });
    assert("LocalMediaStream" in window);
  },

  async uninstall_restores_every_property(shim) {
    const objects = [window, navigator, Navigator, Navigator.prototype, MediaDevices, MediaDevices.prototype,
      navigator.mediaDevices, MediaStream, MediaStream.prototype, MediaStreamTrack, MediaStreamTrack.prototype,
      HTMLMediaElement, HTMLMediaElement.prototype, HTMLVideoElement.prototype, URL, URL.prototype, Event.prototype,
      EventTarget.prototype, DOMException, DOMException.prototype, Promise.prototype, Object.prototype,
      Function.prototype, document, Document.prototype];
    // Global variables of scripts change at any time, such as those of the WebDriver server.
    const isVariable = ({ value, enumerable, writable }) => enumerable && writable && typeof value !== "function";
    // Own properties in order, with their descriptors.
    const snapshot = () => objects.map((object) =>
      Reflect.ownKeys(object)
        .map((key) => [key, Object.getOwnPropertyDescriptor(object, key)])
        .filter(([, descriptor]) => object !== window || !isVariable(descriptor)));
    const names = () => {
      const list = [];
      for (const name in window) {
        if (!isVariable(Object.getOwnPropertyDescriptor(window, name) ?? {})) list.push(name);
      }
      return list.join();
    };
    snapshot(); // Browsers create some properties lazily.
    const before = snapshot();
    const namesBefore = names();
    for (const options of [{}, allOptions, { ...allOptions, era: "2012" }, { prefixes: ["webkit"] }]) {
      shim.install(options);
      equal(names(), namesBefore, "no global of the shim is enumerable");
      if (options === allOptions) (await openStream({ audio: true })).stop();
      equalJson([...shim.uninstall()], []);
      const after = snapshot();
      before.forEach((keys, index) => {
        equalJson(after[index].map(([key]) => String(key)), keys.map(([key]) => String(key)), `object ${index}`);
        keys.forEach(([key, descriptor], place) => {
          for (const part of Reflect.ownKeys(descriptor)) {
            equal(after[index][place][1][part], descriptor[part], `${String(key)}.${part}`);
          }
        });
      });
    }
  },

  members_follow_webidl(shim) {
    shim.install(allOptions);
    const method = (object, name, length) => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(object, name);
      equalJson(flags, { writable: true, enumerable: true, configurable: true }, name);
      equal(value.name, name);
      equal(value.length, length, name);
      equal("prototype" in value, false, name);
      throws(() => new value(), "TypeError");
    };
    const attribute = (object, name, isReadOnly) => {
      const { get, set, ...flags } = Object.getOwnPropertyDescriptor(object, name);
      equalJson(flags, { enumerable: true, configurable: true }, name);
      equal(get.name, `get ${name}`);
      equal(get.length, 0);
      equal(set?.name, isReadOnly ? undefined : `set ${name}`);
      equal(set?.length, isReadOnly ? undefined : 1);
    };
    for (const name of ["getUserMedia", "webkitGetUserMedia", "mozGetUserMedia"]) {
      method(Navigator.prototype, name, 3);
    }
    method(MediaDevices.prototype, "getUserMedia", 0);
    method(LocalMediaStream.prototype, "stop", 0);
    method(MediaStream.prototype, "stop", 0);
    method(MediaStreamTrack, "getSources", 1);
    method(MediaStreamTrackList.prototype, "item", 1);
    method(MediaStreamTrackList.prototype, "add", 1);
    method(URL, "createObjectURL", 1);
    method(URL, "revokeObjectURL", 1);
    for (const name of ["label", "ended", "audioTracks", "videoTracks", "readyState"]) {
      attribute(MediaStream.prototype, name, true);
    }
    for (const name of ["onended", "onactive", "oninactive"]) attribute(MediaStream.prototype, name);
    attribute(HTMLMediaElement.prototype, "mozSrcObject");
    attribute(HTMLMediaElement.prototype, "src");
    for (const name of ["code", "constraint", "constraintName"]) {
      attribute(NavigatorUserMediaError.prototype, name, true);
    }
    const interfaces = { LocalMediaStream: 0, NavigatorUserMediaError: 0, AudioStreamTrack: 0, VideoStreamTrack: 0,
      MediaStreamTrackList: 0, MediaStreamEvent: 1 };
    for (const [name, length] of Object.entries(interfaces)) {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(window, name);
      equalJson(flags, { writable: true, enumerable: false, configurable: true }, name);
      equal(value.name, name);
      equal(value.length, length, name);
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(value, "prototype");
      equalJson([writable, enumerable, configurable], [false, false, false], name);
      equal(value.prototype.constructor, value);
      equalJson(Object.getOwnPropertyDescriptor(value.prototype, Symbol.toStringTag),
        { value: name, writable: false, enumerable: false, configurable: true });
      throws(() => value(), "TypeError");
    }
    for (const object of [NavigatorUserMediaError, NavigatorUserMediaError.prototype]) {
      equalJson(Object.getOwnPropertyDescriptor(object, "PERMISSION_DENIED"),
        { value: 1, writable: false, enumerable: true, configurable: false });
    }
  },

  a_second_install_is_a_no_op(shim) {
    equal(shim.isInstalled(), false);
    shim.install({ prefixes: ["webkit"] });
    const { webkitGetUserMedia } = navigator;
    const { LocalMediaStream } = window;
    shim.install({ mediaStreamStop: true });
    equal(navigator.webkitGetUserMedia, webkitGetUserMedia);
    equal("stop" in MediaStream.prototype, false, "the first options stay in effect");
    equal(shim.isInstalled(), true);
    shim.uninstall();
    equal(shim.isInstalled(), false);
    equalJson([...shim.uninstall()], []);
    equal("LocalMediaStream" in window, false);
    shim.install({});
    equal(window.LocalMediaStream, LocalMediaStream, "the interface is the same object after a reinstallation");
  },

  async uninstall_keeps_properties_changed_by_other_code(shim) {
    shim.install({});
    const theirs = { value: () => "theirs", configurable: true };
    Object.defineProperty(MediaStream.prototype, "label", theirs);
    equalJson([...shim.uninstall()], ["MediaStream.prototype.label"]);
    equal(MediaStream.prototype.label(), "theirs");
    delete MediaStream.prototype.label;
  },

  async native_interfaces_behave_as_before(shim) {
    const before = await conformance();
    assert(Object.keys(before).length > 300, `${Object.keys(before).length} checks`);
    for (const options of [{}, { ...allOptions, numericStates: false }]) {
      shim.install(options);
      const after = await conformance();
      for (const [check, result] of Object.entries(before)) equal(after[check], result, check);
      equal(Object.keys(after).length, Object.keys(before).length);
      shim.uninstall();
    }
  },
};

// Returns the result of each check of the native interfaces, by the name of the check.
async function conformance() {
  const results = {};
  const resultOf = (action) => {
    try {
      return String(action());
    } catch (error) {
      return error.name;
    }
  };
  const nativeMembers = {
    MediaStream: ["id", "active", "onaddtrack", "onremovetrack", "getAudioTracks", "getVideoTracks", "getTracks",
      "getTrackById", "addTrack", "removeTrack", "clone"],
    MediaStreamTrack: ["kind", "id", "label", "enabled", "muted", "onmute", "onunmute", "readyState", "onended",
      "clone", "stop", "getCapabilities", "getConstraints", "getSettings", "applyConstraints"],
    MediaDevices: ["ondevicechange", "enumerateDevices", "getSupportedConstraints", "getUserMedia"],
    MediaStreamTrackEvent: ["track"],
    DOMException: ["name", "message", "code"],
    Navigator: ["mediaDevices", "userAgent"],
    HTMLMediaElement: ["src", "srcObject", "play", "pause", "load"],
    URL: ["href"],
  };
  for (const [name, members] of Object.entries(nativeMembers)) {
    const Interface = window[name];
    const record = (check, result) => (results[`${name} ${check}`] = result);
    const { value, ...flags } = Object.getOwnPropertyDescriptor(window, name);
    record("flags", JSON.stringify(flags));
    record("name", value.name);
    record("length", value.length);
    record("prototype", Object.getOwnPropertyDescriptor(value, "prototype").writable);
    record("chain", Object.getPrototypeOf(Interface).name);
    record("tag", Object.prototype.toString.call(Interface.prototype));
    record("called", resultOf(() => Interface()));
    for (const member of members) {
      const found = Object.getOwnPropertyDescriptor(Interface.prototype, member);
      record(`${member} exists`, Boolean(found));
      if (!found) continue;
      const { value, get, set, ...flags } = found;
      const f = value ?? get;
      record(`${member} flags`, JSON.stringify(flags));
      record(`${member} length`, f.length);
      record(`${member} set`, set?.length);
      // The test harness replaces getUserMedia by a function that is a constructor.
      if (member !== "getUserMedia") record(`${member} new`, resultOf(() => new f()));
      if (get) record(`${member} get on another object`, resultOf(() => get.call({})));
      if (get) record(`${member} get on the prototype`, resultOf(() => Interface.prototype[member]));
      if (set) record(`${member} set on another object`, resultOf(() => set.call({}, null)));
    }
  }
  const canvas = document.createElement("canvas");
  canvas.getContext("2d");
  const stream = stopAfterTest(canvas.captureStream());
  const [track] = stream.getTracks();
  const checks = {
    "new MediaStream()": () => new MediaStream(),
    "new MediaStream(stream)": () => new MediaStream(stream).getTracks().length,
    "new MediaStream([track])": () => new MediaStream([track]).getTrackById(track.id) === track,
    "new MediaStream(7)": () => new MediaStream(7),
    "new MediaStream([{}])": () => new MediaStream([{}]),
    "clone()": () => stopAfterTest(stream.clone()),
    "id of a clone": () => stopAfterTest(stream.clone()).id !== stream.id,
    "addTrack()": () => stream.addTrack(),
    "addTrack({})": () => stream.addTrack({}),
    "own keys": () => Object.keys(stream).join(),
    "readyState of a track": () => track.readyState,
    "readyState of a stopped clone": () => { const clone = track.clone(); clone.stop(); return clone.readyState; },
    "createObjectURL(blob)": () => { const url = URL.createObjectURL(new Blob(["x"])); URL.revokeObjectURL(url); return url.slice(0, 5); },
    "createObjectURL({})": () => URL.createObjectURL({}),
    "createObjectURL()": () => URL.createObjectURL(),
    "onaddtrack": () => { stream.onaddtrack = () => {}; return typeof stream.onaddtrack; },
    "id is read-only": () => { stream.id = 1; },
  };
  for (const [check, action] of Object.entries(checks)) results[check] = resultOf(action);
  const video = document.createElement("video");
  for (const url of ["", "x.webm", "blob:none"]) {
    results[`src ${url}`] = resultOf(() => {
      video.src = url;
      return `${video.src} ${video.getAttribute("src")} ${video.srcObject}`;
    });
  }
  results["src object"] = resultOf(() => { video.srcObject = stream; return video.srcObject === stream; });
  results["src attribute removed"] = resultOf(() => {
    video.removeAttribute("src");
    return `${video.hasAttribute("src")} ${video.src}`;
  });
  results["srcObject kept"] = String(video.srcObject === stream);
  video.srcObject = null;
  const invalidArguments = {
    "without arguments": [],
    empty: [{}],
    null: [null],
    false: [{ audio: false }],
    string: ["x"],
    number: [7],
  };
  for (const [check, args] of Object.entries(invalidArguments)) {
    const [{ status, reason }] = await Promise.allSettled([navigator.mediaDevices.getUserMedia(...args)]);
    results[`getUserMedia ${check}`] = `${status} ${reason?.name}`;
  }
  const missing = { video: { deviceId: { exact: "none such" } } };
  const [{ reason }] = await Promise.allSettled([navigator.mediaDevices.getUserMedia(missing)]);
  results["getUserMedia of a missing device"] = `${reason.name} ${reason.constraint} ${reason instanceof DOMException}`;
  track.stop();
  return results;
}

export const run = runner(tests);
