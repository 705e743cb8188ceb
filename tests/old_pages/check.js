// Loaded first by each page. Records the tracks that the page opens, installs the shim if the query of the URL is
// `?shim`, and reports in `window.result` whether the library works.
(function () {
  var UNINSTALL = Symbol.for("local-media-stream.legacy");
  var UNINSTALL_ALIASES = Symbol.for("local-media-stream.aliases");
  // The globals that the shim adds or replaces. Those of the aliases start with the prefix of a vendor.
  var SHIM_GLOBALS = [UNINSTALL, UNINSTALL_ALIASES, "Audio", "AudioStreamTrack", "LocalMediaStream", "MediaStream", "MediaStreamEvent",
    "MediaStreamTrackList", "NavigatorUserMediaError", "VideoStreamTrack", "webkitMediaStream"];
  var hasShim = location.search === "?shim";
  // The result without the shim is printed only, and may be a timeout.
  var LIMIT = hasShim ? 60000 : 10000;
  var startedAt = Date.now();
  var apply = Reflect.apply;
  var tracks = [];
  var reported = false;
  // Why the last recording was repeated.
  var problem = "";

  function record(stream) {
    stream.getTracks().forEach(function (track) { tracks.push(track); });
    return stream;
  }

  // Replaces a function by a proxy, which has the same properties.
  function wrap(object, name, apply) {
    if (object && object[name]) object[name] = new Proxy(object[name], { apply: apply });
  }
  wrap(window.MediaDevices && MediaDevices.prototype, "getUserMedia", function (native, self, args) {
    var promise = apply(native, self, args);
    promise.then(record, function () {});
    return promise;
  });
  ["getUserMedia", "webkitGetUserMedia", "mozGetUserMedia"].forEach(function (name) {
    wrap(Navigator.prototype, name, function (native, self, args) {
      args = Array.prototype.slice.call(args);
      var success = args[1];
      if (typeof success === "function") args[1] = function (stream) { return success.call(this, record(stream)); };
      return apply(native, self, args);
    });
  });

  // The descriptors of all properties of the objects that the shim changes.
  function properties() {
    var result = [];
    [window, Navigator.prototype, MediaDevices.prototype, MediaStream, MediaStream.prototype, MediaStreamTrack,
      MediaStreamTrack.prototype, HTMLMediaElement.prototype, URL, BaseAudioContext.prototype,
      AudioScheduledSourceNode.prototype, AudioBufferSourceNode.prototype].forEach(function (object, index) {
      Reflect.ownKeys(object).forEach(function (key) {
        // The window also has the global variables of the page.
        var isShimGlobal = SHIM_GLOBALS.indexOf(key) >= 0 || /^(moz|webkit)[A-Z]/.test(String(key));
        if (object === window && !isShimGlobal) return;
        result.push({ id: index + "." + String(key), descriptor: Object.getOwnPropertyDescriptor(object, key) });
      });
    });
    return result.sort(function (one, other) { return one.id < other.id ? -1 : 1; });
  }
  var before = properties();

  function traces() {
    var found = {};
    var now = properties();
    now.forEach(function (property) { found[property.id] = property.descriptor; });
    var changed = before.filter(function (property) {
      var descriptor = found[property.id];
      delete found[property.id];
      return !descriptor || ["value", "get", "set", "enumerable", "configurable"].some(function (part) {
        return descriptor[part] !== property.descriptor[part];
      });
    });
    return changed.map(function (property) { return property.id; }).concat(Object.keys(found));
  }

  function report(error, skipped) {
    if (reported) return;
    reported = true;
    var live = tracks.filter(function (track) { return track.readyState === "live"; });
    var result = {
      error: error ? String(error.message || error) : null,
      skipped: skipped || null,
      opened: tracks.length,
      live: live.length,
      milliseconds: Date.now() - startedAt,
    };
    live.forEach(function (track) { track.stop(); });
    window.result = result;
  }

  // Errors of the page before the library works. A later error, for example of its network code, is of no interest.
  var isWorking = false;
  window.addEventListener("error", function (event) {
    if (!isWorking && event.message && !/ResizeObserver/.test(event.message)) report(event.message);
  });
  window.alert = report;
  setTimeout(function () { report("timed out: " + step + problem); }, LIMIT);
  var step = "waiting for the library";

  function waitFor(name, condition, next) {
    step = name;
    (function repeat() {
      if (reported) return;
      try {
        var value = condition();
        if (value) return next(value);
      } catch (error) {
        return report(error);
      }
      setTimeout(repeat, 30);
    })();
  }

  var canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 48;
  function pixels(source) {
    var context = canvas.getContext("2d", { willReadFrequently: true });
    context.clearRect(0, 0, 64, 48);
    context.drawImage(source, 0, 0, 64, 48);
    var data = context.getImageData(0, 0, 64, 48).data;
    // Firefox's test camera has one color. A frame that is not yet drawn is black or transparent.
    var isBlank = data.every(function (value, at) { return at % 4 === 3 || value === 0; });
    return isBlank ? "" : Array.prototype.join.call(data, ",");
  }

  function finish(stop) {
    isWorking = true;
    try {
      stop();
    } catch (error) {
      return report("stop: " + error.message);
    }
    waitFor("waiting for the tracks to end", function () {
      return tracks.length && tracks.every(function (track) { return track.readyState === "ended"; });
    }, function () {
      if (!hasShim) return report();
      var notRestored = window[UNINSTALL]();
      if (window[UNINSTALL_ALIASES]) window[UNINSTALL_ALIASES]();
      var left = traces();
      report(notRestored.length || left.length ? "not restored: " + notRestored.concat(left).join() : null);
    });
  }

  window.check = {
    fail: function (error) { report(error || "the library reports an error"); },
    // The browser does not have what the library requires.
    skip: function (reason) { report(null, reason); },
    // Waits until the picture of a video or canvas moves. `find` returns the element. Then calls `stop`.
    picture: function (find, stop) {
      var first = "";
      waitFor("waiting for a moving picture", function () {
        var element = find();
        if (!element || !(element.videoWidth || element.width)) return false;
        var now = pixels(element);
        first = first || now;
        return now && now !== first;
      }, function () { finish(stop); });
    },
    // Waits for the load of a still picture.
    still: function (url, stop) {
      var image = new Image();
      image.onload = function () {
        if (!pixels(image)) return report("the picture is blank");
        finish(stop);
      };
      image.onerror = function () { report("the picture does not load"); };
      image.src = url;
    },
    // Checks that a recording has sound. If not, calls `again`, which repeats the recording: a ScriptProcessor loses
    // buffers while the page is late.
    sound: function (blob, stop, again) {
      function repeat(reason) {
        problem = ", after " + reason;
        again();
      }
      var reader = new FileReader();
      reader.onload = function () {
        new OfflineAudioContext(1, 44100, 44100).decodeAudioData(reader.result, function (buffer) {
          var samples = buffer.getChannelData(0);
          for (var at = 0; at < samples.length; at++) if (Math.abs(samples[at]) > 0.001) return finish(stop);
          repeat(buffer.duration + " s of silence");
        }, function (error) { repeat(error || "a recording that cannot be decoded"); });
      };
      reader.readAsArrayBuffer(blob);
    },
    // Waits until a stream has sound. Then calls `next`. Without a sound device, Firefox does not run an AudioContext.
    hear: function (stream, next) {
      var context = new AudioContext();
      context.resume();
      var analyser = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(analyser);
      var samples = new Float32Array(analyser.fftSize);
      var deadline = Date.now() + (hasShim ? 20000 : 4000);
      waitFor("waiting for sound", function () {
        if (!context.currentTime && Date.now() > deadline) report(null, "the browser does not run an AudioContext");
        analyser.getFloatTimeDomainData(samples);
        return samples.some(function (sample) { return Math.abs(sample) > 0.001; });
      }, function () { context.close(); next(); });
    },
    // Calls `next` after a time in milliseconds, during which a library records.
    after: setTimeout.bind(window),
  };

  // Classic scripts before those of the page, as in the manual.
  if (hasShim) {
    document.write('<script src="/pkg/legacy.js"><\/script>');
    if (document.currentScript.hasAttribute("data-aliases")) {
      document.write('<script src="/pkg/legacy/aliases.js"><\/script>');
    }
  }
})();
