// Requests a stream from the browser: devices by `getUserMedia`, a screen by `getDisplayMedia`.
import { DOMException, OverconstrainedError, apply, assign } from "./intrinsics.js";
import { stopAllTracks } from "./tracks.js";

// Takes a result of `translateConstraints`.
export async function requestStream(devices, request, getUserMedia = devices?.getUserMedia) {
  if (!devices) {
    throw new DOMException("Media devices require a secure context (HTTPS)", "SecurityError");
  }
  const { display, audio, video, unsupported } = request;
  // The source ID of a screen picked in an extension's dialog is usable only if the browser reads legacy constraints.
  const useOriginal = request.hasSourceId && readsLegacyConstraints(devices, getUserMedia);
  if (unsupported !== undefined) throw overconstrainedError(unsupported);
  // The screen is requested first, while the user activation is valid.
  const screen = !useOriginal && display && (await devices.getDisplayMedia(display));
  if (screen && !audio && !video) return screen;
  try {
    const stream = await apply(getUserMedia, devices, [useOriginal ? request.original : request.constraints]);
    if (screen) screen.getTracks().forEach((track) => stream.addTrack(track));
    return stream;
  } catch (error) {
    if (screen) stopAllTracks(screen);
    throw error;
  }
}

// Whether the browser reads `mandatory` itself, as Chromium does. The getter of `video` throws, so that the call fails
// before the browser opens a device.
function readsLegacyConstraints(devices, getUserMedia) {
  let reads = false;
  const constraints = {
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
      await apply(getUserMedia, devices, [constraints]);
    } catch {
      // The expected rejection.
    }
  })();
  return reads;
}

// Firefox does not have the constructor.
function overconstrainedError(constraint) {
  const message = "Unsupported constraint";
  if (OverconstrainedError) return new OverconstrainedError(constraint, message);
  return assign(new DOMException(message, "OverconstrainedError"), { constraint });
}
