import { getUserMedia, init } from "local-media-stream";
import { openSample } from "./sample_picture.js";
import { find, requireFeature, showError, showSource } from "./site.js";

const [preview, grey, source, open, stop, rate, code] =
  ["#preview", "#grey", "#source", "#open", "#stop", "#rate", "#code"].map(find);

// The program of rust/frames.rs. `cargo xtask demo` compiles it.
let program = null;
// The open stream, its filter, and the timer of the rate.
let stream = null;
let filter = null;
let timer = 0;

function showState(text) {
  const isLive = filter !== null;
  document.body.dataset.state = isLive ? "live" : "idle";
  find("#status").textContent = text;
  open.disabled = source.disabled = isLive;
  stop.disabled = !isLive;
}

open.onclick = async () => {
  showError(null);
  // A second click would open a second stream.
  open.disabled = true;
  try {
    const isSample = source.value === "sample";
    stream = isSample ? openSample() : await getUserMedia({ video: { width: { ideal: 640 } } });
    start(stream.getVideoTracks()[0]);
    showState(isSample ? "The sample is on." : "The camera is on.");
  } catch (error) {
    end("The source is off.");
    showError(error);
  }
};
stop.onclick = () => end("The source is off.");

function start(track) {
  track.addEventListener("ended", () => end("The camera was disconnected."));
  filter = new program.GreyTrack(track);
  preview.srcObject = stream;
  grey.srcObject = new MediaStream([filter.track]);
  let last = { pictures: 0, time: performance.now() };
  timer = setInterval(() => {
    const now = { pictures: filter.pictures, time: performance.now() };
    rate.textContent = Math.round((1000 * (now.pictures - last.pictures)) / (now.time - last.time));
    last = now;
  }, 1000);
  readCodes(track).catch(showError);
}

async function readCodes(track) {
  // `undefined` after the end of the track.
  for (let text; (text = await program.readQrCode(track)) !== undefined; ) {
    code.textContent = text;
    // The same code is in the next frames, too.
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function end(text) {
  clearInterval(timer);
  stream?.stop();
  filter?.free();
  stream = filter = preview.srcObject = grey.srcObject = null;
  code.textContent = "none";
  rate.textContent = "0";
  showState(text);
}

addEventListener("pagehide", () => stream?.stop());

async function load() {
  const module = await import("./rust/frames-example.js");
  await Promise.all([module.default(), init()]);
  program = module;
  showState("The source is off.");
}
const canMakeTracks = "MediaStreamTrackGenerator" in globalThis || "captureStream" in HTMLCanvasElement.prototype;
if (requireFeature(canMakeTracks, "captureStream of a canvas", "Use Firefox 43, Safari 11, Chrome 51 or later.")) {
  load().catch(showError);
}
showSource(["Rust", "rust/frames.rs"], ["JavaScript", "frames.js"], ["Sample", "sample_picture.js"]);
