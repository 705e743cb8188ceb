// Pictures with known colors: on a canvas, in a stream, and in an element.

// A canvas whose quarters have colors: top left, top right, bottom left, bottom right. It is drawn again and again, because
// WebKit captures only changes, and Chromium misses a change that follows another one too soon.
export class Painting {
  canvas = document.createElement("canvas");
  #timer = setInterval(() => this.#draw(), 30);

  constructor(width, height, colors) {
    Object.assign(this.canvas, { width, height });
    this.paint(colors);
  }

  paint(colors) {
    this.colors = colors;
    this.#draw();
  }

  #draw() {
    const { width, height } = this.canvas;
    const context = this.canvas.getContext("2d");
    this.colors.forEach((color, i) => {
      context.fillStyle = color;
      context.fillRect(i % 2 ? width / 2 : 0, i < 2 ? 0 : height / 2, width / 2, height / 2);
    });
  }

  stop() {
    clearInterval(this.#timer);
  }
}

export const captureTrack = (canvas, frameRate) => canvas.captureStream(frameRate).getVideoTracks()[0];

// A live video track that delivers nothing: a remote one that has received nothing, or one of a canvas without changes.
export const silentTrack = () =>
  globalThis.RTCPeerConnection
    ? new RTCPeerConnection().addTransceiver("video").receiver.track
    : captureTrack(document.createElement("canvas"), 0);

// Returns a function that first changes the settings of the track of its object, as a camera with another mode for photos:
// `getConstraints` returns the former constraints until others are applied.
export function changingSettings(method, constraints) {
  return async function (...args) {
    const { track } = this;
    const before = track.getConstraints();
    let ofPage;
    const changed = track.applyConstraints(constraints);
    track.getConstraints = () => before;
    track.applyConstraints = (others) => {
      delete track.getConstraints;
      delete track.applyConstraints;
      ofPage = track.applyConstraints(others);
      return ofPage;
    };
    await changed;
    // Otherwise a fast photo ends before the constraints of the page apply.
    await ofPage;
    return method.apply(this, args);
  };
}

// An element that plays a stream.
export class Player {
  element = document.createElement("video");
  #canvas = new OffscreenCanvas(1, 1);

  constructor(stream) {
    Object.assign(this.element, { muted: true, playsInline: true, srcObject: stream });
    document.body.append(this.element);
    this.element.play().catch(() => {});
  }

  // The pixels of the current picture. Empty before the first one.
  pixels() {
    const { videoWidth: width, videoHeight: height } = this.element;
    if (!width || this.element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return new Uint8Array();
    Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.element, 0, 0);
    return new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  }

  close() {
    this.element.srcObject = null;
    this.element.remove();
  }
}

// A canvas that cannot be read, because it contains a document. Undefined in Firefox, which reads it.
export async function taintedCanvas(width, height) {
  const html = '<div xmlns="http://www.w3.org/1999/xhtml">private</div>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><foreignObject width="9" height="9">${html}</foreignObject></svg>`;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  try {
    context.getImageData(0, 0, 1, 1);
  } catch {
    return canvas;
  }
}
