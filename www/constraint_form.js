// The constraints of a track as a form: one row for each property and strength.
import { create } from "./site.js";

const strengths = ["ideal", "exact", "min", "max"];

// Browsers treat a bare value as an ideal one.
const isBare = (constraint) => typeof constraint !== "object" || constraint === null || Array.isArray(constraint);
const choices = {
  facingMode: ["user", "environment", "left", "right"],
  resizeMode: ["none", "crop-and-scale"],
  displaySurface: ["monitor", "window", "browser"],
  cursor: ["always", "motion", "never"],
  whiteBalanceMode: ["none", "manual", "single-shot", "continuous"],
  exposureMode: ["none", "manual", "single-shot", "continuous"],
  focusMode: ["none", "manual", "single-shot", "continuous"],
  humanFaceDetectionMode: ["none", "bounding-box", "bounding-box-with-landmark-center-point"],
};
const texts = ["deviceId", "groupId"];
const switches = [
  "autoGainControl", "backgroundBlur", "backgroundSegmentationMask", "echoCancellation", "eyeGazeCorrection",
  "faceFraming", "gestureReactions", "logicalSurface", "noiseSuppression", "restrictOwnAudio",
  "suppressLocalAudioPlayback", "torch", "voiceIsolation",
];

const isNumber = (name) => !(name in choices) && !texts.includes(name) && !switches.includes(name);
// Lists, points, advanced sets, and `zoom: true` are in the JSON only.
const hasRow = ([name, constraint]) =>
  (isBare(constraint) ? [constraint] : Object.values(constraint))
    .every((value) => typeof value !== "object" && !(isNumber(name) && typeof value === "boolean"));

/** Replaces the form by one for these constraints. Not every constraint has a row. */
export function showForm(form, constraints, onChange) {
  const rows = Object.entries(constraints)
    .filter(hasRow)
    .map(([name, constraint]) => createRow(name, constraint, onChange));
  form.replaceChildren(...rows);
  form.onsubmit = (event) => event.preventDefault();
}

function createRow(name, constraint, onChange) {
  const members = isBare(constraint) ? { ideal: constraint } : constraint;
  const available = isNumber(name) ? strengths : strengths.slice(0, 2);
  const inputs = available.map((strength) => {
    const input = createInput(name, members[strength]);
    Object.assign(input.dataset, { property: name, strength });
    input.onchange = onChange;
    return create("label", {}, strength, input);
  });
  const remove = create("button", { type: "button", ariaLabel: `Remove ${name}` }, "Remove");
  const row = create("fieldset", {}, create("legend", {}, name), create("div", { className: "fields" }, ...inputs), remove);
  row.dataset.property = name;
  remove.onclick = () => {
    row.remove();
    onChange();
  };
  return row;
}

function createInput(name, value) {
  if (isNumber(name)) return create("input", { type: "number", step: "any", value: value ?? "" });
  const options = choices[name] ?? (switches.includes(name) ? ["true", "false"] : null);
  if (!options) return create("input", { type: "text", value: value ?? "" });
  const select = create("select", {});
  const current = value === undefined ? "" : String(value);
  for (const option of new Set(["", ...options, current])) {
    select.add(new Option(option || "–", option, false, option === current));
  }
  return select;
}

/** Returns the constraints of the form, with those that have no row from `previous`. */
export function readForm(form, previous) {
  const constraints = Object.fromEntries(Object.entries(previous).filter((entry) => !hasRow(entry)));
  for (const { dataset } of form.querySelectorAll("fieldset")) constraints[dataset.property] = {};
  for (const { dataset, type, value } of form.querySelectorAll("[data-strength]")) {
    if (value === "") continue;
    const parsed = type === "number" ? Number(value) : ["true", "false"].includes(value) ? value === "true" : value;
    constraints[dataset.property][dataset.strength] = parsed;
  }
  return constraints;
}
