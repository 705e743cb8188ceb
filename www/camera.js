import { Capture, DeviceWatch, PermissionWatch, errorKind } from "local-media-stream/full";
import { showControls } from "./controls.js";
import { showLevel } from "./level.js";
import { find, format, showError, showOptions, showRows, showSource, synthetic } from "./site.js";

const [open, stop] = [find("#open"), find("#stop")];
const pickers = { video: find("#camera"), audio: find("#microphone") };
let requested = { video: {}, audio: {} };

showSource(["JavaScript", "camera.js"], ["Controls", "controls.js"], ["Rust", "rust/camera.rs"]);

const capture = await Capture.create();
capture.attach(find("#preview"), { muted: true });
// An unplugged camera is replaced by another one, until it is connected again.
capture.setRecovery({ fallback: true, reclaim: true });

// Runs a call of the capture, and shows its error. A superseded call is no failure.
async function attempt(call) {
  showError(null);
  try {
    await call();
  } catch (error) {
    if (errorKind(error) !== "Abort") showError(error);
  }
  showSettings();
}

open.onclick = () => {
  const constraintsOf = (kind) => ({ ...requested[kind], deviceId: pickers[kind].value || undefined });
  attempt(() => capture.start({ audio: constraintsOf("audio"), video: constraintsOf("video") }));
};
stop.onclick = () => capture.stop();
find("#mirror").onchange = ({ target }) => find("#preview").classList.toggle("mirrored", target.checked);

// --- Pickers, which follow the connected devices ---

const watch = await DeviceWatch.create().catch(showError);
for (const [kind, picker] of Object.entries(pickers)) {
  const showDevices = () => {
    // Before permission is granted, the devices have no ID.
    const devices = watch.devices.filter((device) => device.kind === `${kind}input` && device.deviceId && !device.isDuplicate);
    const options = devices.map(({ deviceId, label }, index) => [label ?? `Device ${index + 1}`, deviceId]);
    showOptions(picker, [["Automatic", ""], ...options], capture.stateOf(kind).deviceId ?? picker.value);
  };
  if (watch) {
    showDevices();
    watch.addEventListener("devicechange", showDevices);
    capture.addEventListener("change", showDevices);
  }
  picker.onchange = () => {
    if (capture.stream && picker.value) attempt(() => capture.switchDevice(kind, picker.value));
  };
}

// --- Permissions ---

for (const name of ["camera", "microphone"]) {
  const permission = await PermissionWatch.create(name);
  const output = find(`#${name}-permission`);
  const show = () => (output.textContent = permission.isKnown ? permission.state : "not exposed");
  permission.addEventListener("change", show);
  show();
}

// --- State, controls and settings ---

function showSettings() {
  const rows = ["video", "audio"].flatMap((kind) => {
    const track = capture.stream?.getTracks().find((track) => track.kind === kind);
    if (!track) return [];
    const asked = { ...capture.constraints?.[kind], ...requested[kind] };
    return Object.entries(track.getSettings()).map(([name, value]) => [`${kind} ${name}`, format(asked[name]), format(value)]);
  });
  showRows(find("#settings"), rows);
}

function showCapture() {
  const { state, loss, stream } = capture;
  document.body.dataset.state = state;
  find("#status").textContent = loss ? loss.message : `State: ${state}`;
  open.disabled = stream !== null || state === "prompting";
  stop.disabled = state === "idle" || state === "failed";
  const camera = stream?.getVideoTracks()[0];
  find("#no-controls").hidden = camera !== undefined;
  showControls(find("#controls"), camera, (name, value) => {
    requested.video = { ...requested.video, [name]: value };
    attempt(() => capture.applyConstraints("video", requested.video));
  });
  showLevel(find("#level"), stream?.getAudioTracks()[0]);
  showSettings();
}
capture.addEventListener("change", showCapture);
capture.addEventListener("statechange", showCapture);
showCapture();
addEventListener("pagehide", () => capture.stop());

// Shows what happens when a camera is unplugged.
if (synthetic) {
  const plug = find("#plug");
  const back = { kind: "videoinput", deviceId: "back", label: "Synthetic back camera", facingMode: "environment" };
  let isPlugged = true;
  plug.hidden = false;
  plug.onclick = () => {
    if (isPlugged) synthetic.unplug(back.deviceId);
    else synthetic.plug(back);
    isPlugged = !isPlugged;
    plug.textContent = isPlugged ? "Unplug the back camera" : "Plug the back camera in";
  };
}
