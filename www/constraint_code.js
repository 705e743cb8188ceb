// The code that requests constraints, in Rust and in TypeScript.

const enums = {
  cursor: "Cursor",
  displaySurface: "DisplaySurface",
  exposureMode: "MeteringMode",
  facingMode: "FacingMode",
  focusMode: "MeteringMode",
  resizeMode: "ResizeMode",
  whiteBalanceMode: "MeteringMode",
};

const capitalized = (text) => text[0].toUpperCase() + text.slice(1);
const toSnakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamelCase = (text) => text.split("-").map(capitalized).join("");

/** Returns the code in TypeScript. */
export function toTypeScript(kind, constraints) {
  // Names that need no quotes have none.
  const object = JSON.stringify({ [kind]: constraints }, null, 2).replace(/"(\w+)":/g, "$1:");
  return `import { getUserMedia } from "local-media-stream";\n\nconst constraints: MediaStreamConstraints = ${object};\n`
    + "const stream = await getUserMedia(constraints);\n";
}

/** Returns the code in Rust. */
export function toRust(kind, constraints) {
  const used = new Set(["MediaStreamConstraints", "MediaTrackConstraints", "get_user_media"]);

  const value = (name, value) => {
    if (typeof value !== "string") return String(value);
    if (name === "echoCancellation") return `${use("EchoCancellationMode")}::${toCamelCase(value)}`;
    return name in enums ? `${use(enums[name])}::${toCamelCase(value)}` : JSON.stringify(value);
  };
  const list = (name, values) => `[${values.map((item) => value(name, item)).join(", ")}]`;
  const use = (type) => (used.add(type), type);
  const constrain = (name, constraint) => {
    if (Array.isArray(constraint)) return `${use("Constrain")}::bare_any(${list(name, constraint)})`;
    if (typeof constraint !== "object" || constraint === null) return value(name, constraint);
    const calls = Object.entries(constraint).map(([strength, wanted], index) => {
      const method = Array.isArray(wanted) ? `${strength}_any` : strength;
      const argument = Array.isArray(wanted) ? list(name, wanted) : value(name, wanted);
      return index === 0 ? `${use("Constrain")}::${method}(${argument})` : `.and_${method}(${argument})`;
    });
    return calls.join("");
  };
  const isEmpty = (constraint) => typeof constraint === "object" && Object.keys(constraint).length === 0;
  const setters = (set, indent) =>
    Object.entries(set)
      .filter(([name, constraint]) => name !== "advanced" && !isEmpty(constraint))
      .map(([name, constraint]) => `\n${indent}.${toSnakeCase(name)}(${constrain(name, constraint)})`)
      .join("");

  const indent = " ".repeat(12);
  const advanced = (constraints.advanced ?? []).map(
    (set) => `\n${indent}.advanced(${use("MediaTrackConstraintSet")}::new()${setters(set, `${indent}    `)})`,
  );
  const track = `MediaTrackConstraints::new()${setters(constraints, indent)}${advanced.join("")}`;
  const names = [...used, "LocalMediaStream", "MediaError"].sort(byStyle);
  return `use local_media_stream::{${wrapped(names)}};

pub async fn open() -> Result<LocalMediaStream, MediaError> {
    let constraints = MediaStreamConstraints::new().${kind}(
        ${track},
    );
    get_user_media(&constraints).await
}
`;
}

// rustfmt sorts types before functions.
const isType = (name) => /^[A-Z]/.test(name);
const byStyle = (a, b) => isType(b) - isType(a) || (a < b ? -1 : 1);

// Breaks a list of names as rustfmt does.
function wrapped(names) {
  const line = names.join(", ");
  return line.length < 70 ? line : `\n    ${names.join(", ")},\n`;
}
