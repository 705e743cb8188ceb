// Kinds and texts of errors. They do not use the wasm module, so they also apply to errors that precede its load.
// npm/tests/errors.rs compares them with those of the crate.
import { check, isObject } from "./arguments.js";

// The `name` of an error with its kind. The names of the callback-based drafts are included.
const KINDS = new Map([
  ["NotAllowedError", "NotAllowed"],
  ["PermissionDeniedError", "NotAllowed"],
  ["PermissionDismissedError", "NotAllowed"],
  ["NotFoundError", "NotFound"],
  ["DevicesNotFoundError", "NotFound"],
  ["NotReadableError", "NotReadable"],
  ["TrackStartError", "NotReadable"],
  ["OverconstrainedError", "Overconstrained"],
  ["ConstraintNotSatisfiedError", "Overconstrained"],
  ["AbortError", "Abort"],
  ["SecurityError", "Security"],
  ["InvalidStateError", "InvalidState"],
  ["TypeError", "Type"],
  ["NotSupportedError", "Unsupported"],
  ["LoadError", "Load"],
]);

// The text for visitors and the text for developers of each kind. `MissingDevice` is a case of `Overconstrained`.
const TEXTS = {
  NotAllowed: [
    "Access to the camera, microphone or screen was denied. Allow it in the browser's site settings and in the system's privacy settings, then try again.",
    'The user, the system or the permissions policy denied access. In an iframe, set allow="camera; microphone; display-capture".',
  ],
  NotFound: [
    "No matching device was found. Connect one, then try again.",
    "Request only kinds of devices that enumerateDevices lists.",
  ],
  NotReadable: [
    "The device does not respond. Close other programs that use it or reconnect it, then try again.",
    "Another program or tab may use the device. Stop the device's other tracks, then try again.",
  ],
  Overconstrained: [
    "No device supports the requested settings. Select other ones.",
    "Make the constraint ideal instead of required (exact, min or max), or relax it.",
  ],
  MissingDevice: [
    "The selected device is not connected. Connect it, or select another one.",
    "The device with this id is not connected, or the user cleared the site's data. Fall back to an ideal id, or to another device.",
  ],
  Abort: [
    "The operation was interrupted. Try again.",
    "Retry, unless a later call superseded this one.",
  ],
  Security: [
    "Capture is disabled for this page. Check the settings and policies of the browser.",
    "Check the Permissions-Policy header and the policies of the browser.",
  ],
  InvalidState: [
    "Capture is not possible right now. Return to the page and try again.",
    "Call it from an active document, for a track that is live. Screen capture requires a user gesture.",
  ],
  Type: [
    "The page made an invalid request. Report it to the owner of the page.",
    "Fix the arguments of the call.",
  ],
  InsecureContext: [
    "The browser allows capture on secure pages only. Open the page over https.",
    "Serve the page over https or from localhost. Every ancestor of an iframe must be secure too.",
  ],
  Unsupported: [
    "This browser does not support the feature. Try the current version of another browser.",
    "Detect the feature before the call, and call it from a page in a browser that has it.",
  ],
  Load: [
    "A part of the page could not be loaded. Check the connection, then try again.",
    "Check that the server has the wasm file, and that the Content-Security-Policy has 'wasm-unsafe-eval'.",
  ],
  Other: [
    "The browser reported an unknown error. Try again.",
    "Inspect the name and the message of the original error.",
  ],
};

// Adds the errors of an entry, so that other entries do not contain them.
export function addErrors({ kinds, texts }) {
  for (const [name, kind] of kinds) KINDS.set(name, kind);
  Object.assign(TEXTS, texts);
}

// Any value can be thrown, also one whose getters throw.
function read(error, member) {
  try {
    return error?.[member];
  } catch {
    return undefined;
  }
}

// Reads the name: errors of other windows are not instances of this window's classes.
export function errorKind(error) {
  const kind = KINDS.get(read(error, "name")) ?? "Other";
  return kind === "Security" && globalThis.isSecureContext === false ? "InsecureContext" : kind;
}

function textKey(error) {
  const kind = errorKind(error);
  const isMissing = kind === "Overconstrained" && ["deviceId", "groupId"].includes(read(error, "constraint"));
  return isMissing ? "MissingDevice" : kind;
}

function text(error, column, translations = {}) {
  check(isObject(translations), "translations", "an object");
  const key = textKey(error);
  const translation = translations[key] ?? TEXTS[key][column];
  check(typeof translation === "string", `translations.${key}`, "a string");
  return translation;
}

export const describeError = (error, translations) => text(error, 0, translations);
export const errorHelp = (error, translations) => text(error, 1, translations);
