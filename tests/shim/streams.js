import { assert, equal, keep, next, open, rejects, runner, same, task, throws } from "./tools.js";

const all = { replaceNative: true, objectUrls: true, mediaStreamStop: true, numericStates: true, errorNames: "2014" };
const events = (target, ...types) => {
  const heard = [];
  for (const type of types) target.addEventListener(type, () => heard.push(type), false, true);
  return heard;
};

const tests = {
  async the_stream_is_local(shim) {
    shim.install({ replaceNative: true });
    const stream = await open({ audio: true, video: true });
    assert(stream instanceof LocalMediaStream && stream instanceof MediaStream);
    equal(Object.getPrototypeOf(stream), LocalMediaStream.prototype);
    equal(Object.getPrototypeOf(LocalMediaStream.prototype), MediaStream.prototype);
    equal(Object.getPrototypeOf(LocalMediaStream), MediaStream);
    equal(String(stream), "[object LocalMediaStream]");
    equal(stream.constructor, LocalMediaStream);
    same(Object.keys(stream), []);
    equal(stream.stop(), undefined);
    equal(stream.active, false, "when stop() returns, it has stopped");
    equal(stream.ended, true);
    stream.stop();
  },

  async a_clone_is_local_and_stops_on_its_own(shim) {
    shim.install({ replaceNative: true });
    const stream = await open();
    const clone = keep(stream.clone());
    assert(clone instanceof LocalMediaStream && clone !== stream && clone.id !== stream.id);
    stream.stop();
    equal(clone.active, true);
    clone.stop();
    equal(clone.active, false);
    equal(new LocalMediaStream().stop(), undefined);
  },

  async the_promise_gives_it_too_if_asked(shim) {
    shim.install({ replaceNative: true });
    const stream = keep(await navigator.mediaDevices.getUserMedia({ video: { mandatory: { maxWidth: 640 } } }));
    assert(stream instanceof LocalMediaStream);
    stream.stop();
    await rejects(navigator.mediaDevices.getUserMedia(), "TypeError");
    await rejects(navigator.mediaDevices.getUserMedia({ video: { mandatory: 1 } }), "TypeError");
    await rejects(MediaDevices.prototype.getUserMedia.call({}, { video: true }), "TypeError");
    shim.uninstall();
    const plain = keep(await navigator.mediaDevices.getUserMedia({ audio: true }));
    equal(Object.getPrototypeOf(plain), MediaStream.prototype);
  },

  async stop_is_for_streams_that_are_local(shim) {
    shim.install({});
    throws(() => LocalMediaStream.prototype.stop.call(new MediaStream()), "TypeError");
    throws(() => LocalMediaStream.prototype.stop.call({}), "TypeError");
    equal("stop" in MediaStream.prototype, false);
    shim.uninstall();
    shim.install({ mediaStreamStop: true, replaceNative: true });
    const stream = await open();
    const derived = new MediaStream(stream);
    derived.stop();
    equal(stream.active, false);
    throws(() => MediaStream.prototype.stop.call({}), "TypeError");
  },

  async a_stream_has_its_old_attributes(shim) {
    shim.install({ replaceNative: true });
    const stream = await open();
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

  async the_end_is_told_once(shim) {
    shim.install({ replaceNative: true });
    const stream = await open({ audio: true, video: true });
    const heard = events(stream, "ended", "inactive");
    const [first, second] = stream.getTracks();
    const ofTracks = events(first, "ended").concat(events(second, "ended"));
    first.stop();
    await task();
    same(heard, [], "one track is left");
    const told = next(stream, "inactive");
    second.stop();
    equal(stream.active, false);
    same(heard, [], "not at once");
    await told;
    stream.stop();
    await task();
    same(heard, ["ended", "inactive"]);
    same(ofTracks, [], "a track that a script stops is not told so");
  },

  async it_begins_again_with_another_track(shim) {
    shim.install({ replaceNative: true });
    const stream = await open();
    const spare = keep(new MediaStream([stream.getTracks()[0].clone()])).getTracks()[0];
    const heard = events(stream, "active", "inactive", "ended");
    stream.getTracks()[0].stop();
    await next(stream, "inactive");
    const begun = next(stream, "active");
    stream.addTrack(spare);
    await begun;
    stream.removeTrack(spare);
    await next(stream, "inactive");
    same(heard, ["ended", "inactive", "active", "ended", "inactive"]);
    spare.stop();
  },

  async a_plain_stream_tells_its_handler(shim) {
    shim.install({ replaceNative: true });
    const stream = await open();
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

  handlers_are_as_html_has_them(shim) {
    shim.install({});
    const stream = new MediaStream();
    const calls = [];
    equal(stream.onended, null);
    for (const odd of [undefined, null, 1, "words"]) {
      stream.onended = odd;
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
    same(calls, ["second handler", "listener"], "it keeps its place");
    stream.onended = null;
    stream.dispatchEvent(new Event("ended"));
    equal(calls.length, 3);
    stream.onended = () => false;
    equal(stream.dispatchEvent(new Event("ended", { cancelable: true })), false);
  },

  async track_lists_are_live(shim) {
    shim.install({ replaceNative: true });
    const stream = await open({ audio: true, video: true });
    const { audioTracks, videoTracks } = stream;
    equal(stream.audioTracks, audioTracks, "the same each time");
    equal(String(audioTracks), "[object MediaStreamTrackList]");
    assert(audioTracks instanceof MediaStreamTrackList);
    const [audio] = stream.getAudioTracks();
    const [video] = stream.getVideoTracks();
    equal(audioTracks.length, 1);
    equal(audioTracks[0], audio);
    equal(videoTracks.item(0), video);
    equal(videoTracks.item(1), null);
    equal(videoTracks[1], undefined);
    same(Object.keys(videoTracks), ["0"]);
    assert("0" in videoTracks && !("1" in videoTracks));
    const derived = new MediaStream(videoTracks);
    same(derived.getTracks().map(({ id }) => id), [video.id], "a stream is made of a list, as in 2011");
    videoTracks.remove(video);
    equal(videoTracks.length, 0);
    equal(stream.getVideoTracks().length, 0);
    videoTracks.add(video);
    videoTracks.add(video);
    equal(videoTracks[0], video);
    equal(throws(() => videoTracks.add(audio), "SyntaxError") instanceof DOMException, true);
    for (const odd of [undefined, null, {}]) throws(() => videoTracks.add(odd), "TypeError");
    throws(() => (videoTracks[0] = audio), "TypeError");
    throws(() => new MediaStreamTrackList(), "TypeError");
    throws(() => MediaStreamTrackList.prototype.length, "TypeError");
    stream.stop();
    throws(() => videoTracks.add(video), "InvalidStateError");
    throws(() => videoTracks.remove(video), "InvalidStateError");
  },

  async a_stream_is_made_of_two_lists(shim) {
    for (const options of [{ prefixes: ["webkit"] }, { replaceNative: true }]) {
      shim.install({ ...options });
      const stream = keep(await new Promise((resolve, reject) =>
        navigator.webkitGetUserMedia({ audio: true, video: true }, resolve, reject)));
      const { audioTracks, videoTracks } = stream;
      const [audio, video] = [...audioTracks, ...videoTracks];
      const both = [audio.id, video.id].sort();
      const idsOf = (made) => made.getTracks().map(({ id }) => id).sort();
      const interfaces = [LocalMediaStream];
      // Chromium has its own of this name, which is replaced on request only.
      if (options.replaceNative || webkitMediaStream !== MediaStream) interfaces.push(webkitMediaStream);
      if (options.replaceNative) interfaces.push(MediaStream, class extends MediaStream {});
      for (const Interface of interfaces) {
        const made = new Interface(audioTracks, videoTracks);
        same(idsOf(made), both, Interface.name);
        equal(Object.getPrototypeOf(made), Interface.prototype);
        assert(made instanceof MediaStream);
        same(idsOf(new Interface([audio], [video])), both);
        same(idsOf(new Interface(audioTracks, null)), [audio.id]);
        same(idsOf(new Interface(null, videoTracks)), [video.id]);
        same(idsOf(new Interface(undefined, [video])), [video.id]);
        same(idsOf(new Interface(null, null)), []);
        equal(throws(() => new Interface(videoTracks, audioTracks), "SyntaxError") instanceof DOMException, true);
        throws(() => new Interface([], [audio]), "SyntaxError");
        for (const odd of [[{}], [null]]) throws(() => new Interface([], odd), "TypeError");
        // Today's forms.
        same(idsOf(new Interface(stream)), both);
        same(idsOf(new Interface([video, audio])), both);
        same(idsOf(new Interface([video, audio], 1)), both);
        same(idsOf(new Interface()), []);
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

  the_constructor_is_the_browsers_to_whoever_looks(shim) {
    const native = MediaStream;
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    // In Firefox it is of a class of its own.
    const ofCanvas = Object.getPrototypeOf(keep(canvas.captureStream()).constructor);
    const flags = ({ value, ...flags }) => flags;
    const descriptors = () => [Object.getOwnPropertyDescriptor(window, "MediaStream"),
      Object.getOwnPropertyDescriptor(MediaStream.prototype, "constructor")].map(flags);
    const before = descriptors();
    const keys = Reflect.ownKeys(native).map(String);
    shim.install({});
    equal(MediaStream, native, "it stays unless asked");
    shim.uninstall();
    shim.install({ replaceNative: true });
    assert(MediaStream !== native);
    same(descriptors(), before);
    same(Reflect.ownKeys(MediaStream).map(String), keys);
    equal(MediaStream.name, "MediaStream");
    equal(MediaStream.length, 0);
    equal(MediaStream.prototype, native.prototype);
    equal(MediaStream.prototype.constructor, MediaStream);
    equal(new MediaStream().constructor, MediaStream);
    equal(Object.getPrototypeOf(MediaStream), EventTarget);
    equal(Object.getPrototypeOf(LocalMediaStream), MediaStream);
    equal(webkitMediaStream, MediaStream);
    assert(Function.prototype.toString.call(MediaStream).includes("[native code]"));
    if (ofCanvas === native) equal(Object.getPrototypeOf(keep(canvas.captureStream()).constructor), MediaStream);
    const { LocalMediaStream: ours } = window;
    same([...shim.uninstall()], []);
    equal(MediaStream, native);
    equal(MediaStream.prototype.constructor, native);
    equal(Object.getPrototypeOf(ours), native);
    equal(Object.getPrototypeOf(keep(canvas.captureStream()).constructor), ofCanvas);
  },

  async a_list_hears_what_the_browser_adds(shim) {
    shim.install({ replaceNative: true });
    const stream = await open();
    const heard = [];
    stream.videoTracks.onaddtrack = function (event) {
      heard.push([this === stream.videoTracks, event.track.kind]);
    };
    stream.audioTracks.onaddtrack = () => heard.push("audio");
    const [track] = stream.getTracks();
    stream.dispatchEvent(new MediaStreamTrackEvent("addtrack", { track }));
    same(heard, [[true, "video"]]);
    stream.videoTracks.onaddtrack = 7;
    equal(stream.videoTracks.onaddtrack, null);
  },

  async tracks_have_their_kind_in_their_name(shim) {
    shim.install({ replaceNative: true });
    const stream = await open({ audio: true, video: true });
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

  async states_are_numbers_on_request(shim) {
    shim.install({ replaceNative: true, numericStates: true });
    const stream = await open();
    const [track] = stream.getTracks();
    equal(MediaStream.LIVE, 1);
    equal(stream.ENDED, 2);
    equal(stream.readyState, stream.LIVE);
    equal(MediaStreamTrack.LIVE, 0);
    equal(track.readyState, track.LIVE);
    equal(track.ENDED, 2);
    const canvas = document.createElement("canvas");
    canvas.getContext("2d");
    const [plain] = keep(canvas.captureStream()).getTracks();
    equal(plain.readyState, "live", "a track that is not the shim's goes on in words");
    stream.stop();
    equal(stream.readyState, 2);
    equal(track.readyState, MediaStreamTrack.ENDED);
    throws(() => VideoStreamTrack.prototype.readyState, "TypeError");
  },

  a_native_member_stays(shim) {
    const objects = [window, Navigator.prototype, MediaDevices.prototype, MediaStream, MediaStream.prototype,
      MediaStreamTrack, MediaStreamTrack.prototype, HTMLMediaElement.prototype, URL];
    const before = objects.map((object) => Object.getOwnPropertyDescriptors(object));
    shim.install({ mediaStreamStop: true });
    objects.forEach((object, at) => {
      for (const key of Reflect.ownKeys(before[at])) {
        const now = Object.getOwnPropertyDescriptor(object, key);
        for (const part of ["value", "get", "set", "writable", "enumerable", "configurable"]) {
          equal(now[part], before[at][key][part], `${String(key)}.${part}`);
        }
      }
    });
    assert("LocalMediaStream" in window);
  },

  async nothing_is_left(shim) {
    const objects = [window, navigator, Navigator, Navigator.prototype, MediaDevices, MediaDevices.prototype,
      navigator.mediaDevices, MediaStream, MediaStream.prototype, MediaStreamTrack, MediaStreamTrack.prototype,
      HTMLMediaElement, HTMLMediaElement.prototype, HTMLVideoElement.prototype, URL, URL.prototype, Event.prototype,
      EventTarget.prototype, DOMException, DOMException.prototype, Promise.prototype, Object.prototype,
      Function.prototype, document, Document.prototype];
    // The variables of scripts come and go, among them those of the browser's driver.
    const isVariable = ({ value, enumerable, writable }) => enumerable && writable && typeof value !== "function";
    // Each own property with its flags and its very values, and the order they are in.
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
    snapshot(); // A browser may make some of them when they are first looked at.
    const before = snapshot();
    const namesBefore = names();
    for (const options of [{}, all, { ...all, era: "2012" }, { prefixes: ["webkit"] }]) {
      shim.install(options);
      equal(names(), namesBefore, "no global of it is enumerable");
      if (options === all) (await open({ audio: true })).stop();
      same([...shim.uninstall()], []);
      const after = snapshot();
      before.forEach((keys, at) => {
        same(after[at].map(([key]) => String(key)), keys.map(([key]) => String(key)), `object ${at}`);
        keys.forEach(([key, descriptor], place) => {
          for (const part of Reflect.ownKeys(descriptor)) {
            equal(after[at][place][1][part], descriptor[part], `${String(key)}.${part}`);
          }
        });
      });
    }
  },

  members_are_what_webidl_wants(shim) {
    shim.install(all);
    const method = (object, name, length) => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(object, name);
      same(flags, { writable: true, enumerable: true, configurable: true }, name);
      equal(value.name, name);
      equal(value.length, length, name);
      equal("prototype" in value, false, name);
      throws(() => new value(), "TypeError");
    };
    const attribute = (object, name, isReadOnly) => {
      const { get, set, ...flags } = Object.getOwnPropertyDescriptor(object, name);
      same(flags, { enumerable: true, configurable: true }, name);
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
      same(flags, { writable: true, enumerable: false, configurable: true }, name);
      equal(value.name, name);
      equal(value.length, length, name);
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(value, "prototype");
      same([writable, enumerable, configurable], [false, false, false], name);
      equal(value.prototype.constructor, value);
      same(Object.getOwnPropertyDescriptor(value.prototype, Symbol.toStringTag),
        { value: name, writable: false, enumerable: false, configurable: true });
      throws(() => value(), "TypeError");
    }
    for (const object of [NavigatorUserMediaError, NavigatorUserMediaError.prototype]) {
      same(Object.getOwnPropertyDescriptor(object, "PERMISSION_DENIED"),
        { value: 1, writable: false, enumerable: true, configurable: false });
    }
  },

  twice_is_once(shim) {
    equal(shim.isInstalled(), false);
    shim.install({ prefixes: ["webkit"] });
    const { webkitGetUserMedia } = navigator;
    const { LocalMediaStream } = window;
    shim.install({ mediaStreamStop: true });
    equal(navigator.webkitGetUserMedia, webkitGetUserMedia);
    equal("stop" in MediaStream.prototype, false, "the first options count");
    equal(shim.isInstalled(), true);
    shim.uninstall();
    equal(shim.isInstalled(), false);
    same([...shim.uninstall()], []);
    equal("LocalMediaStream" in window, false);
    shim.install({});
    equal(window.LocalMediaStream, LocalMediaStream, "what came from it before is still of it");
  },

  async what_somebody_else_has_changed_stays(shim) {
    shim.install({});
    const theirs = { value: () => "theirs", configurable: true };
    Object.defineProperty(MediaStream.prototype, "label", theirs);
    same([...shim.uninstall()], ["MediaStream.prototype.label"]);
    equal(MediaStream.prototype.label(), "theirs");
    delete MediaStream.prototype.label;
  },

  async the_browsers_own_is_as_before(shim) {
    const before = await conformance();
    assert(Object.keys(before).length > 300, `${Object.keys(before).length} checks`);
    for (const options of [{}, { ...all, numericStates: false }]) {
      shim.install(options);
      const after = await conformance();
      for (const [check, result] of Object.entries(before)) equal(after[check], result, check);
      equal(Object.keys(after).length, Object.keys(before).length);
      shim.uninstall();
    }
  },
};

// A table of what a conformance suite asks of the interfaces around, each with its result here and now.
async function conformance() {
  const results = {};
  const tried = (action) => {
    try {
      return String(action());
    } catch (error) {
      return error.name;
    }
  };
  const known = {
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
  for (const [name, members] of Object.entries(known)) {
    const Interface = window[name];
    const note = (what, result) => (results[`${name} ${what}`] = result);
    const { value, ...flags } = Object.getOwnPropertyDescriptor(window, name);
    note("flags", JSON.stringify(flags));
    note("name", value.name);
    note("length", value.length);
    note("prototype", Object.getOwnPropertyDescriptor(value, "prototype").writable);
    note("chain", Object.getPrototypeOf(Interface).name);
    note("tag", Object.prototype.toString.call(Interface.prototype));
    note("called", tried(() => Interface()));
    for (const member of members) {
      const found = Object.getOwnPropertyDescriptor(Interface.prototype, member);
      note(`${member} is there`, Boolean(found));
      if (!found) continue;
      const { value, get, set, ...flags } = found;
      const f = value ?? get;
      note(`${member} flags`, JSON.stringify(flags));
      note(`${member} length`, f.length);
      note(`${member} set`, set?.length);
      // The tests' own watch on getUserMedia is a function that can be constructed.
      if (member !== "getUserMedia") note(`${member} new`, tried(() => new f()));
      if (get) note(`${member} of another`, tried(() => get.call({})));
      if (get) note(`${member} of the prototype`, tried(() => Interface.prototype[member]));
      if (set) note(`${member} set on another`, tried(() => set.call({}, null)));
    }
  }
  const canvas = document.createElement("canvas");
  canvas.getContext("2d");
  const stream = keep(canvas.captureStream());
  const [track] = stream.getTracks();
  const behaves = {
    "a stream is made": () => new MediaStream(),
    "of a stream": () => new MediaStream(stream).getTracks().length,
    "of tracks": () => new MediaStream([track]).getTrackById(track.id) === track,
    "of nonsense": () => new MediaStream(7),
    "of no tracks": () => new MediaStream([{}]),
    "a clone": () => keep(stream.clone()),
    "another id": () => keep(stream.clone()).id !== stream.id,
    "addTrack of nothing": () => stream.addTrack(),
    "addTrack of no track": () => stream.addTrack({}),
    "keys": () => Object.keys(stream).join(),
    "a track's state": () => track.readyState,
    "a stopped clone": () => { const clone = track.clone(); clone.stop(); return clone.readyState; },
    "a blob has a URL": () => { const url = URL.createObjectURL(new Blob(["x"])); URL.revokeObjectURL(url); return url.slice(0, 5); },
    "nothing has none": () => URL.createObjectURL({}),
    "no argument": () => URL.createObjectURL(),
    "a handler": () => { stream.onaddtrack = () => {}; return typeof stream.onaddtrack; },
    "an id cannot be set": () => { stream.id = 1; },
  };
  for (const [check, action] of Object.entries(behaves)) results[check] = tried(action);
  const video = document.createElement("video");
  for (const url of ["", "x.webm", "blob:none"]) {
    results[`src ${url}`] = tried(() => { video.src = url; return `${video.src} ${video.getAttribute("src")} ${video.srcObject}`; });
  }
  results["src object"] = tried(() => { video.srcObject = stream; return video.srcObject === stream; });
  results["src attribute gone"] = tried(() => { video.removeAttribute("src"); return `${video.hasAttribute("src")} ${video.src}`; });
  results["srcObject stays"] = String(video.srcObject === stream);
  video.srcObject = null;
  for (const [check, args] of Object.entries({ nothing: [], empty: [{}], null: [null], no: [{ audio: false }], text: ["x"], number: [7] })) {
    const [{ status, reason }] = await Promise.allSettled([navigator.mediaDevices.getUserMedia(...args)]);
    results[`getUserMedia ${check}`] = `${status} ${reason?.name}`;
  }
  const [{ reason }] = await Promise.allSettled([navigator.mediaDevices.getUserMedia({ video: { deviceId: { exact: "none such" } } })]);
  results["getUserMedia of no device"] = `${reason.name} ${reason.constraint} ${reason instanceof DOMException}`;
  track.stop();
  return results;
}

export const run = runner(tests);
