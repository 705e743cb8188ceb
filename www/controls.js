// Builds controls from the capabilities of a track: a slider for a range, a list for alternatives, a checkbox for
// something that can be switched.
import { create, format } from "./site.js";

const hidden = ["deviceId", "groupId"];

let shown = null;

/** Replaces the controls by those of a track. Calls back with the name and the value of a changed one. */
export function showControls(container, track, onChange) {
  if (track === shown) return;
  shown = track;
  // Firefox before 132 has no capabilities.
  const capabilities = track?.getCapabilities?.() ?? {};
  const settings = track?.getSettings() ?? {};
  const controls = Object.entries(capabilities)
    .filter(([name]) => !hidden.includes(name))
    .map(([name, capability]) => createControl(name, capability, settings[name], (value) => onChange(name, value)));
  container.replaceChildren(...controls.filter(Boolean));
}

function createControl(name, capability, setting, onChange) {
  if (Array.isArray(capability)) {
    if (capability.length < 2) return null;
    if (capability.every((value) => typeof value === "boolean")) {
      const input = create("input", { type: "checkbox", checked: setting === true, onchange: () => onChange(input.checked) });
      return create("label", { className: "check" }, input, name);
    }
    const select = create("select", { onchange: () => onChange(capability[select.selectedIndex]) });
    for (const value of capability) select.add(new Option(format(value), value, false, value === setting));
    return create("label", {}, name, select);
  }
  const { min, max, step } = capability ?? {};
  if (!(max > min)) return null;
  const output = create("output", {}, format(setting));
  // The width, the height and most others are integers, but not each camera reports a step.
  const input = create("input", { type: "range", min, max, step: step || (max - min > 20 ? 1 : "any") });
  input.value = setting ?? min;
  input.oninput = () => (output.textContent = format(input.valueAsNumber));
  input.onchange = () => onChange(input.valueAsNumber);
  return create("label", {}, create("span", {}, `${name}: `, output), input);
}
