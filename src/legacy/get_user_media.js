// `navigator.getUserMedia(constraints, success, error)` and its prefixed names. Argument checks and callbacks follow
// Chromium and Firefox, which still have the function, and accept two arguments as Chrome did until version 35.
import { parseOptionString, translateConstraints } from "./constraints.js";
import { toLegacyError } from "./errors.js";
import { nativeGetter } from "./idl.js";
import {
  DOMException,
  HTMLMediaElement,
  MediaDevices,
  Navigator,
  TypeError,
  apply,
  getOwnPropertyDescriptor,
  global,
  keys,
  navigator,
  queueTask,
} from "./intrinsics.js";
import { upgradeStream } from "./local_media_stream.js";
import { requestStream } from "./request_stream.js";
import { settings } from "./settings.js";

// The function of `navigator` for each value of the option `prefixes`.
const FUNCTION_NAMES = { "": "getUserMedia", webkit: "webkitGetUserMedia", moz: "mozGetUserMedia" };

export const PREFIXES = keys(FUNCTION_NAMES);

// The prefix of the engine's own vendor: libraries detect the browser by the prefixed names.
export const defaultPrefixes = () => ["", "mozInnerScreenX" in global ? "moz" : "webkit"];

export function installGetUserMedia(patch) {
  const requireNavigator = nativeGetter(Navigator, "cookieEnabled");
  const method = settings.replaceNative ? "replaceAll" : "addAll";
  for (const prefix of settings.prefixes) {
    const name = FUNCTION_NAMES[prefix];
    const members = {
      [name](constraints, success, error) {
        const failed = `Failed to execute '${name}' on 'Navigator': `;
        try {
          requireNavigator(this);
        } catch {
          throw new TypeError(`${failed}Illegal invocation`);
        }
        callWithCallbacks(this, failed, arguments);
      },
    };
    patch[method](Navigator.prototype, members);
    // An earlier script may have stored `undefined`: `navigator.getUserMedia = navigator.getUserMedia || …`.
    const own = getOwnPropertyDescriptor(navigator, name);
    if (own && !own.get && !own.value) patch.replaceAll(navigator, members);
  }
  if (settings.objectUrls || settings.prefixes.includes("moz")) {
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
  if (settings.replaceNative && MediaDevices) installPromiseGetUserMedia(patch);
}

// Replaces `MediaDevices.prototype.getUserMedia` so that it resolves with a LocalMediaStream.
function installPromiseGetUserMedia(patch) {
  const { prototype } = MediaDevices;
  const original = prototype.getUserMedia;
  patch.replaceAll(prototype, {
    getUserMedia() {
      let promise;
      try {
        const request = arguments.length ? translateConstraints(arguments[0]) : {};
        // The browser validates modern constraints itself.
        promise = request.isLegacy ? requestStream(this, request, original) : apply(original, this, arguments);
      } catch (error) {
        promise = reject(error);
      }
      // The same promise is returned, since an invalid argument must reject it at once. The stream is modified before
      // the page receives it.
      upgradeResult(promise);
      return promise;
    },
  });
}

async function reject(error) {
  throw error;
}

async function upgradeResult(promise) {
  try {
    upgradeStream(await promise);
  } catch {
    // The page handles the rejection.
  }
}

// `failed` is the start of the messages of errors.
function callWithCallbacks(navigator, failed, args) {
  const is2011 = settings.era === "2011";
  const required = is2011 ? 1 : 2;
  if (args.length < required) {
    throw new TypeError(`${failed}${required} arguments required, but only ${args.length} present.`);
  }
  const [constraints, success, error] = args;
  const request = translateConstraints(
    typeof constraints === "string" ? parseOptionString(constraints) : constraints,
    is2011,
  );
  if (is2011 && success == null) return;
  for (const [position, callback] of [[2, success], [3, error ?? success]]) {
    if (typeof callback !== "function") {
      throw new TypeError(`${failed}parameter ${position} is not of type 'Function'.`);
    }
  }
  if (!request.audio && !request.video && !request.display) {
    const message = `${failed}At least one of audio and video must be requested`;
    throw is2011 ? new DOMException(message, "NotSupportedError") : new TypeError(message);
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
    if (callback) queueTask(() => apply(callback, global, [result]));
  })();
}
