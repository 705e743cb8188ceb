// Asks the browser for what an old page wants: of `getUserMedia`, and for a screen of `getDisplayMedia`.

const stopAll = (stream) => stream.getTracks().forEach((track) => track.stop());

export async function ask(devices, wishes, getUserMedia = devices?.getUserMedia) {
  if (!devices) throw new DOMException("Only secure pages may use a camera or a microphone", "SecurityError");
  const { display, audio, video, unknown } = wishes;
  if (unknown !== undefined) throw overconstrained(unknown);
  // First, as long as the user's click counts.
  const screen = display && (await devices.getDisplayMedia(display));
  if (screen && !audio && !video) return screen;
  try {
    const stream = await Reflect.apply(getUserMedia, devices, [wishes.constraints]);
    screen?.getTracks().forEach((track) => stream.addTrack(track));
    return stream;
  } catch (error) {
    if (screen) stopAll(screen);
    throw error;
  }
}

function overconstrained(constraint) {
  const message = "No device knows this constraint";
  if (globalThis.OverconstrainedError) return new OverconstrainedError(constraint, message);
  return Object.assign(new DOMException(message, "OverconstrainedError"), { constraint });
}
