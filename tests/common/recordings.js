// The content of recordings, read by the browser's own players.

const eventOf = (target, ...types) =>
  new Promise((resolve, reject) => {
    target.addEventListener("error", () => reject(new Error(`cannot play: ${target.error?.message}`)), { once: true });
    for (const type of types) target.addEventListener(type, resolve, { once: true });
  });

async function open(blob, onFrame) {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, preload: "auto" });
  const present = (_, { mediaTime }) => {
    onFrame(mediaTime);
    video.requestVideoFrameCallback(present);
  };
  if (onFrame) video.requestVideoFrameCallback?.(present);
  const loaded = eventOf(video, "loadeddata");
  video.src = URL.createObjectURL(blob);
  document.body.append(video);
  await loaded;
  return video;
}

function close(video) {
  URL.revokeObjectURL(video.src);
  video.removeAttribute("src");
  video.load();
  video.remove();
}

const chromaOf = (color) => Math.max(...color) - Math.min(...color);

// The hue of the lower edge of the picture, in degrees: the synthetic camera changes it by one with every frame. At one of
// the two places, a white bar may hide it.
function hue(video) {
  const { videoWidth, videoHeight } = video;
  const context = new OffscreenCanvas(videoWidth, videoHeight).getContext("2d");
  context.drawImage(video, 0, 0);
  const colors = [videoWidth / 2, videoWidth - 8].map((x) => context.getImageData(x, videoHeight - 8, 1, 1).data.slice(0, 3));
  const [r, g, b] = colors.sort((one, other) => chromaOf(other) - chromaOf(one))[0];
  const max = Math.max(r, g, b), chroma = chromaOf([r, g, b]);
  if (!chroma) return 0;
  const sextant = max === r ? (g - b) / chroma : max === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
  return (sextant * 60 + 360) % 360;
}

// Returns width, height, hue and time of the current picture of a stream.
export async function livePicture(stream) {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true });
  const loaded = eventOf(video, "loadeddata");
  video.srcObject = stream;
  document.body.append(video);
  try {
    await Promise.all([loaded, video.play()]);
    return [video.videoWidth, video.videoHeight, hue(video), video.currentTime];
  } finally {
    video.srcObject = null;
    video.remove();
  }
}

// Seeks to each time (in seconds). Returns the duration, and width, height, hue and time of the frame at each time.
//
// On a busy machine, Firefox 153 sometimes decodes further after the end, and fails with "avcodec_send_packet error: End of
// file". A valid file plays when it is opened again.
export async function inspectVideo(blob, times) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await seekToEach(blob, times);
    } catch (error) {
      if (attempt === 3 || !error.message.includes("End of file")) throw error;
    }
  }
}

async function seekToEach(blob, times) {
  let frame;
  const video = await open(blob, (mediaTime) => { frame = mediaTime; });
  // Browsers dispatch `loadeddata` and `seeked` before or after they present the frame. A seek may not change the frame.
  const presented = async () => {
    const limit = video.requestVideoFrameCallback ? 5000 : 150;
    const start = performance.now();
    while (frame === undefined && performance.now() - start < limit) await after(5);
  };
  try {
    const result = [video.duration];
    await presented();
    for (const time of times) {
      frame = undefined;
      const seeked = eventOf(video, "seeked");
      video.currentTime = time;
      await seeked;
      await presented();
      result.push(video.videoWidth, video.videoHeight, hue(video), frame ?? time);
    }
    return result;
  } finally {
    close(video);
  }
}

// Plays the file to its end. Returns the last position, in seconds.
export async function playToEnd(blob) {
  const video = await open(blob);
  try {
    video.playbackRate = 4;
    const ended = eventOf(video, "ended");
    await video.play();
    await ended;
    return video.currentTime;
  } finally {
    close(video);
  }
}

// Decodes the sound. Returns its duration, and the loudest sample of each tenth of it.
export async function inspectAudio(blob) {
  const context = new OfflineAudioContext(1, 1, 48000);
  const buffer = await context.decodeAudioData(await blob.arrayBuffer());
  const samples = buffer.getChannelData(0);
  const part = Math.floor(samples.length / 10);
  const result = [buffer.duration];
  for (let i = 0; i < 10; i++) {
    let loudest = 0;
    for (let j = i * part; j < (i + 1) * part; j++) loudest = Math.max(loudest, Math.abs(samples[j]));
    result.push(loudest);
  }
  return result;
}

export const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const recordsWebm = () => Boolean(globalThis.MediaRecorder?.isTypeSupported("video/webm"));

// Returns the blob of an object URL, undefined if it was revoked.
export async function blobOf(url) {
  try {
    return await (await fetch(url)).blob();
  } catch {
    return undefined;
  }
}

let lastOptions;
// Returns the options of the last recorder that was created while it was broken.
export const recorderOptions = () => JSON.stringify(lastOptions);

// Replaces `MediaRecorder` by one with a fault. Returns a function that restores it.
export function breakRecorder(fault) {
  const original = globalThis.MediaRecorder;
  globalThis.MediaRecorder = class extends original {
    constructor(...args) {
      super(...args);
      lastOptions = args[1];
      this.addEventListener("dataavailable", (event) => {
        if (fault === "delivers nothing" && event.data.size) {
          event.stopImmediatePropagation();
          this.dispatchEvent(new BlobEvent("dataavailable", { data: new Blob([]) }));
        }
        if (fault === "fails without an error" && event.data.size && this.state === "recording") {
          this.dispatchEvent(new Event("error"));
        }
      });
    }
    start(...args) {
      if (fault === "rejects isolated tracks") throw new DOMException("isolated", "SecurityError");
      super.start(...args);
    }
  };
  return () => { globalThis.MediaRecorder = original; };
}

// Returns a track without data: the browser reports it as muted.
export const mutedTrack = () => new RTCPeerConnection().addTransceiver("video").receiver.track;

// Opens a file of the origin-private file system. `undefined` if the browser cannot write to it.
export async function writableFile(name) {
  const root = await navigator.storage?.getDirectory?.();
  const file = await root?.getFileHandle(name, { create: true });
  if (!file?.createWritable) return undefined;
  return { stream: await file.createWritable(), file, remove: () => root.removeEntry(name) };
}
export const contentOf = ({ file }) => file.getFile();
export const removeFile = ({ remove }) => remove();

// Delays the first read of a file, not of other blobs, until the promise of `wait` is settled.
export function delayFileRead(wait) {
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    if (this instanceof File) {
      Blob.prototype.arrayBuffer = arrayBuffer;
      await wait();
    }
    return arrayBuffer.call(this);
  };
}

// Loads the test module again, in an iframe, and calls one of its exports. Resolves with the result, and with a function
// that removes the iframe: its code stops as if the page had crashed.
export async function callInFrame(name, argument) {
  const frame = document.createElement("iframe");
  const loaded = eventOf(frame, "load");
  frame.srcdoc = "<!doctype html><title>frame</title>";
  document.body.append(frame);
  await loaded;
  try {
    const tests = await frame.contentWindow.eval("import('/wasm-bindgen-test')");
    await tests.default("/wasm-bindgen-test_bg.wasm");
    return [await tests[name](argument), () => frame.remove()];
  } catch (error) {
    // An error of the iframe is no instance of Error in this page.
    throw new Error(`in the iframe: ${error}`, { cause: error });
  }
}
