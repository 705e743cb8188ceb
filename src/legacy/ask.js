// Asks the browser for what an old page wants: of `getUserMedia`, and for a screen of `getDisplayMedia`.
import { endAll } from "./tracks.js";

export async function ask(devices, wishes, getUserMedia = devices?.getUserMedia) {
  if (!devices) throw new DOMException("Only secure pages may use a camera or a microphone", "SecurityError");
  const { display, audio, video, unknown } = wishes;
  // What has been chosen in a dialog of an extension's has an id that the browser knows, if it is one of those.
  const isKnown = wishes.isChosen && readsOld(devices, getUserMedia);
  if (unknown !== undefined) throw overconstrained(unknown);
  // First, as long as the user's click counts.
  const screen = !isKnown && display && (await devices.getDisplayMedia(display));
  if (screen && !audio && !video) return screen;
  try {
    const stream = await Reflect.apply(getUserMedia, devices, [isKnown ? wishes.own : wishes.constraints]);
    if (screen) screen.getTracks().forEach((track) => stream.addTrack(track));
    return stream;
  } catch (error) {
    if (screen) endAll(screen);
    throw error;
  }
}

// Whether the browser understands the old form by itself: Chromium, and what is made of it. What it is asked for it must
// refuse, when it has read as much as it ever would.
function readsOld(devices, getUserMedia) {
  let reads = false;
  const wishes = {
    audio: {
      get mandatory() {
        reads = true;
      },
    },
    get video() {
      throw reads;
    },
  };
  (async () => {
    try {
      await Reflect.apply(getUserMedia, devices, [wishes]);
    } catch {
      // As it must.
    }
  })();
  return reads;
}

function overconstrained(constraint) {
  const message = "No device knows this constraint";
  if (globalThis.OverconstrainedError) return new OverconstrainedError(constraint, message);
  return Object.assign(new DOMException(message, "OverconstrainedError"), { constraint });
}
