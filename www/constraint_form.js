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
};
const texts = ["deviceId", "groupId"];
const switches = [
  "autoGainControl", "backgroundBlur", "echoCancellation", "eyeGazeCorrection", "faceFraming", "logicalSurface",
  "noiseSuppression", "restrictOwnAudio", "suppressLocalAudioPlayback", "torch", "voiceIsolation",
];

/** Replaces the form by one for these constraints. Sets that are too complex for it, such as `advanced`, have no row. */
export function showForm(form, constraints, onChange) {
  const rows = Object.entries(constraints)
    .filter(([name]) => name !== "advanced")
    .map(([name, constraint]) => createRow(name, constraint, onChange));
  form.replaceChildren(...rows);
  form.onsubmit = (event) => event.preventDefault();
}

function createRow(name, constraint, onChange) {
  const members = isBare(constraint) ? { ideal: constraint } : constraint;
  const isNumber = !(name in choices) && !texts.includes(name) && !switches.includes(name);
  const available = isNumber ? strengths : strengths.slice(0, 2);
  const inputs = available.map((strength) => {
    const input = createInput(name, members[strength], isNumber);
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

function createInput(name, value, isNumber) {
  if (isNumber) return create("input", { type: "number", step: "any", value: value ?? "" });
  const options = choices[name] ?? (switches.includes(name) ? ["true", "false"] : null);
  if (!options) return create("input", { type: "text", value: value ?? "" });
  const select = create("select", {});
  const current = value === undefined ? "" : String(value);
  for (const option of new Set(["", ...options, current])) {
    select.add(new Option(option || "–", option, false, option === current));
  }
  return select;
}

/** Returns the constraints of the form, with the members that it does not show from `previous`. */
export function readForm(form, previous) {
  const constraints = {};
  for (const { dataset } of form.querySelectorAll("fieldset")) constraints[dataset.property] = {};
  for (const { dataset, type, value } of form.querySelectorAll("[data-strength]")) {
    if (value === "") continue;
    const parsed = type === "number" ? Number(value) : ["true", "false"].includes(value) ? value === "true" : value;
    constraints[dataset.property][dataset.strength] = parsed;
  }
  if (previous.advanced) constraints.advanced = previous.advanced;
  return constraints;
}
