// `NavigatorUserMediaError`, the argument of the error callback.
import { defineInterface, illegalError, lazy } from "./idl.js";
import { DOMException, WeakMap, keys } from "./intrinsics.js";
import { settings } from "./settings.js";

// Legacy error names by modern name: those of the 2013 draft, and those of Chrome and of the drafts from 2014 on.
const LEGACY_NAMES = {
  modern: {},
  2013: {
    NotAllowedError: "PERMISSION_DENIED",
    SecurityError: "PERMISSION_DENIED",
    OverconstrainedError: "CONSTRAINT_NOT_SATISFIED",
  },
  2014: {
    NotAllowedError: "PermissionDeniedError",
    NotFoundError: "DevicesNotFoundError",
    NotReadableError: "TrackStartError",
    OverconstrainedError: "ConstraintNotSatisfiedError",
  },
};

export const ERROR_NAMES = keys(LEGACY_NAMES);

const PERMISSION_DENIED = 1;
const slots = new WeakMap();
const constructorKey = {};

export const NavigatorUserMediaError = lazy(() =>
  defineInterface(
    "NavigatorUserMediaError",
    class extends DOMException {
      constructor() {
        const [key, message, name, slot] = arguments;
        if (key !== constructorKey) throw illegalError("constructor");
        super(message, name);
        slots.set(this, slot);
      }
    },
    {
      __proto__: DOMException.prototype,
      // The interface defined no other code. Other errors have the code of DOMException.
      get code() {
        return slots.get(this)?.denied ? PERMISSION_DENIED : super.code;
      },
      get constraint() {
        return slots.get(this)?.constraint;
      },
    },
    { PERMISSION_DENIED },
  ),
);

// Converts an error of getUserMedia. `legacyKeys` has the page's own constraint keys, by modern key.
export function toLegacyError(error, legacyKeys) {
  const { name = "Error", message = "", constraint } = error ?? {};
  const slot = {
    denied: name === "NotAllowedError" || name === "SecurityError",
    constraint: settings.errorNames === "modern" ? constraint : (legacyKeys[constraint] ?? constraint),
  };
  const Interface = NavigatorUserMediaError();
  return new Interface(constructorKey, message, LEGACY_NAMES[settings.errorNames][name] ?? name, slot);
}
