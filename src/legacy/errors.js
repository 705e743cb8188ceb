// `NavigatorUserMediaError`: what the error callback gets.
import { idl, illegal, once } from "./idl.js";
import { settings } from "./options.js";

// Today's names in the words of the draft of 2013, and of Chrome and the drafts from 2014 on. What has no old name
// keeps its own.
const OLD_NAMES = {
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

const PERMISSION_DENIED = 1;
const parts = new WeakMap();
const ours = {};

export const NavigatorUserMediaError = once(() =>
  idl(
    "NavigatorUserMediaError",
    class extends DOMException {
      constructor() {
        const [key, message, name, part] = arguments;
        if (key !== ours) throw illegal("constructor");
        super(message, name);
        parts.set(this, part);
      }
    },
    {
      __proto__: DOMException.prototype,
      // The only code that there ever was; for other errors DOMException's own.
      get code() {
        return parts.get(this)?.denied ? PERMISSION_DENIED : super.code;
      },
      get constraint() {
        return parts.get(this)?.constraint;
      },
    },
    { PERMISSION_DENIED },
  ),
);

// An error of today's in the form of that time. `oldKeys` are the words that the page itself used.
export function legacyError(error, oldKeys) {
  const { name = "Error", message = "", constraint } = error ?? {};
  const part = {
    denied: name === "NotAllowedError" || name === "SecurityError",
    constraint: settings.errorNames === "modern" ? constraint : (oldKeys[constraint] ?? constraint),
  };
  const Interface = NavigatorUserMediaError();
  return new Interface(ours, message, OLD_NAMES[settings.errorNames][name] ?? name, part);
}
