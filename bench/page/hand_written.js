// The benchmarks in idiomatic JavaScript.

export const open = () => navigator.mediaDevices.getUserMedia({ audio: true, video: true });

export function stop(streams) {
  for (const stream of streams) for (const track of stream.getTracks()) track.stop();
}

export function tracks(stream, times) {
  let count = 0;
  for (let i = 0; i < times; i++) count += stream.getTracks().length;
  return count;
}

export function states(track, times) {
  let live = 0;
  for (let i = 0; i < times; i++) if (track.readyState === "live" && track.enabled && !track.muted) live++;
  return live;
}

export function settings(track, times) {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += track.getSettings().width;
  return sum;
}

export function capabilities(track, times) {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += track.getCapabilities().width.max;
  return sum;
}

export function constraints(times) {
  let last;
  for (let i = 0; i < times; i++) {
    last = {
      video: {
        width: 1280 + (i % 2),
        height: 720,
        frameRate: { min: 15, ideal: 30, max: 60 },
        facingMode: "user",
        deviceId: "0123456789abcdef",
        echoCancellation: true,
        autoGainControl: false,
        noiseSuppression: true,
        channelCount: 2,
        aspectRatio: 1.5,
      },
    };
  }
  return last;
}

// The crate also calls `JSON.stringify`. Its own time is the difference to this.
export function settingsAsText(track, times) {
  let length = 0;
  for (let i = 0; i < times; i++) length += JSON.stringify(track.getSettings()).length;
  return length;
}

export function capabilitiesAsText(track, times) {
  let length = 0;
  for (let i = 0; i < times; i++) length += JSON.stringify(track.getCapabilities()).length;
  return length;
}

// Counts the events of a target in a listener.
export class Listener {
  #count = 0;
  #listener = () => this.#count++;
  #target;

  constructor(target, name) {
    this.#target = target;
    target.addEventListener(name, this.#listener);
  }

  count() {
    return this.#count;
  }

  off(name) {
    this.#target.removeEventListener(name, this.#listener);
  }
}

export function listeners(times) {
  const added = Array.from({ length: times }, () => () => {});
  for (const listener of added) navigator.mediaDevices.addEventListener("devicechange", listener);
  for (const listener of added) navigator.mediaDevices.removeEventListener("devicechange", listener);
}
