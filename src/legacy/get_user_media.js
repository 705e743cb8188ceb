// `navigator.getUserMedia(constraints, success, error)` under its three names, with the manners that the engines which
// still have it agree on.
import { translate } from "./constraints.js";
import { ask } from "./ask.js";
import { legacyError } from "./errors.js";
import { later, nativeGetter } from "./idl.js";
import { adopt } from "./local_media_stream.js";
import { settings } from "./options.js";

export function callbacks(patch) {
  const check = nativeGetter(Navigator, "cookieEnabled");
  for (const prefix of settings.prefixes) {
    const name = prefix ? `${prefix}GetUserMedia` : "getUserMedia";
    if (name in navigator && !settings.replaceNative) continue;
    patch.putAll(Navigator.prototype, {
      [name](constraints, success, error) {
        check(this);
        request(this, name, arguments);
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
  // Absent on a page that is not secure.
  if (settings.replaceNative && globalThis.MediaDevices) promised(patch);
}

// What the promise of today's getUserMedia gives can be stopped, too.
function promised(patch) {
  const { prototype } = MediaDevices;
  const original = prototype.getUserMedia;
  const members = {
    getUserMedia() {
      return answer(this, arguments);
    },
  };
  async function answer(devices, args) {
    const wishes = args.length ? translate(args[0]) : {};
    // What is said in today's words is the browser's to understand, and to refuse.
    if (!wishes.isOld) return adopt(await Reflect.apply(original, devices, args));
    return adopt(await ask(devices, wishes, original));
  }
  patch.putAll(prototype, members);
}

function request(navigator, name, args) {
  const failed = `Failed to execute '${name}' on 'Navigator': `;
  const { era } = settings;
  const required = { modern: 3, 2012: 2, 2011: 1 }[era];
  if (args.length < required) {
    throw new TypeError(`${failed}${required} arguments required, but only ${args.length} present.`);
  }
  const [constraints, success, error] = args;
  const wishes = translate(constraints, era === "2011");
  if (era === "2011" && success == null) return;
  for (const [place, callback] of [[2, success], [3, error]]) {
    const isAbsent = place === 3 && era !== "modern" && callback == null;
    if (typeof callback !== "function" && !isAbsent) {
      throw new TypeError(`${failed}parameter ${place} is not of type 'Function'.`);
    }
  }
  if (!wishes.audio && !wishes.video && !wishes.display) {
    if (era === "2011") throw new DOMException("Neither audio nor video is asked for", "NotSupportedError");
    throw new TypeError(`${failed}At least one of audio and video must be requested`);
  }
  // An async function goes by the browser's own promises, whatever the page has made of `Promise`.
  (async () => {
    let callback = success;
    let answer;
    try {
      answer = adopt(await ask(navigator.mediaDevices, wishes));
    } catch (reason) {
      callback = error;
      answer = legacyError(reason, wishes.oldKeys);
    }
    // A task of its own: what it throws is an error of the window's.
    if (callback) later(() => Reflect.apply(callback, globalThis, [answer]));
  })();
}
