// Synthetic sources: a camera on a canvas and a microphone of Web Audio. Their tracks are real MediaStreamTracks.
// JavaScript, because the properties of tracks must be overridden.

// `MediaStream.clone` of browsers bypasses an overridden `clone` of a track. From the first synthetic track on, it is
// replaced for streams with such tracks.
let isStreamClonePatched = false;
function patchStreamClone() {
  if (isStreamClonePatched) return;
  isStreamClonePatched = true;
  const { clone } = MediaStream.prototype;
  MediaStream.prototype.clone = function () {
    const tracks = this.getTracks();
    if (!tracks.some((track) => Object.hasOwn(track, "clone"))) return clone.call(this);
    return new MediaStream(tracks.map((track) => track.clone()));
  };
}

export const isLive = (track) => track.readyState === "live";

// Draws an animation: the frame number, and a bar that moves from left to right.
export class Camera {
  frames = 0;
  // Draws black frames, as a muted camera does.
  isBlack = false;
  #canvas = document.createElement("canvas");
  #frameRate;
  #tracks = new Set();
  #timer = 0;

  constructor(width, height, frameRate) {
    this.resize(width, height, frameRate);
  }

  resize(width, height, frameRate) {
    Object.assign(this.#canvas, { width, height });
    this.#frameRate = frameRate;
    this.#draw();
    if (this.#timer) this.#startTimer();
  }

  track() {
    patchStreamClone();
    // The frame rate is that of the drawing. Without an argument, WebKit captures the first frame only.
    const [track] = this.#canvas.captureStream(60).getVideoTracks();
    return this.#addTrack(track);
  }

  // No track can be created afterwards. Frees the pixels of the canvas before it is garbage-collected.
  close() {
    clearInterval(this.#timer);
    Object.assign(this.#canvas, { width: 1, height: 1 });
  }

  // The canvas is drawn until all tracks and their clones have ended.
  #addTrack(track) {
    const { clone } = track;
    Object.defineProperty(track, "clone", { value: () => this.#addTrack(clone.call(track)), configurable: true });
    this.#tracks.add(track);
    if (!this.#timer) this.#startTimer();
    return track;
  }

  // A timer, because hidden pages have no animation frames.
  #startTimer() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#onTimer(), 1000 / this.#frameRate);
  }

  #onTimer() {
    for (const track of this.#tracks) if (!isLive(track)) this.#tracks.delete(track);
    if (this.#tracks.size) return this.#draw();
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #draw() {
    const { width, height } = this.#canvas;
    const frame = this.frames++;
    const context = this.#canvas.getContext("2d");
    context.fillStyle = this.isBlack ? "black" : `hsl(${frame % 360} 60% 40%)`;
    context.fillRect(0, 0, width, height);
    if (this.isBlack) return;
    context.fillStyle = "white";
    context.fillRect((frame * 4) % width, 0, 8, height);
    context.font = `${Math.max(height / 4, 8)}px monospace`;
    context.fillText(String(frame), width / 8, height / 2);
  }
}

// Shared by all microphones: browsers limit the number of audio contexts, and opening one is slow.
let audioContext;

// Plays a tone, noise or silence. On a machine without audio output, the track is live and silent.
export class Microphone {
  #source;
  #gain;
  #destination;

  constructor(sound, frequency, volume) {
    audioContext ??= new AudioContext();
    this.#destination = audioContext.createMediaStreamDestination();
    this.#gain = new GainNode(audioContext, { gain: sound === "silence" ? 0 : volume });
    this.#gain.connect(this.#destination);
    this.#source = sound === "noise" ? createNoise() : new OscillatorNode(audioContext, { frequency });
    this.#source.connect(this.#gain);
    this.#source.start();
    // The promise may stay pending until a user activation, or forever.
    if (audioContext.state !== "running") audioContext.resume().catch(() => {});
  }

  // A no-op: fake microphones have no settings that affect the sound.
  resize() {}

  track() {
    patchStreamClone();
    return this.#destination.stream.getAudioTracks()[0].clone();
  }

  close() {
    this.#source.stop();
    this.#gain.disconnect();
    for (const track of this.#destination.stream.getTracks()) track.stop();
  }
}

function createNoise() {
  const { sampleRate } = audioContext;
  const buffer = audioContext.createBuffer(1, sampleRate, sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  return new AudioBufferSourceNode(audioContext, { buffer, loop: true });
}
