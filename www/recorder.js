import { Capture, describeError } from "local-media-stream/full";
import { Recorder, init as initRecorder } from "local-media-stream/recorder";
import { find, format, requireFeature, showError, showRows, showSource } from "./site.js";

const [record, pause, switchCamera, stop] = ["#record", "#pause", "#switch", "#stop"].map(find);
let recorder = null;
let url = null;

showSource(["JavaScript", "recorder.js"], ["Rust", "rust/recorder.rs"]);

const capture = await Capture.create();
capture.attach(find("#preview"), { muted: true });
capture.setRecovery({ fallback: true, reclaim: true });

await initRecorder();
const hasRecorder = "MediaRecorder" in globalThis && Recorder.supportedTypes().length > 0;
if (requireFeature(hasRecorder, "a type that MediaRecorder supports", "WebKitGTK requires GStreamer plugins for it.")) {
  for (const type of Recorder.supportedTypes()) find("#type").add(new Option(type, type));
  showState();
}

record.onclick = async () => {
  showError(null);
  record.disabled = true;
  try {
    if (!capture.stream) await capture.start({ audio: true, video: { facingMode: "user" } });
    const [type, bitrate] = [find("#type").value, find("#bitrate").value];
    recorder = await Recorder.create(capture, {
      types: type ? [type] : undefined,
      videoBitsPerSecond: bitrate ? Number(bitrate) : undefined,
    });
    recorder.addEventListener("statechange", ({ state }) => (state === "stopped" ? finish() : showState()));
    let size = 0;
    find("#size").textContent = size;
    recorder.addEventListener("chunk", ({ blob }) => (find("#size").textContent = Math.ceil((size += blob.size) / 1000)));
    recorder.start();
  } catch (error) {
    recorder = null;
    capture.stop();
    showError(error);
  }
  showState();
};

pause.onclick = () => (recorder.state === "paused" ? recorder.resume() : recorder.pause());

// The recording continues: one file has the pictures of both cameras.
switchCamera.onclick = async () => {
  switchCamera.disabled = true;
  await capture.flipCamera().catch(showError);
  showState();
};

// The error is shown when the state is "stopped".
stop.onclick = () => recorder.stop().catch(() => {});

// Also called if the recording ended by itself, for example an MP4 file when the camera was switched.
async function finish() {
  try {
    showRecording(await recorder.stop());
  } catch (error) {
    showError(error);
  }
  capture.stop();
  showState();
}

function showState() {
  const state = recorder?.state ?? "idle";
  document.body.dataset.state = state;
  const isActive = state === "recording" || state === "paused";
  find("#status").textContent = `The recorder is ${state}.`;
  record.disabled = isActive || state === "stopping";
  pause.disabled = switchCamera.disabled = stop.disabled = !isActive;
  pause.textContent = state === "paused" ? "Resume" : "Pause";
}

function showRecording({ blob, mimeType, duration, gaps, error }) {
  if (url) URL.revokeObjectURL(url);
  url = URL.createObjectURL(blob);
  find("#playback").src = url;
  const [, container] = /\/([\w-]+)/.exec(mimeType);
  const extension = container === "x-matroska" ? "mkv" : container;
  Object.assign(find("#download"), { href: url, download: `recording.${extension}` });
  showRows(find("#facts"), [
    ["Type", mimeType],
    ["Duration", `${format(duration)} s`],
    ["Size", `${Math.ceil(blob.size / 1000)} kB`],
    ["Times without a device", gaps.map(({ kind, start, duration }) => `${kind} at ${format(start)} s for ${format(duration)} s`).join("; ") || "none"],
    ["Ended by an error", error ? describeError(error) : "no"],
  ]);
  find("#result").hidden = false;
}

function showPosition() {
  if (recorder) find("#position").textContent = recorder.position.toFixed(1);
  requestAnimationFrame(showPosition);
}
showPosition();
addEventListener("pagehide", () => capture.stop());
