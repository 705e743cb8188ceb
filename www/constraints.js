import { Capture, unmetConstraints } from "local-media-stream/full";
import { toRust, toTypeScript } from "./constraint_code.js";
import { readForm, showForm } from "./constraint_form.js";
import { copy, create, find, format, showError, showOptions, showRows, showSource } from "./site.js";

const [open, apply, stop, form, json] = ["#open", "#apply", "#stop", "#form", "#json"].map(find);

// The constraints of each kind of track, which form and JSON show.
const constraints = {
  video: { width: { min: 320, ideal: 1280 }, height: { ideal: 720 }, frameRate: { max: 30 }, facingMode: "user" },
  audio: { echoCancellation: true, noiseSuppression: { ideal: true } },
};
const kind = () => find("[name=kind]:checked").value;

showSource(
  ["JavaScript", "constraints.js"],
  ["Form", "constraint_form.js"],
  ["Code", "constraint_code.js"],
  ["Rust", "rust/constraints.rs"],
);

const capture = await Capture.create();
capture.attach(find("#preview"), { muted: true });
const track = () => capture.stream?.getTracks().find((track) => track.kind === kind());

// --- Form, JSON and code show the same constraints ---

// Shows the properties that can be added, and the code.
function showDerived() {
  const supported = Object.keys(navigator.mediaDevices?.getSupportedConstraints() ?? {}).sort();
  const names = supported.filter((name) => !(name in constraints[kind()]));
  showOptions(find("#property"), names.map((name) => [name, name]));
  find("#rust").textContent = toRust(kind(), constraints[kind()]);
  find("#typescript").textContent = toTypeScript(kind(), constraints[kind()]);
}

function showJson() {
  json.value = JSON.stringify(constraints[kind()], null, 2);
  json.setCustomValidity("");
}

// Called when the form has changed.
function onFormChange() {
  constraints[kind()] = readForm(form, constraints[kind()]);
  showJson();
  showDerived();
}

function showAll() {
  showForm(form, constraints[kind()], onFormChange);
  showJson();
  showDerived();
}

json.oninput = () => {
  try {
    const value = JSON.parse(json.value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("An object is required.");
    constraints[kind()] = value;
  } catch (error) {
    json.setCustomValidity(error.message);
    json.reportValidity();
    return;
  }
  json.setCustomValidity("");
  showForm(form, constraints[kind()], onFormChange);
  showDerived();
};

find("#add").onclick = () => {
  const name = find("#property").value;
  if (!name) return;
  constraints[kind()] = { ...constraints[kind()], [name]: {} };
  showAll();
};
for (const input of document.querySelectorAll("[name=kind]")) {
  input.onchange = () => {
    showAll();
    showState();
  };
}
find("#copy-rust").onclick = ({ target }) => copy(target, find("#rust").textContent);
find("#copy-typescript").onclick = ({ target }) => copy(target, find("#typescript").textContent);

// --- The track ---

async function attempt(call) {
  showError(null);
  try {
    await call();
  } catch (error) {
    showError(error);
  }
  showState();
}
open.onclick = () => attempt(() => capture.start({ [kind()]: constraints[kind()] }));
apply.onclick = () => attempt(() => capture.applyConstraints(kind(), constraints[kind()]));
stop.onclick = () => capture.stop();

function showState() {
  document.body.dataset.state = capture.state;
  find("#status").textContent = capture.loss?.message ?? `State: ${capture.state}`;
  open.disabled = capture.state === "prompting";
  stop.disabled = capture.state === "idle" || capture.state === "failed";
  apply.disabled = track() === undefined;
  showResult();
}

// Compares the constraints with the settings. Browsers report no error for an ideal value that they do not meet.
function showResult() {
  const current = track();
  if (!current) return showRows(find("#result"), []);
  const { advanced, ...basic } = constraints[kind()];
  const settings = current.getSettings();
  const capabilities = current.getCapabilities?.() ?? {};
  const unmet = unmetConstraints(current, basic);
  const rows = Object.entries(basic).map(([name, constraint]) => {
    const failure = unmet.find(({ property }) => property === name);
    const met = failure
      ? create("span", { className: "no" }, failure.strength === "required" ? "no: required" : "no: ideal")
      : create("span", { className: "yes" }, "yes");
    return [name, format(constraint), format(settings[name]), met, format(capabilities[name])];
  });
  showRows(find("#result"), rows);
}

capture.addEventListener("change", showState);
capture.addEventListener("statechange", showState);
showAll();
showState();
addEventListener("pagehide", () => capture.stop());
