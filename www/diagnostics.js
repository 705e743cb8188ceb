import { Capture, PermissionWatch, enumerateDevices } from "local-media-stream/full";
import { Recorder, init as initRecorder } from "local-media-stream/recorder";
import { copy, find, format, showError, showRows, showSource } from "./site.js";

const yesNo = (value) => (value ? "yes" : "no");
const has = (name) => yesNo(name in globalThis);

showSource(["JavaScript", "diagnostics.js"]);

const rows = [];
const add = (feature, value) => rows.push([feature, value]);

// A failure is a result, too.
async function attempt(call) {
  try {
    return await call();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

async function collect() {
  const { mediaDevices } = navigator;
  add("Browser", navigator.userAgent);
  add("Secure context", yesNo(isSecureContext));
  add("Cross-origin isolated", yesNo(globalThis.crossOriginIsolated));
  add("navigator.mediaDevices", yesNo(mediaDevices));
  add("getDisplayMedia", yesNo(mediaDevices?.getDisplayMedia));
  add("selectAudioOutput", yesNo(mediaDevices?.selectAudioOutput));
  add("setSinkId", yesNo(HTMLMediaElement.prototype.setSinkId));
  for (const name of ["camera", "microphone"]) add(`Permission: ${name}`, await attempt(() => permissionState(name)));
  add("Permissions policy", format(document.featurePolicy?.allowedFeatures().filter((name) => /camera|microphone|display/.test(name))));
  add("Devices", await attempt(countDevices));
  const supported = Object.entries(mediaDevices?.getSupportedConstraints() ?? {});
  add("Supported constraints", supported.filter(([, value]) => value).map(([name]) => name).sort().join(", ") || "none");
  for (const name of ["ImageCapture", "OffscreenCanvas", "MediaRecorder", "RTCPeerConnection", "VideoFrame", "VideoEncoder",
    "MediaStreamTrackProcessor", "MediaStreamTrackGenerator", "AudioWorkletNode", "CaptureController", "CropTarget"]) {
    add(name, has(name));
  }
  add("requestVideoFrameCallback", yesNo(HTMLVideoElement.prototype.requestVideoFrameCallback));
  add("captureStream of a canvas", yesNo(HTMLCanvasElement.prototype.captureStream));
  add("Recorded types", await attempt(recordedTypes));
  add("Origin-private file system", yesNo(navigator.storage?.getDirectory));
}

async function permissionState(name) {
  const permission = await PermissionWatch.create(name);
  permission.close();
  return permission.isKnown ? permission.state : "not exposed";
}

async function countDevices() {
  const devices = (await enumerateDevices()).filter(({ isDuplicate }) => !isDuplicate);
  const count = (kind) => devices.filter((device) => device.kind === kind).length;
  const labels = devices.some(({ label }) => label !== null) ? "with labels" : "without labels";
  return `${count("videoinput")} cameras, ${count("audioinput")} microphones, ${count("audiooutput")} outputs, ${labels}`;
}

async function recordedTypes() {
  if (!globalThis.MediaRecorder) return "none";
  await initRecorder();
  return Recorder.supportedTypes().join(", ") || "none";
}

function show(text) {
  showRows(find("#support"), rows);
  find("#status").textContent = text;
  find("#copy").disabled = false;
}

const toMarkdown = () => {
  const lines = rows.map((row) => `| ${row.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`);
  return ["| Feature | This browser |", "|---|---|", ...lines].join("\n");
};
find("#copy").onclick = ({ target }) => copy(target, toMarkdown());

find("#open").onclick = async ({ target }) => {
  target.disabled = true;
  showError(null);
  const capture = await Capture.create();
  try {
    const stream = await capture.start({ audio: true, video: true });
    for (const track of stream.getTracks()) {
      const { deviceId, groupId, ...capabilities } = track.getCapabilities?.() ?? {};
      add(`Capabilities: ${track.kind}`, format(capabilities));
      add(`Settings: ${track.kind}`, format({ ...track.getSettings(), deviceId: undefined, groupId: undefined }));
    }
    show("The table includes the capabilities.");
  } catch (error) {
    showError(error);
    add("getUserMedia", `${error.name}: ${error.message}`);
    show("The table includes the error.");
    target.disabled = false;
  }
  capture.stop();
};

await collect();
show("Complete.");
find("#open").disabled = false;
