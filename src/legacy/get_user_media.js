// `navigator.getUserMedia(constraints, success, error)` and its prefixed names. Argument checks and callbacks follow
// Chromium and Firefox, which still have the function.
import { translateConstraints } from "./constraints.js";
import { toLegacyError } from "./errors.js";
import { nativeGetter, queueTask } from "./idl.js";
import { upgradeStream } from "./local_media_stream.js";
import { requestStream } from "./request_stream.js";
import { settings } from "./settings.js";

// The function of `navigator` for each value of the option `prefixes`.
const FUNCTION_NAMES = { "": "getUserMedia", webkit: "webkitGetUserMedia", moz: "mozGetUserMedia" };

export const PREFIXES = Object.keys(FUNCTION_NAMES);

export function installGetUserMedia(patch) {
  const requireNavigator = nativeGetter(Navigator, "cookieEnabled");
  for (const prefix of settings.prefixes) {
    const name = FUNCTION_NAMES[prefix];
    if (name in navigator && !settings.replaceNative) continue;
    patch.replaceAll(Navigator.prototype, {
      [name](constraints, success, error) {
        requireNavigator(this);
        callWithCallbacks(this, name, arguments);
      },
    });
  }
  if (settings.prefixes.includes("moz")) {
    patch.addAll(HTMLMediaElement.prototype, {
      get mozSrcObject() {
        return this.srcObject;
      },
      set mozSrcObject(stream) {
        this.srcObject = stream;
      },
    });
  }
  // MediaDevices is absent in an insecure context.
  if (settings.replaceNative && globalThis.MediaDevices) installPromiseGetUserMedia(patch);
}

// Replaces `MediaDevices.prototype.getUserMedia` so that it resolves with a LocalMediaStream.
function installPromiseGetUserMedia(patch) {
  const { prototype } = MediaDevices;
  const original = prototype.getUserMedia;
  async function requestLocalStream(devices, args) {
    const request = args.length ? translateConstraints(args[0]) : {};
    // The browser validates modern constraints itself.
    if (!request.isLegacy) return upgradeStream(await Reflect.apply(original, devices, args));
    return upgradeStream(await requestStream(devices, request, original));
  }
  patch.replaceAll(prototype, {
    getUserMedia() {
      return requestLocalStream(this, arguments);
    },
  });
}

function callWithCallbacks(navigator, name, args) {
  const failed = `Failed to execute '${name}' on 'Navigator': `;
  const { era } = settings;
  const required = { modern: 3, 2012: 2, 2011: 1 }[era];
  if (args.length < required) {
    throw new TypeError(`${failed}${required} arguments required, but only ${args.length} present.`);
  }
  const [constraints, success, error] = args;
  const request = translateConstraints(constraints, era === "2011");
  if (era === "2011" && success == null) return;
  for (const [position, callback] of [[2, success], [3, error]]) {
    const isOmitted = position === 3 && era !== "modern" && callback == null;
    if (typeof callback !== "function" && !isOmitted) {
      throw new TypeError(`${failed}parameter ${position} is not of type 'Function'.`);
    }
  }
  if (!request.audio && !request.video && !request.display) {
    if (era === "2011") throw new DOMException("Neither audio nor video requested", "NotSupportedError");
    throw new TypeError(`${failed}At least one of audio and video must be requested`);
  }
  // An async function uses native promises even if the page has replaced `Promise`.
  (async () => {
    let callback = success;
    let result;
    try {
      result = upgradeStream(await requestStream(navigator.mediaDevices, request));
    } catch (reason) {
      callback = error;
      result = toLegacyError(reason, request.legacyKeys);
    }
    // In a task, so that an exception of the callback is reported to the window.
    if (callback) queueTask(() => Reflect.apply(callback, globalThis, [result]));
  })();
}
